//! Single sign-on against a real provider: `tests/openid`, which `LINLI_TEST_OPENID` names and `cargo xtask test`
//! starts. The test's own browser goes through its pages of login and consent.

use std::{collections::BTreeMap, os::unix::fs::PermissionsExt as _};

use access::Role;
use axum::http::{Method, StatusCode, header};
use kernel::{Clock as _, SystemClock};
use serde_json::{Value, json};
use server::{Config, SignOnProvider};
use testing::MONDAY_MORNING;

use super::world::{Answer, Server};

/// Where the provider sends browsers back to.
const HOME: &str = "http://localhost:8600";
const SIGN_ON: &str = "/api/session/sign-on";

/// Follows redirects and fills in forms as somebody at a browser does; stops before it comes home.
struct Browser {
    agent: ureq::Agent,
    jar: BTreeMap<String, String>,
    name: String,
}

impl Browser {
    fn new(name: &str) -> Self {
        let config = ureq::Agent::config_builder().max_redirects(0).max_redirects_will_error(false);
        let config = config.http_status_as_error(false).proxy(None).build();
        Self { agent: config.new_agent(), jar: BTreeMap::new(), name: name.to_owned() }
    }

    /// Goes to `address`; the path and query at home that it is led to in the end.
    fn visit(&mut self, address: &str) -> String {
        let mut next = address.to_owned();
        for _ in 0..12 {
            if let Some(home) = next.strip_prefix(HOME) {
                return home.to_owned();
            }
            let cookies = self.cookies();
            let answer = self.agent.get(&next).header("cookie", cookies).call().unwrap();
            let (place, body) = self.take(answer);
            next = match place {
                Some(place) => absolute(&next, &place),
                None => self.fill_in(&next, &body),
            };
        }
        panic!("{address} does not lead home");
    }

    fn fill_in(&mut self, page: &str, body: &str) -> String {
        let after = |text: &str| body.split(text).nth(1).and_then(|rest| rest.split('"').next());
        let action = after("action=\"").unwrap_or_else(|| panic!("no form at {page}: {body}"));
        let prompt = after("name=\"prompt\" value=\"").unwrap();
        let fields = [("prompt", prompt), ("login", self.name.as_str()), ("password", "any")];
        let request = self.agent.post(absolute(page, action)).header("cookie", self.cookies());
        let answer = request.send_form(fields).unwrap();
        let (place, body) = self.take(answer);
        absolute(page, &place.unwrap_or_else(|| panic!("the form leads nowhere: {body}")))
    }

    fn take(&mut self, mut answer: ureq::http::Response<ureq::Body>) -> (Option<String>, String) {
        for line in answer.headers().get_all("set-cookie") {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.jar.insert(name.to_owned(), value.to_owned());
        }
        let place =
            answer.headers().get("location").map(|place| place.to_str().unwrap().to_owned());
        (place, answer.body_mut().read_to_string().unwrap())
    }

    fn cookies(&self) -> String {
        let pairs = self.jar.iter().filter(|(_, value)| !value.is_empty());
        pairs.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }
}

fn absolute(from: &str, place: &str) -> String {
    if place.starts_with("http") {
        return place.to_owned();
    }
    let origin: Vec<&str> = from.splitn(4, '/').take(3).collect();
    format!("{}{place}", origin.join("/"))
}

fn provider(id: &str, issuer: &str) -> SignOnProvider {
    SignOnProvider {
        id: id.to_owned(),
        name_zh: "市统一认证".to_owned(),
        name_en: "City sign-on".to_owned(),
        issuer: issuer.to_owned(),
        client_id: "linli".to_owned(),
        ..SignOnProvider::default()
    }
}

fn config(providers: Vec<SignOnProvider>) -> Config {
    let mut config = Config::default();
    HOME.clone_into(&mut config.messages.address);
    config.sign_on.providers = providers;
    config
}

