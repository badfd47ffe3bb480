//! The few cookies there are.

use access::SessionToken;
use axum::http::{HeaderMap, HeaderValue, header};
use server::parts::cookie::{begin, carried, carry, end, put_down, session};

#[test]
fn by_https_only_this_host_can_have_set_a_session() {
    let token: SessionToken = "5a".repeat(32).parse().unwrap();
    let text = |https| begin(&token, 60, https).unwrap().to_str().unwrap().to_owned();
    let secret = token.reveal();
    assert_eq!(
        text(true),
        format!(
            "__Host-linli_session={secret}; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=60"
        )
    );
    assert_eq!(
        text(false),
        format!("linli_session={secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=60")
    );
    for https in [true, false] {
        let gone = text(https).replace(secret.as_str(), "").replace("Max-Age=60", "Max-Age=0");
        assert_eq!(end(https).to_str().unwrap(), gone, "browsers go by the same attributes");
    }

    let mut headers = HeaderMap::new();
    let set = |headers: &mut HeaderMap, line: String| {
        headers.insert(header::COOKIE, HeaderValue::from_str(&line).unwrap());
    };
    let planted = "a5".repeat(32);
    set(&mut headers, format!("linli_session={planted}; __Host-linli_session={secret}"));
    let found = |headers: &HeaderMap, https| session(headers, https).map(|token| token.reveal());
    assert_eq!(found(&headers, true).as_deref(), Some(secret.as_str()));
    assert_eq!(found(&headers, false).as_deref(), Some(planted.as_str()));
    set(&mut headers, format!("linli_session={planted}"));
    assert_eq!(found(&headers, true), None, "what a neighbour may have planted is not looked at");
}

#[test]
fn by_https_only_this_host_can_have_set_a_sign_on() {
    let text = |https| carry("sealed", https).unwrap().to_str().unwrap().to_owned();
    let secure = "__Host-linli_sign_on=sealed; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=600";
    assert_eq!(text(true), secure);
    let plain =
        "linli_sign_on=sealed; Path=/api/session/sign-on; HttpOnly; SameSite=Lax; Max-Age=600";
    assert_eq!(text(false), plain);
    for https in [true, false] {
        let set = text(https).replace("=sealed;", "=;").replace("Max-Age=600", "Max-Age=0");
        assert_eq!(put_down(https).to_str().unwrap(), set, "browsers go by the same attributes");
    }

    let mut headers = HeaderMap::new();
    let both = "linli_sign_on=planted; __Host-linli_sign_on=ours";
    headers.insert(header::COOKIE, HeaderValue::from_static(both));
    assert_eq!((carried(&headers, true), carried(&headers, false)), ("ours", "planted"));
    headers.insert(header::COOKIE, HeaderValue::from_static("linli_sign_on=planted"));
    assert_eq!(carried(&headers, true), "", "what a neighbour may have planted is not looked at");
}
