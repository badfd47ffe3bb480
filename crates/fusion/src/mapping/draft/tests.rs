use std::{io::Cursor, path::Path};

use access::Tokenizer;
use proptest::prelude::*;

use super::*;
use crate::mapping::{ColumnType, Ground, NumberScheme, parse_mapping};

fn key() -> Tokenizer {
    Tokenizer::with_key([1; 32])
}

/// An identity number of nobody: an unassigned county, a serial, its check character (GB 11643).
fn number(serial: usize) -> String {
    let body = format!(
        "990106{:04}0{}1{}{:03}",
        1950 + serial % 50,
        1 + serial % 9,
        serial % 10,
        serial % 1000
    );
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body
        .chars()
        .filter_map(|c| c.to_digit(10))
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize];
    format!("{body}{check}")
}

fn sample(name: &str, header: &str, row: impl Fn(usize) -> String) -> Sample {
    let mut text = format!("{header}\n");
    for at in 0..40 {
        text.push_str(&row(at));
        text.push('\n');
    }
    Sample::read(name, Cursor::new(text.into_bytes())).unwrap()
}

fn lease() -> Sample {
    let header = "备案号,出租人,出租人证件号,承租人,民族,承租人联系电话,房屋坐落,起租日,止租日,备案日期,备注";
    sample("租赁 rental 2026.csv", header, |at| {
        let landlord = if at % 10 == 0 { "长河置业有限公司" } else { "王小明" };
        let room = 100 * (1 + at % 9) + at;
        format!(
            "ZL{at:05},{landlord},{},李海,汉,139{:08},滨河路{at}号3栋{room},2024-03-0{},2026/3/1,2024-03-05,",
            number(at),
            10_000_000 + at,
            1 + at % 9
        )
    })
}

fn field<'a>(draft: &'a Draft, name: &str) -> &'a DraftColumn {
    draft.columns.iter().find(|column| column.name == name).unwrap()
}

#[test]
fn a_lease_is_understood_by_its_chinese_headers_and_its_cells() {
    let Guess { draft, refused } = guess(&lease(), &key());
    let said = |name: &str| (field(&draft, name).field, field(&draft, name).role.as_str());
    assert_eq!(said("备案号"), (Field::RecordId, ""));
    assert_eq!(said("出租人"), (Field::Name, "landlord"));
    assert_eq!(said("出租人证件号"), (Field::IdentityNumber, "landlord"));
    assert_eq!(said("承租人"), (Field::Name, "tenant"));
    assert_eq!(said("承租人联系电话"), (Field::Phone, "tenant"));
    assert_eq!(said("房屋坐落"), (Field::Address, "home"));
    assert_eq!((said("起租日").0, said("止租日").0), (Field::ValidFrom, Field::ValidTo));
    assert_eq!(said("备案日期"), (Field::AsOf, ""));
    assert_eq!(said("备注"), (Field::Nothing, ""));
    assert!(field(&draft, "出租人").mixed && !field(&draft, "承租人").mixed);
    assert_eq!(field(&draft, "出租人证件号").scheme, Some(NumberScheme::Cn));
    assert_eq!(field(&draft, "起租日").formats, ["YYYY-MM-DD"]);
    assert_eq!(field(&draft, "止租日").formats, ["YYYY/M/D"]);
    assert_eq!(refused, [Refused { column: "民族".into(), ground: Ground::Origin }]);
    assert_eq!(draft.source, "rental_2026");
    let relations: Vec<_> = draft.relations.iter().map(|r| (r.kind.as_str(), r.dated)).collect();
    assert_eq!(relations, [("lets", true), ("rents", true)]);
}

#[test]
fn a_trial_tells_rejects_quality_and_no_value() {
    let (sample, key) = (lease(), key());
    let Guess { mut draft, .. } = guess(&sample, &key);
    (draft.title.zh, draft.title.en) = ("租赁备案".into(), "Leases".into());
    let Trial::Made(tried) = try_out(&draft, &sample, &key, None) else { panic!("it can be used") };
    assert_eq!((tried.rows, tried.accepted, tried.rejected), (40, 40, 0));
    assert_eq!(tried.mapping.organisations[0].role, "landlord_organisation");
    assert_eq!(tried.mapping.persons[1].home.as_deref(), Some("home"));
    let told = format!("{:?} {:?}", tried.profile, tried.rejects);
    assert!(
        !told.contains("王小明") && !told.contains(&number(3)) && !told.contains("13910000003")
    );
    insta::assert_snapshot!(toml_text(&tried.mapping));
    for column in &mut draft.columns {
        column.required = column.field == Field::AsOf;
        if column.field == Field::AsOf {
            column.formats = vec!["DD.MM.YYYY".into()];
        }
    }
    let Trial::Made(tried) = try_out(&draft, &sample, &key, None) else { panic!("it can be used") };
    assert_eq!((tried.accepted, tried.rejected), (0, 40));
    assert_eq!((tried.rejects[0].row, tried.rejects[0].column.as_deref()), (2, Some("备案日期")));
}

