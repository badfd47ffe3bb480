//! The model of risk as it is fitted, used and shown.

use kernel::Day;

use crate::{
    BuildingId, Error, Housing, Result,
    plan::{
        Candidate,
        risk::{BACK_DAYS, Before, Measured, Model, Past, before, measure, values},
    },
    stars::When,
    store,
};

/// Days for which a model is good.
const FRESH_DAYS: i32 = 7;

/// A building with how likely a visit finds something; none where there is no model.
pub(super) type Known = (Candidate, Option<f64>);

/// The model, and how well it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct RiskShown {
    /// The model that was fitted last.
    pub model: Option<Model>,
    /// What the visits of the plans that are kept show.
    pub measured: Measured,
}

impl Housing {
    /// The model of risk, and how well it holds on visits drawn by lot.
    pub async fn risk(&self) -> Result<RiskShown> {
        let from = back(self.when().today);
        let outcomes = store::risk::outcomes(&self.database, from).await?;
        let model = store::risk::last(&self.database).await?;
        let measured = tokio::task::spawn_blocking(move || measure(&outcomes));
        Ok(RiskShown { model, measured: measured.await.map_err(Error::Rounds)? })
    }

    /// The model, fitted anew where it is a week old; none where there are too few visits.
    pub(super) async fn model(&self, when: When) -> Result<Option<Model>> {
        let last = store::risk::last(&self.database).await?;
        let fresh = last.as_ref().is_some_and(|model| {
            model.rules == self.plan.file.version
                && when.today.epoch_days() - model.fitted_on.epoch_days() < FRESH_DAYS
        });
        if fresh {
            return Ok(last);
        }
        let from = back(when.today);
        let (visits, built) = store::risk::visits(&self.database, from).await?;
        let offset_minutes = self.calendar.offset_minutes;
        let past = store::risk::past(&self.database, from, offset_minutes).await?;
        let rules = self.plan;
        let fit = move || Model::fit(rules, when.today, &built, &visits, &past);
        let Some(model) = self.reckon(fit).await? else { return Ok(last) };
        let mut unit = self.database.begin().await?;
        store::risk::insert(&mut unit, &model, when.now).await?;
        unit.commit().await?;
        Ok(Some(model))
    }

    /// Buildings with their risk on a day, by their stars and open hazards as they stand now.
    pub(super) async fn with_risk(
        &self,
        found: Vec<Candidate>,
        model: Option<&Model>,
        on: Day,
    ) -> Result<Vec<Known>> {
        let Some(model) = model.cloned() else {
            return Ok(found.into_iter().map(|one| (one, None)).collect());
        };
        let ids: Vec<BuildingId> = found.iter().map(|one| one.building).collect();
        let (last, happened) = store::risk::known(&self.database, &ids, back(on)).await?;
        let past = Past { happened, ..Past::default() };
        let rules = self.plan;
        let weighed = tokio::task::spawn_blocking(move || {
            let weigh = |one: Candidate| {
                let seen = last.get(&one.building).copied();
                let known = Before {
                    stars: one.stars,
                    open: one.open,
                    ..before(one.building, on, seen, &past)
                };
                let risk = model.risk(rules, &values(rules, &one.built, &known, on));
                (one, risk)
            };
            found.into_iter().map(weigh).collect::<Vec<Known>>()
        });
        weighed.await.map_err(Error::Rounds)
    }
}

/// The first day that is looked back to.
fn back(on: Day) -> Day {
    Day::from_epoch_days(on.epoch_days() - BACK_DAYS)
}
