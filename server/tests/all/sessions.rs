//! Signing in and out over HTTP, and who looked.

use access::{Field, FieldSet, Purpose, Role, Undisclosed};
use axum::http::{Method, StatusCode, header};
use kernel::{AreaPath, Id};
use serde_json::json;

use super::world::Server;

#[tokio::test]
async fn a_session_begins_shows_and_ends() {
    let server = Server::start().await;
    let cookie = server.account("officer", &[Role::DistrictOfficer], None).await;
    let shown = server.call(Method::GET, "/api/session", &cookie, None).await;
    assert_eq!(shown.status, StatusCode::OK);
    let account = &shown.body["account"];
    assert_eq!(account["role"], "district_officer");
    let nav: Vec<_> =
        account["nav"].as_array().unwrap().iter().filter_map(|n| n.as_str()).collect();
    let parts = [
        "overview",
        "map",
        "cases",
        "catalogue",
        "housing",
        "register",
        "wash",
        "blocks",
        "tags",
        "leads",
        "review",
        "sources",
        "exchange",
        "runs",
        "emergencies",
        "delays",
        "recoveries",
    ];
    assert_eq!(nav, parts);
    let ended = server.call(Method::DELETE, "/api/session", &cookie, None).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    assert!(ended.head.headers()[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    let after = server.call(Method::GET, "/api/session", &cookie, None).await;
    assert_eq!(after.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn by_https_a_session_that_a_neighbour_could_have_planted_is_not_taken() {
    let mut config = server::Config::default();
    config.server.https = true;
    let server = Server::start_with(config).await;
    let ours = server.account("officer", &[Role::DistrictOfficer], None).await;
    let theirs = server.account("neighbour", &[Role::StreetOfficer], None).await;
    assert!(ours.starts_with("__Host-linli_session="), "set for this host alone");
    let planted = theirs.replacen("__Host-", "", 1);
    let refused = server.call(Method::GET, "/api/session", &planted, None).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let both = format!("{planted}; {ours}");
    let shown = server.call(Method::GET, "/api/session", &both, None).await;
    assert_eq!(shown.body["account"]["role"], "district_officer");
    let ended = server.call(Method::DELETE, "/api/session", &both, None).await;
    let gone = ended.head.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(gone.starts_with("__Host-linli_session=;") && gone.contains("Secure"), "{gone}");
    let after = server.call(Method::GET, "/api/session", &ours, None).await;
    assert_eq!(after.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn wrong_passwords_are_refused_and_slowed() {
    let server = Server::start().await;
    let body = json!({ "account": "nobody", "password": "wrong" });
    let wrong = server.call(Method::POST, "/api/session", "", Some(&body)).await;
    assert_eq!(
        (wrong.status, wrong.body["code"].as_str()),
        (StatusCode::UNAUTHORIZED, Some("wrong_password"))
    );
    for _ in 0..5 {
        server.call(Method::POST, "/api/session", "", Some(&body)).await;
    }
    let braked = server.call(Method::POST, "/api/session", "", Some(&body)).await;
    assert_eq!(braked.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(braked.head.headers().contains_key(header::RETRY_AFTER));
}

#[tokio::test]
async fn a_resident_sees_who_looked() {
    let server = Server::start().await;
    let me: Id<access::Person> = Id::from_bytes([7; 16]);
    let neighbour: Id<access::Person> = Id::from_bytes([8; 16]);
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let token = officer.split_once('=').unwrap().1.parse().unwrap();
    let principal = server.access.session(&token).await.unwrap().unwrap();
    let request = access::GrantRequest {
        action: access::Action::BlocksViewPeople,
        purpose: Purpose::Registration,
        basis: access::Basis::Task("T-1".to_owned()),
        area: AreaPath::whole(),
        subject: None,
    };
    let grant = server.access.grant(&principal, request).unwrap();
    let fields = FieldSet::of(&[Field::NameMasked, Field::Residence]);
    let shut = Undisclosed::new((), vec![me, neighbour], fields);
    server.access.disclose(&grant, shut).await.unwrap();

    let cookie = server.account("resident", &[Role::Resident], Some(me)).await;
    let told = server.call(Method::GET, "/api/reads?person=me", &cookie, None).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.body);
    let rows = told.body.as_array().unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["office"], "Test office");
    assert_eq!(rows[0]["fields"], json!(["Residence", "Name (in part)"]));
    assert!(!told.body.to_string().contains(&neighbour.to_string()));
    let other = format!("/api/reads?person={neighbour}");
    let refused = server.call(Method::GET, &other, &cookie, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let own = server.call(Method::GET, "/api/reads?person=me&own=true", &cookie, None).await;
    assert_eq!(own.body.as_array().unwrap().len(), 2, "the look itself is on the log");
}
