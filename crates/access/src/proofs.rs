//! Checkpoints for third parties, receipts for residents.

use kernel::{Id, Instant, Text};
use serde::Serialize;

use crate::{
    Access, Action, Basis, Checkpoint, Error, Field, FieldSet, Grant, Person, Purpose, Receipt,
    Role, Undisclosed,
    keys::hex,
    read_log::{Entry, Event, Read, checkpoints, latest, public_key, receipts},
    store::reads as store,
};

/// Reads of a person that one answer proves.
pub const PROVEN: u32 = 100;

/// What the log says of one person, provable.
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

    /// The latest checkpoints, `limit` of each chain at most.
    pub async fn latest_checkpoints(&self, limit: usize) -> Result<Vec<Checkpoint>, Error> {
        let log = self.log.folder().to_owned();
        self.blocking(move || latest(&log, limit)).await
    }

    /// Receipts for the latest reads of `person`, [`PROVEN`] at least where there
    /// are as many. The look is a read too, and is on the log (and in its
    /// receipts the next time) before it returns.
    pub async fn receipts_of(&self, grant: &Grant, person: Id<Person>) -> Result<Receipts, Error> {
        if !matches!(grant.action(), Action::ReadsAudit | Action::ReadsViewOwn) {
            return Err(Error::OutsideGrant);
        }
        let found = self.receipts(person, PROVEN, self.told_by(grant)).await?;
        let shut = Undisclosed::new(found, vec![person], FieldSet::of(&[Field::Reads]));
        self.disclose(grant, shut).await
    }

    /// Receipts for all that the log says of `person`, for whoever runs commands on the machine
    /// itself. The look is on the log under the operator's name.
    pub async fn receipts_for_operator(&self, person: Id<Person>) -> Result<Receipts, Error> {
        // Whoever runs the machine has the log itself.
        let found = self.receipts(person, u32::MAX, Instant::from_micros(i64::MAX)).await?;
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
            delay: None,
        };
        let entry = Entry { at: self.now(), event: Event::Read(read), subjects: vec![person] };
        self.log.append(&entry).await?;
        Ok(found)
    }

    /// Of what the person is told by a moment.
    async fn receipts(
        &self,
        person: Id<Person>,
        limit: u32,
        told_by: Instant,
    ) -> Result<Receipts, Error> {
        // One at a time: a segment is read whole for its lines' ways to the root.
        let _turn = self.proving.lock().await;
        self.index_reads().await?;
        self.checkpoint().await?;
        let (reads, _) = store::of_person(&self.database, person, true, told_by, limit, 0).await?;
        let times: Vec<Instant> = reads.iter().map(|read| read.at).collect();
        let (log, key) = (self.log.folder().to_owned(), self.log_key);
        let checkpointer = self.checkpointer.clone();
        let receipts = move || receipts(&log, &key, person, (&times[..], told_by), &checkpointer);
        Ok(Receipts { key: self.checkpoint_key(), receipts: self.blocking(receipts).await? })
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        let done = tokio::task::spawn_blocking(work).await.map_err(|_| Error::Task)?;
        done.map_err(|source| Error::Log { path: self.log.folder().to_owned(), source })
    }
}
