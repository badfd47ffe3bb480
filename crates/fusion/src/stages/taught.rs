//! What people judged, as the rows that are linked have it.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

use datafusion::prelude::SessionContext;
use linkage::Judgement;

use crate::{
    FusionError, engine,
    lake::{Fields, Kind, TableSink, Value},
};

/// Judgements of organisations between rows that are linked: of a way that a source writes more than twice the first row
/// stands for the third and those after it. Two rows of one way say nothing to each other. What was said of one pair more
/// than once is said once, and *different* wins.
///
/// The mentions of organisations must be open (`organisation_variants`); what is staged in `folder` is gone again.
pub(super) async fn of_linked(
    context: &SessionContext,
    judged: &[Judgement],
    folder: &Path,
) -> Result<Vec<Judgement>, FusionError> {
    let stands = stand_ins(context, judged, folder).await?;
    let linked = |id: &String| stands.get(id).unwrap_or(id).clone();
    let mut said: BTreeMap<(String, String), bool> = BTreeMap::new();
    for Judgement { id_l, id_r, same } in judged {
        let (left, right) = (linked(id_l), linked(id_r));
        let Some(same) = same.filter(|_| left != right) else { continue };
        let pair = if left < right { (left, right) } else { (right, left) };
        said.entry(pair).and_modify(|before| *before &= same).or_insert(same);
    }
    let judgement = |((id_l, id_r), same)| Judgement { id_l, id_r, same: Some(same) };
    Ok(said.into_iter().map(judgement).collect())
}

/// Of judged rows that are not linked, the row that stands for each.
async fn stand_ins(
    context: &SessionContext,
    judged: &[Judgement],
    folder: &Path,
) -> Result<HashMap<String, String>, FusionError> {
    let file = folder.join("taught.parquet");
    let mut sink = TableSink::create("link", &file, &[("id", Kind::Text)])?;
    for judgement in judged {
        sink.push(&[Value::Text(&judgement.id_l)])?;
        sink.push(&[Value::Text(&judgement.id_r)])?;
    }
    sink.finish()?;
    engine::table(context, "organisations_taught", &file).await?;
    let sql = "SELECT v.id, v.variant FROM organisation_variants v
        WHERE v.copy > 2 AND v.id IN (SELECT id FROM organisations_taught)";
    let mut stands = HashMap::new();
    let mut stream = engine::query(context, "link", sql).await?;
    while let Some(batch) = stream.next().await? {
        for row in 0..batch.num_rows() {
            let fields = Fields::new(&batch, row);
            if let Some((id, first)) = fields.text("id").zip(fields.text("variant")) {
                stands.insert(id.to_owned(), first.to_owned());
            }
        }
    }
    std::fs::remove_file(&file).map_err(FusionError::file(&file))?;
    Ok(stands)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stages::link::{self, open};

    const COLUMNS: [&str; 6] = ["id", "source", "name_key", "number", "place", "line"];

    /// Four rows of a source that write one organisation alike, and one of another source.
    fn written(file: &Path) {
        let mut sink =
            TableSink::create("link", file, &COLUMNS.map(|name| (name, Kind::Text))).unwrap();
        for (id, source) in [("a/1", "a"), ("a/2", "a"), ("a/3", "a"), ("a/4", "a"), ("b/1", "b")] {
            let row = [id, source, "acme", "91", "unit:1", "1 road"].map(Value::Text);
            sink.push(&row).unwrap();
        }
        sink.finish().unwrap();
    }

    #[tokio::test]
    async fn a_judged_copy_teaches_by_the_row_that_stands_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let prepared = folder.path().join("organisations.parquet");
        written(&prepared);
        let context = engine::session().unwrap();
        open(&context, link::Kind::Organisations, &prepared).await.unwrap();
        let judged = [
            ("a/4", "b/1", Some(true)),
            ("a/2", "b/1", Some(false)),
            ("b/1", "a/3", Some(true)),
            ("a/3", "a/4", Some(true)),
            ("a/1", "a/2", None),
        ]
        .map(|(left, right, same)| Judgement {
            id_l: left.into(),
            id_r: right.into(),
            same,
        });
        let taught = of_linked(&context, &judged, folder.path()).await.unwrap();
        let told: Vec<_> =
            taught.iter().map(|one| (one.id_l.as_str(), one.id_r.as_str(), one.same)).collect();
        assert_eq!(told, [("a/1", "b/1", Some(true)), ("a/2", "b/1", Some(false))]);
        assert!(!folder.path().join("taught.parquet").exists());
    }

    #[tokio::test]
    async fn where_both_are_said_of_a_pair_it_is_different() {
        let folder = tempfile::tempdir().unwrap();
        let prepared = folder.path().join("organisations.parquet");
        written(&prepared);
        let context = engine::session().unwrap();
        open(&context, link::Kind::Organisations, &prepared).await.unwrap();
        let judged = [("a/4", "b/1", true), ("b/1", "a/1", false), ("a/3", "b/1", true)];
        let judged = judged.map(|(left, right, same)| Judgement {
            id_l: left.into(),
            id_r: right.into(),
            same: Some(same),
        });
        let taught = of_linked(&context, &judged, folder.path()).await.unwrap();
        assert_eq!((taught.len(), taught[0].same), (1, Some(false)));
    }
}
