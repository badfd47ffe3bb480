//! `linli address`: lines in, JSON lines out.

use serde_json::Value;

use crate::linli::Linli;

#[test]
fn a_line_is_read_into_components_with_their_spans() {
    let line = "云岭区望江街道春晓花园3栋2单元1203室";
    let answer =
        Linli::new().feed(&["address", "parse", "--profile", "cn"], &format!("{line}\n")).done();
    let parsed: Value = serde_json::from_str(answer.out.trim()).unwrap();
    let characters: Vec<char> = line.chars().collect();
    let parts: Vec<(String, String)> = parsed["components"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| {
            let at = |key: &str| usize::try_from(part["span"][key].as_u64().unwrap()).unwrap();
            let written: String = characters[at("start")..at("end")].iter().collect();
            assert_eq!(part["text"], written, "the span is of characters");
            (part["kind"].as_str().unwrap().to_owned(), part["value"].as_str().unwrap().to_owned())
        })
        .collect();
    for (kind, value) in [("building", "3"), ("entrance", "2"), ("room", "1203")] {
        assert!(
            parts.contains(&(kind.to_owned(), value.to_owned())),
            "{kind} {value} in {parts:?}"
        );
    }
}

#[test]
fn two_addresses_on_a_line_are_compared() {
    let lines = "春晓花园3栋1203\t春晓花园三幢1203室\n春晓花园3栋1203\t春晓花园3栋1204\n";
    let answer = Linli::new().feed(&["address", "compare", "--profile", "cn"], lines).done();
    let verdicts: Vec<String> = answer
        .out
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["verdict"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(verdicts, ["same", "part"]);
}

#[test]
fn a_line_without_a_tab_is_told_by_its_number() {
    let lines = "甲路1号\t甲路1号\n甲路2号\n";
    Linli::new().feed(&["address", "compare"], lines).refused(&["line 2", "tab"]);
}

#[test]
fn an_unknown_profile_is_refused_with_what_there_is() {
    Linli::new().feed(&["address", "parse", "--profile", "xx"], "a\n").refused(&["xx", "cn", "us"]);
}

#[test]
fn a_line_of_megabytes_is_read_as_far_as_an_address_goes() {
    let lines = format!("{}\n春晓花园3栋\n", "9".repeat(3 << 20));
    let answer = Linli::new().feed(&["address", "parse", "--profile", "cn"], &lines).done();
    let parsed: Vec<Value> =
        answer.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(parsed.len(), 2, "one answer a line");
    assert_eq!(parsed[1]["components"][1]["value"], "3");
}

#[test]
fn what_names_nothing_in_the_register_is_not_learned() {
    let linli = Linli::new();
    let learn = |written| ["--data", "d", "address", "learn", written, "1", "--source", "hotline"];
    linli.run(&learn("101室")).refused(&["names no road"]);
    linli.run(&learn("春晓花园")).refused(&["building"]);
    assert_eq!(linli.run(&["--data", "d", "address", "learned"]).done().out.trim(), "");
}
