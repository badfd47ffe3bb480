//! What can be done to a case, and why it may be refused.

use access::Account;
use kernel::{Id, Instant, Text, refusal};
use serde::{Deserialize, Serialize};

use crate::{
    AttachmentId, CaseId, Content, EvidenceKind, MeTooId, MicroState, Outcome, State, WaitReason,
    catalogue::Misfit,
};

/// Something that is done to a case. Words that go with it (a reason, a note) are kept apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case", deny_unknown_fields)]
pub enum Deed {
    /// It came in. The first action of every case, and of no other.
    Report,
    /// Somebody else reports it too, and joins it.
    MeToo {
        /// Whether they left a way to be reached.
        can_contact: bool,
        /// Photos of theirs.
        photos: Vec<AttachmentId>,
    },
    /// The office takes it.
    Accept,
    /// An officer is given it.
    Assign {
        /// Who.
        officer: Id<Account>,
    },
    /// An officer takes it.
    Claim,
    /// It is offered to somebody on duty, who takes it or declines.
    Offer {
        /// Who.
        officer: Id<Account>,
        /// Whether the next one is asked by itself where they do not take it.
        #[serde(default)]
        then_next: bool,
    },
    /// Whoever it was offered to takes it.
    Take,
    /// Whoever it was offered to does not take it; why, in words.
    Decline,
    /// Nobody answered the offer in time. The installation's own.
    Lapse,
    /// Nobody else who is able is on duty nearby. The installation's own.
    NobodyNear,
    /// Work begins.
    Start,
    /// The reporter was spoken to.
    Contact,
    /// It waits; the clock stands, up to the catalogue's cap.
    Wait {
        /// What for.
        waits_for: WaitReason,
    },
    /// It waits no longer.
    Resume,
    /// Another office is to handle it.
    Transfer {
        /// Which.
        office: String,
    },
    /// Nobody of ours may handle it.
    Refuse {
        /// Who is responsible, by name: never just "not us".
        responsible: Text,
    },
    /// Another office handles it too.
    Join {
        /// Which.
        office: String,
    },
    /// That office's part is done.
    Leave {
        /// Which.
        office: String,
    },
    /// Something shows what was done.
    Evidence {
        /// What it shows.
        kind: EvidenceKind,
        /// The file.
        attachment: Option<AttachmentId>,
    },
    /// Somebody went there.
    Visit {
        /// Whether anybody was met.
        met: bool,
    },
    /// A word for the file.
    Note,
    /// It is done.
    Resolve {
        /// How it ended.
        outcome: Outcome,
    },
    /// The reporter says so too, or the time to object is over.
    Confirm {
        /// Whether they are content, if they said.
        content: Option<Content>,
    },
    /// The reporter says it is not fixed, or not to their satisfaction.
    Object,
    /// An officer found that it is not fixed.
    Reopen,
    /// Somebody else looked again.
    Recheck {
        /// Whether it is fixed.
        fixed: bool,
    },
    /// It is about something else.
    Reclassify {
        /// What.
        subclass: String,
    },
    /// It is the same as another case.
    Merge {
        /// Which.
        into: CaseId,
    },
    /// It is not the same after all, or it is back: it stands on its own again.
    Rearm,
    /// Part of it is a case of its own.
    Split {
        /// The new case.
        to: CaseId,
    },
    /// A level of warning was reached. The installation's own.
    Warn {
        /// Which, from 1.
        level: u32,
    },
    /// A calendar, an office or a rule changed. The installation's own.
    Recompute,
}

/// Names of deeds that leave what an officer saw as it was: what colleagues add to the file, what the clock does, whom an
/// office asks. Another report of the same is none: nobody closes over what they have not read.
pub(crate) const LEAVES_NEXT_STEP: &[&str] = &[
    "contact",
    "decline",
    "evidence",
    "join",
    "lapse",
    "leave",
    "nobody_near",
    "note",
    "offer",
    "recompute",
    "visit",
    "warn",
];

