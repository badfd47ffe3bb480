//! Bindings as screens see them.

use std::collections::{BTreeMap, HashMap};

use access::{Account, Binding, BindingState, Shown};
use kernel::{Id, Instant, Text};
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

/// A dwelling by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DwellingRef {
    /// Its id.
    id: String,
    /// Its code.
    code: String,
    /// Its address within the area.
    label: TextShape,
}

/// A dwelling that one is bound to, or asked for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnDwelling {
    /// The request's id.
    id: String,
    /// The dwelling.
    dwelling: DwellingRef,
    /// `waiting`, `bound`, `refused`, `withdrawn`, `undone` or `expired`.
    state: &'static str,
    /// The word to show to whoever comes to the door; nothing where it does not wait.
    word: Option<String>,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    asked_at: Instant,
    /// Until when it can be confirmed.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
    /// When it was confirmed, refused, withdrawn or undone last.
    #[schema(value_type = Option<String>, format = DateTime)]
    settled_at: Option<Instant>,
    /// The office that did.
    office: Option<TextShape>,
    /// Whether one sees the data on oneself by it: the register knew who one is.
    own_data: bool,
    /// Why it was refused or undone.
    reason: Option<String>,
}

/// A request, or what became of it, as whoever works the grid sees it: of the dwelling, and of nobody.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DwellingRequest {
    /// Its id.
    id: String,
    /// The dwelling.
    dwelling: DwellingRef,
    /// Where it stands, as a path of codes.
    area: String,
    /// `waiting`, `bound`, `refused`, `withdrawn`, `undone` or `expired`.
    state: &'static str,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    asked_at: Instant,
    /// Until when it can be confirmed.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
    /// When it was confirmed, refused, withdrawn or undone last.
    #[schema(value_type = Option<String>, format = DateTime)]
    settled_at: Option<Instant>,
    /// The office that did.
    office: Option<TextShape>,
    /// What was shown at the door: `document`, `lease` or `household`.
    shown: Option<&'static str>,
    /// Whether the account was bound to somebody whom the register knows.
    own_data: bool,
    /// Why it was refused or undone.
    reason: Option<String>,
}

/// What dwellings are called, and the offices that settled something, read at once.
pub(super) struct Named {
    dwellings: HashMap<Place, Called>,
    offices: BTreeMap<Id<Account>, (String, Text)>,
}

impl Named {
    /// For these bindings.
    pub(super) async fn of(state: &AppState, bindings: &[Binding]) -> Result<Self, Problem> {
        let dwellings: Vec<Place> = bindings.iter().map(place).collect();
        let mut settled: Vec<Id<Account>> =
            bindings.iter().filter_map(|binding| binding.settled_by).collect();
        settled.sort_unstable();
        settled.dedup();
        Ok(Self {
            dwellings: register(state).called(&dwellings).await?,
            offices: state.access.called(&settled).await?,
        })
    }

    fn dwelling(&self, binding: &Binding) -> DwellingRef {
        let called = self.dwellings.get(&place(binding)).cloned().unwrap_or_default();
        DwellingRef { id: binding.unit.to_string(), code: called.code, label: text(called.label) }
    }

    fn office(&self, binding: &Binding) -> Option<TextShape> {
        let (_, office) = self.offices.get(&binding.settled_by?)?;
        Some(office.clone().into())
    }
}

fn place(binding: &Binding) -> Place {
    Place { kind: PlaceKind::Unit, id: binding.unit.to_bytes() }
}

impl OwnDwelling {
    /// Of a binding of the reader's own.
    pub(super) fn of(state: &AppState, binding: Binding, named: &Named) -> Self {
        let waits = binding.state == BindingState::Waiting;
        Self {
            id: binding.id.to_string(),
            dwelling: named.dwelling(&binding),
            state: binding.state.name(),
            word: waits.then(|| state.access.word_of(binding.id)),
            asked_at: binding.asked_at,
            expires_at: binding.expires_at,
            settled_at: binding.settled_at,
            office: named.office(&binding),
            own_data: binding.person.is_some() && binding.state == BindingState::Bound,
            reason: binding.reason,
        }
    }
}

impl DwellingRequest {
    /// Of a binding in the reader's area.
    pub(super) fn of(binding: Binding, named: &Named) -> Self {
        Self {
            id: binding.id.to_string(),
            dwelling: named.dwelling(&binding),
            area: binding.area.to_string(),
            state: binding.state.name(),
            asked_at: binding.asked_at,
            expires_at: binding.expires_at,
            settled_at: binding.settled_at,
            office: named.office(&binding),
            shown: binding.shown.map(Shown::name),
            own_data: binding.person.is_some() && binding.state == BindingState::Bound,
            reason: binding.reason,
        }
    }
}
