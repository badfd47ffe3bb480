#![doc = include_str!("../README.md")]

mod broadcast;
mod catalogue;
pub mod channel;
mod choices;
mod contacts;
mod deliver;
mod error;
mod follow;
mod hooks;
mod message;
mod messages;
mod push;
mod push_deliver;
mod quiet;
mod store;

pub use broadcast::{Broadcast, BroadcastId, BroadcastKind, BroadcastMark, NewBroadcast};
pub use catalogue::{Catalogue, Kind};
pub use channel::{Carrier, Carriers, Parcel, Refused};
pub use choices::{Choice, Choices};
pub use contacts::Contact;
pub use deliver::{DELAYS_S, DeadLetter};
pub use error::{Error, Result};
pub use follow::Teller;
pub use hooks::{Hook, HookSecret};
pub use message::{Channel, Message, MessageId, MessageMark, NewMessage};
pub use messages::{Messages, Page};
pub use push::{NewPushDevice, News, PushDevice, PushDeviceId, PushDeviceMark};
pub use quiet::Quiet;

/// The schema of messages.
pub const MIGRATIONS: &[database::Migration] = &[
    database::Migration {
        name: "20261129_0200_messages",
        sql: include_str!("migrations/20261129_0200_messages.sql"),
    },
    database::Migration {
        name: "20261129_2010_push",
        sql: include_str!("migrations/20261129_2010_push.sql"),
    },
    database::Migration {
        name: "20261130_0100_broadcast",
        sql: include_str!("migrations/20261130_0100_broadcast.sql"),
    },
];

/// What messages keep sealed, for the job that seals it again under a new key.
pub const SEALED: &[access::SealedTable] = &[
    access::SealedTable {
        table: "message_contact",
        key: (&["channel"], "account_id"),
        sealed: "sealed",
        place: access::SealedPlace::Fixed(store::contacts::PLACE),
    },
    access::SealedTable {
        table: "message_hook",
        key: (&[], "account_id"),
        sealed: "secret",
        place: access::SealedPlace::Fixed(store::hooks::PLACE),
    },
    access::SealedTable {
        table: "message_push",
        key: (&[], "id"),
        sealed: "endpoint",
        place: access::SealedPlace::Fixed(store::push::PLACE),
    },
];
