//! Ratings of buildings: those who let or run one hear of a draft that they may reply to, of its publication, and of what
//! became of an appeal.

use std::collections::BTreeMap;

use access::Account;
use database::FeedEntry;
use housing::{AccountId, RatingMark};
use kernel::{Id, Text};
use messages::NewMessage;

use super::{Failure, cause, each, id_of};
use crate::AppState;

/// Messages for a change of a rating.
pub(super) async fn tell(state: &AppState, entry: &FeedEntry) -> Result<Vec<NewMessage>, Failure> {
    let kind = match entry.kind.as_str() {
        "rating.draft" => "rating_drafted",
        "rating.publish" => "rating_published",
        "rating.decide_appeal" => "rating_appeal_decided",
        _ => return Ok(Vec::new()),
    };
    let Some(id) = id_of::<RatingMark>(entry) else { return Ok(Vec::new()) };
    let Some((rating, _)) = state.housing.rating(id).await? else { return Ok(Vec::new()) };
    let readers = state.housing.speaking_for(rating.building).await?;
    let stars = rating.reckoned.stars.map(|stars| stars.to_string()).unwrap_or_default();
    let values = BTreeMap::from([
        ("stars", Text::new(stars.as_str(), stars.as_str())),
        ("state", rating.state.label()),
    ]);
    let readers = readers.into_iter().map(account);
    Ok(each(readers, kind, &entry.subject, &values, &cause(entry)))
}

fn account(id: AccountId) -> Id<Account> {
    Id::from_bytes(id.to_bytes())
}
