//! The catalogues: what may be reported, to which office, in what time, on what evidence. Data of a place.

mod check;
mod compare;
mod fit;
mod forms;
mod never;
mod source;

use std::{collections::BTreeMap, sync::LazyLock};

pub use check::Fault;
pub use compare::{Comparison, Difference, Part};
pub use fit::Misfit;
pub use forms::{
    Class, CollectionClass, CollectionFile, EventFile, Item, MicroEvent, MicroFile, Office,
    OfficeFile, OptionOf, Question, QuestionKind, Responsible, Stopper, Subclass, TextForm, Words,
};
pub use source::{FILE_NAMES, Source};

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
    /// Version: those of the files, in order; the name of the version where it is a place's own.
    pub version: String,
    /// What earlier versions had and this one has not.
    pub withdrawn: Withdrawn,
}

/// Entries of earlier versions: nothing new is opened under them, and what was keeps its names and limits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withdrawn {
    /// Classes by id.
    pub classes: BTreeMap<String, Class>,
    /// Subclasses by id.
    pub subclasses: BTreeMap<String, Subclass>,
    /// Offices by id.
    pub offices: BTreeMap<String, Office>,
    /// Micro-events by id.
    pub micro_events: BTreeMap<String, MicroEvent>,
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

    /// Reads catalogues; the first fault in words where a file contradicts itself or another.
    pub fn read(files: &Files<'_>) -> Result<Self, String> {
        Self::of(Source::read(files)?, None)
    }

    /// The catalogue of files, after `before` where it follows another; the first fault in words.
    pub fn of(source: Source, before: Option<&Self>) -> Result<Self, String> {
        if let Some(fault) = source.faults().into_iter().next() {
            return Err(format!("{}: {}", fault.at, fault.text.en));
        }
        Self::published(source, before)
    }

    /// The catalogue of files that were checked when they were published, by what the program asked for then.
    pub(crate) fn published(source: Source, before: Option<&Self>) -> Result<Self, String> {
        let version = source.version();
        let Source { events, offices, micro_events, collection, calendar } = source;
        let calendar = Calendar::of(calendar).map_err(|problem| format!("calendar: {problem}"))?;
        let mut catalogue = Self {
            order: events.subclass.iter().map(|subclass| subclass.id.clone()).collect(),
            classes: events.class,
            subclasses: keyed(events.subclass, |subclass| &subclass.id),
            offices: keyed(offices.office, |office| &office.id),
            micro_events: keyed(micro_events.micro_event, |micro| &micro.id),
            collection: collection.class,
            calendar,
            levels: events.levels,
            merge_days: events.merge_days,
            pause_cap_days: events.pause_cap_days,
            pauses: events.pauses,
            confirm_days: events.confirm_days,
            recheck_percent: events.recheck_percent,
            version,
            withdrawn: Withdrawn::default(),
        };
        if let Some(before) = before {
            catalogue.keep_withdrawn(before);
        }
        Ok(catalogue)
    }

    /// Takes over what an earlier version had and this one has not.
    fn keep_withdrawn(&mut self, before: &Self) {
        let earlier = &before.withdrawn;
        let here = keyed(self.classes.clone(), |class| &class.id);
        let there = keyed(before.classes.clone(), |class| &class.id);
        self.withdrawn = Withdrawn {
            classes: gone(&here, &there, &earlier.classes),
            subclasses: gone(&self.subclasses, &before.subclasses, &earlier.subclasses),
            offices: gone(&self.offices, &before.offices, &earlier.offices),
            micro_events: gone(&self.micro_events, &before.micro_events, &earlier.micro_events),
        };
    }

    /// A subclass, standing or withdrawn: for what was opened under it.
    #[must_use]
    pub fn subclass(&self, id: &str) -> Option<&Subclass> {
        self.subclasses.get(id).or_else(|| self.withdrawn.subclasses.get(id))
    }

    /// A subclass that something new may be opened under.
    #[must_use]
    pub fn standing(&self, id: &str) -> Option<&Subclass> {
        self.subclasses.get(id)
    }

    /// A class, standing or withdrawn.
    #[must_use]
    pub fn class(&self, id: &str) -> Option<&Class> {
        let found = self.classes.iter().find(|class| class.id == id);
        found.or_else(|| self.withdrawn.classes.get(id))
    }

    /// An office, standing or withdrawn.
    #[must_use]
    pub fn office(&self, id: &str) -> Option<&Office> {
        self.offices.get(id).or_else(|| self.withdrawn.offices.get(id))
    }

    /// A micro-event, standing or withdrawn.
    #[must_use]
    pub fn micro_event(&self, id: &str) -> Option<&MicroEvent> {
        self.micro_events.get(id).or_else(|| self.withdrawn.micro_events.get(id))
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

fn keyed<T>(list: Vec<T>, id: impl Fn(&T) -> &String) -> BTreeMap<String, T> {
    list.into_iter().map(|one| (id(&one).clone(), one)).collect()
}

/// What was there and is not here, with what was gone before.
fn gone<T: Clone>(
    here: &BTreeMap<String, T>,
    there: &BTreeMap<String, T>,
    earlier: &BTreeMap<String, T>,
) -> BTreeMap<String, T> {
    // What stood last goes before what was withdrawn longer ago.
    let all = earlier.iter().chain(there).filter(|(id, _)| !here.contains_key(*id));
    all.map(|(id, one)| (id.clone(), one.clone())).collect()
}
