//! "Me too": somebody reports what is reported already, and joins that case instead of beginning another.
//!
//! What joins must be the same thing, and new: a case takes in as long as a merge into it would hold
//! ([`Case::takes_in_until`]). Later, elsewhere, or of a case that is none of ours, a report stands on its own, with a clock of
//! its own. What was resolved meanwhile is open again.

use access::Account;
use database::UnitOfWork;
use kernel::{Id, distance_m};

use crate::{
    Actor, Begun, Case, CaseActionId, CaseId, Casework, Decision, Deed, Error, MeTooId, NewReport,
    NewReporter, Refusal, Result,
    casework::lane,
    reports::{DRAWS, answers},
    step::Context,
    store::{
        self,
        cases::Entry,
        me_toos::{self, of_account},
        reporters,
    },
};

/// What is reported farther apart than this, metres, is not the same thing.
const APART_M: f64 = 400.0;

/// What became of a "me too".
#[derive(Clone, Debug, PartialEq)]
pub enum MeToo {
    /// It joined the case: with a word of its own to follow it by.
    Joined(Begun),
    /// The case takes nothing in, or is about something else: what was reported is a case of its own.
    Alone(Begun),
}

impl Casework {
    /// Joins a case that is open to everybody as one more who reports it, or begins one: durable when this returns. The same
    /// action again joins once. What is told of the first reporter is nothing.
    pub async fn me_too(&self, of: CaseId, new: NewReport) -> Result<MeToo> {
        // Reads the catalogue anew too, where it was read a while ago.
        self.rules().await?;
        if let Err(refusal) = self.weigh_form(&new) {
            // What was taken before the form changed stays taken.
            return match store::cases::taken(&self.database, new.id).await? {
                Some((case, deed)) => became(case, &deed),
                None => Err(refusal.into()),
            };
        }
        let decision = self.where_to(&new.subclass, &new.place.area, self.clock.now()).await?;
        for draw in 0..DRAWS {
            let (this, new, decision) = (self.clone(), new.clone(), decision.clone());
            let done = self
                .database
                .together(lane(of), move |unit| {
                    Box::pin(async move { this.join(unit, of, new, decision).await })
                })
                .await;
            match done {
                Err(Error::Database(error)) if error.is_duplicate() && draw + 1 < DRAWS => {}
                done => {
                    self.wake();
                    return done;
                }
            }
        }
        Err(Error::ActionTaken)
    }

    async fn join(
        &self,
        unit: &mut UnitOfWork,
        of: CaseId,
        new: NewReport,
        decision: Decision,
    ) -> Result<MeToo> {
        if let Some((case, deed)) = store::cases::taken(&*unit, new.id).await? {
            return became(case, &deed);
        }
        let standing = self.standing(unit, of, new.id).await?;
        let (Some(case), Some(reporter)) = (standing, new.reporter.clone()) else {
            return Ok(MeToo::Alone(self.begin(unit, new, decision).await?));
        };
        if let Some(account) = reporter.account
            && self.reported_within(unit, case.id, account).await?
        {
            return Err(Refusal::ReportedAlready.into());
        }
        let context = Context {
            catalogue: self.catalogue(),
            now: self.clock.now(),
            actor: Actor::MeToo(MeTooId::from_bytes(new.id.to_bytes())),
            has_words: !new.words.trim().is_empty(),
            other: None,
        };
        let stepped = case.step(&joining(&new, &reporter), &context);
        match stepped {
            Ok(next) if is_same(&case, &new) => {
                self.write_me_too(unit, (&case, next), &new, reporter, &context).await
            }
            Ok(_) | Err(Refusal::NotNow { .. } | Refusal::MergeExpired { .. }) => {
                Ok(MeToo::Alone(self.begin(unit, new, decision).await?))
            }
            Err(refusal) => Err(refusal.into()),
        }
    }

    /// The case that is worked on and shown to everybody: where one was merged, the one it was merged into. Locked.
    async fn standing(
        &self,
        unit: &UnitOfWork,
        of: CaseId,
        action: CaseActionId,
    ) -> Result<Option<Case>> {
        let mut found = store::cases::for_action(unit, of, action).await?;
        let merged = found.as_ref().and_then(|(case, _)| case.merged.as_ref());
        if let Some(into) = merged.map(|merged| merged.into) {
            found = store::cases::for_action(unit, into, action).await?;
        }
        Ok(found.map(|(case, _)| case).filter(|case| self.is_public(case)))
    }

    /// Whether an account has reported a case, first or too.
    async fn reported_within(
        &self,
        unit: &UnitOfWork,
        case: CaseId,
        account: Id<Account>,
    ) -> Result<bool> {
        Ok(reporters::is_of(unit, case, account).await?
            || of_account(unit, case, account).await?.is_some())
    }

    async fn write_me_too(
        &self,
        unit: &mut UnitOfWork,
        (case, next): (&Case, Case),
        new: &NewReport,
        reporter: NewReporter,
        context: &Context<'_>,
    ) -> Result<MeToo> {
        let id = MeTooId::from_bytes(new.id.to_bytes());
        let deed = joining(new, &reporter);
        let entry = Entry {
            id: new.id,
            deed: &deed,
            actor: context.actor,
            seen: None,
            acted_at: new.acted_at,
            now: context.now,
        };
        if !store::cases::advance(unit, case, &next, context.catalogue, &entry).await? {
            return Err(Error::Conflict(Box::new(case.clone())));
        }
        let claimed = store::attachments::claim(unit, case.id, &new.photos).await?;
        if claimed != new.photos.len() as u64 {
            return Err(Refusal::NoFile.into());
        }
        let own = self.own_of(unit, case).await?.and(reporter.own());
        let answers = answers(&new.answers, &own)?;
        if context.has_words || !answers.is_empty() {
            let words = (new.words.as_str(), answers.as_str());
            self.keep_words(unit, new.id, case.id, words, &own).await?;
        }
        let (row, word) = self.seal(reporter)?;
        me_toos::insert(unit, id, case.id, row).await?;
        self.publish(unit, &next, "me_too").await?;
        Ok(MeToo::Joined(Begun { case: next, secret: Some(word) }))
    }

    /// As whom an account may answer of a case: nothing where it did not report it.
    pub async fn reported_as(&self, case: CaseId, account: Id<Account>) -> Result<Option<Actor>> {
        if reporters::is_of(&self.database, case, account).await? {
            return Ok(Some(Actor::Account(account)));
        }
        Ok(of_account(&self.database, case, account).await?.map(Actor::MeToo))
    }
}

fn joining(new: &NewReport, reporter: &NewReporter) -> Deed {
    Deed::MeToo { can_contact: reporter.can_be_reached(), photos: new.photos.clone() }
}

/// What a "me too" became that was taken before. Its word is told once.
fn became(case: Case, deed: &str) -> Result<MeToo> {
    let begun = Begun { case, secret: None };
    match deed {
        "me_too" => Ok(MeToo::Joined(begun)),
        "report" => Ok(MeToo::Alone(begun)),
        _ => Err(Error::ActionTaken),
    }
}

/// Whether what is reported may be the same thing: of the same kind, and not somewhere else.
fn is_same(case: &Case, new: &NewReport) -> bool {
    let apart_m = case.place.point.zip(new.place.point).map(|(a, b)| distance_m(a, b));
    case.subclass == new.subclass && apart_m.is_none_or(|apart_m| apart_m <= APART_M)
}
