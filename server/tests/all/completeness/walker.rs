//! Sends calls as anybody, and holds what comes back against the log and the scope.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{
    cases,
    routes::{A_CASE, Body, Call, NEW, Route, title},
    watch::{Realm, Says, Seen, Watched, weigh},
};
use crate::world::{Server, ask};
use access::{Access, Account, Entry, Event, Keeper, LogCursor, Person, Role};
use axum::{
    Router,
    body::Body as Content,
    http::{Method, Request, StatusCode, header},
};
use kernel::{Id, Ids};

/// Somebody who calls.
pub(super) struct Caller {
    pub(super) name: String,
    pub(super) cookie: String,
    pub(super) scope: String,
    person: Option<Id<Person>>,
    account: Id<Account>,
    /// Where they call from.
    address: String,
}

impl Caller {
    /// Somebody with these roles in an area, who works there for the office that has the cases. Most roles may handle none
    /// all the same.
    pub(super) async fn new(
        server: &Server,
        roles: &[Role],
        area: &str,
        person: Option<Id<Person>>,
    ) -> Self {
        let name = match roles {
            [role] => format!("{role}.{}", area.replace('/', ".")),
            _ => "everything".to_owned(),
        };
        let login = name.replace('_', "-");
        let cookie = server.account_in(&login, roles, area, person).await;
        server.join(&login, cases::OFFICE, area).await;
        let accounts = server.access.accounts(Keeper::Operator).await.unwrap();
        let found = accounts.iter().find(|facts| facts.principal.login == login).unwrap();
        let account = found.principal.account;
        let address = format!("192.0.2.{}", accounts.len());
        Self { name, cookie, scope: area.to_owned(), person, account, address }
    }

    fn realm(&self) -> Realm<'_> {
        Realm { area: &self.scope, own: self.person }
    }
}

/// What a call was answered.
pub(super) struct Told {
    pub(super) status: StatusCode,
    /// The body as it was sent.
    pub(super) text: String,
    pub(super) says: Says,
}

/// What came of all calls.
#[derive(Default)]
pub(super) struct Tally {
    /// What should not have been.
    pub(super) wrong: Vec<String>,
    /// Texts of people that were told.
    pub(super) told: BTreeSet<String>,
    /// Routes on which a call succeeded.
    pub(super) succeeded: BTreeSet<String>,
    pub(super) calls: u64,
}

/// How far the log was read, and whose lines no request was weighed with yet.
#[derive(Default)]
struct Log {
    cursor: LogCursor,
    waiting: HashMap<Id<Account>, Vec<Entry>>,
}

/// Sends calls; several callers share one. No account has two requests on the way, so that the lines of its name since its
/// last answer are those of this request.
pub(super) struct Walker {
    router: Router,
    access: Arc<Access>,
    ids: Ids,
    /// What [`A_CASE`] stands for.
    case: String,
    pub(super) watched: Vec<Watched>,
    log: tokio::sync::Mutex<Log>,
    tally: Mutex<Tally>,
}

impl Walker {
    pub(super) fn new(server: &Server, watched: Vec<Watched>, case: String) -> Self {
        Self {
            router: server.router.clone(),
            access: Arc::clone(&server.access),
            ids: server.world.ids.clone(),
            case,
            watched,
            log: tokio::sync::Mutex::default(),
            tally: Mutex::default(),
        }
    }

    pub(super) fn router(&self) -> &Router {
        &self.router
    }

    pub(super) fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a call and weighs its answer.
    pub(super) async fn send(&self, who: &Caller, route: &Route, call: &Call) -> Told {
        let mut request = request(&who.cookie, &route.method, &self.filled(call));
        request.headers_mut().insert("x-forwarded-for", who.address.parse().unwrap());
        let (head, text) = ask(&self.router, request).await;
        let status = head.status();
        let place = format!("{} as {}: {} {status}", route.method, who.name, call.path);
        let says = self.note(who, &place, &text).await;
        let mut tally = self.tally();
        // Whoever is held back was told nothing that could be weighed.
        let stopped =
            status == StatusCode::TOO_MANY_REQUESTS && route.path.starts_with("/api/report");
        let failed = status.is_server_error() && status != StatusCode::SERVICE_UNAVAILABLE;
        if stopped || failed {
            tally.wrong.push(format!("{place}: {text}"));
        }
        if status.is_success() {
            tally.succeeded.insert(title(route));
        }
        drop(tally);
        Told { status, text, says }
    }

    /// Weighs what `who` was told just now.
    pub(super) async fn note(&self, who: &Caller, place: &str, text: &str) -> Says {
        let entries = self.entries_of(who.account).await;
        let seen = weigh(text, &entries, who.realm(), &self.watched);
        let (says, Seen { told, wrong, .. }) = (seen.says(), seen);
        let mut tally = self.tally();
        tally.calls += 1;
        tally.wrong.extend(wrong.into_iter().map(|wrong| format!("{place}: {wrong}")));
        tally.told.extend(told);
        says
    }

    /// What the log says that an account read since this was asked last.
    async fn entries_of(&self, account: Id<Account>) -> Vec<Entry> {
        let mut log = self.log.lock().await;
        let Log { cursor, waiting } = &mut *log;
        for entry in self.access.entries_after(cursor, usize::MAX).await.unwrap() {
            if let Event::Read(read) = &entry.event {
                waiting.entry(read.account).or_default().push(entry);
            }
        }
        waiting.remove(&account).unwrap_or_default()
    }

    /// The call with what stands for something in it replaced by that.
    fn filled(&self, call: &Call) -> Call {
        let fill = |text: &str| {
            let text = text.replace(A_CASE, &self.case);
            if !text.contains(NEW) {
                return text;
            }
            text.replace(NEW, &self.ids.next::<casework::CaseActionMark>().to_string())
        };
        let body = call.body.as_ref().map(|body| match body {
            Body::Json(text) => Body::Json(fill(text)),
            Body::Form(text) => Body::Form(fill(text)),
            Body::File | Body::Photo => body.clone(),
        });
        Call { path: fill(&call.path), body }
    }
}

/// The request that a call is; without a session where the cookie is empty.
pub(super) fn request(cookie: &str, method: &Method, call: &Call) -> Request<Content> {
    let mut request = Request::builder()
        .method(method.clone())
        .uri(&call.path)
        .header("x-linli", "1")
        .header(header::ACCEPT_LANGUAGE, "en");
    if !cookie.is_empty() {
        request = request.header(header::COOKIE, cookie);
    }
    if call.path.starts_with("/hooks/") {
        request = request.header(header::AUTHORIZATION, format!("Bearer {}", cases::KEY));
    }
    let (kind, content) = match &call.body {
        None => return request.body(Content::empty()).unwrap(),
        Some(Body::Json(text)) => ("application/json", Content::from(text.clone())),
        Some(Body::Form(text)) => {
            ("application/x-www-form-urlencoded", Content::from(text.clone()))
        }
        Some(Body::File) => (MULTIPART, form("a.csv", "address\n幸福路1号".as_bytes())),
        Some(Body::Photo) => (MULTIPART, form("a.png", &cases::picture())),
    };
    request.header(header::CONTENT_TYPE, kind).body(content).unwrap()
}

const MULTIPART: &str = "multipart/form-data; boundary=edge";

/// A form with one file.
fn form(name: &str, bytes: &[u8]) -> Content {
    let head = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    );
    Content::from([head.as_bytes(), bytes, b"\r\n--edge--\r\n".as_slice()].concat())
}
