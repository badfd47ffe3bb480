//! Reports: how a case begins, and how whoever reported follows it.

use std::collections::{BTreeMap, BTreeSet};

use access::Account;
use database::UnitOfWork;
use kernel::{Id, Instant, Lang, Point4326};

use crate::{
    Act, Actor, Case, CaseId, CaseRow, Casework, Decision, Deed, Error, Evidence, EvidenceKind,
    LeadState, NewReport, NewReporter, Refusal, Result, Severity, State,
    casework::lane,
    redact::{Own, redact, shown},
    routing::{self, Candidate, Member, Rule},
    step::Context,
    store::{self, cases::Entry, me_toos, reporters},
};

/// Letters and digits that nobody mistakes for each other (Crockford's base 32).
pub(crate) const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a number after the day.
const NUMBER_LETTERS: usize = 6;
/// Letters of a word to follow a case by: 50 bits.
const SECRET_LETTERS: usize = 10;
/// Shortest word that a reporter may bring.
const SHORTEST_SECRET: usize = 10;
/// How often a number is drawn anew where one is taken.
pub(crate) const DRAWS: usize = 4;

/// A case that has begun.
#[derive(Clone, Debug, PartialEq)]
pub struct Begun {
    /// The case.
    pub case: Case,
    /// The word to follow it by, with its number, where somebody can; told once.
    pub secret: Option<String>,
}

/// Where a report would go, and by which rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Where, and why.
    pub decision: Decision,
    /// Rules that apply, the one that holds first.
    pub applying: Vec<crate::RouteId>,
}

impl Casework {
    /// Begins a case: durable when this returns. The same action again is the same case.
    pub async fn report(&self, new: NewReport) -> Result<Begun> {
        // Reads the catalogue anew too, where it was read a while ago.
        self.rules().await?;
        if let Err(refusal) = self.weigh_form(&new) {
            // What was taken before the form changed stays taken.
            return self.begun_before(new.id).await?.ok_or_else(|| refusal.into());
        }
        let decision = self.where_to(&new.subclass, &new.place.area, self.clock.now()).await?;
        for draw in 0..DRAWS {
            let (this, new, decision) = (self.clone(), new.clone(), decision.clone());
            let lane = lane(Id::from_bytes(new.id.to_bytes()));
            let begun = self
                .database
                .together_late(lane, move |unit| {
                    Box::pin(async move {
                        // Most are told once: whether this one was is looked for where its id is taken.
                        if draw == 0 {
                            this.begin_anew(unit, new, decision).await
                        } else {
                            this.begin(unit, new, decision).await
                        }
                    })
                })
                .await;
            match begun {
                Err(Error::Database(error)) if error.is_duplicate() && draw + 1 < DRAWS => {}
                begun => {
                    self.wake();
                    return begun;
                }
            }
        }
        Err(Error::ActionTaken)
    }

    /// Whether a form can be taken: one of the version that stands as it is, one of another where its answers still fit.
    pub(crate) fn weigh_form(&self, new: &NewReport) -> Result<(), Refusal> {
        let catalogue = self.catalogue();
        let old = new.form.as_ref().is_some_and(|form| *form != catalogue.version);
        let known = catalogue.standing(&new.subclass).is_some();
        if !old {
            let refusal = || Refusal::NoSubclass(new.subclass.clone());
            return known.then_some(()).ok_or_else(refusal);
        }
        let misfits = catalogue.misfits(&new.subclass, &new.answers);
        if misfits.is_empty() { Ok(()) } else { Err(Refusal::OldForm(misfits)) }
    }

    /// The case that a report began, where it was taken before.
    async fn begun_before(&self, action: crate::CaseActionId) -> Result<Option<Begun>> {
        let found = store::cases::taken(&self.database, action).await?;
        found.map(|(case, deed)| again(case, &deed)).transpose()
    }

    /// The case that a report opened, by the id that whoever reported gave it.
    pub async fn opened_by(&self, report: crate::CaseActionId) -> Result<Option<Case>> {
        store::cases::begun_by(&self.database, report).await
    }

