//! A run that is dropped, wherever, leaves what an earlier run wrote.

use std::collections::BTreeMap;
use std::path::Path;
use std::pin::pin;
use std::task::Poll;

use linkage::{Input, Outcome, Settings, link};

use crate::people::{Record, SETTINGS, session, town};

/// A run that is dropped where it waits for the `waits`th time; nothing where it was.
async fn broken_off(records: &[Record], out: &Path, mut waits: u32) -> Option<Outcome> {
    let (context, people) = (session(records, 2), [Input::table("people")]);
    let settings = Settings::from_toml(SETTINGS).unwrap();
    let mut run = pin!(link(&context, &settings, &people, out));
    std::future::poll_fn(|context| {
        let done = run.as_mut().poll(context).map(Some);
        if done.is_pending() && waits <= 1 {
            return Poll::Ready(None);
        }
        waits -= 1;
        done
    })
    .await
    .map(Result::unwrap)
}

fn files(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(out).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read(path).unwrap())
    };
    entries.map(read).collect()
}

#[tokio::test]
async fn wherever_a_run_is_dropped_the_files_are_those_of_the_run_before() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let (before, after) = (town(20, 1), town(40, 2));
    broken_off(&before, &out, u32::MAX).await.unwrap();
    let written = files(&out);
    assert_eq!(written.len(), 3);
    let (mut waits, mut dropped) = (1, 0);
    while broken_off(&after, &out, waits).await.is_none() {
        assert!(files(&out) == written, "dropped at its wait {waits}");
        dropped += 1;
        waits += 1;
    }
    assert!(dropped > 0, "the run waits at least for the thread that does the work");
    assert_ne!(files(&out), written);
}
