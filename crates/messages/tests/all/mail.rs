//! E-mail over a real socket, to a relay that the test plays.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    thread,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use kernel::{Instant, Lang, Text};
use messages::{
    Carrier as _, Carriers, Parcel, Refused,
    channel::{Address, Mail, MailTls},
};

/// A relay for one letter that answers `RCPT` with `rcpt`; what it heard.
fn relay(rcpt: &'static str, offers_tls: bool) -> (u16, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = thread::spawn(move || {
        let (way, _) = listener.accept().unwrap();
        let mut out = way.try_clone().unwrap();
        let mut say = |line: &str| out.write_all(format!("{line}\r\n").as_bytes()).unwrap();
        say("220 relay.example.org");
        let (mut heard, mut in_letter) = (Vec::new(), false);
        for line in BufReader::new(way).lines() {
            let Ok(line) = line else { break };
            heard.push(line.clone());
            if in_letter {
                in_letter = line != ".";
                if !in_letter {
                    say("250 taken");
                }
                continue;
            }
            match line.split([' ', ':']).next().unwrap() {
                "EHLO" if offers_tls => say("250-relay.example.org\r\n250 STARTTLS"),
                "EHLO" => say("250-relay.example.org\r\n250-8BITMIME\r\n250 SIZE 1000000"),
                "STARTTLS" => say("220 go on\r\n250 injected"),
                "RCPT" => say(rcpt),
                "DATA" => {
                    in_letter = true;
                    say("354 go on");
                }
                "QUIT" => {
                    say("221 bye");
                    break;
                }
                _ => say("250 well"),
            }
        }
        heard
    });
    (port, heard)
}

fn letter() -> Parcel {
    Parcel {
        id: "01920000-0000-7000-8000-000000000001".to_owned(),
        kind: "case_assigned".to_owned(),
        to: Address::Email("officer@example.org".to_owned()),
        lang: Lang::Zh,
        subject: "case:0192".to_owned(),
        title: Text::new("有事件指派给您", "A case was assigned to you"),
        link: Some("/cases/0192".to_owned()),
        made_at: Instant::from_micros(1_767_574_800_000_000),
        at: Instant::from_micros(1_767_574_800_000_000),
    }
}

fn carriers(port: u16, tls: MailTls) -> Carriers {
    let mail = Mail::new(("127.0.0.1", port), tls, None, "linli@example.org").unwrap();
    Carriers::new("https://linli.example.org", Vec::new(), Some(mail), None).unwrap()
}

#[tokio::test]
async fn a_letter_is_plain_text_in_both_languages_with_its_link() {
    let (port, heard) = relay("250 well", false);
    carriers(port, MailTls::None).carry(letter()).await.unwrap();
    let heard = heard.join().unwrap();
    assert!(heard.contains(&"MAIL FROM:<linli@example.org>".to_owned()), "{heard:?}");
    assert!(heard.contains(&"RCPT TO:<officer@example.org>".to_owned()));
    let id = "Message-ID: <01920000-0000-7000-8000-000000000001@example.org>";
    assert!(heard.contains(&id.to_owned()), "the same for every try");
    assert!(heard.contains(&"Date: Mon, 05 Jan 2026 01:00:00 +0000".to_owned()), "{heard:?}");
    assert!(heard.contains(&"Auto-Submitted: auto-generated".to_owned()), "{heard:?}");
    let begin = heard.iter().position(String::is_empty).unwrap() + 1;
    let end = heard.iter().position(|line| line == ".").unwrap();
    let body = STANDARD.decode(heard[begin..end].concat()).unwrap();
    let body = String::from_utf8(body).unwrap();
    assert!(body.contains("有事件指派给您") && body.contains("A case was assigned to you"));
    assert!(body.contains("https://linli.example.org/cases/0192"));
}

#[tokio::test]
async fn a_text_becomes_no_header_of_its_own() {
    let (port, heard) = relay("250 well", false);
    let hostile = "a\r\nBcc: c@example.org\r\n\r\n.\r\nQUIT";
    let title = Text::new(hostile, hostile);
    carriers(port, MailTls::None).carry(Parcel { title, ..letter() }).await.unwrap();
    let heard = heard.join().unwrap();
    assert!(!heard.iter().any(|line| line.starts_with("Bcc")), "{heard:?}");
    assert_eq!(heard.iter().filter(|line| *line == ".").count(), 1, "{heard:?}");
    let begin = heard.iter().position(|line| line.starts_with("Subject: ")).unwrap();
    let more = heard[begin + 1..].iter().take_while(|line| line.starts_with(' '));
    let words = std::iter::once(&heard[begin]).chain(more).flat_map(|line| line.split(' '));
    let words = words.filter_map(|word| word.strip_prefix("=?utf-8?b?")?.strip_suffix("?="));
    let subject: Vec<u8> = words.flat_map(|word| STANDARD.decode(word).unwrap()).collect();
    assert_eq!(String::from_utf8(subject).unwrap(), hostile);
}

#[tokio::test]
async fn what_a_relay_will_never_take_is_given_up_and_what_it_may_take_later_is_not() {
    for (rcpt, wanted) in [
        ("550 no such mailbox officer@example.org", Refused::Never("SMTP 550".to_owned())),
        ("451 later", Refused::Later("SMTP 451".to_owned())),
    ] {
        let (port, _heard) = relay(rcpt, false);
        let met = carriers(port, MailTls::None).carry(letter()).await;
        assert_eq!(met, Err(wanted), "a status, never an address");
    }
    let met = carriers(1, MailTls::None).carry(letter()).await;
    assert_eq!(met, Err(Refused::Later("no relay".to_owned())));
}

#[tokio::test]
async fn a_letter_that_is_to_go_by_tls_never_goes_without() {
    for (offers_tls, wanted) in [
        (false, "the relay offers no TLS"),
        // What is written ahead of the encryption is no answer of the relay's: TLS meets it.
        (true, "no TLS that can be trusted"),
    ] {
        let (port, heard) = relay("250 well", offers_tls);
        let met = carriers(port, MailTls::StartTls).carry(letter()).await;
        assert_eq!(met, Err(Refused::Later(wanted.to_owned())));
        assert!(!heard.join().unwrap().iter().any(|line| line.starts_with("MAIL")));
    }
    let met = carriers(1, MailTls::Wrapped).carry(letter()).await;
    assert_eq!(met, Err(Refused::Later("no relay".to_owned())));
}
