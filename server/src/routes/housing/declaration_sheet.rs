//! `POST /api/housing/declarations/sheet`

use std::{collections::HashMap, io::Cursor, sync::Arc};

use access::{Access, Principal, may};
use axum::{
    Json,
    extract::{Multipart, Query, State},
    http::StatusCode,
};
use blocks::Declared as Whom;
use housing::{
    Error, NewDeclaration, Taken,
    declaration::{
        DeclarationState, DeclaredBy, DeclaredUse, Known, Said, Tie,
        sheet::{Bad, Column, Columns, Good, MOST_ROWS, Reader},
    },
    facts::At,
};
use kernel::{Id, Text};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    declare::{against, met, own_declared},
    hazard::account,
    whither,
};
use crate::{AppState, Caller, Problem, TextShape};

/// Longest sheet, bytes: five thousand rows are some hundred thousand.
pub(super) const LONGEST: usize = 8 * 1024 * 1024;

/// Sheets that one account may send in an hour.
const SHEETS_AN_HOUR: u32 = 30;

/// What the sheet is of.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Of {
    /// As what one declares: `employer`, `landlord`, `sub_letter`, `agency` or `operator`.
    #[param(value_type = String)]
    by: DeclaredBy,
    /// What the places are used as: `dormitory`, `dwelling`, `site`, `shop` or `warehouse`.
    #[param(value_type = String)]
    used_as: DeclaredUse,
}

/// A form with a sheet in it, for the description.
#[derive(ToSchema)]
#[schema(as = DeclarationSheetForm)]
#[expect(dead_code, reason = "describes the form alone")]
pub(crate) struct Form {
    /// CSV (UTF-8, GB18030, UTF-16) or XLSX, 8 MiB at the most, with the columns 房屋编码, 姓名, 证件类型, 证件号码, 电话,
    /// 入住日期, 离开日期; or Unit code, Name, Document, Document number, Phone, From, Until.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// What is wrong with a row. It repeats no value of a person.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeclarationSheetFault)]
pub(crate) struct Fault {
    /// The row, as a spreadsheet numbers it.
    row: u64,
    /// The column, where one cell is to blame.
    #[schema(value_type = Option<TextShape>)]
    column: Option<Text>,
    /// What is wrong and what to do.
    #[schema(value_type = TextShape)]
    problem: Text,
}

impl From<Bad> for Fault {
    fn from(bad: Bad) -> Self {
        Self { row: bad.row, column: bad.column.map(Column::title), problem: bad.text }
    }
}

/// What came of a sheet. Rows that are wrong are not taken; the others are, whatever is wrong beside them.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = DeclarationSheet)]
pub(crate) struct Outcome {
    /// Rows that were declared.
    declared: u64,
    /// Rows that stand as they were declared before.
    same: u64,
    /// Of those declared, rows that the declarant is to check, since other records do not agree.
    asked: u64,
    /// Rows with something wrong.
    refused: u64,
    /// What is wrong, in the order of the rows: each wrong cell.
    faults: Vec<Fault>,
}

/// Declares many at once, such as those who live in a dormitory: good rows are taken and bad ones told, each with its row,
/// its column and what to do. Sent again, corrected or not, what was taken is the same.
#[utoipa::path(
    post, path = "/api/housing/declarations/sheet", tag = "housing", security(("session" = [])), params(Of),
    request_body(content = Form, content_type = "multipart/form-data"),
    responses(
        (status = OK, body = Outcome),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::HousingDeclare>,
    State(state): State<AppState>,
    Query(of): Query<Of>,
    form: Multipart,
) -> Result<Json<Outcome>, Problem> {
    met(&state, &caller.principal).await?;
    let from = caller.principal.account.to_string();
    state.pace.take("declaration sheet", from, SHEETS_AN_HOUR, state.clock.now())?;
    let bytes = sheet(form).await?;
    let access = Arc::clone(&state.access);
    let read = tokio::task::spawn_blocking(move || rows(bytes, &access));
    let (good, mut bad) = read.await.map_err(Problem::internal)??;
    let (new, rows) = placed(&state, &caller, of, good, &mut bad).await?;
    let taken = state.housing.declare_all(&state.access, new).await?;
    let mut outcome = Outcome::default();
    for (row, taken) in rows.into_iter().zip(taken) {
        match taken {
            Ok(Taken::New(declaration)) => {
                outcome.declared += 1;
                outcome.asked += u64::from(declaration.state == DeclarationState::Asked);
            }
            Ok(Taken::Same(_)) => outcome.same += 1,
            Err(Error::Declaration(refusal)) => {
                bad.push(Bad { row, column: None, text: refusal.text() });
            }
            Err(error) => return Err(error.into()),
        }
    }
    bad.sort_by_key(|bad| bad.row);
    let mut refused: Vec<u64> = bad.iter().map(|bad| bad.row).collect();
    refused.dedup();
    outcome.refused = refused.len() as u64;
    outcome.faults = bad.into_iter().map(Into::into).collect();
    Ok(Json(outcome))
}

/// The part `file` of a form.
async fn sheet(mut form: Multipart) -> Result<Vec<u8>, Problem> {
    let broken = |error: axum::extract::multipart::MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(Text::new(
            "表格超过 8 MiB，请分成几个",
            "The sheet is longer than 8 MiB: split it",
        )),
        _ => {
            Problem::bad_request(Text::new("上传内容不完整", "The upload broke off or is no form"))
        }
    };
    while let Some(part) = form.next_field().await.map_err(broken)? {
        if part.name() == Some("file") {
            return Ok(part.bytes().await.map_err(broken)?.to_vec());
        }
    }
    Err(Problem::bad_request(Text::new("请选择表格（file）", "Send the sheet as `file`")))
}

