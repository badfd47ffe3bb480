//! The demo's cases: the newest calls of the synthetic hotline, each gone some way. Callers are not in it.

use std::{collections::BTreeMap, path::Path};

use access::{Account, Keeper};
use anyhow::{Context as _, Result};
use casework::{
    Act, Actor, Case, CasePlace, Deed, Door, LeadSource, Leads, NewLead, NewReport, Outcome,
    PlaceRef, WaitReason, routing::Member,
};
use kernel::{AreaPath, Id, Instant, Text};

use super::past::Past;
use crate::{commands::cases::places::Gazetteer, installation::Installation};

/// Calls that are opened.
const CALLS: usize = 72;
/// Days over which they came in.
const DAYS: i64 = 9;

/// Opens the cases, unless they are there.
pub(crate) async fn make(installation: &Installation, hotline: &Path) -> Result<()> {
    let done = installation.data.join("demo.cases.done");
    if done.is_file() {
        return Ok(());
    }
    let accounts = installation.access.accounts(Keeper::Operator).await?;
    let of = |login: &str| accounts.iter().find(|facts| facts.principal.login == login);
    let officer = &of("officer").context("the officer's account")?.principal;
    let worker = &of("worker").context("the worker's account")?.principal;
    let grid = worker.assignments.first().map(|held| held.area.clone()).unwrap_or_default();
    let desk = Past::begin(installation, DAYS)?;
    for office in desk.casework.catalogue().offices.keys() {
        for (account, area, leads) in
            [(officer.account, AreaPath::whole(), true), (worker.account, grid.clone(), false)]
        {
            let member = Member { account, office: office.clone(), area, leads, available: true };
            desk.casework.set_member(member, None).await?;
        }
    }
    let gazetteer = Gazetteer::open(installation)?;
    let mut calls =
        csv::Reader::from_path(hotline).with_context(|| format!("read {}", hotline.display()))?;
    let calls: Vec<BTreeMap<String, String>> = calls
        .deserialize()
        .collect::<std::result::Result<_, _>>()
        .context("read the hotline's calls")?;
    let step_s = DAYS * 86_400 / i64::try_from(CALLS)?;
    let mut opened = 0;
    for call in calls.iter().rev() {
        if opened == CALLS {
            break;
        }
        let said = |column: &str| call.get(column).map(String::as_str).unwrap_or_default();
        let words = format!("{}：{}", said("诉求标题"), said("诉求内容"));
        let Some(subclass) =
            desk.casework.catalogue().suggest(&words).first().map(|one| one.id.clone())
        else {
            continue;
        };
        let place = gazetteer.find(installation, said("诉求地址")).await?;
        let Some(place) = place else { continue };
        let here = grid.contains(&place.area);
        let case = desk.told(subclass, place, words).await?;
        desk.go_on(case, opened, officer.account, here.then_some(worker.account)).await?;
        desk.clock.advance(step_s);
        opened += 1;
    }
    desk.leads(installation).await?;
    std::fs::write(&done, b"").context("remember that the cases are made")
}

impl Past {
    async fn told(&self, subclass: String, place: CasePlace, words: String) -> Result<Case> {
        let new = NewReport {
            id: self.ids.next(),
            door: Door::Hotline,
            subclass,
            place,
            words,
            answers: BTreeMap::new(),
            reporter: None,
            photos: Vec::new(),
            voice: None,
            actor: Actor::Installation,
            split_from: None,
            lead: None,
            acted_at: None,
            form: None,
        };
        Ok(self.casework.report(new).await?.case)
    }

    async fn done(&self, case: &Case, deed: Deed, words: &str, by: Id<Account>) -> Result<Case> {
        let act = Act {
            id: self.ids.next(),
            case: case.id,
            seen: Some(case.version),
            deed,
            words: words.to_owned(),
            actor: Actor::Account(by),
            acted_at: None,
            position: None,
        };
        Ok(self.casework.act(act).await?)
    }

    /// Some wait to be taken, some are in hand, some are done: by their turn.
    async fn go_on(
        &self,
        case: Case,
        turn: usize,
        officer: Id<Account>,
        worker: Option<Id<Account>>,
    ) -> Result<()> {
        let by = worker.unwrap_or(officer);
        if turn.is_multiple_of(6) {
            return Ok(());
        }
        let case = self.done(&case, Deed::Accept, "", officer).await?;
        if turn % 6 == 1 {
            return Ok(());
        }
        let case = self.done(&case, Deed::Assign { officer: by }, "", officer).await?;
        if turn % 6 == 2 {
            return Ok(());
        }
        let case = self.done(&case, Deed::Start, "", by).await?;
        match turn % 12 {
            3 => {
                let waits = Deed::Wait { waits_for: WaitReason::Parts };
                self.done(&case, waits, "配件已订，周五到货", by).await?;
            }
            4 | 5 | 10 | 11 => {
                let case = self.done(&case, Deed::Visit { met: true }, "已到现场", by).await?;
                let settled = Deed::Resolve { outcome: Outcome::Settled };
                let case = self.done(&case, settled, "已协调物业处理并答复", by).await?;
                if turn % 12 == 11 {
                    let again = Deed::Reopen;
                    self.done(&case, again, "回访发现仍未恢复", officer).await?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What sensors of things have to say.
    async fn leads(&self, installation: &Installation) -> Result<()> {
        let filter =
            register::query::Filter { page: 1, size: 3, ..register::query::Filter::default() };
        let rows = installation.register().buildings(&filter).await?.rows;
        let seen = [
            (
                "livelihood.water",
                "夜间用水不归零，可能漏水",
                "Water runs all night: perhaps a leak",
                "凌晨 2 至 4 时每小时 38 升",
                "38 litres an hour between 2 and 4",
            ),
            (
                "livelihood.road",
                "低洼处水位上升",
                "Water rises at a low point",
                "水位 27 厘米，警戒 25 厘米",
                "27 cm, the warning level is 25",
            ),
            (
                "safety.fire",
                "消防水压偏低",
                "Low pressure in the fire main",
                "0.08 兆帕，应不低于 0.14",
                "0.08 MPa, at least 0.14 is due",
            ),
        ];
        for (row, (subclass, zh, en, why_zh, why_en)) in rows.into_iter().zip(seen) {
            let en_label =
                if row.label.en.is_empty() { row.label.zh.clone() } else { row.label.en };
            let lead = NewLead {
                source: LeadSource::Sensor,
                key: format!("demo/{subclass}"),
                subclass: Some(subclass.to_owned()),
                place: CasePlace {
                    area: row.area,
                    at: Some(PlaceRef { kind: "building".to_owned(), id: row.id.uuid() }),
                    point: row.point,
                    label: Text::new(row.label.zh, en_label),
                },
                title: Text::new(zh, en),
                reasons: vec![Text::new(why_zh, why_en)],
                expires_at: None::<Instant>,
            };
            let mut unit = installation.database.begin().await?;
            Leads::deliver(&mut unit, lead, &self.ids, &*self.clock).await?;
            unit.commit().await?;
        }
        Ok(())
    }
}
