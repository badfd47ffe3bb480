//! What a decided lead asks of housing: a building where use has risen is due for an inspection once the lead was sent on.

use casework::{LeadId, LeadSource, LeadState, Leads};
use housing::BuildingId;
use insight::meters::{LeadKind, MeterLead};

use crate::{AppState, Problem};

/// Decided leads of one building that are looked through, the last first.
const MOST: u32 = 200;

/// Follows the last decision of a lead of crowding at the lead's building: sent on, the building is due from that day; set
/// aside, it no longer is for that reason. The same again changes nothing. No name and no number leaves the inbox.
pub(super) async fn follow(state: &AppState, lead: LeadId) -> Result<(), Problem> {
    let inbox = Leads::new(state.database.clone());
    let found = inbox.find(lead).await?.filter(|lead| lead.source == LeadSource::Meter);
    let place = found.and_then(|lead| lead.place.at).filter(|at| at.kind == "building");
    let Some(place) = place else { return Ok(()) };
    let building = place.id.into_bytes();
    let decided = inbox.decided_at(LeadSource::Meter, &[building], MOST).await?;
    let of_crowding = |key: &str| MeterLead::kind_of(key) == Some(LeadKind::Crowding);
    let Some(last) = decided.iter().find(|one| of_crowding(&one.key)) else { return Ok(()) };
    let offset = state.casework.catalogue().calendar.offset_minutes;
    let asked_on = (last.state == LeadState::Sent).then(|| last.at.day(offset));
    match state.housing.at_building(BuildingId::from_bytes(building)).await {
        Ok(at) => Ok(state.housing.ask_inspection(&at, asked_on).await?),
        // What left the register since is not inspected.
        Err(housing::Error::Missing) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
