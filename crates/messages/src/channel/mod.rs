//! The ways out: what is carried where, and by what.

mod address;
mod email;
mod guarded;
mod reader;
mod signed;
mod smtp;
mod vapid;

use std::future::Future;

use access::PushKey;
use kernel::{Instant, Lang, Text};

pub use address::Address;
pub use email::{Mail, MailTls};
pub use reader::Reader;
pub use signed::{Signing, sign};

use guarded::{Poster, Push};
use signed::envelope;
use vapid::Vapid;

/// Something to be carried once.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// What the receiver knows it by when it comes twice.
    pub id: String,
    /// The kind of message.
    pub kind: String,
    /// Where to.
    pub to: Address,
    /// The reader's language.
    pub lang: Lang,
    /// What it is about, as `kind:id`; empty where it is about the address itself.
    pub subject: String,
    /// What is told.
    pub title: Text,
    /// The page of the console, from its root.
    pub link: Option<String>,
    /// When the message was made.
    pub made_at: Instant,
    /// When it is carried.
    pub at: Instant,
}

/// Why something was not carried. The texts say what was met and name no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Another try may do.
    #[error("{0}")]
    Later(String),
    /// Another try may do, after the seconds that the other side asks for.
    #[error("{0}")]
    Wait(String, u32),
    /// No try will do.
    #[error("{0}")]
    Never(String),
    /// The webhook or the browser's subscription is gone for good.
    #[error("gone")]
    Gone,
    /// The installation has no way to send this.
    #[error("not set up")]
    NotSetUp,
}

/// Carries parcels to the outside.
pub trait Carrier: Send + Sync {
    /// Carries one; `Ok` once the other side has taken it.
    fn carry(&self, parcel: Parcel) -> impl Future<Output = Result<(), Refused>> + Send;
}

/// The real ways out, as an installation has set them up.
#[derive(Clone, Debug)]
pub struct Carriers {
    poster: Poster,
    mail: Option<Mail>,
    gateway: Option<Address>,
    vapid: Option<Vapid>,
    console: String,
}

impl Carriers {
    /// `console` is how a browser reaches the installation, without a slash at the end; empty where that is not
    /// said, and then messages carry no link. Hosts in `allowed` may be private, and be reached without TLS.
    ///
    /// # Errors
    /// What is wrong with the gateway's address or secret.
    pub fn new(
        console: &str,
        allowed: Vec<String>,
        mail: Option<Mail>,
        gateway: Option<(&str, &str)>,
    ) -> Result<Self, String> {
        let gateway = match gateway {
            None => None,
            Some((url, secret)) => {
                Signing::of(secret).ok_or("the gateway's secret is not `whsec_` and base64")?;
                let url = Address::url(url).map_err(|problem| problem.en)?;
                Some(Address::Webhook { url, secret: secret.to_owned() })
            }
        };
        let console = console.trim_end_matches('/').to_owned();
        Ok(Self { poster: Poster::new(allowed), mail, gateway, vapid: None, console })
    }

    /// The same, with push by the services of the readers' browsers, which know the installation by `key` and may
    /// turn to `contact`: an address by https or a `mailto:`, or empty.
    #[must_use]
    pub fn with_push(self, key: PushKey, contact: String) -> Self {
        Self { vapid: Some(Vapid { key, contact }), ..self }
    }

    /// Whether this installation can send over a channel.
    #[must_use]
    pub const fn reaches(&self, channel: crate::Channel) -> bool {
        match channel {
            crate::Channel::Email => self.mail.is_some(),
            crate::Channel::Sms => self.gateway.is_some(),
            crate::Channel::Push => self.vapid.is_some(),
            crate::Channel::Webhook => true,
        }
    }

    fn link(&self, parcel: &Parcel) -> Option<String> {
        let link = parcel.link.as_ref().filter(|_| !self.console.is_empty())?;
        Some(format!("{}{link}", self.console))
    }
}

impl Carrier for Carriers {
    async fn carry(&self, parcel: Parcel) -> Result<(), Refused> {
        let link = self.link(&parcel);
        match &parcel.to {
            Address::Email(to) => {
                let mail = self.mail.clone().ok_or(Refused::NotSetUp)?;
                mail.send(to, &parcel, link.as_deref()).await
            }
            Address::Sms(to) => {
                let Some(Address::Webhook { url, secret }) = &self.gateway else {
                    return Err(Refused::NotSetUp);
                };
                let title = parcel.title.in_lang(parcel.lang);
                let text = link.map_or_else(|| title.to_owned(), |link| format!("{title} {link}"));
                let data = serde_json::json!({ "to": to, "text": text });
                self.poster.post(url, secret, envelope("sms", &parcel, &data)).await
            }
            Address::Webhook { url, secret } => {
                let data = serde_json::json!({
                    "id": parcel.id, "subject": parcel.subject, "link": link,
                    "title": { "zh": parcel.title.zh, "en": parcel.title.en },
                });
                self.poster.post(url, secret, envelope(&parcel.kind, &parcel, &data)).await
            }
            Address::Push { endpoint, urgent } => {
                let vapid = self.vapid.as_ref().ok_or(Refused::NotSetUp)?;
                let shown = vapid.authorization(endpoint, parcel.at);
                let authorization = shown.ok_or_else(|| Refused::Later("not signed".to_owned()))?;
                let (endpoint, urgent) = (endpoint.clone(), *urgent);
                self.poster.push(Push { endpoint, authorization, urgent }).await
            }
        }
    }
}