impl Deed {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::MeToo { .. } => "me_too",
            Self::Accept => "accept",
            Self::Assign { .. } => "assign",
            Self::Claim => "claim",
            Self::Offer { .. } => "offer",
            Self::Take => "take",
            Self::Decline => "decline",
            Self::Lapse => "lapse",
            Self::NobodyNear => "nobody_near",
            Self::Start => "start",
            Self::Contact => "contact",
            Self::Wait { .. } => "wait",
            Self::Resume => "resume",
            Self::Transfer { .. } => "transfer",
            Self::Refuse { .. } => "refuse",
            Self::Join { .. } => "join",
            Self::Leave { .. } => "leave",
            Self::Evidence { .. } => "evidence",
            Self::Visit { .. } => "visit",
            Self::Note => "note",
            Self::Resolve { .. } => "resolve",
            Self::Confirm { .. } => "confirm",
            Self::Object => "object",
            Self::Reopen => "reopen",
            Self::Recheck { .. } => "recheck",
            Self::Reclassify { .. } => "reclassify",
            Self::Merge { .. } => "merge",
            Self::Rearm => "rearm",
            Self::Split { .. } => "split",
            Self::Warn { .. } => "warn",
            Self::Recompute => "recompute",
        }
    }

    /// Whether it adds to the file whatever else happened meanwhile. Of the others, what an account does is refused where
    /// more than [`LEAVES_NEXT_STEP`] came after what it saw, an offer and what the installation does by itself where
    /// anything did: two officers who close at once are told of each other. An answer to an offer holds as long as the
    /// offer does.
    #[must_use]
    pub const fn adds_only(&self) -> bool {
        matches!(
            self,
            Self::Note
                | Self::MeToo { .. }
                | Self::Evidence { .. }
                | Self::Visit { .. }
                | Self::Contact
                | Self::Join { .. }
                | Self::Take
                | Self::Decline
                | Self::Warn { .. }
                | Self::Recompute
        )
    }

    /// Whether it holds where nothing but [`LEAVES_NEXT_STEP`] came after what was seen. Two offers are not both made.
    pub(crate) fn follows(&self, actor: Actor) -> bool {
        matches!(actor, Actor::Account(_)) && !matches!(self, Self::Offer { .. })
    }

    /// Whether it needs words: why, or what.
    #[must_use]
    pub const fn needs_words(&self) -> bool {
        matches!(
            self,
            Self::Wait { .. }
                | Self::Decline
                | Self::Transfer { .. }
                | Self::Refuse { .. }
                | Self::Note
                | Self::Object
                | Self::Reopen
                | Self::Reclassify { .. }
                | Self::Merge { .. }
                | Self::Rearm
                | Self::Split { .. }
                | Self::Resolve {
                    outcome: Outcome::Settled | Outcome::NotFound | Outcome::Unreachable
                }
        )
    }

    /// What it asks a policy for.
    #[must_use]
    pub const fn duty(&self) -> Duty {
        match self {
            Self::Accept
            | Self::Assign { .. }
            | Self::Offer { .. }
            | Self::Transfer { .. }
            | Self::Refuse { .. }
            | Self::Join { .. }
            | Self::Leave { .. }
            | Self::Reclassify { .. }
            | Self::Merge { .. }
            | Self::Rearm
            | Self::Split { .. } => Duty::Dispatch,
            Self::Claim
            | Self::Take
            | Self::Decline
            | Self::Start
            | Self::Contact
            | Self::Wait { .. }
            | Self::Resume
            | Self::Evidence { .. }
            | Self::Visit { .. }
            | Self::Note
            | Self::Resolve { .. } => Duty::Handle,
            Self::Reopen | Self::Recheck { .. } => Duty::Supervise,
            Self::Confirm { .. } | Self::Object => Duty::Reporter,
            Self::Report | Self::MeToo { .. } => Duty::Report,
            Self::Warn { .. } | Self::Recompute | Self::Lapse | Self::NobodyNear => {
                Duty::Installation
            }
        }
    }
}

/// Whose part a deed is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Telling of it.
    Report,
    /// Sending it where it belongs.
    Dispatch,
    /// Handling it.
    Handle,
    /// Looking again.
    Supervise,
    /// The reporter's own.
    Reporter,
    /// The installation's own.
    Installation,
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody with an account.
    Account(Id<Account>),
    /// Whoever reported it first; not named here.
    Reporter,
    /// Somebody who reported it too; not named here.
    MeToo(MeTooId),
    /// The installation: the clock, a rule.
    Installation,
}

impl Actor {
    /// The account, where there is one.
    #[must_use]
    pub const fn account(self) -> Option<Id<Account>> {
        match self {
            Self::Account(account) => Some(account),
            Self::Reporter | Self::MeToo(_) | Self::Installation => None,
        }
    }

    /// Which of those who reported it too, where it is one of them.
    #[must_use]
    pub const fn me_too(self) -> Option<MeTooId> {
        match self {
            Self::MeToo(id) => Some(id),
            Self::Account(_) | Self::Reporter | Self::Installation => None,
        }
    }

    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Account(_) => "account",
            Self::Reporter | Self::MeToo(_) => "reporter",
            Self::Installation => "installation",
        }
    }
}

