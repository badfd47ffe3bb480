//! Cases as screens read them. No reporter.

use std::collections::{BTreeMap, BTreeSet};

use access::{Account, Principal};
use casework::{Actor, Case, CasePlace, Casework, Deed, Recorded, Subclass, catalogue::OptionOf};
use kernel::{AreaPath, Id, Instant, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Problem, TextShape, routes::register::place::Point};

/// Something with an id and a name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Named {
    /// Its id.
    pub(crate) id: String,
    /// What it is called.
    #[schema(value_type = TextShape)]
    pub(crate) title: Text,
}

/// Who handles or handled.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Officer {
    /// The account's id.
    id: String,
    /// What to call it.
    name: String,
    /// Whether it is the reader.
    me: bool,
}

impl Officer {
    /// What to call it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

/// Where a case is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlaceOfCase {
    /// The path of its area.
    #[schema(value_type = String)]
    area: AreaPath,
    /// `building` or `unit`, where it is at one.
    kind: Option<String>,
    /// Its id.
    id: Option<String>,
    /// What the place is called.
    #[schema(value_type = TextShape)]
    label: Text,
    /// Where it is.
    point: Option<Point>,
}

impl PlaceOfCase {
    pub(crate) fn of(place: &CasePlace) -> Self {
        Self {
            area: place.area.clone(),
            kind: place.at.as_ref().map(|at| at.kind.clone()),
            id: place.at.as_ref().map(|at| at.id.to_string()),
            label: place.label.clone(),
            point: place.point.map(Into::into),
        }
    }
}

/// A piece of evidence.
#[derive(Debug, Serialize, ToSchema)]
struct EvidenceShape {
    /// `photo_before`, `photo_after`, `signature`, `location_near`, `document` or `contact`.
    kind: &'static str,
    /// The file's id, where there is one.
    file: Option<String>,
    /// When it was added.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
}

/// A case in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CaseRow)]
pub(crate) struct Row {
    /// Its id.
    id: String,
    /// What people call it.
    number: String,
    /// Counts its actions.
    version: u32,
    /// `reported`, `accepted`, `assigned`, `in_hand`, `waiting`, `resolved`, `confirmed`, `reopened`, `merged`, `refused`.
    state: &'static str,
    /// What it is about.
    subclass: Named,
    /// Of which class.
    class: Named,
    /// `ordinary`, `serious` or `urgent`.
    severity: &'static str,
    /// Where it came in.
    door: &'static str,
    /// Where it is.
    place: PlaceOfCase,
    /// The office that has it.
    office: Named,
    /// Who handles it.
    officer: Option<Officer>,
    /// What is the matter, without what tells who somebody is.
    words: String,
    /// How many reports it stands for: the first, and everybody's who said "me too".
    reports: u32,
    /// When it came in.
    #[schema(value_type = String, format = DateTime)]
    reported_at: Instant,
    /// When it is due, while it is open.
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Instant>,
    /// Whether it is past its time.
    overdue: bool,
    /// When it was resolved, merged or refused.
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Instant>,
    /// Whether it is with the supervisors.
    supervised: bool,
}

/// An action of a case.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseAction {
    /// The version it made.
    version: u32,
    /// What was done.
    deed: &'static str,
    /// Who did it; nothing for the reporter and the installation.
    by: Option<Officer>,
    /// `account`, `reporter` or `installation`.
    actor: &'static str,
    /// When, by the clock of whoever did it, where that differs.
    #[schema(value_type = Option<String>, format = DateTime)]
    acted_at: Option<Instant>,
    /// When, by ours.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// The words that went with it.
    words: Option<String>,
    /// Whether words went with it that were erased since.
    erased: bool,
    /// To whom or what: an office, an officer, an outcome, in words.
    #[schema(value_type = Option<TextShape>)]
    about: Option<Text>,
    /// What whoever reported it too answered to the catalogue's questions.
    answers: Vec<Answer>,
    /// Whether one of these answers tells of a danger that the catalogue names.
    danger: bool,
}

