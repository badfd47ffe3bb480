//! What an answer tells of whom, held against the log.

use access::{Entry, Event, FieldSet, Person};
use kernel::Id;

use super::seed::{Somebody, Telling};

/// Somebody, the texts that tell of them, and those of things where they live.
pub(super) struct Watched {
    pub(super) person: Id<Person>,
    pub(super) street: &'static str,
    /// Words of things of that street, which tell of nobody and are for those who work there.
    pub(super) things: Vec<&'static str>,
    pub(super) tellings: Vec<Telling>,
    /// What nobody is told.
    pub(super) never: Vec<&'static str>,
}

impl Watched {
    pub(super) fn of(somebody: &Somebody) -> Self {
        Self {
            person: somebody.id,
            street: somebody.street,
            things: vec![somebody.organisation],
            tellings: somebody.tellings(),
            never: somebody.never().to_vec(),
        }
    }
}

/// What a caller may be told of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Realm<'a> {
    /// Of this area, everywhere where it is empty.
    pub(super) area: &'a str,
    /// Of oneself, wherever one lives.
    pub(super) own: Option<Id<Person>>,
}

impl<'a> Realm<'a> {
    pub(super) fn of(area: &'a str) -> Self {
        Self { area, own: None }
    }
}

/// What one answer came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// Texts of people that were told.
    pub(super) told: Vec<String>,
    /// What should not have been.
    pub(super) wrong: Vec<String>,
}

/// Weighs an answer: every person in it must be on the log, with a field that
/// covers what was told, by an entry of this very request; and whoever works
/// in an area learns nothing of another street, but for what is one's own.
pub(super) fn weigh(body: &str, entries: &[Entry], realm: Realm<'_>, watched: &[Watched]) -> Seen {
    let scope = realm.area;
    let mut seen = Seen::default();
    for who in watched {
        let within =
            scope.is_empty() || scope.ends_with(who.street) || realm.own == Some(who.person);
        let logged = |fields: FieldSet| {
            entries.iter().any(|entry| {
                let covers = match &entry.event {
                    Event::Read(read) => fields.iter().any(|f| read.field_set().contains(f)),
                    Event::Batch(_) | Event::Recovered { .. } => false,
                };
                covers && entry.subjects.contains(&who.person)
            })
        };
        for telling in who.tellings.iter().filter(|telling| body.contains(&telling.text)) {
            seen.told.push(telling.text.clone());
            if !logged(telling.fields) {
                let fields: Vec<_> = telling.fields.iter().map(access::Field::name).collect();
                let text = &telling.text;
                seen.wrong.push(format!("`{text}` left without {} on the log", fields.join("/")));
            }
            if !within {
                seen.wrong.push(format!("`{}` is of another street than {scope}", telling.text));
            }
        }
        for text in who.never.iter().filter(|text| body.contains(**text)) {
            seen.wrong.push(format!("`{text}` is told to nobody"));
        }
        for thing in who.things.iter().filter(|thing| !within && body.contains(**thing)) {
            seen.wrong.push(format!("`{thing}` is of another street than {scope}"));
        }
    }
    seen
}
