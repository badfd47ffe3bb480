//! `GET /api/reads`

use std::{cmp::Reverse, collections::BTreeMap};

use access::{BatchOfRun, Person, Principal, Purpose, ReadOfPerson, Reads, may};
use axum::{
    Json,
    extract::{Query, State},
};
use kernel::{Id, Instant, Lang, Text};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shape::OwnQuestion;
use crate::{AppState, Caller, Problem, routes::housing::own_number};

/// Declarations by others whose looks are told with one's own, and looks of each.
const MOST_DECLARED: usize = 50;
const MOST_LOOKS: u32 = 50;

/// Which reads to list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Whose data: `me`, the person to whom the account belongs.
    person: String,
    /// Adds one's own looks.
    #[serde(default)]
    own: bool,
    /// Page, from 1.
    #[serde(default)]
    page: Option<u32>,
    /// Reads a page, 200 at most; 50 where not given.
    #[serde(default)]
    size: Option<u32>,
}

/// One look at one's data, in plain words of the reader's language. It never
/// tells of another person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReadRow {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// Which office.
    office: String,
    /// What was done.
    action: String,
    /// Why.
    purpose: String,
    /// Which fields.
    fields: Vec<String>,
    /// Whether it was one's own look.
    own: bool,
    /// The run that joined departments' tables, where that was it.
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<String>,
    /// Its id, by which one asks about it; none of a batch run, which nobody saw.
    #[serde(skip_serializing_if = "Option::is_none")]
    read: Option<String>,
    /// What one asked about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<OwnQuestion>,
}

/// Who looked at my data: when, which office, why, which fields; latest first.
///
/// Reading this list is a read too, and on the log.
#[utoipa::path(
    get, path = "/api/reads", tag = "reads", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = Vec<ReadRow>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::ReadsViewOwn>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<Vec<ReadRow>>, Problem> {
    let grant = caller.grant_own()?;
    let person = grant.subject().filter(|_| which.person == "me").ok_or_else(Problem::denied)?;
    let size = which.size.unwrap_or(50).clamp(1, 200);
    let page = which.page.unwrap_or(1).max(1);
    let skipped = u64::from(page - 1) * u64::from(size);
    let reads = state.access.reads_of(&grant, person, which.own, size, skipped).await?;
    let mut told = rows(reads, page == 1, caller.lang);
    if page == 1 {
        told.extend(before_they_were_known(&state, &caller.principal, person, caller.lang).await?);
        told.sort_by_key(|row| Reverse(row.at));
    }
    Ok(Json(told))
}

/// Looks at what others declared of the person, from before it was known whom it is of: the log has them under a name that
/// stands in that declaration alone. What somebody declared of themselves under the person's number is on that one's log.
async fn before_they_were_known(
    state: &AppState,
    principal: &Principal,
    person: Id<Person>,
    lang: Lang,
) -> Result<Vec<ReadRow>, Problem> {
    let Some(number) = own_number(state, principal).await? else { return Ok(Vec::new()) };
    let declared = state.housing.declared_of(number).await?.into_iter();
    let names = declared
        .filter(|row| !row.declaration.own)
        .flat_map(|row| [Some(row.subject), row.stand_in])
        .flatten();
    let under: Vec<Id<Person>> = names.filter(|name| *name != person).take(MOST_DECLARED).collect();
    let mut told = Vec::new();
    for stand_in in under {
        let looks = state.access.reads_under(stand_in, MOST_LOOKS).await?;
        // One asks about a look that is under one's own name.
        told.extend(looks.iter().map(|read| ReadRow { read: None, ..row(read, lang) }));
    }
    Ok(told)
}

