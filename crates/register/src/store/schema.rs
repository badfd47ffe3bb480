//! Tables and indexes. One text serves the migrations and the tables that a
//! bulk load fills beside them, so that the two cannot drift.

use database::{Dialect, Migration};

const TABLES: &str = include_str!("../migrations/20261121_0100_register_tables.sql");
const INDEXES: &str = include_str!("../migrations/20261121_0101_register_indexes.sql");
const EDITS: &str = include_str!("../migrations/20261129_1720_register_edits.sql");
const UPLOADS: &str = include_str!("../migrations/20261129_1721_register_uploads.sql");

/// Indexes that a later migration replaced.
const REPLACED: [&str; 2] = [" building_by_version ", " unit_by_version "];

/// The register's schema.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "20261121_0100_register_tables", sql: TABLES },
    Migration { name: "20261121_0101_register_indexes", sql: INDEXES },
    Migration { name: "20261129_1720_register_edits", sql: EDITS },
    Migration { name: "20261129_1721_register_uploads", sql: UPLOADS },
];

/// The statement that makes `name` with the columns of `table`.
pub(crate) fn create_like(table: &str, name: &str, dialect: Dialect) -> String {
    let head = format!("CREATE TABLE {table} (");
    let body = TABLES.split_once(head.as_str()).and_then(|(_, rest)| rest.split_once(");"));
    let (columns, _) = body.unwrap_or_default();
    dialect.schema(&format!("CREATE TABLE {name} ({columns})"))
}

/// The statements that make a table's indexes.
pub(crate) fn indexes_of(table: &str) -> impl Iterator<Item = &'static str> {
    let on = format!(" ON {table} (");
    let first = INDEXES.split(';').filter(|one| !REPLACED.iter().any(|name| one.contains(*name)));
    let statements = first.chain(EDITS.split(';'));
    statements.map(str::trim).filter(move |statement| statement.contains(&on))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_loaded_table_has_columns_and_indexes() {
        for table in ["area", "thoroughfare", "estate", "building", "unit", "alias", "feature"] {
            let made = create_like(table, "copy", Dialect::Sqlite);
            assert!(made.starts_with("CREATE TABLE copy (\n    id BLOB PRIMARY KEY"), "{made}");
            assert!(indexes_of(table).count() >= 2, "{table}");
        }
        assert!(
            create_like("unit", "copy", Dialect::Postgres)
                .contains("code TEXT COLLATE \"C\" NOT NULL")
        );
    }
}
