//! `GET /api/cases/figures` and `GET /api/cases/figures/own`

use std::collections::BTreeMap;

use access::{Account, may};
use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use casework::{By, FigureName, Figures, FiguresOf};
use kernel::{AreaPath, Day, Id, Instant, Lang, Text};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    list::area_of,
    shape::{Named, office, subclass},
};
use crate::{
    AppState, Caller, Problem,
    routes::register::register,
    workbook::{self, Cell, Kind},
};

/// Days that are looked at where none are given.
const DAYS: i32 = 30;

/// Of which cases.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// Reported on this day or later; thirty days back where not given.
    from: Option<String>,
    /// Reported on this day or earlier; today where not given.
    to: Option<String>,
    /// `area` (those right below), `office` or `subclass`; `area` where not given.
    by: Option<String>,
    /// `json`; `csv` or `xlsx` for a file.
    format: Option<String>,
}

/// Figures of the cases reported in a time.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FiguresPage {
    /// The first day.
    from: String,
    /// The last day.
    to: String,
    /// The area that is looked at; none of one's own.
    within: Option<Named>,
    /// When they were put together.
    #[schema(value_type = String, format = DateTime)]
    made_at: Instant,
    /// All together.
    all: FigureRow,
    /// By area, office or subclass, in the order of their codes: no order of merit.
    rows: Vec<FigureRow>,
}

/// Figures of some cases. Of no person but the reader.
#[derive(Debug, Serialize, ToSchema)]
struct FigureRow {
    /// Of what.
    of: Named,
    /// Cases.
    cases: u64,
    /// Reports that they stand for: several people may have reported one case.
    reports: u64,
    /// Of them open.
    open: u64,
    /// Whose reporter was contacted.
    contacted: u64,
    /// From report to first contact, hours, on average.
    contact_h: Option<f64>,
    /// Resolved or confirmed.
    handled: u64,
    /// From report to the last resolution, hours, on average.
    handle_h: Option<f64>,
    /// Of those handled, the part within the time limit, 0 to 1.
    in_time: Option<f64>,
    /// The part that came back.
    reopened: Option<f64>,
    /// Looked at again by somebody else.
    rechecked: u64,
    /// Of those looked at again, the part that was fixed indeed.
    verified: Option<f64>,
    /// Whose reporter said whether they were content.
    rated: u64,
    /// Of those, the part that was.
    content: Option<f64>,
}

impl FiguresPage {
    /// One figure of a subclass, or of all together where it is empty; nothing where there is none.
    pub(super) fn value(&self, of: &str, figure: FigureName) -> Option<String> {
        let row = if of.is_empty() {
            Some(&self.all)
        } else {
            self.rows.iter().find(|row| row.of.id == of)
        };
        row.and_then(|row| row.value(figure))
    }
}

impl FigureRow {
    fn of(of: Named, figures: Figures) -> Self {
        let part = |n: u64, all: u64| (all > 0).then(|| n as f64 / all as f64);
        let hours = |seconds: u64, n: u64| part(seconds, n).map(|seconds| seconds / 3_600.0);
        Self {
            of,
            cases: figures.cases,
            reports: figures.reports,
            open: figures.open,
            contacted: figures.contacted,
            contact_h: hours(figures.contact_s, figures.contacted),
            handled: figures.handled,
            handle_h: hours(figures.handle_s, figures.handled),
            in_time: part(figures.in_time, figures.handled),
            reopened: part(figures.reopened, figures.cases),
            rechecked: figures.rechecked,
            verified: part(figures.verified, figures.rechecked),
            rated: figures.rated,
            content: part(figures.content, figures.rated),
        }
    }

    /// One figure, as a number.
    fn value(&self, figure: FigureName) -> Option<String> {
        let decimal = |value: Option<f64>| value.map(|value| format!("{value:.3}"));
        match figure {
            FigureName::Cases => Some(self.cases.to_string()),
            FigureName::Contact => decimal(self.contact_h),
            FigureName::Handle => decimal(self.handle_h),
            FigureName::InTime => decimal(self.in_time),
            FigureName::Reopened => decimal(self.reopened),
            FigureName::Verified => decimal(self.verified),
            FigureName::Content => decimal(self.content),
        }
    }

