//! Bad input: a message that names file, row and column and says what to do;
//! an exit code; nothing half-written.

use crate::linli::Linli;

#[test]
fn an_unknown_setting_is_refused_by_name() {
    let linli = Linli::new();
    linli.file("linli.toml", "[server]\nlissten = \"x\"\n");
    linli.run(&["--config", "linli.toml", "config", "show"]).refused(&["linli.toml", "lissten"]);
}

#[test]
fn a_missing_address_column_is_told_and_nothing_is_written() {
    let linli = Linli::new();
    linli.file("register.csv", "address_id,street_number,street_name\nA1,1,a street\n");
    linli.file("in.csv", "street\nb\n");
    let arguments = [
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
    linli.run(&arguments).refused(&["in.csv", "addr"]);
    assert!(!linli.exists("out.csv"));
}

#[test]
fn a_ragged_row_is_told_by_file_and_row_and_the_rest_is_washed() {
    let linli = Linli::new();
    linli.file("register.csv", "address_id,street_number,street_name\nA1,1,a street\n");
    linli.file("in.csv", "n,addr\n1,1 a street\n2\n3,1 a street\n");
    let arguments = [
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
    let answer = linli.run(&arguments);
    assert_eq!(answer.code, 3, "{}", answer.err);
    assert!(answer.err.contains("in.csv") && answer.err.contains('3'), "{}", answer.err);
    assert_eq!(std::fs::read_to_string(linli.path("out.csv")).unwrap().lines().count(), 3);
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
    linli.run(&["audit", "verify"]).done();
    linli.run(&created).refused(&["wang"]);
}
