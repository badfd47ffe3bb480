//! Stages in partitions: the rows of one process, and nothing that is not checked.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::{Arc, Mutex},
};

use arrow::record_batch::RecordBatch;
use cluster::{Crew, Key, Patience, Steps, Task, Work, serve};
use fusion::{FusionError, RunReport, Stages, lake::open_parquet};
use serde_json::Value;
use tokio::net::TcpListener;

use crate::town::Town;

fn key() -> Key {
    Key::parse(&"7".repeat(64)).unwrap()
}

fn crew(addresses: &[String]) -> Crew {
    let addresses = addresses.iter().map(String::as_str);
    Crew::new(addresses, key(), "test".to_owned(), Patience::default()).unwrap()
}

/// A worker over the town's folder; ends with the test.
async fn worker<W: Work>(work: W) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let work = Arc::new(work);
    tokio::spawn(serve(listener, key(), "test".to_owned(), work, std::future::pending()));
    address
}

/// What the stages before the ids left, file by file.
fn rows(town: &Town, report: &RunReport) -> BTreeMap<String, Vec<RecordBatch>> {
    let lake = town.context.data.join("lake").join(format!("generation-{:06}", report.number));
    let mut found = BTreeMap::new();
    let mut folders = ["wash", "standardise", "link_people", "link_organisations"]
        .map(|stage| lake.join(stage))
        .to_vec();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "parquet") {
                let batches = open_parquet(&path).unwrap().map(Result::unwrap).collect();
                found.insert(path.strip_prefix(&lake).unwrap().display().to_string(), batches);
            }
        }
    }
    found
}

fn parts(town: &Town, report: &RunReport, stage: &str) -> Value {
    let lake = town.context.data.join("lake").join(format!("generation-{:06}", report.number));
    serde_json::from_str(&fs::read_to_string(lake.join(stage).join("parts.json")).unwrap()).unwrap()
}

#[tokio::test]
async fn workers_and_a_coordinator_without_any_give_the_rows_of_a_plain_run() {
    let (town, plain) = Town::fused().await;
    let expected = rows(&town, plain);
    let people = town.export("people.csv").await;
    let addresses = [
        worker(Stages::new(&town.context.data)).await,
        worker(Stages::new(&town.context.data)).await,
    ];
    for crew in [crew(&addresses), crew(&[])] {
        let shared = town.fuse_with(Some(&crew)).await.unwrap();
        assert!(rows(&town, &shared) == expected, "the rows differ");
        assert_eq!(town.export("people.csv").await, people);
        assert_eq!(shared.prepared, plain.prepared);
        assert_eq!(shared.people.pairs, plain.people.pairs);
        for (one, other) in shared.stages.iter().zip(&plain.stages) {
            assert_eq!(
                (one.rows_in, one.rows_out),
                (other.rows_in, other.rows_out),
                "{}",
                one.stage
            );
        }
        let told = parts(&town, &shared, "wash");
        let by_worker = told["parts"].as_array().unwrap().iter().all(|part| part["by"].is_string());
        assert_eq!(by_worker, !crew.workers().is_empty());
        assert!(told["losses"].as_array().unwrap().is_empty());
        let index = town.context.data.join("lake/index");
        assert!(index.exists(), "a worker that was given up may still read it");
    }
}

/// Does the work and then spoils what it wrote, once.
struct Spoiler {
    stages: Stages,
    folder: std::path::PathBuf,
    spoiled: Mutex<Vec<String>>,
}

impl Work for Spoiler {
    type Error = FusionError;

    fn run(&self, task: &Task, steps: &Steps) -> Result<Value, FusionError> {
        let mut answer = self.stages.run(task, steps)?;
        let mut spoiled = self.spoiled.lock().unwrap();
        match (task.stage.as_str(), spoiled.len()) {
            ("wash", 0) => {
                let file = answer["files"][0]["file"].as_str().unwrap().to_owned();
                let path = self.folder.join(&file);
                let mut bytes = fs::read(&path).unwrap();
                let middle = bytes.len() / 2;
                bytes[middle] ^= 1;
                fs::write(&path, bytes).unwrap();
                spoiled.push(file);
            }
            ("standardise", 1) => {
                answer["rows_in"] = Value::from(answer["rows_in"].as_u64().unwrap() + 1);
                spoiled.push("rows".to_owned());
            }
            _ => {}
        }
        Ok(answer)
    }
}

#[tokio::test]
async fn an_answer_that_does_not_hold_is_not_taken() {
    let (town, plain) = Town::fused().await;
    let expected = rows(&town, plain);
    let folder = town.context.data.clone();
    let spoiler = Spoiler { stages: Stages::new(&folder), folder, spoiled: Mutex::new(Vec::new()) };
    let crew = crew(&[worker(spoiler).await]);
    let shared = town.fuse_with(Some(&crew)).await.unwrap();
    assert!(rows(&town, &shared) == expected, "the rows differ");
    let cause = |stage: &str| parts(&town, &shared, stage)["losses"][0]["cause"].to_string();
    assert!(cause("wash").contains("is not the file that was written"), "{}", cause("wash"));
    assert!(cause("standardise").contains("rows were read"), "{}", cause("standardise"));
}

#[test]
fn a_worker_touches_nothing_outside_the_shared_folder() {
    let folder = tempfile::tempdir().unwrap();
    let body = serde_json::json!({
        "run": "1", "grant": "none", "out": "../elsewhere",
        "piece": { "Standardise": {
            "mapping": "", "intake": { "file": "a" }, "washed": { "file": "b" }, "rows": { "start": 0, "end": 1 },
        } },
    });
    let task = Task { stage: "standardise".to_owned(), part: 0, attempt: 0, body };
    let stages = Stages::new(folder.path());
    let refused = stages.run(&task, &Steps::default()).unwrap_err().to_string();
    assert!(refused.contains("../elsewhere"), "{refused}");
    assert!(!Path::new(folder.path()).join("../elsewhere.0").exists());
}
