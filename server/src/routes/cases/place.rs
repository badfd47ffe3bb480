//! Where something is, as people say it: a building, a room, a pin, an address.

use std::sync::Arc;

use address::Class;
use casework::{CasePlace, PlaceRef};
use kernel::{Id, Point4326, Text};
use register::{
    model::{Building, Unit},
    query::Filter,
    wash::{Place, PlaceKind},
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    AppState, Problem,
    routes::register::{place::text, register},
};

/// Farthest that a pin may lie from any building, metres.
const FARTHEST_M: f64 = 2_000.0;
/// A pin this near is at the building, metres.
const AT_M: f64 = 40.0;
/// Longest address, characters.
const LONGEST: usize = 200;

/// Where it is: one of these, the first that is given.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CaseWhere)]
pub(crate) struct Where {
    /// A unit's id.
    unit: Option<String>,
    /// A building's id.
    building: Option<String>,
    /// The code of a unit (25 digits) or a building (19), as at the door.
    code: Option<String>,
    /// Longitude of a pin, EPSG:4326.
    lon: Option<f64>,
    /// Latitude of a pin.
    lat: Option<f64>,
    /// An address as people write it.
    address: Option<String>,
}

impl Where {
    /// A pin.
    pub(crate) fn pin(lon: f64, lat: f64) -> Self {
        Self { lon: Some(lon), lat: Some(lat), ..Self::default() }
    }

    /// The code at the door of a unit, or of a building.
    pub(crate) fn code(code: String) -> Self {
        Self { code: Some(code), ..Self::default() }
    }

    /// An address as people write it.
    pub(crate) fn written(address: String) -> Self {
        Self { address: Some(address), ..Self::default() }
    }

    /// The place in the register.
    pub(crate) async fn find(self, state: &AppState) -> Result<CasePlace, Problem> {
        let pin = self.lon.zip(self.lat);
        match (self.unit, self.building, self.code, pin, self.address) {
            (Some(unit), ..) => unit_place(state, &unit).await,
            (None, Some(building), ..) => building_place(state, &building).await,
            (None, None, Some(code), ..) => at_code(state, &code).await,
            (None, None, None, Some((lon, lat)), _) => at_pin(state, lon, lat).await,
            (None, None, None, None, Some(address)) => at_address(state, address).await,
            _ => Err(Problem::bad_request(Text::new(
                "请给出地点：房屋、楼栋、地图位置或地址",
                "Say where: a unit, a building, a pin or an address",
            ))),
        }
    }
}

async fn unit_place(state: &AppState, id: &str) -> Result<CasePlace, Problem> {
    let id: Id<Unit> = id.parse().map_err(|_| Problem::not_found())?;
    let (found, point) = register(state).unit_row(id).await?.ok_or_else(Problem::not_found)?;
    let label = text(found.label);
    Ok(CasePlace {
        area: found.area,
        at: Some(PlaceRef { kind: "unit".to_owned(), id: id.uuid() }),
        point,
        label: Text::new(label.zh, label.en),
    })
}

async fn building_place(state: &AppState, id: &str) -> Result<CasePlace, Problem> {
    let id: Id<Building> = id.parse().map_err(|_| Problem::not_found())?;
    let found = register(state).building_row(id).await?.ok_or_else(Problem::not_found)?;
    let label = text(found.label);
    Ok(CasePlace {
        area: found.area,
        at: Some(PlaceRef { kind: "building".to_owned(), id: id.uuid() }),
        point: found.point,
        label: Text::new(label.zh, label.en),
    })
}

/// Digits of a building's code.
const BUILDING_DIGITS: usize = 19;

async fn at_code(state: &AppState, code: &str) -> Result<CasePlace, Problem> {
    let nowhere = || {
        Problem::bad_request(Text::new(
            "底册中没有这个编码，请核对门上的编码",
            "The register has no such code: compare it with the one at the door",
        ))
    };
    if !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(nowhere());
    }
    if code.len() == BUILDING_DIGITS {
        let found = register(state).building_of_code(code).await?.ok_or_else(nowhere)?;
        return building_place(state, &found.to_string()).await;
    }
    let of_code = Filter { q: code.to_owned(), page: 1, size: 1, ..Filter::default() };
    let found = register(state).units(&of_code).await?.rows.into_iter().next();
    let unit = found.filter(|unit| unit.code == code).ok_or_else(nowhere)?;
    unit_place(state, &unit.id.to_string()).await
}

async fn at_pin(state: &AppState, lon: f64, lat: f64) -> Result<CasePlace, Problem> {
    let nowhere = || {
        Problem::bad_request(Text::new(
            "这个位置不在本区内，请在地图上重新选择",
            "That place is not in this district: choose again on the map",
        ))
    };
    let point = Point4326::new(lon, lat).ok_or_else(nowhere)?;
    let open = state.wash.get().await?;
    let found = open.index.reverse(lon, lat, 1);
    let (entry, distance_m) = found.into_iter().next().ok_or_else(nowhere)?;
    if distance_m > FARTHEST_M {
        return Err(nowhere());
    }
    let place = open.place(entry).ok_or_else(nowhere)?;
    let mut near = of_register(state, place).await?;
    near.point = Some(point);
    if distance_m > AT_M {
        near.at = None;
        near.label = Text::new(format!("{}附近", near.label.zh), format!("Near {}", near.label.en));
    }
    Ok(near)
}

async fn at_address(state: &AppState, address: String) -> Result<CasePlace, Problem> {
    let line: String = address.chars().take(LONGEST).collect();
    let open = state.wash.get().await?;
    let washing = Arc::clone(&open);
    let washed =
        tokio::task::spawn_blocking(move || washing.index.wash(washing.index.profile(), &line));
    let found = washed.await.map_err(Problem::internal)?;
    let sure = matches!(found.class, Class::A | Class::B);
    let place = found.entry.filter(|_| sure).and_then(|entry| open.place(entry));
    let place = place.ok_or_else(|| {
        Problem::bad_request(Text::new(
            "没有认出这个地址，请写明路名门牌或小区楼栋，或在地图上选择",
            "The address was not found: give road and number, or estate and building, or choose on the map",
        ))
    })?;
    of_register(state, place).await
}

async fn of_register(state: &AppState, place: Place) -> Result<CasePlace, Problem> {
    let id = uuid_text(place.id);
    match place.kind {
        PlaceKind::Building => building_place(state, &id).await,
        PlaceKind::Unit => unit_place(state, &id).await,
    }
}

fn uuid_text(id: [u8; 16]) -> String {
    Id::<Building>::from_bytes(id).to_string()
}