    /// Makes part of a case a case of its own, in one transaction.
    pub async fn split(&self, act: Act, part: NewReport) -> Result<Begun> {
        if let Err(refusal) = self.weigh_form(&part) {
            return self.begun_before(part.id).await?.ok_or_else(|| refusal.into());
        }
        let decision = self.where_to(&part.subclass, &part.place.area, self.clock.now()).await?;
        let (this, lane) = (self.clone(), lane(act.case));
        let begun = self
            .database
            .together(lane, move |unit| {
                Box::pin(async move {
                    let begun = this.begin(unit, part, decision).await?;
                    let act = Act { deed: Deed::Split { to: begun.case.id }, ..act };
                    this.do_within(unit, act).await?;
                    Ok::<_, Error>(begun)
                })
            })
            .await?;
        self.wake();
        Ok(begun)
    }

    pub(crate) async fn begin(
        &self,
        unit: &mut UnitOfWork,
        new: NewReport,
        decision: Decision,
    ) -> Result<Begun> {
        if let Some((case, deed)) = store::cases::taken(&*unit, new.id).await? {
            return again(case, &deed);
        }
        self.begin_anew(unit, new, decision).await
    }

    /// Begins a case; a duplicate where its action was taken before.
    async fn begin_anew(
        &self,
        unit: &mut UnitOfWork,
        new: NewReport,
        decision: Decision,
    ) -> Result<Begun> {
        let new = self.with_letter(unit, new).await?;
        let case = self.first(&new, decision);
        let own = new.reporter.as_ref().map(NewReporter::own).unwrap_or_default();
        let reporter = new.reporter.map(|reporter| self.seal(reporter)).transpose()?;
        let entry = Entry {
            id: new.id,
            deed: &Deed::Report,
            actor: new.actor,
            seen: None,
            acted_at: new.acted_at,
            now: case.reported_at,
        };
        let answers = answers(&new.answers, &own)?;
        let words = (new.words.as_str(), answers.as_str());
        let shown = self.keep_words(unit, new.id, case.id, words, &own).await?;
        let words = self.words_of(&case, &shown);
        store::cases::begin(unit, &case, &entry, self.catalogue(), &words).await?;
        if !new.photos.is_empty() {
            let claimed = store::attachments::claim(unit, case.id, &new.photos).await?;
            if claimed != new.photos.len() as u64 {
                return Err(Refusal::NoFile.into());
            }
        }
        if let Some(voice) = new.voice
            && !store::attachments::claim_voice(unit, case.id, voice).await?
        {
            return Err(Refusal::NoFile.into());
        }
        let mut secret = None;
        if let Some((row, word)) = reporter {
            reporters::insert(unit, case.id, row).await?;
            secret = Some(word);
        }
        if let (Some(lead), Actor::Account(by)) = (new.lead, new.actor) {
            let (sent, case_id) = (LeadState::Sent, Some(case.id));
            store::leads::decide(unit, lead, sent, case_id, by, "", case.reported_at).await?;
        }
        self.publish(unit, &case, "report").await?;
        Ok(Begun { case, secret })
    }

    /// The case as it begins.
    fn first(&self, new: &NewReport, decision: Decision) -> Case {
        let now = self.clock.now();
        let id: CaseId = self.ids.next();
        let photo = |file: &crate::AttachmentId| Evidence {
            kind: EvidenceKind::PhotoBefore,
            attachment: Some(*file),
            at: now,
        };
        let mut co_offices: BTreeSet<String> = decision.co_offices.into_iter().collect();
        co_offices.remove(&decision.office);
        let severity = self.catalogue().subclass(&new.subclass).map(|subclass| subclass.severity);
        let mut case = Case {
            number: self.number(id, now),
            id,
            version: 1,
            state: State::Reported,
            subclass: new.subclass.clone(),
            severity: severity.unwrap_or(Severity::Ordinary),
            door: new.door,
            place: new.place.clone(),
            office: decision.office,
            co_offices,
            passed_on: Vec::new(),
            officer: None,
            offered: None,
            asked: Vec::new(),
            seeks: false,
            resolved_by: None,
            has_reporter: new.reporter.is_some(),
            me_too: 0,
            agreed: Vec::new(),
            can_contact: new.reporter.as_ref().is_some_and(NewReporter::can_be_reached),
            reported_at: now,
            changed_at: now,
            clock_from: now,
            pauses: Vec::new(),
            contact_from: None,
            contact_due_at: None,
            contacted_at: None,
            due_at: None,
            alarms: Vec::new(),
            alarmed: 0,
            closed_at: None,
            evidence: new.photos.iter().map(photo).collect(),
            failed_visits: 0,
            objections: 0,
            reopened: false,
            supervised: false,
            outcome: None,
            content: None,
            rechecked: None,
            recheck_drawn: false,
            merged: None,
            split_from: new.split_from,
            responsible: None,
            catalogue: String::new(),
            form: self.form_of(new.form.as_deref()),
        };
        case.count(&Context {
            catalogue: self.catalogue(),
            now,
            actor: new.actor,
            has_words: true,
            other: None,
        });
        case
    }

