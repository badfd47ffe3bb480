//! A day's change joins what is there.

use std::{collections::BTreeMap, fs};

use blocks::{EndKind, Judgements, LineageBook, LineageEvent, NewJudgement, RecordRole, Verdict};
use fusion::{Counts, DayOptions, fuse_day};
use kernel::{Id, Progress};
use register::{Register, edit::Reason, model::Building};

use crate::town::{Table, Town};

async fn people(town: &Town) -> BTreeMap<String, String> {
    let lines = town.export("people.csv").await;
    lines.into_iter().map(|line| (line[0].clone(), line[2].clone())).collect()
}

async fn organisations(town: &Town) -> BTreeMap<String, String> {
    let lines = town.export("organisations.csv").await;
    lines.into_iter().map(|line| (line[0].clone(), line[2].clone())).collect()
}

fn counts(report: &fusion::DayReport, source: &str) -> Counts {
    report.sources.iter().find(|one| one.intake.source == source).unwrap().counts
}

const ANA: &str = "P9,Ana,Miller,212-34-5671,Harbor Bakery,220,Harbor Avenue,2024";
const MIA: &str = "R9,Mia,Reyes,2001-05-06,F,x,212-34-5679,,16,maple st,apt 2,2024-06-01";

#[tokio::test]
async fn new_rows_join_who_they_speak_of_and_found_who_is_not_there() {
    let (town, _) = Town::fused().await;
    let (before, firms) = (people(&town).await, organisations(&town).await);
    let tables = [Table::payroll(&[ANA], &[]), Table::registration(&[MIA], &[])];
    let report = town.day(1, &tables).await;
    let after = people(&town).await;
    assert_eq!(after["P9"], before["R1"], "one number");
    assert!(!before.values().any(|id| *id == after["R9"]));
    assert!(before.iter().all(|(record, id)| after[record] == *id), "ids stay");
    assert_eq!(organisations(&town).await["P9"], firms["P1"]);
    assert_eq!((report.applied.joined, report.applied.founded), (2, 1));
    let new = Counts { new: 1, ..Counts::default() };
    assert_eq!((counts(&report, "payroll"), counts(&report, "registration")), (new, new));
    // The bakery's relation to its place counts one record more; the same day again changes nothing.
    let again = town.day(1, &tables).await;
    assert!(again.applied.is_none(), "{:?}", again.applied);
    assert_eq!(counts(&again, "payroll"), Counts { unchanged: 1, ..Counts::default() });
    assert_eq!(people(&town).await, after);
    let blocks = blocks::Blocks::new(town.context.database.clone());
    let found = blocks.organisations("bakery", &kernel::AreaPath::whole(), 0, 10).await.unwrap();
    let bakery = blocks.organisation(found.rows[0].id).await.unwrap().unwrap();
    assert_eq!((bakery.organisation.records, bakery.places[0].relation.records), (4, 4));
}

#[tokio::test]
async fn a_changed_row_leaves_whom_it_no_longer_speaks_of_and_a_withdrawn_one_is_gone() {
    let (town, _) = Town::fused().await;
    let before = people(&town).await;
    assert_eq!(before["P3"], before["R2"]);
    let row = "P3,Petra,Olsen,212-34-5690,HARBOR BAKERY INC,220,harbor avenue,2024";
    let report = town.day(1, &[Table::payroll(&[row], &["P2"])]).await;
    let after = people(&town).await;
    assert_ne!(after["P3"], after["R2"]);
    assert_eq!(after["R2"], before["R2"]);
    assert!(!after.contains_key("P2") && after["R3"] == before["R3"]);
    let counted = Counts { changed: 1, withdrawn: 1, ..Counts::default() };
    assert_eq!(counts(&report, "payroll"), counted);
    assert_eq!((report.applied.splits, report.applied.merges), (1, 0));
    // The row comes back as it was: so does the person.
    let row = "P3,Peter,Miller,212-34-5672,HARBOR BAKERY INC,220,harbor avenue,2024";
    town.day(2, &[Table::payroll(&[row], &[])]).await;
    assert_eq!(people(&town).await["P3"], before["R2"]);
    let unknown = town.day(3, &[Table::payroll(&[], &["P77"])]).await;
    assert!(unknown.applied.is_none());
    assert_eq!(counts(&unknown, "payroll"), Counts { unknown: 1, ..Counts::default() });
}

