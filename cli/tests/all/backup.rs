//! A backup from outside: it holds nothing readable, and comes back by the master key alone.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

use crate::{linli::Linli, shelf::fused};

const NAME: &str = "欧阳芳菲";
const CREATE: [&str; 7] =
    ["account", "create", "ouyang", "--name", NAME, "--role", "district_officer"];

/// What a synthetic mobile number begins with: a range that nobody has been given.
const MOBILE: &[u8] = b"129";

/// Everything that stands in the tables of a district as an identity number, and as a phone.
fn numbers_in(folder: &Path, found: &mut [BTreeSet<Vec<u8>>; 2]) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            numbers_in(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "csv") {
            let bytes = fs::read(&path).unwrap();
            for run in bytes.split(|byte| !byte.is_ascii_alphanumeric()) {
                if is_identity(run) {
                    found[0].insert(run.to_vec());
                } else if run.len() == 11 && run.starts_with(MOBILE) {
                    found[1].insert(run.to_vec());
                }
            }
        }
    }
}

/// Whether it is written as an identity number, with a birth date in it.
fn is_identity(run: &[u8]) -> bool {
    if run.len() != 18 || !run[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let number = |from: usize, to: usize| -> u32 {
        std::str::from_utf8(&run[from..to]).unwrap().parse().unwrap()
    };
    (1900..2027).contains(&number(6, 10)) && (1..13).contains(&number(10, 12))
}

/// How many of `known`, all of one length, stand in `bytes`, with no digit on either side.
fn held(bytes: &[u8], known: &BTreeSet<Vec<u8>>) -> usize {
    let length = known.first().unwrap().len();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    // One that begins with a digit, after none and before none: few enough to be looked up.
    let alone = |at: usize| {
        is_digit(at) && !at.checked_sub(1).is_some_and(is_digit) && !is_digit(at + length)
    };
    let windows = bytes.windows(length).enumerate();
    windows.filter(|(at, window)| alone(*at) && known.contains(*window)).count()
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

/// Gives a folder the master key of the installation, and nothing else.
fn master_key(linli: &Linli, folder: &str) {
    fs::create_dir_all(linli.path(folder).join("keys")).unwrap();
    let to = linli.path(folder).join("keys/master.key");
    fs::copy(linli.path(".linli/keys/master.key"), to).unwrap();
}

#[test]
fn a_backup_holds_nothing_readable_and_comes_back_by_the_master_key_alone() {
    let linli = fused();
    linli.run(&CREATE).done();
    let told = linli.run(&["backup", "out.linli", "--json"]).done().out;
    let told: Value = serde_json::from_str(&told).unwrap();
    assert!(told["files"].as_u64().unwrap() > 4, "{told}");
    linli.run(&["backup", "out.linli"]).refused(&["out.linli", "already"]);

    master_key(&linli, "restored");
    linli.run(&["--data", "restored", "restore", "out.linli"]).done();
    let database = fs::read(linli.path("restored/linli.db")).unwrap();
    let backup = fs::read(linli.path("out.linli")).unwrap();
    let mut known = [BTreeSet::new(), BTreeSet::new()];
    numbers_in(&linli.path("district"), &mut known);
    for (kind, known) in ["identity numbers", "phones"].into_iter().zip(&known) {
        assert!(known.len() > 20, "{kind} are in the tables");
        assert_eq!(held(&backup, known), 0, "{kind} in the backup");
        assert_eq!(held(&database, known), 0, "{kind} in the database, where they are sealed");
    }
    let master = fs::read_to_string(linli.path(".linli/keys/master.key")).unwrap();
    for words in [NAME, "ouyang", "CREATE TABLE", "sealing.json", master.trim()] {
        assert!(!holds(&backup, words), "{words}");
    }
    for words in [NAME, "ouyang", "CREATE TABLE"] {
        assert!(holds(&database, words), "what looks for {words} finds it where it stands");
    }

    let restored =
        |arguments: &[&str]| linli.run(&[&["--data", "restored"][..], arguments].concat());
    restored(&["audit", "verify"]).done();
    restored(&CREATE).refused(&["ouyang"]);
    restored(&["keys", "rotate"]).done();
    let resealed = restored(&["keys", "reseal", "--json"]).done().out;
    let resealed: Value = serde_json::from_str(&resealed).unwrap();
    assert!(resealed["sealed"].as_u64().unwrap() > 0, "its sealed values open: {resealed}");
    restored(&["restore", "out.linli"]).refused(&["already"]);

    let into = |folder: &str| linli.run(&["--data", folder, "restore", "out.linli"]);
    into("no-key").refused(&["master.key", "is missing"]);
    linli.run(&["--data", "other", "keys", "list"]).done();
    into("other").refused(&["another master key"]);
    master_key(&linli, "changed");
    let mut changed = backup;
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    linli.file("out.linli", &changed);
    into("changed").refused(&["changed after it was written"]);
}

#[cfg(unix)]
#[test]
fn a_dump_of_postgresql_is_sealed_on_its_way_and_no_password_is_an_argument() {
    use std::os::unix::fs::PermissionsExt as _;

    let linli = Linli::new();
    linli.run(&["keys", "list"]).done();
    let dump = format!("test \"$PGPASSWORD\" = 's@cret' && echo \"$*\" >dumped && echo {NAME}");
    let restore = "echo \"$*\" >restored.arguments && cat >restored.dump".to_owned();
    for (name, script) in [("pg_dump", dump), ("pg_restore", restore)] {
        let path = linli.file(&format!("bin/{name}"), format!("#!/bin/sh\n{script}\n"));
        fs::set_permissions(path, fs::Permissions::from_mode(0o700)).unwrap();
    }
    let path = format!("{}:{}", linli.path("bin").display(), std::env::var("PATH").unwrap());
    let run = |arguments: &[&str]| {
        let mut command = linli.command(arguments);
        command.env("PATH", &path).env("LINLI_DATABASE_URL", "postgres://linli:s%40cret@db/linli");
        crate::linli::Answer::of(&command.output().unwrap())
    };
    run(&["backup", "out.linli"]).done();
    let arguments = fs::read_to_string(linli.path("dumped")).unwrap();
    assert!(arguments.contains("--dbname=postgres://linli@db/linli"), "{arguments}");
    assert!(!arguments.contains("cret"), "{arguments}");
    let mode = fs::metadata(linli.path("out.linli")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(!holds(&fs::read(linli.path("out.linli")).unwrap(), NAME));

    master_key(&linli, "restored");
    linli.run(&["--data", "restored", "restore", "out.linli"]).refused(&["PostgreSQL"]);
    master_key(&linli, "again");
    run(&["--data", "again", "restore", "out.linli"]).done();
    let dump = fs::read_to_string(linli.path("restored.dump")).unwrap();
    assert_eq!(dump.trim(), NAME);

    linli.file("bin/pg_dump", "#!/bin/sh\necho half; exit 1\n");
    run(&["backup", "half.linli"]).refused(&["pg_dump did not write"]);
    assert!(!linli.exists("half.linli") && !linli.exists("half.partial"));
}
