//! Codes are whole, unique, and refer to something.

use std::collections::BTreeSet;

use crate::demo;

fn unique(codes: Vec<String>) -> BTreeSet<String> {
    let n = codes.len();
    let set: BTreeSet<String> = codes.into_iter().collect();
    assert_eq!(set.len(), n);
    set
}

fn of(features: &[serde_json::Value], key: &str) -> BTreeSet<String> {
    unique(features.iter().map(|f| demo::text_of(f, key).to_owned()).collect())
}

#[test]
fn every_level_refers_to_the_one_above() {
    let areas = demo::features("areas");
    let area = of(&areas, "area_code");
    for a in &areas {
        let (code, parent, level) = (
            demo::text_of(a, "area_code"),
            demo::text_of(a, "parent_code"),
            demo::text_of(a, "level"),
        );
        let length = match level {
            "city" | "district" => 6,
            "street" => 9,
            "community" => 12,
            _ => 15,
        };
        assert_eq!(code.len(), length, "{code}");
        assert!(
            parent.is_empty() == (level == "city") && (parent.is_empty() || area.contains(parent))
        );
        assert!(matches!(level, "city" | "district") || code.starts_with(parent));
    }
    let roads = of(&demo::features("roads"), "thoroughfare_code");
    let estates = demo::features("estates");
    let estate = of(&estates, "estate_code");
    let buildings = demo::features("buildings");
    let building = of(&buildings, "building_code");
    for b in &buildings {
        let code = demo::text_of(b, "building_code");
        assert!(code.len() == 19 && code.bytes().all(|c| c.is_ascii_digit()));
        assert!(
            area.contains(demo::text_of(b, "area_code"))
                && code[..12] == demo::text_of(b, "area_code")[..12]
        );
        assert!(roads.contains(demo::text_of(b, "thoroughfare_code")));
        let e = demo::text_of(b, "estate_code");
        assert!(e.is_empty() || estate.contains(e));
    }
    let units = demo::register("units.csv");
    let unit = unique(units.iter().map(|u| u["unit_code"].clone()).collect());
    for u in &units {
        assert_eq!(u["unit_code"].len(), 25);
        assert!(
            u["unit_code"][..19] == u["building_code"] && building.contains(&u["building_code"])
        );
    }
    for alias in demo::register("aliases.csv") {
        let known = match alias["target_kind"].as_str() {
            "estate" => &estate,
            "building" => &building,
            _ => &unit,
        };
        assert!(known.contains(&alias["target_code"]), "{alias:?}");
    }
}

#[test]
fn no_two_units_share_an_address() {
    let place = |f: &serde_json::Value| {
        ["thoroughfare", "road_number", "estate", "building"]
            .map(|k| demo::text_of(f, k).to_owned())
            .concat()
    };
    unique(demo::features("buildings").iter().map(place).collect());
    unique(
        demo::register("units.csv")
            .iter()
            .map(|u| format!("{}/{}/{}", u["building_code"], u["entrance"], u["room"]))
            .collect(),
    );
}

#[test]
fn the_demo_has_the_size_it_promises() {
    let level =
        |l: &str| demo::features("areas").iter().filter(|a| demo::text_of(a, "level") == l).count();
    assert_eq!((level("street"), level("community"), level("grid")), (1, 4, 25));
    let buildings = demo::features("buildings").len();
    assert!((190..=290).contains(&buildings), "{buildings}");
    let homes = demo::register("units.csv")
        .iter()
        .filter(|u| ["dwelling", "dormitory", "site_hut"].contains(&u["use"].as_str()))
        .count();
    assert!((3_300..=4_900).contains(&homes), "{homes}");
    let uses: BTreeSet<String> =
        demo::register("units.csv").into_iter().map(|mut u| u.remove("use").unwrap()).collect();
    for needed in ["dwelling", "shop", "workshop", "dormitory", "public"] {
        assert!(uses.contains(needed), "{needed}");
    }
}
