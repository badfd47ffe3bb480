//! One way to say one entry, as symbols.

use super::layout::{number, wide};

/// Numbers per record.
pub(crate) const WIDTH: usize = 13;

/// The record is an alias.
pub(crate) const ALIAS: u32 = 1;
/// The alias is no longer in use.
pub(crate) const FORMER: u32 = 2;

/// A record. Symbol 0 is the empty text: "not said".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Record {
    /// Name of the estate, compound or place without a road.
    pub(crate) estate: u32,
    /// Name of the road.
    pub(crate) road: u32,
    /// Name of a point of interest.
    pub(crate) poi: u32,
    /// Lane key.
    pub(crate) lane: u32,
    /// House number key.
    pub(crate) number: u32,
    /// Building key.
    pub(crate) building: u32,
    /// Entrance key.
    pub(crate) entrance: u32,
    /// Unit key, from floor and room.
    pub(crate) unit: u32,
    /// Floor key.
    pub(crate) floor: u32,
    /// Room key as written.
    pub(crate) room: u32,
    /// Set of areas.
    pub(crate) area: u32,
    /// The entry.
    pub(crate) entry: u32,
    /// [`ALIAS`], [`FORMER`].
    pub(crate) flags: u32,
}

/// What tells an address from another beside its areas.
pub(crate) type Address = [u32; 8];

/// The order of a name's postings.
pub(crate) type Locator = [u32; 5];

impl Record {
    /// Its symbols, in the order of the row.
    pub(super) fn symbols(&self) -> [u32; 10] {
        [
            self.estate,
            self.road,
            self.poi,
            self.lane,
            self.number,
            self.building,
            self.entrance,
            self.unit,
            self.floor,
            self.room,
        ]
    }

    /// Hands each symbol to `change`.
    pub(super) fn each_symbol(&mut self, change: impl FnMut(&mut u32)) {
        [
            &mut self.estate,
            &mut self.road,
            &mut self.poi,
            &mut self.lane,
            &mut self.number,
            &mut self.building,
            &mut self.entrance,
            &mut self.unit,
            &mut self.floor,
            &mut self.room,
        ]
        .into_iter()
        .for_each(change);
    }

    pub(super) fn numbers(&self) -> [u32; WIDTH] {
        [
            self.estate,
            self.road,
            self.poi,
            self.lane,
            self.number,
            self.building,
            self.entrance,
            self.unit,
            self.floor,
            self.room,
            self.area,
            self.entry,
            self.flags,
        ]
    }

    pub(super) fn read(bytes: &[u8], at: u32) -> Self {
        let start = wide(at) * WIDTH * 4;
        let Some(row) = bytes.get(start..start + WIDTH * 4) else { return Self::default() };
        let column = |offset: usize| number(row, offset);
        Self {
            estate: column(0),
            road: column(1),
            poi: column(2),
            lane: column(3),
            number: column(4),
            building: column(5),
            entrance: column(6),
            unit: column(7),
            floor: column(8),
            room: column(9),
            area: column(10),
            entry: column(11),
            flags: column(12),
        }
    }

    /// What it says but for its areas, and for how floor and room are written.
    pub(crate) fn address(&self) -> Address {
        let Self { estate, road, poi, lane, number, building, entrance, unit, .. } = *self;
        [estate, road, poi, lane, number, building, entrance, unit]
    }

    /// The names a record can be found by: each once, none empty.
    pub(super) fn names(&self) -> impl Iterator<Item = u32> {
        let [a, b, c] = [self.road, self.estate, self.poi];
        let second = if b == a { 0 } else { b };
        let third = if c == a || c == b { 0 } else { c };
        [a, second, third].into_iter().filter(|name| *name != 0)
    }

    /// The record's numbers as `name` orders them: a lane and a house number
    /// belong to the road where there is one, so an estate leaves them out.
    pub(crate) fn locator(&self, name: u32) -> Locator {
        let (lane, number) =
            if self.road != 0 && self.road != name { (0, 0) } else { (self.lane, self.number) };
        [lane, number, self.building, self.entrance, self.unit]
    }
}
