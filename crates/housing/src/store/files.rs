//! Files: what is known of each; the bytes lie beside the database.

use database::{UnitOfWork, id_value};
use kernel::Instant;
use sea_orm::{QueryResult, Value};

use super::{Via, get, id, row, rows};
use crate::{FileId, Result, facts::File};

const COLUMNS: &str = "id, subject_id, hash, media, length, width, height, created_at";

pub(crate) async fn insert(unit: &mut UnitOfWork, new: &File) -> Result<()> {
    let columns: Vec<&str> = COLUMNS.split(", ").collect();
    let values: Vec<Value> = vec![
        id_value(new.id),
        new.subject.map(|subject| subject.to_vec()).into(),
        new.hash.clone().into(),
        new.media.clone().into(),
        i64::try_from(new.length).unwrap_or(i64::MAX).into(),
        i32::try_from(new.width).unwrap_or(i32::MAX).into(),
        i32::try_from(new.height).unwrap_or(i32::MAX).into(),
        new.created_at.micros().into(),
    ];
    unit.insert_rows("housing_file", &columns, vec![values], "").await?;
    Ok(())
}

/// Gives a file that is nobody's yet to a hazard or rating; false where it is not there or belongs elsewhere.
pub(crate) async fn claim(unit: &mut UnitOfWork, subject: [u8; 16], file: FileId) -> Result<bool> {
    let sql = "UPDATE housing_file SET subject_id = ?1 WHERE id = ?2 AND (subject_id IS NULL OR subject_id = ?1)";
    let values: [Value; 2] = [subject.to_vec().into(), id_value(file)];
    Ok(unit.execute("give a file to what it shows", sql, values).await? == 1)
}

pub(crate) async fn find(from: Via<'_>, file: FileId) -> Result<Option<File>> {
    let sql = format!("SELECT {COLUMNS} FROM housing_file WHERE id = ?1");
    let found = row(from, "read a file's facts", &sql, [id_value(file)]).await?;
    found.as_ref().map(of_row).transpose()
}

/// Files that nobody claimed since.
pub(crate) async fn loose(from: Via<'_>, before: Instant) -> Result<Vec<File>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM housing_file WHERE subject_id IS NULL AND created_at < ?1 LIMIT 500"
    );
    let found = rows(from, "look for files of nobody", &sql, [before.micros().into()]).await?;
    found.iter().map(of_row).collect()
}

/// Forgets a file that is still nobody's; whether it went, and whether another row still names the same bytes.
pub(crate) async fn delete(unit: &mut UnitOfWork, file: &File) -> Result<(bool, bool)> {
    let sql = "DELETE FROM housing_file WHERE id = ?1 AND subject_id IS NULL";
    let went = unit.execute("forget a file", sql, [id_value(file.id)]).await? == 1;
    let sql = "SELECT 1 AS one FROM housing_file WHERE hash = ?1 LIMIT 1";
    let values: [Value; 1] = [file.hash.clone().into()];
    let twin = row(&*unit, "look for a file's twin", sql, values).await?;
    Ok((went, twin.is_some()))
}

fn of_row(row: &QueryResult) -> Result<File> {
    let subject: Option<Vec<u8>> = get(row, "subject_id")?;
    let side = |column| -> Result<u32> { Ok(u32::try_from(get::<i32>(row, column)?).unwrap_or(0)) };
    Ok(File {
        id: id(row, "id")?,
        subject: subject.and_then(|subject| subject.try_into().ok()),
        hash: get(row, "hash")?,
        media: get(row, "media")?,
        length: u64::try_from(get::<i64>(row, "length")?).unwrap_or(0),
        width: side("width")?,
        height: side("height")?,
        created_at: Instant::from_micros(get(row, "created_at")?),
    })
}
