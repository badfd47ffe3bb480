//! A day's change into the current generation, without a whole run.
//!
//! Departments hand over the rows that are new or changed since, and the names of those they withdrew. A day's run
//! takes them in as a whole run would, compares them with what each record said before, and goes on with what differs:
//!
//! | stage | reads | of |
//! |---|---|---|
//! | intake, wash, standardise | the day's tables | the day |
//! | index | the lake, once a generation | every record: its rows, its blocking keys |
//! | link people, link organisations | the index | the mentions that share a key with a new one, and the entities that these lead to |
//! | apply | the index and the blocks | the entities touched |
//!
//! Pairs are scored under the generation's pinned model and its frequencies. The clusters of all that a change reaches
//! are formed by the very functions of a whole run, over every pair among them; so the partition is that of a whole run
//! under the same model, whatever the order in which the rows came. One transaction makes the change seen.

mod changes;
mod differing;
mod folded;
mod index;
mod known;
mod large;
mod reach;
mod reads;
mod relink;
mod report;
mod restate;
mod survive;
mod variants;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use access::{BatchGrant, BatchRequest, Purpose};
use blocks::{Blocks, EndKind, Judgements, Run, RunBook, Standing};
use kernel::{Day, Id, Progress};

pub use self::{
    changes::Counts,
    report::{DayApplied, DayReport, SourceOfDay},
};
use self::{
    changes::{Changes, compare, files_of_day, withdrawn},
    index::{Index, ORGANISATIONS, PEOPLE, Row, Stated},
    known::{Known, Opening},
    relink::{Relinked, Relinking},
    restate::Restating,
};
pub(crate) use self::{index::LevelWriter, known::index_of_run};
use crate::{
    Context, FusionError, Sources,
    at_work::AtWork,
    gazetteer::{self, Gazetteer},
    intake::{SourceFiles, SourceReport},
    lake::{Draft, DraftMeta, Generation, Kind, Lake, TableSink, Value},
    mapping::{Bundle, Mapping, load_bundle},
    measure::{Measure, StageReport},
    run::{finished, taken_over},
    stages::{
        intake, standardise,
        wash::{self, MatchRate},
    },
};

/// The file of a day that names the records it changed: `source`, `record`.
pub(crate) const CHANGED: &str = "changed.parquet";

/// What a day's run is given.
pub struct DayOptions<'a> {
    /// The folder of mapping files that the generation was made with.
    pub mappings: PathBuf,
    /// The folder of the day's tables; those of withdrawn records stand in `withdrawn` below it. Without one, the run
    /// follows the judgements given since the last run, and nothing else.
    pub changes: Option<PathBuf>,
    /// The day.
    pub day: Day,
    /// Told of every stage.
    pub progress: &'a dyn Progress,
}

impl std::fmt::Debug for DayOptions<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DayOptions")
            .field("changes", &self.changes)
            .field("day", &self.day)
            .finish_non_exhaustive()
    }
}

/// Takes a day's change into the current generation. The same change again changes nothing.
pub async fn fuse_day(
    context: &Context,
    options: &DayOptions<'_>,
) -> Result<DayReport, FusionError> {
    let bundle = load_bundle(&options.mappings)?;
    let lake = Lake::open(&context.data)?;
    let ground = Ground::stand(context, &lake, bundle).await?;
    let files = match &options.changes {
        Some(root) => files_of_day(&ground.bundle, root, options.day),
        None => Vec::new(),
    };
    let withdrawn = match &options.changes {
        Some(root) => withdrawn(context, &ground.bundle, root)?,
        None => BTreeMap::new(),
    };
    if let Some(folder) = &options.changes
        && withdrawn.is_empty()
        && files.iter().all(|files| files.paths.is_empty())
    {
        return Err(FusionError::EmptyDay { folder: folder.clone() });
    }
    let opening = Opening::begin(ground.generation.clone());
    let washes = files.iter().any(|files| !files.paths.is_empty());
    let of_day = gazetteer::of_day(context, washes, options.progress);
    let (gazetteer, register) = Box::pin(of_day).await?;
    let holder = lake.holder(&context.ids.next::<Run>().to_string())?;
    let book = RunBook::of(context.database.clone(), holder);
    let fresh = DraftMeta {
        run: context.ids.next::<Run>().to_string(),
        number: book.next_number().await?,
        fingerprint: fingerprint(&ground, &files, options.day, register)?,
    };
    let mut draft = lake.day(fresh)?;
    let folder = options.changes.as_ref().unwrap_or(&options.mappings);
    let (run, _at_work) = AtWork::begin(context, &book, &mut draft, folder).await?;
    let work = Work { context, options, ground: &ground, files, withdrawn, run, register };
    let done = Box::pin(work.all(draft, &book, gazetteer, opening)).await;
    match done {
        Ok(report) => Ok(report),
        Err(error) => {
            book.failed(run, &error.message(), &*context.clock).await?;
            Err(error)
        }
    }
}

