//! Objections of those who handle cases to their own figures: said with words, answered by somebody who supervises, and kept
//! beside the figure. Whoever objects shows that one figure to whoever answers, and no other.

use access::Account;
use kernel::{AreaPath, Day, Id, Instant, words};

use crate::{
    Casework, Error, ObjectionAnswerId, ObjectionId, Refusal, Result,
    redact::{Own, shown},
    store::objections as store,
};

words! {
    /// A figure that may be objected to.
    FigureName {
        /// How many cases.
        Cases = "cases", "事件数", "Cases";
        /// From report to first contact.
        Contact = "contact_h", "平均联系用时", "Hours to contact";
        /// From report to the last resolution.
        Handle = "handle_h", "平均办结用时", "Hours to handle";
        /// The part handled in time.
        InTime = "in_time", "按时办结", "In time";
        /// The part that came back.
        Reopened = "reopened", "返工", "Came back";
        /// The part found fixed on a second look.
        Verified = "verified", "复核属实", "Verified fixed";
        /// The part whose reporters were content.
        Content = "content", "满意", "Content";
    }
}

/// An objection of somebody to one of their own figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewObjection {
    /// Its id, made by whoever objects: sent twice, it is one.
    pub id: ObjectionId,
    /// Who objects.
    pub account: Id<Account>,
    /// Where they work: whoever supervises there answers.
    pub area: AreaPath,
    /// The first day of the figure.
    pub from: Day,
    /// The last.
    pub to: Day,
    /// Of which subclass; of all of their cases where it is empty.
    pub subclass: String,
    /// Which figure.
    pub figure: FigureName,
    /// The figure as it stood.
    pub shown: String,
    /// What is wrong with it.
    pub words: String,
}

/// An objection as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// Its place in the order they came in.
    pub seq: i64,
    /// What was said.
    pub said: NewObjection,
    /// When.
    pub made_at: Instant,
    /// What was answered.
    pub answer: Option<ObjectionAnswer>,
}

/// The answer to an objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectionAnswer {
    /// Its id, made by whoever answers; nothing of one that was written down before answers had ids.
    pub id: Option<ObjectionAnswerId>,
    /// Whether the objection is right: the figure is not to be gone by.
    pub upheld: bool,
    /// Why.
    pub words: String,
    /// By whom.
    pub by: Id<Account>,
    /// When.
    pub at: Instant,
}

/// The answer of this id, where the objection has it already.
fn repeated(objection: &Objection, id: ObjectionAnswerId) -> Option<&ObjectionAnswer> {
    objection.answer.as_ref().filter(|answer| answer.id == Some(id))
}

impl Casework {
    /// Objects to a figure of one's own: one recorded action. The same again is the same objection.
    pub async fn object_to_figure(&self, new: NewObjection) -> Result<Objection> {
        let words = shown(new.words.trim(), &Own::default());
        if words.is_empty() {
            return Err(Refusal::NoWords("an objection").into());
        }
        let (id, account) = (new.id, new.account);
        if let Some(found) = store::find(&self.database, id).await? {
            let same = found.said.account == account;
            return if same { Ok(found) } else { Err(Error::ActionTaken) };
        }
        let new = NewObjection { words, ..new };
        let mut unit = self.database.begin().await?;
        store::insert(&mut unit, &new, self.clock.now()).await?;
        let action = database::Action {
            kind: "casework.object_to_figure",
            account: Some(account.to_bytes()),
            subject: format!("objection:{id}"),
            reason: String::new(),
            detail: serde_json::json!({ "figure": new.figure, "subclass": new.subclass })
                .to_string(),
        };
        unit.record(&action, &self.ids, &*self.clock).await?;
        unit.commit().await?;
        store::find(&self.database, id).await?.ok_or(Error::NoObjection)
    }

    /// Answers an objection, once: one recorded action. The same again is the same answer. Nobody answers their own.
    pub async fn answer_objection(
        &self,
        id: ObjectionId,
        answer: ObjectionAnswerId,
        by: Id<Account>,
        upheld: bool,
        words: &str,
    ) -> Result<Objection> {
        let words = shown(words.trim(), &Own::default());
        if words.is_empty() {
            return Err(Refusal::NoWords("an answer").into());
        }
        let found = self.objection(id).await?.ok_or(Error::NoObjection)?;
        if found.said.account == by {
            return Err(Refusal::SamePerson.into());
        }
        if let Some(done) = repeated(&found, answer) {
            let same = done.by == by && done.upheld == upheld;
            return if same { Ok(found) } else { Err(Error::ActionTaken) };
        }
        let answer = ObjectionAnswer { id: Some(answer), upheld, words, by, at: self.clock.now() };
        let mut unit = self.database.begin().await?;
        if !store::answer(&mut unit, id, &answer).await? {
            unit.rollback().await?;
            // The same may have come by another way at this very moment.
            let now = self.objection(id).await?.ok_or(Error::NoObjection)?;
            let same = now
                .answer
                .as_ref()
                .is_some_and(|done| done.id == answer.id && done.by == by && done.upheld == upheld);
            return if same { Ok(now) } else { Err(Refusal::Answered.into()) };
        }
        let action = database::Action {
            kind: "casework.answer_objection",
            account: Some(by.to_bytes()),
            subject: format!("objection:{id}"),
            reason: String::new(),
            detail: serde_json::json!({ "upheld": upheld }).to_string(),
        };
        unit.record(&action, &self.ids, &*self.clock).await?;
        unit.commit().await?;
        self.objection(id).await?.ok_or(Error::NoObjection)
    }

    /// An objection.
    pub async fn objection(&self, id: ObjectionId) -> Result<Option<Objection>> {
        store::find(&self.database, id).await
    }

    /// Somebody's own objections, the last first.
    pub async fn own_objections(&self, account: Id<Account>, limit: u32) -> Result<Vec<Objection>> {
        store::of_account(&self.database, account, limit).await
    }

    /// Objections within an area, the last first, after the one of this number: for whoever answers them.
    pub async fn objections(
        &self,
        area: &AreaPath,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<Objection>> {
        store::within_area(&self.database, area, after, limit).await
    }
}
