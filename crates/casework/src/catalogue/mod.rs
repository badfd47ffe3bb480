//! The catalogues: what may be reported, to which office, in what time, on what evidence. Data of a place.

mod check;
mod forms;

use std::{collections::BTreeMap, sync::LazyLock};

pub use forms::{
    Class, CollectionClass, CollectionFile, EventFile, Item, MicroEvent, MicroFile, Office,
    OfficeFile, OptionOf, Question, QuestionKind, Responsible, Stopper, Subclass, TextForm, Words,
};

use crate::{Calendar, CalendarFile, Level};

/// All catalogues of a place, read and checked against each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    /// Classes of events, in order.
    pub classes: Vec<Class>,
    /// Subclasses by id.
    pub subclasses: BTreeMap<String, Subclass>,
    /// The order of subclasses in the file.
    pub order: Vec<String>,
    /// Offices by id.
    pub offices: BTreeMap<String, Office>,
    /// Micro-events by id.
    pub micro_events: BTreeMap<String, MicroEvent>,
    /// Field collection, in order.
    pub collection: Vec<CollectionClass>,
    /// The working calendar.
    pub calendar: Calendar,
    /// Levels of warning and escalation where a subclass names none.
    pub levels: Vec<Level>,
    /// Days after which a case no longer takes in duplicates.
    pub merge_days: u32,
    /// Days of one pause at the most.
    pub pause_cap_days: u32,
    /// Pauses of one case at the most.
    pub pauses: u32,
    /// Days that a reporter has to object before a case counts as confirmed.
    pub confirm_days: u32,
    /// Part of resolved cases that somebody else checks again, per cent.
    pub recheck_percent: u32,
    /// Version: those of the files, in order.
    pub version: String,
}

/// The texts of the catalogue files.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// `events.toml`
    pub events: &'a str,
    /// `offices.toml`
    pub offices: &'a str,
    /// `micro_events.toml`
    pub micro_events: &'a str,
    /// `collection.toml`
    pub collection: &'a str,
    /// `calendars/….toml`
    pub calendar: &'a str,
}

/// The files that the program carries.
pub const BUILT_IN: Files<'static> = Files {
    events: include_str!("../../../../catalogues/events.toml"),
    offices: include_str!("../../../../catalogues/offices.toml"),
    micro_events: include_str!("../../../../catalogues/micro_events.toml"),
    collection: include_str!("../../../../catalogues/collection.toml"),
    calendar: include_str!("../../../../catalogues/calendars/cn.toml"),
};

static READ: LazyLock<Result<Catalogue, String>> = LazyLock::new(|| Catalogue::read(&BUILT_IN));

/// The schemas of the catalogue files, for editors: name and text.
#[must_use]
pub fn schemas() -> [(&'static str, String); 5] {
    let text = |schema: schemars::Schema| {
        let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
        text.push('\n');
        text
    };
    [
        ("catalogue_events.schema.json", text(schemars::schema_for!(EventFile))),
        ("catalogue_offices.schema.json", text(schemars::schema_for!(OfficeFile))),
        ("catalogue_micro_events.schema.json", text(schemars::schema_for!(MicroFile))),
        ("catalogue_collection.schema.json", text(schemars::schema_for!(CollectionFile))),
        ("catalogue_calendar.schema.json", text(schemars::schema_for!(CalendarFile))),
    ]
}

impl Catalogue {
    /// The catalogues that the program carries; the fault in words where its files contradict each other, which a
    /// test excludes.
    pub fn built_in() -> Result<&'static Self, String> {
        READ.as_ref().map_err(Clone::clone)
    }

    /// Reads catalogues; the fault in words where a file contradicts itself or another.
    pub fn read(files: &Files<'_>) -> Result<Self, String> {
        let fault = |file: &str| {
            let file = file.to_owned();
            move |error: toml::de::Error| format!("{file}: {error}")
        };
        let events: EventFile = toml::from_str(files.events).map_err(fault("events"))?;
        let offices: OfficeFile = toml::from_str(files.offices).map_err(fault("offices"))?;
        let micro: MicroFile = toml::from_str(files.micro_events).map_err(fault("micro_events"))?;
        let collection: CollectionFile =
            toml::from_str(files.collection).map_err(fault("collection"))?;
        let calendar_file: CalendarFile =
            toml::from_str(files.calendar).map_err(fault("calendar"))?;
        let calendar =
            Calendar::of(calendar_file).map_err(|problem| format!("calendar: {problem}"))?;
        let version = format!(
            "{}.{}.{}.{}.{}",
            events.version, offices.version, micro.version, collection.version, calendar.version
        );
        let catalogue = Self {
            order: events.subclass.iter().map(|subclass| subclass.id.clone()).collect(),
            classes: events.class,
            subclasses: keyed("events", events.subclass, |subclass| &subclass.id)?,
            offices: keyed("offices", offices.office, |office| &office.id)?,
            micro_events: keyed("micro_events", micro.micro_event, |micro| &micro.id)?,
            collection: collection.class,
            calendar,
            levels: events.levels,
            merge_days: events.merge_days,
            pause_cap_days: events.pause_cap_days,
            pauses: events.pauses,
            confirm_days: events.confirm_days,
            recheck_percent: events.recheck_percent,
            version,
        };
        catalogue.check()?;
        Ok(catalogue)
    }

    /// A subclass.
    #[must_use]
    pub fn subclass(&self, id: &str) -> Option<&Subclass> {
        self.subclasses.get(id)
    }

    /// Subclasses in the order of the file.
    pub fn in_order(&self) -> impl Iterator<Item = &Subclass> {
        self.order.iter().filter_map(|id| self.subclasses.get(id))
    }

    /// The levels of a subclass.
    #[must_use]
    pub fn levels_of<'a>(&'a self, subclass: &'a Subclass) -> &'a [Level] {
        if subclass.levels.is_empty() { &self.levels } else { &subclass.levels }
    }

    /// Subclasses that a text may be about, the likeliest first: those whose words it holds, the longer weighing more.
    #[must_use]
    pub fn suggest(&self, text: &str) -> Vec<&Subclass> {
        let text = text.to_lowercase();
        let weight = |subclass: &Subclass| -> usize {
            let own = [&subclass.title.zh, &subclass.title.en];
            let words = subclass.words.zh.iter().chain(&subclass.words.en).chain(own);
            words.filter(|word| text.contains(&word.to_lowercase())).map(String::len).sum()
        };
        let mut found: Vec<(usize, &Subclass)> =
            self.in_order().map(|subclass| (weight(subclass), subclass)).collect();
        found.retain(|(weight, _)| *weight > 0);
        // A stable sort: what weighs alike stays in the order of the file.
        found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        found.into_iter().map(|(_, subclass)| subclass).collect()
    }
}

fn keyed<T>(
    file: &str,
    list: Vec<T>,
    id: impl Fn(&T) -> &String,
) -> Result<BTreeMap<String, T>, String> {
    let mut map = BTreeMap::new();
    for one in list {
        let key = id(&one).clone();
        if map.insert(key.clone(), one).is_some() {
            return Err(format!("{file}: `{key}` is there twice"));
        }
    }
    Ok(map)
}
