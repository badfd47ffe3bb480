//! The per-person index of the log: derived, so it can be thrown away and made again.

use database::{Database, Error as DbError, UnitOfWork, id_from, id_value};
use kernel::{Entity, Id, Instant, Text};
use sea_orm::{ConnectionTrait as _, DbErr, QueryResult, Value};

use super::unknown;
use crate::{
    Account, Action, AuditFilter, AuditPage, AuditedRead, Error, FieldSet, Person, Purpose, Role,
    ToldLater,
    read_log::{Entry, Event, Place},
};

/// Marks the ids of reads: the first bytes of an entry's hash, the same whenever the index is made anew.
#[derive(Clone, Copy, Debug)]
pub struct ReadMark;
impl Entity for ReadMark {
    const NAME: &'static str = "read";
}

/// The columns of a read, as [`read`] takes them, of `access_read r`.
pub(crate) const READ: &str = "r.id AS read_id, r.read_at, r.account_id, r.role, r.office_zh, \
     r.office_en, r.action, r.purpose, r.basis, r.fields, r.own, r.told_at, \
     (SELECT d.legal_basis FROM access_delay d WHERE d.id = r.delay_id) AS legal_basis";

/// One read of one person, as the index tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOfPerson {
    /// Its id, by which the person asks about it.
    pub id: Id<ReadMark>,
    /// When.
    pub at: Instant,
    /// Which account; for auditors, not for residents.
    pub account: Id<Account>,
    /// In which role.
    pub role: Role,
    /// Which office.
    pub office: Text,
    /// Doing what.
    pub action: Action,
    /// Why.
    pub purpose: Purpose,
    /// The kind of ground: `own`, `case`, `task` or `reason`.
    pub basis: String,
    /// Which fields.
    pub fields: FieldSet,
    /// Whether it was the person's own look.
    pub own: bool,
    /// Why it is told later than others, where it is.
    pub late: Option<ToldLater>,
}

/// One batch run over whole tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchOfRun {
    /// When it was let.
    pub at: Instant,
    /// Why.
    pub purpose: Purpose,
    /// The run.
    pub run: String,
    /// Tables it read.
    pub tables: Vec<String>,
}

pub(crate) async fn places(database: &Database) -> Result<Vec<Place>, Error> {
    let doing = "read how far the log is indexed";
    let sql = "SELECT chain, segment, byte_offset, hash FROM access_read_place";
    let rows = database
        .reader()
        .query_all_raw(database.statement(sql, []))
        .await
        .map_err(DbError::query(doing))?;
    rows.iter().map(place).collect()
}

fn place(row: &QueryResult) -> Result<Place, Error> {
    let doing = || DbError::query("read how far the log is indexed");
    let bytes = |column| row.try_get::<Vec<u8>>("", column).map_err(doing());
    let number = |column| row.try_get::<i64>("", column).map_err(doing());
    let wrong = |_| unknown("place in the log")(&"wrong length");
    Ok(Place {
        chain: bytes("chain")?.try_into().map_err(wrong)?,
        segment: number("segment")?.unsigned_abs(),
        offset: number("byte_offset")?.unsigned_abs(),
        hash: bytes("hash")?.try_into().map_err(wrong)?,
    })
}

/// An entry that is there already stays as it is.
const ONCE: &str = "ON CONFLICT DO NOTHING";

/// Adds `entries` and remembers how far each chain was read. Adding the same
/// entry twice changes nothing.
pub(crate) async fn index(unit: &mut UnitOfWork, entries: &[(Place, Entry)]) -> Result<(), Error> {
    let (mut reads, mut subjects, mut batches) = (Vec::new(), Vec::new(), Vec::new());
    let mut ends: Vec<Place> = Vec::new();
    for (place, entry) in entries {
        let id: Value = place.hash[..16].to_vec().into();
        let at: Value = entry.at.micros().into();
        match &entry.event {
            Event::Read(read) => {
                subjects.extend(
                    entry
                        .subjects
                        .iter()
                        .map(|person| vec![id_value(*person), at.clone(), id.clone()]),
                );
                reads.push(vec![
                    id,
                    at,
                    id_value(read.account),
                    read.role.name().into(),
                    read.office.zh.clone().into(),
                    read.office.en.clone().into(),
                    read.action.name().into(),
                    read.purpose.name().into(),
                    read.basis.kind().into(),
                    i64::from(read.fields).into(),
                    read.own.into(),
                    read.delay.map(|delay| delay.until.micros()).into(),
                    read.delay.map(|delay| delay.id.to_bytes().to_vec()).into(),
                ]);
            }
            Event::Batch(batch) => batches.push(vec![
                id,
                at,
                batch.request.purpose.name().into(),
                batch.request.run.clone().into(),
                batch.request.tables.join("\n").into(),
            ]),
            Event::Recovered { .. } => {}
        }
        match ends.iter_mut().find(|end| end.chain == place.chain) {
            Some(end) => *end = *place,
            None => ends.push(*place),
        }
    }
    let columns = [
        "id",
        "read_at",
        "account_id",
        "role",
        "office_zh",
        "office_en",
        "action",
        "purpose",
        "basis",
        "fields",
        "own",
        "told_at",
        "delay_id",
    ];
    unit.insert_rows("access_read", &columns, reads, ONCE).await?;
    let columns = ["person_id", "read_at", "read_id"];
    unit.insert_rows("access_read_subject", &columns, subjects, ONCE).await?;
    let columns = ["id", "granted_at", "purpose", "run", "tables"];
    unit.insert_rows("access_batch", &columns, batches, ONCE).await?;
    for end in ends {
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        unit.execute(
            "remember how far the log is indexed",
            "INSERT INTO access_read_place (chain, segment, byte_offset, hash)
             VALUES (?1, ?2, ?3, ?4) ON CONFLICT (chain) DO UPDATE SET
                 segment = excluded.segment, byte_offset = excluded.byte_offset,
                 hash = excluded.hash",
            [
                end.chain.to_vec().into(),
                number(end.segment).into(),
                number(end.offset).into(),
                end.hash.to_vec().into(),
            ],
        )
        .await?;
    }
    Ok(())
}

