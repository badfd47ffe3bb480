//! Ids and codes that answers led to, and what is known of each.

use std::collections::{BTreeMap, BTreeSet};

/// What an answer holds: ids and codes, each with the fields that it stands in.
pub(super) type Found = BTreeMap<String, BTreeSet<String>>;

/// Ids and codes that answers led to.
#[derive(Debug, Default)]
pub(super) struct Met {
    pub(super) all: BTreeSet<String>,
    /// Each with one in whose answer it was.
    under: BTreeSet<(String, String)>,
    /// Numbers of the sorts: each is a field of the answers of one route.
    numbers: BTreeMap<String, usize>,
    /// What sorts of thing each is.
    sorts: BTreeMap<String, BTreeSet<usize>>,
}

impl Met {
    pub(super) fn of(known: &[&str]) -> Self {
        let all = known.iter().map(|text| (*text).to_owned()).collect();
        Self { all, ..Self::default() }
    }

    /// Whether the second was met in an answer for the first.
    pub(super) fn together(&self, first: &str, second: &str) -> bool {
        self.under.contains(&(first.to_owned(), second.to_owned()))
    }

    /// Adds what an answer on `path` led to.
    pub(super) fn add(&mut self, path: &str, found: &BTreeSet<String>) {
        let bare = path.split('?').next().unwrap_or_default();
        for first in bare.split('/').filter(|segment| self.all.contains(*segment)) {
            let pair = |second: &String| (first.to_owned(), second.clone());
            self.under.extend(found.iter().map(pair));
        }
        self.all.extend(found.iter().cloned());
    }

    /// Adds what sorts of thing an answer of the route of this title says they are.
    pub(super) fn sort(&mut self, title: &str, found: &Found) {
        for (text, fields) in found {
            for field in fields {
                let fresh = self.numbers.len();
                let number = *self.numbers.entry(format!("{title} {field}")).or_insert(fresh);
                self.sorts.entry(text.clone()).or_default().insert(number);
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len() + self.under.len()
    }
}

/// What became of what was tried in one place of a route's path.
#[derive(Default)]
pub(super) struct Fortunes {
    sorts: BTreeMap<usize, Fortune>,
    forms: BTreeMap<(Kind, usize), Fortune>,
}

/// Things that led nowhere, unless one of their sort ever led somewhere.
#[derive(Default)]
struct Fortune {
    missed: BTreeSet<String>,
    led: bool,
}

/// How a text is written; with its length, what a route reads of it or not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Id,
    Digits,
    Other,
}

/// What trying something came to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    /// Its path was refused as it is written, before anything was looked up.
    Unread,
    Nowhere,
    /// A call succeeded.
    Led,
}

/// A sort of which so many led nowhere, and none somewhere, leads nowhere.
const MISSES: usize = 16;
/// A form of which so many were not read, and none was, is not read.
const UNREAD: usize = 3;

impl Fortunes {
    /// Whether all that is known of `text` says that it leads nowhere either: things of each of its sorts were tried, or of
    /// its form.
    pub(super) fn is_hopeless(&self, text: &str, met: &Met) -> bool {
        let hopeless = |sort: &usize| self.sorts.get(sort).is_some_and(|known| known.is(MISSES));
        let sorts = met.sorts.get(text);
        sorts.is_some_and(|sorts| sorts.iter().all(hopeless))
            || self.forms.get(&form(text)).is_some_and(|known| known.is(UNREAD))
    }

    /// Remembers what trying `text` came to; its form is to blame for a path that was not read where it stood there `alone`.
    pub(super) fn note(&mut self, text: &str, end: End, alone: bool, met: &Met) {
        for sort in met.sorts.get(text).into_iter().flatten() {
            self.sorts.entry(*sort).or_default().note(text, end == End::Led);
        }
        if alone {
            self.forms.entry(form(text)).or_default().note(text, end != End::Unread);
        }
    }
}

impl Fortune {
    fn note(&mut self, text: &str, led: bool) {
        if led {
            self.led = true;
        } else {
            self.missed.insert(text.to_owned());
        }
    }

    fn is(&self, most: usize) -> bool {
        !self.led && self.missed.len() >= most
    }
}

/// Whether it is written as an id is.
pub(super) fn is_id(text: &str) -> bool {
    text.len() == 36 && text.bytes().filter(|byte| *byte == b'-').count() == 4
}

fn form(text: &str) -> (Kind, usize) {
    let kind = if is_id(text) {
        Kind::Id
    } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
        Kind::Digits
    } else {
        Kind::Other
    };
    (kind, text.len())
}

#[test]
fn a_sort_is_left_once_many_of_it_led_nowhere_and_none_somewhere() {
    let field = |field: &str| BTreeSet::from([field.to_owned()]);
    let texts: Vec<String> = (0..20).map(|n| format!("T-{n:02}")).collect();
    let mut met = Met::default();
    for text in &texts {
        met.sort("GET /tasks", &Found::from([(text.clone(), field("rows.id"))]));
    }
    met.sort("GET /units", &Found::from([(texts[19].clone(), field("code"))]));
    let mut fortunes = Fortunes::default();
    for text in &texts[..MISSES] {
        assert!(!fortunes.is_hopeless(text, &met), "{text}");
        fortunes.note(text, End::Nowhere, true, &met);
    }
    assert!(fortunes.is_hopeless(&texts[18], &met));
    assert!(!fortunes.is_hopeless(&texts[19], &met), "it is of another sort too");
    assert!(!fortunes.is_hopeless("T-99", &met), "nobody knows what it is");
    fortunes.note(&texts[19], End::Led, true, &met);
    assert!(!fortunes.is_hopeless(&texts[18], &met), "one of its sort led somewhere");
}

#[test]
fn a_form_is_left_once_some_of_it_were_not_read() {
    let (met, mut fortunes) = (Met::default(), Fortunes::default());
    for text in ["1", "2", "3"] {
        assert!(!fortunes.is_hopeless(text, &met), "{text}");
        fortunes.note(text, End::Unread, true, &met);
    }
    assert!(fortunes.is_hopeless("4", &met));
    assert!(!fortunes.is_hopeless("40", &met), "a longer one may be read");
    let mut beside = Fortunes::default();
    for text in ["1", "2", "3"] {
        beside.note(text, End::Unread, false, &met);
    }
    assert!(!beside.is_hopeless("4", &met), "what stood beside it may be to blame");
}
