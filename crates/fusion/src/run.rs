//! A run, stage by stage.

use std::{fs, path::Path, sync::Arc};

use access::{BatchGrant, BatchRequest, Person, Purpose};
use blocks::{
    Blocks, EndKind, Judgements, LineageBook, LineageEvent, Load, Organisation, RejectRow, Run,
    RunBook, SourceRow,
};
use cluster::Crew;
use futures::future::try_join;
use kernel::{Id, Instant, Text};
use linkage::PinnedModel;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    Context, FusionError, Options,
    at_work::AtWork,
    day::{self, LevelWriter},
    engine, export,
    gazetteer::{self, Gazetteer},
    intake::{SourceFiles, SourceReport},
    lake::{Draft, DraftMeta, Generation, Lake, rows_of},
    living::{bind, lineage, review},
    mapping::{Bundle, load_bundle},
    measure::{Measure, StageReport},
    parts::Team,
    prepare::Prepared,
    report::{RunReport, SourceOfRun, html},
    settings,
    stages::{
        apply::{self, Applied},
        assign,
        buckets::{self, Buckets},
        entities, intake,
        link::{self, By, Kind, Linked},
        relations::Related,
        standardise,
        wash::{self, MatchRate},
    },
    truth,
};

/// Runs every stage over the tables and loads what they say into the blocks.
///
/// Mappings and headers are checked before a row is read; until the last stage
/// nothing of the blocks changes.
pub async fn fuse(context: &Context, options: &Options<'_>) -> Result<RunReport, FusionError> {
    fuse_with(context, options, None).await
}

/// As [`fuse`], with the costly stages in partitions on the workers of `crew`: the same rows in the same order,
/// whatever becomes of the workers.
pub async fn fuse_with(
    context: &Context,
    options: &Options<'_>,
    crew: Option<&Crew>,
) -> Result<RunReport, FusionError> {
    let bundle = load_bundle(&options.mappings)?;
    let mut files = Vec::new();
    for (mapping, _) in &bundle.mappings {
        files.push(options.sources.find(mapping)?);
    }
    let mut lake = Lake::open(&context.data)?;
    let holder = lake.holder(&context.ids.next::<Run>().to_string())?;
    let book = RunBook::of(context.database.clone(), holder.clone());
    let number = book.next_number().await?;
    if let Some(bucket) = &options.lake {
        let since = context.clock.now().to_string();
        lake.keep_in(Arc::clone(bucket), &number.to_string(), &since, &holder)?;
    }
    let others_may_read =
        gazetteer::is_left(&context.data) || (crew.is_some() && options.lake.is_none());
    let prepared = gazetteer::prepare(context, &bundle, &options.sources, options.progress);
    let register = Box::pin(prepared).await?;
    let judged = bind::standing(&context.database).await?;
    let fresh = DraftMeta {
        run: context.ids.next::<Run>().to_string(),
        number,
        fingerprint: fingerprint(&bundle, &files, register, &judged, options.keep_model)?,
    };
    let mut draft = lake.draft(fresh)?;
    let (run, _at_work) = AtWork::begin(context, &book, &mut draft, &options.mappings).await?;
    let work = Work { context, options, bundle: &bundle, files: &files, run, register, crew };
    let done = Box::pin(work.all(draft, &book)).await;
    options.sources.leave()?;
    gazetteer::let_go(&context.data, others_may_read);
    match done {
        Ok(report) => Ok(report),
        Err(error) => {
            book.failed(run, &error.message(), &*context.clock).await?;
            Err(error)
        }
    }
}

struct Work<'a> {
    context: &'a Context,
    options: &'a Options<'a>,
    bundle: &'a Bundle,
    files: &'a [SourceFiles],
    run: Id<Run>,
    register: i64,
    crew: Option<&'a Crew>,
}

