//! A day of a part of the district: what is usual moves, and what is far from it becomes a lead.

use std::{cmp::Ordering, iter::Peekable, vec::IntoIter};

use kernel::Day;

use super::{
    crowding::{self, BuildingState},
    lead::{Finding, FindingKind, LeadKind, MOST_OF_A_LEAK, MeterLead, Why},
    measure::MeterKind,
    peers::{Peers, median},
    reading::{Reading, building_of},
    state::{MeterState, Step, Today},
};

/// Days in a row before a lead is raised.
const LEAK_DAYS: u32 = 3;
const OVERLOAD_DAYS: u32 = 2;
const CHANGE_DAYS: u32 = 7;
const VACANT_DAYS: u32 = 60;
/// Days within which a meter that reported is asked whether anything is used.
const HEARD_DAYS: i32 = 7;
/// Spreads above its peers from which a meter stands out: three times what they use, at least.
const ABOVE_PEERS: f64 = 3.5;
/// A state that heard nothing for so long is dropped: 13 months.
const STATE_DAYS: i32 = 396;
/// Fewest meters whose middle is a season.
const FEWEST_SEASON: usize = 30;
/// Fewest meters of a building whose middle says that the building is up.
const FEWEST_LIFT: usize = 5;
/// Days known before a meter says something of the season.
const SEASON_DAYS: u32 = 7;
/// More times the usual are told as so many.
const MOST_TIMES: f64 = 999.0;
/// Times the usual from which a leaking pipe is less likely than a meter that reports in litres while those who live
/// there are away: a twentieth of the usual, a thousand times over.
const LEAST_OF_UNITS: f64 = 45.0;
/// What such a lead loses of its score: it comes after every one that can be nothing else.
const DOUBT: f64 = 30.0;
/// Leads of a kind that are kept of a part and a day, the first by score.
const KEPT: usize = 1_000;

/// What a part of the district was before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Before {
    /// Meters, by unit, kind and number.
    pub meters: Vec<MeterState>,
    /// Buildings whose use has risen, by code.
    pub buildings: Vec<BuildingState>,
}

/// What a day made of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scored {
    /// What comes before the next day.
    pub after: Before,
    /// Leads, of each kind the first by score.
    pub leads: Vec<MeterLead>,
    /// What companies should know of their meters.
    pub findings: Vec<Finding>,
    /// Sums taken.
    pub sums: u64,
    /// Sums that stood there twice.
    pub repeated: u64,
}

/// A meter with its sum of the day.
pub(crate) struct Entry {
    pub(crate) state: MeterState,
    pub(crate) raw: Option<f64>,
    /// Of a day that was judged: logarithm of the use over the usual.
    pub(crate) residual: Option<f64>,
}

/// Takes a day. Meters of `before` and `readings` are sorted by unit, kind and number; a reading's second value is
/// left out.
#[must_use]
pub fn score(before: Before, mut readings: Vec<Reading>, on: Day, rest: bool) -> Scored {
    let day = on.epoch_days();
    let given = readings.len();
    readings.dedup_by(|one, first| one.key() == first.key());
    let mut scored = Scored {
        sums: readings.len() as u64,
        repeated: (given - readings.len()) as u64,
        ..Scored::default()
    };
    let mut entries = merge(before.meters, readings, day, &mut scored.findings);
    let season = MeterKind::ALL.iter().map(|kind| {
        // Season, weather, holidays.
        middle(&entries, *kind, rest, FEWEST_SEASON).unwrap_or(0.0)
    });
    let season: Vec<f64> = season.collect();
    let district: Vec<Option<Peers>> =
        MeterKind::ALL.iter().map(|kind| Peers::of(states(&entries), *kind)).collect();
    let mut crowded = before.buildings.into_iter().peekable();
    for building in
        entries.chunk_by_mut(|a, b| building_of(&a.state.unit) == building_of(&b.state.unit))
    {
        let peers: Vec<Option<Peers>> = MeterKind::ALL
            .iter()
            .zip(district.iter().zip(&season))
            .map(|(kind, (all, season))| {
                let lift = middle(building, *kind, rest, FEWEST_LIFT).map_or(0.0, |up| up - season);
                Some(Peers::of(states(building), *kind).or(*all)?.lifted(lift))
            })
            .collect();
        let mut leads: Vec<MeterLead> = Vec::new();
        for unit in building.chunk_by_mut(|a, b| a.state.unit == b.state.unit) {
            let from = leads.len();
            for entry in unit.iter_mut() {
                let at = usize::from(entry.state.kind.number());
                let today = Today { on: day, rest, season: season[at] };
                leads.extend(take(entry, &today, peers[at], &mut scored.findings));
            }
            if crowding::is_fuller(unit) {
                let mut of_unit = leads.split_off(from);
                of_unit.retain(|lead| lead.kind != LeadKind::Change);
                leads.append(&mut of_unit);
            }
            leads.extend(vacancy(unit, day));
        }
        let code = building_of(&building[0].state.unit);
        while crowded.next_if(|one| &*one.building < code).is_some() {}
        let held = crowded.next_if(|one| &*one.building == code);
        if let Some(state) = crowding::step(held, code, building, day) {
            // Where the whole building uses more, no dwelling in it is named for that.
            leads.retain(|lead| lead.kind != LeadKind::Change);
            leads.extend(state.lead());
            scored.after.buildings.push(state);
        }
        scored.leads.append(&mut leads);
    }
    scored.after.meters = entries.into_iter().map(|entry| entry.state).collect();
    first_of_each(&mut scored.leads);
    scored
}