/// A server that knows the provider as one of its clients, at the real time, by which tokens go.
async fn start(issuer: &str, client: &str, secret: &str) -> Server {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret");
    std::fs::write(&file, secret).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    let mut provider = provider("city", issuer);
    client.clone_into(&mut provider.client_id);
    if !secret.is_empty() {
        provider.secret_file = file.display().to_string();
    }
    let server = Server::start_with(config(vec![provider])).await;
    server.world.clock.advance(SystemClock.now().seconds_since(MONDAY_MORNING));
    server
}

/// The usual client of the provider that the environment names; nothing where it names none.
async fn usual() -> Option<Server> {
    let issuer = std::env::var("LINLI_TEST_OPENID").ok()?;
    Some(start(&issuer, "linli", "hush: a+b/c\n").await)
}

fn carried(answer: &Answer, name: &str) -> Option<String> {
    let lines = answer.head.headers().get_all(header::SET_COOKIE).iter();
    let pair = |line: &str| line.split(';').next().unwrap().to_owned();
    let mut pairs = lines.map(|line| pair(line.to_str().unwrap()));
    pairs.find(|pair| {
        pair.split_once('=').is_some_and(|(found, value)| found == name && !value.is_empty())
    })
}

async fn post(server: &Server, path: &str, cookie: &str, body: Value) -> Answer {
    server.call(Method::POST, path, cookie, Some(&body)).await
}

/// Begins a sign-on: where to go, and the cookie to come back with.
async fn begin(server: &Server) -> (String, String) {
    begin_with(server, "").await
}

/// Begins one in a browser that has a session.
async fn begin_with(server: &Server, session: &str) -> (String, String) {
    let body = json!({ "provider": "city", "lang": "en" });
    let begun = post(server, &format!("{SIGN_ON}/begin"), session, body).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    let line = begun.head.headers()[header::SET_COOKIE].to_str().unwrap();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/api/session/sign-on;", "Max-Age=600"] {
        assert!(line.contains(part), "{line}");
    }
    let cookie = carried(&begun, "linli_sign_on").unwrap();
    let address = begun.body["address"].as_str().unwrap().to_owned();
    assert!(!address.contains("prompt="), "{address}");
    (address, cookie)
}

/// Comes home; the page of the console that the browser is sent on to.
async fn home(server: &Server, path: &str, cookie: &str) -> (String, Answer) {
    let answer = server.call(Method::GET, path, cookie, None).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let place = answer.head.headers()[header::LOCATION].to_str().unwrap().to_owned();
    (place, answer)
}

/// Signs on as `name`, from the button to the console.
async fn sign_on(server: &Server, name: &str) -> (String, Answer) {
    let (address, cookie) = begin(server).await;
    let path = Browser::new(name).visit(&address);
    home(server, &path, &cookie).await
}

/// An officer's session, with the account bound to the identity `name`.
async fn bound(server: &Server, name: &str) -> (String, String) {
    let (session, password) = officer(server).await;
    let body = json!({ "provider": "city", "password": password });
    let begun = post(server, &format!("{SIGN_ON}/bind"), &session, body).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    let cookie = carried(&begun, "linli_sign_on").unwrap();
    let address = begun.body["address"].as_str().unwrap();
    assert!(address.ends_with("&prompt=login"), "whoever binds says who they are: {address}");
    let path = Browser::new(name).visit(address);
    // The session's own cookie is strict: it does not come with a browser that another site sends.
    let (place, _) = home(server, &path, &cookie).await;
    assert_eq!(place, "/security?sign_on=bound");
    (session, password)
}

/// An officer's session and password.
async fn officer(server: &Server) -> (String, String) {
    server.account("officer", &[Role::DistrictOfficer], None).await;
    let reset = server.access.reset_password("officer", access::Keeper::Operator).await.unwrap();
    let body = json!({ "account": "officer", "password": reset.reveal() });
    let answer = post(server, "/api/session", "", body).await;
    (carried(&answer, "linli_session").unwrap(), reset.reveal().to_owned())
}

