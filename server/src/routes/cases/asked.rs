//! What decided leads ask of housing: a building where use has risen is due for an inspection once the lead was sent on.

use std::{collections::BTreeMap, error::Error};

use casework::{LeadSource, LeadState, Leads};
use housing::BuildingId;
use insight::meters::{LeadKind, MeterLead};
use kernel::Day;

use crate::{AppState, problem::Chain};

/// Decided leads that are looked through, the last first.
const MOST: u32 = 500;

/// Follows the last decisions of leads of crowding. A decision stands whether or not it is followed at once: what a stop or
/// a failure left behind is followed by the clock.
pub async fn catch_up(state: &AppState) {
    if let Err(error) = follow(state).await {
        tracing::error!(cause = %Chain(&*error), "decided leads are not followed yet");
    }
}

/// At each building of these leads the last decision holds: sent on, the building is due from that day; set aside, it no
/// longer is for that reason. What is noted already is not written again. No name and no number leaves the inbox.
async fn follow(state: &AppState) -> Result<(), Box<dyn Error + Send + Sync>> {
    let offset = state.casework.catalogue().calendar.offset_minutes;
    let mut last: BTreeMap<BuildingId, Option<Day>> = BTreeMap::new();
    for lead in Leads::new(state.database.clone()).decided(LeadSource::Meter, MOST).await? {
        let of_crowding = MeterLead::kind_of(&lead.key) == Some(LeadKind::Crowding);
        let Some(place) = lead.place.filter(|_| of_crowding) else { continue };
        let asked_on = (lead.state == LeadState::Sent).then(|| lead.at.day(offset));
        // They come the last first.
        last.entry(BuildingId::from_bytes(place)).or_insert(asked_on);
    }
    let buildings: Vec<BuildingId> = last.keys().copied().collect();
    let noted = state.housing.inspections_asked(&buildings).await?;
    for (building, asked_on) in last {
        if noted.get(&building).copied() == asked_on {
            continue;
        }
        match state.housing.at_building(building).await {
            Ok(at) => state.housing.ask_inspection(&at, asked_on).await?,
            // What left the register since is not inspected.
            Err(housing::Error::Missing) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
