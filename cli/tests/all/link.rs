//! `linli link` on a table of one's own.

use serde_json::Value;

use crate::linli::Linli;

const SETTINGS: &str = r#"
link_type = "dedupe"
id = "id"

[[blocking]]
keys = ["name"]
[[blocking]]
keys = ["born"]
[[blocking]]
keys = ["town", "substr(name, 1, 1)"]

[[comparison]]
name = "name"
levels = [
  { when = { exact = "name" }, term_frequency = ["name"] },
  { when = { jaro_winkler = { column = "name", at_least = 0.8 } } },
]
[[comparison]]
name = "born"
levels = [{ when = { exact = "born" } }]
[[comparison]]
name = "town"
levels = [{ when = { exact = "town" } }]
"#;

#[test]
fn blocks_left_out_and_columns_that_say_nothing_are_told() {
    let linli = Linli::new();
    let mut table = "id,name,born,town\n".to_owned();
    for n in 0..60 {
        table.extend([format!("{n},name{},19{:02}-03-01,\n", n / 2, n / 2 + 20)]);
    }
    linli.file("table.csv", table);
    let more = "id = \"id\"\nlargest_block = 3";
    let settings = SETTINGS.replacen("id = \"id\"", more, 1);
    let settings = settings.replace("keys = [\"born\"]", "keys = [\"substr(born, 1, 3)\"]");
    linli.file("settings.toml", settings);
    let common = ["link", "--settings", "settings.toml", "--input", "table.csv", "--out", "out"];
    let told = linli.run(&common).done().out;
    assert!(told.contains("rule 1 (substr(born, 1, 3)): 3 of its blocks are larger"), "{told}");
    assert!(told.contains("rule 2 (town, substr(name, 1, 1)) finds no pair"), "{told}");
    assert!(told.contains("warning: column town is empty in every row"), "{told}");
}

#[test]
fn a_table_is_linked_judged_and_explained() {
    let linli = Linli::new();
    let (mut table, mut labels) = ("id,name,born,town\n".to_owned(), "id,label\n".to_owned());
    for n in 0..120 {
        let person = n / 2;
        let slip = if n % 2 == 1 && person % 3 == 0 { "x" } else { "" };
        let (name, year, day) = (person * 37 % 61, 1930 + person * 7 % 80, person % 9 + 1);
        table.extend([format!("{n},name{name}{slip},{year}-03-0{day},town{}\n", person % 5)]);
        labels.extend([format!("{n},{person}\n")]);
    }
    linli.file("table.csv", table);
    linli.file("labels.csv", labels);
    linli.file("settings.toml", SETTINGS);
    let link = |more: &[&str]| {
        let common = ["link", "--settings", "settings.toml", "--input", "table.csv"];
        linli.run(&[&common[..], &["--out", "out"], more].concat())
    };
    let questions = ["--labels", "labels.csv", "--group", "town", "--clerical", "20"];
    let answer = link(&[&questions[..], &["--suggest", "--entity", "7", "--json"]].concat()).done();
    let told: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(told["rows"], 120);
    assert!(told["evaluation"]["run"]["f1"].as_f64().unwrap() > 0.9, "{told:#}");
    for name in ["report.html", "report.json", "quality.json", "clerical.csv", "entities.html"] {
        assert!(linli.exists(&format!("out/{name}")), "{name}");
    }
    assert_eq!(link(&["--group", "town"]).code, 2, "a group without labels tells nothing");
    link(&["--pair", "6", "7", "--pair", "8", "100"]).done();
    let pairs = std::fs::read_to_string(linli.path("out/pairs.html")).unwrap();
    assert!(pairs.contains("6 – 7") && pairs.contains("100 – 8"), "the smaller id comes first");
    let nobody = link(&["--entity", "nobody"]);
    assert!(nobody.err.contains("no record has the id nobody"), "{}", nobody.err);
}
