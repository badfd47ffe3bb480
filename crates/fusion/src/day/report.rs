//! The report of a day: what came in, what joined what, what merged and split.

use std::{collections::BTreeSet, fmt::Write as _};

use blocks::{DayChange, LineageEvent};
use kernel::{Day, Instant};
use serde::{Deserialize, Serialize};

use super::{changes::Counts, relink::Relinked};
use crate::{
    intake::SourceReport, measure::StageReport, prepare::Prepared, stages::wash::MatchRate,
};

/// A source of the day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceOfDay {
    /// Title in Chinese.
    pub title_zh: String,
    /// Title in English.
    pub title_en: String,
    /// Intake.
    #[serde(flatten)]
    pub intake: SourceReport,
    /// The wash, by role.
    pub rates: Vec<MatchRate>,
    /// What came of its records.
    pub counts: Counts,
}

/// What the day made of the blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayApplied {
    /// Records that were new, changed or withdrawn.
    pub records: u64,
    /// Mentions that joined an entity that was there.
    pub joined: u64,
    /// Entities that were not there before.
    pub founded: u64,
    /// Mentions that went from one entity to another.
    pub moved: u64,
    /// Entities that became part of an older one.
    pub merges: u64,
    /// Parts that left an entity.
    pub splits: u64,
    /// Entities that no record speaks of any more.
    pub gone: u64,
    /// People written anew.
    pub people: u64,
    /// Organisations written anew.
    pub organisations: u64,
    /// Relations written anew.
    pub relations: u64,
    /// Contact points written anew.
    pub contacts: u64,
    /// Events of the day's records.
    pub events: u64,
    /// Pairs compared with a new mention in them.
    pub pairs: u64,
    /// Mentions of the entities that the change reached.
    pub reached: u64,
    /// Pairs put up for review.
    pub candidates: u64,
}

impl DayApplied {
    pub(super) fn of(change: &DayChange, relinked: &[Relinked; 2]) -> Self {
        let mut applied = Self {
            records: change.records.len() as u64,
            gone: change.gone.len() as u64,
            people: change.people.len() as u64,
            organisations: change.organisations.len() as u64,
            relations: (change.relations.len() + change.amended.len()) as u64,
            contacts: (change.contacts.len() + change.renewed.len()) as u64,
            events: change.events.len() as u64,
            candidates: change.candidates.len() as u64,
            ..Self::default()
        };
        for kind in relinked {
            let known: BTreeSet<[u8; 16]> = kind.former.values().copied().collect();
            let mut founded = BTreeSet::new();
            for (id, entity) in &kind.now {
                match kind.former.get(id) {
                    Some(before) if before == entity => {}
                    Some(_) => applied.moved += 1,
                    // A mention that another stands for joins an entity that need not be reached.
                    None if kind.followed.contains_key(id) => {
                        applied.joined += u64::from(kind.followed[id]);
                    }
                    None if known.contains(entity) => applied.joined += 1,
                    None => {
                        founded.insert(*entity);
                    }
                }
            }
            applied.founded += founded.len() as u64;
            applied.pairs += kind.pairs;
            applied.reached += kind.former.len() as u64;
        }
        let merges = change.lineage.iter().filter(|one| one.event == LineageEvent::Merge).count();
        applied.merges = merges as u64;
        applied.splits = (change.lineage.len() - merges) as u64;
        applied
    }

    /// Whether nothing changed.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.records == 0 && self.moved == 0 && self.gone == 0 && self.founded == 0
    }
}

/// What a day's run did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DayReport {
    /// The run's id.
    pub run: String,
    /// The run's number.
    pub number: i64,
    /// The day.
    pub day: Day,
    /// When it began.
    pub started_at: Instant,
    /// When it ended.
    pub finished_at: Instant,
    /// The version of the register it washed against.
    pub register: i64,
    /// Stages, in order.
    pub stages: Vec<StageReport>,
    /// Sources with rows of the day, in order of id.
    pub sources: Vec<SourceOfDay>,
    /// What the day's rows state.
    pub prepared: Prepared,
    /// What became of it.
    pub applied: DayApplied,
}

/// The report in both languages.
pub(super) fn html(report: &DayReport) -> String {
    let mut page = crate::report::head(
        &format!("{} 的变更 · Change of {}", report.day, report.day),
        &format!(
            "{} → {} · 第 {} 次运行 run {} · 登记簿版本 register {}",
            report.started_at, report.finished_at, report.number, report.number, report.register
        ),
    );
    crate::report::stages(&mut page, &report.stages);
    page.push_str("<h2>来了什么 · What came in</h2><table><tr><th>来源 Source</th><th class=n>行 Rows</th><th class=n>剔除 Rejected</th>\
        <th class=n>新增 New</th><th class=n>变更 Changed</th><th class=n>未变 Unchanged</th><th class=n>撤回 Withdrawn</th>\
        <th class=n>撤回而不存在 Unknown</th></tr>");
    for source in &report.sources {
        let (of, counts) = (&source.intake, source.counts);
        let cells = [
            of.rows,
            of.rejected,
            counts.new,
            counts.changed,
            counts.unchanged,
            counts.withdrawn,
            counts.unknown,
        ];
        let title = format!("{} · {}", source.title_zh, source.title_en);
        let _ = write!(page, "<tr><td>{}</td>", crate::report::escaped(&title));
        for cell in cells {
            let _ = write!(page, "<td class=n>{cell}</td>");
        }
        page.push_str("</tr>");
    }
    page.push_str("</table><h2>结果 · What became of it</h2><table>");
    let applied = &report.applied;
    for (zh, en, count) in [
        ("并入已有主体的提及", "mentions that joined an entity", applied.joined),
        ("新建主体", "entities founded", applied.founded),
        ("改属其他主体的提及", "mentions that went to another entity", applied.moved),
        ("合并", "merges", applied.merges),
        ("拆分", "splits", applied.splits),
        ("不再有记录的主体", "entities without a record left", applied.gone),
        ("重写的人员", "people written anew", applied.people),
        ("重写的机构", "organisations written anew", applied.organisations),
        ("关系", "relations", applied.relations),
        ("联系方式", "contact points", applied.contacts),
        ("事件", "events", applied.events),
        ("比较的记录对", "pairs compared", applied.pairs),
        ("触及的提及", "mentions reached", applied.reached),
        ("待复核", "pairs for review", applied.candidates),
    ] {
        let _ = write!(page, "<tr><td>{zh} · {en}</td><td class=n>{count}</td></tr>");
    }
    page.push_str("</table></body></html>\n");
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_a_change_is_none() {
        let nothing = [Relinked::default(), Relinked::default()];
        assert!(DayApplied::of(&DayChange::default(), &nothing).is_none());
    }
}
