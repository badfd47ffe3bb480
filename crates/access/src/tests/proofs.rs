//! What others keep of the log, and what a resident can check.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use proptest::prelude::*;

use super::*;
use crate::KeySource;

/// Every file of the log but the locks.
fn files(world: &World) -> Vec<PathBuf> {
    let chains = fs::read_dir(world.folder.path().join("reads")).unwrap();
    let folders = chains.map(|chain| chain.unwrap().path()).filter(|path| path.is_dir());
    let mut found: Vec<PathBuf> = folders
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|f| f.unwrap().path())
        .collect();
    found.retain(|path| path.file_name().is_some_and(|name| name != "lock"));
    found.sort();
    found
}

async fn written(world: &World) -> Arc<Access> {
    let access = fresh(world).await;
    let grant = officers_grant(&access).await;
    for number in 0..30 {
        look(&access, &grant, &[person(number), person(number + 1)]).await;
        if number % 7 == 0 {
            access.checkpoint().await.unwrap();
        }
    }
    access.checkpoint().await.unwrap();
    access
}

fn verified(world: &World) -> crate::Verification {
    crate::verify(world.folder.path(), &KeySource::File).unwrap()
}

#[test]
fn the_log_passes_through_its_checkpoints_and_only_growth_makes_one() {
    on_each_database(|world| async move {
        let access = written(&world).await;
        let whole = verified(&world);
        assert!(whole.is_whole(), "{:?}", whole.findings);
        assert!(whole.checkpoints >= 5, "{}", whole.checkpoints);
        assert_eq!(access.checkpoint().await.unwrap(), 0, "nothing was added");
        let key = crate::keys::unhex(&access.checkpoint_key()).unwrap();
        let kept = access.checkpoints().await.unwrap();
        assert_eq!(kept.len() as u64, whole.checkpoints);
        assert!(kept.iter().all(|checkpoint| checkpoint.is_signed_by(&key)));
        // A process that starts anew goes on where the last one stopped.
        let again = open(&world);
        assert_eq!(again.checkpoint().await.unwrap(), 0);
    });
}

#[test]
fn a_checkpoint_that_a_crash_cut_short_is_made_again() {
    on_each_database(|world| async move {
        let access = written(&world).await;
        let kept = access.checkpoints().await.unwrap();
        // Whoever writes next goes on in the same chain.
        drop(access);
        let path =
            files(&world).into_iter().find(|path| path.ends_with("checkpoints.jsonl")).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let line = text.lines().next().unwrap();
        fs::write(&path, format!("{text}{}", &line[..200])).unwrap();
        assert!(!verified(&world).is_whole());
        let again = open(&world);
        assert_eq!(again.checkpoint().await.unwrap(), 0, "nothing was added to the log");
        assert_eq!(again.checkpoints().await.unwrap(), kept);
        assert!(verified(&world).is_whole());
        let last: Vec<_> = again.latest_checkpoints(2).await.unwrap();
        assert_eq!(last, kept[kept.len() - 2..]);
        let (officer, _) = account(&again, "another", Role::StreetOfficer, "990101/001").await;
        let grant = again.grant(&officer, request("990101/001/002")).unwrap();
        look(&again, &grant, &[person(5)]).await;
        assert_eq!(again.checkpoint().await.unwrap(), 1);
        assert!(verified(&world).is_whole());
    });
}

#[test]
fn a_changed_byte_of_any_file_of_the_log_is_found() {
    on_each_database(|world| async move {
        drop(written(&world).await);
        let files = files(&world);
        let kinds = ["reads", "seal", "jsonl"];
        let has = |kind: &str| files.iter().any(|path| path.extension().is_some_and(|e| e == kind));
        assert!(kinds.into_iter().all(has), "{files:?}");
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(256));
        let strategy = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1_u8..=255);
        runner
            .run(&strategy, |(file, at, change)| {
                let path = &files[file.index(files.len())];
                let bytes = fs::read(path).unwrap();
                let mut changed = bytes.clone();
                let at = at.index(bytes.len());
                changed[at] ^= change;
                fs::write(path, &changed).unwrap();
                let found = verified(&world);
                fs::write(path, &bytes).unwrap();
                prop_assert!(!found.is_whole(), "{} byte {at} by {change}", path.display());
                Ok(())
            })
            .unwrap();
        assert!(verified(&world).is_whole());
    });
}

