//! The files of a catalogue, as they are written: in a folder as TOML, in an editor as one value.

use serde::{Deserialize, Serialize};

use super::{CollectionFile, EventFile, Files, MicroFile, OfficeFile};
use crate::CalendarFile;

/// The files of a catalogue, not yet checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// `events.toml`
    pub events: EventFile,
    /// `offices.toml`
    pub offices: OfficeFile,
    /// `micro_events.toml`
    pub micro_events: MicroFile,
    /// `collection.toml`
    pub collection: CollectionFile,
    /// `calendars/….toml`
    pub calendar: CalendarFile,
}

/// Names of the files of a catalogue in a folder, in the order of [`Source::texts`].
pub const FILE_NAMES: [&str; 5] =
    ["events.toml", "offices.toml", "micro_events.toml", "collection.toml", "calendar.toml"];

impl Source {
    /// Reads files; the fault in words, with its line, where one is not written as it should be.
    pub fn read(files: &Files<'_>) -> Result<Self, String> {
        let fault = |file: &str| {
            let file = file.to_owned();
            move |error: toml::de::Error| format!("{file}: {error}")
        };
        Ok(Self {
            events: toml::from_str(files.events).map_err(fault("events"))?,
            offices: toml::from_str(files.offices).map_err(fault("offices"))?,
            micro_events: toml::from_str(files.micro_events).map_err(fault("micro_events"))?,
            collection: toml::from_str(files.collection).map_err(fault("collection"))?,
            calendar: toml::from_str(files.calendar).map_err(fault("calendar"))?,
        })
    }

    /// The texts of the files, in the order of [`FILE_NAMES`].
    pub fn texts(&self) -> Result<[String; 5], String> {
        fn text<T: Serialize>(file: &T) -> Result<String, String> {
            toml::to_string_pretty(file).map_err(|error| error.to_string())
        }
        Ok([
            text(&self.events)?,
            text(&self.offices)?,
            text(&self.micro_events)?,
            text(&self.collection)?,
            text(&self.calendar)?,
        ])
    }

    /// Versions of the files, in order.
    #[must_use]
    pub fn version(&self) -> String {
        format!(
            "{}.{}.{}.{}.{}",
            self.events.version,
            self.offices.version,
            self.micro_events.version,
            self.collection.version,
            self.calendar.version
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{super::BUILT_IN, Source};
    use crate::catalogue::Files;

    #[test]
    fn what_is_written_reads_as_it_was() {
        let source = Source::read(&BUILT_IN).unwrap();
        let [events, offices, micro_events, collection, calendar] = source.texts().unwrap();
        let files = Files {
            events: &events,
            offices: &offices,
            micro_events: &micro_events,
            collection: &collection,
            calendar: &calendar,
        };
        assert_eq!(Source::read(&files).unwrap(), source);
        let json = serde_json::to_string(&source).unwrap();
        assert_eq!(serde_json::from_str::<Source>(&json).unwrap(), source);
    }
}