/// Why something was not done. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// It cannot be done to a case that stands so.
    #[error("a case that is {} cannot be {deed}", state.name())]
    NotNow {
        /// Where the case stands.
        state: State,
        /// What was to be done.
        deed: &'static str,
    },
    /// It cannot be done to a micro-event that stands so.
    #[error("a micro-event that is {} cannot be {deed}", state.name())]
    MicroNotNow {
        /// Where the micro-event stands.
        state: MicroState,
        /// What was to be done.
        deed: &'static str,
    },
    /// Chance did not draw it to be verified.
    #[error("chance did not draw it to be verified")]
    NotDrawn,
    /// The catalogue has no such micro-event.
    #[error("there is no micro-event `{0}` in the catalogue")]
    NoMicroKind(String),
    /// One account reports a case once.
    #[error("the account has reported the case already")]
    ReportedAlready,
    /// The catalogue has no such class of field collection.
    #[error("there is no class `{0}` of field collection in the catalogue")]
    NoCollection(String),
    /// The class has no such item.
    #[error("the class has no item `{0}`")]
    NoItem(String),
    /// It is no answer of the item.
    #[error("no answer of the item: {}", .0.en)]
    NoAnswer(Text),
    /// A form says something.
    #[error("nothing was noted")]
    NothingNoted,
    /// The class describes another kind of place.
    #[error("the class describes another kind of place")]
    OtherPlace {
        /// Of units; of buildings otherwise.
        unit: bool,
    },
    /// An objection is answered once.
    #[error("the objection is answered already")]
    Answered,
    /// Only the officer in charge may.
    #[error("the case is not yours: claim it first")]
    NotYours,
    /// It is not offered to whoever answers, or no longer.
    #[error("the case is not offered to you, or no longer")]
    NotOffered,
    /// Who it is to be offered to has it already.
    #[error("they have the case already")]
    TheirsAlready,
    /// Who it is to be offered to is not on duty there, or not of the office.
    #[error("they are not on duty there, or not of the office that has the case")]
    NotAble,
    /// It needs words.
    #[error("{0} needs a reason in words")]
    NoWords(&'static str),
    /// Evidence is missing.
    #[error("evidence is missing")]
    Missing(Vec<EvidenceKind>),
    /// A case of safety is not closed because nobody was met.
    #[error("a safety case is not closed because nobody was met")]
    SafetyNeedsMeeting,
    /// Nobody met needs two visits at least.
    #[error("two visits at least, before nobody was met")]
    TooFewVisits,
    /// A photo, a paper or a signature is a file.
    #[error("this kind of evidence is a file")]
    NoFile,
    /// Whoever says they are on the spot is not.
    #[error("{} m away", distance_m.map_or_else(|| "not known how many".to_owned(), |far| far.to_string()))]
    NotNear {
        /// How far they are, where that can be told.
        distance_m: Option<u32>,
    },
    /// A second look is somebody else's, and so is an answer.
    #[error("nobody looks again at what they did, or answers themself")]
    SamePerson,
    /// The draft of the catalogue has moved on, or there is none.
    #[error("the draft of the catalogue has moved on, or there is none")]
    DraftMoved,
    /// A catalogue that contradicts itself is not published.
    #[error("{at}: {}", text.en)]
    Faulty {
        /// Where.
        at: String,
        /// What is wrong.
        text: Text,
    },
    /// A version holds after the one before it.
    #[error("a version of the catalogue holds after the one before it")]
    HoldsTooEarly,
    /// A form of an old version of the catalogue no longer fits.
    #[error("the form is of an old version of the catalogue")]
    OldForm(Vec<Misfit>),
    /// Who is responsible is not named.
    #[error("a refusal names the body responsible, in both languages")]
    NoBody,
    /// There is no such office.
    #[error("there is no office `{0}`")]
    NoOffice(String),
    /// The office has it already.
    #[error("the office has it already")]
    SameOffice,
    /// There is no such subclass.
    #[error("there is no subclass `{0}`")]
    NoSubclass(String),
    /// The clock has stood often enough.
    #[error("the clock has stood as often as it may")]
    PausesSpent,
    /// A case is not merged into itself, or into one that is merged or of another kind.
    #[error("a case is merged into another open case of its kind")]
    NotMergeable,
    /// The other case is too old or closed: a new report stands on its own.
    #[error("that case is closed or too old: what is reported now stands on its own")]
    MergeExpired {
        /// Since when it takes nothing in.
        since: Instant,
    },
}

