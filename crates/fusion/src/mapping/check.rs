//! What a mapping must satisfy before a row is read.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use blocks::catalogue;
use kernel::Text;

use super::{ColumnType, DayFormat, Mapping, PersonRole, ruled_out};
use crate::FusionError;

/// Checks a mapping by itself: nothing ruled out, every column used and typed as its role needs, roles and relations known.
pub fn check(file: &Path, mapping: &Mapping) -> Result<(), FusionError> {
    let wrong = |what: Text| FusionError::Mapping { file: file.to_owned(), what };
    let named =
        mapping.columns.keys().cloned().chain(mapping.uses().into_iter().map(|(column, _)| column));
    for column in named {
        if let Some(ground) = ruled_out(&column) {
            return Err(FusionError::RuledOut {
                file: file.to_owned(),
                column,
                ground: ground.text(),
            });
        }
    }
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if mapping.source.is_empty() || !mapping.source.chars().all(fits) {
        return Err(wrong(source_name(&mapping.source)));
    }
    columns(mapping).map_err(wrong)?;
    types(mapping).map_err(wrong)?;
    roles(mapping).map_err(wrong)
}

/// A source is not named so.
pub(crate) fn source_name(source: &str) -> Text {
    Text::new(
        format!("source `{source}`：只能用 a-z、0-9 和 _"),
        format!("source `{source}`: use a-z, 0-9 and _"),
    )
}

/// Checks that a table has every column the mapping names.
pub fn check_headers(
    file: &Path,
    mapping: &Mapping,
    headers: &[String],
) -> Result<(), FusionError> {
    for column in mapping.columns.keys() {
        if !headers.contains(column) {
            return Err(FusionError::MissingColumn {
                file: file.to_owned(),
                column: column.clone(),
                nearest: nearest(column, headers),
            });
        }
    }
    Ok(())
}

fn columns(mapping: &Mapping) -> Result<(), Text> {
    let uses = mapping.uses();
    let columns: BTreeSet<&String> = uses.iter().map(|(column, _)| column).collect();
    if let Some((column, place)) =
        uses.iter().find(|(column, _)| !mapping.columns.contains_key(column))
    {
        let names: Vec<String> = mapping.columns.keys().cloned().collect();
        let (near_zh, near_en) = nearest(column, &names)
            .map(|near| (format!("，是否为 `{near}`？"), format!("; did you mean `{near}`?")))
            .unwrap_or_default();
        return Err(Text::new(
            format!("{place} 用到 `{column}` 列，而 [columns] 中没有{near_zh}"),
            format!("{place} uses column `{column}`, which [columns] does not list{near_en}"),
        ));
    }
    if let Some(idle) = mapping.columns.keys().find(|column| !columns.contains(column)) {
        return Err(Text::new(
            format!("`{idle}` 列没有任何角色用到：请删去，不用的列不读取"),
            format!(
                "column `{idle}` is listed but no role uses it: leave it out, so that it is not read"
            ),
        ));
    }
    for (name, column) in &mapping.columns {
        let problem = match column.kind {
            ColumnType::Day if column.formats.is_empty() => {
                Some(Text::new("日期须有 `formats`", "a day needs `formats`"))
            }
            ColumnType::Day => {
                let wrong = column.formats.iter().find(|format| DayFormat::new(format).is_none());
                wrong.map(|format| {
                    Text::new(
                        format!("`{format}` 不是日期格式，请写成例如 YYYY-MM-DD"),
                        format!("`{format}` is no day format; write for example YYYY-MM-DD"),
                    )
                })
            }
            ColumnType::IdentityNumber if column.scheme.is_none() => {
                Some(Text::new("证件号码须有 `scheme`", "an identity number needs `scheme`"))
            }
            ColumnType::Sex if column.male.is_empty() || column.female.is_empty() => {
                Some(Text::new(
                    "性别须写明 `male` 和 `female` 各用什么字",
                    "a sex needs the words for `male` and `female`",
                ))
            }
            ColumnType::Flag if column.yes.is_empty() => Some(Text::new(
                "是否类的列须写明 `yes` 用什么字",
                "a flag needs the words for `yes`",
            )),
            _ => None,
        };
        if let Some(Text { zh, en }) = problem {
            return Err(Text::new(format!("`{name}` 列：{zh}"), format!("column `{name}`: {en}")));
        }
    }
    Ok(())
}

