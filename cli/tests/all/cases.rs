//! `linli cases import`: a hotline's file, a case a call, once.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{linli::Linli, shelf::houses};

pub(crate) fn holds(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            return holds(&path, text);
        }
        let bytes = fs::read(&path).unwrap();
        bytes.windows(text.len()).any(|part| part == text.as_bytes())
    })
}

#[test]
fn a_call_becomes_a_case_once_and_its_caller_is_sealed() {
    let linli = houses();
    let calls = "工单号,标题,内容,地址,姓名,电话
H-1,水管漏水,我是王小明，厨房漏水,2 Elm Street,王小明,13900001234
H-2,水管漏水,没有地址,9 Nowhere Road,,
H-3,,,1 Elm Street,,
,水管漏水,没有编号,1 Elm Street,,
";
    linli.file("calls.csv", calls);
    let columns = ["--number", "工单号", "--words", "标题,内容", "--address", "地址"];
    let caller = ["--name", "姓名", "--phone", "电话", "--json"];
    let import = [&["cases", "import", "calls.csv"][..], &columns, &caller].concat();
    let read = |arguments: &[&str]| -> Value {
        serde_json::from_str(&linli.run(arguments).done().out).unwrap()
    };
    let dry = read(&[&import[..], &["--dry-run"]].concat());
    assert_eq!((&dry["opened"], &dry["again"]), (&json!(1), &json!(0)), "{dry}");
    let first = read(&import);
    assert_eq!((&first["rows"], &first["opened"]), (&json!(4), &json!(1)), "{first}");
    assert_eq!(first["rejected"], json!({ "number": 1, "place": 1, "words": 1 }));
    assert_eq!(first["rejects"], json!([[3, "place"], [4, "words"], [5, "number"]]));
    let again = read(&import);
    assert_eq!((&again["opened"], &again["again"]), (&json!(0), &json!(1)), "{again}");
    for personal in ["王小明", "13900001234"] {
        assert!(!holds(&linli.path(".linli"), personal), "{personal} is on the disk");
    }
    let other = [&["cases", "import", "calls.csv", "--number", "编号"][..], &columns[2..]].concat();
    linli.run(&other).refused(&["`编号`", "工单号"]);
}

#[test]
fn a_catalogue_goes_out_is_checked_and_comes_back_as_the_same_files() {
    let linli = Linli::new();
    linli.run(&["cases", "catalogue", "export", "ours"]).done();
    linli.run(&["cases", "catalogue", "check", "ours"]).done();
    let events = fs::read_to_string(linli.path("ours/events.toml")).unwrap();
    let wrong = events.replacen("office = \"works\"", "office = \"nowhere\"", 1);
    assert_ne!(wrong, events);
    linli.file("ours/events.toml", &wrong);
    let checked = linli.run(&["cases", "catalogue", "check", "ours"]);
    assert_eq!(checked.code, 3, "{}", checked.err);
    assert!(checked.out.contains("there is no office `nowhere`"), "{}", checked.out);
    linli.file("ours/events.toml", &events);
    linli.run(&["cases", "catalogue", "import", "ours"]).done();
    linli.run(&["cases", "catalogue", "export", "draft", "--draft"]).done();
    assert_eq!(fs::read_to_string(linli.path("draft/events.toml")).unwrap(), events);
}
