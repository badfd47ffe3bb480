//! Stage *link*: mentions to clusters, by the linkage engine.

use std::path::Path;

use blocks::EndKind;
use datafusion::prelude::SessionContext;
use linkage::{Input, Judgement, LinkageError, PinnedModel, Settings};
use serde::{Deserialize, Serialize};

use crate::{
    FusionError, engine,
    lake::{self, Fields, TableSink, Value, rows_of},
    living::{
        quality::{SampleStratum, strata_of},
        review,
    },
    parts::Team,
    stages::taught,
};

/// What linking found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Linked {
    /// Mentions.
    pub mentions: u64,
    /// Pairs compared.
    pub pairs: u64,
    /// Clusters, those of one mention included.
    pub clusters: u64,
    /// The linkage's own report.
    pub report: serde_json::Value,
    /// The strata of the pairs that were drawn for review; empty where nothing was compared.
    #[serde(default)]
    pub strata: Vec<SampleStratum>,
    /// The match probability from which pairs join.
    #[serde(default)]
    pub threshold: f64,
}

/// What is linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    /// People.
    People,
    /// Organisations.
    Organisations,
}

impl Kind {
    /// The table that is linked, and the prepared file.
    pub(crate) const fn table(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Organisations => "organisations",
        }
    }

    /// The kind of its entities.
    pub(crate) const fn end(self) -> EndKind {
        match self {
            Self::People => EndKind::Person,
            Self::Organisations => EndKind::Organisation,
        }
    }

    /// The stage that links it.
    pub(crate) const fn stage(self) -> &'static str {
        match self {
            Self::People => "link_people",
            Self::Organisations => "link_organisations",
        }
    }
}

/// Makes the prepared mentions tables of a session, as the linkage reads them.
pub(crate) async fn open(
    context: &SessionContext,
    kind: Kind,
    prepared: &Path,
) -> Result<(), FusionError> {
    if kind == Kind::People {
        return engine::table(context, "people", prepared).await;
    }
    engine::table(context, "organisations_all", prepared).await?;
    for (name, sql) in [
        ("organisation_variants", VARIANTS.to_owned()),
        ("organisations", "SELECT * FROM organisation_variants WHERE copy <= 2".to_owned()),
    ] {
        engine::view(context, name, &sql).await?;
    }
    Ok(())
}

/// What judges the pairs of a linkage.
#[derive(Clone, Copy)]
pub(crate) enum By<'a> {
    /// A model that is trained on them and on what people judged, on this machine or with a team whose workers
    /// compare the pairs.
    Training(&'a Settings, &'a [Judgement], Option<&'a Team<'a>>),
    /// A model that an earlier run trained.
    Pinned(&'a PinnedModel),
}

impl By<'_> {
    const fn settings(&self) -> &Settings {
        match self {
            Self::Training(settings, ..) => settings,
            Self::Pinned(model) => &model.settings,
        }
    }
}

/// Links the mentions in `prepared` and writes `pairs.parquet`, `clusters.parquet`, `apart.parquet`,
/// `candidates.parquet`, `model.json` and `report.json` into `folder`.
pub(crate) async fn link(
    context: &SessionContext,
    kind: Kind,
    prepared: &Path,
    by: By<'_>,
    folder: &Path,
) -> Result<Linked, FusionError> {
    let settings = by.settings();
    let mentions = rows_of(prepared)?;
    if mentions == 0 {
        return Ok(Linked::default());
    }
    open(context, kind, prepared).await?;
    let judged;
    let by = match by {
        By::Training(settings, said, team) if kind == Kind::Organisations && !said.is_empty() => {
            judged = taught::of_linked(context, said, folder).await?;
            By::Training(settings, &judged, team)
        }
        other => other,
    };
    let mut strata = Vec::new();
    let outcome = match engine_run(context, kind, prepared, by, folder).await {
        Ok(outcome) => {
            match by {
                By::Training(..) => outcome.pin(settings)?.save(&folder.join("model.json"))?,
                By::Pinned(model) => model.save(&folder.join("model.json"))?,
            }
            let drawn = outcome.clerical_sample(settings, review::DRAWN);
            strata = strata_of(&drawn);
            review::apart(&outcome, settings, folder)?;
            review::pick(&outcome, settings, &drawn.pairs, folder)?;
            Some(outcome)
        }
        // Its rules find no two rows to compare: then each is its own cluster.
        Err(FusionError::Linkage(LinkageError::NoPairs { .. })) => {
            let sql = format!("SELECT id, id AS cluster_id FROM {} ORDER BY id", kind.table());
            write_clusters(context, &sql, &folder.join("clusters.parquet")).await?;
            None
        }
        Err(other) => return Err(other),
    };
    if kind == Kind::Organisations {
        all_variants(context, folder).await?;
    }
    all_there(kind, folder, mentions)?;
    let threshold = settings.clusters.probability;
    Ok(Linked { strata, threshold, ..linked(mentions, outcome, folder)? })
}

