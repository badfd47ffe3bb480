//! Micro-events as the capability does them: each deed one transaction with its record, and with the case that follows.

use database::{Change, UnitOfWork};
use kernel::Id;

use super::{
    MicroAct, MicroContext, MicroDeed, MicroEvent, MicroFilter, MicroRow, MicroState,
    NewMicroEvent, RecordedMicro, step,
};
use crate::{
    Actor, AttachmentId, Casework, Decision, Door, Error, MicroActionId, MicroEventId, NewReport,
    Refusal, Result,
    catalogue::MicroEvent as Kind,
    redact::{Own, shown},
    reports::DRAWS,
    store::micro::{self as store, Stamp},
};

impl Casework {
    /// A micro-event.
    pub async fn micro_event(&self, id: MicroEventId) -> Result<Option<MicroEvent>> {
        store::find(&self.database, id).await
    }

    /// Every action of a micro-event, in order.
    pub async fn micro_actions(&self, id: MicroEventId) -> Result<Vec<RecordedMicro>> {
        store::actions(&self.database, id).await
    }

    /// A page of micro-events.
    pub async fn micro_events(&self, filter: &MicroFilter) -> Result<Vec<MicroRow>> {
        store::page(&self.database, filter).await
    }

    /// How many micro-events a filter finds, counted up to 1,001.
    pub async fn count_micro_events(&self, filter: &MicroFilter) -> Result<u64> {
        store::count(&self.database, filter).await
    }

    /// Takes down a micro-event: durable when this returns. The same again is the same micro-event.
    pub async fn find_micro_event(&self, new: NewMicroEvent) -> Result<MicroEvent> {
        let this = self.clone();
        let lane = lane(new.id);
        let found = self
            .database
            .together(lane, move |unit| Box::pin(async move { this.found_within(unit, new).await }))
            .await?;
        self.wake();
        Ok(found)
    }

    async fn found_within(&self, unit: &mut UnitOfWork, new: NewMicroEvent) -> Result<MicroEvent> {
        let id = MicroActionId::from_bytes(new.id.to_bytes());
        if let Some((event, _)) = store::for_action(unit, new.id, id).await? {
            let same = event.found_by == new.account && event.kind == new.kind;
            return if same { Ok(event) } else { Err(Error::ActionTaken) };
        }
        // Nothing new is found of a kind that was withdrawn.
        let standing = self.catalogue().micro_events.get(&new.kind);
        let kind = standing.ok_or_else(|| Refusal::NoMicroKind(new.kind.clone()))?;
        if new.photos.is_empty() {
            return Err(Refusal::NoFile.into());
        }
        let now = self.clock.now();
        let event = MicroEvent {
            id: new.id,
            version: 1,
            kind: new.kind,
            state: MicroState::Found,
            place: new.place,
            found_by: new.account,
            found_at: now,
            due_at: step::due(self.catalogue(), kind.rectify, now),
            before: new.photos.clone(),
            fixed_by: None,
            fixed_at: None,
            after: Vec::new(),
            drawn: false,
            verified: None,
            verified_by: None,
            case: None,
            closed_at: None,
            catalogue: self.catalogue().version.clone(),
        };
        store::insert(unit, &event, &kind.title).await?;
        self.claim_photos(unit, event.id, &new.photos).await?;
        let deed = MicroDeed::Find { photos: new.photos };
        let actor = Actor::Account(new.account);
        let words = shown(&new.words, &Own::default());
        let stamp = Stamp { id, actor, words: &words, acted_at: new.acted_at, now };
        store::record(unit, &event, &deed, &stamp).await?;
        self.publish_micro(unit, &event, deed.name()).await?;
        Ok(event)
    }

    /// Does something to a micro-event, once: durable when this returns. Where it becomes a case, both are written in one
    /// transaction.
    ///
    /// # Errors
    /// [`Error::MicroConflict`] where it has moved on since whoever acts saw it; [`Error::Refused`] where it cannot be done.
    pub async fn act_on_micro_event(&self, act: MicroAct) -> Result<MicroEvent> {
        let decision = if act.deed.makes_a_case() {
            let event = self.micro_event(act.event).await?.ok_or(Error::NoMicroEvent)?;
            let becomes = &self.micro_kind(&event.kind)?.becomes;
            Some(self.where_to(becomes, &event.place.area, self.clock.now()).await?)
        } else {
            None
        };
        let lane = lane(act.event);
        for draw in 0..DRAWS {
            let (this, act, decision) = (self.clone(), act.clone(), decision.clone());
            let done = self
                .database
                .together(lane, move |unit| {
                    Box::pin(async move { this.act_within(unit, act, decision).await })
                })
                .await;
            match done {
                // The number that was drawn for the case is taken.
                Err(Error::Database(error)) if error.is_duplicate() && draw + 1 < DRAWS => {}
                done => {
                    self.wake();
                    return done;
                }
            }
        }
        Err(Error::ActionTaken)
    }

