//! Every route, as every role, over a seeded district: nothing personal comes
//! back without its entry on the log, nothing from outside the scope comes
//! back at all, and the matrix of routes and roles is a page that is reviewed.

mod routes;
mod seed;
mod watch;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use access::{Basis, Event, Field, FieldSet, LogCursor, Person, Role};
use axum::{
    body::Body as Content,
    http::{Method, Request, StatusCode, header},
};
use kernel::Id;
use serde_json::Value;

use self::{
    routes::{Body, Call, Route, routes},
    seed::{ELSEWHERE, HERE, people, seed},
    watch::{Realm, Seen, Watched, weigh},
};
use super::world::{Answer, Server};

/// Routes that are not driven, and why.
const NOT_DRIVEN: [(&str, &str); 5] = [
    ("POST /api/session", "is how to get a session"),
    ("DELETE /api/session", "ends the session that drives"),
    ("DELETE /api/session/all/{id}", "ends the session that drives"),
    ("GET /metrics", "answers this machine alone"),
    (
        "POST /api/recoveries/restore",
        "asks for no session; wrong words brake the sign-ins that drive",
    ),
];

/// The routes of cases are not driven yet: each report makes a case, whose ids every other route would be tried with.
/// What they tell of a reporter, and on which ground, is held in `tests/cases.rs` and `tests/doors.rs`.
const OF_CASES: [&str; 4] = ["/api/cases", "/api/report", "/hooks", "/open311"];

