//! Changes of who is bound to a dwelling: told to who asked, to who lives there, and to who comes to the door.

use std::collections::BTreeMap;

use access::{Action, BindingMark};
use database::FeedEntry;
use messages::NewMessage;

use super::{Failure, cause, each, id_of};
use crate::AppState;

/// Messages for a change of a binding.
pub(super) async fn tell(state: &AppState, entry: &FeedEntry) -> Result<Vec<NewMessage>, Failure> {
    let access = &state.access;
    let Some(id) = id_of::<BindingMark>(entry) else { return Ok(Vec::new()) };
    let Some(found) = access.binding(id).await? else { return Ok(Vec::new()) };
    // Those who were bound by then; whoever asked is told of the end of it by itself.
    let asks = entry.kind == "dwelling.ask";
    let then = found.settled_at.filter(|_| !asks).unwrap_or(found.asked_at);
    let mut household = access.bound_to(found.unit, then).await?;
    household.retain(|account| *account != found.account);
    let asked = vec![found.account];
    let told = match entry.kind.as_str() {
        "dwelling.ask" => {
            let workers = access.who_may(Action::DwellingsVerify, &found.area).await?;
            vec![("dwelling_asked", workers), ("dwelling_asked_here", household)]
        }
        "dwelling.confirm" => vec![("dwelling_bound", asked), ("dwelling_bound_here", household)],
        "dwelling.refuse" => vec![("dwelling_refused", asked)],
        "dwelling.undo" => vec![("dwelling_undone", asked), ("dwelling_undone_here", household)],
        _ => Vec::new(),
    };
    let (values, cause) = (BTreeMap::new(), cause(entry));
    let subject = &entry.subject;
    Ok(told
        .into_iter()
        .flat_map(|(kind, readers)| each(readers, kind, subject, &values, &cause))
        .collect())
}