async fn engine_run(
    context: &SessionContext,
    kind: Kind,
    prepared: &Path,
    by: By<'_>,
    folder: &Path,
) -> Result<linkage::Outcome, FusionError> {
    let inputs = [Input::table(kind.table())];
    let (settings, judged, team) = match by {
        By::Training(settings, judged, Some(team)) => (settings, judged, team),
        By::Training(settings, judged, None) => {
            return Ok(linkage::link_taught(context, settings, &inputs, judged, folder).await?);
        }
        By::Pinned(model) => return Ok(model.link_into(context, &inputs, folder).await?),
    };
    let rows = linkage::standardise(context, settings, &inputs).await?;
    let compared = team.compare(kind, prepared, settings, &rows, folder).await?;
    let shares = compared.shares.clone();
    let outcome = linkage::link_compared(rows, settings, shares, judged, folder).await;
    compared.clear()?;
    Ok(outcome?)
}

async fn write_clusters(
    context: &SessionContext,
    sql: &str,
    path: &Path,
) -> Result<(), FusionError> {
    let mut stream = engine::query(context, "link", sql).await?;
    let columns = [("id", lake::Kind::Text), ("cluster_id", lake::Kind::Text)];
    let mut sink = TableSink::create("link", path, &columns)?;
    while let Some(batch) = stream.next().await? {
        for row in 0..batch.num_rows() {
            let fields = Fields::new(&batch, row);
            sink.push(&[Value::from(fields.text("id")), Value::from(fields.text("cluster_id"))])?;
        }
    }
    sink.finish()?;
    Ok(())
}

/// At most two rows for each way a source writes an organisation, and the first of them for all. A source that names
/// one organisation in a thousand rows says one thing, and must not teach the model that names agree by chance; of a
/// single row the model would never see a name and a place agree at once.
const VARIANTS: &str = "
    SELECT *, CASE WHEN name_key IS NULL THEN id ELSE FIRST_VALUE(id) OVER same END AS variant,
        CASE WHEN name_key IS NULL THEN 1 ELSE ROW_NUMBER() OVER same END AS copy
    FROM organisations_all
    WINDOW same AS (PARTITION BY source, name_key, number, COALESCE(place, line) ORDER BY id)";

/// From the clusters of the variants to those of all mentions: `pairs.parquet` and `report.json` stay those of the
/// variants.
async fn all_variants(context: &SessionContext, folder: &Path) -> Result<(), FusionError> {
    let of_variants = folder.join("variants.parquet");
    let clusters = folder.join("clusters.parquet");
    std::fs::rename(&clusters, &of_variants).map_err(FusionError::file(&of_variants))?;
    engine::table(context, "variant_clusters", &of_variants).await?;
    let sql = "SELECT v.id, c.cluster_id FROM organisation_variants v JOIN variant_clusters c ON c.id = v.variant
        ORDER BY v.id";
    write_clusters(context, sql, &clusters).await
}

/// Fails unless every mention stands in `clusters.parquet`, once.
fn all_there(kind: Kind, folder: &Path, mentions: u64) -> Result<(), FusionError> {
    let found = rows_of(&folder.join("clusters.parquet"))?;
    if found == mentions {
        return Ok(());
    }
    Err(FusionError::Rows { stage: kind.stage(), given: mentions, found })
}

fn linked(
    mentions: u64,
    outcome: Option<linkage::Outcome>,
    folder: &Path,
) -> Result<Linked, FusionError> {
    let Some(outcome) = outcome else {
        return Ok(Linked { mentions, clusters: mentions, ..Linked::default() });
    };
    let report = serde_json::to_value(&outcome.report).map_err(|cause| {
        FusionError::file(folder.join("report.json"))(std::io::Error::other(cause))
    })?;
    Ok(Linked {
        mentions,
        pairs: outcome.report.pairs_compared,
        clusters: outcome.report.clusters.clusters,
        report,
        ..Linked::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mention_that_is_lost_or_stands_twice_stops_the_run() {
        let folder = tempfile::tempdir().unwrap();
        let columns = [("id", lake::Kind::Text), ("cluster_id", lake::Kind::Text)];
        let file = folder.path().join("clusters.parquet");
        let mut sink = TableSink::create("link", &file, &columns).unwrap();
        for id in ["a/1/self", "a/2/self"] {
            sink.push(&[Value::Text(id), Value::Text(id)]).unwrap();
        }
        sink.finish().unwrap();
        assert!(all_there(Kind::People, folder.path(), 2).is_ok());
        for mentions in [1, 3] {
            let told = all_there(Kind::People, folder.path(), mentions).unwrap_err();
            let words = [format!("{mentions} rows"), "link_people".into(), "as they were".into()];
            assert!(words.iter().all(|word| told.to_string().contains(word.as_str())), "{told}");
            assert!(told.message().zh.contains("关联人员"), "{told:?}");
        }
    }
}