#[tokio::test]
async fn somebody_bound_signs_on_through_the_providers_own_pages() {
    let Some(server) = usual().await else { return };
    let offered = server.call(Method::GET, SIGN_ON, "", None).await;
    assert_eq!(offered.body[0]["name"], json!({ "zh": "市统一认证", "en": "City sign-on" }));
    let (place, _) = sign_on(&server, "wang").await;
    assert_eq!(place, "/?sign_on=unbound", "nobody is created by a sign-on");

    let (session, password) = bound(&server, "wang").await;
    let at = format!("{SIGN_ON}/bound");
    let known = server.call(Method::GET, &at, &session, None).await;
    assert_eq!(known.body[0]["name"]["en"], "City sign-on");
    assert!(known.body[0]["used_at"].is_null() && !known.body.to_string().contains("wang"));
    server::parts::outbox::tell(&server.state).await;
    let told = server.call(Method::GET, "/api/messages", &session, None).await;
    let row = &told.body["rows"][0];
    assert_eq!((&row["kind"], &row["link"]), (&json!("identity_bound"), &json!("/security")));

    let (place, answer) = sign_on(&server, "wang").await;
    assert_eq!(place, "/");
    let fresh = carried(&answer, "linli_session").unwrap();
    let shown = server.call(Method::GET, "/api/session", &fresh, None).await;
    assert_eq!(shown.body["account"]["login"], "officer");
    let listed = server.call(Method::GET, "/api/session/all", &fresh, None).await;
    assert_eq!(listed.body.as_array().unwrap().len(), 2, "one by password, one by sign-on");
    let (address, cookie) = begin_with(&server, &fresh).await;
    let path = Browser::new("wang").visit(&address);
    let (place, answer) = home(&server, &path, &cookie).await;
    assert_eq!(place, "/");
    let ended = server.call(Method::GET, "/api/session", &fresh, None).await;
    assert_eq!(ended.status, StatusCode::UNAUTHORIZED, "signing in again ends the old one");
    let fresh = carried(&answer, "linli_session").unwrap();
    let shown = server.call(Method::GET, "/api/session", &fresh, None).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert_eq!(
        sign_on(&server, "li").await.0,
        "/?sign_on=unbound",
        "somebody else of the provider"
    );

    let issuer = &known.body[0]["issuer"];
    let unbind = format!("{SIGN_ON}/unbind");
    let wrong =
        post(&server, &unbind, &session, json!({ "issuer": issuer, "password": "x" })).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let gone = post(&server, &unbind, &session, json!({ "issuer": issuer, "password": password }));
    assert_eq!(gone.await.status, StatusCode::NO_CONTENT);
    assert_eq!(sign_on(&server, "wang").await.0, "/?sign_on=unbound");
}

#[tokio::test]
async fn clients_of_other_kinds_sign_on_too() {
    let Ok(issuer) = std::env::var("LINLI_TEST_OPENID") else { return };
    // The secret in the form and tokens by an elliptic curve; and no secret at all.
    for (client, secret) in [("linli-post", "hush"), ("linli-public", "")] {
        let server = start(&issuer, client, secret).await;
        bound(&server, "wang").await;
        assert_eq!(sign_on(&server, "wang").await.0, "/", "{client}");
    }
    let server = start(&issuer, "linli", "not the secret").await;
    assert_eq!(sign_on(&server, "wang").await.0, "/?sign_on=refused", "a wrong secret");
}

