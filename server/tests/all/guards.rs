//! No route is open that is not named here.

use std::path::Path;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::Value;

use super::world::Server;

/// Routes that answer without a session, and why.
const OPEN: [(&str, &str, &str); 35] = [
    ("get", "/healthz", "says that the process runs"),
    ("get", "/readyz", "says that the database answers"),
    ("get", "/metrics", "answers this machine, or whoever shows the token"),
    ("post", "/api/session", "is how to get a session"),
    ("get", "/api/session/sign-on", "says which identity providers there are"),
    ("post", "/api/session/sign-on/begin", "leads to one of them, so many an hour"),
    ("get", "/api/session/sign-on/return/{provider}", "asks for the sealed cookie of a sign-on"),
    ("post", "/api/session/sign-on/code", "asks for the sealed cookie of a sign-on, and a code"),
    ("get", "/api/session/passkeys/offered", "says whether there are passkeys here"),
    ("post", "/api/session/passkeys/ask", "gives a challenge that is everybody's, so many an hour"),
    ("post", "/api/session/passkeys/show", "asks for a passkey"),
    ("post", "/api/invitations/look", "asks for the secret of a link, so many an hour"),
    ("post", "/api/invitations/accept", "asks for the secret of a link, so many an hour"),
    ("post", "/api/recoveries/restore", "asks for the words of two officers, so many an hour"),
    ("get", "/api/report/catalogue", "says what may be reported"),
    (
        "get",
        "/api/report/nearby",
        "says what was reported nearby, of open kinds, without its words",
    ),
    ("post", "/api/report", "takes reports without an account, so many an hour"),
    ("post", "/api/report/files", "takes photos for them, so many an hour"),
    ("post", "/api/report/follow", "asks for the number of a case and its word"),
    ("post", "/api/report/answer", "asks for the number of a case and its word"),
    ("get", "/open311/{file}", "describes the open interface"),
    ("get", "/open311/v2/services.{format}", "says what may be reported"),
    ("get", "/open311/v2/services/{file}", "says what is asked"),
    ("get", "/open311/v2/requests.{format}", "lists open kinds of cases, without reporters"),
    ("get", "/open311/v2/requests/{file}", "shows a case of an open kind, without its reporter"),
    ("post", "/open311/v2/requests.{format}", "asks for a system's key"),
    ("post", "/hooks/leads", "asks for a machine's key"),
    ("post", "/hooks/cases", "asks for a department's key"),
    ("get", "/hooks/cases/{number}", "asks for a department's key"),
    ("post", "/api/dwellings/sign-up", "asks for the code at a door, so many an hour"),
    ("get", "/api/housing/public", "lists published stars of buildings, so many an hour"),
    ("get", "/api/housing/public/{code}", "shows the published stars of a building"),
    ("get", "/api/housing/star-uses", "says who may use published stars, and for what"),
    ("get", "/api/housing/qr/{code}", "shows what a code at a door stands for"),
    ("get", "/api/housing/verify/{code}", "asks for the mark on a notice, so many an hour"),
];

/// Routes that any session may use, since they are about the session itself.
const ANY_SESSION: [(&str, &str); 27] = [
    ("get", "/api/emergencies"),
    ("get", "/api/reads/delays"),
    ("get", "/api/session"),
    ("delete", "/api/session"),
    ("get", "/api/session/all"),
    ("delete", "/api/session/all/{id}"),
    ("post", "/api/session/password"),
    ("get", "/api/rights/schema"),
    ("get", "/api/session/questions"),
    ("post", "/api/session/questions/{id}/explain"),
    ("post", "/api/session/questions/told"),
    ("get", "/api/session/recoveries"),
    ("post", "/api/session/recoveries/told"),
    ("get", "/api/session/second-factor"),
    ("post", "/api/session/second-factor"),
    ("post", "/api/session/second-factor/confirm"),
    ("post", "/api/session/second-factor/remove"),
    ("get", "/api/session/passkeys"),
    ("post", "/api/session/passkeys"),
    ("post", "/api/session/passkeys/new"),
    ("post", "/api/session/passkeys/{id}/rename"),
    ("post", "/api/session/passkeys/{id}/remove"),
    ("get", "/api/session/sign-on/bound"),
    ("post", "/api/session/sign-on/bind"),
    ("post", "/api/session/sign-on/unbind"),
    ("get", "/api/why"),
    ("get", "/api/reads/checkpoints"),
];

