//! Whom a header speaks of, and what such a person or organisation has to do with the row's address.

use crate::mapping::ruled_out::words;

/// A role, the Chinese parts and the English phrases that name it, and its relations to the row's place: of a person,
/// and of an organisation that stands in its place.
pub(super) struct Known {
    pub(super) role: &'static str,
    chinese: &'static [&'static str],
    english: &'static [&'static str],
    pub(super) person: Option<&'static str>,
    pub(super) organisation: Option<&'static str>,
}

const fn known(
    role: &'static str,
    chinese: &'static [&'static str],
    english: &'static [&'static str],
    person: Option<&'static str>,
    organisation: Option<&'static str>,
) -> Known {
    Known { role, chinese, english, person, organisation }
}

const PEOPLE: &[Known] = &[
    known(
        "sub_landlord",
        &["转租人", "二房东", "转租方"],
        &["sub landlord", "sublandlord", "sublessor", "sub lessor"],
        Some("sublets"),
        Some("organisation_sublets"),
    ),
    known(
        "landlord",
        &["出租人", "房东", "出租方"],
        &["landlord", "lessor"],
        Some("lets"),
        Some("organisation_lets"),
    ),
    known(
        "tenant",
        &["承租人", "租客", "租户", "承租方"],
        &["tenant", "lessee", "renter"],
        Some("rents"),
        Some("organisation_rents"),
    ),
    known(
        "owner",
        &["业主", "产权人", "权利人", "房主", "所有权人"],
        &["owner", "proprietor of the property"],
        Some("owns"),
        Some("organisation_owns"),
    ),
    known(
        "legal_representative",
        &["法定代表人", "法人代表", "负责人", "经营者"],
        &["legal representative", "proprietor", "manager name"],
        None,
        None,
    ),
    known(
        "holder",
        &["户名", "用户", "客户", "缴费人", "户主名称"],
        &["holder", "customer", "account name", "payer", "subscriber"],
        Some("pays_fees_for"),
        Some("pays_fees_for"),
    ),
];

const ORGANISATIONS: &[Known] = &[
    known(
        "employer",
        &["用人单位", "工作单位", "雇主", "雇佣单位", "任职单位"],
        &["employer"],
        None,
        None,
    ),
    known(
        "agency",
        &["中介", "经纪机构"],
        &["agency", "broker", "realtor"],
        None,
        Some("agency_lists"),
    ),
    known(
        "manager",
        &["物业公司", "物业服务", "物业企业"],
        &["property manager", "managing agent", "management company"],
        None,
        Some("manages"),
    ),
];

const ADDRESSES: &[(&str, &[&str], &[&str])] = &[
    ("registered", &["户籍", "户口"], &["registered", "permanent"]),
    ("mailing", &["通讯", "通信", "邮寄"], &["mailing", "mail", "postal", "correspondence"]),
    ("dormitory", &["宿舍", "工棚", "工地"], &["dormitory", "dorm"]),
    (
        "seat",
        &["经营", "注册地", "单位地址", "企业", "公司", "营业", "场所"],
        &["business", "company", "employer", "work", "office", "seat"],
    ),
    (
        "home",
        &["居住", "住址", "现住", "家庭", "住所", "住处"],
        &["home", "residence", "residential", "living"],
    ),
];

/// The person a header speaks of.
pub(super) fn person(header: &str) -> Option<&'static Known> {
    found(PEOPLE, header)
}

/// The organisation a header speaks of.
pub(super) fn organisation(header: &str) -> Option<&'static Known> {
    found(ORGANISATIONS, header)
}

/// A role by its name, whichever of several in the row it is.
pub(super) fn of_role(role: &str) -> Option<&'static Known> {
    let base = base(role);
    PEOPLE.iter().chain(ORGANISATIONS).find(|known| known.role == base)
}

/// Most persons of one role in a row.
const MOST_OF_A_ROLE: usize = 4;

/// The `nth` of several of one role in a row: `tenant`, `tenant_2`.
pub(super) fn numbered(role: &str, nth: usize) -> String {
    if nth < 2 { role.to_owned() } else { format!("{role}_{nth}") }
}

/// The role without its number.
pub(super) fn base(role: &str) -> &str {
    let number =
        |text: &str| text.parse().is_ok_and(|nth: usize| (2..=MOST_OF_A_ROLE).contains(&nth));
    role.rsplit_once('_').filter(|(_, text)| number(text)).map_or(role, |(base, _)| base)
}

/// Which of several a header speaks of, by the one digit in it: `承租人2证件号`, `Owner 2 name`.
pub(super) fn ordinal(header: &str) -> Option<usize> {
    let mut runs = header.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    let nth: usize = runs.next()?.parse().ok()?;
    (runs.next().is_none() && (1..=MOST_OF_A_ROLE).contains(&nth)).then_some(nth)
}

/// The address role a header speaks of.
pub(super) fn address(header: &str) -> Option<&'static str> {
    let english = format!(" {} ", words(header).join(" "));
    ADDRESSES.iter().find_map(|(role, chinese, phrases)| {
        let hit = chinese.iter().any(|part| header.contains(part))
            || phrases.iter().any(|phrase| english.contains(&format!(" {phrase} ")));
        hit.then_some(*role)
    })
}

fn found(among: &'static [Known], header: &str) -> Option<&'static Known> {
    let english = format!(" {} ", words(header).join(" "));
    among.iter().find(|known| {
        known.chinese.iter().any(|part| header.contains(part))
            || known.english.iter().any(|phrase| english.contains(&format!(" {phrase} ")))
    })
}
