//! Questions about looks, and what was said to them.

use std::collections::BTreeMap;

use database::{Database, Error as DbError, UnitOfWork, id_from, id_value};
use kernel::{Id, Instant};
use sea_orm::{ConnectionTrait as _, QueryResult, Value};

use super::{
    reads::{READ, read},
    unknown,
};
use crate::{
    Access, Account, Error, LookQuestion, Person, QuestionMark, QuestionState, QuestionStep,
    ReadMark, Said, questions::StepMark,
};

/// A look at this person's data by somebody else that they are told of `now`: when, and which account it was.
pub(crate) async fn read_of(
    database: &Database,
    person: Id<Person>,
    read: Id<ReadMark>,
    now: Instant,
) -> Result<Option<(Instant, Id<Account>)>, Error> {
    let doing = || DbError::query("find a look");
    let sql = "SELECT r.read_at, r.account_id FROM access_read r
         JOIN access_read_subject s ON s.read_id = r.id AND s.read_at = r.read_at
         WHERE s.person_id = ?1 AND r.id = ?2 AND NOT r.own
             AND (r.told_at IS NULL OR r.told_at <= ?3)";
    let values = [id_value(person), id_value(read), now.micros().into()];
    let statement = database.statement(sql, values);
    let row = database.reader().query_one_raw(statement).await.map_err(doing())?;
    let Some(row) = row else { return Ok(None) };
    let at: i64 = row.try_get("", "read_at").map_err(doing())?;
    let account: Vec<u8> = row.try_get("", "account_id").map_err(doing())?;
    Ok(Some((Instant::from_micros(at), id_from("account_id", &account)?)))
}

/// How many questions of this person wait.
pub(crate) async fn waiting(unit: &UnitOfWork, person: Id<Person>) -> Result<u64, Error> {
    let doing = || DbError::query("count questions");
    let sql = "SELECT COUNT(*) AS n FROM access_question
         WHERE person_id = ?1 AND state IN ('asked', 'contested')";
    let statement = unit.statement(sql, [id_value(person)]);
    let row = unit.connection().query_one_raw(statement).await.map_err(doing())?;
    let n: i64 = row.map_or(Ok(0), |row| row.try_get("", "n")).map_err(doing())?;
    Ok(n.unsigned_abs())
}

/// Writes a new one; false where this person asked about this look before.
pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    id: Id<QuestionMark>,
    person: Id<Person>,
    (read, read_at, reader): (Id<ReadMark>, Instant, Id<Account>),
    now: Instant,
) -> Result<bool, Error> {
    let sql = "INSERT INTO access_question
             (id, person_id, read_id, read_at, reader_id, state, asked_at)
         VALUES (?1, ?2, ?3, ?4, ?5, 'asked', ?6) ON CONFLICT DO NOTHING";
    let values = [
        id_value(id),
        id_value(person),
        id_value(read),
        read_at.micros().into(),
        id_value(reader),
        now.micros().into(),
    ];
    Ok(unit.execute("ask about a look", sql, values).await? > 0)
}

/// Keeps what was said.
pub(crate) async fn step(
    unit: &mut UnitOfWork,
    (id, question): (Id<StepMark>, Id<QuestionMark>),
    said: Said,
    (by, at): (Id<Account>, Instant),
    words: Vec<u8>,
) -> Result<(), Error> {
    let sql = "INSERT INTO access_question_step
             (id, question_id, place, kind, stepped_at, account_id, proper, words)
         VALUES (?1, ?2, (SELECT COUNT(*) FROM access_question_step WHERE question_id = ?2),
             ?3, ?4, ?5, ?6, ?7)";
    let values = [
        id_value(id),
        id_value(question),
        said.name().into(),
        at.micros().into(),
        id_value(by),
        said.proper().into(),
        words.into(),
    ];
    unit.execute("keep what was said to a question", sql, values).await?;
    Ok(())
}

/// Contests the answer to a question of this person.
pub(crate) async fn contest(
    unit: &mut UnitOfWork,
    id: Id<QuestionMark>,
    person: Id<Person>,
) -> Result<bool, Error> {
    let sql = "UPDATE access_question SET state = 'contested'
         WHERE id = ?1 AND person_id = ?2 AND state = 'answered'";
    Ok(unit.execute("contest an answer", sql, [id_value(id), id_value(person)]).await? > 0)
}

/// Marks that whoever looked said why, once and while it is open.
pub(crate) async fn explain(
    unit: &mut UnitOfWork,
    id: Id<QuestionMark>,
    reader: Id<Account>,
    now: Instant,
) -> Result<bool, Error> {
    let sql = "UPDATE access_question SET explained_at = ?3
         WHERE id = ?1 AND reader_id = ?2 AND explained_at IS NULL
             AND state IN ('asked', 'contested')";
    let values = [id_value(id), id_value(reader), now.micros().into()];
    Ok(unit.execute("explain a look", sql, values).await? > 0)
}

/// Answers one that waits: not whoever looked, nor anew whoever answered before.
pub(crate) async fn answer(
    unit: &mut UnitOfWork,
    id: Id<QuestionMark>,
    by: Id<Account>,
) -> Result<bool, Error> {
    let sql = "UPDATE access_question
         SET state = CASE state WHEN 'asked' THEN 'answered' ELSE 'settled' END,
             answered_by = ?2, told_at = NULL
         WHERE id = ?1 AND reader_id <> ?2 AND state IN ('asked', 'contested')
             AND (answered_by IS NULL OR answered_by <> ?2)";
    Ok(unit.execute("answer a question", sql, [id_value(id), id_value(by)]).await? > 0)
}

