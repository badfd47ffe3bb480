//! Forms of field collection.

use database::{Database, UnitOfWork, Via, Where, id_value};
use sea_orm::{QueryResult, Value};

pub(crate) use super::attachments::claim_collection as claim_files;
use super::{get, json, row, rows, to_json};
use crate::{Collection, CollectionFilter, CollectionId, Result};

/// Writes a new one.
pub(crate) async fn insert(unit: &mut UnitOfWork, form: &Collection) -> Result<()> {
    let columns = ["id", "class", "area", "place_id", "account_id", "at", "body"];
    let place = form.place.at.as_ref().map(|at| at.id.as_bytes().to_vec());
    let values: Vec<Value> = vec![
        id_value(form.id),
        form.class.clone().into(),
        form.place.area.as_str().into(),
        place.into(),
        id_value(form.by),
        form.at.micros().into(),
        to_json("field_collection.body", form)?.into(),
    ];
    unit.insert_rows("field_collection", &columns, vec![values], "").await?;
    Ok(())
}

pub(crate) async fn find<'a>(
    via: impl Into<Via<'a>>,
    id: CollectionId,
) -> Result<Option<Collection>> {
    let sql = "SELECT body FROM field_collection WHERE id = ?1";
    let found = row(via, "read a form of field collection", sql, [id_value(id)]).await?;
    found.map(|row| json(&row, "body")).transpose()
}

/// A page of forms, the newest first.
pub(crate) async fn page(
    database: &Database,
    filter: &CollectionFilter,
) -> Result<Vec<(i64, Collection)>> {
    let mut all = Where::default();
    all.within("f.area", &filter.area);
    if let Some(class) = &filter.class {
        all.add("f.class = ?", [class.clone().into()]);
    }
    if let Some(place) = filter.place {
        all.add("f.place_id = ?", [place.to_vec().into()]);
    }
    if let Some(after) = filter.after {
        all.add("f.seq < ?", [after.into()]);
    }
    let limit = all.push(i64::from(filter.limit));
    let sql = format!(
        "SELECT f.seq AS seq, f.body AS body FROM field_collection f WHERE {}
         ORDER BY f.seq DESC LIMIT ?{limit}",
        all.text()
    );
    let found = rows(database, "list forms of field collection", &sql, all.values).await?;
    let listed = |row: &QueryResult| -> Result<(i64, Collection)> {
        Ok((get(row, "seq")?, json(row, "body")?))
    };
    found.iter().map(listed).collect()
}
