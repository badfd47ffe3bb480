//! Changes of who acts for whom: told to the other side, to who comes to the door and, of a guardian, to the household and
//! the minor.

use std::collections::BTreeMap;

use access::{Account, Action, Error, Proxy, ProxyMark};
use database::FeedEntry;
use kernel::Id;
use messages::NewMessage;

use super::{Failure, cause, each, id_of};
use crate::AppState;

/// Messages for a change of a proxy.
pub(super) async fn tell(state: &AppState, entry: &FeedEntry) -> Result<Vec<NewMessage>, Failure> {
    let access = &state.access;
    let Some(id) = id_of::<ProxyMark>(entry) else { return Ok(Vec::new()) };
    let Some(found) = access.proxy(id).await? else { return Ok(Vec::new()) };
    let sides = |one: Option<Id<Account>>| one.into_iter().collect::<Vec<_>>();
    let told = match entry.kind.as_str() {
        "proxy.accept" => vec![("proxy_accepted", sides(found.giver))],
        "proxy.ask_guardian" => {
            let workers = access.who_may(Action::DwellingsVerify, &found.area).await?;
            vec![("guardian_asked", workers)]
        }
        "proxy.confirm" => vec![
            ("guardian_confirmed", sides(found.holder)),
            ("guardian_confirmed_here", concerned(state, &found).await?),
        ],
        "proxy.refuse" => vec![("guardian_refused", sides(found.holder))],
        "proxy.revoke" => {
            let both = [found.giver, found.holder].into_iter().flatten().collect();
            vec![("proxy_ended", both)]
        }
        _ => return Ok(Vec::new()),
    };
    let (values, cause) = (BTreeMap::new(), cause(entry));
    let subject = &entry.subject;
    Ok(told
        .into_iter()
        .flat_map(|(kind, readers)| each(readers, kind, subject, &values, &cause))
        .collect())
}

/// Who else is concerned by a guardian: the minor, and those who were bound to the dwelling by then.
async fn concerned(state: &AppState, found: &Proxy) -> Result<Vec<Id<Account>>, Error> {
    let access = &state.access;
    let then = found.settled_at.unwrap_or(found.asked_at);
    let mut readers = Vec::new();
    if let Some(unit) = found.unit {
        readers.extend(access.bound_to(unit, then).await?);
    }
    if let Some(person) = found.person {
        readers.extend(access.accounts_of(person).await?);
    }
    readers.retain(|account| found.holder != Some(*account));
    readers.sort_unstable();
    readers.dedup();
    Ok(readers)
}
