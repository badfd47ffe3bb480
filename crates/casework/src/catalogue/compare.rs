//! What one catalogue has that another has not.

use std::collections::BTreeMap;

use kernel::{Text, words};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{CollectionClass, Source};

words! {
    /// A part of a catalogue.
    Part {
        /// A class of events.
        Class = "class", "大类", "Class";
        /// A subclass of events.
        Subclass = "subclass", "事项", "Subclass";
        /// An office.
        Office = "office", "单位", "Office";
        /// A micro-event.
        MicroEvent = "micro_event", "微事件", "Micro-event";
        /// A class of field collection.
        Collection = "collection", "采集项目", "Field collection";
        /// An item of field collection.
        CollectionItem = "collection_item", "采集条目", "Item of field collection";
        /// Levels, days and shares that hold for all.
        Settings = "settings", "总则", "Settings for all";
        /// The working calendar.
        Calendar = "calendar", "工作日历", "Working calendar";
    }
}

/// An entry that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Of which part.
    pub part: Part,
    /// Its id.
    pub id: String,
    /// What it is called; as it was where it is withdrawn.
    pub title: Text,
    /// Fields that changed, by their names in the file; none where it is new or gone.
    pub fields: Vec<String>,
    /// Those fields as they were.
    pub before: Map<String, Value>,
    /// Those fields as they are.
    pub after: Map<String, Value>,
}

impl Difference {
    /// An entry that is new or gone.
    fn whole(part: Part, id: String, title: Text) -> Self {
        Self { part, id, title, fields: Vec::new(), before: Map::new(), after: Map::new() }
    }
}

/// What is added, changed and withdrawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Here and not there.
    pub added: Vec<Difference>,
    /// Here and there, and not the same.
    pub changed: Vec<Difference>,
    /// There and not here.
    pub withdrawn: Vec<Difference>,
}

impl Comparison {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.withdrawn.is_empty()
    }
}

/// An entry: its title and its fields.
type Entry = (Text, Value);

impl Source {
    /// What is here and differs from `before`.
    #[must_use]
    pub fn compared_with(&self, before: &Self) -> Comparison {
        let mut found = Comparison::default();
        for ((part, here), (_, there)) in self.entries().into_iter().zip(before.entries()) {
            for (id, (title, value)) in &here {
                let whole = || Difference::whole(part, id.clone(), title.clone());
                match there.get(id) {
                    None => found.added.push(whole()),
                    Some((_, old)) if old != value => {
                        let (before, after) = apart(old, value);
                        let fields = after.keys().cloned().collect();
                        found.changed.push(Difference { fields, before, after, ..whole() });
                    }
                    Some(_) => {}
                }
            }
            let gone = there.into_iter().filter(|(id, _)| !here.contains_key(id));
            let gone = gone.map(|(id, (title, _))| Difference::whole(part, id, title));
            found.withdrawn.extend(gone);
        }
        found
    }

    /// Every entry by its part and id.
    fn entries(&self) -> [(Part, BTreeMap<String, Entry>); 8] {
        let Self { events, offices, micro_events, collection, calendar } = self;
        let settings = serde_json::json!({
            "levels": events.levels,
            "merge_days": events.merge_days,
            "pause_cap_days": events.pause_cap_days,
            "pauses": events.pauses,
            "confirm_days": events.confirm_days,
            "recheck_percent": events.recheck_percent,
        });
        let for_all = BTreeMap::from([("events".to_owned(), (Part::Settings.label(), settings))]);
        let days = (calendar.title.clone(), value(calendar));
        let items = collection.class.iter().flat_map(|class| &class.items);
        let items = items.map(|item| (item.id.clone(), (item.ask.clone(), value(item))));
        let of_class = |class: &CollectionClass| {
            (class.id.clone(), (class.title.clone(), without_items(class)))
        };
        [
            (Part::Class, keyed(&events.class, |one| (&one.id, &one.title))),
            (Part::Subclass, keyed(&events.subclass, |one| (&one.id, &one.title))),
            (Part::Office, keyed(&offices.office, |one| (&one.id, &one.title))),
            (Part::MicroEvent, keyed(&micro_events.micro_event, |one| (&one.id, &one.title))),
            (Part::Collection, collection.class.iter().map(of_class).collect()),
            (Part::CollectionItem, items.collect()),
            (Part::Settings, for_all),
            (Part::Calendar, BTreeMap::from([("calendar".to_owned(), days)])),
        ]
    }
}

