//! A server over a fresh installation, and somebody who calls it.

use std::sync::Arc;

use access::{Access, AccessSettings, Assignment, Keeper, NewAccount, PasswordCost, Person, Role};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, Response, StatusCode, header},
};
use kernel::{AreaPath, Chance, Id, Lang, SharedClock, Text};
use serde_json::{Value, json};
use server::{AppState, Config};
use testing::World;
use tower::ServiceExt as _;

pub(crate) struct Server {
    pub(crate) access: Arc<Access>,
    pub(crate) casework: casework::Casework,
    pub(crate) state: AppState,
    pub(crate) router: Router,
    pub(crate) world: World,
}

/// An answer, read whole.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) head: Response<()>,
    pub(crate) body: Value,
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::start_with(Config::default()).await
    }

    pub(crate) async fn start_with(config: Config) -> Self {
        let world = World::migrated(server::MIGRATIONS).await;
        let clock: SharedClock = world.clock.clone();
        let data = world.folder.path().to_owned();
        let access = Access::open(
            world.database.clone(),
            &data,
            clock.clone(),
            world.ids.clone(),
            Chance::seeded(11),
            AccessSettings { passwords: PasswordCost::Least, ..AccessSettings::default() },
        )
        .unwrap();
        let access = Arc::new(access);
        let state = AppState::new(
            config,
            data,
            world.database.clone(),
            Arc::clone(&access),
            clock,
            world.ids.clone(),
        )
        .unwrap();
        let casework = state.casework.clone();
        Self { access, casework, router: server::router(state.clone()), state, world }
    }

    /// Puts an account into an office, for an area.
    pub(crate) async fn join(&self, login: &str, office: &str, area: &str) {
        let accounts = self.access.accounts(Keeper::Operator).await.unwrap();
        let found = accounts.iter().find(|facts| facts.principal.login == login).unwrap();
        let member = casework::routing::Member {
            account: found.principal.account,
            office: office.to_owned(),
            area: area.parse().unwrap(),
            leads: false,
            available: true,
        };
        self.casework.set_member(member, None).await.unwrap();
    }

    /// A new account's cookie.
    pub(crate) async fn account(
        &self,
        login: &str,
        roles: &[Role],
        person: Option<Id<Person>>,
    ) -> String {
        self.account_in(login, roles, "", person).await
    }

    /// The cookie of a new account whose roles hold in an area.
    pub(crate) async fn account_in(
        &self,
        login: &str,
        roles: &[Role],
        area: &str,
        person: Option<Id<Person>>,
    ) -> String {
        let area: AreaPath = area.parse().unwrap();
        let assign = |role: &Role| Assignment::new(*role, area.clone());
        self.account_with(login, roles.iter().map(assign).collect(), person).await
    }

    /// The cookie of a new account that holds each role in an area of its own.
    pub(crate) async fn account_with(
        &self,
        login: &str,
        assignments: Vec<Assignment>,
        person: Option<Id<Person>>,
    ) -> String {
        let password = self.created(login, assignments, person).await;
        self.signs_in(login, &password).await
    }

    /// The password of a new account.
    pub(crate) async fn created(
        &self,
        login: &str,
        assignments: Vec<Assignment>,
        person: Option<Id<Person>>,
    ) -> String {
        let new = NewAccount {
            login: login.to_owned(),
            name: login.to_owned(),
            office: Text::new("测试办公室", "Test office"),
            lang: Lang::En,
            assignments,
            person,
        };
        let (_, password) = self.access.create_account(new, Keeper::Operator).await.unwrap();
        password.reveal().to_owned()
    }

    /// The cookie of an account that signs in.
    pub(crate) async fn signs_in(&self, login: &str, password: &str) -> String {
        let body = json!({ "account": login, "password": password });
        let answer = self.call(Method::POST, "/api/session", "", Some(&body)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let cookie = answer.head.headers()[header::SET_COOKIE].to_str().unwrap();
        assert!(
            cookie.contains("HttpOnly; SameSite=Strict"),
            "out of reach for scripts and other sites"
        );
        cookie.split(';').next().unwrap().to_owned()
    }

    pub(crate) async fn call(
        &self,
        method: Method,
        path: &str,
        cookie: &str,
        body: Option<&Value>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("x-linli", "1")
            .header(header::ACCEPT_LANGUAGE, "en");
        if !cookie.is_empty() {
            request = request.header(header::COOKIE, cookie);
        }
        let body = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        self.send(request.body(body).unwrap()).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let (head, text) = ask(&self.router, request).await;
        Answer { status: head.status(), head, body: read(text) }
    }
}

/// The answer of a service, its body read whole, as text.
pub(crate) async fn ask(router: &Router, request: Request<Body>) -> (Response<()>, String) {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 16 * 1024 * 1024).await.unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    (Response::from_parts(parts, ()), text)
}

/// What a body says: a text where it is no JSON.
pub(crate) fn read(text: String) -> Value {
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}
