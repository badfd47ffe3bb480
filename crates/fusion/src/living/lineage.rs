//! Lineage of a run: which entities of the former generation merged and split.

use blocks::{End, EndKind, LineageEvent, NewLineage};
use datafusion::prelude::SessionContext;

use super::record_role;
use crate::{FusionError, engine, lake::Fields, stages::assign::unhex};

/// Merges and splits between the views `{kind}_former` and `{kind}_assigned`, both `id` and `entity`.
///
/// A former entity has become the one that most of its records are now; where that has another id the two merged.
/// Its other records split off.
pub(crate) async fn events(
    context: &SessionContext,
    kind: &str,
    end: EndKind,
) -> Result<Vec<NewLineage>, FusionError> {
    let sql = format!(
        "WITH shared AS (
            SELECT f.entity AS old, a.entity AS new, COUNT(*) AS records, MIN(f.id) AS first
            FROM {kind}_former f JOIN {kind}_assigned a ON a.id = f.id GROUP BY f.entity, a.entity),
         ranked AS (
            SELECT *, ROW_NUMBER() OVER (PARTITION BY old ORDER BY records DESC, new) AS place FROM shared),
         changed AS (SELECT * FROM ranked WHERE place > 1 OR old <> new)
         SELECT c.old, c.new, c.place, f.id AS moved,
            CASE WHEN c.place = 1 THEN n.first ELSE o.first END AS stayed
         FROM changed c
         JOIN {kind}_former f ON f.entity = c.old
         JOIN {kind}_assigned a ON a.id = f.id AND a.entity = c.new
         LEFT JOIN ranked o ON o.old = c.old AND o.place = 1
         LEFT JOIN ranked n ON n.old = c.new AND n.new = c.new
         ORDER BY c.old, c.new, f.id"
    );
    let mut stream = engine::query(context, "relations", &sql).await?;
    let mut events: Vec<NewLineage> = Vec::new();
    while let Some(batch) = stream.next().await? {
        for row in 0..batch.num_rows() {
            let Some(event) = event(Fields::new(&batch, row), end) else { continue };
            match events.last_mut() {
                Some(last) if (last.from, last.to) == (event.from, event.to) => {
                    last.moved.extend(event.moved);
                }
                _ => events.push(event),
            }
        }
    }
    Ok(events)
}

fn event(fields: Fields<'_>, kind: EndKind) -> Option<NewLineage> {
    let end = |column: &str| Some(End { kind, id: unhex(fields.text(column)?)? });
    let merged = fields.unsigned("place")? == 1;
    Some(NewLineage {
        event: if merged { LineageEvent::Merge } else { LineageEvent::Split },
        from: end("old")?,
        to: end("new")?,
        moved: fields.text("moved").and_then(record_role).into_iter().collect(),
        stayed: fields.text("stayed").and_then(record_role),
    })
}
