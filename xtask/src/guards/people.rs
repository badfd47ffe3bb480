//! TRUST about people: what interfaces tell of them and ask for them by, what joins them, and what is left to chance.

use std::fs;

use anyhow::{Context as _, Result};
use serde_json::{Map, Value};

use super::files::File;
use crate::root::root;

/// What interfaces tell of somebody, staff included.
const OF_PEOPLE: &[&str] = &[
    "Able",
    "AbleOnDuty",
    "AccountRow",
    "AskedAboutMe",
    "CaseContact",
    "CaseReporter",
    "ColleagueOnDuty",
    "InspectionCrew",
    "InspectionRound",
    "InspectorProfile",
    "MaskedPerson",
    "Officer",
    "OwnAccount",
    "OwnData",
    "OwnDuty",
    "OwnFactRow",
    "ReviewRecord",
    "Unmasked",
];

/// What none of them has: people are not rated, ranked, tagged or foretold.
const JUDGES: &[&str] = &[
    "forecast",
    "grade",
    "level",
    "prediction",
    "probability",
    "rank",
    "rate",
    "rated",
    "rating",
    "risk",
    "score",
    "stars",
    "tag",
    "tags",
    "tier",
];

/// What nobody is looked up by, in a path or a query.
const LOOKS_UP: &[&str] = &[
    "birth_date",
    "born_on",
    "document",
    "email",
    "identity",
    "identity_number",
    "name",
    "phone",
    "sex",
];

/// The least part, per cent, of what is looked at again that is drawn at random.
const LEAST_PERCENT: u32 = 10;

/// People who are rated or looked up by an interface, relations between two people, tags of people, and samples that
/// are too small.
pub(super) fn check(tree: &[File]) -> Result<Vec<String>> {
    let path = "schemas/openapi.json";
    let text = fs::read_to_string(root().join(path)).with_context(|| format!("read {path}"))?;
    let interface: Value = serde_json::from_str(&text).with_context(|| format!("read {path}"))?;
    let mut found = rated(&interface);
    found.extend(looked_up(&interface));
    let catalogues = tree.iter().filter(|file| file.path.starts_with("catalogues/"));
    found.extend(catalogues.flat_map(of_catalogue));
    Ok(found)
}

fn rated(interface: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for name in OF_PEOPLE {
        let shape = interface.pointer(&format!("/components/schemas/{name}/properties"));
        let Some(fields) = shape.and_then(Value::as_object) else {
            found.push(format!("schemas/openapi.json: no fields of {name}, which tells of people"));
            continue;
        };
        let judged = fields.keys().filter(|field| JUDGES.contains(&field.as_str()));
        found.extend(judged.map(|field| {
            format!("schemas/openapi.json: {name} has `{field}`: no person is rated or ranked")
        }));
    }
    found
}

fn looked_up(interface: &Value) -> Vec<String> {
    let none = Map::new();
    let paths = interface["paths"].as_object().unwrap_or(&none);
    let mut found = Vec::new();
    for (path, operations) in paths {
        let operations = operations.as_object().unwrap_or(&none);
        let asked = operations.values().filter_map(|operation| operation["parameters"].as_array());
        let names = asked.flatten().filter_map(|parameter| parameter["name"].as_str());
        let told = names.filter(|name| LOOKS_UP.contains(name));
        found.extend(told.map(|name| {
            format!("schemas/openapi.json: {path} asks by `{name}`: nobody is looked up so")
        }));
    }
    found
}

fn of_catalogue(file: &File) -> Vec<String> {
    let mut found = Vec::new();
    let mut from = "";
    for (n, line) in file.text.lines().enumerate() {
        let mut tell = |what: &str| found.push(format!("{}:{}: {what}", file.path, n + 1));
        let Some((key, value)) = line.split_once(" = ") else { continue };
        let of_person = value.contains("\"person\"");
        match (file.path.as_str(), key) {
            ("catalogues/relations.toml", "from") => from = value,
            ("catalogues/relations.toml", "to") if of_person && from.contains("\"person\"") => {
                tell("a relation between two people is never kept");
            }
            ("catalogues/tags.toml", "subject") if of_person => tell("no person has a tag"),
            (_, "recheck_percent" | "sample_percent" | "random_percent")
                if value.trim().parse::<u32>().is_ok_and(|percent| percent < LEAST_PERCENT) =>
            {
                tell("a tenth at the least is drawn at random");
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn whoever_is_rated_ranked_or_foretold_is_found() {
        let person = |field: &str| json!({ "properties": { "name": {}, field: {} } });
        let interface = |field: &str| {
            let shapes: Map<_, _> =
                OF_PEOPLE.iter().map(|name| ((*name).to_owned(), person(field))).collect();
            json!({ "components": { "schemas": shapes } })
        };
        assert!(rated(&interface("areas")).is_empty());
        for field in JUDGES {
            assert_eq!(rated(&interface(field)).len(), OF_PEOPLE.len(), "{field}");
        }
        assert_eq!(rated(&json!({})).len(), OF_PEOPLE.len(), "a shape that is gone is told");
    }

    #[test]
    fn whoever_is_looked_up_by_what_they_are_is_found() {
        let interface = |name: &str| {
            json!({ "paths": { "/api/people": { "get": {
                "parameters": [{ "name": "area", "in": "query" }, { "name": name, "in": "query" }]
            } } } })
        };
        assert!(looked_up(&interface("page")).is_empty());
        for name in LOOKS_UP {
            assert_eq!(looked_up(&interface(name)).len(), 1, "{name}");
        }
    }

    #[test]
    fn two_people_who_are_joined_a_person_with_a_tag_and_a_small_sample_are_found() {
        let complaints = |path: &str, text: &str| {
            of_catalogue(&File { path: path.to_owned(), text: text.to_owned() }).len()
        };
        let relation = |to: &str| format!("from = [\"person\"]\nto = [{to}]\n");
        let path = "catalogues/relations.toml";
        assert_eq!(complaints(path, &relation("\"place\"")), 0);
        assert_eq!(complaints(path, &relation("\"place\", \"person\"")), 1);
        assert_eq!(complaints("catalogues/tags.toml", "subject = \"unit\"\n"), 0);
        assert_eq!(complaints("catalogues/tags.toml", "subject = \"person\"\n"), 1);
        assert_eq!(complaints("catalogues/events.toml", "recheck_percent = 10\n"), 0);
        assert_eq!(complaints("catalogues/events.toml", "recheck_percent = 9\n"), 1);
        assert_eq!(complaints("catalogues/micro_events.toml", "sample_percent = 0\n"), 1);
        assert_eq!(complaints("catalogues/housing/plan.toml", "random_percent = 9\n"), 1);
    }
}
