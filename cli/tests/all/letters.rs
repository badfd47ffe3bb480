//! `linli cases receive`: a letter by e-mail becomes a case once, or waits for a person.

use std::fs;

use serde_json::{Value, json};

use crate::{cases::holds, shelf::houses};

fn letter(id: &str, subject: &str, headers: &str, text: &str) -> String {
    format!(
        "From: Wang <wang@example.org>\r\nMessage-ID: <{id}@example.org>\r\nSubject: {subject}\r\n\
        MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n{headers}\r\n{text}\r\n"
    )
}

fn told(out: &str) -> Value {
    serde_json::from_str(out).unwrap()
}

#[test]
fn a_letter_becomes_a_case_once_and_its_sender_is_sealed() {
    let linli = houses();
    let receive = ["cases", "receive", "--json"];
    let leak = letter("1", "水管漏水", "", "Address: 2 Elm Street\r\nwang@example.org");
    let first = told(&linli.feed(&receive, &leak).done().out);
    assert_eq!(first["opened"].as_array().unwrap().len(), 1, "{first}");
    let again = told(&linli.feed(&receive, &leak).done().out);
    assert_eq!((&again["opened"], &again["again"]), (&json!([]), &json!(1)), "{again}");
    // Nobody can say where: a person is to.
    let nowhere = letter("2", "水管漏水", "", "9 Nowhere Road");
    for (inbox, before) in [(1, 0), (0, 1)] {
        let waits = told(&linli.feed(&receive, &nowhere).done().out);
        assert_eq!((&waits["inbox"], &waits["again"]), (&json!(inbox), &json!(before)), "{waits}");
    }
    // The letters themselves lie beside the installation, not in it.
    assert!(!holds(&linli.path(".linli"), "wang@example.org"), "the sender is on the disk");
}

#[test]
fn a_mail_server_is_told_what_to_try_again_and_what_never() {
    let linli = houses();
    let replied = letter("3", "away", "Auto-Submitted: auto-replied\r\n", "I am away");
    let never = linli.feed(&["cases", "receive"], &replied);
    assert_eq!(never.code, 65, "{}", never.err);
    assert!(never.err.contains("Automatic replies"), "{}", never.err);
    // There is no register yet: the letter is to come again.
    let later = linli.feed(&["cases", "receive", "--data", "empty"], &replied);
    assert_eq!(later.code, 75, "{}", later.err);
}

#[test]
fn letters_of_a_maildir_are_moved_once_they_were_taken_or_refused() {
    let linli = houses();
    linli.file("mail/new/1.host", letter("4", "水管漏水", "", "2 Elm Street"));
    linli.file("mail/new/2.host", letter("5", "offer", "Precedence: bulk\r\n", "buy"));
    let report = told(&linli.run(&["cases", "receive", "--maildir", "mail", "--json"]).done().out);
    assert_eq!(report["opened"].as_array().unwrap().len(), 1, "{report}");
    assert_eq!(report["refusals"], json!([["2.host", "bulk"]]));
    assert_eq!(fs::read_dir(linli.path("mail/new")).unwrap().count(), 0);
    assert!(linli.exists("mail/cur/1.host:2,S") && linli.exists("mail/cur/2.host:2,S"));
    let empty = told(&linli.run(&["cases", "receive", "--maildir", "mail", "--json"]).done().out);
    assert_eq!(empty["letters"], json!(0), "{empty}");
}