impl Refusal {
    /// What people read: what is wrong and what to do.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a text for each refusal")]
    pub fn text(&self) -> Text {
        match self {
            Self::NotNow { state, .. } => {
                refusal::not_now(&Text::new("事件", "case"), &state.label())
            }
            Self::MicroNotNow { state, .. } => {
                refusal::not_now(&Text::new("微事件", "micro-event"), &state.label())
            }
            Self::NotDrawn => Text::new(
                "这件微事件未被抽中，无需核实",
                "It was not drawn by lot: nobody is to verify it",
            ),
            Self::NoMicroKind(_) => Text::new("没有这种微事件", "There is no such micro-event"),
            Self::ReportedAlready => Text::new(
                "您已反映过这件事，请凭编号和查询码补充说明",
                "You have reported this already: follow it by its number and word, and add to it there",
            ),
            Self::NoCollection(_) => {
                Text::new("没有这类采集项目", "There is no such class of field collection")
            }
            Self::NoItem(_) => Text::new(
                "采集表已更新，请按新表填写",
                "The form has changed: fill it in as it is now",
            ),
            Self::NoAnswer(ask) => Text::new(
                format!("请核对“{}”的填写", ask.zh),
                format!("Look at what was noted of “{}”", ask.en),
            ),
            Self::NothingNoted => Text::new("请至少填写一项", "Note one item at least"),
            Self::OtherPlace { unit: true } => Text::new(
                "这类项目按房屋采集，请给出房屋",
                "These items are of a unit: say which, as by the code at its door",
            ),
            Self::OtherPlace { unit: false } => Text::new(
                "这类项目按楼栋采集，请给出楼栋",
                "These items are of a building: say which",
            ),
            Self::Answered => Text::new("该异议已有答复", "The objection is answered already"),
            Self::NotYours => {
                Text::new("您不是承办人，请先签收", "You are not in charge of it: claim it first")
            }
            Self::NotOffered => Text::new(
                "这件事没有派给您，或答复时间已过",
                "It is not offered to you, or the time to answer is over",
            ),
            Self::TheirsAlready => Text::new("这件事已由此人承办", "They have this case already"),
            Self::NotAble => Text::new(
                "此人不在岗，或不在该单位、该辖区",
                "They are not on duty there, or not of the office that has the case",
            ),
            Self::NoWords(_) => refusal::no_words(),
            Self::Missing(kinds) => {
                let labels: Vec<Text> = kinds.iter().map(|kind| kind.label()).collect();
                refusal::missing(&labels)
            }
            Self::SafetyNeedsMeeting => Text::new(
                "安全类事件不能因未遇而办结；请改期上门或挂起等待入户",
                "A safety case is not closed because nobody was met: visit again, or let it wait for entry",
            ),
            Self::TooFewVisits => Text::new(
                "至少上门两次未遇后才能这样办结",
                "Only after two visits on which nobody was met",
            ),
            Self::NoFile => Text::new("请上传照片或材料", "Add the photo or the paper itself"),
            Self::NotNear { distance_m: Some(far) } => Text::new(
                format!("您距离现场还有 {far} 米"),
                format!("You are {far} metres away from the place"),
            ),
            Self::NotNear { distance_m: None } => {
                Text::new("未取得您的位置", "Your position was not sent")
            }
            Self::SamePerson => Text::new(
                "复核、核实与答复须由本人以外的人进行",
                "Nobody looks again at their own work, or answers themself: somebody else does",
            ),
            Self::DraftMoved => Text::new(
                "草稿已由他人修改、发布或撤销，请刷新后再改",
                "Somebody changed, published or dropped the draft: load it again",
            ),
            Self::Faulty { at, text } => Text::new(
                format!("目录有误，不能发布（{at}）：{}", text.zh),
                format!("The catalogue has a fault and is not published ({at}): {}", text.en),
            ),
            Self::HoldsTooEarly => Text::new(
                "生效日期不得早于上一版本",
                "It cannot hold before the version published last",
            ),
            Self::OldForm(misfits) => {
                let all: Vec<Text> = misfits.iter().map(Misfit::text).collect();
                let all = Text::list(&all, "；", "; ");
                Text::new(
                    format!("表单已更新：{}。您填写的内容都已保留", all.zh),
                    format!("The form has changed: {}. What you wrote is kept", all.en),
                )
            }
            Self::NoBody => Text::new(
                "请写明应由谁负责（中英文）",
                "Name the body that is responsible, in both languages",
            ),
            Self::NoOffice(_) => Text::new("没有这个单位", "There is no such office"),
            Self::SameOffice => Text::new("该单位已在承办", "That office has it already"),
            Self::NoSubclass(_) => Text::new("没有这个事项", "There is no such subclass"),
            Self::PausesSpent => {
                Text::new("挂起次数已用完", "The clock has stood as often as it may")
            }
            Self::NotMergeable => Text::new(
                "只能合并到同类且未办结的另一事件",
                "It can be merged into another open case of its kind",
            ),
            Self::MergeExpired { .. } => Text::new(
                "原事件已办结或已超过合并期限，请作为新事件办理",
                "That case is closed or too old: handle this one on its own",
            ),
        }
    }
}
