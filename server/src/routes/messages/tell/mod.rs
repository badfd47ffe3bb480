//! Who is told of what happened: from changes of the feed to messages.

mod accounts;
mod cases;
mod declarations;
mod dwellings;
mod joints;
mod notices;
mod objections;
mod proxies;
mod ratings;

use std::{collections::BTreeMap, error::Error};

use access::Account;
use database::FeedEntry;
use kernel::{Id, Text};
use messages::{NewMessage, Teller};

use crate::AppState;

pub(crate) use accounts::tell_of_emergencies;

/// What can keep us from finding out; asked again later.
type Failure = Box<dyn Error + Send + Sync>;

/// Says whom changes of cases, accounts, declarations, notices, objections and ratings are told to.
pub(crate) struct Tell(pub(crate) AppState);

impl Tell {
    /// Topics of the feed that are followed.
    pub(crate) const TOPICS: [&'static str; 3] = ["cases", "access", "housing"];
}

impl Teller for Tell {
    async fn tell(&self, entry: &FeedEntry) -> Result<Vec<NewMessage>, Failure> {
        match entry.topic.as_str() {
            "cases" => cases::tell(&self.0, entry).await,
            "access" if entry.kind.starts_with("dwelling.") => {
                dwellings::tell(&self.0, entry).await
            }
            "access" if entry.kind.starts_with("proxy.") => proxies::tell(&self.0, entry).await,
            "access" => accounts::tell(&self.0, entry).await,
            "housing" if entry.kind.starts_with("notice.") => notices::tell(&self.0, entry).await,
            "housing" if entry.kind.starts_with("objection.") => {
                objections::tell(&self.0, entry).await
            }
            "housing" if entry.kind.starts_with("joint.") => joints::tell(&self.0, entry).await,
            "housing" if entry.kind.starts_with("rating.") => ratings::tell(&self.0, entry).await,
            "housing" => declarations::tell(&self.0, entry).await,
            _ => Ok(Vec::new()),
        }
    }
}

/// One message to each of `readers`, of what caused them all.
fn each(
    readers: impl IntoIterator<Item = Id<Account>>,
    kind: &'static str,
    subject: &str,
    values: &BTreeMap<&'static str, Text>,
    cause: &str,
) -> Vec<NewMessage> {
    let one = |to| NewMessage {
        to,
        kind,
        subject: subject.to_owned(),
        values: values.clone(),
        cause: cause.to_owned(),
    };
    readers.into_iter().map(one).collect()
}

/// What caused the messages of a change.
fn cause(entry: &FeedEntry) -> String {
    format!("{}:{}", entry.topic, entry.sequence)
}

/// The id in a subject such as `case:0192…`.
fn id_of<E: kernel::Entity>(entry: &FeedEntry) -> Option<Id<E>> {
    entry.subject.split_once(':')?.1.parse().ok()
}
