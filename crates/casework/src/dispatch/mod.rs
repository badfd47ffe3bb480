//! Who on duty is near a case and able to take it: a suggestion that says why. A person decides.
//!
//! Able is whoever is on duty for the place and works there for the office that has the case. They are put in order by
//! the minutes they walk and the cases they have already. Nobody is scored: the order holds for this case, now.

mod cells;
mod joints;
mod network;
mod plane;
#[cfg(test)]
mod tests;

use access::Account;
use kernel::{Box4326, Id, Point4326, Text, distance_m};

pub use network::Network;

/// Metres walked in a minute: 4.5 km an hour.
pub const METRES_A_MINUTE: f64 = 75.0;
/// What an open case counts for, minutes on foot.
pub const MINUTES_A_CASE: u32 = 4;
/// Where no road is known, a way is so much longer than the straight line.
pub const DETOUR: f64 = 1.4;
/// Roads are followed so far, metres.
const FARTHEST_M: f64 = 10_000.0;
/// A degree of latitude is longer than this, metres.
const DEGREE_M: f64 = 110_000.0;
/// Roads that nobody walks on, as OpenStreetMap calls them.
const NOT_WALKED: [&str; 2] = ["motorway", "motorway_link"];

/// Whether roads of a class are walked on.
#[must_use]
pub fn is_walked(class: &str) -> bool {
    !NOT_WALKED.contains(&class)
}

/// Somebody on duty who could take a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Able {
    /// Who.
    pub account: Id<Account>,
    /// Where they were last, where that is known and fresh.
    pub point: Option<Point4326>,
    /// Open cases they have.
    pub open: u64,
}

/// A way on foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// How far, metres.
    pub distance_m: u32,
    /// How long, whole minutes.
    pub minutes: u32,
    /// Along the roads; else the straight line, made longer by [`DETOUR`].
    pub by_road: bool,
}

/// Somebody who could be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Who.
    pub account: Id<Account>,
    /// Their way; none where one of both places is not known.
    pub walk: Option<Walk>,
    /// Open cases they have.
    pub open: u64,
}

impl Suggestion {
    /// Minutes on foot and what their open cases count for.
    #[must_use]
    pub fn counts_min(&self) -> u32 {
        let cases = u32::try_from(self.open).unwrap_or(u32::MAX);
        self.walk
            .map_or(0, |walk| walk.minutes)
            .saturating_add(cases.saturating_mul(MINUTES_A_CASE))
    }

    /// Why they stand where they do, for people.
    #[must_use]
    pub fn why(&self) -> Text {
        let (open, counts) = (self.open, self.counts_min());
        match self.walk {
            Some(Walk { distance_m, minutes, by_road }) => {
                let (zh, en) = if by_road {
                    ("沿道路", "along the roads")
                } else {
                    (
                        "附近没有可走的道路，按直线距离的 1.4 倍估算",
                        "no road near: 1.4 times the straight line",
                    )
                };
                Text::new(
                    format!(
                        "步行约 {minutes} 分钟（{distance_m} 米，{zh}），在办 {open} 件，每件按 {MINUTES_A_CASE} 分钟计，合计 {counts}"
                    ),
                    format!(
                        "About {minutes} min on foot ({distance_m} m, {en}); {open} open cases at {MINUTES_A_CASE} min each: {counts} in all"
                    ),
                )
            }
            None => Text::new(
                format!("在岗，位置未知，在办 {open} 件"),
                format!("On duty, position not known; {open} open cases"),
            ),
        }
    }
}

/// A box that holds all who are at most so far from a place; none where it would reach a pole or the antimeridian.
#[must_use]
pub fn around(from: Point4326, metres: f64) -> Option<Box4326> {
    let high = metres / DEGREE_M;
    // A degree of longitude is shortest on the edge that is nearest to a pole.
    let reach = from.lat.abs() + high;
    let wide = high / reach.to_radians().cos();
    let (west, east) = (from.lon - wide, from.lon + wide);
    let fits = reach < 89.0 && west >= -180.0 && east <= 180.0;
    fits.then_some(Box4326 { west, south: from.lat - high, east, north: from.lat + high })
}

/// Numbers of `able` in the order of their straight distance from a place; who is nowhere comes last.
#[must_use]
pub fn nearest_first(from: Point4326, able: &[Able]) -> Vec<(f64, usize)> {
    let far = |one: &Able| one.point.map_or(f64::INFINITY, |at| distance_m(from, at));
    let mut order: Vec<(f64, usize)> = able.iter().map(far).zip(0..).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    order
}

/// Whether nobody at `next_m` in a straight line, or farther, could come among the first `wanted`: no road is shorter
/// (incremental Euclidean restriction, Papadias et al., VLDB 2003).
#[must_use]
pub fn is_sure(found: &[Suggestion], wanted: usize, next_m: f64) -> bool {
    let last = wanted.checked_sub(1).and_then(|last| found.get(last));
    last.is_some_and(|last| {
        last.walk.is_some() && f64::from(last.counts_min()) < next_m / METRES_A_MINUTE
    })
}

/// The first `wanted` of `able`: who is there soonest, what they have already taken into account.
#[must_use]
pub fn suggest(
    network: &Network,
    from: Option<Point4326>,
    able: &[Able],
    wanted: usize,
) -> Vec<Suggestion> {
    let placed: Vec<(usize, Point4326)> =
        able.iter().enumerate().filter_map(|(n, one)| Some((n, one.point?))).collect();
    let mut walks: Vec<Option<Walk>> = vec![None; able.len()];
    if let Some(from) = from {
        let goals: Vec<Point4326> = placed.iter().map(|(_, at)| *at).collect();
        let far = network.walks(from, &goals, FARTHEST_M);
        for ((n, at), far) in placed.iter().zip(far) {
            let by_road = far.is_some();
            walks[*n] = Some(walk(far.unwrap_or_else(|| distance_m(from, *at) * DETOUR), by_road));
        }
    }
    let mut found: Vec<Suggestion> = able
        .iter()
        .zip(walks)
        .map(|(one, walk)| Suggestion { account: one.account, walk, open: one.open })
        .collect();
    found.sort_by_key(|one| (one.walk.is_none(), one.counts_min(), one.account));
    found.truncate(wanted);
    found
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "metres on earth")]
fn walk(far_m: f64, by_road: bool) -> Walk {
    Walk {
        distance_m: far_m.round() as u32,
        minutes: (far_m / METRES_A_MINUTE).ceil() as u32,
        by_road,
    }
}
