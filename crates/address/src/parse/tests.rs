use super::{Parser, parse, personal};
use crate::normal::normal_char;
use crate::{ComponentKind, Parsed, Profile};

const CN: &str = include_str!("../../tests/gold/cn.txt");
const DELIVERY: &str = include_str!("../../tests/gold/cn_delivery.txt");
const ENTERPRISE: &str = include_str!("../../tests/gold/cn_enterprise.txt");
const KINDS: &str = include_str!("../../tests/gold/cn_kinds.txt");
const CA: &str = include_str!("../../tests/gold/ca.txt");
const US: &str = include_str!("../../tests/gold/us.txt");

/// A gold file's lines with their components.
fn gold(text: &str) -> Vec<(&str, &str)> {
    let lines: Vec<&str> =
        text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).collect();
    lines.chunks(2).map(|pair| (pair[0], pair[1].trim())).collect()
}

fn written(parsed: &Parsed) -> String {
    let parts: Vec<String> = parsed
        .components
        .iter()
        .map(|component| {
            let near = if component.near { "near " } else { "" };
            format!("{near}{:?}={}", component.kind, component.value)
        })
        .collect();
    parts.join(" | ")
}

/// What holds for every answer, whatever the line.
fn assert_sound(line: &str, parsed: &Parsed) {
    let characters: Vec<char> = line.chars().collect();
    let mut before = 0;
    for component in &parsed.components {
        let span = component.span;
        assert!(before <= span.start && span.start < span.end, "{line}: {component:?}");
        let text: String = characters[span.start..span.end].iter().collect();
        assert_eq!(text, component.text, "{line}");
        let digits = component.text.split(|c: char| !normal_char(c).is_ascii_digit());
        assert!(digits.into_iter().all(|run| run.chars().count() < 7), "{line}: {component:?}");
        before = span.end;
    }
    for dropped in &parsed.dropped {
        assert!(dropped.start < dropped.end && dropped.end <= characters.len(), "{line}");
        assert!(
            parsed.components.iter().all(|component| {
                component.span.end <= dropped.start || dropped.end <= component.span.start
            }),
            "{line}: {parsed:?}"
        );
    }
}

