//! Joint enforcement: the offices asked hear of it, the lead and whoever proposed it hear that all answered, those who come
//! hear of the day.

use std::collections::BTreeMap;

use access::Account;
use database::FeedEntry;
use housing::{
    JointMark,
    joint::{Joint, JointState},
};
use kernel::{AreaPath, Id, Text};
use messages::NewMessage;

use super::{Failure, cause, each, id_of};
use crate::AppState;

/// Messages for a change of a joint enforcement.
pub(super) async fn tell(state: &AppState, entry: &FeedEntry) -> Result<Vec<NewMessage>, Failure> {
    let Some(id) = id_of::<JointMark>(entry) else { return Ok(Vec::new()) };
    let Some((joint, area)) = state.housing.joint(id).await? else { return Ok(Vec::new()) };
    let lead = std::iter::once(joint.lead.as_str());
    let all = lead.clone().chain(joint.offices.iter().map(|asked| asked.office.as_str()));
    let (kind, offices): (&'static str, Vec<&str>) = match entry.kind.as_str() {
        "joint.propose_joint" => ("joint_asked", all.collect()),
        "joint.answer_joint" if was_last(entry) => ("joint_answered", lead.collect()),
        "joint.set_day" => ("joint_day_set", joint.coming().collect()),
        "joint.call_off" => ("joint_called_off", all.collect()),
        _ => return Ok(Vec::new()),
    };
    let mut readers = members(state, &offices, &area).await?;
    if kind == "joint_answered" {
        readers.push(Id::from_bytes(joint.by.to_bytes()));
    }
    readers.sort_unstable();
    readers.dedup();
    Ok(each(readers, kind, &entry.subject, &values(state, &joint), &cause(entry)))
}

/// Whether all had answered then: those who answered before it are not told of once more.
fn was_last(entry: &FeedEntry) -> bool {
    let after: Option<serde_json::Value> = serde_json::from_str(&entry.detail).ok();
    after.is_some_and(|after| after["state"] == JointState::Answered.name())
}

/// Who works for these offices there.
async fn members(
    state: &AppState,
    offices: &[&str],
    area: &AreaPath,
) -> Result<Vec<Id<Account>>, Failure> {
    let mut members = Vec::new();
    for office in offices {
        members.extend(state.casework.members_of(office, area).await?);
    }
    Ok(members)
}

fn values(state: &AppState, joint: &Joint) -> BTreeMap<&'static str, Text> {
    let title = state.casework.catalogue().office(&joint.lead).map(|office| office.title.clone());
    let lead = title.unwrap_or_else(|| Text::new(joint.lead.as_str(), joint.lead.as_str()));
    let day = joint.day.to_string();
    BTreeMap::from([("lead", lead), ("day", Text::new(day.clone(), day))])
}
