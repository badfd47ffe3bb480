//! One plan on three workers: the rows of a run without any, also when one is killed and one frozen in the middle.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead as _, BufReader},
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Child, ChildStderr, Command, Stdio},
    sync::mpsc::{Receiver, channel},
};

use fusion::lake::open_parquet;
use serde_json::Value;

use crate::{
    linli::{Answer, Linli},
    shelf::{MAPPINGS, fused},
};

/// A running worker. What happens to it happens when it says that it begins a partition of a stage.
pub(crate) struct Worker {
    pub(crate) child: Child,
    pub(crate) address: String,
}

impl Worker {
    fn start(linli: &Linli) -> (Self, Receiver<String>) {
        Self::start_with(linli, &[], vec![])
    }

    /// A worker with more arguments and variables.
    pub(crate) fn start_with(
        linli: &Linli,
        more: &[&str],
        environment: Vec<(String, String)>,
    ) -> (Self, Receiver<String>) {
        let arguments = ["worker", "--listen", "127.0.0.1:0", "--key", "cluster.key", "--json"];
        let mut command = linli.command(&[&arguments[..], more].concat());
        command
            .envs(environment)
            .env("LINLI_LOG_LEVEL", "info")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut told = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        while !told.contains('}') {
            assert_ne!(out.read_line(&mut told).unwrap(), 0, "the worker ended: {told}");
        }
        let address = serde_json::from_str::<Value>(&told).unwrap()["worker"].clone();
        let log = lines(child.stderr.take().unwrap());
        (Self { child, address: address.as_str().unwrap().to_owned() }, log)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The lines of a program's log as they come.
pub(crate) fn lines(log: ChildStderr) -> Receiver<String> {
    let (says, heard) = channel();
    let lines = BufReader::new(log).lines();
    std::thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            let _ = says.send(line);
        }
    });
    heard
}

pub(crate) fn send(signal: &str, process: u32) {
    // The shell's own: a small system has no program of that name.
    let kill = ["-c", "kill \"$0\" \"$1\"", signal, &process.to_string()];
    let done = Command::new("sh").args(kill).status().unwrap();
    assert!(done.success());
}

/// Sends a signal when the log tells that a partition of a stage is begun, or says the words; the log goes on being
/// read.
pub(crate) fn when_begun(
    log: Receiver<String>,
    words: &'static str,
    signal: &'static str,
    process: u32,
) {
    std::thread::spawn(move || {
        let begun = |line: &String| line.contains("partition begun") || words.contains(' ');
        let begins = |line: &String| begun(line) && line.contains(words);
        if log.iter().any(|line| begins(&line)) {
            send(signal, process);
        }
        log.iter().for_each(drop);
    });
}

fn fuse(linli: &Linli, workers: &[&Worker]) {
    fuse_on(linli, workers, &[], vec![]);
}

/// A fusion with more arguments and variables; what it printed.
pub(crate) fn fuse_on(
    linli: &Linli,
    workers: &[&Worker],
    more: &[&str],
    environment: Vec<(String, String)>,
) -> String {
    let workers: Vec<&str> = workers.iter().map(|worker| worker.address.as_str()).collect();
    let workers = workers.join(",");
    let mut arguments = vec!["fuse", "mappings", "--sources", "district"];
    if !workers.is_empty() {
        arguments.extend(["--workers", &workers, "--worker-key", "cluster.key"]);
        arguments.extend(["--worker-silence", "4"]);
    }
    arguments.extend(more);
    let output = linli.command(&arguments).envs(environment).output().unwrap();
    Answer::of(&output).done().out
}

/// The cluster's key, which this user alone reads.
pub(crate) fn key(linli: &Linli) {
    let key = linli.file("cluster.key", "5e".repeat(32));
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
}

/// The links that the last run left.
pub(crate) fn links(linli: &Linli, out: &str) -> Vec<String> {
    linli.run(&["export", "links", "--out", out]).done();
    ["people.csv", "organisations.csv", "addresses.csv"]
        .map(|name| fs::read_to_string(linli.path(out).join(name)).unwrap())
        .into()
}

pub(crate) fn generation(linli: &Linli, number: u32) -> std::path::PathBuf {
    linli.path(&format!(".linli/lake/generation-{number:06}"))
}

/// The files of the stages that are worked in partitions, those that linkage writes included.
pub(crate) fn files_of(generation: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = ["wash", "standardise", "link_people", "link_organisations"]
        .map(|stage| generation.join(stage))
        .to_vec();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "parquet") {
                found.insert(path.strip_prefix(generation).unwrap().display().to_string());
            }
        }
    }
    found
}

