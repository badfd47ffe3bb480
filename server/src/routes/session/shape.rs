//! The session as screens see it.

use access::{Action, Principal};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, shapes::TextShape};

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Session {
    /// The account.
    account: Account,
}

/// An account and what it may use.
#[derive(Debug, Serialize, ToSchema)]
struct Account {
    /// What to call it.
    name: String,
    /// What it signs in with.
    login: String,
    /// The office it works for.
    office: TextShape,
    /// Its first role; empty before one is assigned.
    role: &'static str,
    /// All its roles.
    roles: Vec<&'static str>,
    /// Where they hold.
    areas: Vec<AreaRef>,
    /// Parts of the console that it may use, in order.
    nav: Vec<&'static str>,
}

/// An area, by its place in the tree.
#[derive(Debug, Serialize, ToSchema)]
struct AreaRef {
    /// Path of codes; empty for the whole installation.
    path: String,
}

/// Parts of the console, each with an action that opens it; one with two stands twice.
const NAV: [(&str, Action); 26] = [
    ("overview", Action::RegisterView),
    ("map", Action::RegisterView),
    ("cases", Action::CasesView),
    ("catalogue", Action::CasesManage),
    ("housing", Action::HousingView),
    ("register", Action::RegisterView),
    ("wash", Action::WashMatch),
    ("blocks", Action::BlocksView),
    ("tags", Action::TagsView),
    ("leads", Action::SignalsWork),
    ("review", Action::BlocksReview),
    ("sources", Action::SourcesView),
    ("exchange", Action::ExchangeView),
    ("runs", Action::RunsView),
    ("audit", Action::ReadsAudit),
    ("reads", Action::ReadsViewOwn),
    ("rights", Action::RightsExport),
    ("dwellings", Action::DwellingsVerify),
    ("dwellings", Action::DwellingsOwn),
    ("proxies", Action::ProxiesOwn),
    ("emergencies", Action::EmergencyOpen),
    ("emergencies", Action::EmergencyReview),
    ("delays", Action::ReadsDelay),
    ("delays", Action::ReadsDecideDelay),
    ("recoveries", Action::AccountsRecover),
    ("accounts", Action::AccountsView),
];

impl Session {
    /// The session of `principal`.
    pub(crate) fn of(state: &AppState, principal: &Principal) -> Self {
        let may = |action| state.access.authorize_somewhere(principal, action).is_ok();
        let mut nav: Vec<_> =
            NAV.iter().filter(|(_, action)| may(*action)).map(|(name, _)| *name).collect();
        // Two actions may open the same part.
        nav.dedup();
        let assignments = &principal.assignments;
        let mut roles: Vec<_> = assignments.iter().map(|held| held.role.name()).collect();
        roles.dedup();
        let area = |held: &access::Assignment| AreaRef { path: held.area.to_string() };
        Self {
            account: Account {
                name: principal.name.clone(),
                login: principal.login.clone(),
                office: principal.office.clone().into(),
                role: principal.role().map_or("", access::Role::name),
                roles,
                areas: assignments.iter().map(area).collect(),
                nav,
            },
        }
    }
}
