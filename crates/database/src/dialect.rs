//! Where the two databases differ.

/// Which database is behind the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite, WAL, one writer.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Dialect {
    /// The placeholder of the `n`-th bound value, from 1.
    #[must_use]
    pub fn placeholder(self, n: usize) -> String {
        match self {
            Self::Sqlite => format!("?{n}"),
            Self::Postgres => format!("${n}"),
        }
    }

    /// Most values one statement may bind.
    #[must_use]
    pub const fn bind_limit(self) -> usize {
        match self {
            Self::Sqlite => 32_766,
            Self::Postgres => 65_535,
        }
    }

    /// Portable schema text in this dialect.
    #[must_use]
    pub fn schema(self, sql: &str) -> String {
        match self {
            Self::Sqlite => sql.replace(" BYTES", " BLOB").replace(" KEY_TEXT", " TEXT"),
            Self::Postgres => {
                sql.replace(" BYTES", " BYTEA").replace(" KEY_TEXT", " TEXT COLLATE \"C\"")
            }
        }
    }

    /// `?1`-style placeholders in this dialect; text in quotes is left alone.
    pub(crate) fn rewrite(self, sql: &str) -> String {
        match self {
            Self::Sqlite => sql.to_owned(),
            Self::Postgres => {
                let mut quoted = false;
                sql.chars()
                    .map(|c| {
                        quoted ^= c == '\'';
                        if c == '?' && !quoted { '$' } else { c }
                    })
                    .collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_rewritten_outside_quotes() {
        let sql = "SELECT '?1' WHERE a = ?1 AND b = ?2";
        assert_eq!(Dialect::Postgres.rewrite(sql), "SELECT '?1' WHERE a = $1 AND b = $2");
        assert_eq!(Dialect::Sqlite.rewrite(sql), sql);
    }
}
