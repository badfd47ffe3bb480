//! The keys of an installation from outside: files that others may read, and a script in a vault's place.

#![cfg(unix)]

use std::{fs, os::unix::fs::PermissionsExt as _};

use crate::linli::{Answer, Linli};

const KEY: &str = "5ea1ed5ea1ed5ea1ed5ea1ed5ea1ed5ea1ed5ea1ed5ea1ed5ea1ed5ea1ed5ea1";
const LIST: [&str; 5] = ["--data", "data", "keys", "list", "--json"];

/// A script that the configuration names as the command of the master key.
fn vault(linli: &Linli, script: &str) {
    let path = linli.file("vault.sh", format!("#!/bin/sh\n{script}\n"));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
}

/// `keys list` with the script as the only source of the master key.
fn asked(linli: &Linli, lang: &str, seconds: &str) -> Answer {
    let mut command = linli.command(&LIST[..4]);
    let words = format!("[\"{}\", \"token=s3cret\"]", linli.path("vault.sh").display());
    command.env("LINLI_KEYS_COMMAND", words).env("LINLI_KEYS_COMMAND_SECONDS", seconds);
    command.env("LINLI_LOG_LEVEL", "trace");
    Answer::of(&command.env("LC_ALL", lang).output().unwrap())
}

#[test]
fn a_vault_gives_the_master_key_and_no_key_lies_open() {
    let linli = Linli::new();
    vault(&linli, &format!("test \"$LINLI_KEY_ID\" = master && echo {KEY}"));
    let first = asked(&linli, "C", "20").done();
    assert!(first.out.contains("current"), "{}", first.out);
    assert_eq!(asked(&linli, "C", "20").done().out, first.out, "the same ring the next time");
    assert!(!first.err.contains(KEY) && !first.err.contains("s3cret"), "{}", first.err);
    assert!(!linli.exists("data/keys/master.key"));
    for name in ["token.key", "log.key", "checkpoint.key"] {
        let text = fs::read_to_string(linli.path("data/keys").join(name)).unwrap();
        assert!(text.starts_with("wrapped:"), "{name}: {text}");
    }
    vault(&linli, &format!("echo {}", KEY.replace('5', "6")));
    asked(&linli, "C", "20").refused(&["keys", "of this installation"]);
}

#[test]
fn a_vault_that_gives_no_key_is_told_in_both_languages_and_never_what_it_said() {
    let lines = format!("echo {KEY}; echo s3cret");
    let cases: [(&str, &str, &str, &str); 5] = [
        ("echo s3cret >&2; exit 3", "20", "gave no key", "没有给出密钥"),
        ("exec tail -f /dev/null", "1", "within 1 s", "1 秒内没有答复"),
        ("echo s3cret", "20", "6 characters", "6 个字符不是密钥"),
        (&lines, "20", "more than one line", "不止一行"),
        ("while echo s3cret; do :; done", "20", "more than 1024 bytes", "超过 1024 字节"),
    ];
    for (script, seconds, en, zh) in cases {
        let linli = Linli::new();
        vault(&linli, script);
        for (lang, words) in [("C", en), ("zh_CN.UTF-8", zh)] {
            let refused = asked(&linli, lang, seconds);
            let refused = refused.refused(&[words, "keys.command", "vault.sh"]);
            assert_eq!(refused.code, 1, "{script}");
            assert!(!refused.err.contains("s3cret") && !refused.out.contains("s3cret"), "{script}");
            assert!(!refused.err.contains(KEY), "{script}");
        }
        assert!(!linli.exists("data/keys/sealing.json"), "{script}: nothing was made without it");
    }
}

#[test]
fn a_key_file_that_others_may_read_is_refused() {
    let linli = Linli::new();
    linli.run(&LIST).done();
    let keys = linli.path("data/keys");
    assert_eq!(fs::metadata(&keys).unwrap().permissions().mode() & 0o777, 0o700);
    for name in ["master.key", "token.key", "log.key", "checkpoint.key", "sealing.json"] {
        let path = keys.join(name);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
        for mode in [0o640, 0o604] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            linli.run(&LIST).refused(&[name, "chmod 600"]);
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        linli.run(&LIST).done();
    }
}

#[test]
fn the_configuration_names_the_cipher_and_a_rotation_may_name_another() {
    let linli = Linli::new();
    let keys = |arguments: &[&str]| {
        let mut command = linli.command(&[&["--data", "data", "keys"][..], arguments].concat());
        command.env("LINLI_KEYS_CIPHER", "sm4-gcm");
        Answer::of(&command.output().unwrap()).done().out
    };
    assert_eq!(keys(&["list"]).trim(), "1  sm4-gcm   current");
    keys(&["rotate", "--cipher", "aes-gcm-siv"]);
    keys(&["rotate"]);
    let listed = keys(&["list"]);
    let ciphers: Vec<&str> =
        listed.lines().filter_map(|line| line.split_whitespace().nth(1)).collect();
    assert_eq!(ciphers, ["sm4-gcm", "aes-256-gcm-siv", "sm4-gcm"]);
}

#[test]
fn what_tokens_are_made_by_is_chosen_once() {
    let linli = Linli::new();
    let list = |tokens: &str| {
        let mut command = linli.command(&LIST);
        Answer::of(&command.env("LINLI_KEYS_TOKENS", tokens).output().unwrap())
    };
    list("hmac-sm3").done();
    list("blake3").refused(&["token.hash", "hmac-sm3", "keys.tokens"]);
    list("hmac-sm3").done();
    list("md5").refused(&["md5"]);
}
