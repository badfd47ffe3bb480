use std::{fmt::Write as _, path::PathBuf, sync::Arc};

use kernel::Day;
use testing::World;
use tokio::{sync::mpsc, task::spawn_blocking};

use super::*;
use crate::{
    Sources,
    installation::installation,
    lake::{Fields, open_parquet},
    mapping::{AsOf, parse_mapping},
};

const MAPPING: &str = r#"
source = "permits"
title = { zh = "居住证", en = "Residence permits" }
office = { zh = "派出所", en = "Police station" }
rank = 50
files = "permits*.csv"
record_id = "编号"

[columns]
"编号" = { type = "text", required = true }
"姓名" = { type = "text", required = true }
"手机" = { type = "phone", scheme = "cn" }
"签发日期" = { type = "day", formats = ["YYYY-MM-DD"] }

[[person]]
role = "self"
name = "姓名"
phone = "手机"

[[address]]
role = "home"
line = ["编号"]

[[relation]]
type = "lives_in"
from = "self"
to = "home"
valid_from = "签发日期"
"#;

struct Door {
    world: World,
    access: Arc<Access>,
    mapping: Mapping,
}

async fn door() -> Door {
    let (world, context) = installation().await;
    Door {
        world,
        access: context.access,
        mapping: parse_mapping(Path::new("permits.toml"), MAPPING).unwrap(),
    }
}

impl Door {
    fn folder(&self) -> PathBuf {
        self.world.folder.path().to_owned()
    }

    async fn take(&self, file: &str, bytes: &[u8]) -> Result<SourceReport, FusionError> {
        std::fs::write(self.folder().join(file), bytes).unwrap();
        let files = Sources::from(self.folder()).find(&self.mapping)?;
        let (to, mut from) = mpsc::channel(8);
        let (mapping, access, folder) =
            (self.mapping.clone(), Arc::clone(&self.access), self.folder());
        let today = Day::new(2026, 1, 5).unwrap();
        let taken = spawn_blocking(move || {
            take_in(&mapping, &files, &access, &mut Seals::new(to), today, &folder)
        });
        while let Some(rows) = from.recv().await {
            assert!(rows.iter().all(|row| row.kind == "phone"));
        }
        taken.await.unwrap()
    }

    fn texts(&self, column: &str) -> Vec<Option<String>> {
        let mut texts = Vec::new();
        for batch in open_parquet(&self.folder().join("permits.parquet")).unwrap() {
            let batch = batch.unwrap();
            for row in 0..batch.num_rows() {
                texts.push(Fields::new(&batch, row).text(column).map(ToOwned::to_owned));
            }
        }
        texts
    }
}

const ROWS: &str = "编号,姓名,民族,手机,签发日期\n\
    A1,王小明,汉,199 0000 1234,2024-03-01\n\
    A2,,汉,19900001235,2024-03-02\n\
    A3,李红,汉,+86 19900001234,2024-3-2\n\
    A4,张三\n\
    A1,赵四,汉,,2024-03-05\n";

#[tokio::test]
async fn rows_are_typed_numbers_are_tokens_and_what_cannot_be_used_says_why() {
    let door = door().await;
    let report = door.take("permits.csv", ROWS.as_bytes()).await.unwrap();
    assert_eq!((report.rows, report.accepted, report.rejected), (5, 3, 2));
    assert_eq!(report.rejects[0].row, 3);
    assert_eq!(report.rejects[0].column.as_deref(), Some("姓名"));
    assert_eq!(report.rejects[1].row, 5);
    let phones = door.texts("手机");
    assert_eq!(phones[0], phones[1], "one number, two spellings");
    assert_eq!(phones[0].as_ref().map(String::len), Some(32));
    assert_eq!(door.texts(RECORD), [Some("A1".into()), Some("A3".into()), Some("A1~6".into())]);
    assert_eq!(door.texts(&slip("签发日期"))[1], None, "2024-3-2 has not the width of the format");
    let phone = &report.profile.iter().find(|column| column.column == "手机").unwrap();
    assert_eq!((phone.filled, phone.distinct), (3, 3));
}

#[tokio::test]
async fn a_table_that_breaks_off_stops_the_run_with_its_row() {
    let door = door().await;
    let broken = ROWS.replace("A3,李红", "A3,\"李红");
    let error = door.take("permits.csv", broken.as_bytes()).await.unwrap_err();
    let said = error.message();
    assert!(said.zh.starts_with("permits.csv 第4行“姓名”列"), "{}", said.zh);
    assert!(said.en.starts_with("permits.csv row 4, column \"姓名\""), "{}", said.en);
}