/// Routes that no call made from the description succeeds on, and why.
const NEVER_SUCCEED: [(&str, &str); 73] = [
    ("POST /api/tags/beds", "names a building by its code"),
    ("POST /api/session/passkeys", "needs an authenticator"),
    ("POST /api/session/passkeys/ask", "needs a domain"),
    ("POST /api/session/passkeys/new", "needs a domain, and the password that drives"),
    ("POST /api/session/passkeys/show", "needs an authenticator"),
    ("POST /api/session/passkeys/{id}/remove", "there is none"),
    ("POST /api/session/passkeys/{id}/rename", "there is none"),
    ("POST /api/session/sign-on/begin", "needs an identity provider"),
    ("POST /api/session/sign-on/bind", "needs an identity provider"),
    ("POST /api/session/sign-on/code", "needs an identity provider"),
    ("GET /api/session/sign-on/return/{provider}", "needs an identity provider"),
    ("POST /api/session/sign-on/unbind", "there is none"),
    ("GET /api/wash/spellings", "needs the index of a running installation"),
    ("POST /api/wash/spellings", "needs the index of a running installation"),
    ("POST /api/wash/spellings/{id}/withdraw", "there is none"),
    ("PUT /api/duty/position", "is heard of people on duty alone"),
    ("POST /api/corrections/answers", "answers name items inside a list"),
    ("POST /api/dwellings", "needs a code with the installation's mark"),
    ("POST /api/dwellings/sign-up", "needs a code with the installation's mark"),
    ("POST /api/dwellings/{id}/withdraw", "there is none"),
    ("POST /api/dwellings/requests/{id}/confirm", "there is none"),
    ("POST /api/dwellings/requests/{id}/refuse", "there is none"),
    ("POST /api/dwellings/requests/{id}/undo", "there is none"),
    ("POST /api/emergencies/{id}/review", "whoever opened it does not review it"),
    ("POST /api/invitations/accept", "needs the secret of a link"),
    ("POST /api/invitations/look", "needs the secret of a link"),
    ("POST /api/messages/seen", "names a message, of which there is none"),
    ("PUT /api/messages/contacts/{channel}", "nothing is set up to send a code by"),
    ("POST /api/messages/contacts/{channel}/confirm", "needs a code that was sent"),
    ("DELETE /api/messages/contacts/{channel}", "there is none"),
    ("PUT /api/messages/hooks/{account}", "names an address by https"),
    ("DELETE /api/messages/hooks/{account}", "there is none"),
    ("POST /api/messages/dead/{id}/{channel}/again", "everything was delivered"),
    ("POST /api/reads/questions/{id}/answer", "whoever looked does not answer"),
    ("POST /api/reads/questions/{id}/contest", "there is no answer"),
    ("POST /api/proxies", "ends within a year of a day that the description does not know"),
    ("POST /api/proxies/accept", "needs a word that was handed over"),
    ("POST /api/proxies/guardian", "needs a binding to a dwelling"),
    ("POST /api/proxies/guardians/{id}/confirm", "there is none"),
    ("POST /api/proxies/guardians/{id}/refuse", "there is none"),
    ("POST /api/proxies/{id}/revoke", "there is none"),
    ("GET /api/proxies/{id}/reads", "there is none"),
    ("GET /api/proxies/{id}/data", "there is none"),
    ("POST /api/proxies/{id}/requests", "there is none"),
    ("POST /api/recoveries", "names an account of the area by its login"),
    ("POST /api/recoveries/{id}/agree", "whoever asked does not agree"),
    ("POST /api/recoveries/{id}/withdraw", "nothing waits"),
    ("POST /api/session/second-factor", "needs the password that drives"),
    ("POST /api/session/second-factor/confirm", "needs a code of the moment"),
    ("POST /api/session/second-factor/remove", "needs a code of the moment"),
    ("POST /api/exchanges/{number}/receipt", "needs the digest of the file that went out"),
    ("GET /api/runs/{id}/report.html", "a seeded run has no report"),
    ("POST /api/signals", "a dwelling is named in one of two optional fields; the seed sends some"),
    ("POST /api/wash", "needs the index of a running installation"),
    ("POST /api/wash/file", "needs the index of a running installation"),
    ("GET /api/wash/autocomplete", "needs the index of a running installation"),
    ("GET /api/wash/reverse", "needs the index of a running installation"),
    ("POST /api/housing/files", "takes photos alone; the seed sends some"),
    ("POST /api/housing/hazards", "an action brings an id of its own; the seed sends some"),
    ("POST /api/housing/hazards/{id}/actions", "an action brings an id of its own"),
    ("POST /api/housing/inspections", "an action brings an id of its own; the seed sends some"),
    ("POST /api/housing/events", "an action brings an id of its own"),
    ("POST /api/housing/units/{code}/suspension", "an action brings an id of its own"),
    ("POST /api/housing/ratings", "an action brings an id of its own; the seed sends some"),
    ("POST /api/housing/ratings/{id}/actions", "an action brings an id of its own"),
    ("POST /api/housing/buildings/{code}/codes", "an action brings an id of its own"),
    ("POST /api/housing/units/{code}/code", "an action brings an id of its own"),
    ("POST /api/housing/declarations", "an action brings an id of its own"),
    ("POST /api/housing/declarations/sheet", "needs a sheet with columns of its own"),
    ("GET /api/housing/declarations/{id}", "there is none; held in tests/declarations.rs"),
    ("POST /api/housing/declarations/{id}/actions", "an action brings an id of its own"),
    ("POST /api/housing/declarations/{id}/visits", "an action brings an id of its own"),
    ("GET /api/housing/qr/{code}", "needs a code with the installation's mark"),
];

/// Successful calls of a route that every role repeats.
const KEPT: usize = 24;

struct Driver {
    server: Server,
    watched: Vec<Watched>,
    cursor: LogCursor,
    wrong: Vec<String>,
    told: BTreeSet<String>,
    succeeded: BTreeSet<String>,
    calls: u64,
}

impl Driver {
    async fn start() -> (Self, [Id<Person>; 2]) {
        let server = Server::start().await;
        let people = people(&server);
        seed(&server, &people).await;
        let watched = people.iter().map(Watched::of).collect();
        let ids = [people[0].id, people[1].id];
        let (wrong, told, cursor) = (Vec::new(), BTreeSet::new(), LogCursor::default());
        let succeeded = BTreeSet::new();
        (Self { server, watched, cursor, wrong, told, succeeded, calls: 0 }, ids)
    }

