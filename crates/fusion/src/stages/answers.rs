//! What the wash answers to written addresses, each of them matched once.

use std::collections::{HashMap, HashSet};

use address::{Class, ComponentKind};

use crate::{gazetteer::Gazetteer, lake::Value};

/// Written addresses whose answers are kept, so that a repeated one is matched once.
const KEPT: usize = 200_000;

/// A written address: a line, or parts by kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Written {
    Line(String),
    Parts(Vec<(ComponentKind, String)>),
}

/// What the wash answers, ready to be written.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) class: &'static str,
    pub(crate) entry: Option<u64>,
    pub(crate) place: Option<String>,
    pub(crate) building: Option<String>,
    pub(crate) rule: &'static str,
    pub(crate) score: f64,
}

impl Written {
    /// A line; none where it says nothing.
    pub(crate) fn line_of(line: String) -> Option<Self> {
        (!line.trim().is_empty()).then_some(Self::Line(line))
    }

    /// Parts; none where they name no more than a city.
    pub(crate) fn parts_of(parts: Vec<(ComponentKind, String)>) -> Option<Self> {
        let placed = parts.iter().any(|(kind, _)| {
            !matches!(kind, ComponentKind::City | ComponentKind::Province | ComponentKind::Postcode)
        });
        placed.then_some(Self::Parts(parts))
    }

    pub(crate) fn line(&self) -> Value<'_> {
        match self {
            Self::Line(line) => Value::Text(line),
            Self::Parts(parts) => {
                let texts: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
                Value::Own(texts.join(" "))
            }
        }
    }

    pub(crate) fn wash(&self, gazetteer: &Gazetteer) -> Answer {
        let found = match self {
            Self::Line(line) => gazetteer.index().wash(gazetteer.index().profile(), line),
            Self::Parts(parts) => {
                let fields: Vec<(ComponentKind, &str)> =
                    parts.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
                gazetteer.index().wash_fields(&fields)
            }
        };
        Answer {
            class: match found.class {
                Class::A => "A",
                Class::B => "B",
                Class::C => "C",
                Class::None => "none",
            },
            entry: found.entry,
            place: found.entry.and_then(|entry| gazetteer.place(entry)),
            building: found.entry.and_then(|entry| gazetteer.building(entry)),
            rule: found.rule,
            score: found.score,
        }
    }
}

/// Answers of addresses that were met lately.
#[derive(Debug, Default)]
pub(crate) struct Answers(HashMap<Written, Answer>);

impl Answers {
    /// The answer of an address that is kept.
    pub(crate) fn get(&self, written: &Written) -> Option<&Answer> {
        self.0.get(written)
    }

    /// Forgets all where too much is kept.
    pub(crate) fn make_room(&mut self) {
        if self.0.len() > KEPT {
            self.0.clear();
        }
    }

    /// Keeps answers.
    pub(crate) fn keep(&mut self, answers: impl IntoIterator<Item = (Written, Answer)>) {
        self.0.extend(answers);
    }

    /// Matches what is not known yet, on so many threads.
    pub(crate) fn match_all<'a>(
        &mut self,
        threads: usize,
        written: impl Iterator<Item = &'a Written>,
        gazetteer: &Gazetteer,
    ) {
        let mut fresh: Vec<&Written> = Vec::new();
        let mut met = HashSet::new();
        for address in written {
            if !self.0.contains_key(address) && met.insert(address) {
                fresh.push(address);
            }
        }
        let wash = |part: &[&'a Written]| -> Vec<(&'a Written, Answer)> {
            part.iter().map(|one| (*one, one.wash(gazetteer))).collect()
        };
        let answers: Vec<(&Written, Answer)> = if threads < 2 {
            wash(&fresh)
        } else {
            let part = fresh.len().div_ceil(threads).max(1);
            std::thread::scope(|scope| {
                let work: Vec<_> =
                    fresh.chunks(part).map(|part| scope.spawn(move || wash(part))).collect();
                work.into_iter().flat_map(|handle| handle.join().unwrap_or_default()).collect()
            })
        };
        self.keep(answers.into_iter().map(|(address, answer)| (address.clone(), answer)));
    }
}