#[tokio::test]
async fn nothing_of_a_number_or_an_unmapped_column_reaches_the_lake() {
    let door = door().await;
    door.take("permits.csv", ROWS.as_bytes()).await.unwrap();
    for file in ["permits.parquet", "permits.rejects.parquet"] {
        let bytes = std::fs::read(door.folder().join(file)).unwrap();
        for secret in ["19900001234", "199 0000 1234", "民族"] {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} in {file}");
        }
    }
    let database = std::fs::read(door.folder().join("linli.db")).unwrap();
    assert!(!database.windows(11).any(|window| window == b"19900001234"));
}

#[tokio::test]
async fn an_id_that_returns_in_several_files_of_a_source_names_each_record_once() {
    let door = door().await;
    let one = "编号,姓名,民族,手机,签发日期\nA1,王小明,汉,,2024-03-01\nA2,李红,汉,,2024-03-01\n";
    for file in ["permits-2024.csv", "permits-2025.csv"] {
        std::fs::write(door.folder().join(file), one).unwrap();
    }
    let report = door.take("permits-2026.csv", one.as_bytes()).await.unwrap();
    assert_eq!(report.files, ["permits-2024.csv", "permits-2025.csv", "permits-2026.csv"]);
    assert_eq!((report.rows, report.accepted, report.rejected), (6, 6, 0));
    let records: Vec<String> = door.texts(RECORD).into_iter().flatten().collect();
    assert_eq!(
        records,
        ["A1", "A2", "A1~2", "A2~3", "A1~permits-2026.csv:2", "A2~permits-2026.csv:3"]
    );
}

#[tokio::test]
async fn a_column_all_empty_and_one_of_a_single_value_are_taken_in_and_told() {
    let door = door().await;
    let mut text = "编号,姓名,民族,手机,签发日期\n".to_owned();
    for n in 0..50 {
        let _ = writeln!(text, "A{n},王小明,汉,,");
    }
    let report = door.take("permits.csv", text.as_bytes()).await.unwrap();
    assert_eq!((report.accepted, report.rejected), (50, 0));
    let of = |name: &str| report.profile.iter().find(|column| column.column == name).unwrap();
    assert_eq!((of("手机").filled, of("手机").unreadable, of("手机").distinct), (0, 0, 0));
    assert_eq!((of("姓名").filled, of("姓名").distinct), (50, 1));
    assert_eq!(door.texts("签发日期~slip"), vec![None; 50]);
}

#[tokio::test]
async fn encodings_of_departments_are_read_alike() {
    let door = door().await;
    let utf8 = door.take("permits.csv", ROWS.as_bytes()).await.unwrap();
    let bom = door.take("permits.csv", format!("\u{feff}{ROWS}").as_bytes()).await.unwrap();
    assert_eq!(utf8, bom);
    // 编号,姓名,手机,签发日期 / A9,王明,,  in GB18030
    let gb: &[u8] = b"\xb1\xe0\xba\xc5,\xd0\xd5\xc3\xfb,\xca\xd6\xbb\xfa,\xc7\xa9\xb7\xa2\xc8\xd5\xc6\xda\nA9,\xcd\xf5\xc3\xf7,,\n";
    let report = door.take("permits.csv", gb).await.unwrap();
    assert_eq!((report.rows, report.accepted), (1, 1));
    assert_eq!(door.texts("姓名"), [Some("王明".into())]);
}

#[tokio::test]
async fn a_wrong_header_stops_with_file_column_and_the_nearest() {
    let door = door().await;
    let said = door
        .take("permits.csv", "编号,姓名,手机号,签发日期\nA1,王明,,\n".as_bytes())
        .await
        .unwrap_err()
        .to_string();
    assert!(
        said.contains("permits.csv") && said.contains("`手机`") && said.contains("手机号"),
        "{said}"
    );
}

#[tokio::test]
async fn a_clock_that_runs_ahead_dates_nothing() {
    let mut door = door().await;
    door.mapping.as_of = Some(AsOf::Column("签发日期".into()));
    let rows = "编号,姓名,民族,手机,签发日期\nA1,王小明,汉,,2026-01-05\nA2,李红,汉,,2026-01-06\n";
    let report = door.take("permits.csv", rows.as_bytes()).await.unwrap();
    assert_eq!((report.accepted, report.rejected), (2, 0));
    let issued = report.profile.iter().find(|column| column.column == "签发日期").unwrap();
    assert_eq!((issued.filled, issued.unreadable), (1, 1));
}
