//! Requests that a partner's system signs, as the system sends them.

use access::{Account, Keeper, PartnerExchange, Role};
use axum::{
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use blocks::corrections::{Corrections, Sent};
use ed25519_dalek::{Signer as _, SigningKey};
use kernel::Id;
use serde_json::{Value, json};
use server::parts::message::{answer, content_digest, sha256};

use super::world::{Answer, Server};

const PATH: &str = "/api/signals";
const BODY: &str =
    "{\"signals\":[{\"unit\":\"990101001\",\"kind\":\"card_issued\",\"day\":\"2026-01-05\"}]}";

/// A system with a key, and who keeps its account.
struct Partner {
    server: Server,
    admin: String,
    account: Id<Account>,
    key: SigningKey,
    keyid: String,
}

/// What a test signs otherwise than is right.
#[derive(Clone, Copy)]
struct Asked<'a> {
    method: &'a str,
    path: &'a str,
    body: &'a str,
    nonce: &'a str,
    /// Seconds after now.
    created: i64,
    lasts: i64,
}

const RIGHT: Asked<'static> = Asked {
    method: "POST",
    path: PATH,
    body: BODY,
    nonce: "nonce-of-16-chars",
    created: 0,
    lasts: 300,
};

impl Partner {
    async fn start() -> Self {
        let server = Server::start().await;
        let admin = server.account("admin", &[Role::Administrator], None).await;
        server.account("utility", &[Role::System], None).await;
        let accounts = server.access.accounts(Keeper::Operator).await.unwrap();
        let found = accounts.iter().find(|facts| facts.principal.login == "utility").unwrap();
        let account = found.principal.account;
        let key = SigningKey::from_bytes(&[7; 32]);
        let mut partner = Self { server, admin, account, key, keyid: String::new() };
        let added = partner.add(&partner.key.verifying_key().to_bytes()).await;
        assert_eq!(added.status, StatusCode::OK, "{}", added.body);
        added.body["id"].as_str().unwrap().clone_into(&mut partner.keyid);
        partner
    }

    async fn add(&self, public: &[u8; 32]) -> Answer {
        let until = self.server.state.clock.now().plus_seconds(30 * 86_400);
        let new = json!({
            "name": "2026", "public_key": STANDARD.encode(public),
            "actions": ["signals.send", "exchange.receive"], "valid_until": until,
        });
        let path = format!("/api/accounts/{}/partner/keys", self.account);
        self.server.call(Method::POST, &path, &self.admin, Some(&new)).await
    }

    fn request(&self, asked: Asked<'_>, key: &SigningKey) -> (Request<Body>, String) {
        let now_s = self.server.state.clock.now().micros() / 1_000_000;
        let created = now_s + asked.created;
        let (method, path) = (asked.method, asked.path);
        let digest = content_digest(&sha256(asked.body.as_bytes()));
        let params = format!(
            "(\"@method\" \"@path\" \"@authority\" \"content-type\" \"content-digest\");created={created};expires={};keyid=\"{}\";nonce=\"{}\"",
            created + asked.lasts,
            self.keyid,
            asked.nonce
        );
        let base = format!(
            "\"@method\": {method}\n\"@path\": {path}\n\"@authority\": linli.test\n\"content-type\": application/json\n\"content-digest\": {digest}\n\"@signature-params\": {params}"
        );
        let signature = STANDARD.encode(key.sign(base.as_bytes()).to_bytes());
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "linli.test")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT_LANGUAGE, "en")
            .header("content-digest", digest)
            .header("signature-input", format!("sig={params}"))
            .header("signature", format!("sig=:{signature}:"))
            .body(Body::from(asked.body.to_owned()))
            .unwrap();
        (request, signature)
    }

    async fn ask(&self, asked: Asked<'_>) -> Answer {
        self.server.send(self.request(asked, &self.key).0).await
    }

    async fn log(&self) -> Vec<PartnerExchange> {
        self.server.access.partner_exchanges_of("utility", 100).await.unwrap()
    }

    async fn quota(&self, requests: u32, rows: u32) {
        let path = format!("/api/accounts/{}/partner/quota", self.account);
        let quota = json!({ "requests_a_minute": requests, "rows_a_day": rows });
        let set = self.server.call(Method::PUT, &path, &self.admin, Some(&quota)).await;
        assert_eq!(set.status, StatusCode::NO_CONTENT, "{}", set.body);
    }
}

fn field<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers[name].to_str().unwrap()
}

fn refused(answer: &Answer, detail: &str) {
    assert_eq!(
        (answer.status, &answer.body["code"]),
        (StatusCode::UNAUTHORIZED, &json!("bad_signature")),
        "{}",
        answer.body
    );
    let told = answer.body["detail"].as_str().unwrap();
    assert!(told.contains(detail), "{told}");
}

