//! Changes of accounts: emergencies, recoveries, invitations, identities, passkeys.

use std::collections::BTreeMap;

use access::{Account, Action, EmergencyMark, Lost, RecoveryMark};
use database::FeedEntry;
use kernel::{AreaPath, Text};
use messages::NewMessage;

use super::{Failure, cause, each, id_of};
use crate::AppState;

/// Messages for a change of an account.
pub(super) async fn tell(state: &AppState, entry: &FeedEntry) -> Result<Vec<NewMessage>, Failure> {
    let access = &state.access;
    let mut values = BTreeMap::new();
    let (kind, readers) = match entry.kind.as_str() {
        "emergency.open" => {
            let Some(id) = id_of::<EmergencyMark>(entry) else { return Ok(Vec::new()) };
            let Some(found) = access.emergency(id).await? else { return Ok(Vec::new()) };
            // Whoever reviews does so for the whole installation.
            let mut readers = access.who_may(Action::EmergencyReview, &AreaPath::whole()).await?;
            readers.retain(|reader| *reader != found.account);
            ("emergency_opened", readers)
        }
        "emergency.review" => {
            let Some(id) = id_of::<EmergencyMark>(entry) else { return Ok(Vec::new()) };
            let Some(found) = access.emergency(id).await? else { return Ok(Vec::new()) };
            let Some(review) = found.review else { return Ok(Vec::new()) };
            let verdict = if review.proper {
                Text::new("合规", "proper")
            } else {
                Text::new("不合规", "improper")
            };
            values.insert("verdict", verdict);
            ("emergency_reviewed", vec![found.account])
        }
        "recovery.ask" => {
            let Some(id) = id_of::<RecoveryMark>(entry) else { return Ok(Vec::new()) };
            let Some(found) = access.recovery(id).await? else { return Ok(Vec::new()) };
            let lost = match found.lost {
                Lost::Password => Text::new("密码", "password"),
                Lost::SecondFactor => Text::new("两步验证", "second factor"),
            };
            values.insert("lost", lost);
            ("recovery_asked", vec![found.account])
        }
        "account.accept" => {
            let Some(id) = id_of::<Account>(entry) else { return Ok(Vec::new()) };
            ("invitation_accepted", access.inviter_of(id).await?.into_iter().collect())
        }
        "identity.bind" => {
            // Their own deed, or somebody's who sits at their browser and knows the password.
            let Some(id) = id_of::<Account>(entry) else { return Ok(Vec::new()) };
            ("identity_bound", vec![id])
        }
        "passkey.add" => {
            // As above.
            let Some(id) = id_of::<Account>(entry) else { return Ok(Vec::new()) };
            ("passkey_added", vec![id])
        }
        "passkey.cloned" => {
            let Some(id) = id_of::<Account>(entry) else { return Ok(Vec::new()) };
            ("passkey_cloned", vec![id])
        }
        _ => return Ok(Vec::new()),
    };
    Ok(each(readers, kind, &entry.subject, &values, &cause(entry)))
}

/// An emergency is looked at this long after it ended, seconds, until when what was read in it is indexed.
const INDEXED_S: i64 = 120;
/// Emergencies that ended this long ago, seconds, have been told.
const TOLD_S: i64 = 7 * 86_400;

/// Tells people with accounts that they were read in an emergency, once it is over. Done again, it tells nobody
/// twice: the emergency is the cause.
pub(crate) async fn tell_of_emergencies(state: &AppState) -> Result<(), Failure> {
    let now = state.clock.now();
    let (from, to) = (now.plus_seconds(-TOLD_S), now.plus_seconds(-INDEXED_S));
    for id in state.access.emergencies_ended(from, to).await? {
        let readers = state.access.read_in_emergency(id).await?;
        let subject = format!("emergency:{id}");
        let told = each(readers, "emergency_on_me", &subject, &BTreeMap::new(), &subject);
        if told.is_empty() {
            continue;
        }
        let mut unit = state.database.begin().await?;
        for new in told {
            state.messages.put(&mut unit, new).await?;
        }
        unit.commit().await?;
    }
    Ok(())
}