    /// Sends a call and weighs its answer; whether it told of people.
    async fn send(&mut self, who: &Caller, route: &Route, call: &Call) -> (Answer, bool) {
        let request = request(&who.cookie, &route.method, call);
        let answer = self.server.send(request).await;
        self.calls += 1;
        let entries = self.server.access.entries_after(&mut self.cursor, 1_000).await.unwrap();
        let text = match &answer.body {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let Seen { told, wrong } = weigh(&text, &entries, who.realm(), &self.watched);
        let place = format!("{} as {}: {} {}", route.method, who.name, call.path, answer.status);
        self.wrong.extend(wrong.into_iter().map(|wrong| format!("{place}: {wrong}")));
        if answer.status.is_server_error() && answer.status != StatusCode::SERVICE_UNAVAILABLE {
            self.wrong.push(format!("{place}: {text}"));
        }
        if answer.status.is_success() {
            self.succeeded.insert(title(route));
        }
        let tells = !told.is_empty();
        self.told.extend(told);
        (answer, tells)
    }
}

/// Somebody who calls.
struct Caller {
    name: String,
    cookie: String,
    scope: String,
    person: Option<Id<Person>>,
}

impl Caller {
    async fn new(server: &Server, roles: &[Role], area: &str, person: Option<Id<Person>>) -> Self {
        let name = match roles {
            [role] => format!("{role}.{}", area.replace('/', ".")),
            _ => "everything".to_owned(),
        };
        let cookie = server.account_in(&name.replace('_', "-"), roles, area, person).await;
        Self { name, cookie, scope: area.to_owned(), person }
    }

    fn realm(&self) -> Realm<'_> {
        Realm { area: &self.scope, own: self.person }
    }
}

fn request(cookie: &str, method: &Method, call: &Call) -> Request<Content> {
    let request = Request::builder()
        .method(method.clone())
        .uri(&call.path)
        .header("x-linli", "1")
        .header(header::ACCEPT_LANGUAGE, "en")
        .header(header::COOKIE, cookie);
    match &call.body {
        None => request.body(Content::empty()),
        Some(Body::Json(text)) => request
            .header(header::CONTENT_TYPE, "application/json")
            .body(Content::from(text.clone())),
        Some(Body::File) => request
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(Content::from(
                "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n\
                 address\n幸福路1号\r\n--edge--\r\n",
            )),
    }
    .unwrap()
}

/// Ids and codes in an answer, which lead on to other routes.
fn harvest(body: &Value, key: &str, met: &mut BTreeSet<String>) {
    let named = ["id", "code", "path", "person", "building", "unit", "number", "run", "chain"];
    match body {
        Value::Object(map) => map.iter().for_each(|(key, value)| harvest(value, key, met)),
        Value::Array(list) => {
            // Of a page of looks the latest is enough: every call adds some.
            let (looks, others): (Vec<_>, Vec<_>) =
                list.iter().partition(|value| value["read"].is_string());
            let some = looks.into_iter().take(1).chain(others);
            some.for_each(|value| harvest(value, key, met));
        }
        Value::String(text) if text.len() <= 80 && !text.is_empty() => {
            let is_id = text.len() == 36 && text.bytes().filter(|byte| *byte == b'-').count() == 4;
            // A word without a digit is of a list, and leads nowhere.
            let is_code = named.contains(&key) && text.bytes().any(|byte| byte.is_ascii_digit());
            if is_id || is_code {
                met.insert(text.clone());
            }
        }
        Value::Number(number) if named.contains(&key) => drop(met.insert(number.to_string())),
        _ => {}
    }
}

fn title(route: &Route) -> String {
    format!("{} {}", route.method, route.path)
}

