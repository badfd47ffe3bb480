//! The log after crashes, changes and the passing of time.

use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    path::PathBuf,
};

use super::*;

fn segments(world: &World) -> Vec<PathBuf> {
    let chains = fs::read_dir(world.folder.path().join("reads")).unwrap();
    let files = chains.flat_map(|chain| fs::read_dir(chain.unwrap().path()).unwrap());
    let mut found: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|end| end == "reads"));
    found.sort();
    found
}

/// A log of `looks` entries, closed.
async fn written(world: &World, looks: u8) {
    let access = fresh(world).await;
    let grant = officers_grant(&access).await;
    for number in 0..looks {
        look(&access, &grant, &[person(number), person(number + 1)]).await;
    }
    closed(access);
}

/// Drops the log and waits until its thread has let go of the chain.
fn closed(access: Arc<Access>) {
    let folder = access.data().join("reads");
    drop(access);
    for chain in fs::read_dir(folder).unwrap() {
        let lock = fs::File::open(chain.unwrap().path().join("lock")).unwrap();
        lock.lock().unwrap();
    }
}

#[test]
fn every_cut_of_the_last_entry_is_seen_and_mended() {
    on_each_database(|world| async move {
        written(&world, 2).await;
        let path = segments(&world).pop().unwrap();
        let bytes = fs::read(&path).unwrap();
        let whole = crate::verify(world.folder.path(), &crate::KeySource::File).unwrap();
        assert!(whole.is_whole(), "{:?}", whole.findings);
        assert_eq!((whole.entries, whole.subjects), (2, 4));
        for cut in (1..=40).step_by(3) {
            fs::write(&path, &bytes[..bytes.len() - cut]).unwrap();
            let torn = crate::verify(world.folder.path(), &crate::KeySource::File).unwrap();
            assert_eq!(torn.findings.len(), 1, "cut by {cut}");
            assert_eq!(torn.findings[0].what, "the last entry is cut short");
            closed(Arc::new(open(&world)));
            let mended = crate::verify(world.folder.path(), &crate::KeySource::File).unwrap();
            assert!(mended.is_whole(), "cut by {cut}: {:?}", mended.findings);
            assert_eq!((mended.entries, mended.recovered), (2, 1));
        }
    });
}

#[test]
fn zeros_after_a_power_cut_are_cut_off() {
    on_each_database(|world| async move {
        written(&world, 2).await;
        let path = segments(&world).pop().unwrap();
        OpenOptions::new().append(true).open(&path).unwrap().write_all(&[0; 500]).unwrap();
        assert!(!crate::verify(world.folder.path(), &crate::KeySource::File).unwrap().is_whole());
        closed(Arc::new(open(&world)));
        let mended = crate::verify(world.folder.path(), &crate::KeySource::File).unwrap();
        assert!(mended.is_whole(), "{:?}", mended.findings);
        assert_eq!((mended.entries, mended.recovered), (3, 1));
    });
}

#[test]
fn a_flipped_byte_anywhere_is_found() {
    on_each_database(|world| async move {
        written(&world, 30).await;
        let paths = segments(&world);
        assert!(paths.len() > 2, "several segments");
        for path in [&paths[0], paths.last().unwrap()] {
            let bytes = fs::read(path).unwrap();
            for at in (0..bytes.len()).step_by(23) {
                let mut changed = bytes.clone();
                changed[at] ^= 0x20;
                fs::write(path, &changed).unwrap();
                let found = crate::verify(world.folder.path(), &crate::KeySource::File).unwrap();
                assert!(!found.is_whole(), "{} byte {at}", path.display());
            }
            fs::write(path, &bytes).unwrap();
        }
        assert!(crate::verify(world.folder.path(), &crate::KeySource::File).unwrap().is_whole());
    });
}

#[test]
fn a_damaged_chain_is_left_alone_and_a_new_one_begun() {
    on_each_database(|world| async move {
        written(&world, 2).await;
        let path = segments(&world).pop().unwrap();
        let mut bytes = fs::read(&path).unwrap();
        bytes[120] ^= 1;
        fs::write(&path, &bytes).unwrap();
        let access = open(&world);
        access.index_reads().await.unwrap();
        assert_eq!(fs::read(&path).unwrap(), bytes);
        let found = crate::verify(world.folder.path(), &crate::KeySource::File).unwrap();
        assert_eq!((found.chains, found.findings.len()), (2, 1));
    });
}

#[test]
fn entries_cut_off_cleanly_are_missed_by_the_database() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let grant = officers_grant(&access).await;
        look(&access, &grant, &[person(1)]).await;
        let path = segments(&world).pop().unwrap();
        let one = fs::read(&path).unwrap();
        look(&access, &grant, &[person(1)]).await;
        access.index_reads().await.unwrap();
        assert!(access.verify_reads().await.unwrap().is_whole());
        closed(access);
        fs::write(&path, &one).unwrap();
        // The chain by itself is whole again; the witness knows better.
        assert!(crate::verify(world.folder.path(), &crate::KeySource::File).unwrap().is_whole());
        let access = open(&world);
        let found = access.verify_reads().await.unwrap();
        assert_eq!(found.findings[0].what, "entries that the database remembers are gone");
    });
}

#[test]
fn two_processes_write_two_chains() {
    on_each_database(|world| async move {
        let first = fresh(&world).await;
        let second = open(&world);
        let grant = officers_grant(&first).await;
        look(&first, &grant, &[person(1)]).await;
        look(&second, &grant, &[person(1)]).await;
        let resident = resident(&first, "resident", person(1)).await;
        let own = first.grant_own(&resident, Action::ReadsViewOwn).unwrap();
        assert_eq!(first.reads_of(&own, person(1), false, 10, 0).await.unwrap().total, 2);
        let whole = first.verify_reads().await.unwrap();
        assert!(whole.is_whole(), "{:?}", whole.findings);
        assert_eq!(whole.chains, 2);
    });
}

#[test]
fn old_segments_go_and_their_roots_stay() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let grant = officers_grant(&access).await;
        for number in 0..20 {
            look(&access, &grant, &[person(number)]).await;
        }
        let before = segments(&world);
        world.clock.advance(settings().reads_kept_s + 1);
        look(&access, &grant, &[person(1)]).await;
        let dropped = access.drop_old_reads().await.unwrap();
        assert_eq!(dropped, before.len() as u64 - 1, "all but the open one");
        let whole = access.verify_reads().await.unwrap();
        assert!(whole.is_whole(), "{:?}", whole.findings);
        assert_eq!(whole.dropped, dropped);
        let resident = resident(&access, "resident", person(1)).await;
        let own = access.grant_own(&resident, Action::ReadsViewOwn).unwrap();
        assert_eq!(access.reads_of(&own, person(1), false, 10, 0).await.unwrap().total, 1);
        // A file that goes before its time leaves no lawful root.
        for number in 0..20 {
            look(&access, &grant, &[person(number)]).await;
        }
        let victim = &segments(&world)[1];
        fs::remove_file(victim).unwrap();
        let found = access.verify_reads().await.unwrap();
        assert_eq!(found.findings[0].what, "it is gone before its time");
    });
}