#[tokio::test]
async fn both_sides_hold_the_proof_of_an_exchange() {
    let partner = Partner::start().await;
    let (request, signature) = partner.request(RIGHT, &partner.key);
    let taken = partner.server.send(request).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
    assert_eq!(taken.body, json!({ "taken": 0, "unread": 1 }));
    let headers = taken.head.headers();
    let digest = sha256(taken.body.to_string().as_bytes());
    assert_eq!(field(headers, "content-digest"), content_digest(&digest));
    let now_s = partner.server.state.clock.now().micros() / 1_000_000;
    let access = &partner.server.access;
    let keyid = STANDARD.encode(access.answer_key());
    let asked = ("sig", signature.as_str());
    let (params, base) = answer((200, digest.as_str()), asked, (now_s, keyid.as_str()));
    assert_eq!(field(headers, "signature-input"), format!("linli={params}"));
    let theirs = field(headers, "signature").strip_prefix("linli=:").unwrap();
    let theirs = theirs.strip_suffix(':').unwrap();
    let bytes = STANDARD.decode(theirs).unwrap();
    assert!(access::verifies(&access.answer_key(), base.as_bytes(), &bytes));
    assert!(!access::verifies(&access.answer_key(), base.replace("200", "201").as_bytes(), &bytes));
    assert_eq!(field(headers, "ratelimit-policy"), "\"minute\";q=60;w=60, \"day\";q=10000;w=86400");
    let log = partner.log().await;
    let [line] = &log[..] else { panic!("one exchange is one line, and not {log:?}") };
    let told = line.answer.as_ref().unwrap();
    assert_eq!((line.path.as_str(), line.rows_in, told.rows, told.status), (PATH, 1, 1, 200));
    let sent = sha256(BODY.as_bytes());
    assert_eq!((&line.digest, &line.signature), (&access.kept_digest(&sent), &signature));
    assert_eq!((told.digest.as_str(), told.signature.as_str()), (digest.as_str(), theirs));
    let path = format!("/api/accounts/{}/partner", partner.account);
    let shown = partner.server.call(Method::GET, &path, &partner.admin, None).await;
    assert_eq!(shown.body["exchanges"][0]["signature"], json!(signature), "{}", shown.body);
    assert!(!shown.body.to_string().contains(&sent), "nobody tries guesses against the log");
    assert_eq!(shown.body["quota"]["rows_today"], json!(2));
    let deeds: Vec<Value> = shown.body["deeds"].as_array().unwrap().clone();
    assert!(deeds.contains(&json!("signals.send")), "{deeds:?}");
    assert!(!shown.body["keys"][0]["used_at"].is_null());
}

#[tokio::test]
async fn what_is_signed_wrongly_or_twice_is_refused() {
    let partner = Partner::start().await;
    assert_eq!(partner.ask(RIGHT).await.status, StatusCode::OK);
    refused(&partner.ask(RIGHT).await, "used before");
    let nonce = "another-nonce-0001";
    for (created, lasts) in [(0, 301), (60, 120), (-400, 300), (0, 0)] {
        refused(&partner.ask(Asked { nonce, created, lasts, ..RIGHT }).await, "300 seconds");
    }
    refused(&partner.ask(Asked { nonce: "short", ..RIGHT }).await, "nonce");
    let other = SigningKey::from_bytes(&[8; 32]);
    let asked = Asked { nonce, ..RIGHT };
    let forged = partner.request(asked, &other).0;
    refused(&partner.server.send(forged).await, "not known");
    let (mut request, _) = partner.request(asked, &partner.key);
    *request.body_mut() = Body::from(BODY.replace("card_issued", "account_opened"));
    refused(&partner.server.send(request).await, "Content-Digest");
    let (mut request, _) = partner.request(asked, &partner.key);
    *request.body_mut() = Body::empty();
    refused(&partner.server.send(request).await, "Content-Digest");
    let (mut request, _) = partner.request(asked, &partner.key);
    *request.uri_mut() = "/api/signals?x=1".parse().unwrap();
    refused(&partner.server.send(request).await, "@query");
    let (mut request, _) = partner.request(asked, &partner.key);
    request.headers_mut().insert(header::HOST, "other.test".parse().unwrap());
    refused(&partner.server.send(request).await, "not known");
    assert_eq!(partner.log().await.len(), 1, "what is refused is no exchange");
    // Clocks differ a little.
    let late = Asked { created: -320, nonce, ..RIGHT };
    assert_eq!(partner.ask(late).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_key_does_what_it_is_for_until_it_is_revoked_or_over() {
    let partner = Partner::start().await;
    let other = Asked { method: "GET", path: "/api/exchanges", body: "{}", ..RIGHT };
    let answer = partner.ask(other).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.body);
    assert!(answer.head.headers().contains_key("signature"), "a refusal is proven too");
    let taken = partner.add(&partner.key.verifying_key().to_bytes()).await;
    assert_eq!(taken.status, StatusCode::CONFLICT, "the key is kept already");
    assert_eq!(partner.add(&[0; 32]).await.status, StatusCode::BAD_REQUEST);
    let clerk = partner.server.account("clerk", &[Role::StreetOfficer], None).await;
    let path = format!("/api/accounts/{}/partner", partner.account);
    let seen = partner.server.call(Method::GET, &path, &clerk, None).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    let revoke = format!("{path}/keys/{}/revoke", partner.keyid);
    let done = partner.server.call(Method::POST, &revoke, &partner.admin, None).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.body);
    refused(&partner.ask(Asked { nonce: "another-nonce-0001", ..RIGHT }).await, "revoked");

    let mut partner = Partner::start().await;
    partner.server.world.clock.advance(30 * 86_400);
    refused(&partner.ask(RIGHT).await, "valid");
    partner.keyid = Id::<access::PartnerKeyMark>::from_bytes([9; 16]).to_string();
    refused(&partner.ask(RIGHT).await, "not known");
}

