//! The sample as a table to fill in, and the table filled in.

use datafusion::prelude::SessionContext;

use super::ClericalSample;
use crate::error::{LinkageError, Result};
use crate::evaluate::read::texts;
use crate::run::Outcome;

/// What a person said of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// One record.
    pub id_l: String,
    /// The other.
    pub id_r: String,
    /// Same entity, different ones, or none where the person was unsure.
    pub same: Option<bool>,
}

impl ClericalSample {
    /// The sample as CSV: an empty column `judgement` to be filled with `same`, `different` or
    /// `unsure`; `id_l`, `id_r`; and every compared column of both records side by side. Weights are
    /// left out: who judges should not know what the model thinks. A value that a spreadsheet would
    /// take for a formula is written with an apostrophe before it.
    #[must_use]
    pub fn csv(&self, outcome: &Outcome) -> String {
        let rows = &outcome.rows;
        let mut lines = vec![["judgement", "id_l", "id_r"].map(str::to_owned).to_vec()];
        for column in &rows.columns {
            lines[0].extend([format!("{}_l", column.name), format!("{}_r", column.name)]);
        }
        for pair in &self.pairs {
            let mut line = vec![String::new(), rows.ids.text(pair.left), rows.ids.text(pair.right)];
            let sides = rows.codes(pair.left).iter().zip(rows.codes(pair.right));
            for (column, (left, right)) in rows.columns.iter().zip(sides) {
                let value = |code: &u32| no_formula(column.values.get(*code));
                line.extend([value(left), value(right)]);
            }
            lines.push(line);
        }
        let line = |fields: &Vec<String>| {
            fields.iter().map(|field| quoted(field)).collect::<Vec<_>>().join(",")
        };
        lines.iter().map(line).collect::<Vec<_>>().join("\n") + "\n"
    }
}

fn no_formula(value: &str) -> String {
    if value.starts_with(['=', '+', '-', '@']) { format!("'{value}") } else { value.to_owned() }
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// Reads judgements from a table of the session with the columns `judgement`, `id_l` and `id_r`;
/// rows without a judgement are left out.
pub async fn judgements(context: &SessionContext, table: &str) -> Result<Vec<Judgement>> {
    let rows = texts(context, table, &["id_l", "id_r", "judgement"]).await?;
    let mut found = Vec::new();
    for row in rows {
        let [id_l, id_r, said] = <[String; 3]>::try_from(row).unwrap_or_default();
        let same = match said.trim().to_lowercase().as_str() {
            "" => continue,
            "same" => Some(true),
            "different" => Some(false),
            "unsure" => None,
            _ => return Err(LinkageError::Judgement { id_l, id_r, said }),
        };
        found.push(Judgement { id_l, id_r, same });
    }
    Ok(found)
}
