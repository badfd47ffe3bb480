//! Objections to notices: whoever issued the notice hears that somebody objects; both sides hear how it was decided.

use std::collections::BTreeMap;

use access::Account;
use database::FeedEntry;
use housing::{AccountId, ObjectionMark};
use kernel::{Id, Text};
use messages::NewMessage;

use super::{Failure, cause, each, id_of};
use crate::AppState;

/// Messages for a change of an objection. Whoever objects is not named to the office.
pub(super) async fn tell(state: &AppState, entry: &FeedEntry) -> Result<Vec<NewMessage>, Failure> {
    let Some(id) = id_of::<ObjectionMark>(entry) else { return Ok(Vec::new()) };
    let Some((objection, _)) = state.housing.objection(id).await? else { return Ok(Vec::new()) };
    let Some((notice, _)) = state.housing.notice(objection.notice).await? else {
        return Ok(Vec::new());
    };
    let values = BTreeMap::from([
        ("kind", objection.kind.label()),
        ("number", Text::new(objection.number.as_str(), objection.number.as_str())),
        ("state", objection.state().label()),
        ("effect", objection.effect.label()),
    ]);
    let told: Vec<(&'static str, AccountId)> = match entry.kind.as_str() {
        "objection.object" => vec![("objection_made", notice.by)],
        "objection.decide_objection" => {
            vec![("objection_decided", objection.by), ("objection_decided_issued", notice.by)]
        }
        _ => Vec::new(),
    };
    let cause = cause(entry);
    let one = |(kind, reader): (&'static str, AccountId)| {
        each([account(reader)], kind, &entry.subject, &values, &cause)
    };
    Ok(told.into_iter().flat_map(one).collect())
}

fn account(id: AccountId) -> Id<Account> {
    Id::from_bytes(id.to_bytes())
}