#[test]
fn what_a_source_is_for_is_said_in_its_file() {
    let Guess { mut draft, .. } = guess(&lease(), &key());
    assert_eq!((draft.serves.len(), draft.unnamed), (0, false), "no header says it");
    let (letting, titles) = (blocks::Duty::LettingFiling, blocks::Duty::TitleRegister);
    (draft.serves, draft.unnamed) = (vec![titles, letting, titles], true);
    let mapping = draft.assemble().unwrap();
    assert_eq!(mapping.serves, [letting, titles]);
    let text = toml_text(&mapping);
    assert!(
        text.contains("serves = [\"letting_filing\", \"title_register\"]\nunnamed = true\n"),
        "{text}"
    );
    assert_eq!(parse_mapping(Path::new("x.toml"), &text).unwrap(), mapping);
}

#[test]
fn english_headers_and_american_numbers_are_understood() {
    let header = "Record ID,First Name,Last Name,SSN,Date of Birth,Race,Phone,Street Number,Street,Apartment,City,State,Zip,Employer Name";
    let sample = sample("payroll.csv", header, |at| {
        format!(
            "r{at},Ann,Lee,219-{:02}-{:04},07/{:02}/1980,x,(555) 201-{:04},{at},Oak Street,{at}B,Springfield,XX,00{:03},Acme Inc",
            10 + at,
            1000 + at,
            1 + at % 28,
            1000 + at,
            100 + at
        )
    });
    let Guess { draft, refused } = guess(&sample, &key());
    let said = |name: &str| (field(&draft, name).field, field(&draft, name).kind);
    assert_eq!(said("Record ID"), (Field::RecordId, ColumnType::Text));
    assert_eq!(said("First Name"), (Field::GivenName, ColumnType::Text));
    assert_eq!(said("SSN"), (Field::IdentityNumber, ColumnType::IdentityNumber));
    assert_eq!(said("Date of Birth"), (Field::BirthOn, ColumnType::Day));
    assert_eq!(field(&draft, "Date of Birth").formats, ["MM/DD/YYYY"]);
    assert_eq!(said("Phone"), (Field::Phone, ColumnType::Phone));
    assert_eq!(said("Street"), (Field::StreetName, ColumnType::Text));
    assert_eq!(said("Apartment"), (Field::Unit, ColumnType::Text));
    assert_eq!(said("Employer Name").0, Field::OrganisationName);
    assert_eq!(refused[0].column, "Race");
    let mapping = draft.assemble().unwrap();
    assert_eq!(mapping.persons[0].works_for.as_deref(), Some("employer"));
    assert_eq!(mapping.addresses[0].postcode.as_deref(), Some("Zip"));
}

#[test]
fn nobody_is_linked_to_what_they_reported() {
    let header = "工单号,诉求人姓名,联系电话,诉求类别,受理时间,诉求地址";
    let sample = sample("热线.csv", header, |at| {
        format!("G{at},王小明,139{:08},噪声,2026-01-0{},滨河路{at}号", 10_000_000 + at, 1 + at % 9)
    });
    let Guess { draft, .. } = guess(&sample, &key());
    assert_eq!(field(&draft, "诉求人姓名").field, Field::Nothing);
    assert_eq!(field(&draft, "联系电话").field, Field::Nothing);
    let mapping = draft.assemble().unwrap();
    assert_eq!(mapping.event.unwrap().category, "诉求类别");
    assert!(mapping.persons.is_empty() && !mapping.columns.contains_key("联系电话"));
    assert_eq!(draft.source, "new_table");
}

#[test]
fn headers_that_say_nothing_are_read_by_their_cells() {
    let sample = sample("x.csv", "A1,A2,A3,A4,A5", |at| {
        format!(
            "张伟,{},139{:08},u{at}@example.org,滨河路{at}号2栋301室",
            number(at),
            10_000_000 + at
        )
    });
    let Guess { draft, .. } = guess(&sample, &key());
    let fields: Vec<_> = draft.columns.iter().map(|column| column.field).collect();
    let expected = [Field::Name, Field::IdentityNumber, Field::Phone, Field::Email, Field::Address];
    assert_eq!(fields, expected);
}