fn states(entries: &[Entry]) -> impl Iterator<Item = &MeterState> {
    entries.iter().map(|entry| &entry.state)
}

/// Brings states and readings together, unit by unit and kind by kind.
fn merge(
    states: Vec<MeterState>,
    readings: Vec<Reading>,
    day: i32,
    findings: &mut Vec<Finding>,
) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::with_capacity(states.len().max(readings.len()));
    let mut states = states.into_iter().peekable();
    let mut readings = readings.into_iter().peekable();
    let mut old: Vec<MeterState> = Vec::new();
    let mut new: Vec<Reading> = Vec::new();
    while let Some(side) = next_side(&mut states, &mut readings) {
        if side != Ordering::Greater {
            old.extend(states.next());
            while let Some(more) = states.next_if(|one| {
                old.first().is_some_and(|first| first.unit == one.unit && first.kind == one.kind)
            }) {
                old.push(more);
            }
        }
        if side != Ordering::Less {
            new.extend(readings.next());
            while let Some(more) = readings.next_if(|one| {
                new.first().is_some_and(|first| first.unit == one.unit && first.kind == one.kind)
            }) {
                new.push(more);
            }
        }
        let from = entries.len();
        join(&mut old, &mut new, day, findings, &mut entries);
        if entries.len() - from > 1 {
            entries[from..].sort_by(|a, b| a.state.meter.cmp(&b.state.meter));
        }
    }
    entries
}

fn next_side(
    states: &mut Peekable<IntoIter<MeterState>>,
    readings: &mut Peekable<IntoIter<Reading>>,
) -> Option<Ordering> {
    match (states.peek(), readings.peek()) {
        (None, None) => None,
        (Some(_), None) => Some(Ordering::Less),
        (None, Some(_)) => Some(Ordering::Greater),
        (Some(state), Some(reading)) => {
            Some((&*state.unit, state.kind).cmp(&(&*reading.unit, reading.kind)))
        }
    }
}

/// The meters of one kind in one unit: a number that was not there is an exchange where another was.
fn join(
    old: &mut Vec<MeterState>,
    new: &mut Vec<Reading>,
    day: i32,
    findings: &mut Vec<Finding>,
    entries: &mut Vec<Entry>,
) {
    let mut fresh = Vec::new();
    for reading in new.drain(..) {
        let raw = Some(reading.value);
        if let Some(at) = old.iter().position(|state| state.meter == reading.meter) {
            entries.push(Entry { state: old.swap_remove(at), raw, residual: None });
        } else {
            fresh.push(reading);
        }
    }
    for reading in fresh {
        let raw = Some(reading.value);
        let beside = entries
            .iter()
            .rev()
            .map(|entry| &entry.state)
            .take_while(|state| state.unit == reading.unit && state.kind == reading.kind);
        // Two meters that are both new are two meters.
        let known = old.iter().chain(beside).filter(|state| state.days > 0);
        let before = known.max_by_key(|state| state.last_on);
        let state = if let Some(before) = before {
            findings.push(Finding {
                kind: FindingKind::Exchanged,
                unit: reading.unit,
                meter_kind: reading.kind,
                meter: reading.meter.clone(),
            });
            before.succeeded_by(reading.meter, day)
        } else {
            MeterState::begin(reading.unit, reading.kind, reading.meter, reading.value, day)
        };
        entries.push(Entry { state, raw, residual: None });
    }
    let kept = old.drain(..).filter(|state| day - state.last_on <= STATE_DAYS);
    entries.extend(kept.map(|state| Entry { state, raw: None, residual: None }));
}

/// How far the middle of the used meters of a kind is from their usual, as a logarithm; none of too few.
fn middle(entries: &[Entry], kind: MeterKind, rest: bool, fewest: usize) -> Option<f64> {
    let known = entries.iter().filter(|entry| {
        entry.state.kind == kind && entry.state.days >= SEASON_DAYS && entry.state.is_used()
    });
    let mut off: Vec<f64> =
        known.filter_map(|entry| entry.state.unseasoned(entry.raw?, rest)).collect();
    if off.len() < fewest { None } else { median(&mut off) }
}

