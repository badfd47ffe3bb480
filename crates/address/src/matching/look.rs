//! Walks the records under one name that agree with the query's numbers.

use super::deviation::{Deviation, Deviations};
use super::gather::{Candidate, Gathered};
use super::judge::{Meeting, judge_numbers, judge_place};
use super::query::Query;
use crate::index::layout::NONE;
use crate::index::record::{FORMER, Record};
use crate::index::{AddressIndex, Name};

/// Most records looked at under one name and one locator.
const SCAN: usize = 4096;
/// A name with no more records than this is looked through whole.
const FEW: u32 = 16;
/// Where a place was judged before: names, areas.
type Place = (u32, u32, u32, u32);

/// A look at the records of one name.
pub(super) struct Look<'a> {
    pub(super) index: &'a AddressIndex,
    pub(super) query: &'a Query,
    pub(super) meeting: Meeting,
    /// The query was read in another way than it was written.
    pub(super) reread: bool,
    judged: Option<(Place, Deviations)>,
}

impl<'a> Look<'a> {
    pub(super) fn new(
        index: &'a AddressIndex,
        query: &'a Query,
        meeting: Meeting,
        reread: bool,
    ) -> Self {
        Self { index, query, meeting, reread, judged: None }
    }

    /// Offers every record that the numbers allow.
    pub(super) fn at(mut self, name: Name, found: &mut Gathered) {
        let query = self.query;
        let said = [query.lane.symbol, query.number.symbol, query.building.symbol];
        // The dwelling itself; then its building; then, with the number left to
        // the road, within the estate.
        let mut tried: Vec<[u32; 3]> = Vec::new();
        for locator in [said, [0, 0, said[2]]] {
            if locator.contains(&NONE) || tried.contains(&locator) {
                continue;
            }
            tried.push(locator);
            // A unit without its building may be in any at this number.
            let vague = locator[2] == 0 && locator[..2] != [0, 0] && query.unit.is_said();
            let prefix = if vague { &locator[..2] } else { &locator[..] };
            if self.unit(name, locator, found) || self.within(name, prefix, found) {
                return;
            }
        }
        // The street and number, where the register has no such building there.
        let street = &said[..2];
        if street != [0, 0] && !street.contains(&NONE) && self.within(name, street, found) {
            return;
        }
        if name.count <= FEW {
            self.within(name, &[], found);
        }
    }

    /// Offers the records that have the very number, and no other.
    pub(super) fn at_number(mut self, name: Name, found: &mut Gathered) {
        let number = [self.query.lane.symbol, self.query.number.symbol];
        self.within(name, &number, found);
    }

    /// The records of one unit, where entrance and unit are said. True where
    /// one of them differs in no number.
    fn unit(
        &mut self,
        name: Name,
        [lane, number, building]: [u32; 3],
        found: &mut Gathered,
    ) -> bool {
        let (entrance, unit) = (self.query.entrance.symbol, self.query.unit.symbol);
        if entrance == NONE || unit == NONE || unit == 0 {
            return false;
        }
        self.within(name, &[lane, number, building, entrance, unit], found)
    }

    /// The records whose locator begins with `prefix`: whether there are any.
    fn within(&mut self, name: Name, prefix: &[u32], found: &mut Gathered) -> bool {
        let mut any = false;
        for record in self.index.records_under(name, prefix).take(SCAN) {
            any = true;
            self.offer(&record, found);
        }
        any
    }

    fn offer(&mut self, record: &Record, found: &mut Gathered) {
        let place = (record.estate, record.road, record.poi, record.area);
        let judged = match self.judged {
            Some((known, judged)) if known == place => judged,
            _ => {
                let judged = judge_place(self.index, self.query, record, self.meeting);
                self.judged = Some((place, judged));
                judged
            }
        };
        let mut deviations =
            judged.with(judge_numbers(self.index, self.query, record, self.meeting.name));
        deviations.add_if(self.reread, Deviation::Reading);
        let (entry, moved) = self.index.present(record.entry);
        let historical = moved || record.flags & FORMER != 0;
        let gone = moved && !self.index.entry(entry).0;
        let alias = record.flags != 0;
        found.offer(Candidate { entry, deviations, historical, gone, alias, at: *record });
    }
}

impl AddressIndex {
    /// The entry that stands for `entry` today, and whether that is another one
    /// or none (a retired entry without a successor stands for itself).
    fn present(&self, entry: u32) -> (u32, bool) {
        let mut at = entry;
        for _ in 0..32 {
            let (current, successor) = self.entry(at);
            if current || successor == NONE {
                return (at, at != entry || !current);
            }
            at = successor;
        }
        (at, true)
    }
}