    /// `260105-7K3M9Q`: the day in the place's zone, and what chance put into the id.
    fn number(&self, id: CaseId, now: Instant) -> String {
        let day = now.day(self.catalogue().calendar.offset_minutes);
        let drawn = letters(blake3::hash(&id.to_bytes()).as_bytes(), NUMBER_LETTERS);
        format!("{:02}{:02}{:02}-{drawn}", day.year() % 100, day.month(), day.day_of_month())
    }

    pub(crate) fn seal(&self, new: NewReporter) -> Result<(reporters::Row, String)> {
        let own = new.secret.filter(|word| word.chars().count() >= SHORTEST_SECRET);
        let secret = own.unwrap_or_else(|| self.draw_secret());
        let row = reporters::Row {
            subject: self.ids.next(),
            account: new.account,
            lang: if new.lang == Lang::Zh { "zh" } else { "en" },
            name: sealed(&self.access, "name", new.name)?,
            phone: sealed(&self.access, "phone", new.phone)?,
            email: sealed(&self.access, "email", new.email)?,
            secret_hash: secret_hash(&secret),
            created_at: self.clock.now(),
        };
        Ok((row, secret))
    }

    /// Two ids hold 124 bits of chance.
    fn draw_secret(&self) -> String {
        let [a, b]: [CaseId; 2] = [self.ids.next(), self.ids.next()];
        let mut hasher = blake3::Hasher::new();
        hasher.update(&a.to_bytes()).update(&b.to_bytes());
        letters(hasher.finalize().as_bytes(), SECRET_LETTERS)
    }

    pub(crate) fn words_of(&self, case: &Case, shown: &str) -> String {
        let title = self.catalogue().subclass(&case.subclass).map(|subclass| &subclass.title);
        let (zh, en) = title.map_or(("", ""), |title| (title.zh.as_str(), title.en.as_str()));
        let label = &case.place.label;
        format!("{shown}\n{zh}\n{en}\n{}\n{}", label.zh, label.en)
    }

    /// Brings the index of words to the form that this program reads. Lists are whole once it was done: before anything is
    /// served. How many cases were written into it.
    pub async fn catch_up_index(&self) -> Result<u64> {
        store::search::catch_up(&self.database, |case, shown| self.words_of(case, shown)).await
    }

    /// The case that a number and a word open, and whose word it is: of whoever reported it, or of one who reported it too.
    pub async fn follow(&self, number: &str, secret: &str) -> Result<Option<(Case, Actor)>> {
        let number = number.trim().to_ascii_uppercase();
        let hash = secret_hash(secret);
        let (id, whose) = match reporters::follows(&self.database, &number, hash).await? {
            Some(id) => (id, Actor::Reporter),
            None => match me_toos::follows(&self.database, &number, hash).await? {
                Some((id, me_too)) => (id, Actor::MeToo(me_too)),
                None => return Ok(None),
            },
        };
        Ok(self.find(id).await?.map(|case| (case, whose)))
    }

    /// Cases that an account reported, the newest first.
    pub async fn own(&self, account: Id<Account>) -> Result<Vec<Case>> {
        let mut cases = Vec::new();
        for id in reporters::of_account(&self.database, account, 100).await? {
            cases.extend(self.find(id).await?);
        }
        Ok(cases)
    }

    /// Cases of a subclass near a point, what somebody may have reported already: open ones, and those that were resolved and
    /// are open again where somebody reports them too.
    pub async fn nearby(&self, subclass: &str, point: Point4326) -> Result<Vec<CaseRow>> {
        let (now, catalogue) = (self.clock.now(), self.catalogue());
        let since = now.plus_seconds(-i64::from(catalogue.merge_days) * 86_400);
        let mut found = store::list::near(&self.database, subclass, point, since).await?;
        found.retain(|row| !row.case.is_closed() || row.case.takes_in_until(catalogue) > now);
        Ok(found)
    }

