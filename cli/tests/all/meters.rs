//! `linli meters`: sums in, a day scored, leads into the inbox.

use serde_json::Value;

use crate::linli::Linli;

const SUMS: &str = "日期,表号,房屋编码,表类,日用量,计量单位
2026-09-01,S1,9901060010010000001000001,水,400,升
2026-09-01,D1,9901060010010000001000001,电,9.5,度
2026-09-01,S2,9901060010010000001000002,水,0.4,度
2026-09-01,S3,9901060010010000001000003,water,-0.1,m3
";

fn told(linli: &Linli, arguments: &[&str], code: i32) -> Value {
    let mut all = vec!["--json", "meters"];
    all.extend(arguments);
    let answer = linli.run(&all);
    assert_eq!(answer.code, code, "{}", answer.err);
    serde_json::from_str(&answer.out).unwrap()
}

#[test]
fn sums_are_taken_once_scored_once_and_a_bad_row_is_told() {
    let linli = Linli::new();
    linli.file("sums.csv", SUMS);
    linli.run(&["meters", "deliver"]).refused(&["linli meters score"]);
    let import = ["import", "sums.csv", "--today", "2026-09-02"];
    let taken = told(&linli, &import, 3);
    assert_eq!(taken[0]["taken"], 3);
    assert_eq!(taken[0]["again"], false);
    assert_eq!(taken[0]["refused"], serde_json::json!({ "unit_of_measure": 1 }));
    assert_eq!(told(&linli, &import, 3)[0]["again"], true);
    let scored = told(&linli, &["score", "--today", "2026-09-02"], 0);
    assert_eq!(scored["days"][0]["sums"], 3);
    assert_eq!(scored["days"][0]["findings"], serde_json::json!({ "backwards": 1 }));
    let again = told(&linli, &["score", "--today", "2026-09-02"], 0);
    assert_eq!(again["days"], serde_json::json!([]));
    assert_eq!(told(&linli, &["deliver"], 0)["delivered"], serde_json::json!({}));
    assert_eq!(told(&linli, &["precision"], 0), serde_json::json!({}));
    linli.file("bad.csv", "date,meter\n2026-09-01,S1\n");
    linli.run(&["meters", "import", "bad.csv"]).refused(&["bad.csv", "unit"]);
}
