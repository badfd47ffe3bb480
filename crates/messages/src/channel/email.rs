//! E-mail: a letter of plain text, handed to the installation's relay.

use std::{
    fmt,
    time::{Duration, SystemTime},
};

use lettre::{
    Address, Message,
    message::{
        Mailbox, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::{
        authentication::Credentials,
        client::{CertificateStore, Tls, TlsParameters},
    },
};

use super::{Parcel, Refused, address::is_mailbox, smtp::Relay};

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
    from: Address,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail").finish_non_exhaustive()
    }
}

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
        let from = mailbox(from).ok_or("the sender is no e-mail address")?;
        if tls == MailTls::None && sign_in.is_some() {
            return Err("a password is not sent in the clear: set `mail_tls`".to_owned());
        }
        let trusted = || {
            let trusted = TlsParameters::builder(host.to_owned());
            let trusted = trusted.certificate_store(CertificateStore::WebpkiRoots).build();
            trusted.map_err(|_| "the relay has no name that TLS could trust".to_owned())
        };
        let tls = match tls {
            MailTls::StartTls => Tls::Required(trusted()?),
            MailTls::Wrapped => Tls::Wrapper(trusted()?),
            MailTls::None => Tls::None,
        };
        let sign_in =
            sign_in.map(|(name, password)| Credentials::new(name.to_owned(), password.to_owned()));
        let relay = Relay { host: host.to_owned(), port, tls, sign_in };
        Ok(Self { relay, from })
    }

    /// Hands a letter to the relay.
    pub(crate) async fn send(
        self,
        to: &str,
        parcel: &Parcel,
        link: Option<&str>,
    ) -> Result<(), Refused> {
        let to = mailbox(to).ok_or_else(|| Refused::Never("no e-mail address".to_owned()))?;
        let letter = self.letter(to.clone(), parcel, link);
        let letter = letter.map_err(|_| Refused::Never("no letter".to_owned()))?;
        self.relay.hand(self.from, to, &letter.formatted()).await
    }

    /// Both languages, the reader's own in the subject. The id is the same for every try, by which a mailbox
    /// knows a letter that comes twice.
    fn letter(
        &self,
        to: Address,
        parcel: &Parcel,
        link: Option<&str>,
    ) -> Result<Message, Box<dyn std::error::Error>> {
        let micros = u64::try_from(parcel.made_at.micros())?;
        let link = link.map(|link| format!("\n{link}\n")).unwrap_or_default();
        let body = format!("{}\n{}\n{link}", parcel.title.zh, parcel.title.en);
        let by_machine = HeaderName::new_from_ascii_str("Auto-Submitted");
        let letter = Message::builder()
            .from(Mailbox::new(None, self.from.clone()))
            .to(Mailbox::new(None, to))
            .subject(parcel.title.in_lang(parcel.lang))
            .date(SystemTime::UNIX_EPOCH + Duration::from_micros(micros))
            .message_id(Some(format!("<{}@{}>", parcel.id, self.from.domain())))
            .raw_header(HeaderValue::new(by_machine, "auto-generated".to_owned()));
        let body = SinglePart::builder()
            .header(ContentType::TEXT_PLAIN)
            .header(ContentTransferEncoding::Base64)
            .body(body.replace('\n', "\r\n"));
        Ok(letter.singlepart(body)?)
    }
}

/// An address, where it is one that we write to.
fn mailbox(text: &str) -> Option<Address> {
    is_mailbox(text).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_never_goes_in_the_clear() {
        let relay = ("relay.example.org", 25);
        assert!(Mail::new(relay, MailTls::None, Some(("a", "b")), "linli@example.org").is_err());
        assert!(Mail::new(relay, MailTls::None, None, "nobody").is_err());
        assert!(Mail::new(relay, MailTls::StartTls, Some(("a", "b")), "linli@example.org").is_ok());
    }
}