/// The generation that the day builds on.
struct Ground {
    bundle: Bundle,
    generation: Generation,
    standing: Standing,
}

impl Ground {
    async fn stand(context: &Context, lake: &Lake, bundle: Bundle) -> Result<Self, FusionError> {
        let blocks = Blocks::new(context.database.clone());
        let standing = blocks.standing().await?.ok_or(FusionError::NoGeneration)?;
        let generation = lake.current()?.ok_or(FusionError::NoGeneration)?;
        if generation.run()? != standing.run.to_string() {
            return Err(FusionError::OtherLake { folder: generation.folder });
        }
        // A day whose change was made, and whose process ended before its files were put away.
        lake.settle_day(&generation, |run| standing.days.iter().any(|day| day.to_string() == run))?;
        for row in RunBook::new(context.database.clone()).sources().await? {
            let mapping = bundle.mappings.iter().find(|(mapping, _)| mapping.source == row.id);
            if mapping.is_some_and(|(_, text)| *text != row.mapping) {
                return Err(FusionError::MappingChanged { source_id: row.id });
            }
        }
        Ok(Self { bundle, generation, standing })
    }
}

struct Work<'a> {
    context: &'a Context,
    options: &'a DayOptions<'a>,
    ground: &'a Ground,
    files: Vec<SourceFiles>,
    withdrawn: BTreeMap<String, BTreeSet<String>>,
    run: Id<Run>,
    register: i64,
}

