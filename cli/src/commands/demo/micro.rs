//! The demo's micro-events: found in the worker's grid over some days, most of them put right on the spot, some verified.

use access::{Account, Keeper};
use anyhow::{Context as _, Result};
use casework::{
    Actor, AttachmentId, CasePlace, MicroAct, MicroDeed, MicroEvent, NewMicroEvent, PlaceRef,
};
use kernel::{Chance, Id, Text};
use register::query::{BuildingRow, Filter};

use super::{housing::picture, past::Past};
use crate::installation::Installation;

/// Micro-events that are found and put right.
const FIXED: usize = 42;
/// Those that are still to be put right.
const OPEN: usize = 4;
/// Seconds between them: nobody is late with them yet.
const OPEN_S: i64 = 600;
/// Days over which that went.
const DAYS: i64 = 7;
/// The seed of what is found where.
const SEED: u64 = 21;

/// Makes the micro-events, unless they are there.
pub(crate) async fn make(installation: &Installation) -> Result<()> {
    let done = installation.data.join("demo.micro.done");
    if done.is_file() {
        return Ok(());
    }
    let accounts = installation.access.accounts(Keeper::Operator).await?;
    let of = |login: &str| {
        let found = accounts.iter().find(|facts| facts.principal.login == login);
        found.with_context(|| format!("the account {login}"))
    };
    let worker = &of("worker")?.principal;
    let officer = of("officer")?.principal.account;
    let grid = worker.assignments.first().map(|held| held.area.clone()).unwrap_or_default();
    let filter = Filter { area: grid, page: 1, size: 200, ..Filter::default() };
    let buildings = installation.register().buildings(&filter).await?.rows;
    if !buildings.is_empty() {
        let past = Past::begin(installation, DAYS)?;
        let walk = Walk { past, dice: Chance::seeded(SEED) };
        walk.go(&buildings, worker.account, officer).await?;
    }
    std::fs::write(&done, b"").context("remember that the micro-events are made")
}

struct Walk {
    past: Past,
    dice: Chance,
}

impl Walk {
    async fn go(
        mut self,
        buildings: &[BuildingRow],
        worker: Id<Account>,
        officer: Id<Account>,
    ) -> Result<()> {
        let kinds: Vec<String> =
            self.past.casework.catalogue().micro_events.keys().cloned().collect();
        let open_s = OPEN_S * i64::try_from(OPEN)?;
        let step_s = (DAYS * 86_400 - open_s) / i64::try_from(FIXED)?;
        for (turn, kind) in kinds.iter().cycle().take(FIXED + OPEN).enumerate() {
            let at = usize::try_from(self.dice.below(buildings.len() as u64))?;
            let Some(building) = buildings.get(at) else { continue };
            let found = self.found(kind.clone(), building, worker).await?;
            if turn < FIXED {
                self.past.clock.advance(step_s / 4);
                let deed = MicroDeed::Fix { photos: vec![self.photo().await?] };
                let fixed = self.done(&found, deed, "已当场处理", worker).await?;
                if fixed.waits() && turn % 3 > 0 {
                    let deed = MicroDeed::Verify { fixed: true };
                    self.done(&fixed, deed, "已到场查看", officer).await?;
                }
                self.past.clock.advance(step_s - step_s / 4);
            } else {
                self.past.clock.advance(OPEN_S);
            }
        }
        Ok(())
    }

    async fn photo(&mut self) -> Result<AttachmentId> {
        Ok(self.past.casework.keep_picture(picture::draw(&mut self.dice)?).await?.id)
    }

    async fn found(
        &mut self,
        kind: String,
        building: &BuildingRow,
        account: Id<Account>,
    ) -> Result<MicroEvent> {
        let (zh, en) = (building.label.zh.clone(), building.label.en.clone());
        let en = if en.is_empty() { zh.clone() } else { en };
        let place = CasePlace {
            area: building.area.clone(),
            at: Some(PlaceRef { kind: "building".to_owned(), id: building.id.uuid() }),
            point: building.point,
            label: Text::new(zh, en),
        };
        let photos = vec![self.photo().await?];
        let (id, words, acted_at) = (self.past.ids.next(), String::new(), None);
        let new = NewMicroEvent { id, kind, place, photos, words, account, acted_at };
        Ok(self.past.casework.find_micro_event(new).await?)
    }

    async fn done(
        &self,
        event: &MicroEvent,
        deed: MicroDeed,
        words: &str,
        by: Id<Account>,
    ) -> Result<MicroEvent> {
        let act = MicroAct {
            id: self.past.ids.next(),
            event: event.id,
            seen: event.version,
            deed,
            words: words.to_owned(),
            actor: Actor::Account(by),
            acted_at: None,
        };
        Ok(self.past.casework.act_on_micro_event(act).await?)
    }
}
