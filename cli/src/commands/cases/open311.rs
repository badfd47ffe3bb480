//! Service requests as Open311 GeoReport v2 tells them in JSON. No I/O.

use std::fmt::Write as _;

use kernel::Instant;
use serde_json::Value;

/// Longest words of a case, characters.
const LONGEST: usize = 2_000;
/// Longest status, characters: it stands in a note and in what is remembered of the other side.
const LONGEST_STATUS: usize = 100;

/// What is read of a request; nothing of it tells who reported.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Request {
    /// Its id there.
    pub(super) id: String,
    /// The code of its service.
    pub(super) service: String,
    /// What is the matter.
    pub(super) words: String,
    /// `open` or `closed`, or what that system says.
    pub(super) status: String,
    /// Why it stands so.
    pub(super) notes: String,
    /// When something was last done to it, as it says.
    pub(super) updated: String,
    /// Where: longitude and latitude.
    pub(super) pin: Option<(f64, f64)>,
    /// Where, in words.
    pub(super) address: Option<String>,
}

impl Request {
    /// The requests of an answer, and how many of it have no id; none where it is no answer of the standard.
    pub(super) fn all(body: &[u8]) -> Option<(Vec<Self>, u64)> {
        let told: Vec<Value> = serde_json::from_slice(body).ok()?;
        let mut without = 0;
        let mut found = Vec::new();
        for one in &told {
            match Self::read(one) {
                Some(request) => found.push(request),
                None => without += 1,
            }
        }
        Some((found, without))
    }

    fn read(told: &Value) -> Option<Self> {
        let id = text(told, "service_request_id").filter(|id| id.len() <= 200)?;
        let of = |field: &str| text(told, field).unwrap_or_default();
        let said = [of("service_name"), of("description")];
        let said: Vec<&str> =
            said.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let number = |field: &str| text(told, field)?.parse::<f64>().ok();
        Some(Self {
            id,
            service: of("service_code"),
            words: said.join("\n").chars().take(LONGEST).collect(),
            status: of("status").to_lowercase().chars().take(LONGEST_STATUS).collect(),
            notes: of("status_notes").chars().take(LONGEST / 2).collect(),
            updated: of("updated_datetime"),
            pin: number("long").zip(number("lat")),
            address: text(told, "address"),
        })
    }

    /// Whether it is done there.
    pub(super) fn is_closed(&self) -> bool {
        self.status == "closed"
    }
}

/// A field, whether it came as a text or as a number.
fn text(told: &Value, field: &str) -> Option<String> {
    let found = match told.get(field)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!found.is_empty()).then_some(found)
}

/// The address of a question: `requests.json` with parameters.
pub(super) fn question(from: &str, parameters: &[(&str, String)]) -> String {
    let asked: Vec<String> =
        parameters.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    format!("{}/requests.json?{}", from.trim_end_matches('/'), asked.join("&"))
}

/// A time in whole seconds, as the standard has it.
pub(super) fn time(at: Instant) -> String {
    Instant::from_micros(at.micros() - at.micros().rem_euclid(1_000_000)).to_string()
}

/// All but unreserved letters of RFC 3986 by their bytes.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_read_whether_their_fields_are_texts_or_numbers() {
        let body = r#"[
            {"service_request_id": 638344, "service_code": "006", "status": "Closed", "description": "graffiti",
             "lat": "37.76", "long": -122.4, "first_name": "Wang", "email": "w@example.org", "address": null},
            {"token": "t1"}
        ]"#;
        let (found, without) = Request::all(body.as_bytes()).unwrap();
        assert_eq!((found.len(), without), (1, 1));
        let one = &found[0];
        assert_eq!(
            (one.id.as_str(), one.pin, one.is_closed()),
            ("638344", Some((-122.4, 37.76)), true)
        );
        let kept = format!("{one:?}");
        assert!(!kept.contains("Wang") && !kept.contains("example.org"), "{kept}");
        assert!(Request::all(b"<html>").is_none());
    }

    #[test]
    fn a_question_is_encoded() {
        let asked =
            question("https://a.org/v2/", &[("start_date", time(Instant::from_micros(1_500_000)))]);
        assert_eq!(asked, "https://a.org/v2/requests.json?start_date=1970-01-01T00%3A00%3A01Z");
        assert_eq!(encoded("a,b&c"), "a%2Cb%26c");
    }
}