/// A meter's day, and the lead or the finding that it makes.
fn take(
    entry: &mut Entry,
    today: &Today,
    peers: Option<Peers>,
    findings: &mut Vec<Finding>,
) -> Option<MeterLead> {
    let raw = entry.raw?;
    let (judged, used) = (entry.state.is_judged(today.on), entry.state.is_used());
    let step = entry.state.step(raw, today);
    let state = &entry.state;
    let kind = match step {
        Step::Backwards => Some(FindingKind::Backwards),
        Step::Sum { rescaled, .. } => rescaled.then_some(FindingKind::OtherUnits),
    };
    findings.extend(kind.map(|kind| Finding {
        kind,
        unit: state.unit.clone(),
        meter_kind: state.kind,
        meter: state.meter.clone(),
    }));
    let Step::Sum { value, usual, residual, .. } = step else { return None };
    entry.residual = (judged && used).then_some(residual);
    lead_of(state, value, usual, used, today.season, peers)
}

/// The lead of a meter whose days are high: of a kind that its own past and its peers agree on.
fn lead_of(
    state: &MeterState,
    value: f64,
    usual: f64,
    used: bool,
    season: f64,
    peers: Option<Peers>,
) -> Option<MeterLead> {
    let above = peers.map_or(0.0, |peers| peers.z(value, state.kind, season));
    let stands_out = above >= ABOVE_PEERS;
    let kind = match state.kind {
        MeterKind::Water | MeterKind::Gas if stands_out && state.high_days >= LEAK_DAYS => {
            LeadKind::Leak
        }
        MeterKind::Power if stands_out && state.high_days >= OVERLOAD_DAYS => LeadKind::Overload,
        // Where nothing was used, use alone says nothing: whoever moves in is nobody's business here.
        _ if used && state.high_days >= CHANGE_DAYS => LeadKind::Change,
        _ => return None,
    };
    let times_own = (value / usual.max(state.kind.floor())).min(MOST_TIMES);
    let certain = state.mean_z() + above.clamp(0.0, 10.0) + f64::from(state.high_days).ln();
    Some(MeterLead {
        kind,
        place: state.unit.clone(),
        since: Day::from_epoch_days(state.high_from),
        score: if kind == LeadKind::Leak { certain - doubt(times_own) } else { certain },
        why: Why {
            meter: state.kind,
            days: state.high_days,
            times_own,
            times_peers: peers.map(|peers| peers.times(value, state.kind, season).min(MOST_TIMES)),
            meters: 1,
        },
    })
}

/// What a leak loses of its score for being so many times the usual that the meter may report in other units.
fn doubt(times: f64) -> f64 {
    let far = (times / MOST_OF_A_LEAK).ln() / (LEAST_OF_UNITS / MOST_OF_A_LEAK).ln();
    DOUBT * far.clamp(0.0, 1.0)
}

/// A unit in which no meter that reported within a week has counted anything for long, water or power among them. One
/// that misses a day is still asked, so that the lead stays the same.
fn vacancy(unit: &[Entry], day: i32) -> Option<MeterLead> {
    let told: Vec<&MeterState> =
        states(unit).filter(|state| day - state.last_on < HEARD_DAYS).collect();
    let basic = |state: &&&MeterState| matches!(state.kind, MeterKind::Water | MeterKind::Power);
    let meter = told.iter().find(basic)?.kind;
    let days = told.iter().map(|state| state.zero_days).min()?;
    let since = told.iter().map(|state| state.zero_from).max()?;
    (days >= VACANT_DAYS).then(|| MeterLead {
        kind: LeadKind::Vacancy,
        place: told[0].unit.clone(),
        since: Day::from_epoch_days(since),
        score: f64::from(days),
        why: Why {
            meter,
            days,
            times_own: 0.0,
            times_peers: None,
            meters: u32::try_from(told.len()).unwrap_or(u32::MAX),
        },
    })
}

/// Leads by kind and score, of each kind the first.
pub(crate) fn first_of_each(leads: &mut Vec<MeterLead>) {
    leads.sort_by(|a, b| {
        a.kind.cmp(&b.kind).then(b.score.total_cmp(&a.score)).then(a.place.cmp(&b.place))
    });
    let mut kept = (None, 0);
    leads.retain(|lead| {
        kept = if kept.0 == Some(lead.kind) { (kept.0, kept.1 + 1) } else { (Some(lead.kind), 1) };
        kept.1 <= KEPT
    });
}
