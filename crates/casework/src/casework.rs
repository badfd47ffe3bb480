//! The capability as one value.

use std::{
    fmt,
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

use access::Access;
use database::{Change, Database, UnitOfWork};
use kernel::{Ids, Instant, SharedClock};
use tokio::sync::watch;

use crate::{
    Act, Actor, AttachmentId, Case, CaseFilter, CaseId, CaseRow, Catalogue, Deed, Error,
    EvidenceKind, Recorded, Refusal, Result, RouteId,
    album::Album,
    crowds::Crowds,
    editions::Held,
    redact::{Own, shown},
    routing::Rule,
    step::Context,
    store::{self, cases::Entry, list::COUNTED},
};

/// Whoever stands this near is on the spot, metres: the error of a cheap phone between tall buildings.
const NEAR_M: f64 = 150.0;
/// Rules of routing that were read are good for so long, seconds.
const RULES_FRESH_S: i64 = 10;

/// Cases, their actions, catalogues, offices and files; cheap to clone.
#[derive(Clone)]
pub struct Casework {
    pub(crate) database: Database,
    pub(crate) access: Arc<Access>,
    pub(crate) ids: Ids,
    pub(crate) clock: SharedClock,
    pub(crate) held: Arc<RwLock<Held>>,
    pub(crate) album: Album,
    pub(crate) rules: Arc<RwLock<Option<Fresh>>>,
    pub(crate) roads: Roads,
    crowds: Crowds,
    changed: Arc<watch::Sender<u64>>,
}

/// The network of roads, and the version of the register that it is of.
type Roads = Arc<tokio::sync::Mutex<Option<(i64, Arc<crate::dispatch::Network>)>>>;

/// Rules as they were read, and when.
pub(crate) type Fresh = (Instant, Arc<Vec<(RouteId, Rule)>>);

impl Casework {
    /// Casework over an opened installation in the folder `data`, with the catalogues that the program carries.
    ///
    /// # Errors
    /// [`Error::Catalogue`] where they contradict each other, which a test excludes.
    pub fn open(
        database: Database,
        access: Arc<Access>,
        ids: Ids,
        clock: SharedClock,
        data: &Path,
    ) -> Result<Self> {
        let built_in = Catalogue::built_in().map_err(Error::Catalogue)?;
        let held = Arc::new(RwLock::new(Held::of(built_in)));
        let (changed, rules) = (Arc::new(watch::Sender::new(0)), Arc::default());
        let (roads, crowds) = (Roads::default(), Crowds::default());
        let album = Album::new(data.join("attachments"));
        Ok(Self { database, access, ids, clock, held, album, rules, roads, crowds, changed })
    }

    /// The catalogues that stand: those that the program carries, or the place's own as last read
    /// ([`Self::refresh_catalogue`]).
    #[must_use]
    pub fn catalogue(&self) -> &'static Catalogue {
        self.held.read().unwrap_or_else(PoisonError::into_inner).standing
    }

    /// Changes whenever a case of this process has changed; what changed is in the feed.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    pub(crate) fn wake(&self) {
        self.changed.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// A case.
    pub async fn find(&self, id: CaseId) -> Result<Option<Case>> {
        store::cases::find(&self.database, id).await
    }

    /// A case by its number.
    pub async fn numbered(&self, number: &str) -> Result<Option<Case>> {
        store::cases::numbered(&self.database, number).await
    }

    /// Every action of a case, in order.
    pub async fn actions(&self, case: CaseId) -> Result<Vec<Recorded>> {
        Ok(self.history(case).await?.0)
    }

    /// Every action of a case, in order, and whether a voice note came with its report: one query.
    pub async fn history(&self, case: CaseId) -> Result<(Vec<Recorded>, bool)> {
        store::cases::history(&self.database, case).await
    }

    /// A page of cases.
    pub async fn page(&self, filter: &CaseFilter) -> Result<Vec<CaseRow>> {
        store::list::page(&self.database, filter).await
    }

    /// Cases at these buildings and units, open ones first, then the newest, at most so many.
    pub async fn at_places(&self, places: &[[u8; 16]], limit: u32) -> Result<Vec<Case>> {
        store::list::at_places(&self.database, places, limit).await
    }

    /// How many cases a filter finds, counted up to 1,001; that they are so many stands for ten seconds.
    pub async fn count(&self, filter: &CaseFilter) -> Result<u64> {
        let (question, now) = (Crowds::question(filter), self.clock.now());
        if question.is_some_and(|question| self.crowds.were_many(&question, now)) {
            return Ok(COUNTED + 1);
        }
        let counted = store::list::count(&self.database, filter).await?;
        if let Some(question) = question.filter(|_| counted > COUNTED) {
            self.crowds.are_many(question, now);
        }
        Ok(counted)
    }

    /// Does something to a case, once: one transaction with the record of it, durable when this returns.
    ///
    /// # Errors
    /// [`Error::Conflict`] where the case has moved on since whoever acts saw it, with the case as it stands: what only adds
    /// to its file moves it not; [`Error::Refused`] where it cannot be done to a case that stands so.
    pub async fn act(&self, act: Act) -> Result<Case> {
        self.act_once(act, None).await
    }

    /// The same for whoever has just read the case: where it stands as it was read, it is not read again.
    ///
    /// # Errors
    /// As of [`Self::act`].
    pub async fn act_on(&self, read: Case, act: Act) -> Result<Case> {
        self.act_once(act, Some(Box::new(read))).await
    }

    async fn act_once(&self, act: Act, read: Option<Box<Case>>) -> Result<Case> {
        if let Deed::Evidence { kind, attachment } = &act.deed {
            self.weigh(&act, *kind, *attachment).await?;
        }
        if let Deed::Offer { officer, .. } = &act.deed {
            let case = self.find(act.case).await?.ok_or(Error::NoCase)?;
            self.weigh_offer(&case, *officer).await?;
        }
        let this = self.clone();
        let lane = lane(act.case);
        let done = self
            .database
            .together_late(lane, move |unit| {
                Box::pin(async move {
                    let done = match read {
                        Some(case) => this.go_on(unit, &case, &act).await?,
                        None => None,
                    };
                    match done {
                        Some(case) => Ok(case),
                        None => this.do_within(unit, act).await,
                    }
                })
            })
            .await?;
        self.wake();
        Ok(done)
    }

    /// Whether evidence is what it says.
    async fn weigh(
        &self,
        act: &Act,
        kind: EvidenceKind,
        attachment: Option<AttachmentId>,
    ) -> Result<()> {
        match (kind, attachment) {
            (EvidenceKind::LocationNear, _) => {
                let case = self.find(act.case).await?.ok_or(Error::NoCase)?;
                let far = act.position.zip(case.place.point);
                let far = far.map(|(here, there)| kernel::distance_m(here, there));
                if far.is_none_or(|far| far > NEAR_M) {
                    #[expect(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "metres on earth"
                    )]
                    let distance_m = far.map(|far| far.round() as u32);
                    return Err(Refusal::NotNear { distance_m }.into());
                }
            }
            (EvidenceKind::Contact, _) => {}
            (_, None) => return Err(Refusal::NoFile.into()),
            (_, Some(file)) => {
                let found = self.attachment(file).await?;
                let free = found.is_some_and(|file| {
                    file.sound().is_none()
                        && file.micro.is_none()
                        && file.case.is_none_or(|case| case == act.case)
                });
                if !free {
                    return Err(Refusal::NoFile.into());
                }
            }
        }
        Ok(())
    }

    /// Does something to a case that stands as it was read; nothing where it does not, or where more has to be read to tell.
    async fn go_on(&self, unit: &mut UnitOfWork, case: &Case, act: &Act) -> Result<Option<Case>> {
        let is_seen = act.deed.adds_only() || act.seen == Some(case.version);
        if case.id != act.case || !is_seen || matches!(act.deed, Deed::Merge { .. }) {
            return Ok(None);
        }
        let context = self.context(act, None);
        // A refusal is told of the case as it stands, and not of an action that was done before.
        let Ok(next) = case.step(&act.deed, &context) else { return Ok(None) };
        match self.advance(unit, case, next, act, &context).await {
            Err(Error::Database(error)) if error.is_duplicate() => Err(Error::ActionTaken),
            done => done,
        }
    }

    fn context<'a>(&self, act: &Act, other: Option<&'a Case>) -> Context<'a> {
        Context {
            catalogue: self.catalogue(),
            now: self.clock.now(),
            actor: act.actor,
            has_words: !act.words.trim().is_empty(),
            other,
        }
    }

    /// Writes what becomes of a case by what is done to it; nothing where somebody else was first.
    async fn advance(
        &self,
        unit: &mut UnitOfWork,
        case: &Case,
        next: Case,
        act: &Act,
        context: &Context<'_>,
    ) -> Result<Option<Case>> {
        let entry = Entry {
            id: act.id,
            deed: &act.deed,
            actor: act.actor,
            seen: act.seen,
            acted_at: act.acted_at,
            now: context.now,
        };
        if !store::cases::advance(unit, case, &next, context.catalogue, &entry).await? {
            return Ok(None);
        }
        if let Deed::Evidence { attachment: Some(file), .. } = &act.deed
            && store::attachments::claim(unit, act.case, &[*file]).await? == 0
        {
            // It shows something else: a small thing, or what was noted in the field.
            return Err(Refusal::NoFile.into());
        }
        if context.has_words {
            let own = self.own_of(unit, &next).await?;
            self.keep_words(unit, act.id, act.case, (act.words.as_str(), ""), &own).await?;
        }
        self.publish(unit, &next, act.deed.name()).await?;
        Ok(Some(next))
    }

    /// Does something to a case within a unit of work.
    pub(crate) async fn do_within(&self, unit: &mut UnitOfWork, act: Act) -> Result<Case> {
        let found = store::cases::for_action(unit, act.case, act.id).await?;
        let (case, done) = found.ok_or(Error::NoCase)?;
        if let Some((of, deed)) = done {
            // Sent twice: done once, and answered as the case stands now.
            let same = of == act.case && deed == act.deed.name();
            return if same { Ok(case) } else { Err(Error::ActionTaken) };
        }
        if !act.deed.adds_only()
            && act.seen != Some(case.version)
            && !(act.deed.follows(act.actor) && store::cases::stands(unit, &case, act.seen).await?)
        {
            return Err(Error::Conflict(Box::new(case)));
        }
        let other = match &act.deed {
            Deed::Merge { into } => store::cases::find_within(unit, *into).await?,
            _ => None,
        };
        let context = self.context(&act, other.as_ref());
        let next = case.step(&act.deed, &context)?;
        let done = self.advance(unit, &case, next, &act, &context).await?;
        done.ok_or_else(|| Error::Conflict(Box::new(case)))
    }

    /// What the reporters of a case said of themselves, so that nothing of it is shown. Most cases that come in by those on
    /// duty have none: they are asked for where there are any.
    pub(crate) async fn own_of(&self, unit: &UnitOfWork, case: &Case) -> Result<Own> {
        if case.followers() == 0 {
            return Ok(Own::default());
        }
        let first = store::reporters::sealed_within(unit, case.id).await?;
        let others = store::me_toos::sealed(unit, case.id).await?;
        let mut all = Own::default();
        for found in first.iter().chain(&others) {
            let found = self.open_reporter(found)?;
            let reached = [found.phone.as_deref(), found.email.as_deref()];
            all = all.and(Own::of(found.name.as_deref(), reached));
        }
        Ok(all)
    }

    /// Keeps words and answers: what is shown, and the original words sealed where they differ.
    pub(crate) async fn keep_words(
        &self,
        unit: &mut UnitOfWork,
        action: crate::CaseActionId,
        case: CaseId,
        (words, answers): (&str, &str),
        own: &Own,
    ) -> Result<String> {
        // No database has to keep a NUL, and PostgreSQL does not.
        let words = words.replace('\0', "");
        let shown = shown(&words, own);
        let sealed = if shown == words {
            None
        } else {
            Some(self.access.sealer().seal(store::texts::SEALED, &words)?)
        };
        store::texts::insert(unit, action, case, &shown, answers, sealed).await?;
        Ok(shown)
    }

    pub(crate) async fn publish(
        &self,
        unit: &mut UnitOfWork,
        case: &Case,
        deed: &'static str,
    ) -> Result<()> {
        let change = Change {
            topic: "cases",
            kind: format!("case.{deed}"),
            subject: format!("case:{}", case.id),
            detail: serde_json::json!({
                "number": case.number, "version": case.version, "state": case.state,
                "subclass": case.subclass, "office": case.office, "officer": case.officer,
                "area": case.place.area, "severity": case.severity, "due_at": case.due_at,
                "supervised": case.supervised,
                "offered_to": case.offered.as_ref().map(|offered| offered.officer),
            })
            .to_string(),
        };
        Ok(unit.publish(&change, &self.ids, &*self.clock).await?)
    }

    /// The clock's next hours: warns of what runs late, confirms what nobody objects to, asks the next one where an offer
    /// was not taken, makes cases of micro-events that nobody put right, and forgets positions that are no longer good. How
    /// much was done.
    pub async fn tick(&self, limit: u32) -> Result<u64> {
        let now = self.clock.now();
        let mut done = self.tick_catalogue().await?;
        for case in store::list::alarmed(&self.database, now, limit).await? {
            let level = case.alarmed + 1;
            done += u64::from(self.by_itself(&case, Deed::Warn { level }).await?);
        }
        let wait_s = i64::from(self.catalogue().confirm_days) * 86_400;
        let before = now.plus_seconds(-wait_s);
        for case in store::list::silent(&self.database, before, limit).await? {
            done += u64::from(self.by_itself(&case, Deed::Confirm { content: None }).await?);
        }
        done += self.tick_offers(limit).await?;
        done += self.tick_micro_events(limit).await?;
        Ok(done + self.sweep_duty().await?)
    }

    /// Counts the deadlines of every open case anew: a calendar, an office or a rule has changed. How many moved.
    pub async fn recompute(&self) -> Result<u64> {
        let (mut after, mut moved) = (0, 0);
        loop {
            let page = store::list::open_after(&self.database, after, 500).await?;
            let Some((last, _)) = page.last() else { return Ok(moved) };
            after = *last;
            for (_, case) in page {
                let context = Context {
                    catalogue: self.catalogue(),
                    now: self.clock.now(),
                    actor: Actor::Installation,
                    has_words: false,
                    other: None,
                };
                let mut anew = case.clone();
                anew.count(&context);
                let differs = anew.due_at != case.due_at
                    || anew.alarms != case.alarms
                    || anew.contact_due_at != case.contact_due_at;
                if differs {
                    moved += u64::from(self.by_itself(&case, Deed::Recompute).await?);
                }
            }
        }
    }

    /// Does what the installation does by itself; false where somebody was faster.
    pub(crate) async fn by_itself(&self, case: &Case, deed: Deed) -> Result<bool> {
        let act = Act {
            id: self.ids.next(),
            case: case.id,
            seen: Some(case.version),
            deed,
            words: String::new(),
            actor: Actor::Installation,
            acted_at: None,
            position: None,
        };
        match self.act_on(case.clone(), act).await {
            Ok(_) => Ok(true),
            Err(Error::Conflict(_) | Error::Refused(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    pub(crate) fn remembered_rules(&self) -> Option<Arc<Vec<(RouteId, Rule)>>> {
        let held = self.rules.read().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        let fresh = |(at, _): &&Fresh| now.seconds_since(*at).abs() < RULES_FRESH_S;
        held.as_ref().filter(fresh).map(|(_, rules)| Arc::clone(rules))
    }
}

/// Writes to one case keep to one lane.
pub(crate) fn lane(case: CaseId) -> u64 {
    let bytes = case.to_bytes();
    bytes[8..].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

impl fmt::Debug for Casework {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Casework").field("album", &self.album).finish_non_exhaustive()
    }
}
