//! Changes of declarations: what became of one's own, and what was declared at a place that one answers for.

use std::collections::BTreeMap;

use access::Account;
use database::FeedEntry;
use housing::{
    DeclarationMark,
    declaration::{Declaration, DeclarationState},
};
use kernel::Id;
use messages::NewMessage;

use super::{Failure, cause, each, id_of};
use crate::AppState;

/// Messages for a change of a declaration. Whom it is of is in none of them.
pub(super) async fn tell(state: &AppState, entry: &FeedEntry) -> Result<Vec<NewMessage>, Failure> {
    let Some(deed) = entry.kind.strip_prefix("declaration.") else { return Ok(Vec::new()) };
    let Some(id) = id_of::<DeclarationMark>(entry) else { return Ok(Vec::new()) };
    let Some(row) = state.housing.declaration(id).await? else { return Ok(Vec::new()) };
    let declaration = &row.declaration;
    let mut told = Vec::new();
    if matches!(deed, "confirm" | "deny" | "visit") {
        let values = BTreeMap::from([("state", declaration.state.label())]);
        let declarant = account(declaration.declarant);
        told = each([declarant], "declaration_moved", &entry.subject, &values, &cause(entry));
    }
    if concerns_the_place(deed, declaration)
        && let Some(unit) = declaration.place.unit
    {
        let answering = state.housing.answering(unit).await?;
        let others = answering.into_iter().filter(|one| *one != declaration.declarant);
        let values = BTreeMap::from([("duty", declaration.said.responsible().label())]);
        let readers = others.map(account);
        // A sheet of many moves into one building: whoever answers for it is told once a day, not of each.
        let (building, day) = (declaration.place.building, entry.recorded_at.day(0));
        let cause = format!("housing:{building}:{deed}:{day}");
        told.extend(each(readers, "declared_at_place", &entry.subject, &values, &cause));
    }
    Ok(told)
}

/// Whether somebody begins to be declared at a place, was seen there, or is said to have left it.
fn concerns_the_place(deed: &str, declaration: &Declaration) -> bool {
    match deed {
        "declare" | "leave" => true,
        "visit" => declaration.state == DeclarationState::Verified,
        _ => false,
    }
}

fn account(id: housing::AccountId) -> Id<Account> {
    Id::from_bytes(id.to_bytes())
}