/// Calls that succeed for somebody who may do everything, by route. What they
/// answer leads to more, until nothing new is met.
async fn explore(
    driver: &mut Driver,
    all: &[Route],
    who: &Caller,
    met: &mut BTreeSet<String>,
) -> BTreeMap<String, Vec<Call>> {
    let mut found: BTreeMap<String, Vec<Call>> = BTreeMap::new();
    let mut tried: BTreeSet<(String, Call)> = BTreeSet::new();
    // What is written in the first round is met in the second.
    for _ in 0..2 {
        tried.retain(|(title, _)| title.contains('{'));
        loop {
            let before = met.len();
            for route in all.iter().filter(|route| route.method == Method::GET) {
                for calls in route.calls(met) {
                    let fresh =
                        calls.into_iter().filter(|call| tried.insert((title(route), call.clone())));
                    let fresh = fresh.collect();
                    let kept = found.entry(title(route)).or_default();
                    follow(driver, route, who, fresh, met, kept).await;
                }
            }
            if met.len() == before {
                break;
            }
        }
        for route in all.iter().filter(|route| route.method != Method::GET) {
            if driver.succeeded.contains(&title(route)) {
                continue;
            }
            let kept = found.entry(title(route)).or_default();
            for calls in route.calls(met) {
                let first = calls.first().cloned();
                let fresh =
                    calls.into_iter().filter(|call| tried.insert((title(route), call.clone())));
                follow(driver, route, who, fresh.collect(), met, kept).await;
                if kept.is_empty() {
                    // Something to ask every role with, should nothing succeed.
                    kept.extend(first);
                }
            }
        }
    }
    found
}

/// Makes the calls of one path, until it is plain that it leads nowhere.
async fn follow(
    driver: &mut Driver,
    route: &Route,
    who: &Caller,
    calls: Vec<Call>,
    met: &mut BTreeSet<String>,
    kept: &mut Vec<Call>,
) {
    let mut missed = 0;
    for call in calls {
        let (answer, tells) = driver.send(who, route, &call).await;
        // Refused before anything looked at it, for its path: whatever else is asked there is.
        let unread = answer.status == StatusCode::BAD_REQUEST && answer.body["detail"].is_null();
        if unread && route.is_bare(&call) {
            return;
        }
        if answer.status.is_success() {
            // The words of a catalogue lead nowhere but to more of it.
            if !route.path.ends_with("/catalogue") {
                harvest(&answer.body, "", met);
            }
            keep(kept, call, tells);
        }
        missed += u32::from(answer.status == StatusCode::NOT_FOUND);
        if missed == 2 && route.path.contains('{') {
            return;
        }
    }
}

/// Calls that tell of people come first; of the others some are enough.
fn keep(kept: &mut Vec<Call>, call: Call, tells: bool) {
    if kept.contains(&call) {
        return;
    }
    if tells {
        kept.insert(0, call);
    } else {
        kept.push(call);
    }
    kept.truncate(KEPT);
}

#[tokio::test]
async fn every_route_as_every_role_tells_what_the_log_and_the_scope_allow() {
    let document: Value = serde_json::from_str(&crate::openapi()).unwrap();
    let mut all = routes(&document);
    all.retain(|route| !NOT_DRIVEN.iter().any(|(name, _)| *name == title(route)));
    all.retain(|route| !OF_CASES.iter().any(|under| route.path.starts_with(under)));
    let (mut driver, [me, _]) = Driver::start().await;
    let everything = Caller::new(&driver.server, Role::ALL, "", Some(me)).await;
    let mut met = BTreeSet::from(["990106", HERE, ELSEWHERE, seed::SOURCE].map(ToOwned::to_owned));
    let found = explore(&mut driver, &all, &everything, &mut met).await;
    let excused = |name: &str| NEVER_SUCCEED.iter().any(|(excused, _)| *excused == name);
    let unlike: Vec<String> = all
        .iter()
        .map(title)
        .filter(|name| driver.succeeded.contains(name) == excused(name))
        .collect();
    assert!(
        unlike.is_empty(),
        "{unlike:#?}: excused, it must not succeed; else no call made from its description succeeds; name what its parameters may be \
         in its description, seed what it shows, or say here why it cannot"
    );

    let mut page = String::from(
        "Routes and roles, as driven: `-` refused, `y` answered, `P` told of people, each on the log.\n\
         The first mark is for somebody whose role holds where the people are, the second elsewhere.\n\
         Written by LINLI_BLESS=1 cargo test -p server completeness; read every line that changes.\n",
    );
    let mut lines: BTreeMap<String, BTreeMap<String, Vec<&str>>> = BTreeMap::new();
    for role in Role::ALL {
        let person = (*role == Role::Resident).then_some(me);
        let mut marks = Vec::new();
        for area in [HERE, ELSEWHERE] {
            let who = Caller::new(&driver.server, &[*role], area, person).await;
            marks.push(marks_of(&mut driver, &all, &found, &who).await);
        }
        for route in &all {
            let name = title(route);
            let pair = format!("{}/{}", marks[0][&name], marks[1][&name]);
            lines.entry(name).or_default().entry(pair).or_default().push(role.name());
        }
    }
    for (route, marks) in &lines {
        let _ = writeln!(page, "\n{route}");
        for (pair, roles) in marks.iter().filter(|(pair, _)| *pair != "-/-") {
            let _ = writeln!(page, "    {pair}  {}", roles.join(", "));
        }
    }
    assert!(driver.wrong.is_empty(), "{:#?}", driver.wrong);
    // A watch that sees nobody proves nothing.
    for who in &driver.watched {
        for telling in &who.tellings {
            assert!(driver.told.contains(&telling.text), "nobody was ever told `{}`", telling.text);
        }
    }
    assert!(driver.calls > 3_000, "{} calls", driver.calls);
    testing::committed("schemas/routes-by-role.txt", &page);
}