    async fn act_within(
        &self,
        unit: &mut UnitOfWork,
        act: MicroAct,
        decision: Option<Decision>,
    ) -> Result<MicroEvent> {
        let found = store::for_action(unit, act.event, act.id).await?;
        let (event, done) = found.ok_or(Error::NoMicroEvent)?;
        if let Some((of, deed)) = done {
            // Sent twice: done once, and answered as it stands now.
            let same = of == act.event && deed == act.deed.name();
            return if same { Ok(event) } else { Err(Error::ActionTaken) };
        }
        if act.seen != event.version {
            return Err(Error::MicroConflict(Box::new(event)));
        }
        let now = self.clock.now();
        let words = shown(act.words.trim(), &Own::default());
        let context = MicroContext {
            catalogue: self.catalogue(),
            now,
            actor: act.actor,
            has_words: !words.is_empty(),
            lot: self.draw_lot(),
        };
        let mut next = event.step(&act.deed, &context)?;
        self.claim_photos(unit, next.id, act.deed.photos()).await?;
        if let Some(decision) = decision.filter(|_| act.deed.makes_a_case()) {
            store::release_files(unit, next.id).await?;
            let report = self.report_of(&next, act.actor, &words)?;
            next.case = Some(self.begin(unit, report, decision).await?.case.id);
        }
        if !store::update(unit, event.version, &next).await? {
            return Err(Error::MicroConflict(Box::new(event)));
        }
        let (id, actor, acted_at) = (act.id, act.actor, act.acted_at);
        let stamp = Stamp { id, actor, words: &words, acted_at, now };
        store::record(unit, &next, &act.deed, &stamp).await?;
        self.publish_micro(unit, &next, act.deed.name()).await?;
        Ok(next)
    }

    /// What the case that a micro-event becomes is told: its photos, why, and where.
    fn report_of(&self, event: &MicroEvent, actor: Actor, words: &str) -> Result<NewReport> {
        let kind = self.micro_kind(&event.kind)?;
        let why = if words.is_empty() { "到期未整改 · not put right in time" } else { words };
        let photos = event.before.iter().chain(&event.after).copied().collect();
        Ok(NewReport {
            id: self.ids.next(),
            door: Door::Field,
            subclass: kind.becomes.clone(),
            place: event.place.clone(),
            words: format!("{} · {}: {why}", kind.title.zh, kind.title.en),
            answers: std::collections::BTreeMap::new(),
            reporter: None,
            photos,
            voice: None,
            actor,
            split_from: None,
            lead: None,
            acted_at: None,
            form: None,
        })
    }

    async fn claim_photos(
        &self,
        unit: &mut UnitOfWork,
        event: MicroEventId,
        photos: &[AttachmentId],
    ) -> Result<()> {
        let claimed = store::claim_files(unit, event, photos).await?;
        if claimed == photos.len() as u64 { Ok(()) } else { Err(Refusal::NoFile.into()) }
    }

    fn micro_kind(&self, kind: &str) -> Result<&'static Kind> {
        let found = self.catalogue().micro_event(kind);
        Ok(found.ok_or_else(|| Refusal::NoMicroKind(kind.to_owned()))?)
    }

    /// 0 to 99, from the injected chance.
    fn draw_lot(&self) -> u8 {
        let drawn: MicroActionId = self.ids.next();
        let hash = blake3::hash(&drawn.to_bytes());
        let number = u16::from_be_bytes([hash.as_bytes()[0], hash.as_bytes()[1]]);
        // Of 65,536 at most 65,535: below a hundred.
        u8::try_from(u32::from(number) * 100 / 65_536).unwrap_or(99)
    }

    /// Makes a case of what nobody put right in time. How many.
    pub(crate) async fn tick_micro_events(&self, limit: u32) -> Result<u64> {
        let mut done = 0;
        for event in store::overdue(&self.database, self.clock.now(), limit).await? {
            let act = MicroAct {
                id: self.ids.next(),
                event: event.id,
                seen: event.version,
                deed: MicroDeed::Escalate,
                words: String::new(),
                actor: Actor::Installation,
                acted_at: None,
            };
            match self.act_on_micro_event(act).await {
                Ok(_) => done += 1,
                // Somebody was faster.
                Err(Error::MicroConflict(_) | Error::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(done)
    }

    async fn publish_micro(
        &self,
        unit: &mut UnitOfWork,
        event: &MicroEvent,
        deed: &'static str,
    ) -> Result<()> {
        let change = Change {
            topic: "micro_events",
            kind: format!("micro_event.{deed}"),
            subject: format!("micro_event:{}", event.id),
            detail: serde_json::json!({
                "version": event.version, "kind": event.kind, "state": event.state,
                "area": event.place.area, "due_at": event.due_at, "waits": event.waits(),
                "case": event.case,
            })
            .to_string(),
        };
        Ok(unit.publish(&change, &self.ids, &*self.clock).await?)
    }
}

/// Writes to one micro-event keep to one lane.
fn lane(id: MicroEventId) -> u64 {
    crate::casework::lane(Id::from_bytes(id.to_bytes()))
}
