//! Bad input: a message that names file, row and column and says what to do;
//! an exit code; nothing half-written.

use crate::{
    cases::holds,
    linli::{Answer, Linli},
};

#[test]
fn an_unknown_setting_is_refused_by_name() {
    let linli = Linli::new();
    linli.file("linli.toml", "[server]\nlissten = \"x\"\n");
    linli.run(&["--config", "linli.toml", "config", "show"]).refused(&["linli.toml", "lissten"]);
}

#[test]
fn a_machine_is_told_of_a_failure_in_json() {
    let linli = Linli::new();
    linli.file("linli.toml", "[server]\nlissten = \"x\"\n");
    let answer = linli.run(&["--json", "--config", "linli.toml", "config", "show"]);
    assert_eq!(answer.code, 1, "{}", answer.err);
    let told: serde_json::Value = serde_json::from_str(&answer.err).unwrap();
    assert_eq!(told["kind"], "configuration");
    assert!(told["message"].as_str().unwrap().contains("linli.toml: line 2, column 1:"), "{told}");
    assert!(told["action"].is_string(), "{told}");
}

#[test]
fn a_misspelt_variable_is_refused_with_the_nearest_setting() {
    let linli = Linli::new();
    let mut command = linli.command(&["config", "show"]);
    let answer = Answer::of(&command.env("LINLI_SERVER_LISTN", "0.0.0.0:80").output().unwrap());
    answer.refused(&["LINLI_SERVER_LISTN", "LINLI_SERVER_LISTEN"]);
}

#[test]
fn a_port_that_is_taken_is_told_before_a_district_is_made() {
    let linli = Linli::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    linli.run(&["demo", "--data", "demo", "--listen", &address]).refused(&[&address]);
    assert!(!linli.exists("demo"));
}

/// Washes the column `addr`.
const WASH: [&str; 11] = [
    "wash",
    "--register",
    "register.csv",
    "--profile",
    "us",
    "--in",
    "in.csv",
    "--address",
    "addr",
    "--out",
    "out.csv",
];

#[test]
fn a_missing_address_column_is_told_and_nothing_is_written() {
    let linli = Linli::new();
    linli.file("register.csv", "address_id,street_number,street_name\nA1,1,a street\n");
    linli.file("in.csv", "street\nb\n");
    linli.run(&WASH).refused(&["in.csv", "addr"]);
    assert!(!linli.exists("out.csv"));
}

#[test]
fn a_ragged_row_is_told_by_file_and_row_and_the_rest_is_washed() {
    let linli = Linli::new();
    linli.file("register.csv", "address_id,street_number,street_name\nA1,1,a street\n");
    linli.file("in.csv", "n,addr\n1,1 a street\n2\n3,1 a street\n");
    let answer = linli.run(&WASH);
    assert_eq!(answer.code, 3, "{}", answer.err);
    assert!(answer.err.contains("in.csv") && answer.err.contains('3'), "{}", answer.err);
    assert_eq!(std::fs::read_to_string(linli.path("out.csv")).unwrap().lines().count(), 3);
}

#[test]
fn a_file_that_breaks_off_is_told_and_nothing_is_written() {
    let linli = Linli::new();
    linli.file("register.csv", "address_id,street_number,street_name\nA1,1,a street\n");
    linli.file("in.csv", "n,addr\n1,1 a street\n2,\"1 a street\n3,1 a street\n");
    let input = ["--profile", "us", "--in", "in.csv", "--address", "addr"];
    let wash = ["wash", "--register", "register.csv", "--out", "out.csv"];
    linli.run(&[&wash[..], &input].concat()).refused(&["in.csv row 3", "addr", "Close it"]);
    assert!(!linli.exists("out.csv"));
}

#[test]
fn a_chinese_terminal_is_told_of_bad_input_in_chinese() {
    let linli = Linli::new();
    linli.file("t.csv", "a,b\n1,2\n");
    let mut command = linli.command(&["import", "table", "t.csv"]);
    let answer = Answer::of(&command.env("LC_ALL", "zh_CN.UTF-8").output().unwrap());
    answer.refused(&["错误：", "t.csv：表头中没有道路"]);
    linli.run(&["import", "table", "t.csv"]).refused(&["error: ", "no column for a street"]);
}

#[test]
fn the_schema_of_the_configuration_is_what_an_editor_reads() {
    let printed = Linli::new().run(&["config", "schema"]).done().out;
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/config.schema.json");
    assert_eq!(printed, std::fs::read_to_string(kept).unwrap());
}

#[test]
fn a_command_that_is_not_understood_exits_with_2() {
    assert_eq!(Linli::new().run(&["wsh"]).code, 2);
}

#[test]
fn the_log_of_reads_of_a_fresh_installation_is_whole() {
    let linli = Linli::new();
    let created =
        ["account", "create", "wang", "--name", "王芳", "--role", "district_officer", "--json"];
    let answer = linli.run(&created).done();
    assert!(answer.out.contains("\"password\""), "{}", answer.out);
    let owasp = "$argon2id$v=19$m=19456,t=2,p=1$";
    assert!(holds(&linli.path(".linli"), owasp), "a password is as hard to guess as OWASP asks");
    linli.run(&["audit", "verify"]).done();
    linli.run(&created).refused(&["wang"]);
}

#[test]
fn a_role_that_is_not_there_is_refused_with_those_that_are() {
    let created = ["account", "create", "wang", "--name", "王芳", "--role", "officer"];
    Linli::new().run(&created).refused(&["--role", "officer", "district_officer", "auditor"]);
}
