//! A place's own catalogue: a draft that several people write, published by somebody else, and every version since.
//!
//! A version lives as long as the process: whatever was opened under it is read by it. There are few in a year.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::PoisonError,
};

use access::Account;
use kernel::{Id, Instant};

use crate::{
    Case, Casework, Catalogue, Error, Refusal, Result,
    catalogue::{BUILT_IN, Comparison, Difference, Part, Source},
    redact::redact,
    store::editions as store,
};

/// How long another server may still count by the version before, seconds: it reads the new one within three ticks.
const SETTLED_S: i64 = 60;

/// A version of a place's own catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Counts up from 1; 0 is what stood before the first.
    pub number: i64,
    /// What cases call it.
    pub name: String,
    /// Why it was published.
    pub reason: String,
    /// Who wrote it.
    pub drafters: Vec<Id<Account>>,
    /// Who published it; nobody for what stood before the first.
    pub published_by: Option<Id<Account>>,
    /// When.
    pub published_at: Instant,
    /// From when it holds.
    pub holds_from: Instant,
}

/// The draft of the next version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Counts up with every change; whoever writes says which one they saw.
    pub revision: i64,
    /// Its files.
    pub source: Source,
    /// Who wrote in it: none of them publishes it.
    pub drafters: Vec<Id<Account>>,
    /// When it was last written.
    pub changed_at: Instant,
}

/// A draft to be published.
#[derive(Clone, Debug)]
pub struct NewEdition {
    /// The revision that was looked at.
    pub seen: i64,
    /// From when it holds; at once where that is past.
    pub holds_from: Instant,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: Id<Account>,
}

/// How many cases are open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// By what they are about.
    pub subclasses: BTreeMap<String, u64>,
    /// By who has them.
    pub offices: BTreeMap<String, u64>,
}

impl Open {
    /// How many open cases a difference concerns.
    #[must_use]
    pub fn concerned(&self, difference: &Difference) -> u64 {
        let id = difference.id.as_str();
        let of_class = |subclass: &str| subclass.split('.').next() == Some(id);
        match difference.part {
            Part::Subclass => self.subclasses.get(id).copied().unwrap_or(0),
            Part::Office => self.offices.get(id).copied().unwrap_or(0),
            Part::Class => {
                let held = self.subclasses.iter();
                held.filter(|(subclass, _)| of_class(subclass.as_str())).map(|(_, held)| held).sum()
            }
            Part::Settings | Part::Calendar => self.subclasses.values().sum(),
            Part::MicroEvent | Part::Collection | Part::CollectionItem => 0,
        }
    }
}

/// The catalogues as this process last read them.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) standing: &'static Catalogue,
    /// In order.
    editions: Vec<Read>,
}

/// A version that was read.
#[derive(Clone, Debug)]
struct Read {
    number: i64,
    holds_from: Instant,
    catalogue: &'static Catalogue,
}

impl Held {
    /// Those that the program carries, and no others yet.
    pub(crate) const fn of(built_in: &'static Catalogue) -> Self {
        Self { standing: built_in, editions: Vec::new() }
    }

    fn last(&self) -> i64 {
        self.editions.last().map_or(-1, |last| last.number)
    }

    /// Adds a version after those that were read.
    fn add(&mut self, whole: store::Whole) -> Result<()> {
        let store::Whole { edition, source } = whole;
        if edition.number <= self.last() {
            return Ok(());
        }
        let before = self.editions.last().map(|last| last.catalogue);
        let mut catalogue = Catalogue::published(source, before).map_err(Error::Catalogue)?;
        catalogue.version = edition.name;
        let (number, holds_from) = (edition.number, edition.holds_from);
        let catalogue: &'static Catalogue = Box::leak(Box::new(catalogue));
        self.editions.push(Read { number, holds_from, catalogue });
        Ok(())
    }

    fn under(&self, version: &str) -> Option<&'static Catalogue> {
        let found = self.editions.iter().find(|one| one.catalogue.version == version);
        found.map(|one| one.catalogue)
    }

    /// The last version that holds at `now` stands.
    fn turn(&mut self, now: Instant) {
        let holding = self.editions.iter().rev().find(|one| one.holds_from <= now);
        if let Some(holding) = holding {
            self.standing = holding.catalogue;
        }
    }
}

