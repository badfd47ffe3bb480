//! What comes in and goes out by doors without an account.

use serde_json::json;
use server::parts::{
    refuse::{Reason, refused},
    xml::document,
};

#[test]
fn a_person_a_plate_and_a_picture_are_refused_by_name_and_by_what_they_are() {
    for (payload, path, reason) in [
        (json!({ "faceId": 7 }), "faceId", Reason::Person),
        (json!({ "a": [{ "license_plate": "x" }] }), "a[0].license_plate", Reason::Person),
        (json!({ "detail": { "车牌号": "x" } }), "detail.车牌号", Reason::Person),
        (json!({ "name": "x" }), "name", Reason::Person),
        (json!({ "note": "粤B12345" }), "note", Reason::Person),
        (json!({ "note": "13900001234" }), "note", Reason::Person),
        (json!({ "snapshot": "x" }), "snapshot", Reason::Picture),
        (json!({ "blob": "data:image/jpeg;base64,xx" }), "blob", Reason::Picture),
        (json!({ "blob": "/9j/4AAQSkZJRg" }), "blob", Reason::Picture),
        (json!({ "url": "https://cam/1.JPG" }), "url", Reason::Picture),
        (json!({ "note": "x".repeat(501) }), "note", Reason::TooLong),
    ] {
        assert_eq!(refused(&payload), Some((path.to_owned(), reason)), "{payload}");
    }
}

#[test]
fn a_thing_and_a_place_pass() {
    let payload = json!({ "key": "w1/7", "kind": "litter", "level_cm": 32.5, "place": { "lon": 113.9, "lat": 22.5 },
        "message": "水位超过警戒线", "average": 3, "usage": "water", "sensor": "W-17" });
    assert_eq!(refused(&payload), None);
}

#[test]
fn fields_and_items_are_elements_and_nothing_gets_out() {
    let value = json!([{ "service_code": "order.noise", "description": "a < b & \"c\"\u{7}", "lat": 22.5, "none": null }]);
    let text = document("services", &value);
    let begins = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<services><service><";
    assert!(text.starts_with(begins) && text.ends_with("></service></services>"), "{text}");
    for part in [
        "<service_code>order.noise</service_code>",
        "<description>a &lt; b &amp; &quot;c&quot;</description>",
        "<lat>22.5</lat>",
        "<none></none>",
    ] {
        assert!(text.contains(part), "{part}");
    }
}
