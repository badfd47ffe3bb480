//! The coordinator's side of stages in partitions.

use std::{
    collections::BTreeMap,
    fs,
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use access::BatchGrant;
use bucket::{Bucket, Mark};
use cluster::{Crew, Loss, Task};
use futures::FutureExt as _;
use kernel::{Entity, Ids, Progress};
use linkage::{Settings, Share, SharedPairs, rows::Rows};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    Answer, Order, Stages, Wrote,
    inputs::{Inputs, sent_path},
    inside,
    pieces::Piece,
};
use crate::{
    FusionError,
    lake::{self, Draft, PARTS, concat, rows_of},
    mapping::Bundle,
    prepare::Prepared,
    stages::{link::Kind, standardise::part_name, wash::MatchRate},
};

/// Rows of a partition: as many as a row group of the lake.
const PART_ROWS: u64 = 65_536;
/// Shares of a comparison, whatever the number of workers: so many can be at it at once.
const SHARES: u32 = 24;

/// The workers of a run, and what they work under.
pub(crate) struct Team<'a> {
    crew: &'a Crew,
    stages: Arc<Stages>,
    bucket: Option<Arc<Bucket>>,
    data: &'a Path,
    run: String,
    grant: String,
    ids: &'a Ids,
    progress: &'a dyn Progress,
}

/// One attempt at a stage: what it writes no other attempt touches.
struct Attempt;

impl Entity for Attempt {
    const NAME: &'static str = "attempt";
}

/// A piece and the rows it must read.
struct Cut {
    name: String,
    piece: Piece,
    rows: u64,
}

/// A line of the stage's manifest.
#[derive(Serialize)]
struct Line<'a> {
    part: &'a str,
    /// The worker; nothing for the coordinator.
    by: Option<&'a String>,
    handed_out: u32,
    #[serde(flatten)]
    answer: &'a Answer,
}

/// `parts.json` of a stage.
#[derive(Serialize)]
struct Manifest<'a> {
    rows_in: u64,
    rows_out: u64,
    /// Bytes that the partitions wrote.
    bytes: u64,
    /// Bytes that went into the bucket for them to read.
    sent: u64,
    /// Bytes that they fetched from it.
    fetched: u64,
    parts: Vec<Line<'a>>,
    losses: &'a [Loss],
}

impl<'a> Team<'a> {
    /// A team for one run. Every source must be in the run's grant.
    pub(crate) fn new(
        crew: &'a Crew,
        data: &'a Path,
        bundle: &Bundle,
        grant: &BatchGrant,
        bucket: Option<Arc<Bucket>>,
        (ids, progress): (&'a Ids, &'a dyn Progress),
    ) -> Result<Self, FusionError> {
        let outside = bundle.mappings.iter().find(|(mapping, _)| !grant.covers(&mapping.source));
        if let Some((mapping, _)) = outside {
            return Err(FusionError::OutsideGrant { source_id: mapping.source.clone() });
        }
        let stages = match &bucket {
            None => Stages::new(data),
            // Its own part is the last resort: what it fetches for that it need not keep.
            Some(bucket) => Stages::over_bucket(&data.join("lake/own"), Arc::clone(bucket), 0)?,
        };
        Ok(Self {
            crew,
            stages: Arc::new(stages),
            bucket,
            data,
            run: grant.request().run.clone(),
            grant: grant.id().to_string(),
            ids,
            progress,
        })
    }

