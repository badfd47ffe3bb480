//! `POST /api/signals`

use std::collections::BTreeSet;

use access::may;
use address::Class;
use axum::{Json, extract::State};
use blocks::signals::{NewSignal, SignalKind, Signals};
use fusion::signals::names_anybody;
use kernel::{Day, Text};
use register::wash::{Place, PlaceKind};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem, routes::register::register};

/// A signal: a dwelling by its code or its address, a kind and a day. Any other field is refused.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "describes the body; it is read field by field, so that others are refused by name"
)]
pub(crate) struct Signal {
    /// The code of the unit.
    unit: Option<String>,
    /// Its written address, where the code is not known.
    address: Option<String>,
    /// `card_issued` or `account_opened`.
    kind: String,
    /// The day, `YYYY-MM-DD`.
    #[schema(value_type = String, format = Date)]
    day: String,
}

/// Signals, 1,000 at most.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "describes the body; it is read field by field, so that others are refused by name"
)]
pub(crate) struct SignalsSent {
    /// The signals.
    signals: Vec<Signal>,
}

/// How many were taken. What became of them is not told: it would say where somebody is registered.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SignalsTaken {
    /// Signals whose dwelling, kind and day could be read.
    taken: usize,
    /// Signals whose dwelling was not found.
    unread: usize,
}

/// Most signals of one request.
const MOST: usize = 1_000;
const FIELDS: [&str; 4] = ["unit", "address", "kind", "day"];

/// One signal as it was sent.
struct Sent {
    code: Option<String>,
    address: String,
    kind: SignalKind,
    on: Day,
}

/// Takes signals of another office's system. A field that could name or follow somebody is refused by its name, and nothing
/// of the request is kept but what becomes an unnamed invitation.
#[utoipa::path(
    post, path = "/api/signals", tag = "signals", security(("session" = [])), request_body = SignalsSent,
    responses(
        (status = OK, body = SignalsTaken),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::SignalsSend>,
    State(state): State<AppState>,
    Json(body): Json<Map<String, Value>>,
) -> Result<Json<SignalsTaken>, Problem> {
    let sent = read(&body)?;
    let codes: Vec<&str> = sent.iter().filter_map(|one| one.code.as_deref()).collect();
    let signals = Signals::new(state.database.clone());
    let known = signals.units_of_codes(&codes).await?;
    let washed = written(&state, &sent).await?;
    let named = |one: &Sent| one.code.as_ref().and_then(|code| known.get(code)).copied();
    let units: Vec<Option<[u8; 16]>> =
        sent.iter().zip(washed).map(|(one, washed)| named(one).or(washed)).collect();
    let within = within(&state, &caller, &units).await?;
    let source = &caller.principal.login;
    let mut taken = Vec::new();
    for (one, unit) in sent.iter().zip(units) {
        let unit = unit.filter(|unit| within.contains(unit));
        taken.extend(unit.map(|unit| NewSignal {
            unit,
            kind: one.kind,
            on: one.on,
            source: source.clone(),
        }));
    }
    let done = SignalsTaken { taken: taken.len(), unread: sent.len() - taken.len() };
    signals.receive(taken, Some(caller.principal.account), &state.ids, &*state.clock).await?;
    Ok(Json(done))
}

/// The units that are where the caller may send signals of, by session or by key: the others are not there for it.
async fn within(
    state: &AppState,
    caller: &Caller<may::SignalsSend>,
    units: &[Option<[u8; 16]>],
) -> Result<BTreeSet<[u8; 16]>, Problem> {
    let place = |id: &[u8; 16]| Place { kind: PlaceKind::Unit, id: *id };
    let places: Vec<Place> = units.iter().flatten().map(place).collect();
    let known = register(state).called(&places).await?;
    let within = known.into_iter().filter(|(_, called)| caller.within(&called.area).is_ok());
    Ok(within.map(|(place, _)| place.id).collect())
}

/// The units of those that are given by address, in order; nothing for the others.
async fn written(state: &AppState, sent: &[Sent]) -> Result<Vec<Option<[u8; 16]>>, Problem> {
    if sent.iter().all(|one| one.code.is_some()) {
        return Ok(vec![None; sent.len()]);
    }
    let open = state.wash.get().await?;
    let lines: Vec<Option<String>> =
        sent.iter().map(|one| one.code.is_none().then(|| one.address.clone())).collect();
    let wash = move || {
        let unit = |line: Option<String>| {
            let found = open.index.wash(open.index.profile(), &line?);
            let entry = found.entry.filter(|_| matches!(found.class, Class::A | Class::B))?;
            open.place(entry).filter(|place| place.kind == PlaceKind::Unit).map(|place| place.id)
        };
        lines.into_iter().map(unit).collect()
    };
    tokio::task::spawn_blocking(wash).await.map_err(Problem::internal)
}

fn read(body: &Map<String, Value>) -> Result<Vec<Sent>, Problem> {
    refuse(body, &["signals"])?;
    let Some(Value::Array(signals)) = body.get("signals") else {
        return Err(wrong("signals", "须为数组", "must be a list"));
    };
    if signals.len() > MOST {
        return Err(Problem::too_large(Text::new(
            format!("一次最多 {MOST} 条"),
            format!("At most {MOST} signals at once"),
        )));
    }
    signals.iter().map(one).collect()
}

fn one(signal: &Value) -> Result<Sent, Problem> {
    let Value::Object(fields) = signal else {
        return Err(wrong("signals", "每条须为对象", "holds objects"));
    };
    refuse(fields, &FIELDS)?;
    let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default().trim();
    let kind = SignalKind::from_name(text("kind")).ok_or_else(|| {
        wrong("kind", "须为 card_issued 或 account_opened", "is card_issued or account_opened")
    })?;
    // A time of day would tell when somebody did something: a day holds none.
    let on = text("day")
        .parse()
        .map_err(|_| wrong("day", "须为 YYYY-MM-DD，不含时间", "is YYYY-MM-DD, without a time"))?;
    let code: String = text("unit").chars().filter(char::is_ascii_digit).collect();
    let address: String = text("address").chars().take(500).collect();
    if code.is_empty() && address.is_empty() {
        return Err(wrong("unit", "与 address 须有其一", "or address must be given"));
    }
    Ok(Sent { code: (!code.is_empty()).then_some(code), address, kind, on })
}

fn refuse(fields: &Map<String, Value>, allowed: &[&str]) -> Result<(), Problem> {
    let Some(name) = fields.keys().find(|name| !allowed.contains(&name.as_str())) else {
        return Ok(());
    };
    let shown: String = name.chars().take(60).collect();
    let why = names_anybody(name, false).map_or_else(
        || Text::new("信号没有这一项", "a signal has no such field"),
        fusion::signals::Named::text,
    );
    Err(Problem::bad_request(Text::new(
        format!("字段“{shown}”被拒绝：{}。请去掉后再发送。", why.zh),
        format!("The field `{shown}` is refused: {}. Send the signal without it.", why.en),
    )))
}

fn wrong(name: &str, zh: &str, en: &str) -> Problem {
    Problem::bad_request(Text::new(format!("{name} {zh}"), format!("{name} {en}")))
}
