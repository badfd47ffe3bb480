//! Finds calls that succeed, by following what answers lead to.

use std::{
    collections::{BTreeMap, BTreeSet},
    iter::once,
};

use axum::http::{Method, StatusCode};
use serde_json::Value;

use super::{
    met::{End, Fortunes, Found, Met, is_id},
    routes::{Call, Crossed, Route, title},
    walker::{Caller, Told, Walker},
    watch::Says,
};
use crate::world::read;

/// Successful calls of a route that every role repeats.
const KEPT: usize = 24;

/// A call that every role repeats.
#[derive(Clone)]
pub(super) struct Kept {
    pub(super) call: Call,
    /// Whether somebody who may do everything was told of a person or a thing that is watched.
    pub(super) speaks: bool,
}

/// What was tried on a route, and what it came to.
#[derive(Default)]
struct Trail {
    calls: BTreeSet<Call>,
    /// Paths of which every call was made, with these behind them.
    paths: BTreeSet<String>,
    queries: Vec<String>,
    /// By what stands first in a path.
    first: Fortunes,
    /// By what stands in each place beside a right id.
    beside: BTreeMap<String, Fortunes>,
}

impl Trail {
    /// Those of `calls` that were not made before; they are being made.
    fn fresh(&mut self, calls: impl Iterator<Item = Call>) -> Vec<Call> {
        calls.filter(|call| self.calls.insert(call.clone())).collect()
    }
}

/// Calls that succeed for somebody who may do everything, by route. What they
/// answer leads to more, until nothing new is met.
pub(super) async fn explore(
    walker: &Walker,
    all: &[Route],
    who: &Caller,
    met: &mut Met,
) -> BTreeMap<String, Vec<Kept>> {
    let mut found: BTreeMap<String, Vec<Kept>> = BTreeMap::new();
    let mut trails: BTreeMap<String, Trail> = BTreeMap::new();
    // What is written in the first round is met in the second.
    for _ in 0..2 {
        trails.retain(|title, _| title.contains('{'));
        loop {
            let before = met.len();
            for route in all.iter().filter(|route| route.method == Method::GET) {
                let trail = trails.entry(title(route)).or_default();
                let kept = found.entry(title(route)).or_default();
                drive(walker, route, who, trail, met, kept).await;
            }
            if met.len() == before {
                break;
            }
        }
        for route in all.iter().filter(|route| route.method != Method::GET) {
            if walker.tally().succeeded.contains(&title(route)) {
                continue;
            }
            let trail = trails.entry(title(route)).or_default();
            let kept = found.entry(title(route)).or_default();
            drive(walker, route, who, trail, met, kept).await;
        }
    }
    found
}

/// Makes the calls of a route that were not made before, but for those of things that lead nowhere on it; and where one
/// succeeds with two ids, those with another's id.
async fn drive(
    walker: &Walker,
    route: &Route,
    who: &Caller,
    trail: &mut Trail,
    met: &mut Met,
    kept: &mut Vec<Kept>,
) {
    let plan = route.plan(met);
    if trail.queries != plan.queries {
        trail.paths.clear();
        trail.queries.clone_from(&plan.queries);
    }
    for call in &plan.given {
        let fresh = trail.fresh(once(call.clone()));
        follow(walker, route, who, fresh, met, kept).await;
        something(route, kept, || Some(call.clone()));
    }
    for paths in plan.paths.chunk_by(|one, other| one.first == other.first) {
        let first = paths[0].first.as_deref();
        if first.is_some_and(|text| trail.first.is_hopeless(text, met)) {
            continue;
        }
        let mut end: Option<End> = None;
        for path in paths {
            if !trail.paths.insert(path.text.clone()) {
                continue;
            }
            let fresh = trail.fresh(plan.calls(path));
            end = end.max(follow(walker, route, who, fresh, met, kept).await);
            something(route, kept, || plan.calls(path).next());
        }
        if let (Some(text), Some(end)) = (first, end) {
            trail.first.note(text, end, plan.is_of_one, met);
        }
    }
    if !walker.tally().succeeded.contains(&title(route)) {
        return;
    }
    let Some(right) = kept.first().cloned() else { return };
    for Crossed { slot, value, call } in route.crossed(&right.call, met) {
        if trail.beside.get(&slot).is_some_and(|known| known.is_hopeless(&value, met)) {
            continue;
        }
        let fresh = trail.fresh(once(call));
        if let Some(end) = follow(walker, route, who, fresh, met, kept).await {
            trail.beside.entry(slot).or_default().note(&value, end, true, met);
        }
    }
}

