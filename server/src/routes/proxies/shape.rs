//! Proxies as screens see them.

use std::collections::{BTreeMap, HashMap};

use access::{Account, Principal, Proxy, ProxyKind, ProxyScope, ProxyState};
use kernel::{Day, Id, Instant, Text};
use register::{
    query::Called,
    wash::{Place, PlaceKind},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    AppState, Problem, TextShape,
    routes::register::{place::text, register},
};

/// That somebody acts for another.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProxyRow {
    /// Its id.
    id: String,
    /// `proxy` or `guardian`.
    kind: &'static str,
    /// Whether the reader is the one who acts; else somebody acts for them.
    acting: bool,
    /// The account name of the other side, as far as there is one: both know whom they deal with.
    other: Option<String>,
    /// What for: `reads`, `data`, `correct`.
    scopes: Vec<&'static str>,
    /// `waiting`, `held`, `refused`, `revoked` or `over`.
    state: &'static str,
    /// The dwelling of a guardian's household.
    dwelling: Option<TextShape>,
    /// The word that a guardian shows at the door while they wait.
    word: Option<String>,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    asked_at: Instant,
    /// Until when it can be accepted or confirmed.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    ends_at: Instant,
    /// Why it was refused.
    reason: Option<String>,
}

/// A guardian who waits to be confirmed: the dwelling, and nobody by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GuardianRequest {
    /// Its id.
    id: String,
    /// The dwelling, by its id.
    unit: Option<String>,
    /// What it is called.
    dwelling: Option<TextShape>,
    /// What for.
    scopes: Vec<&'static str>,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    asked_at: Instant,
    /// Until when it can be confirmed.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
    /// When it would end.
    #[schema(value_type = String, format = DateTime)]
    ends_at: Instant,
}

/// What dwellings are called, and accounts, read at once.
pub(super) struct Named {
    dwellings: HashMap<Place, Called>,
    accounts: BTreeMap<Id<Account>, (String, Text)>,
}

impl Named {
    /// For these proxies.
    pub(super) async fn of(state: &AppState, proxies: &[Proxy]) -> Result<Self, Problem> {
        let places: Vec<Place> = proxies.iter().filter_map(place).collect();
        let mut accounts: Vec<Id<Account>> =
            proxies.iter().flat_map(|proxy| [proxy.giver, proxy.holder]).flatten().collect();
        accounts.sort_unstable();
        accounts.dedup();
        Ok(Self {
            dwellings: register(state).called(&places).await?,
            accounts: state.access.called(&accounts).await?,
        })
    }

    fn dwelling(&self, proxy: &Proxy) -> Option<TextShape> {
        let called = self.dwellings.get(&place(proxy)?)?;
        Some(text(called.label.clone()))
    }
}

fn place(proxy: &Proxy) -> Option<Place> {
    Some(Place { kind: PlaceKind::Unit, id: proxy.unit?.to_bytes() })
}

fn scopes(proxy: &Proxy) -> Vec<&'static str> {
    proxy.scopes.iter().map(|scope| ProxyScope::name(*scope)).collect()
}

impl ProxyRow {
    /// As `reader` sees it.
    pub(super) fn of(state: &AppState, proxy: Proxy, reader: &Principal, named: &Named) -> Self {
        let acting = proxy.holder == Some(reader.account);
        let other = if acting { proxy.giver } else { proxy.holder };
        let other = other.and_then(|other| named.accounts.get(&other));
        let waits = proxy.kind == ProxyKind::Guardian && proxy.state == ProxyState::Waiting;
        Self {
            id: proxy.id.to_string(),
            kind: proxy.kind.name(),
            acting,
            other: other.map(|(name, _)| name.clone()),
            scopes: scopes(&proxy),
            state: proxy.state.name(),
            dwelling: named.dwelling(&proxy),
            word: (waits && acting).then(|| state.access.guardian_word(proxy.id)),
            asked_at: proxy.asked_at,
            expires_at: proxy.expires_at,
            ends_at: proxy.ends_at,
            reason: proxy.reason,
        }
    }
}

impl GuardianRequest {
    /// Of a request in the reader's area.
    pub(super) fn of(proxy: &Proxy, named: &Named) -> Self {
        Self {
            id: proxy.id.to_string(),
            unit: proxy.unit.map(|unit| unit.to_string()),
            dwelling: named.dwelling(proxy),
            scopes: scopes(proxy),
            asked_at: proxy.asked_at,
            expires_at: proxy.expires_at,
            ends_at: proxy.ends_at,
        }
    }
}

/// The first moment of the day after `day`, there: something lasts to the end of a day.
pub(super) fn end_of(state: &AppState, day: Day) -> Instant {
    let offset = i64::from(state.housing.calendar().offset_minutes);
    let minutes = (i64::from(day.epoch_days()) + 1) * 1_440 - offset;
    Instant::from_micros(minutes * 60_000_000)
}
