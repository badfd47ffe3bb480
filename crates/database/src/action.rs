//! Recorded actions: every write says who, when, why, and what it refers to.

use kernel::{Clock, Entity, Id, Ids};

use crate::{Result, UnitOfWork, id_value};

/// Marks the ids of actions.
#[derive(Debug)]
pub struct ActionMark;

impl Entity for ActionMark {
    const NAME: &'static str = "action";
}

/// The id of a recorded action.
pub type ActionId = Id<ActionMark>;

/// A write, as it is recorded. Personal values are referred to, never embedded,
/// so that erasing them stays possible.
#[derive(Clone, Debug)]
pub struct Action {
    /// What was done: `register.import`, `session.sign_in`.
    pub kind: &'static str,
    /// The account that did it; none for the installation itself.
    pub account: Option<[u8; 16]>,
    /// What it was done to, as `kind:id`.
    pub subject: String,
    /// Why, in the words of whoever did it; empty where the kind says it.
    pub reason: String,
    /// References and counts, as JSON.
    pub detail: String,
}

pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    action: &Action,
    ids: &Ids,
    clock: &dyn Clock,
) -> Result<ActionId> {
    let id: ActionId = ids.next();
    unit.execute(
        "record an action",
        "INSERT INTO action (id, kind, account_id, subject, reason, detail, recorded_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        [
            id_value(id),
            action.kind.into(),
            action.account.map(|account| account.to_vec()).into(),
            action.subject.clone().into(),
            action.reason.clone().into(),
            action.detail.clone().into(),
            clock.now().micros().into(),
        ],
    )
    .await?;
    Ok(id)
}
