//! Finds calls that succeed, by following what answers lead to.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::{Method, StatusCode};
use serde_json::Value;

use super::{
    routes::{Call, Route, title},
    walker::{Caller, Told, Walker},
};
use crate::world::read;

/// Successful calls of a route that every role repeats.
const KEPT: usize = 24;

/// Ids and codes that answers led to.
#[derive(Debug, Default)]
pub(super) struct Met {
    pub(super) all: BTreeSet<String>,
    /// Each with one in whose answer it was.
    under: BTreeSet<(String, String)>,
}

impl Met {
    pub(super) fn of(known: &[&str]) -> Self {
        let all = known.iter().map(|text| (*text).to_owned()).collect();
        Self { all, under: BTreeSet::new() }
    }

    /// Whether the second was met in an answer for the first.
    pub(super) fn together(&self, first: &str, second: &str) -> bool {
        self.under.contains(&(first.to_owned(), second.to_owned()))
    }

    /// Adds what an answer on `path` led to.
    pub(super) fn add(&mut self, path: &str, found: &BTreeSet<String>) {
        let bare = path.split('?').next().unwrap_or_default();
        for first in bare.split('/').filter(|segment| self.all.contains(*segment)) {
            let pair = |second: &String| (first.to_owned(), second.clone());
            self.under.extend(found.iter().map(pair));
        }
        self.all.extend(found.iter().cloned());
    }

    fn len(&self) -> usize {
        self.all.len() + self.under.len()
    }
}

/// Calls that succeed for somebody who may do everything, by route. What they
/// answer leads to more, until nothing new is met.
pub(super) async fn explore(
    walker: &Walker,
    all: &[Route],
    who: &Caller,
    met: &mut Met,
) -> BTreeMap<String, Vec<Call>> {
    let mut found: BTreeMap<String, Vec<Call>> = BTreeMap::new();
    let mut tried: BTreeSet<(String, Call)> = BTreeSet::new();
    // What is written in the first round is met in the second.
    for _ in 0..2 {
        tried.retain(|(title, _)| title.contains('{'));
        loop {
            let before = met.len();
            for route in all.iter().filter(|route| route.method == Method::GET) {
                let kept = found.entry(title(route)).or_default();
                drive(walker, route, who, &mut tried, met, kept).await;
            }
            if met.len() == before {
                break;
            }
        }
        for route in all.iter().filter(|route| route.method != Method::GET) {
            if walker.tally().succeeded.contains(&title(route)) {
                continue;
            }
            let kept = found.entry(title(route)).or_default();
            drive(walker, route, who, &mut tried, met, kept).await;
        }
    }
    found
}

/// Makes the calls of a route that were not made before, and where one succeeds with two ids, those with another's id.
async fn drive(
    walker: &Walker,
    route: &Route,
    who: &Caller,
    tried: &mut BTreeSet<(String, Call)>,
    met: &mut Met,
    kept: &mut Vec<Call>,
) {
    for calls in route.calls(met) {
        let first = calls.first().cloned();
        let fresh = calls.into_iter().filter(|call| tried.insert((title(route), call.clone())));
        follow(walker, route, who, fresh.collect(), met, kept).await;
        if route.method != Method::GET && kept.is_empty() {
            // Something to ask every role with, should nothing succeed.
            kept.extend(first);
        }
    }
    let Some(right) = kept.first().cloned() else { return };
    for calls in route.crossed(&right, met) {
        let fresh = calls.into_iter().filter(|call| tried.insert((title(route), call.clone())));
        follow(walker, route, who, fresh.collect(), met, kept).await;
    }
}

/// Makes the calls of one path, until it is plain that it leads nowhere.
async fn follow(
    walker: &Walker,
    route: &Route,
    who: &Caller,
    calls: Vec<Call>,
    met: &mut Met,
    kept: &mut Vec<Call>,
) {
    let mut missed = 0;
    for call in calls {
        let Told { status, text, tells } = walker.send(who, route, &call).await;
        // Refused before anything looked at it, for its path: whatever else is asked there is.
        if status == StatusCode::BAD_REQUEST
            && route.is_bare(&call)
            && read(text.clone())["detail"].is_null()
        {
            return;
        }
        if status.is_success() {
            // The words of a catalogue lead nowhere but to more of it.
            if !route.path.contains("/catalogue") {
                let mut found = BTreeSet::new();
                harvest(&read(text), "", &mut found);
                met.add(&call.path, &found);
            }
            keep(kept, call, tells);
        }
        missed += u32::from(status == StatusCode::NOT_FOUND);
        if missed == 2 && route.path.contains('{') {
            return;
        }
    }
}

/// Calls that tell of people come first; of the others some are enough.
fn keep(kept: &mut Vec<Call>, call: Call, tells: bool) {
    if kept.contains(&call) {
        return;
    }
    if tells {
        kept.insert(0, call);
    } else {
        kept.push(call);
    }
    kept.truncate(KEPT);
}

/// Ids and codes in an answer, which lead on to other routes.
fn harvest(body: &Value, key: &str, met: &mut BTreeSet<String>) {
    let named = ["id", "code", "path", "person", "building", "unit", "number", "run", "chain"];
    match body {
        Value::Object(map) => map.iter().for_each(|(key, value)| harvest(value, key, met)),
        Value::Array(list) => {
            // Of a page of looks the latest is enough: every call adds some.
            let (looks, others): (Vec<_>, Vec<_>) =
                list.iter().partition(|value| value["read"].is_string());
            let some = looks.into_iter().take(1).chain(others);
            some.for_each(|value| harvest(value, key, met));
        }
        Value::String(text) if text.len() <= 80 && !text.is_empty() => {
            let is_id = text.len() == 36 && text.bytes().filter(|byte| *byte == b'-').count() == 4;
            // A word without a digit is of a list, and leads nowhere.
            let is_code = named.contains(&key) && text.bytes().any(|byte| byte.is_ascii_digit());
            if is_id || is_code {
                met.insert(text.clone());
            }
        }
        Value::Number(number) if named.contains(&key) => drop(met.insert(number.to_string())),
        _ => {}
    }
}