/// Ways to mount what the description does not list, where they stand, and why they may.
const MOUNTED_BY_HAND: [(&str, &str, &str); 2] = [
    ("openapi.rs", ".route(", "the description itself, for any session: tested below"),
    ("router.rs", ".fallback(", "the files of the apps, which are about nobody"),
];

/// The guards walk the description, and so does the typed client: what is mounted beside it is seen by neither.
#[test]
fn no_route_is_mounted_beside_the_description() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![source.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let name = path.strip_prefix(&source).unwrap().display().to_string();
                for way in [
                    ".route(",
                    ".route_service(",
                    ".nest(",
                    ".nest_service(",
                    ".fallback(",
                    ".fallback_service(",
                ] {
                    found.extend(text.matches(way).map(|way| (name.clone(), way.to_owned())));
                }
            }
        }
    }
    found.sort();
    let allowed = MOUNTED_BY_HAND.map(|(file, way, _)| (file.to_owned(), way.to_owned()));
    assert_eq!(found, allowed, "mount it by routes!, or name it here with the reason");
}

#[test]
fn every_exception_is_a_route_that_there_is() {
    let routes = routes();
    let is_there =
        |method: &str, path: &str| routes.iter().any(|(m, p, _)| m == method && p == path);
    for (method, path, _) in OPEN {
        assert!(is_there(method, path), "OPEN names {method} {path}, which is no route");
    }
    for (method, path) in ANY_SESSION {
        assert!(is_there(method, path), "ANY_SESSION names {method} {path}, which is no route");
    }
}

#[test]
fn the_description_is_the_committed_one() {
    testing::committed("schemas/openapi.json", &server::openapi());
}

/// Every method and path of the description, with something for each parameter.
fn routes() -> Vec<(String, String, String)> {
    let document: Value = serde_json::from_str(&server::openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let mut routes = Vec::new();
    for (path, item) in paths {
        for method in item.as_object().unwrap().keys() {
            routes.push((method.clone(), path.clone(), filled(path)));
        }
    }
    assert!(routes.len() > 5, "the description lists the routes");
    routes
}

/// `/api/units/{id}/x` → `/api/units/0192…/x`; numbers where a tile is named.
fn filled(path: &str) -> String {
    let segment = |segment: &str| match segment {
        "{z}" | "{x}" | "{y}" => "0".to_owned(),
        "{y}.mvt" => "0.mvt".to_owned(),
        other if other.starts_with('{') => "01920000-0000-7000-8000-000000000001".to_owned(),
        other => other.to_owned(),
    };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_route_refuses_strangers() {
    let server = Server::start().await;
    let nobody = server.account("nobody", &[], None).await;
    for (method, path, filled) in routes() {
        let verb: Method = method.to_uppercase().parse().unwrap();
        let is_open = OPEN.iter().any(|(m, p, _)| *m == method && *p == path);
        if is_open {
            continue;
        }
        for cookie in ["", "linli_session=", &format!("linli_session={}", "0".repeat(64))] {
            let answer = server.call(verb.clone(), &filled, cookie, None).await;
            assert_eq!(
                answer.status,
                StatusCode::UNAUTHORIZED,
                "{method} {path} without a session"
            );
            assert_eq!(answer.body["code"], "signed_out", "{method} {path}");
        }
        if ANY_SESSION.iter().any(|(m, p)| *m == method && *p == path) {
            continue;
        }
        let answer = server.call(verb, &filled, &nobody, None).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {path} without a policy");
        assert_eq!(answer.body["code"], "denied", "{method} {path}");
    }
}

#[tokio::test]
async fn the_description_itself_needs_a_session() {
    let server = Server::start().await;
    let answer = server.call(Method::GET, "/api/openapi.json", "", None).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let nobody = server.account("nobody", &[], None).await;
    let answer = server.call(Method::GET, "/api/openapi.json", &nobody, None).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body["paths"]["/api/session"].is_object());
}

#[tokio::test]
async fn figures_are_for_this_machine_or_the_token() {
    let mut config = server::Config::default();
    "secret".clone_into(&mut config.server.metrics_token);
    let server = Server::start_with(config).await;
    let with = |name: &'static str, value: &'static str| {
        Request::get("/metrics").header(name, value).body(Body::empty()).unwrap()
    };
    let refused = server.send(with("authorization", "Bearer guess")).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let told = server.send(with("authorization", "Bearer secret")).await;
    assert_eq!(told.status, StatusCode::OK);
    assert!(told.body.as_str().unwrap().contains("linli_http_requests_total"));
}

#[tokio::test]
async fn a_write_from_elsewhere_is_refused() {
    let server = Server::start().await;
    let request = Request::post("/api/session")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from("{}"))
        .unwrap();
    let answer = server.send(request).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(answer.body["code"], "foreign_write");
}

