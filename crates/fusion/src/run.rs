//! A run, stage by stage.

use std::{fs, path::Path, sync::Arc};

use access::{BatchGrant, BatchRequest, Person, Purpose};
use blocks::{
    Blocks, EndKind, Judgements, LineageBook, LineageEvent, Load, Organisation, RejectRow, Run,
    RunBook, SourceRow,
};
use cluster::Crew;
use kernel::{Id, Instant, Text};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    Context, FusionError, Options, engine, export,
    gazetteer::{self, Gazetteer},
    intake::{SourceFiles, SourceReport},
    lake::{Draft, DraftMeta, Lake, open_parquet},
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
        buckets::Buckets,
        intake,
        link::{self, Kind, Linked},
        relations::{self, Related},
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
    let book = RunBook::new(context.database.clone());
    let number = book.next_number().await?;
    if let Some(bucket) = &options.lake {
        let (since, fresh) = (context.clock.now().to_string(), context.ids.next::<Run>());
        lake.keep_in(Arc::clone(bucket), &number.to_string(), &since, &fresh.to_string())?;
    }
    let register = gazetteer::prepare(context, &bundle, &options.sources, options.progress).await?;
    let judged = bind::standing(&context.database).await?;
    let fresh = DraftMeta {
        run: context.ids.next::<Run>().to_string(),
        number,
        fingerprint: fingerprint(&bundle, &files, register, &judged)?,
    };
    let draft = lake.draft(fresh)?;
    let run: Id<Run> = draft.meta.run.parse().unwrap_or_else(|_| context.ids.next());
    let folder = options.mappings.display().to_string();
    book.begin(run, draft.meta.number, &folder, &*context.clock).await?;
    let work = Work { context, options, bundle: &bundle, files: &files, run, register, crew };
    let done = work.all(draft, &book).await;
    options.sources.leave()?;
    match done {
        Ok(report) => Ok(report),
        Err(error) => {
            book.failed(run, &error.to_string(), &*context.clock).await?;
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
        let related = self.relate(&draft, &session, &grant, &mut stages).await?;
        let applied = self.apply(&draft, &session, &mut stages).await?;
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
        let reports =
            intake::intake(self.context, self.bundle, from, &folder, self.options.progress).await?;
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
        let gazetteer = Gazetteer::open(&self.context.data, self.register)?;
        let mut rates = Vec::new();
        for (mapping, _) in &self.bundle.mappings {
            let file = format!("{}.parquet", mapping.source);
            let intake = open_parquet(&draft.stage("intake").join(&file))?;
            let out = folder.join(&file);
            let (of_source, _) = wash::wash(mapping, intake, &out, &gazetteer, &|| Ok(()))?;
            rates.extend(of_source);
            self.options.progress.advance(1);
        }
        Ok(rates)
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
        let (rows, prepared) = match team {
            Some(team) => team.standardise(draft, self.bundle, &folder).await?,
            None => {
                progress.stage("standardise", self.bundle.mappings.len() as u64);
                standardise::standardise(self.bundle, draft, &folder, progress)?
            }
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
        let linked = link::link(session, kind, &prepared, &settings, &folder, team).await?;
        finished(draft, stage, measure.end(linked.mentions, linked.clusters), linked, stages)
    }

    async fn relate(
        &self,
        draft: &Draft,
        session: &datafusion::prelude::SessionContext,
        grant: &BatchGrant,
        stages: &mut Vec<StageReport>,
    ) -> Result<Related, FusionError> {
        let folder = draft.stage("relations");
        if let Some(done) = taken_over(draft, "relations", stages)? {
            for kind in ["people", "organisations"] {
                for part in ["former.parquet", "assigned"] {
                    let name = part.trim_end_matches(".parquet");
                    let file = folder.join(kind).join(part);
                    engine::table(session, &format!("{kind}_{name}"), &file).await?;
                }
            }
            return Ok(done);
        }
        self.options.progress.stage("relations", 0);
        let measure = Measure::begin("relations");
        let folder = draft.begin_stage("relations")?;
        let blocks = Blocks::new(self.context.database.clone());
        let (mut entities, mut judged) = ([0; 2], 0);
        for (at, (kind, end)) in
            [("people", EndKind::Person), ("organisations", EndKind::Organisation)]
                .iter()
                .enumerate()
        {
            let of_kind = folder.join(kind);
            fs::create_dir_all(&of_kind).map_err(FusionError::file(&of_kind))?;
            assign::former(&blocks, grant, *end, &of_kind).await?;
            let judgements = Judgements::new(self.context.database.clone()).binding(*end).await?;
            let link = draft.stage(&format!("link_{kind}"));
            judged += bind::bind(session, kind, &link, &judgements, &of_kind).await?;
            let returning = LineageBook::new(self.context.database.clone()).returning(*end).await?;
            let ids = &self.context.ids;
            entities[at] = match end {
                EndKind::Person => {
                    assign::assign::<Person>(session, kind, &of_kind, &returning, ids).await?
                }
                _ => {
                    assign::assign::<Organisation>(session, kind, &of_kind, &returning, ids).await?
                }
            };
        }
        let stated = draft.stage("standardise").join("relations");
        let related = relations::relate(session, &stated, &folder, entities, judged).await?;
        finished(
            draft,
            "relations",
            measure.end(related.stated, related.relations),
            related,
            stages,
        )
    }

    async fn apply(
        &self,
        draft: &Draft,
        session: &datafusion::prelude::SessionContext,
        stages: &mut Vec<StageReport>,
    ) -> Result<Applied, FusionError> {
        if let Some(done) = taken_over(draft, "apply", stages)? {
            return Ok(done);
        }
        self.options.progress.stage("apply", 0);
        let measure = Measure::begin("apply");
        let prepared = |name: &str| draft.stage("standardise").join(name);
        let mut load = Load::begin(&self.context.database, self.run).await?;
        let clock = &*self.context.clock;
        let mut applied = Applied { generation: load.generation(), ..Applied::default() };
        let (related, folder) = (draft.stage("relations"), draft.begin_stage("apply")?);
        for (kind, columns) in
            [("people", apply::PERSON_COLUMNS), ("organisations", apply::ORGANISATION_COLUMNS)]
        {
            let (table, assigned) = (prepared(kind), related.join(kind));
            let buckets =
                Buckets::fill(session, &table, &assigned, columns, &folder.join(kind)).await?;
            for bucket in Buckets::all() {
                let mut rows = buckets.read(session, bucket).await?;
                match kind {
                    "people" => applied.people += apply::people(&mut rows, &load).await?,
                    _ => applied.organisations += apply::organisations(&mut rows, &load).await?,
                }
            }
        }
        fs::remove_dir_all(&folder).map_err(FusionError::file(&folder))?;
        let relations = related.join("relations");
        applied.relations = apply::relations_of(&relations, &mut load, clock).await?;
        let contacts = prepared("contacts");
        applied.contacts = apply::contacts(session, &contacts, &related, &mut load).await?;
        applied.events = apply::events(&prepared("events"), &mut load).await?;
        let register = gazetteer::register(self.context);
        for (kind, end) in [("people", EndKind::Person), ("organisations", EndKind::Organisation)] {
            let events = lineage::events(session, kind, end).await?;
            let merges =
                events.iter().filter(|event| event.event == LineageEvent::Merge).count() as u64;
            applied.merges += merges;
            applied.splits += events.len() as u64 - merges;
            load.lineage(events);
            let link = draft.stage(&format!("link_{kind}"));
            let mentions = prepared(kind);
            let found = review::candidates(session, end, &link, &mentions, &register).await?;
            applied.candidates += found.len() as u64;
            load.candidates(found, &self.context.ids).await?;
        }
        let counts = serde_json::to_string(&applied).unwrap_or_default();
        load.swap(&counts, &self.context.ids, clock).await?;
        finished(draft, "apply", measure.end(applied.rows(), applied.rows()), applied, stages)
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
fn taken_over<T: DeserializeOwned>(
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

fn finished<T: Serialize>(
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
) -> Result<String, FusionError> {
    let mut hasher = blake3::Hasher::new();
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