/// Fails unless both generations hold the same rows in the same order.
pub(crate) fn same_rows(one: &Path, other: &Path) {
    let names = files_of(one);
    assert!(names.contains("wash/residence_permits.parquet"), "{names:?}");
    assert_eq!(names, files_of(other));
    for name in names {
        let read = |folder: &Path| -> Vec<_> {
            open_parquet(&folder.join(&name)).unwrap().map(Result::unwrap).collect()
        };
        assert!(read(one) == read(other), "{name} differs");
    }
}

/// A count of a stage's manifest.
pub(crate) fn told_of(generation: &Path, stage: &str, count: &str) -> u64 {
    let text = fs::read_to_string(generation.join(stage).join("parts.json")).unwrap();
    serde_json::from_str::<Value>(&text).unwrap()[count].as_u64().unwrap()
}

/// Who did the partitions of a stage; how many were handed out more than once; which workers were lost.
pub(crate) fn manifest(
    generation: &Path,
    stage: &str,
) -> (BTreeSet<String>, usize, BTreeSet<String>) {
    let text = fs::read_to_string(generation.join(stage).join("parts.json")).unwrap();
    let told: Value = serde_json::from_str(&text).unwrap();
    let of = |key: &str| told[key].as_array().unwrap().clone();
    let name = |value: &Value| value.as_str().map(|by| format!("tcp://{by}"));
    let again = of("parts").iter().filter(|part| part["handed_out"].as_u64() > Some(1)).count();
    (
        of("parts").iter().filter_map(|part| name(&part["by"])).collect(),
        again,
        of("losses").iter().filter_map(|loss| name(&loss["worker"])).collect(),
    )
}

#[test]
fn three_workers_give_the_rows_of_none_also_when_one_is_killed_and_one_frozen() {
    let linli = fused();
    let alone = links(&linli, "alone");

    key(&linli);
    let (workers, logs): (Vec<Worker>, Vec<_>) =
        (0..3).map(|_| Worker::start(&linli)).collect::<Vec<_>>().into_iter().unzip();
    let [doomed, frozen, sound] = workers.as_slice() else { panic!("three workers") };
    fuse(&linli, &[doomed, frozen, sound]);
    assert_eq!(links(&linli, "three"), alone);
    same_rows(&generation(&linli, 1), &generation(&linli, 2));
    for stage in ["wash", "standardise", "link_people", "link_organisations"] {
        let (by, _, lost) = manifest(&generation(&linli, 2), stage);
        assert!(by.len() > 1 && lost.is_empty(), "{stage}: by {by:?}, lost {lost:?}");
    }

    let mut logs = logs.into_iter();
    // What they said of the former run is behind them.
    let mut log = || logs.next().map(|log| (log.try_iter().for_each(drop), log).1).unwrap();
    when_begun(log(), "wash", "-KILL", doomed.child.id());
    when_begun(log(), "standardise", "-STOP", frozen.child.id());
    fuse(&linli, &[doomed, frozen, sound]);
    assert_eq!(links(&linli, "faults"), alone);
    same_rows(&generation(&linli, 2), &generation(&linli, 3));
    let (_, again, lost) = manifest(&generation(&linli, 3), "wash");
    assert!(again > 0 && lost.contains(&doomed.address), "{again} again, lost {lost:?}");
    let (by, again, lost) = manifest(&generation(&linli, 3), "standardise");
    assert!(lost.contains(&doomed.address) && !by.contains(&doomed.address));
    assert!(again > 0 || lost.contains(&frozen.address), "{again} again, lost {lost:?}");
    let (by, _, _) = manifest(&generation(&linli, 3), "link_people");
    assert_eq!(by, BTreeSet::from([sound.address.clone()]));
}

#[test]
fn a_worker_without_a_sound_key_does_not_start() {
    let linli = Linli::new();
    let worker = ["worker", "--listen", "127.0.0.1:0", "--key", "cluster.key"];
    linli.run(&worker).refused(&["cluster.key", "openssl rand -hex 32"]);
    linli.file("cluster.key", "5e".repeat(32));
    linli.run(&worker).refused(&["cluster.key", "chmod 600"]);
    let fuse = ["fuse", MAPPINGS, "--sources", ".", "--workers", "tcp://127.0.0.1:1"];
    linli.run(&fuse).refused(&["--worker-key"]);
}
