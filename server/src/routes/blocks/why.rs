//! Why somebody looks at the people of a place, and what opens for it.

use access::{Action, Basis, GrantRequest, Principal, Purpose, may};
use blocks::{Blocks, DwellingBlock};
use kernel::{AreaPath, Text};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{AppState, Caller, Problem};

/// Why the people of a place are looked at: a case, a task or a reason. Without one they are not.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Why {
    /// `registration` (where not given), `housing_safety`, `case_handling` or `service`.
    #[serde(default)]
    pub(crate) purpose: Option<String>,
    /// The number of the case it is for: an open one in that area that the reader's office handles.
    #[serde(default)]
    pub(crate) case: Option<String>,
    /// The number of the task it is for.
    #[serde(default)]
    pub(crate) task: Option<String>,
    /// The reason in words, where there is neither.
    #[serde(default)]
    pub(crate) reason: Option<String>,
    /// The id of an emergency that one opened; it is its own purpose.
    #[serde(default)]
    pub(crate) emergency: Option<String>,
}

/// The block of a unit or a building in `area`: with its people, masked, where a ground was stated and a policy permits
/// it; then the purpose stands beside.
pub(crate) async fn opened(
    caller: &Caller<may::BlocksView>,
    state: &AppState,
    place: [u8; 16],
    area: &AreaPath,
    why: &Why,
) -> Result<(DwellingBlock, Option<Purpose>), Problem> {
    let blocks = Blocks::new(state.database.clone());
    // Without a ground nobody is looked at.
    let Some(basis) = why.basis(state, &caller.principal, area).await? else {
        return Ok((blocks.things_at(place).await?, None));
    };
    let purpose = why.purpose()?;
    let (area, action) = (area.clone(), Action::BlocksViewPeople);
    let request = GrantRequest { action, purpose, basis, area: area.clone(), subject: None };
    match state.access.grant(&caller.principal, request) {
        Ok(grant) => {
            let shut = blocks.dwelling(&state.access, &grant, place, &area).await?;
            Ok((state.access.disclose(&grant, shut).await?, Some(purpose)))
        }
        Err(access::Error::Denied { .. }) => Ok((blocks.things_at(place).await?, None)),
        Err(other) => Err(other.into()),
    }
}

impl Why {
    /// The purpose; the register of residence where none is given.
    pub(crate) fn purpose(&self) -> Result<Purpose, Problem> {
        if self.emergency.is_some() {
            return Ok(Purpose::Emergency);
        }
        match &self.purpose {
            None => Ok(Purpose::Registration),
            Some(name) => name.parse().map_err(|_| {
                Problem::bad_request(Text::new("没有这个用途", "There is no such purpose"))
            }),
        }
    }

    /// The emergency; the case, as far as casework confirms that it is in this area and the reader's to handle; the
    /// task, or the reason.
    pub(crate) async fn basis(
        &self,
        state: &AppState,
        principal: &Principal,
        area: &AreaPath,
    ) -> Result<Option<Basis>, Problem> {
        if let Some(emergency) = &self.emergency {
            return Ok(emergency.parse().ok().map(Basis::Emergency));
        }
        if let Some(number) = &self.case {
            return Ok(Some(state.casework.ground(principal, number, area).await?));
        }
        let task = self.task.clone().map(Basis::Task);
        Ok(task.or_else(|| self.reason.clone().map(Basis::Reason)))
    }
}
