//! What the names in a report mean, in both languages: stages, roles of addresses, types of columns, scores.
//!
//! The console says the same words; a test of its texts reads this file.

use super::escaped;

/// A name as the program writes it, in Chinese, and in English.
type Word = (&'static str, &'static str, &'static str);

/// Stages of a run and of a day.
const STAGES: [Word; 11] = [
    ("intake", "读入", "Read in"),
    ("wash", "清洗地址", "Wash addresses"),
    ("standardise", "标准化", "Standardise"),
    ("link_people", "关联人员", "Link people"),
    ("link_organisations", "关联单位", "Link organisations"),
    ("compare", "比对变更", "Compare with what stood"),
    ("link", "关联变更的记录", "Link what changed"),
    ("relations", "建立关系", "Relations"),
    ("index", "索引记录", "Index the records"),
    ("apply", "写出块数据", "Write the blocks"),
    ("commit", "提交变更", "Commit what changed"),
];

/// Roles of addresses that our own mappings and drafts give; a place's own mapping may give others.
const ADDRESS_ROLES: [Word; 8] = [
    ("dormitory", "宿舍", "Dormitory"),
    ("home", "住处", "Home"),
    ("place", "地点", "Place"),
    ("unit", "房屋", "Unit"),
    ("employer", "雇主", "Employer"),
    ("seat", "注册地", "Registered seat"),
    ("registered", "户籍地", "Registered"),
    ("mailing", "通信", "Mail"),
];

/// What the cells of a column hold.
const COLUMN_TYPES: [Word; 9] = [
    ("text", "文本", "Text"),
    ("int", "整数", "Whole number"),
    ("day", "日期", "Day"),
    ("year", "年份", "Year"),
    ("identity_number", "证件号码", "Identity number"),
    ("phone", "电话", "Telephone"),
    ("email", "电子邮箱", "E-mail"),
    ("sex", "性别", "Sex"),
    ("flag", "是或否", "Yes or no"),
];

fn find(words: &[Word], name: &str) -> Option<(&'static str, &'static str)> {
    words.iter().find(|(known, ..)| *known == name).map(|(_, zh, en)| (*zh, *en))
}

/// A word in both languages as HTML; a name that is none of ours is shown as it is written.
fn both(words: &[Word], name: &str) -> String {
    find(words, name).map_or_else(|| escaped(name), |(zh, en)| format!("{zh} · {en}"))
}

/// A stage, as HTML.
pub(crate) fn stage(name: &str) -> String {
    both(&STAGES, name)
}

/// A stage in Chinese; a name that is none of ours as it is written.
pub(crate) fn stage_zh(name: &str) -> &str {
    find(&STAGES, name).map_or(name, |(zh, _)| zh)
}

/// A role of an address, as HTML.
pub(crate) fn address_role(name: &str) -> String {
    both(&ADDRESS_ROLES, name)
}

/// A column's type, as HTML.
pub(crate) fn column_type(name: &str) -> String {
    both(&COLUMN_TYPES, name)
}

/// What a score is of, as HTML.
pub(crate) fn score(of: &str) -> String {
    match of {
        "people, pairs" => return "人员（按记录对） · People, by pairs".to_owned(),
        "organisations, pairs" => return "单位（按记录对） · Organisations, by pairs".to_owned(),
        _ => {}
    }
    let role = of.strip_prefix("addresses of ");
    let Some(role) = role.and_then(|rest| rest.strip_suffix(", classes A and B")) else {
        return escaped(of);
    };
    let written = escaped(role);
    let (zh, en) = find(&ADDRESS_ROLES, role).unwrap_or((written.as_str(), written.as_str()));
    format!("地址：{zh}（A、B 类） · Addresses: {en} (classes A and B)")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{mapping::ColumnType, stages::link::Kind};

    #[test]
    fn every_stage_that_is_measured_has_a_text() {
        let mut seen = 0;
        for source in [include_str!("../run.rs"), include_str!("../day/mod.rs")] {
            for rest in source.split("Measure::begin(\"").skip(1) {
                let name = rest.split('"').next().unwrap();
                assert!(find(&STAGES, name).is_some(), "{name} has no text");
                seen += 1;
            }
        }
        assert!(seen >= 8, "the stages are measured elsewhere by now");
        for kind in [Kind::People, Kind::Organisations] {
            assert!(find(&STAGES, kind.stage()).is_some());
        }
    }

    #[test]
    fn every_type_of_column_has_a_text() {
        let all = [
            ColumnType::Text,
            ColumnType::Int,
            ColumnType::Day,
            ColumnType::Year,
            ColumnType::IdentityNumber,
            ColumnType::Phone,
            ColumnType::Email,
            ColumnType::Sex,
            ColumnType::Flag,
        ];
        for kind in all {
            assert!(find(&COLUMN_TYPES, kind.name()).is_some(), "{} has no text", kind.name());
        }
    }

    #[test]
    fn what_is_none_of_our_names_is_shown_as_written_and_never_as_html() {
        assert_eq!(address_role("work<b>"), "work&lt;b&gt;");
        assert_eq!(address_role("home"), "住处 · Home");
        assert_eq!(
            score("addresses of home, classes A and B"),
            "地址：住处（A、B 类） · Addresses: Home (classes A and B)"
        );
        assert_eq!(
            score("addresses of <i>, classes A and B"),
            "地址：&lt;i&gt;（A、B 类） · Addresses: &lt;i&gt; (classes A and B)"
        );
        assert_eq!(score("people, pairs"), "人员（按记录对） · People, by pairs");
    }
}