impl Work<'_> {
    async fn all(&self, draft: Draft, book: &RunBook) -> Result<RunReport, FusionError> {
        let started_at = self.context.clock.now();
        let grant = self.grant(draft.meta.number).await?;
        let mut stages = Vec::new();
        let sources = self.intake(&draft, &mut stages).await?;
        let team = self.team(&grant)?;
        let team = team.as_ref();
        let rates = self.wash(&draft, team, &mut stages).await?;
        let prepared = self.standardise(&draft, team, &mut stages).await?;
        let session = engine::session()?;
        let people = self.link(&draft, &session, Kind::People, team, &mut stages).await?;
        let organisations =
            self.link(&draft, &session, Kind::Organisations, team, &mut stages).await?;
        let mut loaded = Vec::new();
        let loading = async {
            let related = self.relate(&draft, &session, &grant, &mut loaded).await?;
            self.apply(&draft, &session, related, &mut loaded).await
        };
        // Loading waits for the one writer of the database, and leaves a processor idle.
        let (loading, index) = (Box::pin(loading), Box::pin(self.index(&draft)));
        let ((applied, related), index) = try_join(loading, index).await?;
        stages.append(&mut loaded);
        self.finish_index(&draft, index, &mut stages)?;
        let mut report = RunReport {
            run: self.run.to_string(),
            number: draft.meta.number,
            folder: self.options.mappings.display().to_string(),
            started_at,
            finished_at: self.context.clock.now(),
            register: self.register,
            stages,
            sources: self.sources_of_run(sources, &rates),
            prepared,
            people,
            organisations,
            related,
            applied,
            truth: None,
        };
        self.finish(draft, book, &mut report).await?;
        Ok(report)
    }

    /// One grant for the whole run, on the log before a row is read.
    async fn grant(&self, number: i64) -> Result<BatchGrant, FusionError> {
        let mut tables = vec!["block_mention".to_owned()];
        let mut columns = vec!["block_mention.entity_id".to_owned()];
        for (mapping, _) in &self.bundle.mappings {
            tables.push(mapping.source.clone());
            columns.extend(
                mapping.columns.keys().map(|column| format!("{}.{column}", mapping.source)),
            );
        }
        let request = BatchRequest {
            purpose: Purpose::DataQuality,
            run: number.to_string(),
            tables,
            columns,
        };
        Ok(self.context.access.batch_grant(request).await?)
    }

    async fn intake(
        &self,
        draft: &Draft,
        stages: &mut Vec<StageReport>,
    ) -> Result<Vec<SourceReport>, FusionError> {
        if let Some(done) = taken_over(draft, "intake", stages)? {
            return Ok(done);
        }
        self.options.progress.stage("intake", self.bundle.mappings.len() as u64);
        let measure = Measure::begin("intake");
        let folder = draft.begin_stage("intake")?;
        let from = (&self.options.sources, self.files);
        let reports = intake::intake(
            self.context,
            self.bundle,
            from,
            &folder,
            &draft.hold(),
            self.options.progress,
        )
        .await?;
        self.options.sources.leave()?;
        let (rows, accepted) =
            reports.iter().fold((0, 0), |(r, a), one| (r + one.rows, a + one.accepted));
        finished(draft, "intake", measure.end(rows, accepted), reports, stages)
    }

    /// The workers, under the run's grant.
    fn team(&self, grant: &BatchGrant) -> Result<Option<Team<'_>>, FusionError> {
        let data = &self.context.data;
        let tools = (&self.context.ids, self.options.progress);
        let bucket = self.options.lake.clone();
        let team = |crew| Team::new(crew, data, self.bundle, grant, bucket, tools);
        self.crew.map(team).transpose()
    }

    async fn wash(
        &self,
        draft: &Draft,
        team: Option<&Team<'_>>,
        stages: &mut Vec<StageReport>,
    ) -> Result<Vec<MatchRate>, FusionError> {
        if let Some(done) = taken_over(draft, "wash", stages)? {
            return Ok(done);
        }
        let measure = Measure::begin("wash");
        let folder = draft.begin_stage("wash")?;
        let rates = match team {
            Some(team) => team.wash(draft, self.bundle, self.register, &folder).await?,
            None => self.wash_here(draft, &folder)?,
        };
        let (written, matched) =
            rates.iter().fold((0, 0), |(w, m), one| (w + one.written, m + one.a + one.b));
        finished(draft, "wash", measure.end(written, matched), rates, stages)
    }

    fn wash_here(&self, draft: &Draft, folder: &Path) -> Result<Vec<MatchRate>, FusionError> {
        self.options.progress.stage("wash", self.bundle.mappings.len() as u64);
        let gazetteer = Gazetteer::open(&gazetteer::kept(&self.context.data), self.register)?;
        let intake = draft.stage("intake");
        wash::wash_all(self.bundle, &intake, folder, &gazetteer, self.options.progress)
    }

    async fn standardise(
        &self,
        draft: &Draft,
        team: Option<&Team<'_>>,
        stages: &mut Vec<StageReport>,
    ) -> Result<Prepared, FusionError> {
        if let Some(done) = taken_over(draft, "standardise", stages)? {
            return Ok(done);
        }
        let measure = Measure::begin("standardise");
        let folder = draft.begin_stage("standardise")?;
        let progress = self.options.progress;
        let (rows, prepared) = if let Some(team) = team {
            team.standardise(draft, self.bundle, &folder).await?
        } else {
            progress.stage("standardise", self.bundle.mappings.len() as u64);
            standardise::standardise(self.bundle, draft, &folder, progress)?
        };
        let out = prepared.people + prepared.organisations;
        finished(draft, "standardise", measure.end(rows, out), prepared, stages)
    }

    async fn link(
        &self,
        draft: &Draft,
        session: &datafusion::prelude::SessionContext,
        kind: Kind,
        team: Option<&Team<'_>>,
        stages: &mut Vec<StageReport>,
    ) -> Result<Linked, FusionError> {
        let stage = kind.stage();
        if let Some(done) = taken_over(draft, stage, stages)? {
            return Ok(done);
        }
        self.options.progress.stage(stage, 0);
        let measure = Measure::begin(stage);
        let folder = draft.begin_stage(stage)?;
        let prepared = draft.stage("standardise").join(kind.table());
        let settings = match kind {
            Kind::People => settings::people(self.bundle)?,
            Kind::Organisations => settings::organisations(self.bundle)?,
        };
        let model = self.model(kind)?;
        let judged = match &model {
            Some(_) => Vec::new(),
            None => bind::judged(&self.context.database, kind.end()).await?,
        };
        let by = match &model {
            Some(model) => By::Pinned(model),
            None => By::Training(&settings, &judged, team),
        };
        let linked = link::link(session, kind, &prepared, by, &folder).await?;
        finished(draft, stage, measure.end(linked.mentions, linked.clusters), linked, stages)
    }

    /// The model of the current generation, where the run was told to keep it.
    fn model(&self, kind: Kind) -> Result<Option<PinnedModel>, FusionError> {
        if !self.options.keep_model {
            return Ok(None);
        }
        let generation = Generation::newest(&self.context.data.join("lake"))?;
        let path = generation.map(|of| of.stage(kind.stage()).join("model.json"));
        let known = path.filter(|path| path.exists());
        Ok(known.map(|path| PinnedModel::load(&path)).transpose()?)
    }

    async fn relate(
        &self,
        draft: &Draft,
        session: &datafusion::prelude::SessionContext,
        grant: &BatchGrant,
        stages: &mut Vec<StageReport>,
    ) -> Result<Related, FusionError> {
        let folder = draft.stage("relations");
        let kinds = [("people", EndKind::Person), ("organisations", EndKind::Organisation)];
        let done = taken_over(draft, "relations", stages)?;
        let related = match done {
            Some(done) => done,
            None => self.assign(draft, session, grant, kinds, stages).await?,
        };
        for (kind, _) in kinds {
            for (name, file) in entities::TOUCHED {
                let file = folder.join(kind).join(file);
                engine::table(session, &format!("{kind}_{name}"), &file).await?;
            }
        }
        Ok(related)
    }

    async fn assign(
        &self,
        draft: &Draft,
        session: &datafusion::prelude::SessionContext,
        grant: &BatchGrant,
        kinds: [(&str, EndKind); 2],
        stages: &mut Vec<StageReport>,
    ) -> Result<Related, FusionError> {
        self.options.progress.stage("relations", 0);
        let measure = Measure::begin("relations");
        let folder = draft.begin_stage("relations")?;
        let blocks = Blocks::new(self.context.database.clone());
        let mut related = Related::default();
        for (kind, end) in kinds {
            let of_kind = folder.join(kind);
            fs::create_dir_all(&of_kind).map_err(FusionError::file(&of_kind))?;
            assign::former(&blocks, grant, end, &of_kind).await?;
            let judgements = Judgements::new(self.context.database.clone()).binding(end).await?;
            let link = draft.stage(&format!("link_{kind}"));
            related.judged += bind::bind(session, kind, &link, &judgements, &of_kind).await?;
            let returning = LineageBook::new(self.context.database.clone()).returning(end).await?;
            let found = entities::Found { link: &link, folder: &of_kind, returning: &returning };
            let ids = &self.context.ids;
            match end {
                EndKind::Person => related.people = entities::assign_all::<Person>(&found, ids)?,
                _ => related.organisations = entities::assign_all::<Organisation>(&found, ids)?,
            }
        }
        related.stated = rows_of(&draft.stage("standardise").join("relations"))?;
        let entities = related.people + related.organisations;
        finished(draft, "relations", measure.end(related.stated, entities), related, stages)
    }

    async fn apply(
        &self,
        draft: &Draft,
        session: &datafusion::prelude::SessionContext,
        mut related: Related,
        stages: &mut Vec<StageReport>,
    ) -> Result<(Applied, Related), FusionError> {
        if let Some(done) = taken_over(draft, "apply", stages)? {
            return Ok(done);
        }
        self.options.progress.stage("apply", 0);
        let measure = Measure::begin("apply");
        let (prepared, assigned) = (draft.stage("standardise"), draft.stage("relations"));
        let mut load = Load::begin(&self.context.database, self.run).await?;
        let clock = &*self.context.clock;
        let folder = draft.begin_stage("apply")?;
        let mut buckets = [
            Buckets::create(&folder.join("people"), apply::PERSON_COLUMNS)?,
            Buckets::create(&folder.join("organisations"), apply::ORGANISATION_COLUMNS)?,
        ];
        let sources = apply::Sources { prepared: &prepared, related: &assigned, clock };
        let mut applied = sources.load(&mut load, &mut buckets, &mut related).await?;
        applied.generation = load.generation();
        let [people, organisations] = buckets;
        for bucket in people.finish()? {
            applied.people += apply::people(buckets::read(&bucket)?, &load).await?;
        }
        for bucket in organisations.finish()? {
            applied.organisations += apply::organisations(buckets::read(&bucket)?, &load).await?;
        }
        fs::remove_dir_all(&folder).map_err(FusionError::file(&folder))?;
        applied.events = apply::events(&prepared.join("events"), &mut load).await?;
        let register = gazetteer::register(self.context);
        for (kind, end) in [("people", EndKind::Person), ("organisations", EndKind::Organisation)] {
            let events = lineage::events(session, kind, end).await?;
            let merges =
                events.iter().filter(|event| event.event == LineageEvent::Merge).count() as u64;
            applied.merges += merges;
            applied.splits += events.len() as u64 - merges;
            load.lineage(events);
            let link = draft.stage(&format!("link_{kind}"));
            let mentions = prepared.join(kind);
            let found = review::candidates(session, end, &link, &mentions, &register).await?;
            applied.candidates += found.len() as u64;
            load.candidates(found, &self.context.ids).await?;
        }
        let counts = serde_json::to_string(&applied).unwrap_or_default();
        load.swap(&counts, &self.context.ids, clock).await?;
        let cost = measure.end(applied.rows(), applied.rows());
        finished(draft, "apply", cost, (applied, related), stages)
    }

    /// Writes what the days after the run need of its records, up to what is sorted at the end; nothing where it is there.
    async fn index(&self, draft: &Draft) -> Result<Option<LevelWriter>, FusionError> {
        if draft.finished::<(StageReport, u64)>("index")?.is_some() {
            return Ok(None);
        }
        let folder = draft.begin_stage("index")?;
        Ok(Some(day::index_of_run(self.bundle, draft, &folder).await?))
    }

    /// Its cost is what it adds: the rest is told of the stages beside which it was written.
    fn finish_index(
        &self,
        draft: &Draft,
        index: Option<LevelWriter>,
        stages: &mut Vec<StageReport>,
    ) -> Result<(), FusionError> {
        let Some(index) = index else {
            return taken_over::<u64>(draft, "index", stages).map(drop);
        };
        self.options.progress.stage("index", 0);
        let measure = Measure::begin("index");
        let records = u64::from(index.finish()?);
        finished(draft, "index", measure.end(records, records), records, stages).map(drop)
    }

    fn sources_of_run(&self, sources: Vec<SourceReport>, rates: &[MatchRate]) -> Vec<SourceOfRun> {
        let with_mapping = sources.into_iter().zip(&self.bundle.mappings);
        with_mapping
            .map(|(intake, (mapping, _))| SourceOfRun {
                title_zh: mapping.title.zh.clone(),
                title_en: mapping.title.en.clone(),
                rates: rates.iter().filter(|rate| rate.source == mapping.source).cloned().collect(),
                intake,
            })
            .collect()
    }

    /// Commits the generation of the lake, writes the report and the sources down, and compares with the truth if asked.
    async fn finish(
        &self,
        draft: Draft,
        book: &RunBook,
        report: &mut RunReport,
    ) -> Result<(), FusionError> {
        draft.write("report.json", &json(report))?;
        draft.write("report.html", &html(report))?;
        let generation = draft.commit()?;
        let rows: Vec<(SourceRow, Vec<RejectRow>)> = report
            .sources
            .iter()
            .zip(&self.bundle.mappings)
            .map(|(source, mapping)| self.row(source, mapping))
            .collect();
        book.put_sources(&rows, self.run, &self.context.ids, &*self.context.clock).await?;
        if let Some(folder) = &self.options.truth {
            self.options.progress.stage("compare with the truth", 0);
            let found = export::found(self.context).await?;
            report.truth = Some(truth::compare(self.bundle, folder, &found)?);
            crate::lake::write_whole(
                &generation.folder.join("report.json"),
                json(report).as_bytes(),
            )?;
            crate::lake::write_whole(
                &generation.folder.join("report.html"),
                html(report).as_bytes(),
            )?;
        }
        book.done(self.run, &json(report), &html(report), &*self.context.clock).await?;
        Ok(())
    }

    fn row(
        &self,
        source: &SourceOfRun,
        mapping: &(crate::mapping::Mapping, String),
    ) -> (SourceRow, Vec<RejectRow>) {
        let (mapping, text) = mapping;
        let profile = serde_json::json!({ "columns": source.intake.profile, "rates": source.rates, "files": source.intake.files });
        let now: Instant = self.context.clock.now();
        let row = SourceRow {
            id: mapping.source.clone(),
            title: (&mapping.title).into(),
            office: (&mapping.office).into(),
            rank: i32::from(mapping.rank),
            legal_basis: mapping.legal_basis.as_ref().map(Text::from),
            mapping: text.clone(),
            profile: profile.to_string(),
            rows: source.intake.rows,
            rejected: source.intake.rejected,
            run: self.run,
            recorded_at: now,
        };
        let rejects = source.intake.rejects.iter().map(|reject| RejectRow {
            file: reject.file.clone(),
            row: reject.row,
            column: reject.column.clone(),
            reason: reject.reason.clone(),
        });
        (row, rejects.collect())
    }
}