#[tokio::test]
async fn what_was_not_asked_for_is_not_taken() {
    let Some(server) = usual().await else { return };
    let (session, password) = bound(&server, "wang").await;
    let body = json!({ "provider": "city", "password": password });
    let begun = post(&server, &format!("{SIGN_ON}/bind"), &session, body).await;
    let cookie = carried(&begun, "linli_sign_on").unwrap();
    let foreign = format!("{SIGN_ON}/return/city?state=x&error=access_denied");
    let (place, _) = home(&server, &foreign, &cookie).await;
    assert_eq!(place, "/security?sign_on=over", "whoever binds is told on the page they left");

    let (address, cookie) = begin(&server).await;
    let path = Browser::new("wang").visit(&address);
    let state = path.split("state=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let changed = path.replace(&state, &"x".repeat(43));
    assert_eq!(home(&server, &changed, &cookie).await.0, "/?sign_on=over", "another state");
    assert_eq!(home(&server, &path, "").await.0, "/?sign_on=over", "another browser");
    let astray = path.replace("/return/city", "/return/other");
    assert_eq!(home(&server, &astray, &cookie).await.0, "/?sign_on=over", "another's address");
    let elsewhere = path.replace("iss=http", "iss=https");
    assert_eq!(home(&server, &elsewhere, &cookie).await.0, "/?sign_on=over", "another issuer");

    let (place, answer) = home(&server, &path, &cookie).await;
    assert_eq!(place, "/");
    assert!(carried(&answer, "linli_sign_on").is_none(), "the cookie is taken away");
    let (place, answer) = home(&server, &path, &cookie).await;
    assert_eq!(place, "/?sign_on=refused", "the code was used");
    assert!(carried(&answer, "linli_session").is_none());

    let (address, late) = begin(&server).await;
    let path = Browser::new("wang").visit(&address);
    server.world.clock.advance(600);
    assert_eq!(home(&server, &path, &late).await.0, "/?sign_on=over", "after ten minutes");
    let made_up = format!("{SIGN_ON}/return/city?state=x&code=y");
    for _ in 0..20 {
        assert_eq!(home(&server, &made_up, "").await.0, "/?sign_on=over");
    }
    let (_, cookie) = begin(&server).await;
    let (place, _) = home(&server, &made_up, &cookie).await;
    assert_eq!(place, "/?sign_on=over", "what comes without a ticket holds nobody off");
}

#[tokio::test]
async fn tokens_that_are_not_the_providers_are_not_believed() {
    let Some(server) = usual().await else { return };
    let (_, password) = bound(&server, "wang").await;
    let turned = [
        "late",
        "another-key",
        "unknown-key",
        "unsigned",
        "another-nonce",
        "another-client",
        "another-issuer",
    ];
    for name in turned {
        server.world.clock.advance(1);
        let (place, answer) = sign_on(&server, name).await;
        // A forged token counts: by and by the address has to wait. One of another time does not.
        assert_eq!(place, "/?sign_on=untrusted", "{name}");
        assert!(carried(&answer, "linli_session").is_none(), "{name}");
        if name == "another-nonce" {
            // Five cost nothing; a good sign-on does not forgive those of its address.
            assert_eq!(sign_on(&server, "wang").await.0, "/");
            server.world.clock.advance(30);
        }
    }
    let refused =
        post(&server, &format!("{SIGN_ON}/begin"), "", json!({ "provider": "city" })).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let body = json!({ "account": "officer", "password": password });
    let door = post(&server, "/api/session", "", body).await;
    assert!(carried(&door, "linli_session").is_some(), "passwords are counted apart");
}

#[tokio::test]
async fn a_second_factor_is_the_providers_or_our_own() {
    let Some(server) = usual().await else { return };
    let (session, password) = bound(&server, "wang").await;
    let at = "/api/session/second-factor";
    let shown = post(&server, at, &session, json!({ "password": password })).await;
    let secret = shown.body["secret"].as_str().unwrap().to_owned();
    let code = |server: &Server| super::accounts::code(server, &secret);
    let confirmed =
        post(&server, &format!("{at}/confirm"), &session, json!({ "code": code(&server) })).await;
    assert_eq!(confirmed.status, StatusCode::OK, "{}", confirmed.body);
    server.world.clock.advance(30);

    let (place, answer) = sign_on(&server, "wang").await;
    assert_eq!(place, "/?sign_on=code");
    assert!(carried(&answer, "linli_session").is_none());
    let cookie = carried(&answer, "linli_sign_on").unwrap();
    let give = format!("{SIGN_ON}/code");
    let wrong = post(&server, &give, &cookie, json!({ "code": "000000" })).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let begun = post(&server, &give, &cookie, json!({ "code": code(&server) })).await;
    assert_eq!(begun.body["account"]["login"], "officer", "{}", begun.body);
    assert!(carried(&begun, "linli_session").is_some());
    server.world.clock.advance(30);
    let again = post(&server, &give, &cookie, json!({ "code": code(&server) })).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "good once");
    let nothing = post(&server, &give, "", json!({ "code": code(&server) })).await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);

    // Binding asks for a code as well.
    let bind = format!("{SIGN_ON}/bind");
    let asked =
        post(&server, &bind, &session, json!({ "provider": "city", "password": password })).await;
    assert_eq!(asked.body["code"], "code_needed");
}