/// Reads of `person` that they are told by a moment, latest first, and how many there are.
pub(crate) async fn of_person(
    database: &Database,
    person: Id<Person>,
    with_own: bool,
    told_by: Instant,
    limit: u32,
    offset: u64,
) -> Result<(Vec<ReadOfPerson>, u64), Error> {
    let doing = "list who looked";
    let own = if with_own { "" } else { "AND NOT r.own" };
    let from = format!(
        "FROM access_read_subject s JOIN access_read r ON r.id = s.read_id
         WHERE s.person_id = ?1 AND (r.told_at IS NULL OR r.told_at <= ?2) {own}"
    );
    let of_whom = || [id_value(person), Value::from(told_by.micros())];
    let sql = format!("SELECT {READ} {from} ORDER BY s.read_at DESC, s.read_id LIMIT ?3 OFFSET ?4");
    let offset = i64::try_from(offset).unwrap_or(i64::MAX);
    let values = of_whom().into_iter().chain([i64::from(limit).into(), offset.into()]);
    let query = database.statement(&sql, values);
    let rows = database.reader().query_all_raw(query).await.map_err(DbError::query(doing))?;
    let reads = rows
        .iter()
        .map(|row| read(row).map_err(DbError::query(doing))?)
        .collect::<Result<_, Error>>()?;
    let count = database.statement(&format!("SELECT COUNT(*) AS n {from}"), of_whom());
    let row = database.reader().query_one_raw(count).await.map_err(DbError::query(doing))?;
    let total: i64 =
        row.map_or(Ok(0), |row| row.try_get("", "n")).map_err(DbError::query(doing))?;
    Ok((reads, total.unsigned_abs()))
}

pub(crate) fn read(row: &QueryResult) -> Result<Result<ReadOfPerson, Error>, DbErr> {
    let id: Vec<u8> = row.try_get("", "read_id")?;
    let account: Vec<u8> = row.try_get("", "account_id")?;
    let [role, action, purpose, basis, zh, en]: [String; 6] = [
        row.try_get("", "role")?,
        row.try_get("", "action")?,
        row.try_get("", "purpose")?,
        row.try_get("", "basis")?,
        row.try_get("", "office_zh")?,
        row.try_get("", "office_en")?,
    ];
    let (at, fields, own): (i64, i64, bool) =
        (row.try_get("", "read_at")?, row.try_get("", "fields")?, row.try_get("", "own")?);
    let told_at: Option<i64> = row.try_get("", "told_at")?;
    let legal_basis: Option<String> = row.try_get("", "legal_basis")?;
    let build = || {
        Ok(ReadOfPerson {
            id: id_from("read_id", &id)?,
            at: Instant::from_micros(at),
            account: id_from("account_id", &account)?,
            role: role.parse().map_err(|error| unknown("role")(&error))?,
            office: Text { zh, en },
            action: action.parse().map_err(|error| unknown("action")(&error))?,
            purpose: purpose.parse().map_err(|error| unknown("purpose")(&error))?,
            basis,
            fields: FieldSet::from_bits(u32::try_from(fields).unwrap_or_default()),
            own,
            late: told_at.map(|at| ToldLater {
                until: Instant::from_micros(at),
                legal_basis: legal_basis.unwrap_or_default(),
            }),
        })
    };
    Ok(build())
}

/// The latest batch runs.
pub(crate) async fn batches(database: &Database, limit: u32) -> Result<Vec<BatchOfRun>, Error> {
    let doing = "list the batch runs";
    let sql = "SELECT granted_at, purpose, run, tables FROM access_batch
               ORDER BY granted_at DESC, id LIMIT ?1";
    let query = database.statement(sql, [i64::from(limit).into()]);
    let rows = database.reader().query_all_raw(query).await.map_err(DbError::query(doing))?;
    let batch = |row: &QueryResult| {
        let text = |column| row.try_get::<String>("", column).map_err(DbError::query(doing));
        let at = row.try_get("", "granted_at").map_err(DbError::query(doing))?;
        Ok(BatchOfRun {
            at: Instant::from_micros(at),
            purpose: text("purpose")?.parse().map_err(|error| unknown("purpose")(&error))?,
            run: text("run")?,
            tables: text("tables")?.lines().map(str::to_owned).collect(),
        })
    };
    rows.iter().map(batch).collect()
}

