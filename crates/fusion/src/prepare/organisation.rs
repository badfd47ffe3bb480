//! Mentions of organisations.

use super::{RowView, Washed};
use crate::{
    FusionError,
    lake::{TableSink, Value},
    mapping::AddressRole,
};

/// Writes the mentions of a row; the roles that stand in it.
pub(crate) fn mentions<'a>(
    view: RowView<'a>,
    organisations: &mut TableSink,
    contacts: &mut TableSink,
) -> Result<Vec<&'a str>, FusionError> {
    let mut roles = Vec::new();
    for role in &view.mapping.organisations {
        let text = |column: &Option<String>| view.fields.text_of(column.as_ref());
        let (name, number) = (view.fields.text(&role.name), text(&role.number));
        let washed = role.address.as_deref().map(|address| Washed::read(view.washed, address));
        let line = washed.and_then(|washed| washed.line);
        let instead = view
            .mapping
            .persons
            .iter()
            .any(|person| person.or_organisation.as_ref() == Some(&role.role));
        let stated = if instead {
            name.is_some_and(names_organisation)
        } else {
            name.or(number).or(line).is_some()
        };
        if !stated {
            continue;
        }
        let parts = role
            .address
            .as_ref()
            .and_then(|name| view.mapping.addresses.iter().find(|a| a.role == *name));
        let part =
            |of: fn(&AddressRole) -> &Option<String>| parts.and_then(|parts| text(of(parts)));
        organisations.push(&[
            Value::Own(view.mention(&role.role)),
            Value::Text(&view.mapping.source),
            Value::Text(view.record),
            Value::Text(&role.role),
            Value::Int(i64::from(view.mapping.rank)),
            Value::from(view.as_of.map(|day| day.to_string())),
            Value::from(name),
            Value::from(name.map(name_key).filter(|key| !key.is_empty())),
            Value::from(number.map(str::to_uppercase)),
            Value::from(text(&role.industry)),
            Value::from(text(&role.phone)),
            Value::from(washed.and_then(|washed| washed.place)),
            Value::from(washed.map(|washed| washed.class)),
            Value::from(line.map(str::to_lowercase)),
            Value::from(part(|a| &a.street_number)),
            Value::from(part(|a| &a.street_name)),
            Value::from(part(|a| &a.unit)),
            Value::from(part(|a| &a.city)),
        ])?;
        if let Some(token) = text(&role.phone) {
            contacts.push(&[
                Value::Text("organisation"),
                Value::Own(view.mention(&role.role)),
                Value::Text("phone"),
                Value::Text(token),
                Value::Text(&view.mapping.source),
                Value::Text(view.record),
            ])?;
        }
        roles.push(role.role.as_str());
    }
    Ok(roles)
}

/// Words that say a legal form and no name.
const FORMS: [&str; 10] =
    ["inc", "llc", "ltd", "corp", "corporation", "co", "company", "limited", "plc", "the"];
/// Endings that say a legal form and no name, the longest first.
const ENDINGS: [&str; 7] =
    ["股份有限公司", "有限责任公司", "有限公司", "集团公司", "个体工商户", "公司", "集团"];

/// A name as organisations are compared by: lower case, letters, digits and Chinese characters, without legal forms.
#[must_use]
pub fn name_key(name: &str) -> String {
    let lower = name.to_lowercase().replace(['\'', '’'], "");
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !FORMS.contains(word))
        .collect();
    let mut key = words.join(" ");
    for ending in ENDINGS {
        if let Some(stem) = key.strip_suffix(ending)
            && stem.chars().count() >= 2
        {
            key.truncate(stem.len());
            break;
        }
    }
    key.trim().to_owned()
}

/// Endings and words that only an organisation's name has.
const MARKS: [&str; 22] = [
    "公司",
    "集团",
    "中心",
    "厂",
    "商店",
    "超市",
    "经营部",
    "合作社",
    "事务所",
    "委员会",
    "居委会",
    "村委会",
    "管理处",
    "服务站",
    "学校",
    "医院",
    "银行",
    "分行",
    "支行",
    "酒店",
    "餐厅",
    "工作室",
];

/// Whether a name is an organisation's rather than a person's, by its ending or legal form.
#[must_use]
pub fn names_organisation(name: &str) -> bool {
    let lower = name.to_lowercase();
    MARKS.iter().any(|mark| name.trim().ends_with(mark))
        || lower
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| matches!(word, "inc" | "llc" | "ltd" | "corp" | "plc"))
        || name.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() > 7
}

#[cfg(test)]
mod tests {
    use super::{name_key, names_organisation};

    #[test]
    fn a_company_is_told_from_a_person() {
        assert!(
            names_organisation("云汀市飞沐房产经纪有限公司") && names_organisation("Red Roof, LLC")
        );
        assert!(!names_organisation("欧阳小明") && !names_organisation("Lincoln Hall"));
    }

    #[test]
    fn legal_forms_are_no_part_of_a_name() {
        assert_eq!(name_key("Red's Dairy Queen, Inc."), "reds dairy queen");
        assert_eq!(name_key("青石电子有限责任公司"), "青石电子");
        assert_eq!(name_key("公司"), "公司");
    }
}
