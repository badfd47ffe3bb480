//! What a list is asked for.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use kernel::{AreaPath, Id, Text};
use register::{
    Register,
    query::{DEEPEST, Filter, Rows},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    export::{self, Kind},
    too_deep,
};
use crate::Problem;

/// Which rows of a list.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Within this area: its id, or its path of codes.
    area: Option<String>,
    /// Begins with this: a name, a number, a code, pinyin initials.
    q: Option<String>,
    /// Of this use.
    #[serde(rename = "use")]
    use_class: Option<String>,
    /// At this stage: `proposed`, `current` or `retired`; all but retired where not given.
    stage: Option<String>,
    /// A column to sort by, with `-` before it for descending.
    sort: Option<String>,
    /// Page, from 1.
    page: Option<u32>,
    /// Rows a page, 200 at most; 20 where not given.
    size: Option<u32>,
    /// `json`, or `csv` or `geojson` for the whole list as a file, in the order of ids.
    format: Option<String>,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the interface's own words")]
pub(crate) struct Page<T> {
    /// The page.
    rows: Vec<T>,
    /// How many rows there are, counted up to 10,001.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Rows a page.
    size: u32,
}

/// How a list is to be answered.
enum Format {
    /// A page.
    Page,
    /// The whole list as a file.
    File(Kind),
}

impl Which {
    /// The filter and the format it stands for.
    async fn read(self, register: &Register) -> Result<(Filter, Format), Problem> {
        let format = match self.format.as_deref() {
            None | Some("json") => Format::Page,
            Some("csv") => Format::File(Kind::Csv),
            Some("geojson") => Format::File(Kind::GeoJson),
            Some(_) => {
                let said = Text::new(
                    "格式只能是json、csv或geojson。",
                    "The format is json, csv or geojson.",
                );
                return Err(Problem::bad_request(said));
            }
        };
        let area = area(register, self.area.as_deref()).await?;
        let some = |text: Option<String>| text.filter(|text| !text.is_empty());
        let (page, size) = match format {
            Format::Page => (self.page.unwrap_or(1).max(1), self.size.unwrap_or(20).clamp(1, 200)),
            Format::File(_) => (1, 1_000),
        };
        if u64::from(page - 1) * u64::from(size) >= DEEPEST {
            return Err(too_deep());
        }
        let filter = Filter {
            area,
            q: self.q.unwrap_or_default().chars().take(80).collect(),
            use_class: some(self.use_class),
            stage: some(self.stage),
            sort: some(self.sort),
            page,
            size,
            after: None,
        };
        Ok((filter, format))
    }
}

/// The path of an area given by id or path; the whole installation where none is given.
pub(crate) async fn area(register: &Register, given: Option<&str>) -> Result<AreaPath, Problem> {
    let given = given.unwrap_or_default();
    if let Ok(id) = given.parse::<Id<register::model::Area>>() {
        let found = register.area(id).await?.ok_or_else(Problem::not_found)?;
        return Ok(found.area.path);
    }
    given.parse().map_err(|_| {
        Problem::bad_request(Text::new(
            "区域须为编号或编码路径。",
            "An area is given by its id or its path of codes.",
        ))
    })
}

/// A row that lists are made of.
pub(crate) trait Listed: Sized + Send + 'static {
    /// What a list shows of it.
    type Shape: Serialize + From<Self>;
    /// The name of the list's file.
    const NAME: &'static str;
    /// The columns of that file.
    const COLUMNS: &'static [&'static str];

    /// Reads a page.
    fn read(
        register: &Register,
        filter: &Filter,
    ) -> impl Future<Output = register::Result<Rows<Self>>> + Send;
    /// Its id.
    fn id(&self) -> [u8; 16];
    /// The row in the file.
    fn cells(&self) -> Vec<String>;
    /// The row as a feature for GIS programs, where it has a position.
    fn feature(&self) -> Option<serde_json::Value> {
        None
    }
}

/// Answers with a page, or with the whole list as a file.
pub(crate) async fn answer<R: Listed>(
    register: Register,
    which: Which,
) -> Result<Response, Problem> {
    let (filter, format) = which.read(&register).await?;
    if let Format::File(kind) = format {
        return Ok(export::file::<R>(register, filter, kind));
    }
    let Rows { rows, total } = R::read(&register, &filter).await?;
    let rows = rows.into_iter().map(R::Shape::from).collect();
    Ok(Json(Page { rows, total, page: filter.page, size: filter.size }).into_response())
}
