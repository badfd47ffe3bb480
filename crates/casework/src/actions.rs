//! Actions as they are given and as they were recorded.

use access::Account;
use kernel::{Id, Instant, Lang, Point4326};
use std::collections::BTreeMap;

use crate::{
    Actor, AttachmentId, CaseActionId, CaseId, CasePlace, Deed, Door, LeadId, redact::Own,
};

/// Something to be done to a case.
#[derive(Clone, Debug)]
pub struct Act {
    /// Its id, made by whoever acts: sent twice, it is done once.
    pub id: CaseActionId,
    /// The case.
    pub case: CaseId,
    /// The version that whoever acts saw; needed by what does not only add.
    pub seen: Option<u32>,
    /// What.
    pub deed: Deed,
    /// Why, or a word for the file.
    pub words: String,
    /// Who.
    pub actor: Actor,
    /// When, by their clock, where that is not now.
    pub acted_at: Option<Instant>,
    /// Where they stand: compared with the place and forgotten.
    pub position: Option<Point4326>,
}

/// A recorded action.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// Its id.
    pub id: CaseActionId,
    /// The version of the case that it made.
    pub version: u32,
    /// What was done.
    pub deed: Deed,
    /// By whom.
    pub actor: Actor,
    /// When, by their clock.
    pub acted_at: Option<Instant>,
    /// When, by ours.
    pub recorded_at: Instant,
    /// The words that went with it, without what tells who somebody is.
    pub words: Option<String>,
    /// Answers to the catalogue's questions that went with it.
    pub answers: BTreeMap<String, String>,
    /// Whether words went with it that were erased since.
    pub erased: bool,
}

/// Something reported.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// The id of the action, made by whoever reports: sent twice, it is one case.
    pub id: CaseActionId,
    /// Where it comes in.
    pub door: Door,
    /// What it is about.
    pub subclass: String,
    /// Where.
    pub place: CasePlace,
    /// What is the matter.
    pub words: String,
    /// Answers to the catalogue's questions.
    pub answers: BTreeMap<String, String>,
    /// Who can be asked, where somebody can.
    pub reporter: Option<NewReporter>,
    /// Photos of it, uploaded before.
    pub photos: Vec<AttachmentId>,
    /// What the reporter says of it by voice, uploaded before.
    pub voice: Option<AttachmentId>,
    /// Who writes it down.
    pub actor: Actor,
    /// The case it was split from.
    pub split_from: Option<CaseId>,
    /// The lead it was sent on from.
    pub lead: Option<LeadId>,
    /// When it was written down, by their clock.
    pub acted_at: Option<Instant>,
    /// The version of the catalogue whose form was filled in; the one that stands where it is not said.
    pub form: Option<String>,
}

/// Who reports. Sealed; read under a grant alone.
#[derive(Clone, Debug)]
pub struct NewReporter {
    /// The account, where they are signed in: for their own list, and for nothing else.
    pub account: Option<Id<Account>>,
    /// What to call them.
    pub name: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Their language.
    pub lang: Lang,
    /// A word of their own to follow the case by; drawn where they give none.
    pub secret: Option<String>,
}

impl NewReporter {
    /// What they say of themself, so that nothing of it is shown.
    pub(crate) fn own(&self) -> Own {
        Own::of(self.name.as_deref(), [self.phone.as_deref(), self.email.as_deref()])
    }

    /// Whether they leave a way to be reached.
    pub(crate) fn can_be_reached(&self) -> bool {
        let given =
            |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        self.account.is_some() || given(&self.phone) || given(&self.email)
    }
}
