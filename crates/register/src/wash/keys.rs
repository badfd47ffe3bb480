//! What places are called in the data they were imported from.

use super::{Place, PlaceKind};
use crate::store::each;
use crate::{Register, Result};

/// Hands every building and unit to `take` with its key in the data it came from, such as an `address_id`.
pub async fn source_keys(register: &Register, mut take: impl FnMut(Place, &str)) -> Result<()> {
    for (kind, sql) in [
        (PlaceKind::Building, "SELECT id, source_key FROM building"),
        (PlaceKind::Unit, "SELECT id, source_key FROM unit"),
    ] {
        each(&register.database, "read source keys", sql, [], |row| {
            let id = super::components::key(&row.get::<Vec<u8>>("id")?);
            take(Place { kind, id }, &row.text("source_key")?);
            Ok(())
        })
        .await?;
    }
    Ok(())
}
