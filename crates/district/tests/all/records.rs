//! Records and truth refer to each other, and papers are valid in form.

use std::collections::{BTreeMap, BTreeSet};

use crate::demo;

const CSV: [(&str, &str); 13] = [
    ("population_registration", "记录编号"),
    ("residence_permits", "证件编号"),
    ("property_titles", "不动产权证号"),
    ("rental_filings", "备案号"),
    ("market_supervision", "序号"),
    ("rental_tax", "djxh"),
    ("clinic_enrolment", "档案号"),
    ("water_accounts", "户号"),
    ("power_accounts", "用电户号"),
    ("gas_accounts", "customer_no"),
    ("property_fees", "编号"),
    ("agency_listings", "房源编号"),
    ("hotline_complaints", "工单号"),
];

fn ids(file: &str, column: &str) -> BTreeSet<String> {
    demo::truth(file).into_iter().map(|mut r| r.remove(column).unwrap()).collect()
}

#[test]
fn every_record_has_its_truth_and_all_it_names_exists() {
    let (people, households, organisations) = (
        ids("people.csv", "person_id"),
        ids("households.csv", "household_id"),
        ids("organisations.csv", "organisation_id"),
    );
    let units: BTreeSet<String> = demo::register("units.csv")
        .into_iter()
        .map(|mut u| u.remove("unit_code").unwrap())
        .collect();
    for (name, id) in CSV {
        let rows = demo::table(&format!("{name}.csv"));
        assert!(rows.len() > 100, "{name}: {} rows", rows.len());
        let records: BTreeSet<&String> = rows.iter().map(|r| &r[id]).collect();
        assert_eq!(records.len(), rows.len(), "{name}: ids repeat");
        let truth = demo::truth(&format!("records/{name}.csv"));
        let told: BTreeSet<&String> = truth.iter().map(|r| &r["record_id"]).collect();
        assert_eq!(records, told, "{name}");
        for t in &truth {
            assert!(t["person_id"].is_empty() || people.contains(&t["person_id"]), "{t:?}");
            assert!(
                t["organisation_id"].is_empty() || organisations.contains(&t["organisation_id"]),
                "{t:?}"
            );
            assert!(
                t["household_id"].is_empty() || households.contains(&t["household_id"]),
                "{t:?}"
            );
            assert!(t["unit_code"].is_empty() || units.contains(&t["unit_code"]), "{t:?}");
        }
    }
    for r in demo::truth("residences.csv") {
        assert!(households.contains(&r["household_id"]) && units.contains(&r["unit_code"]));
        assert!(r["valid_to"].is_empty() || r["valid_from"] < r["valid_to"], "{r:?}");
    }
}

fn check(body: &str) -> char {
    // ISO 7064 MOD 11-2 by its recurrence, not by the table of weights.
    let p = body.bytes().fold(0, |p, b| (p + u32::from(b - b'0')) * 2 % 11);
    char::from_digit((12 - p % 11) % 11, 11).unwrap().to_ascii_uppercase()
}

#[test]
fn identity_numbers_are_unique_valid_and_unassigned() {
    let people = demo::truth("people.csv");
    let numbers: BTreeSet<&String> = people.iter().map(|p| &p["identity_number"]).collect();
    assert_eq!(numbers.len(), people.len());
    for p in &people {
        let n = &p["identity_number"];
        let last = check(&n[..17]);
        assert_eq!(n.chars().last().unwrap(), if last == 'A' { 'X' } else { last }, "{n}");
        assert!(n.starts_with('9') && n[6..14] == p["birth_date"].replace('-', ""));
        assert_eq!(n.as_bytes()[16] % 2 == 1, p["sex"] == "male");
        assert_eq!(n.starts_with("990106"), p["registered_here"] == "yes");
    }
}

#[test]
fn undamaged_records_agree_with_the_truth() {
    let people: BTreeMap<String, demo::Row> =
        demo::truth("people.csv").into_iter().map(|p| (p["person_id"].clone(), p)).collect();
    let rows: BTreeMap<String, demo::Row> = demo::table("population_registration.csv")
        .into_iter()
        .map(|r| (r["记录编号"].clone(), r))
        .collect();
    let (mut clean, mut all) = (0, 0);
    for t in demo::truth("records/population_registration.csv") {
        all += 1;
        if t["person_errors"].is_empty() {
            clean += 1;
            let (row, person) = (&rows[&t["record_id"]], &people[&t["person_id"]]);
            assert_eq!(
                (&row["姓名"], &row["公民身份号码"], &row["出生日期"]),
                (&person["name"], &person["identity_number"], &person["birth_date"])
            );
        }
    }
    assert!(clean * 2 > all && clean < all, "{clean} of {all}");
}

#[test]
fn the_district_is_peopled_as_the_reference_is() {
    let units = demo::register("units.csv").len() as f64;
    let open: BTreeSet<String> = demo::truth("residences.csv")
        .into_iter()
        .filter(|r| r["valid_to"].is_empty())
        .map(|r| r["household_id"].clone())
        .collect();
    let people = demo::truth("people.csv");
    let residents: Vec<_> = people.iter().filter(|p| open.contains(&p["household_id"])).collect();
    let elsewhere = residents.iter().filter(|p| p["registered_here"] == "no").count() as f64;
    // 5.54 million residents in 3.13 million units, 88 % registered elsewhere.
    assert!(
        (1.4..2.2).contains(&(residents.len() as f64 / units)),
        "{} in {units}",
        residents.len()
    );
    assert!(
        (0.78..0.95).contains(&(elsewhere / residents.len() as f64)),
        "{elsewhere} of {}",
        residents.len()
    );
    let owners = demo::truth("ownerships.csv");
    let mut owned: BTreeMap<&String, usize> = BTreeMap::new();
    for o in &owners {
        *owned.entry(&o["owner_id"]).or_default() += 1;
    }
    assert!(owned.values().filter(|n| **n > 3).count() > 20, "landlords with several units");
    assert!(
        demo::truth("tenancies.csv").iter().any(|t| !t["sub_landlord_id"].is_empty()),
        "sub-landlords"
    );
}
