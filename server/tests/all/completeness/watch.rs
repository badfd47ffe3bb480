//! What an answer tells of whom, held against the log.

use access::{Entry, Event, FieldSet, Person};
use kernel::Id;
use testing::words_in;

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

/// Whether an answer says anything of those who are watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Says {
    pub(super) people: bool,
    /// Words of things, of whatever street.
    pub(super) things: bool,
}

/// What one answer came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// Texts of people that were told.
    pub(super) told: Vec<String>,
    /// What should not have been.
    pub(super) wrong: Vec<String>,
    /// Whether words of things stand in it, of whatever street.
    pub(super) things: bool,
}

impl Seen {
    pub(super) fn says(&self) -> Says {
        Says { people: !self.told.is_empty(), things: self.things }
    }
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
        let tellings: Vec<&str> =
            who.tellings.iter().map(|telling| telling.text.as_str()).collect();
        let said = words_in(body, &tellings).into_iter();
        for (telling, _) in who.tellings.iter().zip(said).filter(|(_, said)| *said) {
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
        let said = words_in(body, &who.never).into_iter();
        for (text, _) in who.never.iter().zip(said).filter(|(_, said)| *said) {
            seen.wrong.push(format!("`{text}` is told to nobody"));
        }
        let said = words_in(body, &who.things).into_iter();
        for (thing, _) in who.things.iter().zip(said).filter(|(_, said)| *said) {
            seen.things = true;
            if !within {
                seen.wrong.push(format!("`{thing}` is of another street than {scope}"));
            }
        }
    }
    seen
}