/// Looks as the person reads them, or who acts for them; with the latest runs where asked for.
pub(crate) fn rows(reads: Reads, with_runs: bool, lang: Lang) -> Vec<ReadRow> {
    let mut asked: BTreeMap<_, _> =
        reads.questions.into_iter().map(|question| (question.read.id, question)).collect();
    let each = |read: &ReadOfPerson| ReadRow {
        question: asked.remove(&read.id).map(Into::into),
        ..row(read, lang)
    };
    let mut rows: Vec<ReadRow> = reads.reads.iter().map(each).collect();
    // Runs concern everybody; the first page tells the latest among the reads.
    if with_runs {
        rows.extend(reads.batches.iter().map(|batch| run(batch, lang)));
        rows.sort_by_key(|row| Reverse(row.at));
    }
    rows
}

fn row(read: &ReadOfPerson, lang: Lang) -> ReadRow {
    let say = |text: &Text| text.in_lang(lang).to_owned();
    let office = if read.own { say(&Text::new("本人", "You")) } else { say(&office(read)) };
    ReadRow {
        at: read.at,
        office,
        action: say(&deed(read)),
        purpose: say(&with_delay(read.purpose.label(), read)),
        fields: read.fields.iter().map(|field| say(&field.label())).collect(),
        own: read.own,
        run: None,
        read: Some(read.id.to_string()),
        question: None,
    }
}

/// What is said of a look, and where it was told later than others, on which legal basis.
pub(crate) fn with_delay(said: Text, read: &ReadOfPerson) -> Text {
    let Some(late) = &read.late else { return said };
    let basis = &late.legal_basis;
    if basis.is_empty() {
        // The delay itself is no longer kept.
        return Text::new(
            format!("{}（依法延迟告知）", said.zh),
            format!("{}; told later, by law", said.en),
        );
    }
    Text::new(
        format!("{}（依法延迟告知，依据：{basis}；经审计员同意）", said.zh),
        format!("{}; told later, on this legal basis: {basis}; an auditor agreed", said.en),
    )
}

/// The office that looked; the role where it has no name.
pub(crate) fn office(read: &ReadOfPerson) -> Text {
    if read.purpose == Purpose::Proxy {
        return Text::new("代理人或监护人", "Your proxy or guardian");
    }
    if read.office.zh.is_empty() { read.role.label() } else { read.office.clone() }
}

/// What was done, in plain words.
pub(crate) fn deed(read: &ReadOfPerson) -> Text {
    match read.action {
        access::Action::BlocksUnmask => Text::new("查看了完整信息", "Saw a value in full"),
        access::Action::ReadsViewOwn | access::Action::ReadsAudit => {
            Text::new("查看了查阅记录", "Looked at who looked")
        }
        access::Action::RightsExport => {
            Text::new("查看了保存的全部本人信息", "Saw all that is kept on oneself")
        }
        access::Action::ReadsAnswer => {
            Text::new("查看了您对查阅的疑问", "Read what you asked about a look")
        }
        access::Action::CasesViewReporter => {
            Text::new("查看了事件反映人的联系方式", "Saw how to reach the reporter of a case")
        }
        access::Action::CasesViewPhotos => Text::new("查看了事件的照片", "Saw a photo of a case"),
        access::Action::HousingViewPhotos => {
            Text::new("查看了房屋隐患的照片", "Saw a photo of a hazard of a building")
        }
        access::Action::HousingViewDeclared => {
            Text::new("为上门核实查看了居住申报", "Saw a declaration, to verify it on the door")
        }
        access::Action::HousingViewOwnDeclared => {
            Text::new("申报人查看了自己的申报", "Saw, in part, what they had declared themselves")
        }
        _ => Text::new("查看了房屋内的人员(部分遮盖)", "Saw the people of a dwelling, masked"),
    }
}

fn run(batch: &BatchOfRun, lang: Lang) -> ReadRow {
    let say = |text: Text| text.in_lang(lang).to_owned();
    let deed =
        Text::new(format!("第 {} 次数据汇总", batch.run), format!("Joined in run {}", batch.run));
    ReadRow {
        at: batch.at,
        office: say(Text::new("系统批处理", "A batch run, seen by nobody")),
        action: say(deed),
        purpose: say(batch.purpose.label()),
        fields: Vec::new(),
        own: false,
        run: Some(batch.run.clone()),
        read: None,
        question: None,
    }
}
