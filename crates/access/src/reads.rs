//! "Who looked at my data", from the index of the log.

use kernel::Id;

use crate::{
    Access, BatchOfRun, Error, Field, FieldSet, Grant, LookQuestion, Person, ReadOfPerson,
    Undisclosed, Verification,
    read_log::{Entry, Place, scan, verify_keyed},
    store::reads,
};

/// A page of who looked at one person's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reads {
    /// Reads, latest first.
    pub reads: Vec<ReadOfPerson>,
    /// How many there are on all pages.
    pub total: u64,
    /// Batch runs that joined departments' tables, latest first: the same for
    /// everybody whose records are in those tables.
    pub batches: Vec<BatchOfRun>,
    /// What the person asked about the reads of this page.
    pub questions: Vec<LookQuestion>,
}

/// How far somebody has followed the log; from its beginning at first.
#[derive(Clone, Debug, Default)]
pub struct LogCursor(Vec<Place>);

/// Entries of a chain that one transaction indexes.
const ENTRIES_AT_ONCE: usize = 5_000;
/// Batch runs that are told.
const BATCHES: u32 = 20;

impl Access {
    /// Brings the index up to the end of the log; returns entries added. The
    /// server calls it every few seconds.
    pub async fn index_reads(&self) -> Result<usize, Error> {
        let _turn = self.indexing.lock().await;
        let mut indexed = 0;
        loop {
            let places = reads::places(&self.database).await?;
            let folder = self.log.folder().to_owned();
            let found =
                tokio::task::spawn_blocking(move || scan(&folder, &places, ENTRIES_AT_ONCE));
            let found = found
                .await
                .map_err(|_| Error::Task)?
                .map_err(|source| Error::Log { path: self.log.folder().to_owned(), source })?;
            if found.is_empty() {
                return Ok(indexed);
            }
            let mut unit = self.database.begin().await?;
            reads::index(&mut unit, &found).await?;
            unit.commit().await?;
            indexed += found.len();
        }
    }

    /// At most `limit` entries of each chain behind `cursor`, which moves on.
    /// For the machine's own checks: it asks for no grant, so no route hands it out.
    pub async fn entries_after(
        &self,
        cursor: &mut LogCursor,
        limit: usize,
    ) -> Result<Vec<Entry>, Error> {
        let (folder, places) = (self.log.folder().to_owned(), cursor.0.clone());
        let found = tokio::task::spawn_blocking(move || scan(&folder, &places, limit));
        let found = found
            .await
            .map_err(|_| Error::Task)?
            .map_err(|source| Error::Log { path: self.log.folder().to_owned(), source })?;
        for (place, _) in &found {
            match cursor.0.iter_mut().find(|known| known.chain == place.chain) {
                Some(known) => *known = *place,
                None => cursor.0.push(*place),
            }
        }
        Ok(found.into_iter().map(|(_, entry)| entry).collect())
    }

    /// Who looked at `person`, up to this moment, but for what is told on a
    /// later day ([`Delay`](crate::Delay)), which auditors see. The look is a read too, and
    /// is logged before it returns; `with_own` adds the person's own looks.
    pub async fn reads_of(
        &self,
        grant: &Grant,
        person: Id<Person>,
        with_own: bool,
        limit: u32,
        offset: u64,
    ) -> Result<Reads, Error> {
        use crate::Action::{ReadsAudit, ReadsViewOwn};
        if !matches!(grant.action(), ReadsAudit | ReadsViewOwn) {
            return Err(Error::OutsideGrant);
        }
        self.index_reads().await?;
        let told_by = self.told_by(grant);
        let (found, total) =
            reads::of_person(&self.database, person, with_own, told_by, limit, offset).await?;
        let batches = reads::batches(&self.database, BATCHES).await?;
        let questions = self.questions_of(person, &found).await?;
        let shut = Undisclosed::new(
            Reads { reads: found, total, batches, questions },
            vec![person],
            FieldSet::of(&[Field::Reads]),
        );
        self.disclose(grant, shut).await
    }

    /// Who looked under a name that stands for somebody in one thing alone, such as a reporter without an account; latest
    /// first. Whoever calls has made sure that the asker is that somebody. Nobody else is told of, and whose data it is the
    /// log does not know: so this look, unlike [`Access::reads_of`], is nobody's to be logged for.
    pub async fn reads_under(
        &self,
        stand_in: Id<Person>,
        limit: u32,
    ) -> Result<Vec<ReadOfPerson>, Error> {
        self.index_reads().await?;
        Ok(reads::of_person(&self.database, stand_in, false, self.now(), limit, 0).await?.0)
    }

    /// Reads the whole log and proves it whole; also against what the index
    /// remembers, so that entries cut off at the end are missed.
    pub async fn verify_reads(&self) -> Result<Verification, Error> {
        verify_keyed(&self.data, self.log_key, &self.database).await
    }

    /// Deletes what is older than the log is kept: whole segments, whose signed
    /// roots stay, and their lines in the index. Returns segments deleted.
    pub async fn drop_old_reads(&self) -> Result<u64, Error> {
        self.index_reads().await?;
        let now = self.now();
        let before = now.plus_seconds(-self.settings.reads_kept_s);
        let (log, key) = (self.log.clone(), self.log_key);
        let dropped = tokio::task::spawn_blocking(move || log.drop_before(before, now, &key));
        let dropped = dropped
            .await
            .map_err(|_| Error::Task)?
            .map_err(|source| Error::Log { path: self.log.folder().to_owned(), source })?;
        let mut unit = self.database.begin().await?;
        reads::forget(&mut unit, before).await?;
        unit.commit().await?;
        Ok(dropped)
    }
}