/// A case whole.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CaseDetail)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Detail {
    /// The row.
    #[serde(flatten)]
    row: Row,
    /// Offices that handle it too.
    co_offices: Vec<Named>,
    /// When the reporter is to be contacted at the latest.
    #[schema(value_type = Option<String>, format = DateTime)]
    contact_due_at: Option<Instant>,
    /// When the reporter was contacted first.
    #[schema(value_type = Option<String>, format = DateTime)]
    contacted_at: Option<Instant>,
    /// Whether the days off of the deadline's year are not arranged yet.
    provisional: bool,
    /// Levels of warning reached.
    alarmed: u32,
    /// The next, and who is told.
    next_alarm: Option<Alarm>,
    /// Evidence there is.
    evidence: Vec<EvidenceShape>,
    /// Whether the reporter left a voice note.
    voice: bool,
    /// Evidence that is wanted before it is closed as fixed.
    missing: Vec<&'static str>,
    /// Whether the reporter left a way to be reached.
    can_contact: bool,
    /// Whether it is the reader's to handle now, so that they may ask for photos, the reporter and the words as written.
    my_task: bool,
    /// To whom it is offered, until they answer.
    offered: Option<OfferedShape>,
    /// Visits on which nobody was met.
    failed_visits: u32,
    /// How often the reporter was not satisfied.
    objections: u32,
    /// How it ended.
    outcome: Option<&'static str>,
    /// Whether the reporter was content.
    content: Option<&'static str>,
    /// Whether somebody is to look again.
    recheck: bool,
    /// What they found.
    rechecked: Option<bool>,
    /// The case it was merged into.
    merged_into: Option<String>,
    /// The case it was split from.
    split_from: Option<String>,
    /// Who is responsible, where it was refused.
    #[schema(value_type = Option<TextShape>)]
    responsible: Option<Text>,
    /// The legal basis; empty where it is not stated.
    legal_basis: String,
    /// Its actions, in order.
    actions: Vec<CaseAction>,
    /// What the reader may do now.
    offers: Vec<&'static str>,
    /// Answers to the catalogue's questions.
    answers: Vec<Answer>,
}

/// A case offered to somebody on duty.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CaseOffered)]
struct OfferedShape {
    /// To whom.
    officer: Officer,
    /// Until when they may answer.
    #[schema(value_type = String, format = DateTime)]
    until: Instant,
    /// Whether the next one is asked by itself where they do not take it.
    then_next: bool,
}

/// The next level of warning.
#[derive(Debug, Serialize, ToSchema)]
struct Alarm {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// Who is told: `officer`, `office`, `lead` or `supervisor`.
    to: &'static str,
}

/// An answer of the reporter.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Answer {
    /// The question.
    #[schema(value_type = TextShape)]
    ask: Text,
    /// The answer.
    #[schema(value_type = TextShape)]
    answer: Text,
}

/// What accounts are called: read once a page.
pub(crate) struct Names {
    names: BTreeMap<Id<Account>, (String, Text)>,
    me: Id<Account>,
}

impl Names {
    /// Of everybody in `ids`, for a reader.
    pub(crate) async fn of(
        state: &AppState,
        ids: impl IntoIterator<Item = Id<Account>>,
        me: Id<Account>,
    ) -> Result<Self, Problem> {
        let ids: BTreeSet<Id<Account>> = ids.into_iter().collect();
        let ids: Vec<Id<Account>> = ids.into_iter().collect();
        Ok(Self { names: state.access.called(&ids).await?, me })
    }

    /// The same for whoever asks, whose own name came with their session: where no other is wanted, nothing is read.
    pub(crate) async fn for_reader(
        state: &AppState,
        ids: impl IntoIterator<Item = Id<Account>>,
        reader: &Principal,
    ) -> Result<Self, Problem> {
        let me = reader.account;
        let others: Vec<Id<Account>> = ids.into_iter().filter(|id| *id != me).collect();
        let mut found = Self::of(state, others, me).await?;
        found.names.insert(me, (reader.name.clone(), reader.office.clone()));
        Ok(found)
    }

    pub(crate) fn officer(&self, id: Id<Account>) -> Officer {
        let name = self.names.get(&id).map(|(name, _)| name.clone());
        Officer { id: id.to_string(), name: name.unwrap_or_default(), me: id == self.me }
    }
}

