//! Webhooks over a real socket: signed as published, and led nowhere else.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    sync::Arc,
    thread,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::{Instant, Lang, Text};
use messages::{
    Carrier as _, Carriers, Parcel, Refused,
    channel::{Address, Reader},
};
use testing::World;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// Answers each request in turn with one of `answers`; what it was asked, when all are given.
pub(crate) fn listener(answers: Vec<String>) -> (u16, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = thread::spawn(move || {
        let mut heard = Vec::new();
        for answer in answers {
            let (mut way, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            let mut bytes = [0; 4_096];
            // A top, and as much body as it says.
            loop {
                let read = way.read(&mut bytes).unwrap();
                request.extend_from_slice(&bytes[..read]);
                let text = String::from_utf8_lossy(&request).to_lowercase();
                let Some((top, body)) = text.split_once("\r\n\r\n") else { continue };
                let length = top.split("content-length: ").nth(1).unwrap();
                let length: usize = length.lines().next().unwrap().trim().parse().unwrap();
                if body.len() >= length || read == 0 {
                    break;
                }
            }
            way.write_all(answer.as_bytes()).unwrap();
            heard.push(String::from_utf8(request).unwrap());
        }
        heard
    });
    (port, heard)
}

pub(crate) fn answer(status: &str) -> String {
    format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
}

pub(crate) fn parcel(to: Address) -> Parcel {
    Parcel {
        id: "01920000-0000-7000-8000-000000000001".to_owned(),
        kind: "case_assigned".to_owned(),
        to,
        lang: Lang::En,
        subject: "case:0192".to_owned(),
        title: Text::new("有事件指派给您", "A case was assigned to you"),
        link: Some("/cases/0192".to_owned()),
        made_at: Instant::from_micros(1_767_574_800_000_000),
        at: Instant::from_micros(1_767_574_860_000_000),
    }
}

fn hook(url: String) -> Parcel {
    parcel(Address::Webhook { url, secret: SECRET.to_owned() })
}

pub(crate) fn header<'a>(request: &'a str, name: &str) -> &'a str {
    let found =
        request.lines().find_map(|line| line.split_once(": ").filter(|(key, _)| *key == name));
    found.unwrap().1
}

#[tokio::test]
async fn a_message_is_posted_as_standard_webhooks_says() {
    let (port, heard) = listener(vec![answer("204 No Content")]);
    let allowed = vec!["localhost".to_owned()];
    let carriers = Carriers::new("https://linli.example.org/", allowed, None, None).unwrap();
    carriers.carry(hook(format!("http://localhost:{port}/in?x=1"))).await.unwrap();
    let heard = heard.join().unwrap().remove(0);
    let (top, body) = heard.split_once("\r\n\r\n").unwrap();
    assert!(top.starts_with("POST /in?x=1 HTTP/1.1\r\n"), "{top}");
    // As a receiver checks it, written apart from ours.
    let (id, at) = (header(top, "webhook-id"), header(top, "webhook-timestamp"));
    assert_eq!((id, at), ("01920000-0000-7000-8000-000000000001", "1767574860"));
    let key = STANDARD.decode(SECRET.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{id}.{at}.{body}").as_bytes());
    let signed = STANDARD.encode(mac.finalize().into_bytes());
    assert_eq!(header(top, "webhook-signature"), format!("v1,{signed}"));
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["type"], "case_assigned");
    assert_eq!(body["data"]["link"], "https://linli.example.org/cases/0192");
    assert_eq!(body["data"]["title"]["zh"], "有事件指派给您");
}

#[tokio::test]
async fn no_webhook_leads_inside() {
    let (port, _heard) = listener(vec![answer("200 OK")]);
    let carriers = Carriers::new("", Vec::new(), None, None).unwrap();
    for host in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"] {
        let met = carriers.carry(hook(format!("https://{host}:{port}/"))).await;
        assert_eq!(met, Err(Refused::Later("no public host of that name".to_owned())), "{host}");
    }
    let met = carriers.carry(hook("http://example.org/".to_owned())).await;
    assert_eq!(met, Err(Refused::Never("not by https".to_owned())));
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_each_status_is_told() {
    let redirect = "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:9/\r\n\
                    content-length: 0\r\nconnection: close\r\n\r\n";
    let answers =
        vec![redirect.to_owned(), answer("500 No"), answer("410 Gone"), "no http".to_owned()];
    let (port, heard) = listener(answers);
    let carriers = Carriers::new("", vec!["LOCALHOST".to_owned()], None, None).unwrap();
    let mut met = Vec::new();
    for _ in 0..4 {
        met.push(carriers.carry(hook(format!("http://localhost:{port}/"))).await.unwrap_err());
    }
    assert_eq!(heard.join().unwrap().len(), 4);
    assert_eq!(met[0], Refused::Later("HTTP 307".to_owned()));
    assert_eq!(met[1], Refused::Later("HTTP 500".to_owned()));
    assert_eq!(met[2], Refused::Gone);
    assert!(matches!(&met[3], Refused::Later(_)), "{:?}", met[3]);
}

#[tokio::test]
async fn a_text_message_goes_by_the_gateway_and_not_at_all_without_one() {
    let (port, heard) = listener(vec![answer("200 OK")]);
    let (url, allowed) = (format!("http://localhost:{port}/sms"), vec!["localhost".to_owned()]);
    let carriers = Carriers::new("", allowed, None, Some((&url, SECRET))).unwrap();
    carriers.carry(parcel(Address::Sms("+8613800000000".to_owned()))).await.unwrap();
    let heard = heard.join().unwrap().remove(0);
    let body: serde_json::Value =
        serde_json::from_str(heard.split_once("\r\n\r\n").unwrap().1).unwrap();
    assert_eq!(body["data"]["to"], "+8613800000000");
    assert_eq!(
        body["data"]["text"], "A case was assigned to you",
        "no link where no address is set"
    );

    let without = Carriers::new("", Vec::new(), None, None).unwrap();
    let met = without.carry(parcel(Address::Sms("+8613800000000".to_owned()))).await;
    assert_eq!(met, Err(Refused::NotSetUp));
    assert!(Carriers::new("", Vec::new(), None, Some((&url, "secret"))).is_err());
}

/// The secret that is shown once is the one that messages are signed with, sealed in between.
#[tokio::test]
async fn the_secret_that_was_shown_signs() {
    let desk = crate::desk::Desk::open(Arc::new(World::migrated(crate::desk::TABLES).await)).await;
    let [keeper, reader] =
        [access::Role::Administrator, access::Role::System].map(|role| desk.somebody(role));
    let url = "https://hooks.example.org/linli";
    let secret = desk.messages.set_hook(&keeper, reader.account, url).await.unwrap();
    desk.happens(&[reader.account]).await;
    desk.follow().await;
    desk.deliver().await;
    let Address::Webhook { secret: used, .. } = desk.outside.taken().remove(0).to else { panic!() };
    assert_eq!(used, secret.reveal());
    assert!(!format!("{secret:?}").contains(secret.reveal()), "in no log");
}

#[tokio::test]
async fn what_is_read_comes_from_public_addresses_by_https_alone() {
    let reader = Reader::new(Vec::new());
    for host in ["127.0.0.1", "localhost", "[::1]"] {
        let met = reader.get(&format!("https://{host}/open311/v2/requests.json")).await;
        assert_eq!(met, Err(Refused::Later("no public host of that name".to_owned())), "{host}");
    }
    let plain = reader.get("http://city.example.org/open311/v2/requests.json").await;
    assert_eq!(plain, Err(Refused::Never("not by https".to_owned())));
}
