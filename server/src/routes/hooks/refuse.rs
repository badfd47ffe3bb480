//! What no machine may deliver: a person, a plate, a picture.

use serde_json::Value;

/// Parts of field names that speak of a person or a plate. `name` alone is a person's; `place_name` is not asked for.
const NEVER: &[&str] = &[
    "person",
    "people",
    "pedestrian",
    "face",
    "portrait",
    "gait",
    "biometric",
    "fingerprint",
    "voiceprint",
    "plate",
    "vehicle_number",
    "id_number",
    "id_card",
    "identity",
    "phone",
    "mobile",
    "email",
    "gender",
    "sex",
    "age",
    "ethnic",
    "race",
    "religion",
    "owner",
    "driver",
    "resident",
    "passenger",
    "surname",
    "given_name",
    "full_name",
    "birth",
    "embedding",
    "feature_vector",
    "track_id",
    "reid",
    "imei",
    "imsi",
    "mac_address",
    "device_id",
    "姓名",
    "人脸",
    "面部",
    "身份证",
    "证件",
    "电话",
    "手机",
    "车牌",
    "性别",
    "年龄",
    "人员",
    "驾驶",
];
/// Field names that hold a picture.
const PICTURES: &[&str] = &[
    "image",
    "photo",
    "picture",
    "snapshot",
    "frame",
    "video",
    "thumbnail",
    "crop",
    "jpeg",
    "png",
    "图片",
    "照片",
    "视频",
    "抓拍",
];
/// Longest text that is a text, characters.
const LONGEST: usize = 500;
/// Deepest nesting that is looked into.
const DEEPEST: usize = 16;

/// The path of the first field that is refused, and why.
#[must_use]
pub fn refused(payload: &Value) -> Option<(String, Reason)> {
    look(payload, "", 0)
}

/// Why a field is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It names a person or a plate.
    Person,
    /// It is a picture; a picture may show a person, and nobody looks at it before it is kept.
    Picture,
    /// It is longer or deeper than what is looked at.
    TooLong,
}

fn look(value: &Value, path: &str, depth: usize) -> Option<(String, Reason)> {
    if depth > DEEPEST {
        return Some((path.to_owned(), Reason::TooLong));
    }
    match value {
        Value::Object(fields) => fields.iter().find_map(|(name, value)| {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            named(name)
                .map(|reason| (path.clone(), reason))
                .or_else(|| look(value, &path, depth + 1))
        }),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .find_map(|(n, value)| look(value, &format!("{path}[{n}]"), depth + 1)),
        Value::String(text) => said(text).map(|reason| (path.to_owned(), reason)),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// What a field's name says: its parts, whether they are divided by `_`, `-` or capitals.
fn named(name: &str) -> Option<Reason> {
    let mut divided = String::with_capacity(name.len() + 8);
    let mut before = '_';
    for c in name.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            divided.push('_');
        }
        divided.extend(c.to_lowercase().map(|c| if c.is_alphanumeric() { c } else { '_' }));
        before = c;
    }
    let whole = format!("_{divided}_");
    let holds = |word: &str| {
        // Chinese has no signs between words; an English plural is the same word.
        if word.is_ascii() {
            whole.contains(&format!("_{word}_")) || whole.contains(&format!("_{word}s_"))
        } else {
            whole.contains(word)
        }
    };
    match () {
        () if divided == "name" || NEVER.iter().any(|word| holds(word)) => Some(Reason::Person),
        () if PICTURES.iter().any(|word| holds(word)) => Some(Reason::Picture),
        () => None,
    }
}

/// What a text says.
fn said(text: &str) -> Option<Reason> {
    let lower = text.trim_start().to_ascii_lowercase();
    // An id of the register is no number of anybody.
    if text.parse::<kernel::Id<register::model::Building>>().is_ok() {
        return None;
    }
    let coded = lower.starts_with("data:")
        || lower.starts_with("/9j/")
        || lower.starts_with("ivborw0kggo")
        || [".jpg", ".jpeg", ".png", ".webp", ".mp4"].iter().any(|ending| lower.ends_with(ending));
    match () {
        () if coded => Some(Reason::Picture),
        () if text.chars().count() > LONGEST => Some(Reason::TooLong),
        () if casework::redact(text) != text => Some(Reason::Person),
        () => None,
    }
}