    /// Erases reporter, words and files of a case; what was done when, and by which office, stays. One recorded action.
    pub async fn erase(&self, case: CaseId, reason: &str, by: Option<Id<Account>>) -> Result<()> {
        let mut unit = self.database.begin().await?;
        // The case is locked first: what is being done to it is there before its words and files are looked for.
        store::cases::set_erased(&mut unit, case).await?;
        let files = self.attachments(case).await?;
        reporters::delete(&mut unit, case).await?;
        me_toos::delete(&mut unit, case).await?;
        store::texts::erase(&mut unit, case, self.clock.now()).await?;
        store::search::forget_words(&mut unit, case).await?;
        let action = database::Action {
            kind: "casework.erase",
            account: by.map(Id::to_bytes),
            subject: format!("case:{case}"),
            reason: redact(reason),
            detail: format!("{{\"files\":{}}}", files.len()),
        };
        unit.record(&action, &self.ids, &*self.clock).await?;
        unit.commit().await?;
        self.drop_files(&files).await?;
        Ok(())
    }

    /// Erases what was kept long enough: reporters, words and files of cases closed before. How many cases.
    pub async fn erase_outlived(&self, closed_before: Instant) -> Result<u64> {
        let found = reporters::outlived(&self.database, closed_before, 500).await?;
        for case in &found {
            self.erase(*case, "retention", None).await?;
        }
        Ok(found.len() as u64)
    }

    /// Where a report would go, and why: nothing is written.
    pub async fn where_to(
        &self,
        subclass: &str,
        area: &kernel::AreaPath,
        at: Instant,
    ) -> Result<Decision> {
        let rules = self.rules().await?;
        routing::decide(self.catalogue(), &rules, subclass, area, at)
            .ok_or_else(|| Refusal::NoSubclass(subclass.to_owned()).into())
    }

    /// Where a report would go as rules stand, and as they would stand were `ended` ended and `rule` set, which then bears the
    /// nil id: nothing is written.
    pub async fn try_rule(
        &self,
        rule: Option<Rule>,
        ended: Option<crate::RouteId>,
        (subclass, area, at): (&str, &kernel::AreaPath, Instant),
    ) -> Result<[Tried; 2]> {
        let standing = self.rules().await?;
        let mut drafted: Vec<(crate::RouteId, Rule)> =
            standing.iter().filter(|(id, _)| Some(*id) != ended).cloned().collect();
        drafted.extend(rule.map(|rule| (Id::from_bytes([0; 16]), rule)));
        let catalogue = self.catalogue();
        let tried = |rules: &[(crate::RouteId, Rule)]| {
            let decision = routing::decide(catalogue, rules, subclass, area, at);
            let decision = decision.ok_or_else(|| Refusal::NoSubclass(subclass.to_owned()))?;
            let applying = routing::applying(catalogue, rules, subclass, area, at);
            let applying = applying.into_iter().map(|(id, _)| *id).collect();
            Ok::<_, Error>(Tried { decision, applying })
        };
        Ok([tried(standing.as_slice())?, tried(drafted.as_slice())?])
    }

    /// Who of an office could take a case in an area, the likeliest first.
    pub async fn candidates(
        &self,
        office: &str,
        area: &kernel::AreaPath,
    ) -> Result<Vec<Candidate>> {
        let members = store::offices::members(&self.database, office).await?;
        Ok(routing::candidates(members, area))
    }

    /// Puts somebody into an office, or changes how they stand there: one recorded action.
    pub async fn set_member(&self, member: Member, by: Option<Id<Account>>) -> Result<()> {
        if !self.catalogue().offices.contains_key(&member.office) {
            return Err(Refusal::NoOffice(member.office).into());
        }
        let mut unit = self.database.begin().await?;
        store::offices::set_member(&mut unit, &member).await?;
        let action = database::Action {
            kind: "casework.set_member",
            account: by.map(Id::to_bytes),
            subject: format!("account:{}", member.account),
            reason: String::new(),
            detail: serde_json::json!({
                "office": member.office, "area": member.area, "leads": member.leads,
                "available": member.available,
            })
            .to_string(),
        };
        unit.record(&action, &self.ids, &*self.clock).await?;
        Ok(unit.commit().await?)
    }

