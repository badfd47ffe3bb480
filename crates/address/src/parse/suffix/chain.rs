//! Chains of numbers (18-3-502, 8 1 502, B12-5) and what each number is.

use super::item::{Item, Shape};
use super::number::LONGEST_CHAIN;
use super::{Part, Reader, Value};
use crate::ComponentKind;
use crate::normal::is_numeral;
use crate::profile::suffix::{Unit, class};

use ComponentKind::{
    Building, Community, Entrance, Estate, Floor, Lane, Note, Poi, Road, RoadNumber, Room,
};

/// The highest number that an entrance has; above it a number is a floor.
const HIGHEST_ENTRANCE: u32 = 9;

impl Reader<'_> {
    /// The chain that starts with `first`: numbers joined by dashes, strokes
    /// or single spaces.
    pub(super) fn chain(&self, first: Item, high: usize) -> ([Item; LONGEST_CHAIN], usize) {
        let mut chain = [first; LONGEST_CHAIN];
        let mut count = 1;
        while count < LONGEST_CHAIN {
            let last = chain[count - 1];
            let at = last.end;
            let side = count > 1 && last.shape == Shape::Stem;
            if at + 1 >= high
                || matches!(last.shape, Shape::Chinese | Shape::Stem) && !side
                || self
                    .unit_at(at, high)
                    .is_some_and(|(_, unit, _)| unit == Unit::Building && self.text[at] == '#')
            {
                break;
            }
            let joins = match self.text[at] {
                '-' | '/' | '.' | '_' => true,
                // A dash by another key: 3一2.
                '一' => last.shape == Shape::Digits && self.text[at + 1].is_ascii_digit(),
                ' ' => last.shape != Shape::Letters,
                _ => false,
            };
            // 3-甲-502, 1-中-301: the entrance by its name.
            if self.text[at] == '-'
                && at + 2 < high
                && self.text[at + 2] == '-'
                && "甲乙丙丁东西南北中".contains(self.text[at + 1])
            {
                chain[count] = Item { start: at + 1, end: at + 2, shape: Shape::Stem };
                count += 1;
                continue;
            }
            if !joins || !self.text[at + 1].is_ascii_alphanumeric() {
                break;
            }
            let Ok(next) = self.item(at + 1, high) else { break };
            // 205 8号楼: two numbers, not one chain.
            let spaced = self.text[at] == ' ';
            let own_unit =
                self.unit_at(next.end, high).is_some_and(|(_, unit, _)| unit != Unit::Room);
            if next.len() > 5 || spaced && (own_unit || next.shape == Shape::Letters) {
                break;
            }
            chain[count] = next;
            count += 1;
        }
        (chain, count)
    }

    /// Writes the parts of a number or chain with a unit that ends at `to`.
    pub(super) fn assign(&mut self, chain: &[Item], to: usize, unit: Unit, high: usize) {
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        let head = &chain[..chain.len() - 1];
        let whole = Value::Number(first.start, last.end);
        match unit {
            Unit::Room if !head.is_empty() && !self.is_range(chain) => {
                self.upper(head, true);
                self.push(Room, last.start, to, Value::Number(last.start, last.end));
            }
            Unit::Room => self.push(Room, first.start, to, whole),
            Unit::Entrance | Unit::Door if !head.is_empty() && first.len() < 3 => {
                self.upper(head, false);
                self.push(Entrance, last.start, to, Value::Number(last.start, last.end));
            }
            // 1005单元: no house has a thousand entrances.
            Unit::Entrance if first.len() >= 3 && first.shape != Shape::Chinese => {
                self.push(Room, first.start, to, whole);
            }
            // 6号门 of an estate is its gate; of a building, an entrance.
            Unit::Entrance | Unit::Door => {
                let gate = self.text[last.end] == '号' && self.last_kind() != Some(Building);
                self.push(
                    if gate { Note } else { Entrance },
                    first.start,
                    to,
                    if gate { Value::Name } else { whole },
                );
            }
            Unit::Floor | Unit::Storey if head.len() >= 2 => {
                self.upper(head, false);
                self.push(Floor, last.start, to, Value::Number(last.start, last.end));
            }
            Unit::Floor => self.push(Floor, first.start, to, whole),
            Unit::Storey => {
                let kind = if head.is_empty() && self.storey_is_building(first, to, high) {
                    Building
                } else {
                    Floor
                };
                self.push(kind, first.start, to, whole);
            }
            Unit::Building
                if head.len() == 1
                    && first.shape == Shape::Digits
                    && self.text[first.end] == ' ' =>
            {
                self.assign_bare(head);
                self.push(Building, last.start, to, Value::Number(last.start, last.end));
            }
            Unit::Building => self.push(Building, first.start, to, whole),
            Unit::Number
                if head.len() >= 2
                    || head.len() == 1
                        && last.len() >= 3
                        && first.len() < 3
                        && self.last_kind() != Some(Road) =>
            {
                self.upper(head, true);
                self.push(Room, last.start, to, Value::Number(last.start, last.end));
            }
            Unit::Number => {
                let kind = self.number_kind();
                self.push(kind, first.start, to, whole);
            }
            Unit::Compound => self.push(RoadNumber, first.start, to, whole),
            Unit::Lane | Unit::Group => self.push(Lane, first.start, to, Value::Name),
            _ => self.push(Estate, first.start, to, Value::Name),
        }
    }

    /// What 号 counts, by the part before it.
    fn number_kind(&self) -> ComponentKind {
        match self.last() {
            Some(part) => match part.kind {
                // A village counts its houses by number, an estate its buildings.
                Estate if self.is_village(part) => RoadNumber,
                Estate | Poi | RoadNumber => Building,
                Building | Entrance | Floor => Room,
                Lane if self.text[part.end - 1] == '弄' => Building,
                Community if self.is_new_village(part) => Building,
                _ => RoadNumber,
            },
            None => RoadNumber,
        }
    }

    /// 柳岸村, but not the estates 柳岸新村 and 柳岸三村.
    fn is_village(&self, part: &Part) -> bool {
        self.text[part.end - 1] == '村' && !self.is_new_village(part)
    }

    fn is_new_village(&self, part: &Part) -> bool {
        part.end >= 2
            && self.text[part.end - 1] == '村'
            && (self.text[part.end - 2] == '新' || is_numeral(self.text[part.end - 2]))
    }

    /// Whether 18楼 is a building: when an entrance, another floor or a room
    /// of another floor comes after it.
    fn storey_is_building(&self, item: Item, to: usize, high: usize) -> bool {
        if item.shape == Shape::Letters
            || item.shape == Shape::Stem
            || item.len() >= 3 && item.shape == Shape::Digits
        {
            return true;
        }
        if self.last_kind() == Some(Building) {
            return false;
        }
        if self.is_edge(to, high) {
            // 北区26楼: an estate of many houses has no floors of its own.
            return self.last().is_some_and(|part| {
                matches!(part.kind, Estate | Community)
                    && part.end == item.start
                    && matches!(self.text[part.end - 1], '区' | '里' | '村')
            });
        }
        if self.class(to) & (class::ASCII | class::NUMERAL) == 0 {
            return false;
        }
        let Ok(next) = self.item(to, high) else { return false };
        let (chain, count) = self.chain(next, high);
        if count >= 2 && chain[0].shape == Shape::Digits {
            return self.last_kind() != Some(Entrance);
        }
        match self.unit_at(next.end, high) {
            Some((_, Unit::Entrance | Unit::Door | Unit::Floor | Unit::Storey, _)) => true,
            Some((_, Unit::Room | Unit::Number, _)) | None
                if next.shape == Shape::Digits && next.len() >= 3 =>
            {
                let storey = self.amount(item);
                self.amount(next)
                    .zip(storey)
                    .is_some_and(|(room, storey)| room / 100 != storey && room / 1000 != storey)
            }
            _ => false,
        }
    }

    /// The number's amount where it is all digits (Arabic or Chinese).
    fn amount(&self, item: Item) -> Option<u32> {
        let mut text = String::new();
        match item.shape {
            Shape::Digits => text.extend(&self.text[item.start..item.end]),
            Shape::Chinese => {
                crate::normal::push_arabic(&self.text[item.start..item.end], &mut text);
            }
            _ => return None,
        }
        text.parse().ok()
    }

    /// Writes the parts of a chain with no unit, by its length and by what
    /// stands before it.
    pub(super) fn assign_bare(&mut self, chain: &[Item]) {
        let (last, head) = (chain[chain.len() - 1], &chain[..chain.len() - 1]);
        let before = self.last_kind();
        if head.is_empty() {
            self.assign_lone(last, before);
            return;
        }
        if before == Some(Road) && head.len() == 1 && (last.len() <= 2 || head[0].len() > 2) {
            // 春风路16-1: one number of the road.
            self.push(RoadNumber, head[0].start, last.end, Value::Number(head[0].start, last.end));
            return;
        }
        if self.is_range(chain) && last.len() >= 3 {
            self.push(Room, head[0].start, last.end, Value::Number(head[0].start, last.end));
            return;
        }
        self.upper(head, last.len() >= 3);
        self.push_item(Room, last);
    }

    fn assign_lone(&mut self, item: Item, before: Option<ComponentKind>) {
        let lead =
            self.text[item.start..item.end].iter().take_while(|c| c.is_ascii_alphabetic()).count();
        match before {
            Some(Lane)
                if item.len() >= 3
                    && self
                        .last()
                        .is_some_and(|part| !matches!(self.text[part.end - 1], '弄' | '巷')) =>
            {
                self.push_item(Room, item);
            }
            Some(Building | Entrance | Floor | Room) => self.push_item(Room, item),
            // B2406: building B, room 2406.
            _ if item.shape == Shape::Mixed
                && (1..=2).contains(&lead)
                && item.len() - lead >= 3 =>
            {
                let cut = item.start + lead;
                self.push(Building, item.start, cut, Value::Number(item.start, cut));
                self.push(Room, cut, item.end, Value::Number(cut, item.end));
            }
            Some(Road | Lane) if item.shape != Shape::Letters => self.push_item(RoadNumber, item),
            // 6D, 14A: the flat of a floor.
            _ if item.shape == Shape::Mixed && lead == 0 => self.push_item(Room, item),
            _ if item.len() >= 3 && item.shape != Shape::Letters => self.push_item(Room, item),
            Some(RoadNumber) => self.push_item(Room, item),
            _ => self.push_item(Building, item),
        }
    }

    fn push_item(&mut self, kind: ComponentKind, item: Item) {
        self.push(kind, item.start, item.end, Value::Number(item.start, item.end));
    }

    /// The numbers of a chain above its last one. `long_room` says that the
    /// last one holds its floor (502), so that no floor stands before it.
    fn upper(&mut self, head: &[Item], long_room: bool) {
        let below_entrance = |kind| matches!(kind, Some(Entrance));
        let before = self.last_kind();
        let mut rest = head;
        // Of a road only where it follows the road directly, not in a bracket behind it.
        let of_road = before == Some(Road)
            && self
                .last()
                .is_some_and(|part| self.text[part.end..head[0].start].iter().all(|&c| c == ' '));
        if of_road && rest.len() >= 2 {
            self.push_item(RoadNumber, rest[0]);
            self.push_item(Building, rest[1]);
            rest = &rest[2..];
        } else if of_road {
            self.push_item(RoadNumber, rest[0]);
            rest = &rest[1..];
        } else if !matches!(before, Some(Building | Entrance | Floor))
            && rest.len() == 1
            && before == Some(RoadNumber)
            && !long_room
            && rest[0].len() <= 2
        {
            // 121号6-2: floor 6.
            self.push_item(Floor, rest[0]);
            return;
        } else if !matches!(before, Some(Building | Entrance | Floor)) {
            let extra = rest.len().saturating_sub(3);
            for item in &rest[..extra] {
                self.push_item(Note, *item);
            }
            self.push_item(Building, rest[extra]);
            rest = &rest[extra + 1..];
        }
        match *rest {
            [] => {}
            [one] => {
                let floor = below_entrance(before)
                    // F1, B1.
                    || before == Some(Building)
                        && one.shape == Shape::Mixed
                        && matches!(self.text[one.start..one.end], ['F' | 'B' | 'L', '0'..='9'])
                    || before == Some(Floor)
                    || !long_room
                        && (self.amount(one).is_some_and(|n| n > HIGHEST_ENTRANCE)
                            || self.floors_first());
                self.push_item(if floor { Floor } else { Entrance }, one);
            }
            [entrance, .., floor] => {
                if below_entrance(before) {
                    self.push_item(Building, entrance);
                    self.push_item(Entrance, floor);
                } else {
                    self.push_item(Entrance, entrance);
                    self.push_item(Floor, floor);
                }
            }
        }
    }

    /// Whether the line lies where a short chain names its floor.
    fn floors_first(&self) -> bool {
        self.known[0].is_some_and(|province| {
            self.words.floor_before_room(&self.words.divisions.get(province).name)
        })
    }

    /// 1003-1008: two numbers of one kind, the second a little higher.
    /// 2602-06: the second without its floor.
    fn is_range(&self, chain: &[Item]) -> bool {
        let &[first, last] = chain else { return false };
        let Some((a, b)) = self.amount(first).zip(self.amount(last)) else { return false };
        match (first.len(), last.len()) {
            (3.., more) if more == first.len() => a < b && b - a <= 30,
            (4, 2) => a % 100 < b && b - a % 100 <= 10,
            _ => false,
        }
    }
}
