//! Recorded actions, and the words that go with them.

use std::collections::BTreeMap;

use database::{UnitOfWork, id_value};
use kernel::Instant;
use sea_orm::Value;

use super::{Via, Where, get, id, row, rows, some_bytes, to_json};
use crate::{AccountId, ActionId, RatingAction, RatingId, Result, UnitId};

/// What an action was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Hazard,
    Rating,
    Building,
    Unit,
    Declaration,
    Notice,
    Objection,
    Plan,
    Campaign,
    Joint,
    Inspector,
}

impl Subject {
    const fn name(self) -> &'static str {
        match self {
            Self::Hazard => "hazard",
            Self::Rating => "rating",
            Self::Building => "building",
            Self::Unit => "unit",
            Self::Declaration => "declaration",
            Self::Notice => "notice",
            Self::Objection => "objection",
            Self::Plan => "plan",
            Self::Campaign => "campaign",
            Self::Joint => "joint",
            Self::Inspector => "inspector",
        }
    }
}

/// An action as it is written down.
pub(crate) struct New<'a, B: serde::Serialize> {
    pub(crate) id: ActionId,
    pub(crate) subject: (Subject, [u8; 16]),
    pub(crate) version: Option<u32>,
    pub(crate) deed: &'static str,
    pub(crate) account: Option<AccountId>,
    pub(crate) at: Instant,
    pub(crate) body: &'a B,
    pub(crate) words: &'a str,
}

/// Writes an action down.
pub(crate) async fn record<B: serde::Serialize>(
    unit: &mut UnitOfWork,
    new: New<'_, B>,
) -> Result<()> {
    let columns = ["id", "subject", "subject_id", "version", "deed", "account_id", "at", "body"];
    let values: Vec<Value> = vec![
        id_value(new.id),
        new.subject.0.name().into(),
        new.subject.1.to_vec().into(),
        new.version.map(i64::from).into(),
        new.deed.into(),
        some_bytes(new.account),
        new.at.micros().into(),
        to_json("housing_action.body", new.body)?.into(),
    ];
    unit.insert_rows("housing_action", &columns, vec![values], "").await?;
    if !new.words.is_empty() {
        let values: Vec<Value> = vec![id_value(new.id), new.words.into()];
        unit.insert_rows("housing_text", &["action_id", "words"], vec![values], "").await?;
    }
    Ok(())
}

/// What an action of this id was done to, and what, where it was taken.
pub(crate) async fn done(from: Via<'_>, id: ActionId) -> Result<Option<([u8; 16], String)>> {
    let sql = "SELECT subject_id, deed FROM housing_action WHERE id = ?1";
    let found = row(from, "look for an action", sql, [id_value(id)]).await?;
    let Some(row) = found else { return Ok(None) };
    let subject: Vec<u8> = get(&row, "subject_id")?;
    let subject = subject.try_into().map_err(|_| crate::Error::Stored {
        what: "housing_action.subject_id",
        problem: "not sixteen bytes".to_owned(),
    })?;
    Ok(Some((subject, get(&row, "deed")?)))
}

/// Every action of something in order, with its words.
pub(crate) async fn of<A: serde::de::DeserializeOwned>(
    from: Via<'_>,
    subject: [u8; 16],
) -> Result<Vec<(A, Option<String>)>> {
    let sql = "SELECT a.body AS body, t.words AS words FROM housing_action a
        LEFT JOIN housing_text t ON t.action_id = a.id WHERE a.subject_id = ?1 ORDER BY a.version";
    let found = rows(from, "read actions", sql, [subject.to_vec().into()]).await?;
    found.iter().map(|row| Ok((super::json(row, "body")?, get(row, "words")?))).collect()
}

