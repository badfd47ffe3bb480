//! What a list is asked for, and the SQL that answers.

use super::DEEPEST;
use crate::Result;
use crate::store::{Found, fetch, one};
use database::{Database, Where};
use kernel::AreaPath;
use sea_orm::Value;

/// What a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Within this area.
    pub area: AreaPath,
    /// Begins with this: a name, a code, pinyin initials.
    pub q: String,
    /// Of this use.
    pub use_class: Option<String>,
    /// At this stage; all but the retired where not given.
    pub stage: Option<String>,
    /// A column to sort by, with `-` before it for descending.
    pub sort: Option<String>,
    /// Page, from 1.
    pub page: u32,
    /// Rows a page.
    pub size: u32,
    /// To read a list whole, however long: the rows after this id, in the order of ids, instead of a page. The first
    /// call gives zeros.
    pub after: Option<[u8; 16]>,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Rows<T> {
    /// The page.
    pub rows: Vec<T>,
    /// How many rows there are, counted up to [`DEEPEST`].
    pub total: u64,
}

/// Any of the columns begins with a text.
pub(crate) fn begins(condition: &mut Where, columns: &[&str], text: &str) {
    let small = text.to_lowercase();
    let mut conditions = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    for column in columns {
        let given = if column.ends_with("initials") { small.as_str() } else { text };
        conditions.push(format!("({column} >= ? AND {column} < ?)"));
        values.extend([given.into(), past(given).into()]);
    }
    condition.add(&format!("({})", conditions.join(" OR ")), values);
}

/// At a stage; all but the retired where none is given.
pub(crate) fn staged(condition: &mut Where, column: &str, stage: Option<&str>) {
    match stage {
        Some(stage) => condition.add(&format!("{column} = ?"), [stage.into()]),
        None => condition.add(&format!("{column} <> 'retired'"), []),
    }
}

/// The first text after all that begin with `prefix`.
pub(crate) fn past(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}

/// A list's statement: `SELECT {columns} FROM {from} WHERE … ORDER BY {order} LIMIT …`.
pub(crate) struct List<'a> {
    pub(crate) doing: &'static str,
    pub(crate) columns: &'a str,
    /// Tables that the condition needs.
    pub(crate) from: &'a str,
    /// Tables that only the columns need.
    pub(crate) joined: &'a str,
    pub(crate) order: &'a str,
    /// The column of the id.
    pub(crate) id: &'a str,
}

impl List<'_> {
    pub(crate) async fn read<T>(
        &self,
        database: &Database,
        filter: &Filter,
        mut condition: Where,
        row: impl Fn(&Found) -> Result<T>,
    ) -> Result<Rows<T>> {
        if let Some(after) = filter.after {
            return self.read_after(database, filter, after, condition, row).await;
        }
        let size = u64::from(filter.size.clamp(1, 1_000));
        let skip = (u64::from(filter.page.max(1)) - 1) * size;
        let text = condition.text();
        let count = format!(
            "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM {} WHERE {text} LIMIT {}) counted",
            self.from,
            DEEPEST + 1
        );
        let counted = one(database, self.doing, &count, condition.values.clone()).await?;
        let total = counted.map_or(Ok(0), |row| row.get::<i64>("n"))?;
        let total = u64::try_from(total).unwrap_or(0);
        if skip >= total.min(DEEPEST) {
            return Ok(Rows { rows: Vec::new(), total });
        }
        let bound = |n: u64| Value::from(i64::try_from(n).unwrap_or(i64::MAX));
        condition.values.extend([bound(size), bound(skip)]);
        let last = condition.values.len();
        let sql = format!(
            "SELECT {} FROM {} {} WHERE {text} ORDER BY {} LIMIT ?{} OFFSET ?{last}",
            self.columns,
            self.from,
            self.joined,
            self.order,
            last - 1
        );
        let rows = fetch(database, self.doing, &sql, condition.values).await?;
        Ok(Rows { rows: rows.iter().map(row).collect::<Result<_>>()?, total })
    }

    /// Rows after an id: a step down the index for each call, and nothing is counted.
    async fn read_after<T>(
        &self,
        database: &Database,
        filter: &Filter,
        after: [u8; 16],
        mut condition: Where,
        row: impl Fn(&Found) -> Result<T>,
    ) -> Result<Rows<T>> {
        condition.add(&format!("{} > ?", self.id), [after.to_vec().into()]);
        let text = condition.text();
        condition.values.push(i64::from(filter.size.clamp(1, 1_000)).into());
        let sql = format!(
            "SELECT {} FROM {} {} WHERE {text} ORDER BY {} LIMIT ?{}",
            self.columns,
            self.from,
            self.joined,
            self.id,
            condition.values.len()
        );
        let rows = fetch(database, self.doing, &sql, condition.values).await?;
        let rows: Vec<T> = rows.iter().map(row).collect::<Result<_>>()?;
        Ok(Rows { total: rows.len() as u64, rows })
    }
}

/// The order for a sort key: the columns of the key, each descending if asked, then the fallback.
pub(crate) fn order(filter: &Filter, known: &[(&str, &str)], fallback: &str) -> String {
    let Some(sort) = filter.sort.as_deref() else { return fallback.to_owned() };
    let (key, down) = sort.strip_prefix('-').map_or((sort, ""), |key| (key, " DESC"));
    let Some((_, columns)) = known.iter().find(|(name, _)| *name == key) else {
        return fallback.to_owned();
    };
    let sorted: Vec<String> = columns.split(", ").map(|column| format!("{column}{down}")).collect();
    format!("{}, {fallback}", sorted.join(", "))
}
