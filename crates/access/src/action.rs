//! What a caller may ask for: one [`Action`] per kind of deed, named `capability.verb`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

macro_rules! actions {
    ($($(#[$doc:meta])+ $variant:ident = $name:literal, $personal:literal;)+) => {
        /// A kind of deed that a policy permits or forbids.
        ///
        /// To add one: a line here, then `policies/<capability>/` with its
        /// ALLOW and DENY examples; the schema follows by
        /// `LINLI_BLESS=1 cargo test -p access`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Action {
            $($(#[$doc])+ #[serde(rename = $name)] $variant,)+
        }

        impl Action {
            /// Every action, in order of capability.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its name in policies, logs and interfaces.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Whether it discloses persons, so that a policy asks for purpose and basis.
            #[must_use]
            pub const fn is_personal(self) -> bool {
                match self { $(Self::$variant => $personal,)+ }
            }
        }

        /// One empty type per action, for signatures that name it: `Caller<may::RegisterView>`.
        pub mod may {
            $($(#[$doc])+ #[derive(Clone, Copy, Debug)] pub struct $variant;
            impl super::Named for $variant {
                const ACTION: super::Action = super::Action::$variant;
            })+
        }
    };
}

/// A type that stands for one [`Action`]; see [`may`].
pub trait Named: Send + Sync + 'static {
    /// The action.
    const ACTION: Action;
}

actions! {
    /// See places: areas, buildings, units, search, map tiles.
    RegisterView = "register.view", false;
    /// Change the register.
    RegisterEdit = "register.edit", false;
    /// Bring a table or a map extract into the register.
    RegisterImport = "register.import", false;
    /// Match written addresses to the register, one or many.
    WashMatch = "wash.match", false;
    /// Match a whole file of addresses.
    WashFile = "wash.file", false;
    /// See what stands in an area: organisations and counts of things.
    BlocksView = "blocks.view", false;
    /// See the people of a dwelling or an organisation, masked.
    BlocksViewPeople = "blocks.view_people", true;
    /// See one masked value in full.
    BlocksUnmask = "blocks.unmask", true;
    /// Judge pairs of records in the review queue; reading people there asks for its own grant.
    BlocksReview = "blocks.review", false;
    /// See the tags of units, buildings and organisations.
    TagsView = "tags.view", false;
    /// Compute the tags anew.
    TagsRun = "tags.run", false;
    /// Take down how many beds are approved for a building.
    TagsApproveBeds = "tags.approve_beds", false;
    /// Send signals: an access card was issued, an account opened at a dwelling.
    SignalsSend = "signals.send", false;
    /// Work the invitations that come of signals.
    SignalsWork = "signals.work", false;
    /// See what is offered back to departments, and the log of exchanges.
    ExchangeView = "exchange.view", false;
    /// Write down what departments answer, and their receipts.
    ExchangeAnswer = "exchange.answer", false;
    /// Say, by a signature, that one has the list that went to one's own source.
    ExchangeReceive = "exchange.receive", false;
    /// Make the list of corrections that a department gets.
    ExchangeExport = "exchange.export", true;
    /// See source tables: mappings, profiles, match rates.
    SourcesView = "sources.view", false;
    /// See rejected rows of a source, personal values masked.
    SourcesViewRejects = "sources.view_rejects", false;
    /// Map a new table: a sample is tried out and not kept.
    SourcesMap = "sources.map", false;
    /// See fusion runs and their reports.
    RunsView = "runs.view", false;
    /// Start a fusion run.
    RunsStart = "runs.start", false;
    /// See who looked at one's own data.
    ReadsViewOwn = "reads.view_own", true;
    /// Ask about a look at one's own data.
    ReadsQuestion = "reads.question", false;
    /// Answer what people ask about looks.
    ReadsAnswer = "reads.answer", true;
    /// Ask that one's looks on a case be told on a later day, on a legal basis.
    ReadsDelay = "reads.delay", false;
    /// Agree that somebody's looks on a case be told on a later day, or refuse.
    ReadsDecideDelay = "reads.decide_delay", false;
    /// See in full, and take along, what is kept on oneself.
    RightsExport = "rights.export", true;
    /// Say that a fact on oneself is wrong, or ask that it be deleted.
    RightsAsk = "rights.ask", false;
    /// See how long each kind of row is kept, and what was deleted.
    RetentionView = "retention.view", false;
    /// Search the log of reads of anyone.
    ReadsAudit = "reads.audit", true;
    /// See cases and leads of an area, what is shown of their words, and who handles them.
    CasesView = "cases.view", false;
    /// Report something for an area: hotline, field worker, department.
    CasesReport = "cases.report", false;
    /// Send cases where they belong: accept, assign, transfer, refuse, merge, split; decide leads.
    CasesDispatch = "cases.dispatch", false;
    /// Handle cases: claim, visit, show, resolve.
    CasesHandle = "cases.handle", false;
    /// Look again at what was resolved, reopen, take what reporters were not content with.
    CasesSupervise = "cases.supervise", false;
    /// See who reported a case, in full.
    CasesViewReporter = "cases.view_reporter", true;
    /// See a photo of a case.
    CasesViewPhotos = "cases.view_photos", true;
    /// Report and follow one's own cases.
    CasesOwn = "cases.own", false;
    /// Keep the offices: members and rules of routing.
    CasesManage = "cases.manage", false;
    /// See hazards, tiers, stars and ratings of an area: of things and places.
    HousingView = "housing.view", false;
    /// Take down a hazard, show more of it, say that it is fixed.
    HousingFind = "housing.find", false;
    /// Act on hazards: order, refer, verify, withdraw, reopen; inspect; suspend the letting of a unit.
    HousingAct = "housing.act", false;
    /// Rate buildings: draft, decide, publish; take down replies and appeals, decide appeals.
    HousingRate = "housing.rate", false;
    /// Make plans of inspections: who goes where on a day.
    HousingPlan = "housing.plan", false;
    /// Run campaigns: begin, give targets to those who go, close.
    HousingCampaign = "housing.campaign", false;
    /// Propose joint enforcement, and act on it for one's office: agree or decline, set the day, write what was found.
    HousingJoint = "housing.joint", false;
    /// See a photo of a hazard.
    HousingViewPhotos = "housing.view_photos", true;
    /// Declare who lives in, works in, runs or lets a unit; answer, confirm, take back, tell of leaving.
    HousingDeclare = "housing.declare", false;
    /// See declarations of an area, and go to the door: what was found there.
    HousingVerify = "housing.verify", false;
    /// See whom a declaration is of.
    HousingViewDeclared = "housing.view_declared", true;
    /// See whom one declared oneself, or what others declared of oneself.
    HousingViewOwnDeclared = "housing.view_own_declared", true;
    /// See what one answers for and what is asked there; say that it is put right, object, reply, appeal.
    HousingAnswerFor = "housing.answer_for", false;
    /// Decide objections to notices.
    HousingDecideObjection = "housing.decide_objection", false;
    /// Go on duty and off, and see one's own duty.
    DutyGo = "duty.go", false;
    /// See who is on duty in an area, and who is near a case.
    DutyView = "duty.view", false;
    /// Send a broadcast to everybody on duty in an area, see how many saw it, and take it back.
    DutyBroadcast = "duty.broadcast", false;
    /// Open an emergency: people of an area for an hour, reviewed afterwards.
    EmergencyOpen = "emergency.open", false;
    /// Review emergencies that others opened.
    EmergencyReview = "emergency.review", false;
    /// Read one's own messages, and choose how to get them.
    MessagesOwn = "messages.own", false;
    /// Keep webhooks and letters that could not be delivered.
    MessagesManage = "messages.manage", false;
    /// Ask to be bound to the dwelling at whose door one stands, and see what came of it.
    DwellingsOwn = "dwellings.own", false;
    /// Confirm at the door who asked to be bound to a dwelling, refuse, and undo.
    DwellingsVerify = "dwellings.verify", false;
    /// Let somebody act for oneself, act for another, and end both.
    ProxiesOwn = "proxies.own", false;
    /// See accounts.
    AccountsView = "accounts.view", false;
    /// Create accounts, invite, assign roles, disable and enable.
    AccountsManage = "accounts.manage", false;
    /// Give back a lost password or second factor, together with another officer.
    AccountsRecover = "accounts.recover", false;
}

impl Action {
    /// The capability it belongs to: the part of the name before the dot.
    #[must_use]
    pub fn capability(self) -> &'static str {
        self.name().split('.').next().unwrap_or_default()
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text that names no action.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not an action")]
pub struct UnknownAction(String);

impl FromStr for Action {
    type Err = UnknownAction;
    fn from_str(text: &str) -> Result<Self, UnknownAction> {
        let found = Self::ALL.iter().find(|action| action.name() == text);
        found.copied().ok_or_else(|| UnknownAction(text.chars().take(64).collect()))
    }
}