/// Every action of these ratings with its words; those of one rating in order.
pub(crate) async fn of_ratings(
    from: Via<'_>,
    ratings: &[RatingId],
) -> Result<Vec<(RatingId, RatingAction, Option<String>)>> {
    if ratings.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = Where::default();
    super::among(&mut all, "a.subject_id", ratings);
    let sql = format!(
        "SELECT a.subject_id AS subject_id, a.body AS body, t.words AS words FROM housing_action a
         LEFT JOIN housing_text t ON t.action_id = a.id WHERE {} ORDER BY a.version",
        all.text()
    );
    let found = rows(from, "read what was done to ratings", &sql, all.values).await?;
    let step = |row: &sea_orm::QueryResult| -> Result<(RatingId, RatingAction, Option<String>)> {
        Ok((id(row, "subject_id")?, super::json(row, "body")?, get(row, "words")?))
    };
    found.iter().map(step).collect()
}

/// The last of these deeds that was done to something: the action's id, and which.
pub(crate) async fn last_of(
    from: Via<'_>,
    subject: [u8; 16],
    deeds: [&str; 2],
) -> Result<Option<(ActionId, String)>> {
    let sql = "SELECT id, deed FROM housing_action WHERE subject_id = ?1 AND deed IN (?2, ?3)
        ORDER BY at DESC, id DESC LIMIT 1";
    let [one, other] = deeds;
    let values: [Value; 3] = [subject.to_vec().into(), one.into(), other.into()];
    let found = row(from, "look for the last deed", sql, values).await?;
    found.map(|row| Ok((id(&row, "id")?, get(&row, "deed")?))).transpose()
}

/// When each of these deeds was done to something, in order, at most so many.
pub(crate) async fn times_of(
    from: Via<'_>,
    subject: [u8; 16],
    deeds: [&str; 2],
    limit: u32,
) -> Result<Vec<(String, Instant)>> {
    let sql = "SELECT deed, at FROM housing_action WHERE subject_id = ?1 AND deed IN (?2, ?3)
        ORDER BY at, id LIMIT ?4";
    let [one, other] = deeds;
    let values: [Value; 4] =
        [subject.to_vec().into(), one.into(), other.into(), i64::from(limit).into()];
    let found = rows(from, "read when deeds were done", sql, values).await?;
    let told = |row: &sea_orm::QueryResult| -> Result<(String, Instant)> {
        Ok((get(row, "deed")?, Instant::from_micros(get(row, "at")?)))
    };
    found.iter().map(told).collect()
}

/// The last of these deeds that was done to each of these units, where one was: the action's id.
pub(crate) async fn last_of_each(
    from: Via<'_>,
    units: &[UnitId],
    deeds: [&str; 2],
) -> Result<BTreeMap<UnitId, ActionId>> {
    if units.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut all = Where::default();
    super::among(&mut all, "subject_id", units);
    all.add("deed IN (?, ?)", deeds.map(Value::from));
    let sql =
        format!("SELECT subject_id, id FROM housing_action WHERE {} ORDER BY at, id", all.text());
    let found = rows(from, "look for the last deeds", &sql, all.values).await?;
    // Of one unit the last row stays.
    found.iter().map(|row| Ok((id(row, "subject_id")?, id(row, "id")?))).collect()
}

/// Everybody who ever did something to one of these.
pub(crate) async fn accounts_of(from: Via<'_>, subjects: &[[u8; 16]]) -> Result<Vec<AccountId>> {
    let mut all = Where::default();
    let marks = vec!["?"; subjects.len()].join(", ");
    all.add(
        &format!("subject_id IN ({marks})"),
        subjects.iter().map(|subject| subject.to_vec().into()),
    );
    let sql = format!(
        "SELECT DISTINCT account_id FROM housing_action WHERE account_id IS NOT NULL AND {}",
        all.text()
    );
    let found = rows(from, "read who had a part", &sql, all.values).await?;
    found.iter().map(|row| Ok(id(row, "account_id")?)).collect()
}

/// The words of an action.
pub(crate) async fn words(from: Via<'_>, id: ActionId) -> Result<Option<String>> {
    let sql = "SELECT words FROM housing_text WHERE action_id = ?1";
    let found = row(from, "read words", sql, [id_value(id)]).await?;
    Ok(found.map(|row| get(&row, "words")).transpose()?)
}
