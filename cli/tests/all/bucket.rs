//! One plan on three workers that share a bucket and no folder.

use std::{collections::BTreeSet, fs, process::Stdio};

use crate::{
    cluster::{
        Worker, files_of, fuse_on, generation, key, links, manifest, same_rows, send, told_of,
        when_begun,
    },
    gate::{Gate, Mood},
    linli::{Linli, copy},
    s3::{S3, environment},
    shelf::fused,
};

const LAKE: &str = "s3://district/lake";
const SECRET: &str = "a secret of the tests";

/// Three workers with a folder each, and what they say.
fn workers(linli: &Linli, port: u16) -> (Vec<Worker>, Vec<std::sync::mpsc::Receiver<String>>) {
    let one = |number: usize| {
        let folder = format!("worker-{number}");
        Worker::start_with(linli, &["--lake", LAKE, "--data", &folder], environment(port, SECRET))
    };
    (0..3).map(one).collect::<Vec<_>>().into_iter().unzip()
}

fn over_s3<'a>(more: &[&'a str]) -> Vec<&'a str> {
    ["--lake", LAKE].iter().chain(more).copied().collect()
}

#[test]
fn workers_that_share_a_bucket_give_the_rows_of_none_whatever_becomes_of_them() {
    let Some(s3) = S3::start() else { return };
    let linli = fused();
    key(&linli);
    let alone = links(&linli, "alone");

    // A bucket that answers 503 and slowly for a while.
    let gate = Gate::before(s3.port(), Mood::Busy(90));
    let (three, logs) = workers(&linli, gate.port());
    let [doomed, frozen, sound] = three.as_slice() else { panic!("three workers") };
    let through = || environment(gate.port(), SECRET);
    fuse_on(&linli, &[doomed, frozen, sound], &over_s3(&[]), through());
    assert!(gate.shut() > 50, "{} requests found it shut", gate.shut());
    assert_eq!(links(&linli, "three"), alone);
    same_rows(&generation(&linli, 1), &generation(&linli, 2));
    for stage in ["wash", "standardise", "link_people"] {
        let (by, _, lost) = manifest(&generation(&linli, 2), stage);
        assert!(by.len() > 1 && lost.is_empty(), "{stage}: by {by:?}, lost {lost:?}");
        assert!(told_of(&generation(&linli, 2), stage, "fetched") > 0, "{stage}");
    }
    let objects = s3.objects();
    assert!(objects.contains(&"lake/generation-000002.json".to_owned()), "{objects:?}");
    for left in ["lake/parts/", "lake/draft", "lake/lock.json"] {
        assert!(!objects.iter().any(|name| name.starts_with(left)), "{left} is left: {objects:?}");
    }

    // One is killed while it sends what it wrote, one frozen.
    let mut logs = logs.into_iter();
    let mut log = || logs.next().map(|log| (log.try_iter().for_each(drop), log).1).unwrap();
    when_begun(log(), "sending what the partition wrote", "-KILL", doomed.child.id());
    when_begun(log(), "standardise", "-STOP", frozen.child.id());
    fuse_on(&linli, &[doomed, frozen, sound], &over_s3(&[]), s3.environment());
    assert_eq!(links(&linli, "faults"), alone);
    same_rows(&generation(&linli, 2), &generation(&linli, 3));
    let (_, again, lost) = manifest(&generation(&linli, 3), "wash");
    assert!(again > 0 && lost.contains(&doomed.address), "{again} again, lost {lost:?}");
    let (by, _, _) = manifest(&generation(&linli, 3), "link_people");
    assert_eq!(by, BTreeSet::from([sound.address.clone()]));
    assert!(!s3.objects().iter().any(|name| name.starts_with("lake/parts/")));

    // The coordinator is killed and its lake lost: the next takes up what the bucket has.
    let mut killed = linli
        .command(&["fuse", "mappings", "--sources", "district", "--lake", LAKE])
        .envs(s3.environment())
        .env("LINLI_LOG_LEVEL", "info")
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let log = crate::cluster::lines(killed.stderr.take().unwrap());
    assert!(log.iter().any(|line| line.contains("stage done") && line.contains("wash")));
    send("-KILL", killed.id());
    killed.wait().unwrap();
    let kept = s3.objects();
    assert!(kept.iter().any(|name| name.starts_with("lake/draft/")), "{kept:?}");
    let holder = fs::read_to_string(linli.path(".linli/lake/holder")).unwrap();
    fs::remove_dir_all(linli.path(".linli/lake")).unwrap();
    let elsewhere = linli.command(&["fuse", "mappings", "--sources", "district", "--lake", LAKE]);
    let answer = crate::linli::Answer::of(&{ elsewhere }.envs(s3.environment()).output().unwrap());
    answer.refused(&["another machine", "lock.json"]);
    // Whoever knows that it is the same lake writes its name alone.
    let name = holder.lines().next().unwrap();
    fs::write(linli.path(".linli/lake/holder"), name).unwrap();
    let report = fuse_on(&linli, &[sound], &over_s3(&["--json"]), s3.environment());
    assert!(report.contains("\"resumed\": true"), "{report}");
    assert_eq!(links(&linli, "resumed"), alone);
    let newest = generation(&linli, 4);
    assert!(files_of(&newest).contains("wash/residence_permits.parquet"));
}

#[test]
fn tables_come_from_a_bucket_and_leave_this_machine_again() {
    let Some(s3) = S3::start() else { return };
    let linli = fused();
    let folder = links(&linli, "folder");
    copy(&linli.path("district"), &s3.behind("tables"));
    let fuse = ["fuse", "mappings", "--sources", "s3://district/tables"];
    let run = |more: &[&str], environment: Vec<(String, String)>| {
        let mut command = linli.command(&[&fuse[..], more].concat());
        crate::linli::Answer::of(&command.envs(environment).output().unwrap())
    };
    run(&[], s3.environment()).done();
    assert_eq!(links(&linli, "bucket"), folder);
    same_rows(&generation(&linli, 1), &generation(&linli, 2));
    assert!(!linli.exists(".linli/landing"));

    run(&[], environment(s3.port(), "another")).refused(&["refuses these credentials"]);
    run(&["--lake", "district"], s3.environment()).refused(&["s3://BUCKET"]);
    let gate = Gate::before(s3.port(), Mood::Full);
    run(&["--lake", LAKE], environment(gate.port(), SECRET)).refused(&["the bucket is full"]);
    // Nothing of it was kept, and the bucket is free again.
    assert!(!s3.objects().iter().any(|name| name.starts_with("lake/lock")));
    run(&["--lake", LAKE], s3.environment()).done();
    assert_eq!(links(&linli, "after"), folder);
}
