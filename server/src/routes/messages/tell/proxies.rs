//! Changes of who acts for whom: told to the other side, and to who comes to the door.

use std::collections::BTreeMap;

use access::{Account, Action, ProxyMark};
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
    let (kind, readers) = match entry.kind.as_str() {
        "proxy.accept" => ("proxy_accepted", sides(found.giver)),
        "proxy.ask_guardian" => {
            let workers = access.who_may(Action::DwellingsVerify, &found.area).await?;
            ("guardian_asked", workers)
        }
        "proxy.confirm" => ("guardian_confirmed", sides(found.holder)),
        "proxy.refuse" => ("guardian_refused", sides(found.holder)),
        "proxy.revoke" => {
            let both = [found.giver, found.holder].into_iter().flatten().collect();
            ("proxy_ended", both)
        }
        _ => return Ok(Vec::new()),
    };
    Ok(each(readers, kind, &entry.subject, &BTreeMap::new(), &cause(entry)))
}
