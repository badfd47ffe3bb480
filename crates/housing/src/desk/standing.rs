//! What notices are worth now: a page of them by two questions to the database, however many there are.

use std::collections::BTreeSet;

use database::Via;
use kernel::Instant;

use crate::{
    HazardId, Housing, Result, UnitId,
    notice::{Notice, NoticeKind, NoticeStanding},
    store,
};

/// What begins and ends a suspension of letting.
pub(super) const LETTING: [&str; 2] = ["suspend", "lift"];

/// Suspensions of one unit that are told at the most, each with its end.
const MOST_TURNS: u32 = 200;

impl Housing {
    /// When letting of a unit was suspended, and when it was let again, in order: no end while it holds. Of the unit alone,
    /// with no word of why.
    pub async fn suspensions(&self, unit: UnitId) -> Result<Vec<(Instant, Option<Instant>)>> {
        let via = (&self.database).into();
        let turns = store::actions::times_of(via, unit.to_bytes(), LETTING, MOST_TURNS).await?;
        let mut told: Vec<(Instant, Option<Instant>)> = Vec::new();
        for (deed, at) in turns {
            if deed == LETTING[0] {
                told.push((at, None));
            } else if let Some(last) = told.last_mut() {
                last.1 = last.1.or(Some(at));
            }
        }
        Ok(told)
    }

    /// What a notice is worth now.
    pub async fn notice_standing(&self, notice: &Notice) -> Result<NoticeStanding> {
        standing((&self.database).into(), notice).await
    }

    /// What each of these notices is worth now, in their order.
    pub async fn notice_standings(&self, notices: &[Notice]) -> Result<Vec<NoticeStanding>> {
        standings((&self.database).into(), notices).await
    }
}

/// What a notice is worth now.
pub(super) async fn standing(via: Via<'_>, notice: &Notice) -> Result<NoticeStanding> {
    let found = standings(via, std::slice::from_ref(notice)).await?;
    Ok(found.first().copied().unwrap_or(NoticeStanding::Done))
}

async fn standings(via: Via<'_>, notices: &[Notice]) -> Result<Vec<NoticeStanding>> {
    let (hazards, units) = asked(notices);
    let hazards = store::hazards::of_ids(via, &hazards).await?;
    let letting = store::actions::last_of_each(via, &units, LETTING).await?;
    let holds = |notice: &Notice| {
        let content = &notice.content;
        match (content.kind, &content.hazard, content.place.unit) {
            (NoticeKind::Order | NoticeKind::Referral, Some(about), _) => {
                // One that was reopened since has another time, and is ordered anew.
                let since = content.issued_at;
                hazards
                    .get(&about.id)
                    .is_some_and(|hazard| hazard.is_open() && hazard.clock_from <= since)
            }
            (NoticeKind::Suspension | NoticeKind::Lifting, _, Some(unit)) => {
                letting.get(&unit) == Some(&content.action)
            }
            _ => true,
        }
    };
    let of = |notice: &Notice| match (notice.withdrawn_at.is_some(), holds(notice)) {
        (true, _) => NoticeStanding::Withdrawn,
        (false, true) => NoticeStanding::Stands,
        (false, false) => NoticeStanding::Done,
    };
    Ok(notices.iter().map(of).collect())
}

/// The hazards, and the units with their letting, that these notices are of; each once.
fn asked(notices: &[Notice]) -> (Vec<HazardId>, Vec<UnitId>) {
    let (mut hazards, mut units) = (BTreeSet::new(), BTreeSet::new());
    for content in notices.iter().map(|notice| &notice.content) {
        match content.kind {
            NoticeKind::Order | NoticeKind::Referral => {
                hazards.extend(content.hazard.as_ref().map(|about| about.id));
            }
            NoticeKind::Suspension | NoticeKind::Lifting => units.extend(content.place.unit),
            NoticeKind::Reinspection => {}
        }
    }
    (hazards.into_iter().collect(), units.into_iter().collect())
}
