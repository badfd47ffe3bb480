//! Files of cases: what is known of each; the bytes lie beside the database.

use database::{Database, UnitOfWork, id_from, id_value};
use kernel::Instant;
use sea_orm::{QueryResult, Value};

use super::{get, row, rows};
use crate::{AttachmentId, CaseId, CollectionId, MicroEventId, Result, files::Attachment};

const COLUMNS: &str = "id, case_id, micro_id, hash, media, length, width, height, created_at";

pub(crate) async fn insert(unit: &mut UnitOfWork, new: &Attachment) -> Result<()> {
    let columns: Vec<&str> = COLUMNS.split(", ").collect();
    let values: Vec<Value> = vec![
        id_value(new.id),
        new.case.map(|case| case.to_bytes().to_vec()).into(),
        new.micro.map(|micro| micro.to_bytes().to_vec()).into(),
        new.hash.clone().into(),
        new.media.clone().into(),
        i64::try_from(new.length).unwrap_or(i64::MAX).into(),
        i32::try_from(new.width).unwrap_or(i32::MAX).into(),
        i32::try_from(new.height).unwrap_or(i32::MAX).into(),
        new.created_at.micros().into(),
    ];
    unit.insert_rows("case_attachment", &columns, vec![values], "").await?;
    Ok(())
}

/// Gives photos that are nobody's yet to a case; how many were.
pub(crate) async fn claim(
    unit: &mut UnitOfWork,
    case: CaseId,
    files: &[AttachmentId],
) -> Result<u64> {
    let mut claimed = 0;
    for file in files {
        let sql = "UPDATE case_attachment SET case_id = ?1
            WHERE id = ?2 AND micro_id IS NULL AND collection_id IS NULL
                AND (case_id IS NULL OR case_id = ?1) AND media LIKE 'image/%'";
        claimed +=
            unit.execute("give a file to a case", sql, [id_value(case), id_value(*file)]).await?;
    }
    Ok(claimed)
}

/// Gives a voice note that is nobody's yet to a case; whether it was one.
pub(crate) async fn claim_voice(
    unit: &mut UnitOfWork,
    case: CaseId,
    file: AttachmentId,
) -> Result<bool> {
    let sql = "UPDATE case_attachment SET case_id = ?1
        WHERE id = ?2 AND case_id IS NULL AND micro_id IS NULL AND collection_id IS NULL
            AND media LIKE 'audio/%'";
    let values = [id_value(case), id_value(file)];
    Ok(unit.execute("give a voice note to a case", sql, values).await? == 1)
}

/// Gives photos that are nobody's yet to a micro-event; how many were.
pub(crate) async fn claim_micro(
    unit: &mut UnitOfWork,
    micro: MicroEventId,
    files: &[AttachmentId],
) -> Result<u64> {
    let mut claimed = 0;
    for file in files {
        let sql = "UPDATE case_attachment SET micro_id = ?1
            WHERE id = ?2 AND case_id IS NULL AND micro_id IS NULL AND collection_id IS NULL
                AND media LIKE 'image/%'";
        let values = [id_value(micro), id_value(*file)];
        claimed += unit.execute("give a file to a micro-event", sql, values).await?;
    }
    Ok(claimed)
}

/// Gives photos that are nobody's yet to a form of field collection; how many were.
pub(crate) async fn claim_collection(
    unit: &mut UnitOfWork,
    form: CollectionId,
    files: &[AttachmentId],
) -> Result<u64> {
    let mut claimed = 0;
    for file in files {
        let sql = "UPDATE case_attachment SET collection_id = ?1
            WHERE id = ?2 AND case_id IS NULL AND micro_id IS NULL AND collection_id IS NULL
                AND lead_id IS NULL AND media LIKE 'image/%'";
        let values = [id_value(form), id_value(*file)];
        claimed += unit.execute("give a file to a form", sql, values).await?;
    }
    Ok(claimed)
}

/// Lets the files of a micro-event go, for the case that it becomes.
pub(crate) async fn release_micro(unit: &mut UnitOfWork, micro: MicroEventId) -> Result<()> {
    let sql = "UPDATE case_attachment SET micro_id = NULL WHERE micro_id = ?1";
    unit.execute("let the files of a micro-event go", sql, [id_value(micro)]).await?;
    Ok(())
}

pub(crate) async fn find(database: &Database, id: AttachmentId) -> Result<Option<Attachment>> {
    let sql = format!("SELECT {COLUMNS} FROM case_attachment WHERE id = ?1");
    row(database, "read a file's facts", &sql, [id_value(id)])
        .await?
        .as_ref()
        .map(of_row)
        .transpose()
}

pub(crate) async fn of_case(database: &Database, case: CaseId) -> Result<Vec<Attachment>> {
    let sql = format!("SELECT {COLUMNS} FROM case_attachment WHERE case_id = ?1 ORDER BY id");
    rows(database, "read a case's files", &sql, [id_value(case)])
        .await?
        .iter()
        .map(of_row)
        .collect()
}

/// Files that nobody claimed since, and those of micro-events and forms that are gone.
pub(crate) async fn loose(database: &Database, before: Instant) -> Result<Vec<Attachment>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM case_attachment WHERE case_id IS NULL AND created_at < ?1
            AND (micro_id IS NULL
                OR NOT EXISTS (SELECT 1 FROM micro_event e WHERE e.id = case_attachment.micro_id))
            AND (lead_id IS NULL
                OR NOT EXISTS (SELECT 1 FROM lead_letter l WHERE l.lead_id = case_attachment.lead_id))
            AND (collection_id IS NULL
                OR NOT EXISTS (SELECT 1 FROM field_collection f WHERE f.id = case_attachment.collection_id))
        LIMIT 500"
    );
    let found = rows(database, "look for files of nobody", &sql, [before.micros().into()]).await?;
    found.iter().map(of_row).collect()
}

/// Forgets a file; whether another row still names the same bytes.
pub(crate) async fn delete(unit: &mut UnitOfWork, file: &Attachment) -> Result<bool> {
    let sql = "DELETE FROM case_attachment WHERE id = ?1";
    unit.execute("forget a file", sql, [id_value(file.id)]).await?;
    let sql = "SELECT 1 AS one FROM case_attachment WHERE hash = ?1 LIMIT 1";
    let values: [Value; 1] = [file.hash.clone().into()];
    Ok(row(&*unit, "look for a file's twin", sql, values).await?.is_some())
}

fn of_row(row: &QueryResult) -> Result<Attachment> {
    let case: Option<Vec<u8>> = get(row, "case_id")?;
    let micro: Option<Vec<u8>> = get(row, "micro_id")?;
    let length: i64 = get(row, "length")?;
    let side = |column| -> Result<u32> { Ok(u32::try_from(get::<i32>(row, column)?).unwrap_or(0)) };
    Ok(Attachment {
        id: id_from("case_attachment.id", &get::<Vec<u8>>(row, "id")?)?,
        case: case.map(|case| id_from("case_attachment.case_id", &case)).transpose()?,
        micro: micro.map(|micro| id_from("case_attachment.micro_id", &micro)).transpose()?,
        hash: get(row, "hash")?,
        media: get(row, "media")?,
        length: u64::try_from(length).unwrap_or(0),
        width: side("width")?,
        height: side("height")?,
        created_at: Instant::from_micros(get(row, "created_at")?),
    })
}