#[tokio::test]
async fn a_refusal_is_a_problem_in_the_readers_language() {
    let server = Server::start().await;
    let ask = |lang: &'static str| {
        Request::get("/api/session")
            .header(header::ACCEPT_LANGUAGE, lang)
            .body(Body::empty())
            .unwrap()
    };
    let english = server.send(ask("en-GB,en;q=0.9")).await;
    assert_eq!(english.body["title"], "Please sign in");
    let kind = &english.head.headers()[header::CONTENT_TYPE];
    assert_eq!(kind, "application/problem+json");
    assert_eq!(server.send(ask("zh-CN")).await.body["title"], "请先登录");
    let missing = server.call(Method::GET, "/api/nothing", "", None).await;
    assert_eq!(
        (missing.status, missing.body["code"].as_str()),
        (StatusCode::NOT_FOUND, Some("not_found"))
    );
}

#[tokio::test]
async fn every_answer_says_what_a_browser_may_do_with_it() {
    let mut config = server::Config::default();
    config.server.https = true;
    let server = Server::start_with(config).await;
    for path in ["/api/session", "/api/nothing", "/healthz", "/", "/assets/none.js"] {
        let answer = server.call(Method::GET, path, "", None).await;
        let head = answer.head.headers();
        let policy = head["content-security-policy"].to_str().unwrap();
        let scripts = policy.split(';').find(|part| part.trim().starts_with("script-src")).unwrap();
        assert_eq!(scripts.trim(), "script-src 'self'", "{path}: no inline script, nobody else's");
        for part in ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{path}: {part}");
        }
        assert_eq!(head["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(head["cross-origin-opener-policy"], "same-origin", "{path}");
        assert_eq!(head["cross-origin-resource-policy"], "same-origin", "{path}");
        assert!(head["strict-transport-security"].to_str().unwrap().starts_with("max-age="));
        assert!(head.contains_key("permissions-policy") && head.contains_key("referrer-policy"));
        assert!(!head.contains_key("server") && !head.contains_key("x-powered-by"), "{path}");
    }
    let plain = Server::start().await.call(Method::GET, "/healthz", "", None).await;
    assert!(!plain.head.headers().contains_key("strict-transport-security"), "never by http");
}

/// Whoever asks why, and whoever audits, picks from a list: it has to be all there is.
#[test]
fn screens_offer_every_action_purpose_and_ground() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/apps/console/src/why/deeds.ts");
    let text = std::fs::read_to_string(path).unwrap();
    let listed = |name: &str| -> Vec<String> {
        let start = text.find(&format!("export const {name}")).unwrap();
        let list = text[start..].split_once("= [").unwrap().1.split_once(']').unwrap().0;
        let mut words: Vec<String> =
            list.split('\'').skip(1).step_by(2).map(str::to_owned).collect();
        words.sort();
        words
    };
    let sorted = |words: Vec<&str>| -> Vec<String> {
        let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        words.sort();
        words
    };
    let actions = access::Action::ALL;
    assert_eq!(listed("deeds"), sorted(actions.iter().map(|action| action.name()).collect()));
    let personal = actions.iter().filter(|action| action.is_personal());
    assert_eq!(listed("personal"), sorted(personal.map(|action| action.name()).collect()));
    let purposes = access::Purpose::ALL.iter().map(|purpose| purpose.name()).collect();
    assert_eq!(listed("everyPurpose"), sorted(purposes));
    assert_eq!(listed("everyBasis"), sorted(access::Basis::KINDS.to_vec()));
}
