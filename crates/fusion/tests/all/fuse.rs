//! Runs over the town.

use std::{collections::BTreeMap, fs, panic::AssertUnwindSafe, path::PathBuf};

use blocks::{Blocks, EndKind, Run, RunBook, RunState};
use fusion::{Options, fuse};
use futures::FutureExt as _;
use kernel::{Id, Progress};
use register::wash::{index_path, places_path};

use crate::{
    days::Killed,
    town::{Table, Town},
};

fn by_record(lines: &[Vec<String>], role: &str) -> BTreeMap<String, String> {
    lines
        .iter()
        .filter(|line| line[1] == role)
        .map(|line| (line[0].clone(), line[2].clone()))
        .collect()
}

#[tokio::test]
async fn two_tables_become_one_person_one_employer_and_their_relations() {
    let (town, report) = Town::fused().await;
    let names: Vec<&str> = report.stages.iter().map(|stage| stage.stage.as_str()).collect();
    assert_eq!(
        names,
        [
            "intake",
            "wash",
            "standardise",
            "link_people",
            "link_organisations",
            "relations",
            "apply",
            "index"
        ]
    );
    let registration =
        report.sources.iter().find(|one| one.intake.source == "registration").unwrap();
    assert_eq!((registration.intake.rows, registration.intake.rejected), (6, 2));

    let people = town.export("people.csv").await;
    let (homes, workers) = (by_record(&people, "self"), by_record(&people, "worker"));
    assert_eq!(homes["R1"], workers["P1"], "one number, Anna and Ana");
    assert_eq!(homes["R3"], workers["P2"]);
    assert_ne!(homes["R1"], homes["R2"], "a couple is two people");
    let organisations = by_record(&town.export("organisations.csv").await, "employer");
    assert_eq!(organisations["P1"], organisations["P2"]);
    assert_eq!(organisations["P1"], organisations["P3"]);
    let addresses: BTreeMap<String, (String, String)> = town
        .export("addresses.csv")
        .await
        .into_iter()
        .map(|line| (line[0].clone(), (line[2].clone(), line[3].clone())))
        .collect();
    assert_eq!(addresses["R1"].1, "H1");
    assert_eq!(addresses["R4"].1, "H4");
    assert_eq!(addresses["C1"].1, "H2");

    let blocks = Blocks::new(town.context.database.clone());
    let found = blocks.organisations("bakery", &kernel::AreaPath::whole(), 0, 10).await.unwrap();
    assert_eq!(found.total, 1);
    let one = blocks.organisation(found.rows[0].id).await.unwrap().unwrap();
    assert_eq!(one.places.len(), 1);
    assert_eq!(one.places[0].kind, EndKind::Building);
    assert_eq!(one.places[0].relation.records, 3);
}

#[tokio::test]
async fn a_second_run_keeps_every_id_and_counts_the_same() {
    let (town, first) = Town::fused().await;
    let people = town.export("people.csv").await;
    let second = town.fuse().await.unwrap();
    assert_eq!(second.number, first.number + 1);
    assert_eq!(town.export("people.csv").await, people);
    assert_eq!(second.applied.relations, first.applied.relations);
    assert!(second.applied.generation > first.applied.generation);
}

#[tokio::test]
async fn a_wrong_header_leaves_the_blocks_as_they_were_and_the_next_run_mends_it() {
    let (town, _) = Town::fused().await;
    let before = town.export("people.csv").await;
    let file = town.sources().join("tables/payroll.csv");
    let sound = fs::read_to_string(&file).unwrap();
    fs::write(&file, sound.replace("worker_family", "worker_familly")).unwrap();
    let said = town.fuse().await.unwrap_err().to_string();
    assert!(
        said.contains("payroll.csv")
            && said.contains("`worker_family`")
            && said.contains("worker_familly"),
        "{said}"
    );
    assert_eq!(town.export("people.csv").await, before);
    let (runs, total) = RunBook::new(town.context.database.clone()).runs(0, 10).await.unwrap();
    assert_eq!(total, 2);
    assert_eq!(runs[0].state, RunState::Failed);
    assert!(runs[0].failure.as_ref().is_some_and(|failure| failure.en.contains("payroll.csv")));
    fs::write(&file, sound).unwrap();
    town.fuse().await.unwrap();
    assert_eq!(town.export("people.csv").await, before);
}

#[tokio::test]
async fn a_run_over_a_lake_elsewhere_is_not_taken_for_broken_off() {
    let town = Town::new().await;
    let (database, clock) = (&town.context.database, &*town.context.clock);
    let elsewhere = RunBook::of(database.clone(), "elsewhere".to_owned());
    let unnamed = RunBook::new(database.clone());
    let [other, killed]: [Id<Run>; 2] = std::array::from_fn(|_| town.context.ids.next());
    unnamed.begin(killed, 1, "mappings", clock).await.unwrap();
    elsewhere.begin(other, 2, "mappings", clock).await.unwrap();
    // Runs had no lake's name before there could be several lakes.
    assert_eq!(elsewhere.run(killed).await.unwrap().unwrap().state, RunState::Failed);
    let report = town.fuse().await.unwrap();
    assert_eq!(report.number, 3);
    assert_eq!(elsewhere.run(other).await.unwrap().unwrap().state, RunState::Running);
    town.fuse().await.unwrap();
    assert_eq!(elsewhere.run(other).await.unwrap().unwrap().state, RunState::Running);
}

