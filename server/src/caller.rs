//! Whose a request is, and what they may do.

mod reading;
mod recent;

pub(crate) use reading::{Reading, writes, wrote};
pub use recent::Recent;

use std::marker::PhantomData;

use access::{Action, Basis, Grant, GrantRequest, Named, Person, Principal, Purpose, Resource};
use axum::{
    extract::{FromRef, FromRequestParts},
    http::request::Parts,
};
use kernel::{AreaPath, Id, Lang};

use crate::{AppState, Problem, cookie, problem::lang_of, signed::Signer};

/// A caller who may do `A` somewhere. Take it as the *first* argument of a
/// handler, so that strangers are turned away before anything else is read:
/// without a session the request ends with 401, without any policy for `A`
/// with 403.
///
/// For a thing in an area ask [`Caller::within`] once its area is known; to
/// read people ask [`Caller::grant`].
pub struct Caller<A: Named> {
    state: AppState,
    /// The account.
    pub principal: Principal,
    /// The language to answer in.
    pub lang: Lang,
    /// Where no session speaks, but a partner's signature.
    signer: Option<Signer>,
    action: PhantomData<A>,
}

impl<A: Named> Caller<A> {
    /// Whether a partner's signature speaks, and no session.
    #[must_use]
    pub const fn is_signed(&self) -> bool {
        self.signer.is_some()
    }

    /// Refuses (403) unless a policy permits the action on a thing in `area`.
    pub fn within(&self, area: &AreaPath) -> Result<(), Problem> {
        self.authorize(A::ACTION, &Resource::within(area.clone()))
    }

    /// Refuses (403) unless a policy permits `action` on `resource`.
    pub fn authorize(&self, action: Action, resource: &Resource) -> Result<(), Problem> {
        self.signer.as_ref().map_or(Ok(()), |signer| signer.may(action))?;
        Ok(self.state.access.authorize(&self.principal, action, resource)?)
    }

    /// Whether a policy permits `action` somewhere: for what an answer offers.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.signer.as_ref().is_none_or(|signer| signer.may(action).is_ok())
            && self.state.access.authorize_somewhere(&self.principal, action).is_ok()
    }

    /// The grant to read people in `area` (or the one `subject`) for `purpose`,
    /// on the ground of `basis`; 403 where no policy gives it.
    pub fn grant(
        &self,
        purpose: Purpose,
        basis: Basis,
        area: &AreaPath,
        subject: Option<Id<Person>>,
    ) -> Result<Grant, Problem> {
        let request =
            GrantRequest { action: A::ACTION, purpose, basis, area: area.clone(), subject };
        Ok(self.state.access.grant(&self.principal, request)?)
    }

    /// The grant to read one's own data.
    pub fn grant_own(&self) -> Result<Grant, Problem> {
        Ok(self.state.access.grant_own(&self.principal, A::ACTION)?)
    }
}

impl<S: Send + Sync, A: Named> FromRequestParts<S> for Caller<A>
where
    AppState: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let state = AppState::from_ref(state);
        let signer = parts.extensions.get::<Signer>().cloned();
        // Asked at every key that is typed, and shows nobody's data.
        let SignedIn { principal, lang } = if let Some(signer) = &signer {
            signer.may(A::ACTION)?;
            SignedIn::of(parts, signer.principal.clone())
        } else if A::ACTION == Action::WashMatch {
            SignedIn::lately(parts, &state).await?
        } else {
            SignedIn::now(parts, &state).await?
        };
        state.access.authorize_somewhere(&principal, A::ACTION)?;
        Ok(Self { state, principal, lang, signer, action: PhantomData })
    }
}

/// Anybody who is signed in. Only for what concerns the session itself; every
/// other route takes a [`Caller`].
pub struct SignedIn {
    /// The account.
    pub principal: Principal,
    /// The language to answer in.
    pub lang: Lang,
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn
where
    AppState: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Self::now(parts, &AppState::from_ref(state)).await
    }
}

impl SignedIn {
    /// By the session as the database has it now.
    async fn now(parts: &Parts, state: &AppState) -> Result<Self, Problem> {
        let token = cookie::session(&parts.headers, state.config.server.https)
            .ok_or_else(Problem::signed_out)?;
        let found = state.access.session_owing(&token).await?;
        let (principal, owes) = found.ok_or_else(Problem::signed_out)?;
        // Whoever owes a second factor is refused (403), where the installation holds its roles to it.
        let asked = state.config.session.second_factor && !ON_THE_WAY.contains(&parts.uri.path());
        if owes && asked {
            return Err(Problem::factor_needed());
        }
        Ok(Self::of(parts, principal))
    }

    /// By the session, and the second factor that its role asks for, as they were within the last second.
    async fn lately(parts: &Parts, state: &AppState) -> Result<Self, Problem> {
        let token = cookie::session(&parts.headers, state.config.server.https)
            .ok_or_else(Problem::signed_out)?;
        let (now, writes) = (state.clock.now(), writes());
        if let Some(principal) = state.wash.callers.find(&token, now) {
            return Ok(Self::of(parts, principal));
        }
        let found = Self::now(parts, state).await;
        match &found {
            Ok(caller) => state.wash.callers.keep(&token, now, writes, caller.principal.clone()),
            // Its session ended, or a factor is owed, which is asked for each time.
            Err(_) => state.wash.callers.forget(&token),
        }
        found
    }

    fn of(parts: &Parts, principal: Principal) -> Self {
        let lang = lang_of(&parts.headers, principal.lang);
        Self { principal, lang }
    }
}

/// What is left to an account that owes a second factor: its session, and the way to the factor.
const ON_THE_WAY: [&str; 3] =
    ["/api/session", "/api/session/second-factor", "/api/session/second-factor/confirm"];