fn keyed<T: Serialize>(
    list: &[T],
    named: impl Fn(&T) -> (&String, &Text),
) -> BTreeMap<String, Entry> {
    let entry = |one: &T| {
        let (id, title) = named(one);
        (id.clone(), (title.clone(), value(one)))
    };
    list.iter().map(entry).collect()
}

/// A class of field collection with its items by their ids alone: what they say is told of each.
fn without_items(class: &CollectionClass) -> Value {
    let items: Vec<&String> = class.items.iter().map(|item| &item.id).collect();
    serde_json::json!({
        "title": class.title,
        "of": class.of,
        "items": items,
        "legal_basis": class.legal_basis,
    })
}

/// Ours serialise; what did not would differ from nothing.
fn value<T: Serialize>(one: &T) -> Value {
    serde_json::to_value(one).unwrap_or_default()
}

/// The fields in which two entries differ, as they were and as they are.
fn apart(old: &Value, new: &Value) -> (Map<String, Value>, Map<String, Value>) {
    let (mut before, mut after) = (Map::new(), Map::new());
    let (Some(old), Some(new)) = (old.as_object(), new.as_object()) else {
        return (before, after);
    };
    for (name, value) in new {
        let was = old.get(name);
        if was != Some(value) {
            before.insert(name.clone(), was.cloned().unwrap_or_default());
            after.insert(name.clone(), value.clone());
        }
    }
    (before, after)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{BUILT_IN, Source},
        Part,
    };

    #[test]
    fn what_is_added_changed_and_withdrawn_is_told_apart() {
        let before = Source::read(&BUILT_IN).unwrap();
        let mut after = before.clone();
        assert!(after.compared_with(&before).is_empty());
        let gone = after.events.subclass.remove(0);
        let mut new = gone.clone();
        new.id = "disputes.trees".to_owned();
        after.events.subclass.push(new);
        after.events.subclass[0].resolve.count += 1;
        after.events.confirm_days += 1;
        let found = after.compared_with(&before);
        let ids = |list: &[super::Difference]| -> Vec<(Part, String)> {
            list.iter().map(|one| (one.part, one.id.clone())).collect()
        };
        assert_eq!(ids(&found.added), [(Part::Subclass, "disputes.trees".to_owned())]);
        assert_eq!(ids(&found.withdrawn), [(Part::Subclass, gone.id)]);
        let changed = &after.events.subclass[0].id;
        assert_eq!(
            ids(&found.changed),
            [(Part::Subclass, changed.clone()), (Part::Settings, "events".to_owned())]
        );
        assert_eq!(found.changed[0].fields, ["resolve"]);
        assert_eq!(found.changed[1].fields, ["confirm_days"]);
        let days = before.events.confirm_days;
        assert_eq!(found.changed[1].before["confirm_days"], days);
        assert_eq!(found.changed[1].after["confirm_days"], days + 1);
    }

    #[test]
    fn items_of_field_collection_are_told_one_by_one() {
        let before = Source::read(&BUILT_IN).unwrap();
        let mut after = before.clone();
        let class = after.collection.class[0].id.clone();
        let gone = after.collection.class[0].items.remove(0);
        after.collection.class[0].items[0].ask.en = "Said otherwise".to_owned();
        let asked = after.collection.class[0].items[0].id.clone();
        let found = after.compared_with(&before);
        let told: Vec<(Part, &str, &[String])> = found
            .changed
            .iter()
            .map(|one| (one.part, one.id.as_str(), one.fields.as_slice()))
            .collect();
        let (items, ask) = (["items".to_owned()], ["ask".to_owned()]);
        assert_eq!(
            told,
            [
                (Part::Collection, class.as_str(), items.as_slice()),
                (Part::CollectionItem, asked.as_str(), ask.as_slice()),
            ]
        );
        assert!(found.added.is_empty());
        let [withdrawn] = found.withdrawn.as_slice() else { panic!("one is withdrawn") };
        assert_eq!((withdrawn.part, &withdrawn.id), (Part::CollectionItem, &gone.id));
    }
}