/// Remembers that whoever looked has read the answers.
pub(crate) async fn told(
    unit: &mut UnitOfWork,
    reader: Id<Account>,
    now: Instant,
) -> Result<(), Error> {
    let sql = "UPDATE access_question SET told_at = ?2
         WHERE reader_id = ?1 AND told_at IS NULL AND state IN ('answered', 'settled')";
    unit.execute("read answers", sql, [id_value(reader), now.micros().into()]).await?;
    Ok(())
}

/// One of them.
pub(crate) async fn by_id(
    access: &Access,
    id: Id<QuestionMark>,
) -> Result<Option<LookQuestion>, Error> {
    Ok(query(access, "WHERE q.id = ?1", vec![id_value(id)]).await?.pop())
}

/// Those of a person about these looks.
pub(crate) async fn of_person(
    access: &Access,
    person: Id<Person>,
    reads: &[Id<ReadMark>],
) -> Result<Vec<LookQuestion>, Error> {
    if reads.is_empty() {
        return Ok(Vec::new());
    }
    let marks: Vec<String> = (2..reads.len() + 2).map(|n| format!("?{n}")).collect();
    let tail = format!("WHERE q.person_id = ?1 AND q.read_id IN ({})", marks.join(", "));
    let values = std::iter::once(id_value(person)).chain(reads.iter().map(|id| id_value(*id)));
    query(access, &tail, values.collect()).await
}

/// Those about looks of this account that wait for its word, or whose answer it has not read.
pub(crate) async fn about(
    access: &Access,
    reader: Id<Account>,
    limit: u32,
) -> Result<Vec<LookQuestion>, Error> {
    let tail = "WHERE q.reader_id = ?1 AND (
             (q.state IN ('asked', 'contested') AND q.explained_at IS NULL)
             OR (q.state IN ('answered', 'settled') AND q.told_at IS NULL))
         ORDER BY q.asked_at, q.id LIMIT ?2";
    query(access, tail, vec![id_value(reader), i64::from(limit).into()]).await
}

/// Those that wait, the longest first; then the others, the latest first.
pub(crate) async fn list(access: &Access, limit: u32) -> Result<Vec<LookQuestion>, Error> {
    let tail = "ORDER BY
             CASE WHEN q.state IN ('asked', 'contested') THEN q.asked_at ELSE NULL END NULLS LAST,
             q.asked_at DESC, q.id LIMIT ?1";
    query(access, tail, vec![i64::from(limit).into()]).await
}

async fn query(
    access: &Access,
    tail: &str,
    values: Vec<Value>,
) -> Result<Vec<LookQuestion>, Error> {
    let doing = || DbError::query("list questions");
    let database = &access.database;
    let sql = format!(
        "SELECT q.id AS question_id, q.person_id, q.state, q.asked_at, a.login, {READ}
         FROM access_question q JOIN access_read r ON r.id = q.read_id
         LEFT JOIN access_account a ON a.id = r.account_id {tail}"
    );
    let statement = database.statement(&sql, values);
    let rows = database.reader().query_all_raw(statement).await.map_err(doing())?;
    let mut found = rows.iter().map(question).collect::<Result<Vec<_>, Error>>()?;
    if found.is_empty() {
        return Ok(found);
    }
    let marks: Vec<String> = (1..=found.len()).map(|n| format!("?{n}")).collect();
    let sql = format!(
        "SELECT question_id, kind, stepped_at, proper, words FROM access_question_step
         WHERE question_id IN ({}) ORDER BY question_id, place",
        marks.join(", ")
    );
    let values: Vec<Value> = found.iter().map(|question| id_value(question.id)).collect();
    let statement = database.statement(&sql, values);
    let rows = database.reader().query_all_raw(statement).await.map_err(doing())?;
    let mut steps: BTreeMap<Vec<u8>, Vec<QuestionStep>> = BTreeMap::new();
    for row in &rows {
        let of: Vec<u8> = row.try_get("", "question_id").map_err(doing())?;
        steps.entry(of).or_default().push(said(access, row)?);
    }
    for question in &mut found {
        question.steps = steps.remove(question.id.to_bytes().as_slice()).unwrap_or_default();
    }
    Ok(found)
}

fn question(row: &QueryResult) -> Result<LookQuestion, Error> {
    let doing = || DbError::query("read a question");
    let bytes = |column| row.try_get::<Vec<u8>>("", column).map_err(doing());
    let state: String = row.try_get("", "state").map_err(doing())?;
    let login: Option<String> = row.try_get("", "login").map_err(doing())?;
    let known = QuestionState::ALL.iter().copied().find(|known| known.name() == state);
    Ok(LookQuestion {
        id: id_from("id", &bytes("question_id")?)?,
        person: id_from("person_id", &bytes("person_id")?)?,
        read: read(row).map_err(doing())??,
        login: login.unwrap_or_default(),
        state: known.ok_or_else(|| unknown("state of a question")(&state))?,
        asked_at: Instant::from_micros(row.try_get("", "asked_at").map_err(doing())?),
        steps: Vec::new(),
    })
}

fn said(access: &Access, row: &QueryResult) -> Result<QuestionStep, Error> {
    let doing = || DbError::query("read what was said to a question");
    let kind: String = row.try_get("", "kind").map_err(doing())?;
    let proper: Option<bool> = row.try_get("", "proper").map_err(doing())?;
    let words: Vec<u8> = row.try_get("", "words").map_err(doing())?;
    let said = match (kind.as_str(), proper) {
        ("asked", _) => Said::Asked,
        ("explained", _) => Said::Explained,
        ("answered", Some(proper)) => Said::Answered { proper },
        ("contested", _) => Said::Contested,
        _ => return Err(unknown("step of a question")(&kind)),
    };
    Ok(QuestionStep {
        said,
        at: Instant::from_micros(row.try_get("", "stepped_at").map_err(doing())?),
        words: access.words_of(&words)?,
    })
}