/// The name of an office.
pub(crate) fn office(casework: &Casework, id: &str) -> Named {
    let title = casework.catalogue().office(id).map(|office| office.title.clone());
    Named { id: id.to_owned(), title: title.unwrap_or_else(|| Text::new(id, id)) }
}

/// The name of a subclass.
pub(crate) fn subclass(casework: &Casework, id: &str) -> Named {
    let title = casework.catalogue().subclass(id).map(|found| found.title.clone());
    Named { id: id.to_owned(), title: title.unwrap_or_else(|| Text::new(id, id)) }
}

impl Row {
    /// A case as it is listed.
    pub(crate) fn of(
        casework: &Casework,
        case: &Case,
        words: String,
        names: &Names,
        now: Instant,
    ) -> Self {
        let class = case.subclass.split('.').next().unwrap_or_default();
        let title = casework.catalogue().class(class);
        Self {
            id: case.id.to_string(),
            number: case.number.clone(),
            version: case.version,
            state: case.state.name(),
            subclass: subclass(casework, &case.subclass),
            class: Named {
                id: class.to_owned(),
                title: title.map_or_else(|| Text::new(class, class), |one| one.title.clone()),
            },
            severity: case.severity.name(),
            door: case.door.name(),
            place: PlaceOfCase::of(&case.place),
            office: office(casework, &case.office),
            officer: case.officer.map(|officer| names.officer(officer)),
            words,
            reports: case.reports(),
            reported_at: case.reported_at,
            due_at: case.due_at.filter(|_| !case.is_closed()),
            overdue: case.is_overdue(now),
            closed_at: case.closed_at,
            supervised: case.supervised,
        }
    }
}

impl Detail {
    /// A case whole, for a reader who may do `offers`.
    pub(crate) async fn of(
        state: &AppState,
        case: &Case,
        reader: &Principal,
        offers: Vec<&'static str>,
    ) -> Result<Self, Problem> {
        let casework = &state.casework;
        let (actions, voice) = casework.history(case.id).await?;
        let officers = actions.iter().flat_map(|action| {
            let given = match &action.deed {
                Deed::Assign { officer } | Deed::Offer { officer, .. } => Some(*officer),
                _ => None,
            };
            action.actor.account().into_iter().chain(given)
        });
        let asked = case.offered.as_ref().map(|offered| offered.officer);
        let officers = officers.chain(case.officer).chain(asked);
        let names = Names::for_reader(state, officers, reader).await?;
        let words = actions.first().and_then(|action| action.words.clone()).unwrap_or_default();
        let now = state.clock.now();
        let rules = casework.catalogue().subclass(&case.subclass);
        let missing = rules.map(|rules| case.missing(&rules.evidence)).unwrap_or_default();
        // What began the case is its first action.
        let given = actions.first().map(|action| action.answers.clone()).unwrap_or_default();
        let answers = answers(casework, case, given);
        let my_task = case.is_at_work() && casework.is_task_of(case, reader.account).await?;
        Ok(Self {
            my_task,
            row: Row::of(casework, case, words, &names, now),
            co_offices: case.co_offices.iter().map(|id| office(casework, id)).collect(),
            contact_due_at: case.contact_due_at,
            contacted_at: case.contacted_at,
            provisional: case
                .due_at
                .is_some_and(|due| !casework.catalogue().calendar.is_arranged(due)),
            alarmed: case.alarmed,
            next_alarm: case
                .alarms
                .first()
                .map(|(at, level)| Alarm { at: *at, to: level.to.name() }),
            evidence: case
                .evidence
                .iter()
                .map(|one| EvidenceShape {
                    kind: one.kind.name(),
                    file: one.attachment.map(|file| file.to_string()),
                    at: one.at,
                })
                .collect(),
            voice,
            missing: missing.into_iter().map(casework::EvidenceKind::name).collect(),
            can_contact: case.can_contact,
            offered: case.offered.as_ref().map(|offered| OfferedShape {
                officer: names.officer(offered.officer),
                until: offered.until,
                then_next: offered.then_next,
            }),
            failed_visits: case.failed_visits,
            objections: case.objections,
            outcome: case.outcome.map(casework::Outcome::name),
            content: case.content.map(casework::Content::name),
            recheck: case.recheck_drawn && case.rechecked.is_none(),
            rechecked: case.rechecked,
            merged_into: case.merged.as_ref().map(|merged| merged.into.to_string()),
            split_from: case.split_from.map(|from| from.to_string()),
            responsible: case.responsible.clone(),
            legal_basis: rules.map(|rules| rules.legal_basis.clone()).unwrap_or_default(),
            actions: actions
                .into_iter()
                .map(|action| shown(casework, case, action, &names))
                .collect(),
            offers,
            answers,
        })
    }
}

