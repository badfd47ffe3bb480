//! A message: to an account, about something, in both languages.

use std::collections::BTreeMap;

use access::Account;
use kernel::{Entity, Id, Instant, Text};

/// Marks the ids of messages.
#[derive(Clone, Copy, Debug)]
pub struct MessageMark;

impl Entity for MessageMark {
    const NAME: &'static str = "message";
}

/// The id of a message: also what a receiver knows it by when it comes twice.
pub type MessageId = Id<MessageMark>;

/// A way to reach somebody outside the app. The app itself keeps every message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// An e-mail to the account's confirmed address.
    Email,
    /// A text message to its confirmed number, through the gateway of the installation.
    Sms,
    /// A signed POST to the account's webhook.
    Webhook,
    /// A push without content to each browser that the account named; the browser asks us what is new.
    Push,
}

impl Channel {
    /// Every one.
    pub const ALL: &[Self] = &[Self::Email, Self::Sms, Self::Push, Self::Webhook];

    /// Its name in the store and in interfaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Webhook => "webhook",
            Self::Push => "push",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|channel| channel.name() == name)
    }

    /// Whether it may wake somebody, so that quiet hours hold it back.
    #[must_use]
    pub const fn wakes(self) -> bool {
        !matches!(self, Self::Webhook)
    }
}

/// Something to be told. Values are references and names of things, never of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMessage {
    /// To whom.
    pub to: Id<Account>,
    /// The kind, as the catalogue names it.
    pub kind: &'static str,
    /// What it is about, as `kind:id`; the id fills `{id}` of the kind's link.
    pub subject: String,
    /// What fills the text.
    pub values: BTreeMap<&'static str, Text>,
    /// What caused it, such as the change of the feed. One cause tells one reader of one kind once.
    pub cause: String,
}

/// A message as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// To whom.
    pub to: Id<Account>,
    /// The kind.
    pub kind: String,
    /// What it is about, as `kind:id`.
    pub subject: String,
    /// The page of the console where it can be acted on.
    pub link: String,
    /// Whether it does not wait for the end of quiet hours.
    pub urgent: bool,
    /// What goes over every channel.
    pub title: Text,
    /// What its reader sees.
    pub text: Text,
    /// When it was made.
    pub made_at: Instant,
    /// When it was seen; none until then.
    pub seen_at: Option<Instant>,
}