    /// Stage *wash* into `folder`.
    pub(crate) async fn wash(
        &self,
        draft: &Draft,
        bundle: &Bundle,
        register: i64,
        folder: &Path,
    ) -> Result<Vec<MatchRate>, FusionError> {
        let intake = draft.stage("intake");
        let mut inputs = self.inputs(folder)?;
        let index = inputs.index()?;
        let mut cuts = Vec::new();
        for (source, text, rows) in ranges(bundle, &intake)? {
            let name = format!("{source}-{}", rows.start);
            let (intake, read) =
                inputs.rows(&intake.join(format!("{source}.parquet")), rows.clone())?;
            let piece =
                Piece::Wash { mapping: text, intake, rows: read, register, index: index.clone() };
            cuts.push(Cut { name, rows: rows.end - rows.start, piece });
        }
        let sent = inputs.send(&mut cuts.iter_mut().map(|cut| &mut cut.piece))?;
        let worked = self.work("wash", folder, cuts, sent).await?;
        let mut rates = Vec::new();
        for (mapping, _) in &bundle.mappings {
            let of_source = worked.of(&mapping.source);
            let mut sum: Vec<MatchRate> = Vec::new();
            for answer in &of_source {
                let part: Vec<MatchRate> = said("wash", answer)?;
                if sum.is_empty() {
                    sum = part;
                } else {
                    sum.iter_mut().zip(&part).for_each(|(sum, part)| sum.add(part));
                }
            }
            rates.append(&mut sum);
            let out = folder.join(format!("{}.parquet", mapping.source));
            self.join("wash", &out, &of_source, 0)?;
        }
        worked.clear()?;
        Ok(rates)
    }

    /// Stage *standardise* into `folder`.
    pub(crate) async fn standardise(
        &self,
        draft: &Draft,
        bundle: &Bundle,
        folder: &Path,
    ) -> Result<(u64, Prepared), FusionError> {
        let (intake, washed) = (draft.stage("intake"), draft.stage("wash"));
        let mut inputs = self.inputs(folder)?;
        let mut cuts = Vec::new();
        for (source, text, rows) in ranges(bundle, &intake)? {
            let name = format!("{source}-{}", rows.start);
            let file = format!("{source}.parquet");
            let (washed, _) = inputs.rows(&washed.join(&file), rows.clone())?;
            let (intake, read) = inputs.rows(&intake.join(&file), rows.clone())?;
            let piece = Piece::Standardise { mapping: text, intake, washed, rows: read };
            cuts.push(Cut { name, rows: rows.end - rows.start, piece });
        }
        let sent = inputs.send(&mut cuts.iter_mut().map(|cut| &mut cut.piece))?;
        let worked = self.work("standardise", folder, cuts, sent).await?;
        let mut prepared = Prepared::default();
        for (number, (mapping, _)) in bundle.mappings.iter().enumerate() {
            let answers = worked.of(&mapping.source);
            let mut of_source = Prepared::default();
            for answer in &answers {
                of_source += said("standardise", answer)?;
            }
            for (at, (table, rows)) in of_source.tables().into_iter().enumerate() {
                let folder = folder.join(table);
                fs::create_dir_all(&folder).map_err(FusionError::file(&folder))?;
                let out = folder.join(format!("{}.parquet", part_name(number, mapping)));
                let joined = self.join("standardise", &out, &answers, at)?;
                if joined != rows {
                    let told = format!("{} has {joined} rows for {rows}", out.display());
                    return Err(FusionError::part("standardise", told));
                }
            }
            prepared += of_source;
        }
        let read = worked.answers.iter().map(|(_, answer)| answer.rows_in).sum();
        worked.clear()?;
        Ok((read, prepared))
    }

    /// The pairs of every share, compared, in files under `folder`; to be removed by [`Compared::clear`].
    pub(crate) async fn compare(
        &self,
        kind: Kind,
        prepared: &Path,
        settings: &Settings,
        rows: &Rows,
        folder: &Path,
    ) -> Result<Compared, FusionError> {
        let prepared = self.inputs(folder)?.table(prepared)?;
        let cuts = (0..SHARES).map(|number| Cut {
            name: format!("share-{number}"),
            rows: rows.len() as u64,
            piece: Piece::Compare {
                kind,
                prepared: prepared.clone(),
                settings: Box::new(settings.clone()),
                share: Share { number, of: SHARES },
            },
        });
        let worked = self.work(kind.stage(), folder, cuts.collect(), 0).await?;
        let mut shares = Vec::new();
        for (_, answer) in &worked.answers {
            let pairs: SharedPairs = said(kind.stage(), answer)?;
            shares.push((self.files(kind.stage(), answer, 0)?, pairs));
        }
        Ok(Compared { shares, worked })
    }

