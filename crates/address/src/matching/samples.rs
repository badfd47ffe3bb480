//! Small registers for the tests of this crate.

use crate::{AddressIndex, Alias, ComponentKind, IndexBuilder, Profile, RegisterEntry};

/// The columns of a split US address.
const US: [ComponentKind; 6] = [
    ComponentKind::RoadNumber,
    ComponentKind::Road,
    ComponentKind::Room,
    ComponentKind::City,
    ComponentKind::Province,
    ComponentKind::Postcode,
];

pub(crate) fn fields(parts: [&'static str; 6]) -> Vec<(ComponentKind, &'static str)> {
    US.into_iter().zip(parts).filter(|(_, text)| !text.is_empty()).collect()
}

pub(crate) fn build(profile: &Profile, entries: &[RegisterEntry]) -> AddressIndex {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.index");
    let mut builder = IndexBuilder::new(profile, "test");
    for entry in entries {
        builder.add(entry).unwrap();
    }
    builder.finish(&path).unwrap();
    AddressIndex::open(&path).unwrap()
}

pub(crate) fn owned(parts: &[(ComponentKind, &str)]) -> Vec<(ComponentKind, String)> {
    parts.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect()
}

pub(crate) fn town() -> AddressIndex {
    let rows = [
        ["1501", "interlake ave n", "", "Anytown", "WA", "00000"],
        ["1503", "interlake ave n", "", "Anytown", "WA", "00000"],
        ["12", "main street", "", "Anytown", "WA", "00000"],
        ["12", "main street", "apt 4", "Anytown", "WA", "00000"],
        ["7", "marble court", "", "Anytown", "WA", "00000"],
        ["7", "maple court", "", "Anytown", "WA", "00000"],
        ["", "10th avn", "", "Anytown", "WA", "00000"],
        ["44", "solitude lane", "", "Anytown", "WA", "00000"],
        ["12", "main street", "", "Otherville", "WA", "11111"],
    ];
    let entries: Vec<RegisterEntry> = (0..)
        .zip(rows)
        .map(|(id, row)| RegisterEntry {
            id,
            code: format!("A{id}"),
            components: owned(&fields(row)),
            current: true,
            ..RegisterEntry::default()
        })
        .collect();
    build(&Profile::us(), &entries)
}

/// A district of two estates, a village and a street. Building 3 of the first
/// estate has two entrances of 12 floors with rooms 01 to 04; rooms 03 and 04
/// are in entrance 2 alone.
pub(crate) fn han() -> AddressIndex {
    use ComponentKind::{
        Building, City, Community, County, Entrance, Estate, Floor, Road, RoadNumber, Room, Street,
    };
    let areas =
        [(City, "云汀市"), (County, "砚溪区"), (Street, "柳岸街道"), (Community, "春风社区")];
    let mut entries: Vec<RegisterEntry> = Vec::new();
    let mut add = |parts: &[(ComponentKind, &str)], alias: Option<(ComponentKind, &str, bool)>| {
        let components = owned(&[&areas[..], parts].concat());
        let aliases = alias.map(|(of, name, historical)| {
            let renamed = components.iter().map(|(kind, text)| {
                (*kind, if *kind == of { name.to_owned() } else { text.clone() })
            });
            Alias { components: renamed.collect(), historical }
        });
        let id = entries.len() as u64;
        let aliases = aliases.into_iter().collect();
        entries.push(RegisterEntry {
            id,
            code: format!("U{id}"),
            components,
            aliases,
            current: true,
            ..RegisterEntry::default()
        });
    };
    let old = Some((Estate, "柳岸二厂宿舍", true));
    for building in ["1栋", "2栋", "3栋"] {
        let place =
            [(Road, "春风路"), (RoadNumber, "18号"), (Estate, "锦绣花园"), (Building, building)];
        add(&place, old);
        for entrance in ["1", "2"] {
            for floor in 1..=12 {
                let rooms = if entrance == "1" { 1..=2 } else { 1..=4 };
                for room in rooms {
                    let (floor, room) = (floor.to_string(), format!("{floor}{room:02}"));
                    add(
                        &[&place[..], &[(Entrance, entrance), (Floor, &floor), (Room, &room)]]
                            .concat(),
                        old,
                    );
                }
            }
        }
    }
    for room in ["101", "201", "301"] {
        add(
            &[
                (Road, "春风路"),
                (RoadNumber, "20号"),
                (Estate, "明珠大厦"),
                (Building, "A座"),
                (Room, room),
            ],
            None,
        );
        add(&[(Road, "棠谷村二巷"), (RoadNumber, "2号"), (Room, room)], None);
        add(&[(Road, "秋月路"), (RoadNumber, "7号"), (Room, room)], None);
    }
    add(&[(Road, "秋月路"), (RoadNumber, "7号")], None);
    add(&[(Road, "秋月路"), (RoadNumber, "9号")], Some((RoadNumber, "607号", true)));
    build(&Profile::cn(), &entries)
}
