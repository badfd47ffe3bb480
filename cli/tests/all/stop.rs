//! A run that is told to stop in the middle: what it says, and what it leaves.

use std::{net::TcpListener, process::Stdio};

use serde_json::Value;

use crate::{
    cluster::{fuse_on, generation, key, send},
    shelf::imported,
};

#[test]
fn a_run_that_is_told_to_stop_says_that_the_blocks_are_as_they_were_and_goes_on_later() {
    let linli = imported();
    key(&linli);
    // A worker that takes the call and says nothing: the tables are taken in by then, and the run waits.
    let mute = TcpListener::bind("127.0.0.1:0").unwrap();
    let worker = format!("tcp://{}", mute.local_addr().unwrap());
    for (signal, json) in [("-INT", false), ("-TERM", true)] {
        let mut arguments = vec!["fuse", "mappings", "--sources", "district"];
        arguments.extend(["--workers", &worker, "--worker-key", "cluster.key"]);
        arguments.extend(["--worker-silence", "600"]);
        arguments.extend(json.then_some("--json"));
        let mut command = linli.command(&arguments);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let held = mute.accept().unwrap();
        send(signal, child.id());
        let output = child.wait_with_output().unwrap();
        drop(held);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(130), "{told}");
        assert!(told.contains("stopped: the blocks are as they were"), "{told}");
        if json {
            let line = told.lines().last().unwrap();
            let told: Value = serde_json::from_str(line).unwrap();
            assert_eq!(told["kind"], "stopped");
            assert!(told["action"].as_str().unwrap().contains("goes on after"), "{told}");
        }
        assert!(linli.exists(".linli/lake/draft/intake.json"), "what was finished is kept");
        assert!(!generation(&linli, 1).exists());
    }
    fuse_on(&linli, &[], &[], vec![]);
    assert!(generation(&linli, 1).exists());
}