#[tokio::test]
async fn a_key_of_an_area_tells_of_no_dwelling_beyond_it() {
    let mut partner = Partner::start().await;
    partner.server.place().await;
    let signal =
        json!({ "unit": "9901060010010000001000002", "kind": "card_issued", "day": "2026-01-04" });
    let body = json!({ "signals": [signal] }).to_string();
    let until = partner.server.state.clock.now().plus_seconds(30 * 86_400);
    let path = format!("/api/accounts/{}/partner/keys", partner.account);
    for (area, seed, taken) in [("990106/990106002", 9, 0), ("990106/990106001", 10, 1)] {
        let key = SigningKey::from_bytes(&[seed; 32]);
        let new = json!({
            "name": area, "public_key": STANDARD.encode(key.verifying_key().to_bytes()),
            "actions": ["signals.send"], "area": area, "valid_until": until,
        });
        let added = partner.server.call(Method::POST, &path, &partner.admin, Some(&new)).await;
        added.body["id"].as_str().unwrap().clone_into(&mut partner.keyid);
        partner.key = key;
        let told = partner.ask(Asked { body: &body, ..RIGHT }).await;
        assert_eq!(told.body, json!({ "taken": taken, "unread": 1 - taken }), "{area}");
    }
}

#[tokio::test]
async fn a_system_gives_a_signed_receipt_for_a_list_of_its_own_source_once() {
    let partner = Partner::start().await;
    let corrections = Corrections::new(partner.server.state.database.clone());
    let (ids, clock) = (&partner.server.state.ids, &*partner.server.state.clock);
    let mut paths = Vec::new();
    for source in ["utility", "clinic"] {
        let list = Sent { source, lines: &[], digest: "ab12", reason: "to put the records right" };
        let sent = corrections.sent(list, None, ids, clock).await.unwrap();
        paths.push(format!("/api/exchanges/{}/own-receipt", sent.number));
    }
    let give = async |path: &str, body: &str, nonce: &str| {
        partner.ask(Asked { path, body, nonce, ..RIGHT }).await.status
    };
    let (right, wrong) = ("{\"digest\":\"ab12\"}", "{\"digest\":\"cd34\"}");
    let other = give(&paths[1], right, "receipt-nonce-001").await;
    assert_eq!(other, StatusCode::NOT_FOUND, "the list of another source");
    assert_eq!(give(&paths[0], wrong, "receipt-nonce-002").await, StatusCode::CONFLICT);
    assert_eq!(give(&paths[0], right, "receipt-nonce-003").await, StatusCode::NO_CONTENT);
    assert_eq!(give(&paths[0], right, "receipt-nonce-004").await, StatusCode::CONFLICT, "once");
    let cookie = partner.server.account("clinic", &[Role::System], None).await;
    let body = json!({ "digest": "ab12" });
    let bare = partner.server.call(Method::POST, &paths[1], &cookie, Some(&body)).await;
    assert_eq!(bare.status, StatusCode::FORBIDDEN, "a session proves nothing");
    assert_eq!(partner.log().await.len(), 4);
}

#[tokio::test]
async fn whoever_is_over_the_quota_waits() {
    let partner = Partner::start().await;
    partner.quota(2, 10_000).await;
    let nonces = ["quota-nonce-00001", "quota-nonce-00002", "quota-nonce-00003"];
    for nonce in &nonces[..2] {
        assert_eq!(partner.ask(Asked { nonce, ..RIGHT }).await.status, StatusCode::OK);
    }
    let last = Asked { nonce: nonces[2], ..RIGHT };
    let held = partner.ask(last).await;
    assert_eq!(held.status, StatusCode::TOO_MANY_REQUESTS, "{}", held.body);
    assert_eq!(field(held.head.headers(), "retry-after"), "60");
    assert!(field(held.head.headers(), "ratelimit").starts_with("\"minute\";r=0;t=60"));
    // Two requests of a row each, answered by a row each: nothing is left of four.
    partner.quota(100, 4).await;
    partner.server.world.clock.advance(60);
    let held = partner.ask(last).await;
    assert_eq!(held.status, StatusCode::TOO_MANY_REQUESTS, "{}", held.body);
    assert!(held.body["detail"].as_str().unwrap().contains("4 rows a day"), "{}", held.body);
    partner.server.world.clock.advance(86_400);
    assert_eq!(partner.ask(last).await.status, StatusCode::OK, "another day");
    assert_eq!(partner.log().await.len(), 3);
}