    fn cells(&self, lang: Lang) -> Vec<Cell> {
        vec![
            Cell::Text(self.of.id.clone()),
            Cell::Text(self.of.title.in_lang(lang).to_owned()),
            Cell::Count(self.cases),
            Cell::Count(self.reports),
            Cell::Count(self.open),
            Cell::Count(self.contacted),
            Cell::Decimal(self.contact_h),
            Cell::Count(self.handled),
            Cell::Decimal(self.handle_h),
            Cell::Part(self.in_time),
            Cell::Part(self.reopened),
            Cell::Count(self.rechecked),
            Cell::Part(self.verified),
            Cell::Count(self.rated),
            Cell::Part(self.content),
        ]
    }
}

const fn head(lang: Lang) -> [&'static str; 15] {
    match lang {
        Lang::Zh => [
            "编码",
            "名称",
            "事件",
            "反映次数",
            "未办结",
            "已联系",
            "平均联系小时",
            "已办结",
            "平均办结小时",
            "按时办结率",
            "返工率",
            "已复核",
            "复核属实率",
            "已评价",
            "满意率",
        ],
        Lang::En => [
            "code",
            "name",
            "cases",
            "reports",
            "open",
            "contacted",
            "hours_to_contact",
            "handled",
            "hours_to_handle",
            "in_time",
            "reopened",
            "rechecked",
            "verified_fixed",
            "rated",
            "content",
        ],
    }
}

/// Figures of an area by what lies right below it, by office or by subclass: time to contact and to handle, what came
/// back, what a second look found, whether people were content. There are none by person.
#[utoipa::path(
    get, path = "/api/cases/figures", tag = "cases", security(("session" = [])), params(Asked),
    responses(
        (status = OK, body = FiguresPage, description = "a file where `format` is `csv` or `xlsx`"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::CasesSupervise>,
    State(state): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let area = area_of(&state, &caller, asked.area.as_deref()).await?;
    let (from, to) = days(&state, asked.from.as_deref(), asked.to.as_deref())?;
    let of = of(&state, area.clone(), from, to);
    let rows = match asked.by.as_deref() {
        None | Some("" | "area") => by_area(&state, &of).await?,
        Some("office") => {
            let name = |id: &str| office(&state.casework, id);
            by_name(&state, &of, By::Office, name).await?
        }
        Some("subclass") => {
            let name = |id: &str| subclass(&state.casework, id);
            by_name(&state, &of, By::Subclass, name).await?
        }
        Some(_) => return Err(Problem::unknown_filter()),
    };
    let all = rows.iter().fold(Figures::default(), |sum, (_, one)| sum.and(*one));
    let name = Named { id: area.to_string(), title: Text::new("合计", "All together") };
    let page = FiguresPage {
        from: from.to_string(),
        to: to.to_string(),
        within: Some(called(&state, &area).await?),
        made_at: state.clock.now(),
        all: FigureRow::of(name, all),
        rows: rows.into_iter().map(|(name, one)| FigureRow::of(name, one)).collect(),
    };
    match asked.format.as_deref() {
        None | Some("" | "json") => Ok(Json(page).into_response()),
        Some("csv") => file(&state, Kind::Csv, &page, caller.lang),
        Some("xlsx") => file(&state, Kind::Xlsx, &page, caller.lang),
        Some(_) => Err(Problem::unknown_filter()),
    }
}

/// Of which days.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Days {
    /// Reported on this day or later; thirty days back where not given.
    from: Option<String>,
    /// Reported on this day or earlier; today where not given.
    to: Option<String>,
}

