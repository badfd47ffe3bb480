//! `GET /api/sources/{id}`

use access::{Action, may};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use blocks::RunBook;
use kernel::Lang;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::list::{SourceRow, profile};
use crate::{AppState, Caller, Problem};

/// Which page of the rejected rows.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Page, from 1.
    #[serde(default)]
    page: Option<u32>,
    /// Rows a page, 200 at most; 50 where not given.
    #[serde(default)]
    size: Option<u32>,
}

/// A column: how well it is filled and what it looks like, never a value of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ColumnProfile {
    /// Header.
    name: String,
    /// Type in the mapping.
    kind: String,
    /// Share of rows with a readable value.
    filled: f64,
    /// Share of rows with something unreadable.
    unreadable: f64,
    /// Distinct values, estimated.
    distinct: u64,
    /// The most frequent shapes.
    examples: Vec<String>,
    /// What is done with it: `kept`, or `token` for what does not pass the door in plain.
    treatment: &'static str,
}

/// A row that was kept apart.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reject {
    /// The file.
    file: String,
    /// The row, as a spreadsheet numbers it.
    row: u64,
    /// The column, where one is to blame.
    column: Option<String>,
    /// Why, and what to do, in the reader's language.
    reason: String,
    /// The file once more, for lists that show one text.
    detail: String,
}

/// A page of rejected rows.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Rejects {
    /// The page.
    rows: Vec<Reject>,
    /// How many can be paged through: the first thousand of a table.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Rows a page.
    size: u32,
}

/// How many addresses of a role fell in each class.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClassCount {
    /// The address role.
    role: String,
    /// `A`, `B`, `C` or `none`.
    class: &'static str,
    /// Rows.
    rows: u64,
}

/// A department's table with its mapping, quality, match rates and rejected rows.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceDetail {
    #[serde(flatten)]
    row: SourceRow,
    /// The mapping file.
    mapping: String,
    /// Quality by column.
    columns: Vec<ColumnProfile>,
    /// Match rates of its addresses.
    classes: Vec<ClassCount>,
    /// Rejected rows; empty for those who may not see them.
    rejects: Rejects,
}

/// Rejects that the book keeps of a table.
const KEPT: u64 = 1_000;

/// One table.
#[utoipa::path(
    get, path = "/api/sources/{id}", tag = "sources", security(("session" = [])),
    params(("id" = String, Path, description = "The source's id"), Which),
    responses(
        (status = OK, body = SourceDetail),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::SourcesView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Result<Json<SourceDetail>, Problem> {
    let book = RunBook::new(state.database.clone());
    let source = book.source(&id).await?.ok_or_else(Problem::not_found)?;
    let noted = profile(&source);
    let (page, size) = (which.page.unwrap_or(1).max(1), which.size.unwrap_or(50).clamp(1, 200));
    let sees = caller.may(Action::SourcesViewRejects);
    let rejects = if sees {
        book.rejects(&id, (page - 1).saturating_mul(size), size).await?
    } else {
        Vec::new()
    };
    let total = if sees { source.rejected.min(KEPT) } else { 0 };
    let rows = rejects.into_iter().map(|row| reject(row, caller.lang)).collect();
    let mut classes = Vec::new();
    for rate in &noted.rates {
        for (class, rows) in [("A", rate.a), ("B", rate.b), ("C", rate.c), ("none", rate.none)] {
            classes.push(ClassCount { role: rate.role.clone(), class, rows });
        }
    }
    Ok(Json(SourceDetail {
        row: SourceRow::of(&source, &noted),
        mapping: source.mapping,
        columns: noted.columns.into_iter().map(ColumnProfile::of).collect(),
        classes,
        rejects: Rejects { rows, total, page, size },
    }))
}

impl ColumnProfile {
    /// A column as a run or a trial found it.
    pub(super) fn of(column: fusion::intake::ColumnProfile) -> Self {
        let share =
            |count: u64| if column.rows == 0 { 0.0 } else { count as f64 / column.rows as f64 };
        let sealed = matches!(column.kind.as_str(), "identity_number" | "phone" | "email");
        Self {
            filled: share(column.filled),
            unreadable: share(column.unreadable),
            distinct: column.distinct,
            examples: column.shapes.into_iter().map(|(shape, _)| shape).collect(),
            treatment: if sealed { "token" } else { "kept" },
            name: column.column,
            kind: column.kind,
        }
    }
}

fn reject(row: blocks::RejectRow, lang: Lang) -> Reject {
    Reject {
        detail: row.file.clone(),
        file: row.file,
        row: row.row,
        column: row.column,
        reason: row.reason.in_lang(lang).to_owned(),
    }
}