    /// Works a stage's pieces and writes its `parts.json`.
    async fn work(
        &self,
        stage: &'static str,
        folder: &Path,
        cuts: Vec<Cut>,
        sent: u64,
    ) -> Result<Worked, FusionError> {
        let parts = folder.join(format!("parts-{}", self.ids.next::<Attempt>()));
        fs::create_dir(&parts).map_err(FusionError::file(&parts))?;
        let mut bodies = Vec::with_capacity(cuts.len());
        for cut in &cuts {
            let order = Order {
                run: self.run.clone(),
                grant: self.grant.clone(),
                out: sent_path(self.data, &parts.join(&cut.name))?,
                piece: cut.piece.clone(),
            };
            let body = serde_json::to_value(order);
            bodies.push(body.map_err(|cause| FusionError::part(stage, cause.to_string()))?);
        }
        self.progress.stage(stage, cuts.len() as u64);
        let accept = |task: Task, answer: Value| {
            let rows = cuts[task.part].rows;
            async move { self.accept(&task, &answer, rows).await }.boxed()
        };
        let shift = self.crew.run(stage, bodies, &self.stages, &accept).await?;
        let mut answers = Vec::with_capacity(cuts.len());
        for (cut, part) in cuts.into_iter().zip(&shift.parts) {
            answers
                .push((cut.name, answer(&part.answer).map_err(|w| FusionError::part(stage, w))?));
        }
        let lines = answers.iter().zip(&shift.parts).map(|((name, answer), part)| Line {
            part: name,
            by: part.by.as_ref(),
            handed_out: part.handed_out,
            answer,
        });
        let sum = |of: fn(&Answer) -> u64| answers.iter().map(|(_, answer)| of(answer)).sum();
        let manifest = Manifest {
            rows_in: sum(|answer| answer.rows_in),
            rows_out: sum(|answer| answer.rows_out),
            bytes: sum(|answer| answer.files.iter().map(|wrote| wrote.mark.bytes).sum()),
            sent,
            fetched: sum(|answer| answer.fetched),
            parts: lines.collect(),
            losses: &shift.losses,
        };
        lake::write_json(&folder.join("parts.json"), &manifest)?;
        let mut shares: BTreeMap<&str, usize> = BTreeMap::new();
        for part in &shift.parts {
            *shares.entry(part.by.as_deref().unwrap_or("coordinator")).or_default() += 1;
        }
        tracing::info!(
            stage,
            parts = answers.len(),
            ?shares,
            losses = shift.losses.len(),
            bytes = manifest.bytes,
            "partitions done"
        );
        Ok(Worked { answers, parts })
    }

    /// Whether an answer holds: the rows that were to be read, and the files it names, which are here afterwards.
    async fn accept(&self, task: &Task, given: &Value, rows: u64) -> Result<(), String> {
        let given = answer(given)?;
        if given.rows_in != rows {
            return Err(format!("{} rows were read where there are {rows}", given.rows_in));
        }
        let (data, bucket) = (self.data.to_owned(), self.bucket.clone());
        let parts = format!("{PARTS}/{}", self.run);
        let proof = tokio::task::spawn_blocking(move || {
            let proven = |wrote: &Wrote| proven(&data, bucket.as_deref(), &parts, wrote);
            given.files.iter().try_for_each(proven)
        });
        proof.await.map_err(|gone| gone.to_string())??;
        tracing::debug!(stage = task.stage, part = task.part, "answer accepted");
        self.progress.advance(1);
        Ok(())
    }