/// Forgets reads older than `before`, as the log itself has.
pub(crate) async fn forget(unit: &mut UnitOfWork, before: Instant) -> Result<u64, Error> {
    let mut gone = 0;
    for sql in [
        "DELETE FROM access_read_subject WHERE read_at < ?1",
        "DELETE FROM access_read WHERE read_at < ?1",
        "DELETE FROM access_batch WHERE granted_at < ?1",
    ] {
        gone += unit.execute("forget old reads", sql, [before.micros().into()]).await?;
    }
    Ok(gone)
}

/// A page of the reads that `filter` asks for, latest first.
pub(crate) async fn search(
    database: &Database,
    filter: &AuditFilter,
    limit: u32,
    offset: u64,
) -> Result<AuditPage, Error> {
    let doing = "search the log";
    let (mut values, mut tests): (Vec<Value>, Vec<String>) = (Vec::new(), Vec::new());
    let mut test = |text: &str, value: Option<Value>| {
        if let Some(value) = value {
            values.push(value);
            tests.push(text.replace('?', &format!("?{}", values.len())));
        }
    };
    let of_person = "EXISTS (SELECT 1 FROM access_read_subject s WHERE s.read_id = r.id \
                     AND s.read_at = r.read_at AND s.person_id = ?)";
    test(of_person, filter.person.map(id_value));
    test("a.login = ?", filter.login.clone().map(Into::into));
    test("r.purpose = ?", filter.purpose.map(|purpose| purpose.name().into()));
    test("r.basis = ?", filter.basis.clone().map(Into::into));
    test("r.read_at >= ?", filter.from.map(|at| at.micros().into()));
    test("r.read_at < ?", filter.to.map(|at| at.micros().into()));
    let tests =
        if tests.is_empty() { String::new() } else { format!("WHERE {}", tests.join(" AND ")) };
    let from =
        format!("FROM access_read r LEFT JOIN access_account a ON a.id = r.account_id {tests}");
    let count = database.statement(&format!("SELECT COUNT(*) AS n {from}"), values.clone());
    let row = database.reader().query_one_raw(count).await.map_err(DbError::query(doing))?;
    let total: i64 =
        row.map_or(Ok(0), |row| row.try_get("", "n")).map_err(DbError::query(doing))?;
    values.push(i64::from(limit).into());
    values.push(i64::try_from(offset).unwrap_or(i64::MAX).into());
    let (limit, offset) = (values.len() - 1, values.len());
    let sql = format!(
        "SELECT {READ}, a.login {from} ORDER BY r.read_at DESC, r.id LIMIT ?{limit} OFFSET ?{offset}"
    );
    let query = database.statement(&sql, values);
    let rows = database.reader().query_all_raw(query).await.map_err(DbError::query(doing))?;
    let (mut reads, mut ids) = (Vec::new(), Vec::new());
    for row in &rows {
        let id: Vec<u8> = row.try_get("", "read_id").map_err(DbError::query(doing))?;
        let login: Option<String> = row.try_get("", "login").map_err(DbError::query(doing))?;
        let login = login.unwrap_or_default();
        let read = read(row).map_err(DbError::query(doing))??;
        reads.push(AuditedRead { read, login, people: Vec::new() });
        ids.push(id);
    }
    people(database, &ids, &mut reads).await?;
    Ok(AuditPage { reads, total: total.unsigned_abs() })
}

/// Puts the people of each read beside it, in one query.
async fn people(
    database: &Database,
    ids: &[Vec<u8>],
    reads: &mut [AuditedRead],
) -> Result<(), Error> {
    let doing = "find whose data was read";
    let Some((first, last)) = reads.last().zip(reads.first()) else { return Ok(()) };
    let mut values: Vec<Value> = vec![first.read.at.micros().into(), last.read.at.micros().into()];
    values.extend(ids.iter().map(|id| Value::from(id.clone())));
    let marks: Vec<String> = (3..=values.len()).map(|n| format!("?{n}")).collect();
    let sql = format!(
        "SELECT read_id, person_id FROM access_read_subject
         WHERE read_at BETWEEN ?1 AND ?2 AND read_id IN ({}) ORDER BY person_id",
        marks.join(", ")
    );
    let query = database.statement(&sql, values);
    let rows = database.reader().query_all_raw(query).await.map_err(DbError::query(doing))?;
    for row in &rows {
        let id: Vec<u8> = row.try_get("", "read_id").map_err(DbError::query(doing))?;
        let person: Vec<u8> = row.try_get("", "person_id").map_err(DbError::query(doing))?;
        let place = ids.iter().position(|known| *known == id);
        if let Some(read) = place.and_then(|place| reads.get_mut(place)) {
            read.people.push(id_from("person_id", &person)?);
        }
    }
    Ok(())
}
