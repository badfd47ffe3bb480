//! Places as the wash names them.

use std::{collections::HashMap, sync::Arc};

use kernel::{Id, Lang};
use register::{
    model::{Building, Name},
    query::Called,
    wash::{Place, PlaceKind},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Problem};

/// A place of the register.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WashPlace)]
pub(crate) struct Shown {
    /// Its id.
    pub(crate) id: String,
    /// `building` or `unit`.
    pub(crate) kind: &'static str,
    /// Its address within the area, in the reader's language.
    pub(crate) label: String,
    /// Its code.
    pub(crate) code: String,
}

/// The names of many places, read at once.
pub(crate) struct Names(HashMap<Place, Arc<Called>>, Lang);

impl Names {
    /// The names of `places` in `lang`.
    pub(crate) async fn of(
        state: &AppState,
        places: &[Place],
        lang: Lang,
    ) -> Result<Self, Problem> {
        Ok(Self(state.wash.names.called(state, places).await?, lang))
    }

    /// The place as it is shown; none where it left the register since.
    pub(crate) fn show(&self, place: Place) -> Option<Shown> {
        let called = self.0.get(&place)?;
        let Name { zh, en } = &called.label;
        let (own, other) = match self.1 {
            Lang::Zh => (zh, en),
            Lang::En => (en, zh),
        };
        Some(Shown {
            id: Id::<Building>::from_bytes(place.id).to_string(),
            kind: match place.kind {
                PlaceKind::Building => "building",
                PlaceKind::Unit => "unit",
            },
            label: if own.is_empty() { other } else { own }.clone(),
            code: called.code.clone(),
        })
    }
}
