//! A written address as the keys the index is asked with.

use crate::ComponentKind;
use crate::index::AddressIndex;
use crate::index::layout::NONE;
use crate::index::spelling::NameKeys;

/// A numbered part: its key and its symbol (0: not said, `NONE`: unknown to the register).
#[derive(Clone, Debug, Default)]
pub(crate) struct Value {
    pub(crate) key: String,
    pub(crate) symbol: u32,
}

impl Value {
    pub(crate) fn is_said(&self) -> bool {
        self.symbol != 0
    }
}

/// A named part.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) kind: ComponentKind,
    pub(crate) keys: NameKeys,
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
}

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
                    query.name(index, kind, text)
                }
                ComponentKind::Lane => query.lane = index.value(kind, text),
                ComponentKind::RoadNumber => query.number = index.value(kind, text),
                ComponentKind::Building => query.building = index.value(kind, text),
                ComponentKind::Entrance => query.entrance = index.value(kind, text),
                ComponentKind::Floor => floor = text,
                ComponentKind::Room => room = text,
                ComponentKind::PoBox | ComponentKind::Nearby | ComponentKind::Note => {}
                _ => query.area(index, kind, text),
            }
        }
        query.floor = index.value(ComponentKind::Floor, floor);
        query.room = index.value(ComponentKind::Room, room);
        query.unit = index.keyed(index.spelling.unit(floor, room));
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
        let keys = index.spelling.name(text);
        if !keys.same.is_empty() && !self.names.iter().any(|name| name.keys.same == keys.same) {
            self.names.push(Named { kind, keys });
        }
    }

    fn area(&mut self, index: &AddressIndex, kind: ComponentKind, text: &str) {
        let value = index.keyed(index.spelling.area(kind, text));
        let repeated =
            self.areas.iter().any(|area| area.kind == kind && area.value.key == value.key);
        if value.is_said() && !repeated {
            self.areas.push(Area { kind, value });
        }
    }

    /// Other ways to read the numbers: 18号 as a building, 3-502 as entrance
    /// and room, 2单元 as a building, a floor that only says where to go.
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
        if self.floor.is_said() {
            // A floor that is no part of the room's number: a remark.
            let (floor, unit) =
                (Value::default(), index.keyed(index.spelling.unit("", &self.room.key)));
            found.push(Self { floor, unit, ..self.clone() });
        }
        if self.entrance.is_said() && !self.building.is_said() {
            let (entrance, building) = (Value::default(), self.entrance.clone());
            found.push(Self { entrance, building, ..self.clone() });
        }
        found
    }

    /// True where a part below the name is said.
    pub(crate) fn has_locator(&self) -> bool {
        [&self.lane, &self.number, &self.building, &self.entrance, &self.unit]
            .into_iter()
            .any(Value::is_said)
    }
}

impl AddressIndex {
    fn value(&self, kind: ComponentKind, text: &str) -> Value {
        if text.is_empty() {
            Value::default()
        } else {
            self.keyed(self.spelling.number(kind, text))
        }
    }

    pub(crate) fn keyed(&self, key: String) -> Value {
        let symbol = self.symbol_of(&key);
        debug_assert!(symbol == NONE || self.symbol(symbol) == key);
        Value { key, symbol }
    }
}