impl Work<'_> {
    async fn all(
        &self,
        draft: Draft,
        book: &RunBook,
        gazetteer: Option<Gazetteer>,
        opening: Opening,
    ) -> Result<DayReport, FusionError> {
        let started_at = self.context.clock.now();
        let grant = self.grant(draft.meta.number).await?;
        let mut stages = Vec::new();
        let progress = self.options.progress;
        let of_day = self.of_day();
        let intake = self.intake(&of_day, &draft, &mut stages).await?;
        let rates = self.wash(&of_day, gazetteer, &draft, &mut stages)?;
        let mappings: Vec<&Mapping> =
            of_day.0.mappings.iter().map(|(mapping, _)| mapping).collect();
        let prepared = self.standardise(&of_day.0, &draft, &mut stages)?;
        let measure = Measure::begin("index");
        let (generation, bundle) = (&self.ground.generation, &self.ground.bundle);
        let known = Box::pin(opening.done(generation, bundle, progress)).await?;
        let index = &known.index;
        stages.push(measure.end(0, 0));
        let (intake_of, made) = (draft.stage("intake"), draft.stage("standardise"));
        let measure = Measure::begin("compare");
        let (changes, counts) = compare(&mappings, &intake_of, &made, &self.withdrawn, index)?;
        let named = counts.values().map(|of| of.known() + of.new + of.unknown).sum();
        stages.push(measure.end(named, changes.len() as u64));
        progress.stage("link", 2);
        let measure = Measure::begin("link");
        let linked = self.link(&draft, &grant, &known, &changes).await?;
        let reached = linked.iter().map(|kind| kind.former.len() as u64).sum();
        stages.push(measure.end(changes.len() as u64, reached));
        progress.stage("apply", 0);
        let applied = self.apply((&draft, &mut stages), &grant, index, &changes, &linked).await?;
        let report = DayReport {
            run: self.run.to_string(),
            number: draft.meta.number,
            day: self.options.day,
            started_at,
            finished_at: self.context.clock.now(),
            register: self.register,
            stages,
            sources: self.sources(intake, &rates, &counts),
            prepared,
            applied,
        };
        let json = serde_json::to_string_pretty(&report).unwrap_or_default();
        let page = report::html(&report);
        draft.write("report.json", &json)?;
        if applied.is_none() {
            draft.discard()?;
        } else {
            draft.put_away(&self.ground.generation)?;
        }
        book.done(self.run, &json, &page, &*self.context.clock).await?;
        Ok(report)
    }

    /// One grant for the whole run, on the log before a row is read.
    async fn grant(&self, number: i64) -> Result<BatchGrant, FusionError> {
        let mut tables = vec!["block_mention".to_owned()];
        let mut columns = vec!["block_mention.entity_id".to_owned()];
        for (mapping, _) in &self.ground.bundle.mappings {
            tables.push(mapping.source.clone());
            let named = mapping.columns.keys();
            columns.extend(named.map(|column| format!("{}.{column}", mapping.source)));
        }
        let request = BatchRequest {
            purpose: Purpose::DataQuality,
            run: number.to_string(),
            tables,
            columns,
        };
        Ok(self.context.access.batch_grant(request).await?)
    }

    /// The mappings with tables of the day, and the tables.
    fn of_day(&self) -> (Bundle, Vec<SourceFiles>) {
        let with_files =
            self.ground.bundle.mappings.iter().cloned().zip(self.files.iter().cloned());
        let (mappings, files) = with_files.filter(|(_, files)| !files.paths.is_empty()).unzip();
        (Bundle { mappings, ..self.ground.bundle.clone() }, files)
    }

    async fn intake(
        &self,
        (bundle, files): &(Bundle, Vec<SourceFiles>),
        draft: &Draft,
        stages: &mut Vec<StageReport>,
    ) -> Result<Vec<SourceReport>, FusionError> {
        if let Some(done) = taken_over(draft, "intake", stages)? {
            return Ok(done);
        }
        let progress = self.options.progress;
        progress.stage("intake", files.len() as u64);
        let measure = Measure::begin("intake");
        let folder = draft.begin_stage("intake")?;
        let root = files.first().map(|files| files.root.clone()).unwrap_or_default();
        let from = (&Sources::Folder(root), files.as_slice());
        let hold = draft.hold();
        let reports = intake::intake(self.context, bundle, from, &folder, &hold, progress).await?;
        let (rows, accepted) =
            reports.iter().fold((0, 0), |(r, a), one| (r + one.rows, a + one.accepted));
        finished(draft, "intake", measure.end(rows, accepted), reports, stages)
    }

    fn wash(
        &self,
        (bundle, files): &(Bundle, Vec<SourceFiles>),
        gazetteer: Option<Gazetteer>,
        draft: &Draft,
        stages: &mut Vec<StageReport>,
    ) -> Result<Vec<MatchRate>, FusionError> {
        if let Some(done) = taken_over(draft, "wash", stages)? {
            return Ok(done);
        }
        self.options.progress.stage("wash", files.len() as u64);
        let measure = Measure::begin("wash");
        let folder = draft.begin_stage("wash")?;
        let mut rates = Vec::new();
        if let Some(gazetteer) = gazetteer {
            let intake = draft.stage("intake");
            rates = wash::wash_all(bundle, &intake, &folder, &gazetteer, self.options.progress)?;
        }
        let (written, matched) = rates
            .iter()
            .fold((0, 0), |(w, m), one: &MatchRate| (w + one.written, m + one.a + one.b));
        finished(draft, "wash", measure.end(written, matched), rates, stages)
    }

    fn standardise(
        &self,
        bundle: &Bundle,
        draft: &Draft,
        stages: &mut Vec<StageReport>,
    ) -> Result<crate::prepare::Prepared, FusionError> {
        if let Some(done) = taken_over(draft, "standardise", stages)? {
            return Ok(done);
        }
        let measure = Measure::begin("standardise");
        let folder = draft.begin_stage("standardise")?;
        self.options.progress.stage("standardise", bundle.mappings.len() as u64);
        let (rows, prepared) =
            standardise::standardise(bundle, draft, &folder, self.options.progress)?;
        let out = prepared.people + prepared.organisations;
        finished(draft, "standardise", measure.end(rows, out), prepared, stages)
    }

    async fn link(
        &self,
        draft: &Draft,
        grant: &BatchGrant,
        known: &Known,
        changes: &Changes,
    ) -> Result<[Relinked; 2], FusionError> {
        let index = &known.index;
        let register = gazetteer::register(self.context);
        let level = draft.begin_stage("index")?;
        let mut found = [Relinked::default(), Relinked::default()];
        let folders = ["link_people", "link_organisations"];
        let mut relinkings = Vec::new();
        for kind in [PEOPLE, ORGANISATIONS] {
            let folder = draft.begin_stage(folders[kind])?;
            relinkings.push((kind, folder));
        }
        let relinking = |kind: usize| Relinking {
            context: self.context,
            grant,
            index,
            changes,
            model: known.models[kind].as_ref(),
            register: &register,
            kind,
            folder: &relinkings[kind].1,
        };
        for (kind, end) in [(PEOPLE, EndKind::Person), (ORGANISATIONS, EndKind::Organisation)] {
            let judged = self.judged(end).await?;
            found[kind] = relinking(kind).run(&judged).await?;
            self.options.progress.advance(1);
        }
        let columns = [("source", Kind::Text), ("record", Kind::Text)];
        let mut sink = TableSink::create("link", &draft.stage(CHANGED), &columns)?;
        for change in changes.values() {
            sink.push(&[Value::Text(&change.source), Value::Text(&change.record)])?;
        }
        sink.finish()?;
        let mut writer = LevelWriter::create(&level, known.rules())?;
        let mut numbers = BTreeMap::new();
        for (key, change) in changes {
            numbers.insert(key.clone(), writer.push(key, change.now.as_ref())?);
        }
        // Records that stand for others since have keys since.
        let promoted = index.find(found[ORGANISATIONS].promoted.iter().map(String::as_str))?;
        for (key, stated) in &promoted {
            numbers.insert(key.clone(), writer.push(key, Some(stated))?);
        }
        for kind in [PEOPLE, ORGANISATIONS] {
            let again = mentions_of(kind, &promoted);
            relinking(kind).index(&again, &numbers, &mut writer).await?;
            for (one, other) in &found[kind].apart {
                writer.apart(kind, one, other)?;
            }
        }
        writer.finish()?;
        Ok(found)
    }

    /// Records of judgements that were given or withdrawn since the last run began.
    async fn judged(&self, kind: EndKind) -> Result<BTreeSet<String>, FusionError> {
        let book = Judgements::new(self.context.database.clone());
        let judgements = book.since(kind, self.ground.standing.since).await?;
        let records = judgements.iter().flat_map(|one| [&one.left, &one.right]);
        Ok(records.map(ToString::to_string).collect())
    }

    async fn apply(
        &self,
        (draft, stages): (&Draft, &mut Vec<StageReport>),
        grant: &BatchGrant,
        index: &Index,
        changes: &Changes,
        relinked: &[Relinked; 2],
    ) -> Result<DayApplied, FusionError> {
        let blocks = Blocks::new(self.context.database.clone());
        let measure = Measure::begin("apply");
        let restating = Restating { blocks: &blocks, grant, index, changes, relinked };
        let mut change = restating.change().await?;
        change.day = Some(self.options.day);
        let applied = DayApplied::of(&change, relinked);
        let entities = applied.people + applied.organisations;
        stages.push(measure.end(applied.reached, entities));
        if changes.is_empty() && applied.is_none() {
            return Ok(applied);
        }
        draft.finish_stage("apply", &applied)?;
        let counts = serde_json::to_string(&applied).unwrap_or_default();
        let (ids, clock) = (&self.context.ids, &*self.context.clock);
        let generation = self.ground.standing.generation;
        let measure = Measure::begin("commit");
        change.commit(&self.context.database, generation, self.run, &counts, ids, clock).await?;
        let rows = entities + applied.relations + applied.contacts + applied.events;
        stages.push(measure.end(entities, rows));
        Ok(applied)
    }

    fn sources(
        &self,
        intake: Vec<SourceReport>,
        rates: &[MatchRate],
        counts: &BTreeMap<String, Counts>,
    ) -> Vec<SourceOfDay> {
        let mut by_source: BTreeMap<String, SourceReport> =
            intake.into_iter().map(|report| (report.source.clone(), report)).collect();
        let mut sources = Vec::new();
        for (mapping, _) in &self.ground.bundle.mappings {
            let (report, count) =
                (by_source.remove(&mapping.source), counts.get(&mapping.source).copied());
            if report.is_some() || count.is_some() {
                let of = rates.iter().filter(|rate| rate.source == mapping.source);
                let empty =
                    SourceReport { source: mapping.source.clone(), ..SourceReport::default() };
                sources.push(SourceOfDay {
                    title_zh: mapping.title.zh.clone(),
                    title_en: mapping.title.en.clone(),
                    rates: of.cloned().collect(),
                    intake: report.unwrap_or(empty),
                    counts: count.unwrap_or_default(),
                });
            }
        }
        sources
    }
}

/// The mentions of these records, by id.
fn mentions_of(kind: usize, records: &BTreeMap<String, Stated>) -> BTreeMap<String, Row> {
    let rows = records.values().flat_map(|stated| &stated.rows[kind]);
    rows.filter_map(|row| Some((index::text(kind, row, "id")?.to_owned(), row.clone()))).collect()
}

/// Digest of what a day's first stages depend on.
fn fingerprint(
    ground: &Ground,
    files: &[SourceFiles],
    day: Day,
    register: i64,
) -> Result<String, FusionError> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    hasher.update(day.to_string().as_bytes());
    hasher.update(&register.to_le_bytes());
    hasher.update(ground.standing.run.to_string().as_bytes());
    hasher.update(&ground.standing.days.len().to_le_bytes());
    for (_, text) in &ground.bundle.mappings {
        hasher.update(text.as_bytes());
    }
    for files in files {
        for stamp in files.stamps()? {
            hasher.update(stamp.as_bytes());
        }
    }
    Ok(hasher.finalize().to_hex().to_string())
}