/// Bounds of a sheet: a workbook of 8 MiB unpacks to no more than twenty thousand rows need.
const LIMITS: tables::Limits = tables::Limits {
    cell_bytes: 16 << 10,
    row_bytes: 256 << 10,
    columns: 256,
    workbook_bytes: 32 << 20,
};

/// The rows of a sheet, the good ones kept apart from the bad.
fn rows(bytes: Vec<u8>, access: &Access) -> Result<(Vec<Good>, Vec<Bad>), Problem> {
    let options = tables::Options { limits: LIMITS, ..tables::Options::default() };
    let table = tables::read("sheet", Cursor::new(bytes), &options)
        .map_err(|error| Problem::bad_request(error.message()))?;
    let columns = Columns::of(table.headers()).map_err(|missing| lacking(&missing))?;
    let mut reader = Reader::new(columns, access.tokenizer());
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for (count, row) in table.enumerate() {
        if count >= MOST_ROWS {
            return Err(Problem::bad_request(Text::new(
                format!("最多 {MOST_ROWS} 行，请分成几个"),
                format!("{MOST_ROWS} rows at the most: split the sheet"),
            )));
        }
        match row {
            Ok(row) => {
                let cells: Vec<&str> = row.iter().collect();
                match reader.row(row.number, &cells) {
                    Ok(row) => good.push(row),
                    Err(faults) => bad.extend(faults),
                }
            }
            Err(error) => {
                bad.push(Bad { row: error.row, column: None, text: error.message() });
            }
        }
    }
    Ok((good, bad))
}

fn lacking(missing: &[Column]) -> Problem {
    let titles: Vec<Text> = missing.iter().map(|column| column.title()).collect();
    let list = |name: fn(&Text) -> &str, between: &str| {
        titles.iter().map(name).collect::<Vec<_>>().join(between)
    };
    Problem::bad_request(Text::new(
        format!("表格缺少列：{}", list(|title| title.zh.as_str(), "、")),
        format!("The sheet lacks: {}", list(|title| title.en.as_str(), ", ")),
    ))
}

/// Good rows with the places that they name; a unit that is none makes its row a bad one.
async fn placed(
    state: &AppState,
    caller: &Caller<may::HousingDeclare>,
    of: Of,
    good: Vec<Good>,
    bad: &mut Vec<Bad>,
) -> Result<(Vec<NewDeclaration>, Vec<u64>), Problem> {
    let mut known_places: HashMap<String, Option<(At, Known)>> = HashMap::new();
    let (mut new, mut rows) = (Vec::new(), Vec::new());
    let tie = tie(of);
    for Good { row, unit, who, from, until } in good {
        let found = if let Some(found) = known_places.get(&unit) {
            found.clone()
        } else {
            let found = place(state, caller, &unit).await?;
            known_places.insert(unit, found.clone());
            found
        };
        let Some((at, known)) = found else {
            let text = Text::new(
                "没有这个房屋编码：请照门牌核对",
                "There is no unit of this code: check it at the door",
            );
            bad.push(Bad::cell(row, Column::Unit, text));
            continue;
        };
        let own_home = matches!(of.used_as, DeclaredUse::Dwelling);
        let (known, person) = if own_home {
            of_one(state, &caller.principal, &at, &who).await?
        } else {
            (known, None)
        };
        let said = Said { by: of.by, tie, used_as: of.used_as, from, until };
        rows.push(row);
        new.push(NewDeclaration {
            id: state.ids.next(),
            at,
            said,
            own: false,
            who,
            person,
            known,
            declarant: account(caller),
        });
    }
    Ok((new, rows))
}

/// Who is listed of a shop or a warehouse works there; of anything else they live there.
const fn tie(of: Of) -> Tie {
    match of.used_as {
        DeclaredUse::Shop | DeclaredUse::Warehouse => Tie::Works,
        DeclaredUse::Dwelling | DeclaredUse::Dormitory | DeclaredUse::Site => Tie::Lives,
    }
}

/// A unit and what is known of its building; nothing of one where the caller declares nothing.
async fn place(
    state: &AppState,
    caller: &Caller<may::HousingDeclare>,
    code: &str,
) -> Result<Option<(At, Known)>, Problem> {
    let Some(unit) = whither::unit_of_code(state, code).await? else { return Ok(None) };
    let at = state.housing.at_unit(unit).await?;
    // One row elsewhere leaves the others; the grant that the comparison needs would refuse the whole sheet.
    let granted = state.access.grant(&caller.principal, own_declared("declare", at.area.clone()));
    if granted.is_err() {
        return Ok(None);
    }
    let (known, _) = against(state, &caller.principal, &at, Whom::default()).await?;
    // Many households share a dormitory: of a row nothing but the beds is compared.
    Ok(Some((at, Known { beds: known.beds, ..Known::default() })))
}

/// In a home others may be registered, and the person among them.
async fn of_one(
    state: &AppState,
    principal: &Principal,
    at: &At,
    who: &housing::declaration::DeclaredPerson,
) -> Result<(Known, Option<Id<access::Person>>), Problem> {
    let token = who.check(false, state.access.tokenizer()).map_err(Error::from)?;
    against(state, principal, at, Whom { person: None, token: token.map(access::Token::to_bytes) })
        .await
}