#[tokio::test]
async fn a_provider_that_says_it_asked_for_two_factors_is_asked_no_more() {
    let Some(server) = usual().await else { return };
    let (session, password) = bound(&server, "two-factors").await;
    let at = "/api/session/second-factor";
    let shown = post(&server, at, &session, json!({ "password": password })).await;
    let secret = shown.body["secret"].as_str().unwrap().to_owned();
    let code = super::accounts::code(&server, &secret);
    post(&server, &format!("{at}/confirm"), &session, json!({ "code": code })).await;
    assert_eq!(sign_on(&server, "two-factors").await.0, "/");
}

#[tokio::test]
async fn where_the_provider_is_down_passwords_work() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let server = start(&format!("http://{closed}"), "linli", "hush").await;
    server.state.sign_on.look().await;
    let down = post(&server, &format!("{SIGN_ON}/begin"), "", json!({ "provider": "city" })).await;
    assert_eq!(
        (down.status, &down.body["code"]),
        (StatusCode::SERVICE_UNAVAILABLE, &json!("unavailable"))
    );
    let none = post(&server, &format!("{SIGN_ON}/begin"), "", json!({ "provider": "other" })).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    officer(&server).await;
}

/// A server with two providers, neither of which answers.
async fn two(https: bool) -> Server {
    let ends = [(); 2].map(|()| std::net::TcpListener::bind("127.0.0.1:0").unwrap());
    let [city, other] = ends.each_ref().map(|end| format!("http://{}", end.local_addr().unwrap()));
    let mut config = config(vec![provider("city", &city), provider("other", &other)]);
    config.server.https = https;
    Server::start_with(config).await
}

/// Comes back at the address of the provider `id` with a sign-on that was begun with `other`.
async fn come_back(server: &Server, id: &str, cookie: &str) -> String {
    let ticket = server.access.begin_sign_on("other", None, None);
    let sealed = server.access.seal_ticket(&ticket).unwrap();
    let path = format!("{SIGN_ON}/return/{id}?state={}&code=x", ticket.flow().state);
    let (place, answer) = home(server, &path, &format!("{cookie}={sealed}")).await;
    assert!(carried(&answer, cookie).is_none(), "the cookie is taken away");
    place
}

#[tokio::test]
async fn each_provider_sends_browsers_back_to_an_address_of_its_own() {
    let server = two(false).await;
    // One that was led astray would hand its code to the other, and need not name itself.
    for id in ["city", "nobody"] {
        assert_eq!(come_back(&server, id, "linli_sign_on").await, "/?sign_on=over", "{id}");
    }
    let asked = come_back(&server, "other", "linli_sign_on").await;
    assert_eq!(asked, "/?sign_on=unavailable", "its own provider is asked");
}

#[tokio::test]
async fn by_https_a_sign_on_that_a_neighbour_could_have_planted_is_not_taken() {
    let server = two(true).await;
    let planted = come_back(&server, "other", "linli_sign_on").await;
    assert_eq!(planted, "/?sign_on=over");
    let ours = come_back(&server, "other", "__Host-linli_sign_on").await;
    assert_eq!(ours, "/?sign_on=unavailable");
}
