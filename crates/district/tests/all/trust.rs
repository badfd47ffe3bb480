//! Nothing that the product's trust rules exclude is in any file.

use crate::demo;

/// Header words for fields that are never collected.
const NEVER: [&str; 40] = [
    "民族",
    "宗教",
    "信仰",
    "党",
    "政治",
    "籍贯",
    "病",
    "诊断",
    "健康",
    "血型",
    "残疾",
    "孕",
    "犯罪",
    "前科",
    "吸毒",
    "涉毒",
    "上访",
    "信访人",
    "重点人",
    "指纹",
    "人脸",
    "照片",
    "车牌",
    "轨迹",
    "来电",
    "投诉人",
    "诉求人",
    "ethnic",
    "relig",
    "belief",
    "party",
    "politic",
    "health",
    "diagnos",
    "crim",
    "drug",
    "origin",
    "face",
    "fingerprint",
    "caller",
];

#[test]
fn no_header_names_what_is_never_collected() {
    for path in demo::files(demo::folder()) {
        if path.extension().is_none_or(|e| e != "csv") {
            continue;
        }
        let text = demo::text(&path);
        let header = text.lines().next().unwrap().to_lowercase();
        for word in NEVER {
            assert!(!header.contains(word), "{}: {word} in {header}", path.display());
        }
    }
}

#[test]
fn complaints_name_no_one() {
    let complaints = demo::text(&demo::folder().join("tables/hotline_complaints.csv"));
    assert!(!complaints.contains(",129"), "a telephone number");
    for person in
        demo::truth("people.csv").iter().filter(|p| p["name"].chars().count() > 2).take(3000)
    {
        let named = format!(",{},", person["name"]);
        assert!(!complaints.contains(&named));
    }
    let links = demo::truth("records/hotline_complaints.csv");
    assert!(links.iter().all(|l| l["person_id"].is_empty() && l["role"] == "place"));
}

#[test]
fn telephone_numbers_are_in_the_unassigned_prefix() {
    for row in demo::table("population_registration.csv") {
        let phone = &row["联系电话"];
        assert!(phone.is_empty() || (phone.starts_with("129") && phone.len() == 11), "{phone}");
    }
}
