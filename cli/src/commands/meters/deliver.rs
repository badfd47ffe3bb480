//! Leads from the lake into the inbox, and what became of them.

use std::collections::{BTreeMap, HashSet};

use anyhow::{Context as _, Result};
use casework::{CasePlace, DecidedLead, LeadSource, LeadState, Leads, NewLead};
use insight::meters::{LeadKind, MeterLake, MeterLead, Precision, precision as of_decided};
use register::wash::{Place, PlaceKind};
use serde::Serialize;
use server::Config;

use crate::{
    commands::cases::places::placed, global::Global, installation::Installation, terminal::Terminal,
};

/// Seconds after which a lead that nobody looked at goes: 30 days.
const LASTS_S: i64 = 30 * 86_400;
/// Leads of the inbox that are looked through for what is there and what was decided.
const LOOKED_THROUGH: u32 = 200_000;

/// What a delivery did.
#[derive(Default, Serialize)]
struct Told {
    delivered: BTreeMap<LeadKind, u64>,
    /// There already, waiting or decided.
    again: u64,
    /// Left out because enough of the kind wait.
    beyond: u64,
    /// Codes that are not in the register.
    unknown: u64,
    precision: BTreeMap<LeadKind, Precision>,
}

/// Delivers the leads of the last day scored: of each kind the first by score, as long as not too many wait.
pub(super) async fn run(
    global: &Global,
    config: &Config,
    lake: &MeterLake,
    top: usize,
    terminal: &Terminal,
) -> Result<()> {
    let on = lake.scored_until()?.context("no day was scored; run `linli meters score` first")?;
    let leads = lake.leads(on)?.unwrap_or_default();
    let installation = Installation::open(global, config).await?;
    let held = held(&installation).await?;
    let known: HashSet<&str> = held.iter().map(|(key, _)| key.as_str()).collect();
    let mut waiting: BTreeMap<LeadKind, usize> = BTreeMap::new();
    for (key, _) in held.iter().filter(|(_, state)| *state == LeadState::Waiting) {
        if let Some(kind) = MeterLead::kind_of(key) {
            *waiting.entry(kind).or_default() += 1;
        }
    }
    let mut done = Told { precision: counted(&decided(&installation).await?), ..Told::default() };
    // They come by kind and score.
    for lead in leads {
        if known.contains(lead.key().as_str()) {
            done.again += 1;
            continue;
        }
        let of_kind = waiting.entry(lead.kind).or_default();
        if *of_kind >= top {
            done.beyond += 1;
            continue;
        }
        let Some(place) = place(&installation, &lead).await? else {
            done.unknown += 1;
            continue;
        };
        put(&installation, &lead, place).await?;
        *of_kind += 1;
        *done.delivered.entry(lead.kind).or_default() += 1;
    }
    terminal.result(&done, |done| {
        let all: u64 = done.delivered.values().sum();
        format!(
            "{on}: {all} leads delivered, {} there already, {} beyond the first {top} of their kind, {} of places that \
             the register does not have\n{}",
            done.again,
            done.beyond,
            done.unknown,
            in_words(&done.precision)
        )
    })
}

/// Tells how often leads were sent on.
pub(super) async fn precision(global: &Global, config: &Config, terminal: &Terminal) -> Result<()> {
    let installation = Installation::open(global, config).await?;
    let counted = counted(&decided(&installation).await?);
    terminal.result(&counted, in_words)
}

async fn held(installation: &Installation) -> Result<Vec<(String, LeadState)>> {
    let inbox = Leads::new(installation.database.clone());
    Ok(inbox.of_source(LeadSource::Meter, LOOKED_THROUGH).await?)
}

async fn decided(installation: &Installation) -> Result<Vec<DecidedLead>> {
    let inbox = Leads::new(installation.database.clone());
    Ok(inbox.decided(LeadSource::Meter, LOOKED_THROUGH).await?)
}

fn counted(decided: &[DecidedLead]) -> BTreeMap<LeadKind, Precision> {
    of_decided(decided.iter().map(|one| (one.key.as_str(), one.state == LeadState::Sent, one.at)))
}

fn in_words(precision: &BTreeMap<LeadKind, Precision>) -> String {
    if precision.is_empty() {
        return "no lead of a meter was decided yet".to_owned();
    }
    let line = |(kind, of): (&LeadKind, &Precision)| {
        format!("{}: {} of the last {} decided were sent on", kind.label().en, of.sent, of.decided)
    };
    precision.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The place of a lead in the register; none where its code is not there.
async fn place(installation: &Installation, lead: &MeterLead) -> Result<Option<CasePlace>> {
    let register = installation.register();
    let place = if lead.is_of_building() {
        let found = register.building_of_code(&lead.place).await?;
        found.map(|id| Place { kind: PlaceKind::Building, id: id.to_bytes() })
    } else {
        let found = register.unit_of_code(&lead.place).await?;
        found.map(|id| Place { kind: PlaceKind::Unit, id: id.to_bytes() })
    };
    match place {
        Some(place) => placed(installation, place).await,
        None => Ok(None),
    }
}

async fn put(installation: &Installation, lead: &MeterLead, place: CasePlace) -> Result<()> {
    let clock = &*installation.clock;
    let new = NewLead {
        source: LeadSource::Meter,
        key: lead.key(),
        subclass: Some(lead.subclass().to_owned()),
        place,
        title: lead.title(),
        reasons: lead.reasons(),
        expires_at: Some(clock.now().plus_seconds(LASTS_S)),
    };
    let mut unit = installation.database.begin().await?;
    Leads::deliver(&mut unit, new, &installation.ids, clock).await?;
    unit.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use casework::{Catalogue, redact};
    use insight::meters::{MeterKind, Why};

    use super::*;

    #[test]
    fn every_lead_has_a_subclass_of_the_catalogue_and_words_that_name_nobody() {
        let catalogue = Catalogue::built_in().unwrap();
        let of_kind = |kind: &LeadKind| {
            let kind = *kind;
            MeterKind::ALL.iter().map(move |meter| (kind, *meter))
        };
        for (kind, meter) in LeadKind::ALL.iter().flat_map(of_kind) {
            let lead = MeterLead {
                kind,
                place: "9901060010010000001000001".into(),
                since: "2026-09-01".parse().unwrap(),
                score: 12.3456,
                why: Why {
                    meter,
                    days: 100,
                    times_own: 1_234.5,
                    times_peers: Some(12_345.6),
                    meters: 1_000,
                },
            };
            assert_eq!(MeterLead::kind_of(&lead.key()), Some(kind));
            assert!(catalogue.subclass(lead.subclass()).is_some(), "{}", lead.subclass());
            for text in lead.reasons().iter().chain([&lead.title()]) {
                for said in [&text.zh, &text.en] {
                    assert!(!said.is_empty());
                    assert_eq!(redact(said), *said);
                }
            }
        }
    }
}
