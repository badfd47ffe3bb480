//! Reading tags: by area, by rule, by subject.

use std::collections::BTreeMap;

use access::Account;
use database::{Action, Database};
use kernel::{AreaPath, Clock, Day, Id, Ids, Progress, Text};

use super::{
    rule::{Rule, Subject, rule},
    run::{self, TagRun, Uncomputed},
};
use crate::{Result, store};

/// The tags.
#[derive(Clone, Debug)]
pub struct Tags {
    database: Database,
    /// Subjects of one transaction of a run at most.
    most: u64,
}

/// Which tags.
#[derive(Clone, Debug, Default)]
pub struct TagFilter {
    /// Of subjects in this area.
    pub area: AreaPath,
    /// Of this rule.
    pub rule: Option<String>,
    /// Of rules for this kind of subject.
    pub subject: Option<Subject>,
    /// Of rules with this reason, by its name.
    pub reason: Option<String>,
    /// Those that have ended, instead of those that stand.
    pub ended: bool,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagRow {
    /// The rule.
    pub rule: &'static Rule,
    /// The version of the rule by which it was found.
    pub version: u32,
    /// What kind of thing it is of.
    pub subject: Subject,
    /// Its id.
    pub id: [u8; 16],
    /// Where it stands; the whole installation where no place is known.
    pub area: AreaPath,
    /// First day.
    pub from: Day,
    /// First day after it ended.
    pub to: Option<Day>,
}

/// Where a page of tags ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagAt {
    pub(crate) area: String,
    pub(crate) rule: String,
    pub(crate) id: [u8; 16],
    pub(crate) from: String,
}

/// A page of tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagPage {
    /// The page.
    pub rows: Vec<TagRow>,
    /// Where it ended.
    pub end: Option<TagAt>,
}

/// How many tags of a rule stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagCount {
    /// The rule.
    pub rule: &'static Rule,
    /// How many.
    pub count: u64,
}

/// What a tag rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagFact {
    /// What stands, in the words of the rule.
    pub title: Text,
    /// The source that states it, by title.
    pub source: Text,
    /// Since when, where the source says.
    pub since: Option<Day>,
    /// Records that state it.
    pub records: u64,
}

/// A tag with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagTold {
    /// The tag.
    pub tag: TagRow,
    /// What stands.
    pub facts: Vec<TagFact>,
    /// What was looked for and not found, in the words of the rule.
    pub lacking: Vec<Text>,
}

/// How many beds are approved for a building.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BedApproval {
    /// The building.
    pub building: [u8; 16],
    /// Beds.
    pub beds: u32,
    /// First day.
    pub from: Day,
    /// First day after the end.
    pub to: Option<Day>,
    /// The approval's number.
    pub reference: String,
    /// The office that gave it.
    pub source: String,
}

impl Tags {
    /// The tags in `database`.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database, most: u64::MAX }
    }

    /// A run takes at most `most` subjects in one transaction, where it would take some hundred thousand: others who
    /// write wait less for each, and all of it takes longer.
    #[must_use]
    pub fn in_batches_of(mut self, most: u64) -> Self {
        self.most = most.max(1);
        self
    }

    /// Computes every rule on `today`: one recorded action.
    pub async fn run(
        &self,
        today: Day,
        ids: &Ids,
        clock: &dyn Clock,
        progress: &dyn Progress,
    ) -> Result<TagRun> {
        run::run(&self.database, self.most, today, (ids, clock), progress).await
    }

    /// At most `limit` tags after `after`, or after the first `offset`, by area and rule.
    pub async fn page(
        &self,
        filter: &TagFilter,
        after: Option<&TagAt>,
        (offset, limit): (u32, u32),
    ) -> Result<TagPage> {
        store::tags::page(&self.database, filter, after, offset, limit).await
    }

    /// How many tags the filter finds, counted up to 10,001.
    pub async fn total(&self, filter: &TagFilter) -> Result<u64> {
        store::tags::total(&self.database, filter).await
    }

    /// How many tags of each rule stand in an area; rules without any are absent.
    pub async fn counts(&self, area: &AreaPath) -> Result<Vec<TagCount>> {
        let found = store::tags::counts(&self.database, area).await?;
        let known = |(id, count): (String, u64)| rule(&id).map(|rule| TagCount { rule, count });
        Ok(found.into_iter().filter_map(known).collect())
    }

    /// The file of a subject: its tags, those that stand first, then the newest, with what each rests on.
    pub async fn of(&self, subject: Subject, id: [u8; 16]) -> Result<Vec<TagTold>> {
        let tags = store::tags::of(&self.database, subject, id).await?;
        if tags.is_empty() {
            return Ok(Vec::new());
        }
        let (_, sources) = store::sources::told(&self.database).await?;
        let mut facts: BTreeMap<(String, String), Vec<TagFact>> = BTreeMap::new();
        for fact in store::tags::facts(&self.database, subject, id).await? {
            let title = rule(&fact.rule).and_then(|rule| rule.clauses().nth(fact.clause));
            let told = TagFact {
                title: title.map(|clause| Text::from(&clause.title)).unwrap_or_default(),
                source: sources.title(&fact.source),
                since: fact.since,
                records: fact.records,
            };
            facts.entry((fact.rule, fact.from)).or_default().push(told);
        }
        let told = |tag: TagRow| {
            let key = (tag.rule.id.clone(), tag.from.to_string());
            let lacking = tag.rule.lacks.iter().map(|clause| Text::from(&clause.title)).collect();
            TagTold { facts: facts.remove(&key).unwrap_or_default(), lacking, tag }
        };
        Ok(tags.into_iter().map(told).collect())
    }

    /// The day of the last run, and the rules that it could not compute.
    pub async fn last_run(&self) -> Result<Option<(Day, Vec<Uncomputed>)>> {
        store::tags::last_run(&self.database).await
    }

    /// A page of the approvals of beds in an area, by building, and how many there are.
    pub async fn approvals(
        &self,
        area: &AreaPath,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<BedApproval>, u64)> {
        store::tags::approvals(&self.database, area, offset, limit).await
    }

    /// Keeps approvals of beds, each in the place of what was known of its number: one recorded action.
    pub async fn approve_beds(
        &self,
        approvals: Vec<BedApproval>,
        by: Option<Id<Account>>,
        ids: &Ids,
        clock: &dyn Clock,
    ) -> Result<u64> {
        let mut unit = self.database.begin().await?;
        let kept = store::tags::approve_beds(&mut unit, approvals).await?;
        let action = Action {
            kind: "blocks.approve_beds",
            account: by.map(Id::to_bytes),
            subject: "buildings:beds".to_owned(),
            reason: String::new(),
            detail: format!("{{\"approvals\":{kept}}}"),
        };
        unit.record(&action, ids, clock).await?;
        unit.commit().await?;
        Ok(kept)
    }
}
