//! HTTP: the only crate that knows it.
//!
//! [`serve`] runs the interface and the console's files until it is told to
//! stop. `router.rs` is the table of contents.
//!
//! # How to add a route
//!
//! 1. One file per endpoint, `routes/<capability>/<action>.rs`, with its
//!    parameters, its answer and its documentation; `routes/<capability>/mod.rs`
//!    lists them in a `router()`, and `router.rs` merges that.
//! 2. The first argument of the handler is a [`Caller`] that names the action:
//!
//!    ```text
//!    /// A building and what is known of it.
//!    #[utoipa::path(
//!        get, path = "/api/buildings/{id}", tag = "register", security(("session" = [])),
//!        responses((status = OK, body = Building), (status = NOT_FOUND, body = crate::ProblemDocument))
//!    )]
//!    pub(crate) async fn get(
//!        caller: Caller<may::RegisterView>,          // 401 or 403 before anything is read
//!        State(state): State<AppState>,
//!        Path(id): Path<Id<register::Building>>,
//!    ) -> Result<Json<Building>, Problem> {
//!        let found = state.register.building(id).await?.ok_or_else(Problem::not_found)?;
//!        caller.within(&found.area)?;                // where the action is bound to an area
//!        …
//!    }
//!    ```
//! 3. People are read under a grant and leave through the log:
//!
//!    ```text
//!    let grant = caller.grant(Purpose::Registration, Basis::Reason(reason), &unit.area, None)?;
//!    let shut = state.blocks.people_of(&grant, unit.id).await?;   // access::Undisclosed<…>
//!    let people = state.access.disclose(&grant, shut).await?;     // on disk, then open
//!    ```
//! 4. Errors become a [`Problem`]: `impl From<yourcrate::Error> for Problem` in
//!    `routes/<capability>/mod.rs`; what a reader sees is in both languages and
//!    holds no internals.
//! 5. A new action is a line in `crates/access/src/action.rs` with policies and
//!    examples in `policies/<capability>/`.
//! 6. `LINLI_BLESS=1 cargo test -p server committed` writes `schemas/` again.
//!
//! The test `every_route_refuses_strangers` (`tests/all/guards.rs`) calls every documented route
//! without a session (401) and with an account that no policy knows (403); a
//! route that is to be open must be named there.

mod caller;
mod calls;
mod config;
mod cookie;
mod error;
mod following;
mod imports;
mod observe;
mod openapi;
mod origin;
mod outbox;
mod pace;
#[doc(hidden)]
pub mod parts;
mod problem;
pub mod retention;
mod router;
mod routes;
mod serve;
mod shapes;
mod sign_on;
mod signed;
mod state;
mod table;
mod web;
mod workbook;

pub use caller::{Caller, SignedIn};
pub use config::{
    CallsConfig, CasesConfig, Config, CountsConfig, CountsTold, DatabaseConfig, KeysConfig,
    Language, LogConfig, LogFormat, MailTls, MessagesConfig, ReadsConfig, SealingCipher,
    ServerConfig, SessionConfig, SignOnConfig, SignOnProvider, TokensBy, WebConfig, schema,
};
pub use error::Error;
pub use openapi::openapi;
pub use problem::{Problem, ProblemDocument};
pub use retention::Gone;
pub use router::router;
pub use serve::{bind, serve};
pub use shapes::TextShape;
pub use state::{AppState, MIGRATIONS, Services};
