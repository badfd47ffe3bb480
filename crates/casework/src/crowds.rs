//! Questions that more cases answer than are counted, for a moment.
//!
//! Beside a list stands how many there are, counted up to a thousand and one. That they are more is learnt by looking at
//! so many, each time somebody asks for what is said of many; and a thousand do not go within seconds. Where there are
//! fewer they are counted each time.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use kernel::Instant;

use crate::CaseFilter;

/// What was more than is counted is taken to be so for so long, seconds.
const FRESH_S: i64 = 10;
/// Questions that are remembered.
const CAPACITY: usize = 1_000;

/// A question, without its words.
pub(crate) type Question = [u8; 32];

/// When more cases were found than are counted, by question.
#[derive(Clone, Default)]
pub(crate) struct Crowds(Arc<Mutex<HashMap<Question, Instant>>>);

impl Crowds {
    /// What a filter asks for, whatever the order and the page; nothing where it depends on the instant.
    pub(crate) fn question(filter: &CaseFilter) -> Option<Question> {
        if filter.overdue_at.is_some() {
            return None;
        }
        let CaseFilter { sort, after, limit, .. } = CaseFilter::default();
        let asked = CaseFilter { sort, after, limit, ..filter.clone() };
        Some(*blake3::hash(format!("{asked:?}").as_bytes()).as_bytes())
    }

    /// Whether there were more than are counted a moment ago.
    pub(crate) fn were_many(&self, question: &Question, now: Instant) -> bool {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.get(question).is_some_and(|at| is_fresh(*at, now))
    }

    /// Remembers that there are.
    pub(crate) fn are_many(&self, question: Question, now: Instant) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= CAPACITY {
            held.retain(|_, at| is_fresh(*at, now));
        }
        if held.len() < CAPACITY {
            held.insert(question, now);
        }
    }
}

/// A clock that was set back makes nothing fresh.
fn is_fresh(at: Instant, now: Instant) -> bool {
    (0..FRESH_S).contains(&now.seconds_since(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cursor, Sort};

    #[test]
    fn a_question_is_the_same_on_every_page_and_another_with_every_condition() {
        let words = Some("漏水".to_owned());
        let first = CaseFilter { words, limit: 20, ..CaseFilter::default() };
        let after = Some(Cursor { seq: 7, due_at: None });
        let next = CaseFilter { after, limit: 21, sort: Sort::Deadline, ..first.clone() };
        assert_eq!(Crowds::question(&first), Crowds::question(&next));
        let open = CaseFilter { open: Some(true), ..first.clone() };
        let elsewhere = CaseFilter { area: "990106".parse().unwrap(), ..first.clone() };
        assert_ne!(Crowds::question(&first), Crowds::question(&open));
        assert_ne!(Crowds::question(&first), Crowds::question(&elsewhere));
        let late = CaseFilter { overdue_at: Some(Instant::from_micros(5)), ..first };
        assert_eq!(Crowds::question(&late), None);
    }

    #[test]
    fn many_are_taken_for_many_for_ten_seconds() {
        let crowds = Crowds::default();
        let at = |s: i64| Instant::from_micros(1_700_000_000_000_000).plus_seconds(s);
        let [one, other] = [[1; 32], [2; 32]];
        assert!(!crowds.were_many(&one, at(0)));
        crowds.are_many(one, at(0));
        assert!(crowds.were_many(&one, at(9)) && !crowds.were_many(&other, at(9)));
        assert!(!crowds.were_many(&one, at(10)) && !crowds.were_many(&one, at(-1)));
        for n in 0..2_000_u32 {
            crowds.are_many(*blake3::hash(&n.to_be_bytes()).as_bytes(), at(20));
        }
        assert_eq!(crowds.0.lock().unwrap().len(), CAPACITY);
    }
}
