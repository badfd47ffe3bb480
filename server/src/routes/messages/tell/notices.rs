//! Notices of housing: to whoever answers for the unit, to who lives there where its letting changes, to both where one is
//! withdrawn, and to whoever issued one whose time is nearly over.

use std::collections::BTreeMap;

use access::Account;
use database::FeedEntry;
use housing::{
    AccountId, NoticeMark,
    notice::{Notice, NoticeKind},
};
use kernel::{Id, Text};
use messages::NewMessage;

use super::{Failure, cause, each, id_of};
use crate::AppState;

/// Messages for a change of a notice.
pub(super) async fn tell(state: &AppState, entry: &FeedEntry) -> Result<Vec<NewMessage>, Failure> {
    let Some(id) = id_of::<NoticeMark>(entry) else { return Ok(Vec::new()) };
    let Some((notice, _)) = state.housing.notice(id).await? else { return Ok(Vec::new()) };
    let mut told = Vec::new();
    match entry.kind.as_str() {
        "notice.issue" => {
            told.push(("notice_issued", answering(state, &notice).await?));
            told.push(("letting_changed", household(state, &notice, entry).await?));
        }
        "notice.withdraw" => {
            let mut readers = answering(state, &notice).await?;
            readers.extend(household(state, &notice, entry).await?);
            readers.sort_unstable();
            readers.dedup();
            told.push(("notice_withdrawn", readers));
        }
        "notice.remind" => {
            told.push(("notice_due", answering(state, &notice).await?));
            told.push(("notice_due_issued", vec![account(notice.by)]));
        }
        _ => {}
    }
    let (values, cause) = (values(state, &notice), cause(entry));
    let one = |(kind, readers): (&'static str, Vec<Id<Account>>)| {
        each(readers, kind, &entry.subject, &values, &cause)
    };
    Ok(told.into_iter().flat_map(one).collect())
}

/// Accounts that answer for the unit of a notice, or speak for the building where it is of that; a referral goes to an office.
async fn answering(state: &AppState, notice: &Notice) -> Result<Vec<Id<Account>>, Failure> {
    let content = &notice.content;
    if content.kind == NoticeKind::Referral {
        return Ok(Vec::new());
    }
    let found = match content.place.unit {
        Some(unit) => state.housing.answering(unit).await?,
        None => state.housing.speaking_for(content.place.building).await?,
    };
    Ok(found.into_iter().map(account).collect())
}

/// Accounts of those who live in the unit, where a notice is of its letting.
async fn household(
    state: &AppState,
    notice: &Notice,
    entry: &FeedEntry,
) -> Result<Vec<Id<Account>>, Failure> {
    let content = &notice.content;
    let Some(unit) = content.place.unit.filter(|_| !content.kind.is_of_hazard()) else {
        return Ok(Vec::new());
    };
    Ok(state.access.bound_to(Id::from_bytes(unit.to_bytes()), entry.recorded_at).await?)
}

fn values(state: &AppState, notice: &Notice) -> BTreeMap<&'static str, Text> {
    let content = &notice.content;
    let due = notice.due(state.housing.calendar().offset_minutes);
    BTreeMap::from([
        ("kind", content.kind.label()),
        ("number", Text::new(content.number.as_str(), content.number.as_str())),
        ("due", due.unwrap_or_default()),
    ])
}

fn account(id: AccountId) -> Id<Account> {
    Id::from_bytes(id.to_bytes())
}