#[test]
fn several_of_one_role_in_a_row_are_told_apart_by_the_numbers_of_their_headers() {
    let header = "编号,承租人1,承租人1证件号,承租人2,承租人2联系电话,承租人1联系电话,联系电话3,房屋坐落,备案日期";
    let sample = sample("合租.csv", header, |at| {
        let phone = |from: usize| format!("139{:08}", from + at);
        format!(
            "H{at:05},王小明,{},李海,{},{},{},滨河路{at}号3栋{},2024-03-05",
            number(at),
            phone(10_000_000),
            phone(20_000_000),
            phone(30_000_000),
            100 * (1 + at % 9) + at
        )
    });
    let Guess { draft, .. } = guess(&sample, &key());
    let said = |name: &str| (field(&draft, name).field, field(&draft, name).role.as_str());
    assert_eq!(said("承租人1"), (Field::Name, "tenant"));
    assert_eq!(said("承租人1证件号"), (Field::IdentityNumber, "tenant"));
    assert_eq!(said("承租人2"), (Field::Name, "tenant_2"));
    assert_eq!(said("承租人2联系电话"), (Field::Phone, "tenant_2"));
    assert_eq!(said("承租人1联系电话"), (Field::Phone, "tenant"));
    assert_eq!(said("联系电话3"), (Field::Nothing, ""), "nobody is the third");
    let relations: Vec<_> =
        draft.relations.iter().map(|r| (r.kind.as_str(), r.from.as_str())).collect();
    assert_eq!(relations, [("rents", "tenant"), ("rents", "tenant_2")]);
    let mapping = draft.assemble().unwrap();
    let homes: Vec<_> = mapping.persons.iter().map(|one| one.home.as_deref()).collect();
    assert_eq!(homes, [Some("home"), Some("home")]);
}

#[test]
fn a_number_of_a_person_is_neither_a_record_nor_text() {
    let sample =
        sample("id.csv", "编号,姓名,住址", |at| format!("{},张伟,滨河路{at}号", number(at)));
    let key = key();
    let Guess { mut draft, .. } = guess(&sample, &key);
    assert_eq!(field(&draft, "编号").field, Field::IdentityNumber);
    draft.columns[0].field = Field::RecordId;
    draft.columns[0].kind = ColumnType::Text;
    draft.columns[0].role.clear();
    let Trial::Not(why) = try_out(&draft, &sample, &key, None) else {
        panic!("it must be refused")
    };
    assert!(why.en.contains("identity numbers") && why.zh.contains("证件号码"), "{}", why.en);
}

#[test]
fn a_draft_that_cannot_be_used_says_why_in_both_languages() {
    let (sample, key) = (lease(), key());
    let Guess { draft, .. } = guess(&sample, &key);
    let refused = |change: &dyn Fn(&mut Draft)| {
        let mut draft = draft.clone();
        change(&mut draft);
        draft.assemble().unwrap_err()
    };
    let said = refused(&|draft| draft.source = "Rental!".into());
    assert!(said.en.contains("a-z") && said.zh.contains("小写"));
    let said = refused(&|draft| {
        draft.columns.push(DraftColumn {
            name: "宗教".into(),
            field: Field::Name,
            ..DraftColumn::default()
        });
    });
    assert!(said.en.contains("religion") && said.zh.contains("宗教"));
    let said = refused(&|draft| draft.columns[1].field = Field::Nothing);
    assert!(said.en.contains("`landlord` has no name"), "{}", said.en);
    let said = refused(&|draft| draft.columns.clear());
    assert!(said.en.contains("at least one column"));
    let said = refused(&|draft| draft.relations[0].to = "nowhere".into());
    assert!(said.en.contains("nowhere"), "{}", said.en);
}

fn texts() -> impl Strategy<Value = String> {
    "[a-z\"'\\\\=#\\[\\]{}.,\u{4e00}-\u{4eff}\n\t ]{1,12}"
}

proptest! {
    #[test]
    fn the_file_says_what_the_mapping_says(
        title in texts(), office in texts(), column in texts(), formats in proptest::collection::vec(texts(), 0..3),
        rank in 0_u16..100, basis in proptest::option::of(texts()), required: bool,
    ) {
        let Guess { draft, .. } = guess(&lease(), &key());
        let mut mapping = draft.assemble().unwrap();
        (mapping.title.zh, mapping.office.en, mapping.rank) = (title, office, rank);
        (mapping.serves, mapping.unnamed) = (vec![blocks::Duty::LettingFiling; usize::from(required)], required);
        mapping.legal_basis = basis.map(|zh| crate::mapping::Title { en: zh.clone(), zh });
        let mut own = crate::mapping::Column::of(ColumnType::Text);
        own.required = required;
        own.empty = formats;
        prop_assume!(crate::mapping::ruled_out(&column).is_none() && !mapping.columns.contains_key(&column));
        mapping.columns.insert(column.clone(), own);
        mapping.addresses[0].line.push(column);
        let text = toml_text(&mapping);
        prop_assert_eq!(parse_mapping(Path::new("x.toml"), &text).map_err(|e| e.to_string()), Ok(mapping), "{}", text);
    }
}