    /// What partitions are to read, on its way to where they can.
    fn inputs(&self, folder: &Path) -> Result<Inputs<'_>, FusionError> {
        Inputs::of(self.data, self.bucket.as_deref(), &self.run, folder)
    }

    /// Joins file `at` of each answer, in order; the number of rows.
    fn join(
        &self,
        stage: &str,
        out: &Path,
        answers: &[&Answer],
        at: usize,
    ) -> Result<u64, FusionError> {
        let files: Result<Vec<PathBuf>, _> =
            answers.iter().map(|answer| self.files(stage, answer, at)).collect();
        let joined = concat(out, &files?)?;
        let told: u64 = answers.iter().filter_map(|answer| Some(answer.files.get(at)?.rows)).sum();
        if joined == told {
            return Ok(joined);
        }
        let what = format!("{} has {joined} rows where its parts tell of {told}", out.display());
        Err(FusionError::part(stage, what))
    }

    fn files(&self, stage: &str, answer: &Answer, at: usize) -> Result<PathBuf, FusionError> {
        let wrote = answer.files.get(at);
        let wrote = wrote.ok_or_else(|| FusionError::part(stage, "a file is missing"))?;
        inside(self.data, &wrote.file)
    }
}

/// Whether a file is the one that was written; from a bucket it is fetched.
fn proven(data: &Path, bucket: Option<&Bucket>, parts: &str, wrote: &Wrote) -> Result<(), String> {
    let path = inside(data, &wrote.file).map_err(|error| error.to_string())?;
    let told = |error: bucket::BucketError| error.to_string();
    let Some(bucket) = bucket else {
        return match Mark::of(&path).map_err(told)? {
            mark if mark == wrote.mark => Ok(()),
            _ => Err(format!("{} is not the file that was written", wrote.file)),
        };
    };
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|cause| cause.to_string())?;
    }
    bucket.fetch(parts, &wrote.mark, &path).map_err(told)
}

/// The partitions of a stage, answered.
struct Worked {
    /// By name, in order.
    answers: Vec<(String, Answer)>,
    parts: PathBuf,
}

impl Worked {
    fn of(&self, source: &str) -> Vec<&Answer> {
        let is = |name: &str| name.rsplit_once('-').is_some_and(|(of, _)| of == source);
        self.answers.iter().filter(|(name, _)| is(name)).map(|(_, answer)| answer).collect()
    }

    /// Removes what the attempts wrote: it is joined elsewhere.
    fn clear(&self) -> Result<(), FusionError> {
        lake::remove(&self.parts)
    }
}

/// Compared pairs, in files.
pub(crate) struct Compared {
    /// Each share's file and what it holds.
    pub(crate) shares: Vec<(PathBuf, SharedPairs)>,
    worked: Worked,
}

impl Compared {
    /// Removes the files.
    pub(crate) fn clear(&self) -> Result<(), FusionError> {
        self.worked.clear()
    }
}

/// Source, mapping and rows of every partition, in the order of the rows; a source without rows has one too.
fn ranges(
    bundle: &Bundle,
    intake: &Path,
) -> Result<Vec<(String, String, Range<u64>)>, FusionError> {
    let mut found = Vec::new();
    for (mapping, text) in &bundle.mappings {
        let rows = rows_of(&intake.join(format!("{}.parquet", mapping.source)))?;
        for part in 0..rows.div_ceil(PART_ROWS).max(1) {
            let range = part * PART_ROWS..rows.min((part + 1) * PART_ROWS);
            found.push((mapping.source.clone(), text.clone(), range));
        }
    }
    Ok(found)
}

fn answer(value: &Value) -> Result<Answer, String> {
    serde_json::from_value(value.clone()).map_err(|cause| cause.to_string())
}

fn said<T: DeserializeOwned>(stage: &str, answer: &Answer) -> Result<T, FusionError> {
    serde_json::from_value(answer.said.clone())
        .map_err(|cause| FusionError::part(stage, cause.to_string()))
}
