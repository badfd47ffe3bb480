//! The departments' tables: what they hold, and how good it is.

pub(crate) use list::Rate;

mod list;
mod show;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{AppState, Problem, problem::Chain};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list::get)).routes(routes!(show::get))
}

impl From<blocks::Error> for Problem {
    fn from(error: blocks::Error) -> Self {
        match error {
            blocks::Error::Access(error) => error.into(),
            blocks::Error::Database(error) => error.into(),
            blocks::Error::OtherGrant { .. } => Self::denied(),
            other @ blocks::Error::Stored { .. } => Self::internal(Chain(&other)),
        }
    }
}