/// How each route answers `who`.
async fn marks_of(
    driver: &mut Driver,
    all: &[Route],
    found: &BTreeMap<String, Vec<Call>>,
    who: &Caller,
) -> BTreeMap<String, char> {
    let mut marks = BTreeMap::new();
    for route in all {
        let name = title(route);
        let mut mark = '-';
        for call in found.get(&name).into_iter().flatten() {
            let (answer, tells) = driver.send(who, route, call).await;
            let refused = matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
            mark = match (tells, refused, mark) {
                (true, ..) => 'P',
                (false, false, '-') => 'y',
                (.., before) => before,
            };
        }
        marks.insert(name, mark);
    }
    marks
}

#[tokio::test]
async fn the_watch_sees_what_is_not_on_the_log_and_what_is_out_of_scope() {
    let (driver, [me, _]) = Driver::start().await;
    let name = &driver.watched[0].tellings[1];
    let body = format!("{{\"name\":\"{}\"}}", name.text);
    let watched = &driver.watched;
    assert_eq!(weigh(&body, &[], Realm::of(""), watched).wrong.len(), 1, "nothing on the log");
    let entry = |fields: &[Field], subjects: Vec<Id<Person>>| access::Entry {
        at: testing::MONDAY_MORNING,
        event: Event::Read(access::Read {
            grant: Id::from_bytes([1; 16]),
            account: Id::from_bytes([2; 16]),
            role: Role::StreetOfficer,
            office: kernel::Text::default(),
            action: access::Action::BlocksViewPeople,
            purpose: access::Purpose::Registration,
            basis: Basis::Task("T-7".to_owned()),
            fields: FieldSet::of(fields).bits(),
            own: false,
        }),
        subjects,
    };
    let right = entry(&[Field::NameMasked], vec![me]);
    assert_eq!(
        weigh(&body, std::slice::from_ref(&right), Realm::of(""), watched).wrong,
        Vec::<String>::new()
    );
    assert_eq!(
        weigh(&body, std::slice::from_ref(&right), Realm::of(HERE), watched).wrong,
        Vec::<String>::new()
    );
    let other_field = entry(&[Field::Residence], vec![me]);
    assert_eq!(
        weigh(&body, &[other_field], Realm::of(""), watched).wrong.len(),
        1,
        "another field"
    );
    let other = entry(&[Field::NameMasked], vec![watched[1].person]);
    assert_eq!(weigh(&body, &[other], Realm::of(""), watched).wrong.len(), 1, "another person");
    let mine = Realm { own: Some(me), ..Realm::of(ELSEWHERE) };
    assert_eq!(
        weigh(&body, std::slice::from_ref(&right), mine, watched).wrong,
        Vec::<String>::new()
    );
    assert_eq!(
        weigh(&body, &[right], Realm::of(ELSEWHERE), watched).wrong.len(),
        1,
        "another street"
    );
    let shop = watched[1].organisation;
    assert_eq!(
        weigh(shop, &[], Realm::of(HERE), watched).wrong.len(),
        1,
        "a thing of another street"
    );
}