#[tokio::test]
async fn a_killed_run_is_taken_up_after_its_last_whole_stage() {
    let town = Town::new().await;
    let report = town.fuse().await.unwrap();
    // What a kill in `relations` leaves: the stages before it, whole, and the draft.
    let lake = town.context.data.join("lake");
    let generation = lake.join(format!("generation-{:06}", report.number));
    fs::rename(&generation, lake.join("draft")).unwrap();
    for stage in ["relations", "apply", "index"] {
        let _ = fs::remove_file(lake.join("draft").join(format!("{stage}.json")));
    }
    let again = town.fuse().await.unwrap();
    assert_eq!(again.number, report.number);
    let resumed: Vec<bool> = again.stages.iter().map(|stage| stage.resumed).collect();
    assert_eq!(resumed, [true, true, true, true, true, false, false, false]);
    assert_eq!(again.applied.people, report.applied.people);
}

#[tokio::test]
async fn a_run_killed_while_its_index_is_made_leaves_one_that_days_build_on() {
    let town = Town::new().await;
    for stage in ["apply", "index"] {
        let options = Options {
            mappings: town.sources().join("mappings"),
            sources: town.sources().into(),
            lake: None,
            truth: None,
            keep_model: false,
            progress: &Killed(stage),
        };
        let killed = AssertUnwindSafe(fuse(&town.context, &options)).catch_unwind().await;
        assert!(killed.is_err(), "{stage}");
        let draft = town.context.data.join("lake/draft");
        // It is whole no sooner than the blocks that it belongs to.
        assert!(!draft.join("index.json").exists(), "{stage}");
        assert_eq!(draft.join("apply.json").exists(), stage == "index", "{stage}");
    }
    let again = town.fuse().await.unwrap();
    let resumed: Vec<bool> = again.stages.iter().map(|stage| stage.resumed).collect();
    assert_eq!(resumed, [true, true, true, true, true, true, true, false]);
    let row = "R8,Nia,Moss,1971-03-04,F,x,212-34-5688,,14,maple st,,2024-06-01";
    let day = town.day(1, &[Table::registration(&[row], &[])]).await;
    assert_eq!(day.applied.founded, 1);
}

#[tokio::test]
async fn nobody_is_linked_to_a_complaint_and_no_plain_number_stands_in_the_lake() {
    let (town, report) = Town::fused().await;
    assert_eq!(report.applied.events, 1);
    let mut folders = vec![town.context.data.join("lake")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            for secret in ["212-34-5671", "212345671", "2065550101", "somebody"] {
                assert!(
                    !bytes.windows(secret.len()).any(|window| window == secret.as_bytes()),
                    "{secret} in {}",
                    path.display()
                );
            }
        }
    }
}

#[tokio::test]
async fn a_mapping_that_asks_for_ethnicity_is_refused_before_a_row_is_read() {
    let town = Town::new().await;
    let file = town.sources().join("mappings/registration.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        text.replace("sex = \"sex\"", "sex = \"sex\"\noccupation_class = \"ethnicity\""),
    )
    .unwrap();
    let said = town.fuse().await.unwrap_err().to_string();
    assert!(said.contains("registration.toml") && said.contains("ethnicity"), "{said}");
    assert!(!town.context.data.join("lake").exists());
}

#[tokio::test]
async fn a_run_whose_number_another_took_goes_on_under_the_next() {
    let town = Town::new().await;
    let report = town.fuse().await.unwrap();
    // A draft with whole stages, whose number is by now the one of another run.
    let lake = town.context.data.join("lake");
    let generation = lake.join(format!("generation-{:06}", report.number));
    fs::rename(&generation, lake.join("draft")).unwrap();
    for stage in ["relations", "apply", "index"] {
        let _ = fs::remove_file(lake.join("draft").join(format!("{stage}.json")));
    }
    let (file, own) = (lake.join("draft/draft.json"), town.context.ids.next::<Run>().to_string());
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(&report.run));
    fs::write(&file, text.replace(&report.run, &own)).unwrap();
    let again = town.fuse().await.unwrap();
    assert_eq!((again.run, again.number), (own, report.number + 1));
    assert!(again.stages[0].resumed, "what is finished stays");
}

/// Puts another index into the place of the one that is there, once the run has begun.
struct Replaced(PathBuf);

impl Progress for Replaced {
    fn stage(&self, name: &str, _total: u64) {
        if name == "intake" {
            for path in [index_path(&self.0), places_path(&self.0)] {
                let other = path.with_extension("other");
                fs::write(&other, "of another version of the register").unwrap();
                fs::rename(other, path).unwrap();
            }
        }
    }

    fn advance(&self, _steps: u64) {}
}

#[tokio::test]
async fn a_run_goes_on_with_the_index_it_began_with() {
    let (_, expected) = Town::fused().await;
    let town = Town::new().await;
    let options = Options {
        mappings: town.sources().join("mappings"),
        sources: town.sources().into(),
        lake: None,
        truth: None,
        keep_model: false,
        progress: &Replaced(town.context.data.clone()),
    };
    let report = fuse(&town.context, &options).await.unwrap();
    for (source, expected) in report.sources.iter().zip(&expected.sources) {
        assert_eq!(source.rates, expected.rates);
    }
    assert!(!town.context.data.join("lake/index").exists(), "it is let go");
}
