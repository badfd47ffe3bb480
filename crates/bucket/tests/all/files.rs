//! Files by what is in them, and small objects that change at once.

use std::{fs, path::Path};

use bucket::{Bucket, BucketError, Cache, Mark};

use crate::server::S3;

fn open(s3: &S3) -> Bucket {
    Bucket::open("s3://district/lake", s3.environment()).unwrap()
}

/// Bytes that do not repeat within a piece.
fn write(path: &Path, length: u32) {
    let bytes: Vec<u8> =
        (0..length).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    fs::write(path, bytes).unwrap();
}

#[test]
fn files_come_back_as_they_went_short_long_and_empty() {
    let Some(s3) = S3::start() else { return };
    let (bucket, folder) = (open(&s3), tempfile::tempdir().unwrap());
    let path = |name: &str| folder.path().join(name);
    // The last takes three pieces.
    let files = [("empty", 0), ("short", 1_000), ("long", 5 << 20)].map(|(name, length)| {
        write(&path(name), length);
        path(name)
    });
    let marks = bucket.keep_all("files", &files).unwrap();
    assert_eq!(bucket.keep("files", &files[2]).unwrap(), marks[2]);
    for (file, mark) in files.iter().zip(&marks) {
        assert_eq!(*mark, Mark::of(file).unwrap());
        bucket.fetch("files", mark, &path("back")).unwrap();
        assert!(fs::read(file).unwrap() == fs::read(path("back")).unwrap(), "{}", file.display());
    }
    let listed = bucket.list("files").unwrap();
    assert_eq!(listed.len(), 3);
    assert!(listed.iter().any(|one| one.name == format!("files/{}", marks[2].blake3)));
    bucket.clear("files").unwrap();
    assert!(bucket.list("files").unwrap().is_empty() && s3.objects().is_empty());
    bucket.remove(vec!["files/gone".to_owned()]).unwrap();
    let missing = bucket.fetch("files", &marks[1], &path("none")).unwrap_err();
    assert!(matches!(missing, BucketError::Missing { .. }), "{missing}");
    assert!(!path("none").exists() && !path("none.partial").exists());
}

#[test]
fn what_is_not_what_its_name_says_is_not_read() {
    let Some(s3) = S3::start() else { return };
    let (bucket, folder) = (open(&s3), tempfile::tempdir().unwrap());
    let file = folder.path().join("file");
    write(&file, 1_000);
    let mark = bucket.keep("files", &file).unwrap();
    let cache = Cache::open(&folder.path().join("cache"), 1 << 20).unwrap();
    let cached = cache.file(&bucket, "files", &mark).unwrap();
    assert_eq!((Mark::of(&cached).unwrap(), cache.fetched()), (mark.clone(), 4_000));

    let behind = s3.behind(&format!("lake/files/{}", mark.blake3));
    let mut bytes = fs::read(&behind).unwrap();
    bytes[7] ^= 1;
    fs::write(&behind, &bytes).unwrap();
    let to = folder.path().join("back");
    let changed = bucket.fetch("files", &mark, &to).unwrap_err();
    assert!(matches!(changed, BucketError::Changed { .. }) && !to.exists(), "{changed}");
    // The copy on the disk is still the right one, also for a program that begins anew.
    let again = Cache::open(&folder.path().join("cache"), 1 << 20).unwrap();
    assert_eq!(again.file(&bucket, "files", &mark).unwrap(), cached);
    assert_eq!(again.fetched(), 0);
    // One that was spoiled on the disk is fetched anew.
    bytes[7] ^= 1;
    fs::write(&behind, &bytes).unwrap();
    fs::write(&cached, "spoiled").unwrap();
    let third = Cache::open(&folder.path().join("cache"), 1 << 20).unwrap();
    assert_eq!(Mark::of(&third.file(&bucket, "files", &mark).unwrap()).unwrap(), mark);
    let no_name = Mark { bytes: 3, blake3: "../../lock".to_owned() };
    assert!(third.file(&bucket, "files", &no_name).is_err());
}

#[test]
fn a_cache_keeps_to_its_size() {
    let Some(s3) = S3::start() else { return };
    let (bucket, folder) = (open(&s3), tempfile::tempdir().unwrap());
    let cache = Cache::open(&folder.path().join("cache"), 9_000).unwrap();
    let mut last = None;
    for length in [1_000, 1_001, 1_002, 1_003] {
        let file = folder.path().join("file");
        write(&file, length);
        let mark = bucket.keep("files", &file).unwrap();
        last = Some(cache.file(&bucket, "files", &mark).unwrap());
    }
    let left: Vec<_> = fs::read_dir(folder.path().join("cache")).unwrap().collect();
    assert!(left.len() == 2 && last.unwrap().exists(), "{left:?}");
}

#[test]
fn a_small_object_is_written_once_or_over_what_was_read() {
    let Some(s3) = S3::start() else { return };
    let bucket = open(&s3);
    assert!(bucket.get("lock.json").unwrap().is_none());
    assert!(bucket.create("lock.json", b"one".to_vec()).unwrap());
    assert!(!bucket.create("lock.json", b"two".to_vec()).unwrap());
    // The same once more: an answer was lost on the way and the request was sent again.
    assert!(bucket.create("lock.json", b"one".to_vec()).unwrap());
    let (found, version) = bucket.get("lock.json").unwrap().unwrap();
    assert_eq!(found, b"one");
    assert!(bucket.replace("lock.json", b"two".to_vec(), version.clone()).unwrap());
    assert!(!bucket.replace("lock.json", b"three".to_vec(), version).unwrap());
    assert_eq!(bucket.get("lock.json").unwrap().unwrap().0, b"two");
    bucket.write("lock.json", b"four".to_vec()).unwrap();
    assert_eq!(bucket.get("lock.json").unwrap().unwrap().0, b"four");
}