fn types(mapping: &Mapping) -> Result<(), Text> {
    use ColumnType as T;
    let need = |column: Option<&String>, allowed: &[T], place: &str| match column
        .and_then(|c| mapping.columns.get(c).map(|k| (c, k.kind)))
    {
        Some((name, kind)) if !allowed.contains(&kind) => {
            let wanted: Vec<&str> = allowed.iter().map(|kind| kind.name()).collect();
            Err(Text::new(
                format!("{place}：`{name}` 列是 {}，应为 {}", kind.name(), wanted.join(" 或 ")),
                format!("{place}: column `{name}` is {}, not {}", kind.name(), wanted.join(" or ")),
            ))
        }
        _ => Ok(()),
    };
    for person in &mapping.persons {
        let place = format!("person `{}`", person.role);
        need(person.sex.as_ref(), &[T::Sex], &place)?;
        need(person.birth_on.as_ref(), &[T::Day], &place)?;
        need(person.age.as_ref(), &[T::Int], &place)?;
        need(person.phone.as_ref(), &[T::Phone], &place)?;
        need(person.email.as_ref(), &[T::Email], &place)?;
        need(person.registered_here.as_ref(), &[T::Flag], &place)?;
        need(person.identity.as_ref().map(|id| &id.number), &[T::IdentityNumber], &place)?;
        let texts = [
            &person.name,
            &person.given_name,
            &person.middle_name,
            &person.family_name,
            &person.household,
            &person.household_role,
            &person.occupation_class,
            &person.education_class,
        ];
        for column in texts {
            need(column.as_ref(), &[T::Text], &place)?;
        }
        need(person.when.as_ref().map(|when| &when.column), &[T::Text], &place)?;
    }
    for organisation in &mapping.organisations {
        let place = format!("organisation `{}`", organisation.role);
        need(Some(&organisation.name), &[T::Text], &place)?;
        need(organisation.number.as_ref(), &[T::Text], &place)?;
        need(organisation.phone.as_ref(), &[T::Phone], &place)?;
    }
    for address in &mapping.addresses {
        let mut columns = Vec::new();
        address.each_column(|column| columns.push(column.clone()));
        for column in &columns {
            need(Some(column), &[T::Text], &format!("address `{}`", address.role))?;
        }
    }
    for relation in &mapping.relations {
        let place = format!("relation `{}`", relation.kind);
        need(relation.valid_from.as_ref(), &[T::Day, T::Year], &place)?;
        need(relation.valid_to.as_ref(), &[T::Day, T::Year], &place)?;
    }
    if let Some(event) = &mapping.event {
        need(Some(&event.category), &[T::Text], "event")?;
        need(Some(&event.on), &[T::Day], "event")?;
    }
    if let Some(super::AsOf::Column(column)) = &mapping.as_of {
        need(Some(column), &[T::Day, T::Year], "as_of")?;
    }
    need(mapping.record_id.as_ref(), &[T::Text], "record_id")
}