fn json(report: &RunReport) -> String {
    serde_json::to_string_pretty(report).unwrap_or_default()
}

/// What a stage said, if a killed run finished it.
pub(crate) fn taken_over<T: DeserializeOwned>(
    draft: &Draft,
    stage: &str,
    stages: &mut Vec<StageReport>,
) -> Result<Option<T>, FusionError> {
    let done: Option<(StageReport, T)> = draft.finished(stage)?;
    Ok(done.map(|(cost, said)| {
        stages.push(StageReport { resumed: true, ..cost });
        said
    }))
}

pub(crate) fn finished<T: Serialize>(
    draft: &Draft,
    stage: &str,
    cost: StageReport,
    said: T,
    stages: &mut Vec<StageReport>,
) -> Result<T, FusionError> {
    tracing::info!(
        stage,
        rows_in = cost.rows_in,
        rows_out = cost.rows_out,
        wall_s = cost.wall_s,
        "stage done"
    );
    draft.finish_stage(stage, &(&cost, &said))?;
    stages.push(cost);
    Ok(said)
}

/// Digest of what a run depends on: mappings, settings, tables by name, size and time, the register, the judgements,
/// the program.
fn fingerprint(
    bundle: &Bundle,
    files: &[SourceFiles],
    register: i64,
    judged: &str,
    keep_model: bool,
) -> Result<String, FusionError> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[u8::from(keep_model)]);
    hasher.update(judged.as_bytes());
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    hasher.update(&register.to_le_bytes());
    for (_, text) in &bundle.mappings {
        hasher.update(text.as_bytes());
    }
    for settings in [settings::people(bundle)?, settings::organisations(bundle)?] {
        hasher.update(format!("{settings:?}").as_bytes());
    }
    for files in files {
        hasher.update(files.stamps()?.concat().as_bytes());
    }
    Ok(hasher.finalize().to_hex().to_string())
}