/// Keeps something to ask every role with, should nothing succeed on a route that writes.
fn something(route: &Route, kept: &mut Vec<Kept>, call: impl FnOnce() -> Option<Call>) {
    if route.method != Method::GET && kept.is_empty() {
        kept.extend(call().map(|call| Kept { call, speaks: true }));
    }
}

/// Makes the calls of one path, until it is plain that it leads nowhere. What they came to, where there were any.
async fn follow(
    walker: &Walker,
    route: &Route,
    who: &Caller,
    calls: Vec<Call>,
    met: &mut Met,
    kept: &mut Vec<Kept>,
) -> Option<End> {
    let mut missed = 0;
    let mut end: Option<End> = None;
    for call in calls {
        let Told { status, text, says } = walker.send(who, route, &call).await;
        // Refused before anything looked at it, for its path: whatever else is asked there is.
        if status == StatusCode::BAD_REQUEST
            && route.is_bare(&call)
            && read(text.clone())["detail"].is_null()
        {
            return end.max(Some(End::Unread));
        }
        end = end.max(Some(End::Nowhere));
        if status.is_success() {
            end = Some(End::Led);
            // The words of a catalogue lead nowhere but to more of it.
            if !route.path.contains("/catalogue") {
                let mut found = Found::new();
                harvest(&read(text), "", "", &mut found);
                met.add(&call.path, &found.keys().cloned().collect());
                met.sort(&title(route), &found);
            }
            keep(kept, call, says);
        }
        missed += u32::from(status == StatusCode::NOT_FOUND);
        if missed == 2 && route.path.contains('{') {
            return end;
        }
    }
    end
}

/// Calls that tell of people come first; of the others some are enough.
fn keep(kept: &mut Vec<Kept>, call: Call, says: Says) {
    let speaks = says.people || says.things;
    if let Some(known) = kept.iter_mut().find(|kept| kept.call == call) {
        known.speaks |= speaks;
        return;
    }
    let one = Kept { call, speaks };
    if says.people {
        kept.insert(0, one);
    } else {
        kept.push(one);
    }
    kept.truncate(KEPT);
}

/// Ids and codes in an answer, which lead on to other routes; `field` is where in it `body` stands, `key` the last of it.
fn harvest(body: &Value, key: &str, field: &str, found: &mut Found) {
    let named = ["id", "code", "path", "person", "building", "unit", "number", "run", "chain"];
    let mut meet = |text: String| {
        found.entry(text).or_default().insert(field.to_owned());
    };
    match body {
        Value::Object(map) => {
            for (key, value) in map {
                harvest(value, key, &format!("{field}.{key}"), found);
            }
        }
        Value::Array(list) => {
            // Of a page of looks the latest is enough: every call adds some.
            let (looks, others): (Vec<_>, Vec<_>) =
                list.iter().partition(|value| value["read"].is_string());
            let some = looks.into_iter().take(1).chain(others);
            some.for_each(|value| harvest(value, key, field, found));
        }
        Value::String(text) if text.len() <= 80 && !text.is_empty() => {
            // A word without a digit is of a list, and leads nowhere.
            let is_code = named.contains(&key) && text.bytes().any(|byte| byte.is_ascii_digit());
            if is_id(text) || is_code {
                meet(text.clone());
            }
        }
        Value::Number(number) if named.contains(&key) => meet(number.to_string()),
        _ => {}
    }
}