#[tokio::test]
async fn judgements_bind_a_day_and_an_undone_merge_gives_both_ids_back() {
    let (town, _) = Town::fused().await;
    let before = people(&town).await;
    let record = |source: &str, record: &str, role: &str| RecordRole {
        source: source.into(),
        record: record.into(),
        role: role.into(),
    };
    let new = NewJudgement {
        kind: EndKind::Person,
        left: record("registration", "R4", "self"),
        right: record("registration", "R3", "self"),
        verdict: Verdict::Same,
        reason: "seen".into(),
    };
    let book = Judgements::new(town.context.database.clone());
    book.judge(new, None, &town.context.ids, &*town.context.clock).await.unwrap();
    let report = town.follow_judgements().await;
    assert_eq!((report.applied.merges, report.applied.splits), (1, 0));
    let merged = people(&town).await;
    assert_eq!(merged["R4"], merged["R3"]);
    assert_eq!(merged["P2"], merged["R3"], "what was one with it stays");
    // A later day keeps to it.
    town.day(1, &[Table::payroll(&[ANA], &[])]).await;
    assert_eq!(people(&town).await["R4"], merged["R3"]);
    let lineage = LineageBook::new(town.context.database.clone());
    let (events, _) = lineage.page(0, 10).await.unwrap();
    assert_eq!(events[0].lineage.event, LineageEvent::Merge);
    let undone = events[0].lineage.id;
    lineage
        .undo(undone, "two people", None, &town.context.ids, &*town.context.clock)
        .await
        .unwrap();
    town.follow_judgements().await;
    let after = people(&town).await;
    assert!(before.iter().all(|(record, id)| after[record] == *id), "both ids are back");
    assert!(town.follow_judgements().await.applied.is_none(), "and there it stays");
}

#[tokio::test]
async fn an_undone_split_brings_the_records_back() {
    let (town, _) = Town::fused().await;
    let before = people(&town).await;
    let role = |source: &str, record: &str, role: &str| RecordRole {
        source: source.into(),
        record: record.into(),
        role: role.into(),
    };
    let apart = NewJudgement {
        kind: EndKind::Person,
        left: role("registration", "R1", "self"),
        right: role("payroll", "P1", "worker"),
        verdict: Verdict::Different,
        reason: "seen".into(),
    };
    let book = Judgements::new(town.context.database.clone());
    book.judge(apart, None, &town.context.ids, &*town.context.clock).await.unwrap();
    let report = town.follow_judgements().await;
    assert_eq!((report.applied.merges, report.applied.splits), (0, 1));
    let split = people(&town).await;
    assert_ne!(split["R1"], split["P1"]);
    let lineage = LineageBook::new(town.context.database.clone());
    let (events, _) = lineage.page(0, 10).await.unwrap();
    assert_eq!(events[0].lineage.event, LineageEvent::Split);
    let undone = events[0].lineage.id;
    let (ids, clock) = (&town.context.ids, &*town.context.clock);
    lineage.undo(undone, "one person", None, ids, clock).await.unwrap();
    town.follow_judgements().await;
    assert_eq!(people(&town).await, before);
}

#[tokio::test]
async fn a_day_is_washed_by_the_register_as_it_is_since_the_whole_run() {
    let (town, whole) = Town::fused().await;
    let database = &town.context.database;
    let sql = "SELECT id FROM building WHERE road_number = '14'";
    let found = database::row(database, "find a building", sql, []).await.unwrap().unwrap();
    let id: Vec<u8> = database::get(&found, "id").unwrap();
    let building = Id::<Building>::from_bytes(id.try_into().unwrap());
    let (ids, clock) = (town.context.ids.clone(), town.context.clock.clone());
    let register = Register::new(database.clone(), ids, clock);
    let why = Reason { account: None, text: "a letter".into() };
    register.renumber_building(building, "18", &why).await.unwrap();
    let row = "R8,Nia,Moss,1971-03-04,F,x,212-34-5688,,18,maple st,,2024-06-01";
    let report = town.day(1, &[Table::registration(&[row], &[])]).await;
    assert!(report.register > whole.register);
    let found = report.sources[0].rates.iter().map(|rate| rate.a + rate.b);
    assert_eq!(found.sum::<u64>(), 1);
    // Who follows judgements washes nothing, and is told of the same register.
    assert_eq!(town.follow_judgements().await.register, report.register);
}

