//! Computing the tags: subjects in order of id, some hundred thousand at a time, each batch one transaction of
//! statements over whole sets. A run that was broken off is run again; the same day it finds the same.

use std::collections::BTreeMap;

use database::{Action, Database, Room, UnitOfWork, id_value};
use kernel::{Clock, Day, Entity, Id, Ids, Progress};
use serde::{Deserialize, Serialize};

use super::rule::{RECORDED, Rule, Subject, rules};
use crate::{
    Result,
    duty::{Duty, duties},
    store::{self, tag_run as sql},
};

/// Marks the ids of runs of the tags.
#[derive(Debug)]
pub struct TagRunMark;
impl Entity for TagRunMark {
    const NAME: &'static str = "tag run";
}

/// A rule that was not computed, since no source serves a duty that it asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uncomputed {
    /// The rule.
    pub rule: String,
    /// The duty that no source serves.
    pub lacking: Duty,
}

/// What a run of the tags did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TagRun {
    /// Its id.
    pub id: Id<TagRunMark>,
    /// The day it speaks of.
    pub on: Day,
    /// The generation of the blocks it read.
    pub generation: i64,
    /// Tags that stand after it.
    pub standing: u64,
    /// Tags that began.
    pub begun: u64,
    /// Tags that ended.
    pub ended: u64,
    /// Rules that were not computed.
    pub uncomputed: Vec<Uncomputed>,
}

/// Subjects of one transaction: others who write wait for it. One for buildings reads every relation in passing. The
/// relations of units lie all over their table: the more units, the more of them share a page. The organisations of a
/// district are together, and so is whatever stands in one unit.
const fn batch_of(subject: Subject) -> u64 {
    match subject {
        Subject::Unit | Subject::Building => 200_000,
        Subject::Organisation => 1_000_000,
    }
}

/// A rule with the sources of each of its clauses.
pub(crate) struct Planned<'a> {
    pub(crate) rule: &'a Rule,
    /// The condition of each clause on a row of the work table, in the rule's order.
    pub(crate) clauses: Vec<String>,
}

/// The rules that can be computed from these sources, and those that cannot.
pub(crate) fn plan(
    served: &BTreeMap<Duty, Vec<String>>,
) -> (Vec<Planned<'static>>, Vec<Uncomputed>) {
    let (mut planned, mut uncomputed) = (Vec::new(), Vec::new());
    for rule in rules() {
        let lacking = rule.clauses().find_map(|clause| {
            let served = clause.by.iter().any(|duty| served.contains_key(duty));
            clause.by.first().filter(|_| !served).copied()
        });
        if let Some(lacking) = lacking {
            uncomputed.push(Uncomputed { rule: rule.id.clone(), lacking });
            continue;
        }
        let clauses = rule.clauses().map(|clause| sql::condition(clause, served)).collect();
        planned.push(Planned { rule, clauses });
    }
    (planned, uncomputed)
}

/// Computes every rule on `today` over the current generation, at most `most` subjects in a transaction.
pub(crate) async fn run(
    database: &Database,
    most: u64,
    today: Day,
    (ids, clock): (&Ids, &dyn Clock),
    progress: &dyn Progress,
) -> Result<TagRun> {
    let begun_at = clock.now();
    let generation = store::generation(database).await?;
    let sources = store::sources::list(database).await?;
    let (planned, uncomputed) = plan(&duties(&sources));
    let id = ids.next();
    let mut done =
        TagRun { id, on: today, generation, standing: 0, begun: 0, ended: 0, uncomputed };
    for subject in Subject::ALL {
        let of_subject: Vec<&Planned<'_>> =
            planned.iter().filter(|one| one.rule.subject == subject).collect();
        let size = batch_of(subject).min(most);
        let mut left = sql::subjects(database, subject, generation).await?;
        progress.stage(&format!("tags of {}s", subject.name()), left);
        let mut after = [0_u8; 16];
        loop {
            let next = sql::boundary(database, subject, generation, after, size).await?;
            let last = next.unwrap_or([u8::MAX; 16]);
            let batch = Batch { subject, generation, after, last, today, run: id };
            batch.commit(database, &of_subject, &mut done).await?;
            progress.advance(left.min(size));
            left = left.saturating_sub(size);
            if next.is_none() {
                break;
            }
            after = last;
        }
    }
    done.standing = sql::standing(database).await?;
    let mut unit = database.begin().await?;
    sql::insert_run(&mut unit, &done, begun_at, clock.now()).await?;
    let detail = format!(
        "{{\"standing\":{},\"begun\":{},\"ended\":{}}}",
        done.standing, done.begun, done.ended
    );
    let action = Action {
        kind: "blocks.tags",
        account: None,
        subject: format!("tag_run:{id}"),
        reason: String::new(),
        detail,
    };
    unit.record(&action, ids, clock).await?;
    unit.commit().await?;
    Ok(done)
}

/// A range of subjects, by id.
pub(crate) struct Batch {
    pub(crate) subject: Subject,
    pub(crate) generation: i64,
    /// Not itself in it.
    pub(crate) after: [u8; 16],
    pub(crate) last: [u8; 16],
    pub(crate) today: Day,
    pub(crate) run: Id<TagRunMark>,
}

impl Batch {
    async fn commit(
        &self,
        database: &Database,
        planned: &[&Planned<'_>],
        done: &mut TagRun,
    ) -> Result<()> {
        let mut unit = database.begin().await?;
        unit.make_room(Room::Large).await?;
        let computed = self.compute(&mut unit, planned, done).await;
        // The connection is everybody's, whatever became of the batch.
        unit.make_room(Room::Usual).await?;
        computed?;
        Ok(unit.commit().await?)
    }

    async fn compute(
        &self,
        unit: &mut UnitOfWork,
        planned: &[&Planned<'_>],
        done: &mut TagRun,
    ) -> Result<()> {
        sql::make_ready(unit).await?;
        let mut found = Vec::new();
        // Every rule rests on something that was gathered.
        if self.gather(unit, planned).await? > 0 {
            sql::measure(unit).await?;
            for one in planned {
                if sql::find(unit, self, one).await? > 0 {
                    found.push(*one);
                }
            }
        }
        done.ended += sql::end(unit, self).await?;
        done.begun += sql::begin(unit, self).await?;
        sql::forget_rests(unit, self).await?;
        for one in found {
            sql::rest_on(unit, self, one).await?;
        }
        sql::clear(unit).await
    }

    async fn gather(&self, unit: &mut UnitOfWork, planned: &[&Planned<'_>]) -> Result<u64> {
        let mut gathered = sql::gather(unit, self, planned).await?;
        let recorded =
            |one: &&Planned<'_>| one.rule.clauses().any(|clause| clause.kinds().contains(RECORDED));
        if planned.iter().any(recorded) {
            gathered += sql::gather_records(unit, self).await?;
        }
        if self.subject == Subject::Building {
            gathered += sql::gather_uses(unit, self, planned).await?;
        }
        Ok(gathered)
    }

    /// Whether all subjects are in it.
    pub(crate) fn is_whole(&self) -> bool {
        self.after == [0; 16] && self.last == [u8::MAX; 16]
    }

    /// The range as values: after, last.
    pub(crate) fn range(&self) -> [sea_orm::Value; 2] {
        [self.after.to_vec().into(), self.last.to_vec().into()]
    }

    pub(crate) fn run_value(&self) -> sea_orm::Value {
        id_value(self.run)
    }
}