    /// Standing rules of routing.
    pub async fn rules(&self) -> Result<std::sync::Arc<Vec<(crate::RouteId, Rule)>>> {
        if let Some(rules) = self.remembered_rules() {
            return Ok(rules);
        }
        self.refresh_catalogue().await?;
        let rules = std::sync::Arc::new(store::offices::rules(&self.database).await?);
        let fresh = (self.clock.now(), std::sync::Arc::clone(&rules));
        *self.rules.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(fresh);
        Ok(rules)
    }

    /// Sets a rule of routing: one recorded action. Cases that came before stay where they are.
    pub async fn set_rule(&self, rule: Rule, by: Id<Account>) -> Result<crate::RouteId> {
        for office in std::iter::once(&rule.office).chain(&rule.co_offices) {
            if !self.catalogue().offices.contains_key(office) {
                return Err(Refusal::NoOffice(office.clone()).into());
            }
        }
        let known = rule.subclass.is_empty()
            || self.catalogue().standing(&rule.subclass).is_some()
            || self.catalogue().classes.iter().any(|class| class.id == rule.subclass);
        if !known {
            return Err(Refusal::NoSubclass(rule.subclass).into());
        }
        let rule = Rule { reason: redact(&rule.reason), ..rule };
        let id = self.ids.next();
        let mut unit = self.database.begin().await?;
        store::offices::insert_rule(&mut unit, id, &rule, by, self.clock.now()).await?;
        let action = database::Action {
            kind: "casework.set_rule",
            account: Some(by.to_bytes()),
            subject: format!("route:{id}"),
            reason: rule.reason,
            detail: serde_json::json!({ "area": rule.area, "subclass": rule.subclass, "office": rule.office })
                .to_string(),
        };
        unit.record(&action, &self.ids, &*self.clock).await?;
        unit.commit().await?;
        *self.rules.write().unwrap_or_else(std::sync::PoisonError::into_inner) = None;
        Ok(id)
    }
}

impl Casework {
    /// Ends a rule of routing: one recorded action. False where there is none that stands.
    pub async fn end_rule(
        &self,
        id: crate::RouteId,
        reason: &str,
        by: Id<Account>,
    ) -> Result<bool> {
        let mut unit = self.database.begin().await?;
        if store::offices::end_rule(&mut unit, id, self.clock.now()).await? == 0 {
            unit.rollback().await?;
            return Ok(false);
        }
        let action = database::Action {
            kind: "casework.end_rule",
            account: Some(by.to_bytes()),
            subject: format!("route:{id}"),
            reason: redact(reason),
            detail: "{}".to_owned(),
        };
        unit.record(&action, &self.ids, &*self.clock).await?;
        unit.commit().await?;
        *self.rules.write().unwrap_or_else(std::sync::PoisonError::into_inner) = None;
        Ok(true)
    }
}

/// What was reported before under the same id, alone or as one more who reports a case. Its word is told once.
fn again(case: Case, deed: &str) -> Result<Begun> {
    match deed {
        "report" | "me_too" => Ok(Begun { case, secret: None }),
        _ => Err(Error::ActionTaken),
    }
}

pub(crate) fn answers(given: &BTreeMap<String, String>, own: &Own) -> Result<String> {
    if given.is_empty() {
        return Ok(String::new());
    }
    let shown: BTreeMap<&str, String> =
        given.iter().map(|(question, answer)| (question.as_str(), shown(answer, own))).collect();
    store::to_json("case_text.answers", &shown)
}

/// Part of what a reporter says of themself, sealed.
pub(crate) fn sealed(
    access: &access::Access,
    part: &str,
    value: Option<String>,
) -> Result<Option<Vec<u8>>> {
    let value = value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let place = format!("case_reporter.{part}");
    Ok(value.map(|value| access.sealer().seal(&place, &value)).transpose()?)
}

fn secret_hash(secret: &str) -> [u8; 32] {
    let word: String = secret.chars().filter(|c| c.is_alphanumeric()).collect();
    *blake3::hash(word.to_uppercase().as_bytes()).as_bytes()
}

fn letters(bytes: &[u8; 32], count: usize) -> String {
    bytes.iter().take(count).map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}