fn assert_gold(profile: &Profile, text: &str, at_least: usize) {
    let pairs = gold(text);
    assert!(pairs.len() >= at_least, "{} lines", pairs.len());
    let wrong: Vec<String> = pairs
        .iter()
        .filter_map(|(line, expected)| {
            let parsed = parse(profile, line);
            assert_sound(line, &parsed);
            let found = written(&parsed);
            (found != *expected)
                .then(|| format!("{line}\n  expected {expected}\n  found    {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn chinese_addresses_are_read_as_the_gold_file_says() {
    assert_gold(&Profile::cn(), CN, 250);
}

#[test]
fn patterns_of_delivery_addresses_are_read_as_the_gold_file_says() {
    assert_gold(&Profile::cn(), DELIVERY, 130);
}

#[test]
fn patterns_of_company_addresses_are_read_as_the_gold_file_says() {
    assert_gold(&Profile::cn(), ENTERPRISE, 110);
}

#[test]
fn every_kind_of_writing_is_read_as_the_gold_file_says() {
    assert_gold(&Profile::cn(), KINDS, 120);
}

#[test]
fn a_parser_answers_what_parse_answers() {
    let cn = Profile::cn();
    let mut parser = Parser::new(cn.clone());
    for text in [DELIVERY, CN, "", KINDS, ENTERPRISE] {
        for (line, _) in gold(text) {
            assert_eq!(*parser.parse(line), parse(&cn, line), "{line}");
        }
    }
}

#[test]
fn what_the_grammar_leaves_open_is_told_in_order() {
    use ComponentKind::{Building, Entrance, Estate, Road, RoadNumber, Room};

    let cn = Profile::cn();
    let kinds = |line: &str| -> Vec<Vec<ComponentKind>> {
        let ways = crate::readings(&cn, line);
        let whole: f64 = ways.iter().map(|way| way.likelihood).sum();
        assert!((whole - 1.0).abs() < 1e-9, "{line}");
        assert!(ways.is_sorted_by(|a, b| a.likelihood >= b.likelihood), "{line}");
        assert_eq!(ways[0].parsed, parse(&cn, line), "{line}");
        ways.iter().map(|way| way.parsed.components.iter().map(|c| c.kind).collect()).collect()
    };
    assert_eq!(kinds("春风路18号"), [[Road, RoadNumber], [Road, Building]]);
    assert_eq!(kinds("春风路566-403"), [vec![Road, RoadNumber], vec![Road, RoadNumber, Room]]);
    assert_eq!(kinds("锦绣花园3-502"), [[Estate, Building, Room], [Estate, Entrance, Room]]);
    assert_eq!(kinds("锦绣花园3栋2单元1203室").len(), 1);
}

#[test]
fn canadian_addresses_are_read_as_the_gold_file_says() {
    assert_gold(&Profile::ca(), CA, 5);
}

#[test]
fn american_addresses_are_read_as_the_gold_file_says() {
    assert_gold(&Profile::us(), US, 25);
}

#[test]
fn telephone_numbers_and_names_of_persons_are_dropped() {
    let cn = Profile::cn();
    for (line, dropped) in [
        ("春风路18号 13800000000", vec!["13800000000"]),
        ("春风路18号 张三 13800000000", vec!["张三", "13800000000"]),
        ("春风路18号，0571-88880000", vec!["0571-88880000"]),
        ("锦绣花园3栋201王先生", vec!["王先生"]),
        ("锦绣花园3栋201 联系人:赵六 电话:138-0000-0000", vec!["赵六", "138-0000-0000"]),
        ("春风路18号 请联系张三 13800000000", vec!["张三", "13800000000"]),
        ("春风路18号(张三13800000000附近)", vec!["张三", "13800000000"]),
        ("锦绣花园3栋201", vec![]),
    ] {
        let parsed = parse(&cn, line);
        let characters: Vec<char> = line.chars().collect();
        let found: Vec<String> = parsed
            .dropped
            .iter()
            .map(|span| characters[span.start..span.end].iter().collect())
            .collect();
        assert_eq!(found, dropped, "{line}");
        assert!(
            parsed.components.iter().all(|component| !dropped.contains(&component.text.as_str()))
        );
    }
}

#[test]
fn names_from_the_caller_are_read_whole() {
    let line = "云上柳岸桥头3栋201";
    let plain = parse(&Profile::cn(), line);
    assert_eq!(written(&plain), "Estate=云上柳岸桥头 | Building=3 | Room=201");
    let told = Profile::cn()
        .with_places([(ComponentKind::Community, "云上柳岸"), (ComponentKind::Estate, "桥头")]);
    assert_eq!(
        written(&parse(&told, line)),
        "Community=云上柳岸 | Estate=桥头 | Building=3 | Room=201"
    );
    let us = Profile::us().with_places([(ComponentKind::City, "New Elm")]);
    assert_eq!(
        written(&parse(&us, "12 Broadway New Elm NY")),
        "RoadNumber=12 | Road=BROADWAY | City=NEW ELM | Province=NY"
    );
}

/// Pieces of addresses, whole and broken, to make lines of.
const PIECES: &[&str] = &[
    "送货",
    "请联系",
    "找",
    "旁边",
    "浙江",
    "杭州市",
    "中国",
    "市中区",
    "柳岸",
    "街道",
    "镇",
    "村",
    "路",
    "大道",
    "春风路",
    "号",
    "18",
    "3栋",
    "二单元",
    "十二",
    "楼",
    "室",
    "-",
    "#",
    "1203",
    "A座",
    "(",
    ")",
    "【",
    "】",
    "附近",
    "近",
    " ",
    "，",
    "13800000000",
    "王先生",
    "张三",
    "收",
    "第",
    "负",
    "一期",
    "南区",
    "之",
    "附",
    "花园",
    "大厦",
    "公司",
    "与",
    "旁",
    "口",
    "甲",
    "〇",
    "百",
    "弄",
    "组",
    "S306",
    "100米",
    "😀",
    "\u{0}",
    "\u{200B}",
    "Ａ",
    "１",
    "樓",
    "apt",
    "St",
    "12345",
    ",",
    "N",
    "PO Box",
    "/",
    ".",
    "一",
    "0571-88880000",
    "联系人",
];

#[test]
fn every_line_has_a_sound_answer() {
    let profiles = [Profile::cn(), Profile::us()];
    let mut state = 20_261_121_u64;
    let mut next = |below: usize| {
        // Numerical Recipes' generator; the high bits are the better ones.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..20_000 {
        let length = next(14);
        let line: String = (0..length).map(|_| PIECES[next(PIECES.len())]).collect();
        for profile in &profiles {
            assert_sound(&line, &parse(profile, &line));
        }
    }
}

#[test]
fn a_very_long_line_is_cut() {
    let line = "春风路18号".repeat(100_000);
    let parsed = parse(&Profile::cn(), &line);
    assert!(parsed.components.iter().all(|component| component.span.end <= 2_000));
    let brackets = "(".repeat(5_000);
    assert!(parse(&Profile::cn(), &brackets).components.is_empty());
}

/// What is found in a text, as written.
fn persons(text: &str) -> Vec<String> {
    let spans = personal(&Profile::cn(), text).into_iter();
    spans.map(|span| text.chars().skip(span.start).take(span.end - span.start).collect()).collect()
}

#[test]
fn a_text_is_read_for_numbers_and_the_names_beside_them() {
    for (text, found) in [
        ("三楼漏水，王小明，13900001234", vec!["王小明", "13900001234"]),
        ("漏水，王小明电话：139-0000-1234", vec!["王小明", "139-0000-1234"]),
        ("请找 0755-12345678 李芳。", vec!["0755-12345678", "李芳"]),
        ("联系人：欧阳小明，晚上在家", vec!["欧阳小明"]),
        ("业主王小明电话不通", vec!["王小明"]),
        ("隔壁张阿姨和刘师傅都知道", vec!["张阿姨", "刘师傅"]),
        ("聯繫人：王小明", vec!["王小明"]),
    ] {
        assert_eq!(persons(text), found, "{text}");
    }
}

#[test]
fn a_text_keeps_what_names_nobody() {
    for text in [
        "房东不退押金",
        "业主反映楼道堆物，多次联系物业无人处理",
        "物业经理不在，电话打不通，谢谢",
        "18-3-502漏水，2026-01-05起",
        "",
    ] {
        assert_eq!(persons(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(persons("电话13900001234，谢谢"), ["13900001234"]);
    assert_eq!(personal(&Profile::us(), "call 555-0100"), Vec::new());
}
