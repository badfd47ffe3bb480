//! Checkpoints for third parties, receipts for residents.

use kernel::{Id, Text};
use serde::Serialize;

use crate::{
    Access, Action, Basis, Checkpoint, Error, Field, FieldSet, Grant, Person, Purpose, Receipt,
    Role, Undisclosed,
    keys::hex,
    read_log::{Entry, Event, Read, checkpoints, public_key, receipts},
};

/// Everything that the log says of one person, provable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Receipts {
    /// The public key (Ed25519) of the checkpoints.
    pub key: String,
    /// One a line.
    pub receipts: Vec<Receipt>,
}

impl Access {
    /// The public key that checkpoints are signed with: publish it where
    /// nobody can change it unseen.
    #[must_use]
    pub fn checkpoint_key(&self) -> String {
        hex(&public_key(&self.checkpoint_key))
    }

    /// Makes a checkpoint of every segment that has grown; how many. The
    /// server does so every minute.
    pub async fn checkpoint(&self) -> Result<u64, Error> {
        let (checkpointer, log) = (self.checkpointer.clone(), self.log.folder().to_owned());
        let (log_key, secret, now) = (self.log_key, self.checkpoint_key, self.now());
        let run = move || checkpointer.run(&log, &log_key, &secret, now);
        self.blocking(run).await
    }

    /// Every checkpoint there is: nothing in them is about anybody.
    pub async fn checkpoints(&self) -> Result<Vec<Checkpoint>, Error> {
        let log = self.log.folder().to_owned();
        self.blocking(move || checkpoints(&log)).await
    }

    /// Receipts for all that the log says of `person`. The look is a read too,
    /// and is on the log (and in its receipts the next time) before it returns.
    pub async fn receipts_of(&self, grant: &Grant, person: Id<Person>) -> Result<Receipts, Error> {
        if !matches!(grant.action(), Action::ReadsAudit | Action::ReadsViewOwn) {
            return Err(Error::OutsideGrant);
        }
        let found = self.receipts(person).await?;
        let shut = Undisclosed::new(found, vec![person], FieldSet::of(&[Field::Reads]));
        self.disclose(grant, shut).await
    }

    /// As [`Access::receipts_of`], for whoever runs commands on the machine
    /// itself. The look is on the log under the operator's name.
    pub async fn receipts_for_operator(&self, person: Id<Person>) -> Result<Receipts, Error> {
        let found = self.receipts(person).await?;
        let read = Read {
            grant: self.ids.next(),
            account: Id::from_bytes([0; 16]),
            role: Role::Administrator,
            office: Text::new("系统运维人员（本机命令）", "Operator of the machine, by command"),
            action: Action::ReadsAudit,
            purpose: Purpose::Audit,
            basis: Basis::Reason("linli audit prove".to_owned()),
            fields: FieldSet::of(&[Field::Reads]).bits(),
            own: false,
        };
        let entry = Entry { at: self.now(), event: Event::Read(read), subjects: vec![person] };
        self.log.append(&entry).await?;
        Ok(found)
    }

    async fn receipts(&self, person: Id<Person>) -> Result<Receipts, Error> {
        self.checkpoint().await?;
        let (log, key) = (self.log.folder().to_owned(), self.log_key);
        let receipts = self.blocking(move || receipts(&log, &key, person)).await?;
        Ok(Receipts { key: self.checkpoint_key(), receipts })
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        let done = tokio::task::spawn_blocking(work).await.map_err(|_| Error::Task)?;
        done.map_err(|source| Error::Log { path: self.log.folder().to_owned(), source })
    }
}