impl Casework {
    /// Reads versions that were published since, and lets the one that holds now stand.
    pub async fn refresh_catalogue(&self) -> Result<()> {
        let last = self.held.read().unwrap_or_else(PoisonError::into_inner).last();
        let fresh = store::after(&self.database, last).await?;
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        for whole in fresh {
            held.add(whole)?;
        }
        held.turn(self.clock.now());
        Ok(())
    }

    /// The catalogues as they stood in a version; where it is not kept those that came before the place's own.
    #[must_use]
    pub fn catalogue_under(&self, version: &str) -> &'static Catalogue {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        let first = held.editions.first().map_or(held.standing, |one| one.catalogue);
        held.under(version).unwrap_or(first)
    }

    /// The name of the version whose form was filled in. One that nobody knows is not kept, for whoever reports could write
    /// anything there: the one that stands is.
    pub(crate) fn form_of(&self, told: Option<&str>) -> String {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        let found = told.and_then(|version| held.under(version));
        found.unwrap_or(held.standing).version.clone()
    }

    /// Whether a case may be shown to anyone: its kind is, and was when it was reported. No later version shows what was told
    /// before.
    #[must_use]
    pub fn is_public(&self, case: &Case) -> bool {
        let form = self.catalogue_under(&case.form);
        let open = |catalogue: &Catalogue| {
            catalogue.subclass(&case.subclass).is_some_and(|subclass| subclass.open)
        };
        open(form) && open(self.catalogue())
    }

    /// Every version that was published, in order.
    pub async fn editions(&self) -> Result<Vec<Edition>> {
        let found = store::after(&self.database, -1).await?;
        Ok(found.into_iter().map(|whole| whole.edition).collect())
    }

    /// The files of the version published last, with its name; those that the program carries where there is none.
    pub async fn last_source(&self) -> Result<(String, Source)> {
        if let Some(last) = store::last(&self.database).await? {
            return Ok((last.edition.name, last.source));
        }
        let source = Source::read(&BUILT_IN).map_err(Error::Catalogue)?;
        Ok((source.version(), source))
    }

    /// The draft of the next version.
    pub async fn draft_catalogue(&self) -> Result<Option<Draft>> {
        store::draft(&self.database).await
    }

    /// How many cases are open, for what a draft concerns.
    pub async fn open_cases(&self) -> Result<Open> {
        store::open(&self.database).await
    }

    /// Writes the draft, with its faults: one recorded action. `seen` is the revision it was made from, 0 where there was none;
    /// `by` is nobody where it comes from a file.
    pub async fn save_draft(
        &self,
        source: Source,
        seen: i64,
        by: Option<Id<Account>>,
    ) -> Result<Draft> {
        let before = self.draft_catalogue().await?;
        let (revision, old, mut drafters) = match before {
            Some(draft) => (draft.revision, draft.source, draft.drafters),
            None => (0, self.last_source().await?.1, Vec::new()),
        };
        if revision != seen {
            return Err(Refusal::DraftMoved.into());
        }
        drafters.extend(by.filter(|by| !drafters.contains(by)));
        let now = self.clock.now();
        let changes = source.compared_with(&old);
        // A revision is of one draft alone, or somebody would publish another than they looked at.
        let before = if seen == 0 { store::last_revision(&self.database).await? } else { seen };
        let draft = Draft { revision: before + 1, source, drafters, changed_at: now };
        let mut unit = self.database.begin().await?;
        if !store::save_draft(&mut unit, &draft, seen).await? {
            unit.rollback().await?;
            return Err(Refusal::DraftMoved.into());
        }
        let action = database::Action {
            kind: "casework.draft_catalogue",
            account: by.map(Id::to_bytes),
            subject: "catalogue:draft".to_owned(),
            reason: String::new(),
            detail: detail(&changes),
        };
        unit.record(&action, &self.ids, &*self.clock).await?;
        unit.commit().await?;
        Ok(draft)
    }

    /// Throws the draft of revision `seen` away: one recorded action.
    pub async fn drop_draft(&self, seen: i64, by: Id<Account>) -> Result<()> {
        let mut unit = self.database.begin().await?;
        if !store::drop_draft(&mut unit, seen).await? {
            unit.rollback().await?;
            return Err(Refusal::DraftMoved.into());
        }
        let action = database::Action {
            kind: "casework.drop_catalogue_draft",
            account: Some(by.to_bytes()),
            subject: "catalogue:draft".to_owned(),
            reason: String::new(),
            detail: serde_json::json!({ "revision": seen }).to_string(),
        };
        unit.record(&action, &self.ids, &*self.clock).await?;
        Ok(unit.commit().await?)
    }

    /// Publishes the draft: one recorded action, by somebody who did not write in it. Open cases keep the version they were
    /// opened under for what they are, and are counted anew by its limits once it holds.
    ///
    /// # Errors
    /// [`Error::Refused`] where it has faults, has moved on, was written by whoever publishes, or would hold before the
    /// version published last.
    pub async fn publish_draft(&self, new: NewEdition) -> Result<Edition> {
        let reason = redact(new.reason.trim());
        if reason.is_empty() {
            return Err(Refusal::NoWords("a publication").into());
        }
        let draft = self.draft_catalogue().await?.filter(|draft| draft.revision == new.seen);
        let Draft { source, drafters, .. } = draft.ok_or(Refusal::DraftMoved)?;
        if drafters.contains(&new.by) {
            return Err(Refusal::SamePerson.into());
        }
        if let Some(fault) = source.faults().into_iter().next() {
            return Err(Refusal::Faulty { at: fault.at, text: fault.text }.into());
        }
        let (last, now) = (store::last(&self.database).await?, self.clock.now());
        let holds_from = new.holds_from.max(now);
        if last.as_ref().is_some_and(|last| holds_from < last.edition.holds_from) {
            return Err(Refusal::HoldsTooEarly.into());
        }
        let number = last.as_ref().map_or(1, |last| last.edition.number + 1);
        let edition = Edition {
            number,
            name: format!("place-{number}"),
            reason: reason.clone(),
            drafters,
            published_by: Some(new.by),
            published_at: now,
            holds_from,
        };
        let (_, before) = self.last_source().await?;
        let mut unit = self.database.begin().await?;
        if !store::drop_draft(&mut unit, new.seen).await? {
            unit.rollback().await?;
            return Err(Refusal::DraftMoved.into());
        }
        if last.is_none() {
            // What the program carries today is kept: cases were opened under it.
            let first = built_in(&before, now);
            store::insert(&mut unit, &first, &before, Some(now)).await?;
        }
        store::insert(&mut unit, &edition, &source, None).await?;
        let action = database::Action {
            kind: "casework.publish_catalogue",
            account: Some(new.by.to_bytes()),
            subject: format!("catalogue:{}", edition.name),
            reason,
            detail: detail(&source.compared_with(&before)),
        };
        unit.record(&action, &self.ids, &*self.clock).await?;
        unit.commit().await?;
        self.refresh_catalogue().await?;
        Ok(edition)
    }

    /// Lets the version that holds now stand, and counts open cases anew for it, until every server has read it. How many
    /// moved.
    pub(crate) async fn tick_catalogue(&self) -> Result<u64> {
        self.refresh_catalogue().await?;
        let now = self.clock.now();
        let Some((number, holds_from)) = store::uncounted(&self.database, now).await? else {
            return Ok(0);
        };
        let mut moved = 0;
        // Where somebody was faster, the case is counted in the next round.
        loop {
            let round = self.recompute().await?;
            moved += round;
            if round == 0 {
                break;
            }
        }
        let settled = now.seconds_since(holds_from) >= SETTLED_S;
        if moved == 0 && !settled {
            return Ok(0);
        }
        let mut unit = self.database.begin().await?;
        if settled {
            store::set_counted(&mut unit, number, now).await?;
        }
        if moved > 0 {
            let action = database::Action {
                kind: "casework.count_anew",
                account: None,
                subject: format!("catalogue:{number}"),
                reason: String::new(),
                detail: serde_json::json!({ "cases": moved }).to_string(),
            };
            unit.record(&action, &self.ids, &*self.clock).await?;
        }
        unit.commit().await?;
        Ok(moved)
    }
}

fn built_in(source: &Source, now: Instant) -> Edition {
    Edition {
        number: 0,
        name: source.version(),
        reason: String::new(),
        drafters: Vec::new(),
        published_by: None,
        published_at: now,
        holds_from: Instant::from_micros(0),
    }
}

/// What changed, by ids.
fn detail(changes: &Comparison) -> String {
    let ids = |list: &[Difference]| -> BTreeSet<String> {
        list.iter().map(|one| format!("{}:{}", one.part.name(), one.id)).collect()
    };
    serde_json::json!({
        "added": ids(&changes.added),
        "changed": ids(&changes.changed),
        "withdrawn": ids(&changes.withdrawn),
    })
    .to_string()
}
