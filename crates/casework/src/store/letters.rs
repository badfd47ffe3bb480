//! What came with a letter that waits in the inbox: its sender, sealed, and its photos.

use database::{UnitOfWork, id_from, id_value};
use kernel::{Instant, Lang};
use sea_orm::{QueryResult, Value};

use super::{get, row, rows};
use crate::{AttachmentId, LeadId, Result};

/// A letter as stored.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) lang: Lang,
    pub(crate) name: Option<Vec<u8>>,
    pub(crate) phone: Option<Vec<u8>>,
    pub(crate) email: Option<Vec<u8>>,
    pub(crate) photos: Vec<AttachmentId>,
}

pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    lead: LeadId,
    new: Row,
    now: Instant,
) -> Result<()> {
    let columns = ["lead_id", "lang", "name", "phone", "email", "created_at"];
    let lang = if new.lang == Lang::Zh { "zh" } else { "en" };
    let values: Vec<Value> = vec![
        id_value(lead),
        lang.into(),
        new.name.into(),
        new.phone.into(),
        new.email.into(),
        now.micros().into(),
    ];
    unit.insert_rows("lead_letter", &columns, vec![values], "").await?;
    for photo in new.photos {
        let sql = "UPDATE case_attachment SET lead_id = ?1
            WHERE id = ?2 AND case_id IS NULL AND micro_id IS NULL";
        unit.execute("give a photo to a letter", sql, [id_value(lead), id_value(photo)]).await?;
    }
    Ok(())
}

/// What came with a lead that was a letter.
pub(crate) async fn find(unit: &UnitOfWork, lead: LeadId) -> Result<Option<Row>> {
    let sql = "SELECT lang, name, phone, email FROM lead_letter WHERE lead_id = ?1";
    let Some(found) = row(unit, "read a letter", sql, [id_value(lead)]).await? else {
        return Ok(None);
    };
    let sql = "SELECT id FROM case_attachment WHERE lead_id = ?1 AND case_id IS NULL ORDER BY id";
    let photos = rows(unit, "read a letter's photos", sql, [id_value(lead)]).await?;
    let photo = |row: &QueryResult| -> Result<AttachmentId> {
        Ok(id_from("case_attachment.id", &get::<Vec<u8>>(row, "id")?)?)
    };
    let lang: String = get(&found, "lang")?;
    Ok(Some(Row {
        lang: if lang == "zh" { Lang::Zh } else { Lang::En },
        name: get(&found, "name")?,
        phone: get(&found, "phone")?,
        email: get(&found, "email")?,
        photos: photos.iter().map(photo).collect::<Result<_>>()?,
    }))
}

/// Forgets letters that wait no longer.
pub(crate) async fn forget_decided(unit: &mut UnitOfWork) -> Result<()> {
    let sql = "DELETE FROM lead_letter WHERE NOT EXISTS
        (SELECT 1 FROM lead WHERE lead.id = lead_letter.lead_id AND lead.state = 'waiting')";
    let none: [Value; 0] = [];
    unit.execute("forget letters that were decided", sql, none).await?;
    Ok(())
}

/// Forgets the letter of a lead, with what it says: where it was sent on, the case has it.
pub(crate) async fn forget(unit: &mut UnitOfWork, lead: LeadId) -> Result<()> {
    let sql = "DELETE FROM lead_letter WHERE lead_id = ?1";
    if unit.execute("forget a letter", sql, [id_value(lead)]).await? > 0 {
        super::leads::forget_reasons(unit, lead).await?;
    }
    Ok(())
}
