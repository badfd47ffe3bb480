//! Where a case is, from an address as people write it.

use address::Class;
use anyhow::{Context as _, Result};
use casework::{CasePlace, PlaceRef};
use kernel::{Id, Point4326, Text};
use register::{
    model::{Building, Unit},
    wash::{Place, PlaceKind, Washing},
};

use crate::installation::Installation;

/// Farthest that a pin may lie from any building, metres, as at the portal.
const FARTHEST_M: f64 = 2_000.0;
/// A pin this near is at the building, metres.
const AT_M: f64 = 40.0;

/// The wash index with the places of the register that it leads to.
pub(crate) struct Gazetteer(Washing);

impl Gazetteer {
    /// The installation's, as it was built last.
    pub(crate) fn open(installation: &Installation) -> Result<Self> {
        let open = Washing::open(&installation.data);
        Ok(Self(open.context("open the wash index; import a register first")?))
    }

    /// The place of an address, where it is surely found (class A or B).
    pub(crate) async fn find(
        &self,
        installation: &Installation,
        line: &str,
    ) -> Result<Option<CasePlace>> {
        let found = self.0.index.wash(self.0.index.profile(), line);
        let entry = found.entry.filter(|_| matches!(found.class, Class::A | Class::B));
        match entry.and_then(|entry| self.0.place(entry)) {
            Some(place) => placed(installation, place).await,
            None => Ok(None),
        }
    }

    /// The place of a pin: at the building it stands by, or near the nearest one.
    pub(crate) async fn near(
        &self,
        installation: &Installation,
        (lon, lat): (f64, f64),
    ) -> Result<Option<CasePlace>> {
        let Some(point) = Point4326::new(lon, lat) else { return Ok(None) };
        let found = self.0.index.reverse(lon, lat, 1).into_iter().next();
        let found = found.filter(|(_, distance_m)| *distance_m <= FARTHEST_M);
        let Some((entry, distance_m)) = found else { return Ok(None) };
        let Some(place) = self.0.place(entry) else { return Ok(None) };
        let Some(mut near) = placed(installation, place).await? else { return Ok(None) };
        near.point = Some(point);
        if distance_m > AT_M {
            near.at = None;
            let label = &near.label;
            near.label = Text::new(format!("{}附近", label.zh), format!("Near {}", label.en));
        }
        Ok(Some(near))
    }
}

/// The place of the register as a case has it.
pub(crate) async fn placed(installation: &Installation, place: Place) -> Result<Option<CasePlace>> {
    let register = installation.register();
    let (kind, area, point, label) = match place.kind {
        PlaceKind::Building => {
            let found = register.building(Id::<Building>::from_bytes(place.id)).await?;
            let Some(found) = found else { return Ok(None) };
            ("building", found.row.area, found.row.point, found.row.label)
        }
        PlaceKind::Unit => {
            let found = register.unit(Id::<Unit>::from_bytes(place.id)).await?;
            let Some(found) = found else { return Ok(None) };
            ("unit", found.row.area, found.point, found.row.label)
        }
    };
    let id = Id::<Building>::from_bytes(place.id).uuid();
    let at = Some(PlaceRef { kind: kind.to_owned(), id });
    let en = if label.en.is_empty() { label.zh.clone() } else { label.en };
    Ok(Some(CasePlace { area, at, point, label: Text::new(label.zh, en) }))
}
