//! Changes of cases: whom they are assigned to, whose office they come to, who is warned.

use std::collections::{BTreeMap, BTreeSet};

use access::{Account, Action};
use casework::{Audience, Case, CaseMark, Deed, Recorded, Severity};
use database::FeedEntry;
use kernel::{AreaPath, Id, Text};
use messages::NewMessage;
use serde_json::Value;

use super::{Failure, cause, each, id_of};
use crate::AppState;

/// Changes that somebody may be told of.
const TOLD: [&str; 8] = [
    "case.report",
    "case.me_too",
    "case.offer",
    "case.assign",
    "case.transfer",
    "case.join",
    "case.warn",
    "case.object",
];

/// Some accounts.
type Readers = BTreeSet<Id<Account>>;

/// Messages for a change of a case. Nobody is told of their own deed, nor of a case that they may not see.
pub(super) async fn tell(state: &AppState, entry: &FeedEntry) -> Result<Vec<NewMessage>, Failure> {
    if !TOLD.contains(&entry.kind.as_str()) {
        return Ok(Vec::new());
    }
    let Some(id) = id_of::<CaseMark>(entry) else { return Ok(Vec::new()) };
    let detail: Value = serde_json::from_str(&entry.detail)?;
    let (Some(case), Some(version)) = (state.casework.find(id).await?, detail["version"].as_u64())
    else {
        return Ok(Vec::new());
    };
    let actions = state.casework.actions(id).await?;
    let at = |action: &&Recorded| u64::from(action.version) == version;
    let Some(action) = actions.iter().find(at) else { return Ok(Vec::new()) };
    let office = detail["office"].as_str().unwrap_or(&case.office);
    let desk = Desk { state, case: &case, office };

    let mut values = desk.values();
    let (kind, mut readers) = match &action.deed {
        Deed::Assign { officer } => ("case_assigned", Readers::from([*officer])),
        Deed::Offer { officer, .. } => ("case_offered", Readers::from([*officer])),
        Deed::Report => desk.comes_to(office).await?,
        Deed::Transfer { office } | Deed::Join { office } => {
            values.insert("office", desk.title(office));
            desk.comes_to(office).await?
        }
        Deed::Warn { level } => {
            let Some(reached) = desk.level(*level) else { return Ok(Vec::new()) };
            values.insert("level", same(level));
            values.insert("percent", same(&reached.percent));
            let officer = detail["officer"].as_str().and_then(|id| id.parse().ok());
            ("case_late", desk.audience(reached.to, officer).await?)
        }
        Deed::MeToo { .. } => {
            let officer = detail["officer"].as_str().and_then(|id| id.parse().ok());
            let mut readers = desk.audience(Audience::Officer, officer).await?;
            if detail["state"] == "reopened" {
                readers.extend(resolver(&actions));
            }
            if desk.is_danger(action) {
                // What is new must not wait until somebody looks at what is old.
                readers.extend(desk.audience(Audience::Office, None).await?);
                ("case_danger", readers)
            } else {
                ("case_me_too", readers)
            }
        }
        Deed::Object => {
            // The case is nobody's again: whoever resolved it is told, and who decides what comes next.
            let mut readers = desk.leads(office).await?;
            readers.extend(resolver(&actions));
            if detail["supervised"].as_bool() == Some(true) {
                readers.extend(desk.audience(Audience::Supervisor, None).await?);
            }
            ("case_objected", readers)
        }
        _ => return Ok(Vec::new()),
    };
    if let Some(own) = action.actor.account() {
        readers.remove(&own);
    }
    if readers.is_empty() {
        return Ok(Vec::new());
    }
    let may_see = state.access.who_may(Action::CasesView, &case.place.area).await?;
    let readers = may_see.into_iter().filter(|account| readers.contains(account));
    Ok(each(readers, kind, &entry.subject, &values, &cause(entry)))
}

/// Who resolved a case last.
fn resolver(actions: &[Recorded]) -> Option<Id<Account>> {
    let resolved = actions.iter().rev().find(|one| matches!(one.deed, Deed::Resolve { .. }));
    resolved.and_then(|one| one.actor.account())
}

/// A case, and the office that had it when something happened to it.
struct Desk<'a> {
    state: &'a AppState,
    case: &'a Case,
    office: &'a str,
}

impl Desk<'_> {
    const fn area(&self) -> &AreaPath {
        &self.case.place.area
    }

    fn values(&self) -> BTreeMap<&'static str, Text> {
        let subclass = self.state.casework.catalogue().subclass(&self.case.subclass);
        let what = subclass.map_or_else(|| same(&self.case.subclass), |found| found.title.clone());
        let office = self.title(self.office);
        BTreeMap::from([("number", same(&self.case.number)), ("what", what), ("office", office)])
    }

    /// Whether the answers of an action tell of a danger that the catalogue names.
    fn is_danger(&self, action: &Recorded) -> bool {
        let rules = self.state.casework.catalogue().subclass(&self.case.subclass);
        rules.is_some_and(|rules| rules.danger(&action.answers).is_some())
    }

    fn title(&self, office: &str) -> Text {
        let found = self.state.casework.catalogue().office(office);
        found.map_or_else(|| same(office), |found| found.title.clone())
    }

    /// The level of warning of this number, from 1, in the order in which they are reached.
    fn level(&self, number: u32) -> Option<casework::Level> {
        let catalogue = self.state.casework.catalogue();
        let mut levels = catalogue.levels_of(catalogue.subclass(&self.case.subclass)?).to_vec();
        levels.sort_by_key(|level| level.percent);
        levels.get(usize::try_from(number.checked_sub(1)?).ok()?).copied()
    }

    /// Those of an office who take cases there now, and whether each leads it.
    async fn members(&self, office: &str) -> Result<Vec<(Id<Account>, bool)>, Failure> {
        let found = self.state.casework.candidates(office, self.area()).await?;
        Ok(found.into_iter().map(|one| (one.member.account, one.member.leads)).collect())
    }

    /// Who leads an office there; everybody where nobody does, so that somebody is told.
    async fn leads(&self, office: &str) -> Result<Readers, Failure> {
        let members = self.members(office).await?;
        let leads: Readers =
            members.iter().filter(|(_, leads)| *leads).map(|(id, _)| *id).collect();
        Ok(if leads.is_empty() { members.into_iter().map(|(id, _)| id).collect() } else { leads })
    }

    /// Whom it concerns that a case comes to an office: everybody where it is urgent, else who leads it.
    async fn comes_to(&self, office: &str) -> Result<(&'static str, Readers), Failure> {
        if self.case.severity == Severity::Urgent {
            let members = self.members(office).await?;
            return Ok(("case_urgent", members.into_iter().map(|(id, _)| id).collect()));
        }
        Ok(("case_of_office", self.leads(office).await?))
    }

    /// Whom the catalogue means.
    async fn audience(
        &self,
        to: Audience,
        officer: Option<Id<Account>>,
    ) -> Result<Readers, Failure> {
        Ok(match (to, officer) {
            (Audience::Officer, Some(officer)) => Readers::from([officer]),
            // Nobody has it yet.
            (Audience::Officer, None) | (Audience::Lead, _) => self.leads(self.office).await?,
            (Audience::Office, _) => {
                self.members(self.office).await?.into_iter().map(|(id, _)| id).collect()
            }
            (Audience::Supervisor, _) => {
                let found = self.state.access.who_may(Action::CasesSupervise, self.area()).await?;
                found.into_iter().collect()
            }
        })
    }
}

/// A text that is the same in both languages.
fn same(text: &(impl ToString + ?Sized)) -> Text {
    Text::new(text.to_string(), text.to_string())
}