fn shown(casework: &Casework, case: &Case, action: Recorded, names: &Names) -> CaseAction {
    let rules = casework.catalogue().subclass(&case.subclass);
    let added = matches!(action.deed, Deed::MeToo { .. });
    let danger = added && rules.is_some_and(|rules| rules.danger(&action.answers).is_some());
    let given = if added { action.answers } else { BTreeMap::new() };
    let answers = rules.map(|rules| answered(rules, given)).unwrap_or_default();
    let about = about(casework, &action.deed, names);
    let by = match action.actor {
        Actor::Account(account) => Some(names.officer(account)),
        Actor::Reporter | Actor::MeToo(_) | Actor::Installation => None,
    };
    CaseAction {
        version: action.version,
        deed: action.deed.name(),
        by,
        actor: action.actor.name(),
        acted_at: action.acted_at,
        at: action.recorded_at,
        words: action.words,
        erased: action.erased,
        about,
        answers,
        danger,
    }
}

/// To whom or what something was done, in words.
fn about(casework: &Casework, deed: &Deed, names: &Names) -> Option<Text> {
    match deed {
        Deed::Assign { officer } | Deed::Offer { officer, .. } => {
            let name = names.officer(*officer).name;
            Some(Text::new(name.clone(), name))
        }
        Deed::Transfer { office: to } | Deed::Join { office: to } | Deed::Leave { office: to } => {
            Some(office(casework, to).title)
        }
        Deed::Wait { waits_for } => Some(waits_for.label()),
        Deed::Evidence { kind, .. } => Some(kind.label()),
        Deed::Resolve { outcome } => Some(outcome.label()),
        Deed::Refuse { responsible } => Some(responsible.clone()),
        Deed::Reclassify { subclass: to } => Some(subclass(casework, to).title),
        Deed::Visit { met: true } => Some(Text::new("已见面", "Somebody was met")),
        Deed::Visit { met: false } => Some(Text::new("未遇", "Nobody was met")),
        Deed::Recheck { fixed: true } => Some(Text::new("确已解决", "Fixed indeed")),
        Deed::Recheck { fixed: false } => Some(Text::new("仍未解决", "Not fixed")),
        Deed::Confirm { content: Some(content) } => Some(content.label()),
        _ => None,
    }
}

/// What an answer says, by the options of its question.
pub(crate) fn said(options: &[OptionOf], answer: &str) -> Text {
    let option = options.iter().find(|option| option.id == answer);
    match (option, answer) {
        (Some(option), _) => option.text.clone(),
        (None, "yes") => Text::new("是", "Yes"),
        (None, "no") => Text::new("否", "No"),
        _ => Text::new(answer, answer),
    }
}

/// Answers of the report with their questions.
fn answers(casework: &Casework, case: &Case, given: BTreeMap<String, String>) -> Vec<Answer> {
    let form = casework.catalogue_under(&case.form);
    form.subclass(&case.subclass).map(|rules| answered(rules, given)).unwrap_or_default()
}

/// Answers with their questions, in the order of the catalogue; one that it no longer asks keeps its id.
fn answered(rules: &Subclass, mut given: BTreeMap<String, String>) -> Vec<Answer> {
    let mut answers = Vec::new();
    for question in &rules.questions {
        let Some(answer) = given.remove(&question.id) else { continue };
        let said = said(&question.options, &answer);
        answers.push(Answer { ask: question.ask.clone(), answer: said });
    }
    let left = given.into_iter().map(|(id, answer)| Answer {
        ask: Text::new(id.clone(), id),
        answer: Text::new(answer.clone(), answer),
    });
    answers.extend(left);
    answers
}