/// The caller's own figures: of the cases in their hands. Nobody else is shown them, and nobody's stand beside them.
#[utoipa::path(
    get, path = "/api/cases/figures/own", tag = "cases", security(("session" = [])), params(Days),
    responses(
        (status = OK, body = FiguresPage),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn own(
    caller: Caller<may::CasesHandle>,
    State(state): State<AppState>,
    Query(asked): Query<Days>,
) -> Result<Json<FiguresPage>, Problem> {
    let (from, to) = days(&state, asked.from.as_deref(), asked.to.as_deref())?;
    Ok(Json(own_page(&state, caller.principal.account, from, to).await?))
}

/// Somebody's own figures between two days, by subclass.
pub(super) async fn own_page(
    state: &AppState,
    account: Id<Account>,
    from: Day,
    to: Day,
) -> Result<FiguresPage, Problem> {
    let of = FiguresOf { officer: Some(account), ..of(state, AreaPath::whole(), from, to) };
    let found = state.casework.figures(&of, By::Subclass).await?;
    let all = found.iter().fold(Figures::default(), |sum, (_, one)| sum.and(*one));
    let name = Named { id: String::new(), title: Text::new("合计", "All together") };
    let row = |(id, one): (String, Figures)| FigureRow::of(subclass(&state.casework, &id), one);
    Ok(FiguresPage {
        from: from.to_string(),
        to: to.to_string(),
        within: None,
        made_at: state.clock.now(),
        all: FigureRow::of(name, all),
        rows: found.into_iter().map(row).collect(),
    })
}

/// The days that are asked for.
pub(super) fn days(
    state: &AppState,
    from: Option<&str>,
    to: Option<&str>,
) -> Result<(Day, Day), Problem> {
    let offset = state.casework.catalogue().calendar.offset_minutes;
    let day = |text: Option<&str>, without: Day| match text.filter(|text| !text.is_empty()) {
        Some(text) => text.parse().map_err(|_| Problem::unknown_filter()),
        None => Ok(without),
    };
    let to = day(to, state.clock.now().day(offset))?;
    let from = day(from, Day::from_epoch_days(to.epoch_days() - DAYS))?;
    if from <= to { Ok((from, to)) } else { Err(Problem::unknown_filter()) }
}

fn of(state: &AppState, area: AreaPath, from: Day, to: Day) -> FiguresOf {
    let offset = state.casework.catalogue().calendar.offset_minutes;
    let to = to.plus_days(1).midnight(offset);
    FiguresOf { area, from: from.midnight(offset), to, officer: None }
}

/// An area as a heading names it.
async fn called(state: &AppState, area: &AreaPath) -> Result<Named, Problem> {
    let title = match register(state).area_at(area).await? {
        Some(row) => Text::new(row.area.name.zh, row.area.name.en),
        None if *area == AreaPath::whole() => Text::new("全部区域", "All areas"),
        None => Text::new(area.as_str(), area.as_str()),
    };
    Ok(Named { id: area.to_string(), title })
}

async fn by_name(
    state: &AppState,
    of: &FiguresOf,
    by: By,
    name: impl Fn(&str) -> Named,
) -> Result<Vec<(Named, Figures)>, Problem> {
    let found = state.casework.figures(of, by).await?;
    Ok(found.into_iter().map(|(id, one)| (name(&id), one)).collect())
}

/// Figures of the areas right below one; its own where nothing is below, or where a case lies no deeper.
async fn by_area(state: &AppState, of: &FiguresOf) -> Result<Vec<(Named, Figures)>, Problem> {
    let register = register(state);
    let depth = of.area.as_str().split('/').filter(|code| !code.is_empty()).count() + 1;
    let mut below: BTreeMap<String, Figures> = BTreeMap::new();
    for (path, one) in state.casework.figures(of, By::Area).await? {
        let child = path.split('/').take(depth).collect::<Vec<_>>().join("/");
        let sum = below.entry(child).or_default();
        *sum = sum.and(one);
    }
    let parent = register.area_at(&of.area).await?.map(|row| row.area.id);
    let mut titles: BTreeMap<String, Text> = BTreeMap::new();
    if parent.is_some() || of.area == AreaPath::whole() {
        for row in register.areas_below(parent).await? {
            titles.insert(row.area.path.to_string(), Text::new(row.area.name.zh, row.area.name.en));
        }
    }
    let named = |(path, one): (String, Figures)| {
        let code = path.rsplit('/').next().unwrap_or_default().to_owned();
        let title = titles.remove(&path).unwrap_or_else(|| Text::new(code.clone(), code));
        (Named { id: path, title }, one)
    };
    Ok(below.into_iter().map(named).collect())
}

fn file(state: &AppState, kind: Kind, page: &FiguresPage, lang: Lang) -> Result<Response, Problem> {
    let rows: Vec<_> = page.rows.iter().chain([&page.all]).map(|row| row.cells(lang)).collect();
    workbook::file(kind, "figures", &head(lang), &rows, state.clock.now())
}
