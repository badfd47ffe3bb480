//! Objections to figures.

use access::Account;
use database::{Database, UnitOfWork, Where, id, id_value, some_id};
use kernel::{AreaPath, Day, Id, Instant};
use sea_orm::{QueryResult, Value};

use super::{get, row, rows};
use crate::{Error, FigureName, NewObjection, Objection, ObjectionAnswer, ObjectionId, Result};

const COLUMNS: &str =
    "seq, id, account_id, area, from_day, to_day, subclass, figure, shown, words, made_at, upheld,
    answer, answered_by, answered_at, answer_id";

pub(crate) async fn insert(unit: &mut UnitOfWork, new: &NewObjection, now: Instant) -> Result<()> {
    let columns = [
        "id",
        "account_id",
        "area",
        "from_day",
        "to_day",
        "subclass",
        "figure",
        "shown",
        "words",
        "made_at",
        "answer",
    ];
    let values: Vec<Value> = vec![
        id_value(new.id),
        id_value(new.account),
        new.area.as_str().into(),
        new.from.epoch_days().into(),
        new.to.epoch_days().into(),
        new.subclass.clone().into(),
        new.figure.name().into(),
        new.shown.clone().into(),
        new.words.clone().into(),
        now.micros().into(),
        "".into(),
    ];
    unit.insert_rows("figure_objection", &columns, vec![values], "").await?;
    Ok(())
}

/// Writes an answer; false where there is one.
pub(crate) async fn answer(
    unit: &mut UnitOfWork,
    id: ObjectionId,
    answer: &ObjectionAnswer,
) -> Result<bool> {
    let sql =
        "UPDATE figure_objection SET upheld = ?2, answer = ?3, answered_by = ?4, answered_at = ?5,
        answer_id = ?6 WHERE id = ?1 AND answered_at IS NULL";
    let values: [Value; 6] = [
        id_value(id),
        answer.upheld.into(),
        answer.words.clone().into(),
        id_value(answer.by),
        answer.at.micros().into(),
        answer.id.map(|id| id.to_bytes().to_vec()).into(),
    ];
    Ok(unit.execute("answer an objection", sql, values).await? == 1)
}

pub(crate) async fn find(database: &Database, id: ObjectionId) -> Result<Option<Objection>> {
    let sql = format!("SELECT {COLUMNS} FROM figure_objection WHERE id = ?1");
    let found = row(database, "read an objection", &sql, [id_value(id)]).await?;
    found.as_ref().map(objection).transpose()
}

pub(crate) async fn of_account(
    database: &Database,
    account: Id<Account>,
    limit: u32,
) -> Result<Vec<Objection>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM figure_objection WHERE account_id = ?1 ORDER BY seq DESC LIMIT ?2"
    );
    let values = [id_value(account), i64::from(limit).into()];
    let found = rows(database, "read one's own objections", &sql, values).await?;
    found.iter().map(objection).collect()
}

pub(crate) async fn within_area(
    database: &Database,
    area: &AreaPath,
    after: Option<i64>,
    limit: u32,
) -> Result<Vec<Objection>> {
    let mut all = Where::default();
    all.within("area", area);
    if let Some(after) = after {
        all.add("seq < ?", [after.into()]);
    }
    let limit = all.push(i64::from(limit));
    let sql = format!(
        "SELECT {COLUMNS} FROM figure_objection WHERE {} ORDER BY seq DESC LIMIT ?{limit}",
        all.text()
    );
    let found = rows(database, "list objections", &sql, all.values).await?;
    found.iter().map(objection).collect()
}

fn objection(row: &QueryResult) -> Result<Objection> {
    let (area, figure): (String, String) = (get(row, "area")?, get(row, "figure")?);
    let wrong = |what, problem: &str| Error::Stored { what, problem: problem.to_owned() };
    let upheld: Option<bool> = get(row, "upheld")?;
    let by: Option<Id<Account>> = some_id(row, "answered_by")?;
    let at: Option<i64> = get(row, "answered_at")?;
    let answer = match (upheld, by, at) {
        (Some(upheld), Some(by), Some(at)) => Some(ObjectionAnswer {
            id: some_id(row, "answer_id")?,
            upheld,
            words: get(row, "answer")?,
            by,
            at: Instant::from_micros(at),
        }),
        _ => None,
    };
    Ok(Objection {
        seq: get(row, "seq")?,
        said: NewObjection {
            id: id(row, "id")?,
            account: id(row, "account_id")?,
            area: area.parse().map_err(|_| wrong("figure_objection.area", &area))?,
            from: Day::from_epoch_days(get(row, "from_day")?),
            to: Day::from_epoch_days(get(row, "to_day")?),
            subclass: get(row, "subclass")?,
            figure: FigureName::from_name(&figure)
                .ok_or_else(|| wrong("figure_objection.figure", &figure))?,
            shown: get(row, "shown")?,
            words: get(row, "words")?,
        },
        made_at: Instant::from_micros(get(row, "made_at")?),
        answer,
    })
}