#[test]
fn a_history_written_anew_with_every_key_differs_from_what_was_kept() {
    on_each_database(|world| async move {
        let access = written(&world).await;
        let kept = access.checkpoints().await.unwrap();
        let other = World::migrated(&[MIGRATIONS]).await;
        fs::create_dir_all(other.folder.path().join("keys")).unwrap();
        for key in fs::read_dir(world.folder.path().join("keys")).unwrap() {
            let key = key.unwrap();
            fs::copy(key.path(), other.folder.path().join("keys").join(key.file_name())).unwrap();
        }
        let forged = fresh(&other).await;
        let grant = officers_grant(&forged).await;
        look(&forged, &grant, &[person(200)]).await;
        forged.checkpoint().await.unwrap();
        let new = forged.checkpoints().await.unwrap();
        assert!(new.iter().all(|new| kept.iter().all(|old| old.root != new.root)));
    });
}

fn check(receipts: &Path, more: &[&str]) -> (bool, String) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/receipts/check_receipt.py");
    let done = Command::new("python3").arg(script).arg(receipts).args(more).output();
    let done = done.expect("install python3: residents check their receipts with it");
    let said = String::from_utf8_lossy(&done.stdout) + String::from_utf8_lossy(&done.stderr);
    (done.status.success(), said.into_owned())
}

#[test]
fn a_resident_checks_receipts_with_a_script_that_shares_no_code_with_us() {
    on_each_database(|world| async move {
        let access = written(&world).await;
        let me = resident(&access, "resident", person(5)).await;
        let grant = access.grant_own(&me, Action::ReadsViewOwn).unwrap();
        let told = access.receipts_of(&grant, person(5)).await.unwrap();
        assert_eq!(told.receipts.len(), 2, "looked at twice");
        let text = serde_json::to_string(&told).unwrap();
        for other in [4_u8, 6] {
            assert!(!text.contains(&person(other).to_string()), "nobody else is in it");
        }
        let path = world.folder.path().join("receipts.json");
        fs::write(&path, &text).unwrap();
        let key = access.checkpoint_key();
        let (right, said) = check(&path, &[&key]);
        assert!(right && said.contains("2 receipts, 0 wrong"), "{said}");
        let (right, said) = check(&path, &["00".repeat(32).as_str()]);
        assert!(!right, "another key: {said}");
        for (from, to) in [
            ("\"registration\"", "\"own\""),
            ("name_masked", "name"),
            ("\"index\":", "\"index\":1"),
            ("Street office", "Street Office"),
            ("\"leaves\":", "\"leaves\":1"),
        ] {
            assert!(text.contains(from), "{from}");
            fs::write(&path, text.replacen(from, to, 1)).unwrap();
            let (right, said) = check(&path, &[&key]);
            assert!(!right, "{from} became {to}: {said}");
        }
        // Somebody who kept a checkpoint of another history is believed.
        fs::write(&path, &text).unwrap();
        let kept = world.folder.path().join("kept.jsonl");
        let mut other = told.receipts[0].checkpoint.clone();
        fs::write(&kept, serde_json::to_string(&other).unwrap()).unwrap();
        assert!(check(&path, &[&key, kept.to_str().unwrap()]).0);
        other.root = "11".repeat(32);
        fs::write(&kept, serde_json::to_string(&other).unwrap()).unwrap();
        assert!(!check(&path, &[&key, kept.to_str().unwrap()]).0);
    });
}

#[test]
fn the_operators_look_is_on_the_log_too() {
    on_each_database(|world| async move {
        let access = written(&world).await;
        let before = access.receipts_for_operator(person(5)).await.unwrap();
        let after = access.receipts_for_operator(person(5)).await.unwrap();
        assert_eq!(after.receipts.len(), before.receipts.len() + 1);
        assert_eq!(after.receipts.last().unwrap().line.action, "reads.audit");
    });
}