fn roles(mapping: &Mapping) -> Result<(), Text> {
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    let all = (mapping.persons.iter().map(|p| (p.role.as_str(), "person")))
        .chain(mapping.organisations.iter().map(|o| (o.role.as_str(), "organisation")));
    for (role, kind) in all {
        if known.insert(role, kind).is_some() {
            return Err(twice("role", role));
        }
    }
    let mut places = BTreeSet::new();
    for address in &mapping.addresses {
        if !places.insert(address.role.as_str()) {
            return Err(twice("address role", &address.role));
        }
        let in_parts = address.street_name.is_some() || address.estate.is_some();
        if address.line.is_empty() && !in_parts {
            return Err(Text::new(
                format!("address `{}` 须有 `line`、`street_name` 或 `estate`", address.role),
                format!("address `{}` needs `line`, `street_name` or `estate`", address.role),
            ));
        }
        if !address.line.is_empty() && in_parts {
            return Err(Text::new(
                format!("address `{}` 用 `line` 或分列，二者只取其一", address.role),
                format!("address `{}` is either a `line` or parts, not both", address.role),
            ));
        }
    }
    let place = |role: Option<&String>, who: &str| match role {
        Some(role) if !places.contains(role.as_str()) => Err(Text::new(
            format!("{who} 指向 address `{role}`，而映射中没有"),
            format!("{who} names address `{role}`, which is not mapped"),
        )),
        _ => Ok(()),
    };
    for person in &mapping.persons {
        place(person.home.as_ref(), &format!("person `{}`", person.role))?;
        if !has_name(person) {
            return Err(Text::new(
                format!("person `{}` 须有 `name`，或 `given_name` 和 `family_name`", person.role),
                format!("person `{}` needs `name`, or `given_name` and `family_name`", person.role),
            ));
        }
        for other in [&person.works_for, &person.or_organisation].into_iter().flatten() {
            if known.get(other.as_str()) != Some(&"organisation") {
                return Err(Text::new(
                    format!("person `{}` 指向 `{other}`，而映射中没有这个单位", person.role),
                    format!(
                        "person `{}` names `{other}`, which is no organisation here",
                        person.role
                    ),
                ));
            }
        }
    }
    for organisation in &mapping.organisations {
        place(organisation.address.as_ref(), &format!("organisation `{}`", organisation.role))?;
    }
    if let Some(event) = &mapping.event {
        place(Some(&event.place), "event")?;
        if !mapping.persons.is_empty() {
            return Err(Text::new(
                "事件的映射不得有人员：任何人都不与其反映的事相关联",
                "an event names no person: nobody is linked to what they reported",
            ));
        }
    }
    relations(mapping, &known, &places)
}

fn relations(
    mapping: &Mapping,
    known: &BTreeMap<&str, &str>,
    places: &BTreeSet<&str>,
) -> Result<(), Text> {
    for relation in &mapping.relations {
        let Some(kind) = catalogue::relation_type(&relation.kind) else {
            let names: Vec<String> =
                catalogue::relation_types().iter().map(|kind| kind.id.clone()).collect();
            let near = nearest(&relation.kind, &names).unwrap_or_default();
            return Err(Text::new(
                format!("没有 `{}` 这种关系；最接近的是 `{near}`", relation.kind),
                format!("`{}` is no relation type; the nearest is `{near}`", relation.kind),
            ));
        };
        // An organisation and its address may share a role's name: the catalogue tells which is meant.
        let end = |role: &str, allowed: &[String]| {
            let place = places.contains(role).then_some("place");
            place
                .filter(|place| allowed.iter().any(|a| a == place))
                .or_else(|| known.get(role).copied())
                .or(place)
        };
        for (role, allowed) in [(&relation.from, &kind.from), (&relation.to, &kind.to)] {
            match end(role, allowed) {
                None => {
                    return Err(Text::new(
                        format!("relation `{}` 指向角色 `{role}`，而映射中没有", kind.id),
                        format!("relation `{}` names role `{role}`, which is not mapped", kind.id),
                    ));
                }
                Some(is) if !allowed.iter().any(|a| a == is) => {
                    return Err(Text::new(
                        format!("relation `{}` 不能连接 `{role}`：它是 {is}", kind.id),
                        format!("relation `{}` cannot join `{role}`: it is a {is}", kind.id),
                    ));
                }
                Some(_) => {}
            }
        }
    }
    Ok(())
}

/// A role of a name that another has already.
fn twice(what: &str, role: &str) -> Text {
    Text::new(
        format!("{what} `{role}` 出现两次：请各用一个名称"),
        format!("{what} `{role}` stands twice: give each its own name"),
    )
}

fn has_name(person: &PersonRole) -> bool {
    person.name.is_some() || (person.given_name.is_some() && person.family_name.is_some())
}

/// The name most like `wanted`: the fewest edits, then the most characters in common; `None` among none.
pub(crate) fn nearest(wanted: &str, among: &[String]) -> Option<String> {
    let key = |name: &str| -> Vec<char> {
        name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let wanted = key(wanted);
    let unlike = |name: &str| {
        let name = key(name);
        let shared = wanted.iter().filter(|c| name.contains(c)).count();
        (edits(&wanted, &name), std::cmp::Reverse(shared))
    };
    among.iter().min_by_key(|name| unlike(name)).cloned()
}

/// Levenshtein distance.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let here = (before + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            before = std::mem::replace(&mut row[j + 1], here);
        }
    }
    row[b.len()]
}
