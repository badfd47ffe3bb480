//! E-mail: a letter of plain text, handed to the installation's relay.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::DateTime;

use super::{
    Parcel, Refused,
    address::is_mailbox,
    smtp::{Relay, Replied},
};

/// How the way to the relay is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailTls {
    /// It begins in the clear and turns to TLS, or is broken off.
    StartTls,
    /// TLS from the first byte.
    Wrapped,
    /// Not at all: a relay on this machine or its own network.
    None,
}

/// The relay, and who writes.
#[derive(Clone)]
pub struct Mail {
    relay: Relay,
    from: String,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail").finish_non_exhaustive()
    }
}

/// Characters of a line of base64, by RFC 2045.
const LINE: usize = 76;
/// Bytes that one encoded word of a subject holds: 60 characters, with its frame 72 of the 75 allowed.
const WORD: usize = 45;

impl Mail {
    /// The relay at `host` and `port`; `sign_in` is a name and a password where it asks for them.
    ///
    /// # Errors
    /// What is wrong with the sender's address, or with signing in.
    pub fn new(
        (host, port): (&str, u16),
        tls: MailTls,
        sign_in: Option<(&str, &str)>,
        from: &str,
    ) -> Result<Self, String> {
        if !is_mailbox(from) {
            return Err("the sender is no e-mail address".to_owned());
        }
        if tls == MailTls::None && sign_in.is_some() {
            return Err("a password is not sent in the clear: set `mail_tls`".to_owned());
        }
        let sign_in = sign_in.map(|(name, password)| (name.to_owned(), password.to_owned()));
        let relay = Relay { host: host.to_owned(), port, tls, sign_in };
        Ok(Self { relay, from: from.to_owned() })
    }

    /// Hands a letter to the relay, on a thread of its own.
    pub(crate) async fn send(
        self,
        to: String,
        parcel: &Parcel,
        link: Option<&str>,
    ) -> Result<(), Refused> {
        if !is_mailbox(&to) {
            return Err(Refused::Never("no e-mail address".to_owned()));
        }
        let letter = self.letter(&to, parcel, link);
        let sent = tokio::task::spawn_blocking(move || self.relay.hand(&self.from, &to, &letter));
        let sent = sent.await.map_err(|_| Refused::Later("broken off".to_owned()))?;
        sent.map_err(|met| match met {
            // RFC 5321: what begins with 5 will not be taken however often it is tried.
            Replied::Code(code @ 500..=599) => Refused::Never(format!("SMTP {code}")),
            Replied::Code(code) => Refused::Later(format!("SMTP {code}")),
            Replied::Broken(what) => Refused::Later(what.to_owned()),
        })
    }

    /// Both languages, the reader's own in the subject. The id is the same for every try, by which a mailbox
    /// knows a letter that comes twice.
    fn letter(&self, to: &str, parcel: &Parcel, link: Option<&str>) -> String {
        let domain = self.from.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
        let seconds = parcel.made_at.micros().div_euclid(1_000_000);
        let date = DateTime::from_timestamp(seconds, 0).unwrap_or_default().to_rfc2822();
        let link = link.map(|link| format!("\n{link}\n")).unwrap_or_default();
        let body =
            format!("{}\n{}\n{link}", parcel.title.zh, parcel.title.en).replace('\n', "\r\n");
        let body = STANDARD.encode(body);
        let lines: Vec<&str> = body
            .as_bytes()
            .chunks(LINE)
            .map(|line| std::str::from_utf8(line).unwrap_or_default())
            .collect();
        [
            format!("From: <{}>", self.from),
            format!("To: <{to}>"),
            format!("Subject: {}", encoded(parcel.title.in_lang(parcel.lang))),
            format!("Date: {date}"),
            format!("Message-ID: <{}@{domain}>", parcel.id),
            "Auto-Submitted: auto-generated".to_owned(),
            "MIME-Version: 1.0".to_owned(),
            "Content-Type: text/plain; charset=utf-8".to_owned(),
            "Content-Transfer-Encoding: base64".to_owned(),
            String::new(),
            lines.join("\r\n"),
        ]
        .join("\r\n")
    }
}

/// A text as encoded words (RFC 2047), broken between characters.
fn encoded(text: &str) -> String {
    let mut words: Vec<String> = vec![String::new()];
    for c in text.chars() {
        let full = words.last().is_none_or(|word| word.len() + c.len_utf8() > WORD);
        if full {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(c);
        }
    }
    let words = words.iter().map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word)));
    words.collect::<Vec<_>>().join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_encoded_in_words_that_can_be_read_one_by_one() {
        let text = "有人为您的账号申请恢复登录，如果不是您本人要求的，请马上联系另一名管理员";
        let written = encoded(text);
        let word = |word: &str| {
            let inner = word.trim().strip_prefix("=?utf-8?B?").unwrap().strip_suffix("?=").unwrap();
            assert!(word.trim().len() <= 75);
            String::from_utf8(STANDARD.decode(inner).unwrap()).unwrap()
        };
        assert!(written.lines().count() > 1);
        assert_eq!(written.lines().map(word).collect::<String>(), text);
    }

    #[test]
    fn a_password_never_goes_in_the_clear() {
        let relay = ("relay.example.org", 25);
        assert!(Mail::new(relay, MailTls::None, Some(("a", "b")), "linli@example.org").is_err());
        assert!(Mail::new(relay, MailTls::None, None, "nobody").is_err());
        assert!(Mail::new(relay, MailTls::StartTls, Some(("a", "b")), "linli@example.org").is_ok());
    }
}
