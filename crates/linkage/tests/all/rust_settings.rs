//! Settings written in Rust are those written in TOML.

use linkage::Settings;
use linkage::settings::{BlockingRule, Comparison, Level, LinkType, Test};

#[test]
fn what_is_left_out_is_the_same_in_both() {
    let name = vec![
        Level::from(Test::Exact("name".into())).by_frequency("name"),
        Level::from(Test::JaroWinkler { column: "name".into(), at_least: 0.9 }),
    ];
    let places = Test::InCommon { column: "places".into(), at_least: 2 };
    let comparisons = vec![
        Comparison::new("name", name),
        Comparison { shared: true, ..Comparison::new("places", vec![places.into()]) },
    ];
    let rules = vec![BlockingRule::on(&["name"]), BlockingRule::on(&["town", "year(born)"])];
    let in_rust = Settings::new(LinkType::Dedupe, rules, comparisons);
    in_rust.check().unwrap();
    let in_toml = r#"
        link_type = "dedupe"
        [[blocking]]
        keys = ["name"]
        [[blocking]]
        keys = ["town", "year(born)"]
        [[comparison]]
        name = "name"
        levels = [
          { when = { exact = "name" }, term_frequency = ["name"] },
          { when = { jaro_winkler = { column = "name", at_least = 0.9 } } },
        ]
        [[comparison]]
        name = "places"
        shared = true
        levels = [{ when = { in_common = { column = "places", at_least = 2 } } }]
    "#;
    assert_eq!(in_rust, Settings::from_toml(in_toml).unwrap());
    assert_eq!(in_rust, Settings::from_toml(&toml_of(&in_rust)).unwrap(), "and comes back as TOML");
}

fn toml_of(settings: &Settings) -> String {
    toml::to_string(settings).unwrap()
}