/// Ends the process's work, as a kill does, when a stage begins.
pub(crate) struct Killed(pub(crate) &'static str);

impl Progress for Killed {
    fn stage(&self, name: &str, _total: u64) {
        assert_ne!(name, self.0, "killed");
    }
    fn advance(&self, _by: u64) {}
}

#[tokio::test]
async fn a_day_killed_at_any_stage_leaves_the_blocks_alone_and_goes_on_when_run_again() {
    let (town, _) = Town::fused().await;
    let before = people(&town).await;
    let root = town.world.folder.path().join("day-5");
    fs::create_dir_all(root.join("tables")).unwrap();
    let rows = format!("{}\n{ANA}\n", crate::town::PAYROLL);
    fs::write(root.join("tables/payroll.csv"), rows).unwrap();
    for stage in ["intake", "wash", "standardise", "link", "apply"] {
        let (context, of) = (town.context.clone(), town.day_options(Some(root.clone()), 5));
        let killed = tokio::spawn(async move {
            let progress = Killed(stage);
            let DayOptions { mappings, changes, day, .. } = of;
            fuse_day(&context, &DayOptions { mappings, changes, day, progress: &progress }).await
        });
        assert!(killed.await.is_err(), "{stage}");
        assert_eq!(people(&town).await, before, "{stage}");
    }
    let report = fuse_day(&town.context, &town.day_options(Some(root.clone()), 5)).await.unwrap();
    let resumed: Vec<&str> =
        report.stages.iter().filter(|one| one.resumed).map(|one| one.stage.as_str()).collect();
    assert_eq!(resumed, ["intake", "wash", "standardise"]);
    assert_eq!(people(&town).await["P9"], before["R1"]);
    // Killed after the blocks changed, before the day's files were put away.
    let lake = town.context.data.join("lake");
    let generation = fs::read_dir(&lake)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.join("days").exists())
        .unwrap();
    let day = fs::read_dir(generation.join("days")).unwrap().next().unwrap().unwrap().path();
    fs::rename(&day, lake.join("day")).unwrap();
    let again = fuse_day(&town.context, &town.day_options(Some(root), 5)).await.unwrap();
    assert!(again.applied.is_none(), "{:?}", again.applied);
    assert!(day.exists());
}

#[tokio::test]
async fn what_does_not_fit_is_told_before_anything_changes() {
    let town = Town::new().await;
    let options = town.day_options(None, 1);
    let said = fuse_day(&town.context, &options).await.unwrap_err().to_string();
    assert!(said.contains("linli fuse"), "{said}");
    town.fuse().await.unwrap();
    let empty = town.world.folder.path().join("empty");
    fs::create_dir_all(&empty).unwrap();
    let options = town.day_options(Some(empty), 1);
    let said = fuse_day(&town.context, &options).await.unwrap_err().to_string();
    assert!(said.contains("no file here fits"), "{said}");
    let broken = town.world.folder.path().join("broken");
    fs::create_dir_all(broken.join("withdrawn/tables")).unwrap();
    fs::write(broken.join("withdrawn/tables/payroll.csv"), "id\nP2\n\"P3\n").unwrap();
    let options = town.day_options(Some(broken), 1);
    let said = fuse_day(&town.context, &options).await.unwrap_err().to_string();
    assert!(said.contains("payroll.csv row 3"), "{said}");
    let twice = town.day(2, &[Table::payroll(&[ANA, ANA], &[])]).await;
    assert_eq!(twice.sources[0].intake.rejected, 1);
    let file = town.sources().join("mappings/payroll.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("rank = 50", "rank = 51")).unwrap();
    let said = fuse_day(&town.context, &town.day_options(None, 3)).await.unwrap_err().to_string();
    assert!(said.contains("payroll") && said.contains("changed"), "{said}");
}
