//! A written address as the keys the index is asked with.

use crate::ComponentKind;
use std::sync::Arc;

use crate::index::AddressIndex;
use crate::index::layout::NONE;
use crate::index::memo::{Heard, Value};
use crate::index::spelling::{NameKeys, look_alikes};

/// A named part.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) kind: ComponentKind,
    pub(crate) heard: Arc<Heard>,
}

impl Named {
    pub(crate) fn keys(&self) -> &NameKeys {
        &self.heard.keys
    }
}

/// An area.
#[derive(Clone, Debug)]
pub(crate) struct Area {
    pub(crate) kind: ComponentKind,
    pub(crate) value: Value,
}

/// The whole address, by role.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query {
    pub(crate) names: Vec<Named>,
    pub(crate) areas: Vec<Area>,
    pub(crate) lane: Value,
    pub(crate) number: Value,
    pub(crate) building: Value,
    pub(crate) entrance: Value,
    pub(crate) floor: Value,
    pub(crate) room: Value,
    pub(crate) unit: Value,
    /// The unit that was meant, where the register has none that is called so.
    pub(crate) unit_meant: Option<Value>,
}

/// Figures of a number that few of the roads near in name go on to.
const FAR_ALONG: usize = 3;

impl Query {
    /// Reads components, as a line gave them or as columns hold them.
    pub(crate) fn read<T: AsRef<str>>(
        index: &AddressIndex,
        components: &[(ComponentKind, T)],
    ) -> Self {
        let mut query = Self::default();
        let (mut floor, mut room) = ("", "");
        for (kind, text) in components {
            let (kind, text) = (*kind, text.as_ref());
            match kind {
                ComponentKind::Road | ComponentKind::Estate | ComponentKind::Poi => {
                    query.name(index, kind, text);
                }
                ComponentKind::Lane => query.lane = index.value(kind, text),
                ComponentKind::RoadNumber => query.number = index.value(kind, text),
                ComponentKind::Building => query.building = index.value(kind, text),
                ComponentKind::Entrance => query.entrance = index.value(kind, text),
                // A floor told after the room is a remark about another: 六楼05室(二楼拐角).
                ComponentKind::Floor if floor.is_empty() || room.is_empty() => floor = text,
                ComponentKind::Room => room = text,
                ComponentKind::Floor
                | ComponentKind::PoBox
                | ComponentKind::Nearby
                | ComponentKind::Note => {}
                _ => query.area(index, kind, text),
            }
        }
        query.floor = index.value(ComponentKind::Floor, floor);
        query.room = index.value(ComponentKind::Room, room);
        query.unit = index.unit(floor, room);
        if query.unit.symbol == NONE {
            let meant = index.spelling.unit_meant(floor, room);
            query.unit_meant = meant.map(|key| index.keyed(&key));
        }
        // Villages and zones stand for an estate where no other name is given.
        if query.names.is_empty() {
            for (kind, text) in components {
                if matches!(kind, ComponentKind::Community | ComponentKind::Zone) {
                    query.name(index, *kind, text.as_ref());
                }
            }
        }
        query
    }

    fn name(&mut self, index: &AddressIndex, kind: ComponentKind, text: &str) {
        let heard = index.heard(text);
        let same = &heard.keys.same;
        if !same.is_empty() && !self.names.iter().any(|name| name.keys().same == *same) {
            self.names.push(Named { kind, heard });
        }
    }

    fn area(&mut self, index: &AddressIndex, kind: ComponentKind, text: &str) {
        let value = index.area(kind, text);
        let repeated =
            self.areas.iter().any(|area| area.kind == kind && area.value.key == value.key);
        if value.is_said() && !repeated {
            self.areas.push(Area { kind, value });
        }
    }

    /// Other ways to read the numbers: 18号 as a building, 3-502 as entrance
    /// and room, 2单元 as a building, 14O as 140, a floor that only says where to go.
    pub(crate) fn readings(&self, index: &AddressIndex) -> Vec<Self> {
        let mut found = Vec::new();
        if self.building.is_said() && !self.entrance.is_said() && self.unit.is_said() {
            let (building, entrance) = (Value::default(), self.building.clone());
            found.push(Self { building, entrance, ..self.clone() });
        }
        if self.number.is_said() && !self.building.is_said() {
            let (number, building) = (Value::default(), self.number.clone());
            found.push(Self { number, building, ..self.clone() });
        }
        if let Some((number, room)) = self.number.key.split_once('-')
            && !self.unit.is_said()
            && !number.is_empty()
        {
            // 566-403: the room after the road's number.
            let number = index.keyed(number);
            let room = index.keyed(room);
            let unit = index.unit("", &room.key);
            found.push(Self { number, room, unit, ..self.clone() });
        }
        if let Some(figures) = look_alikes::figures(&self.number.key) {
            found.push(Self { number: index.keyed(&figures), ..self.clone() });
        }
        if let Some(unit) = &self.unit_meant {
            found.push(Self { unit: unit.clone(), ..self.clone() });
        }
        if self.floor.is_said() {
            // A floor that is no part of the room's number: a remark.
            let (floor, unit) = (Value::default(), index.unit("", &self.room.key));
            found.push(Self { floor, unit, ..self.clone() });
        }
        if self.entrance.is_said() && !self.building.is_said() {
            let (entrance, building) = (Value::default(), self.entrance.clone());
            found.push(Self { building, entrance, ..self.clone() });
        }
        found
    }

    /// Other ways to read the names: 5Znd Street as 52nd Street.
    pub(crate) fn renamed(&self, index: &AddressIndex) -> Vec<Self> {
        let mut found = Vec::new();
        for (at, name) in self.names.iter().enumerate() {
            for text in index.spelling.look_alikes(&name.heard.text) {
                let mut names = self.names.clone();
                names[at].heard = index.heard(&text);
                found.push(Self { names, ..self.clone() });
            }
        }
        found
    }

    /// True where a number is said that few roads of like name share.
    pub(crate) fn is_far_along(&self) -> bool {
        self.number.key.chars().filter(char::is_ascii_digit).count() >= FAR_ALONG
    }

    /// True where a part below the name is said.
    pub(crate) fn has_locator(&self) -> bool {
        [&self.lane, &self.number, &self.building, &self.entrance, &self.unit]
            .into_iter()
            .any(Value::is_said)
    }
}
