//! Words of people: shown without what tells who somebody is, the original sealed, both erasable.

use database::{Database, UnitOfWork, id_value};
use kernel::Instant;
use sea_orm::Value;

use super::{get, rows};
use crate::{CaseActionId, CaseId, Result};

/// The place that the originals are sealed for.
pub(crate) const SEALED: &str = "case_text.sealed";

const COLUMNS: &[&str] = &["action_id", "case_id", "shown", "answers", "sealed"];

/// Keeps the words of an action that was recorded: no other has its id. They are read once this commits.
pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    action: CaseActionId,
    case: CaseId,
    shown: &str,
    answers: &str,
    sealed: Option<Vec<u8>>,
) -> Result<()> {
    let values: Vec<Value> =
        vec![id_value(action), id_value(case), shown.into(), answers.into(), sealed.into()];
    Ok(unit.insert_later("case_text", COLUMNS, values).await?)
}

/// Sealed originals of a case's words, in the order they were written.
pub(crate) async fn originals(database: &Database, case: CaseId) -> Result<Vec<Vec<u8>>> {
    let sql = "SELECT t.sealed AS sealed FROM case_text t JOIN case_action a ON a.id = t.action_id
        WHERE a.case_id = ?1 AND t.sealed IS NOT NULL ORDER BY a.version";
    let found = rows(database, "read a case's originals", sql, [id_value(case)]).await?;
    Ok(found.iter().map(|row| get(row, "sealed")).collect::<database::Result<_>>()?)
}

/// Erases every word that people wrote in a case. How many went.
pub(crate) async fn erase(unit: &mut UnitOfWork, case: CaseId, now: Instant) -> Result<u64> {
    let sql = "UPDATE case_text SET shown = '', answers = '', sealed = NULL, erased_at = ?2
        WHERE action_id IN (SELECT id FROM case_action WHERE case_id = ?1) AND erased_at IS NULL";
    Ok(unit.execute("erase a case's words", sql, [id_value(case), now.micros().into()]).await?)
}
