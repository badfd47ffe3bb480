//! The review queue of a run: which pairs are most worth a person's look, and why.
//!
//! [`pick`] chooses them where the linkage has everything in memory, and writes `candidates.parquet`: ids, weights and
//! levels, no value. [`candidates`] reads them back with their entities and what their records say.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet, HashMap},
    path::Path,
    sync::Arc,
};

use blocks::{CandidateReason, End, EndKind, NewCandidate, RecordRow, Step};
use datafusion::prelude::SessionContext;
use kernel::AreaPath;
use linkage::{Explanation, Outcome, ScoredPair, Settings};
use register::{
    Register,
    wash::{Place, PlaceKind},
};

use super::record_role;
use crate::{
    FusionError, engine,
    lake::{Fields, Kind, TableSink, Value, open_parquet, parts_of, rows_where},
    stages::{apply::place, assign::unhex},
};

/// Candidates of one reason.
const MOST: usize = 250;
/// Pairs that are drawn at random, about.
pub(crate) const DRAWN: usize = 200;
/// Weak links that are asked whether they are bridges.
const ASKED: usize = 2_000;
/// How far from the threshold a weight still counts as near, in log2.
const NEAR: f64 = 2.0;
/// Above the threshold by at most this much a link is weak, in log2.
const WEAK: f64 = 4.0;

const COLUMNS: [(&str, Kind); 6] = [
    ("id_l", Kind::Text),
    ("id_r", Kind::Text),
    ("reason", Kind::Text),
    ("weight", Kind::Float),
    ("probability", Kind::Float),
    ("steps", Kind::Text),
];

/// Pairs strong enough to join two clusters that yet stand in two: a record that changes may change what becomes of
/// both, so a day's run follows them.
pub(crate) fn apart_pairs(outcome: &Outcome, settings: &Settings) -> Vec<(String, String)> {
    let picking = Picking { outcome, bound: bound(settings) };
    let strong = outcome.pairs.iter().filter(|pair| pair.match_weight >= picking.bound);
    let id = |row| outcome.rows.ids.text(row);
    strong
        .filter(|pair| !picking.together(pair))
        .map(|pair| (id(pair.left), id(pair.right)))
        .collect()
}

/// Writes [`apart_pairs`] as `apart.parquet` (`id_l`, `id_r`) into `folder`.
pub(crate) fn apart(
    outcome: &Outcome,
    settings: &Settings,
    folder: &Path,
) -> Result<(), FusionError> {
    let columns = [("id_l", Kind::Text), ("id_r", Kind::Text)];
    let mut sink = TableSink::create("link", &folder.join("apart.parquet"), &columns)?;
    for (left, right) in apart_pairs(outcome, settings) {
        sink.push(&[Value::Own(left), Value::Own(right)])?;
    }
    sink.finish().map(drop)
}

/// Chooses the candidates of a linkage and writes `candidates.parquet` into `folder`, the most worth a look first and
/// those that were drawn at random last.
pub(crate) fn pick(
    outcome: &Outcome,
    settings: &Settings,
    drawn: &[ScoredPair],
    folder: &Path,
) -> Result<(), FusionError> {
    let picking = Picking { outcome, bound: bound(settings) };
    let reasons = [
        (CandidateReason::Contradiction, picking.contradictions()),
        (CandidateReason::Bridge, picking.bridges()),
        (CandidateReason::KeptApart, picking.kept_apart()),
        (CandidateReason::NearThreshold, picking.near()),
    ];
    let mut sink = TableSink::create("review", &folder.join("candidates.parquet"), &COLUMNS)?;
    let mut seen = BTreeSet::new();
    let (reasons, pairs): (Vec<_>, Vec<_>) = reasons
        .into_iter()
        .flat_map(|(reason, pairs)| pairs.into_iter().map(move |pair| (reason, pair)))
        .filter(|&(_, (left, right))| seen.insert((left.min(right), left.max(right))))
        // A list of its own: a pair that was left out for standing above would bend what the sample says.
        .chain(drawn.iter().map(|pair| (CandidateReason::Sample, (pair.left, pair.right))))
        .unzip();
    let explained = outcome.explain(settings, &pairs)?;
    for ((reason, (left, right)), why) in reasons.into_iter().zip(pairs).zip(explained) {
        let weight = why.match_weight;
        let text = serde_json::to_string(&steps(why)).unwrap_or_default();
        sink.push(&[
            Value::Own(outcome.rows.ids.text(left)),
            Value::Own(outcome.rows.ids.text(right)),
            Value::Text(reason.name()),
            Value::Float(weight),
            Value::Float(linkage::probability(weight)),
            Value::Own(text),
        ])?;
    }
    sink.finish().map(|_| ())
}

/// The waterfall without any value of a record.
fn steps(why: Explanation) -> Vec<Step> {
    let bare = |comparison: &str, weight| Step {
        comparison: comparison.to_owned(),
        level: String::new(),
        weight,
    };
    let mut steps = vec![bare("prior", why.prior_weight)];
    steps.extend(why.evidence.into_iter().map(|step| Step {
        comparison: step.comparison,
        level: step.level,
        weight: step.match_weight,
    }));
    if why.related_weight < 0.0 {
        steps.push(bare("related", why.related_weight));
    }
    steps
}

/// The weight from which a pair may join clusters.
pub(crate) fn bound(settings: &Settings) -> f64 {
    let probability = settings.clusters.probability;
    (probability / (1.0 - probability)).log2()
}

struct Picking<'a> {
    outcome: &'a Outcome,
    bound: f64,
}

impl Picking<'_> {
    fn together(&self, pair: &ScoredPair) -> bool {
        let clusters = &self.outcome.clusters;
        clusters[pair.left as usize] == clusters[pair.right as usize]
    }

    /// The first `most` pairs of those that satisfy a condition, by an order that ends with the rows.
    fn first(
        &self,
        most: usize,
        which: impl Fn(&ScoredPair) -> bool,
        by: impl Fn(&ScoredPair, &ScoredPair) -> Ordering,
    ) -> Vec<(u32, u32)> {
        let mut found: Vec<ScoredPair> = Vec::new();
        let order = |a: &ScoredPair, b: &ScoredPair| {
            by(a, b).then(a.left.cmp(&b.left)).then(a.right.cmp(&b.right))
        };
        for pair in self.outcome.pairs.iter().filter(|pair| which(pair)) {
            found.push(*pair);
            if found.len() >= 4 * most {
                found.sort_unstable_by(order);
                found.truncate(most);
            }
        }
        found.sort_unstable_by(order);
        found.truncate(most);
        found.into_iter().map(|pair| (pair.left, pair.right)).collect()
    }

    /// Records of one cluster with two numbers of the kind that one has once.
    fn contradictions(&self) -> Vec<(u32, u32)> {
        let Some(number) = self.outcome.rows.column("number") else { return Vec::new() };
        let mut first: HashMap<u32, (u32, u32)> = HashMap::new();
        let mut told = BTreeSet::new();
        let mut found = Vec::new();
        for (row, cluster) in (0..).zip(&self.outcome.clusters) {
            let code = self.outcome.rows.codes(row)[number];
            if code == 0 {
                continue;
            }
            let (known, of) = *first.entry(*cluster).or_insert((code, row));
            if known != code && found.len() < MOST && told.insert(*cluster) {
                found.push((of, row));
            }
        }
        found
    }

    /// Pairs that would join, in two clusters: a constraint, or the clusters as wholes, keeps them apart.
    fn kept_apart(&self) -> Vec<(u32, u32)> {
        self.first(
            MOST,
            |pair| pair.match_weight >= self.bound && !self.together(pair),
            |a, b| b.match_weight.total_cmp(&a.match_weight),
        )
    }

    fn near(&self) -> Vec<(u32, u32)> {
        let far = |pair: &ScoredPair| (pair.match_weight - self.bound).abs();
        self.first(MOST, |pair| far(pair) < NEAR, |a, b| far(a).total_cmp(&far(b)))
    }

    /// Weak links within a cluster that alone hold two parts of it together, each of two records or more.
    fn bridges(&self) -> Vec<(u32, u32)> {
        let weak = self.first(
            ASKED,
            |pair| {
                (self.bound..self.bound + WEAK).contains(&pair.match_weight) && self.together(pair)
            },
            |a, b| a.match_weight.total_cmp(&b.match_weight),
        );
        let cluster = |row: u32| self.outcome.clusters[row as usize];
        let mut edges: HashMap<u32, Vec<(u32, u32)>> =
            weak.iter().map(|(left, _)| (cluster(*left), Vec::new())).collect();
        for pair in self.outcome.pairs.iter().filter(|pair| pair.match_weight >= self.bound) {
            if self.together(pair)
                && let Some(of) = edges.get_mut(&cluster(pair.left))
            {
                of.push((pair.left, pair.right));
            }
        }
        let holds = |(left, right): &(u32, u32)| {
            edges.get(&cluster(*left)).is_some_and(|of| is_bridge(of, *left, *right))
        };
        weak.into_iter().filter(holds).take(MOST).collect()
    }
}

/// What [`pick`] wrote of one kind, with entities, records, and areas. `{kind}_assigned` is a table; `prepared` holds
/// the mentions.
pub(crate) async fn candidates(
    context: &SessionContext,
    kind: EndKind,
    link: &Path,
    prepared: &Path,
    register: &Register,
) -> Result<Vec<NewCandidate>, FusionError> {
    let file = link.join("candidates.parquet");
    if !file.exists() {
        return Ok(Vec::new());
    }
    let name = if kind == EndKind::Person { "people" } else { "organisations" };
    engine::table(context, &format!("{name}_candidates"), &file).await?;
    let sql = format!(
        "SELECT id, entity FROM {name}_assigned
         WHERE id IN (SELECT id_l FROM {name}_candidates UNION SELECT id_r FROM {name}_candidates)"
    );
    let mut entities: BTreeMap<String, End> = BTreeMap::new();
    let mut stream = engine::query(context, "review", &sql).await?;
    while let Some(batch) = stream.next().await? {
        for row in 0..batch.num_rows() {
            let fields = Fields::new(&batch, row);
            let entity = fields.text("entity").and_then(unhex).map(|id| End { kind, id });
            entities.extend(fields.text("id").map(ToOwned::to_owned).zip(entity));
        }
    }
    let asked = Arc::new(entities.keys().cloned().collect());
    let mut records: BTreeMap<String, (RecordRow, End)> = BTreeMap::new();
    for part in parts_of(prepared)? {
        for batch in rows_where(&part, "id", &asked)? {
            let batch = batch.map_err(FusionError::arrow("review"))?;
            for row in 0..batch.num_rows() {
                let fields = Fields::new(&batch, row);
                if let Some((id, entity)) =
                    fields.text("id").and_then(|id| entities.get_key_value(id))
                {
                    records.insert(id.clone(), (said(fields, id, kind), *entity));
                }
            }
        }
    }
    let ends = records.values().filter_map(|(row, _)| row.place).collect();
    let areas = areas(register, &ends).await?;
    let mut found = Vec::new();
    for batch in open_parquet(&file)? {
        let batch = batch.map_err(FusionError::arrow("review"))?;
        found.extend((0..batch.num_rows()).filter_map(|row| {
            let fields = Fields::new(&batch, row);
            let (left, left_entity) = records.get(fields.text("id_l")?)?;
            let (right, right_entity) = records.get(fields.text("id_r")?)?;
            Some(NewCandidate {
                reason: CandidateReason::from_name(fields.text("reason")?)?,
                left: left.clone(),
                left_entity: *left_entity,
                right: right.clone(),
                right_entity: *right_entity,
                weight: fields.float("weight")?,
                probability: fields.float("probability")?,
                area: areas.of(left.place, right.place),
                steps: serde_json::from_str(fields.text("steps")?).ok()?,
            })
        }));
    }
    Ok(found)
}

fn said(fields: Fields<'_>, id: &str, kind: EndKind) -> RecordRow {
    let text = |column: &str| fields.text(column).map(ToOwned::to_owned);
    let (at, line) =
        if kind == EndKind::Person { ("home_place", "home_line") } else { ("place", "line") };
    RecordRow {
        record: record_role(id),
        as_of: fields.text("as_of").and_then(|day| day.parse().ok()),
        name: text("name"),
        sex: text("sex"),
        born_on: fields.text("birth_on").and_then(|day| day.parse().ok()),
        document: text("document"),
        number_token: fields.text("identity_number").and_then(unhex),
        phone_token: fields.text("phone").and_then(unhex),
        public_number: text("number"),
        place: fields.text(at).and_then(place),
        address: text(line),
    }
}

/// Whether removing the link between two records leaves each with another record and no way between them.
fn is_bridge(edges: &[(u32, u32)], left: u32, right: u32) -> bool {
    let mut next: HashMap<u32, Vec<u32>> = HashMap::new();
    for (one, other) in edges.iter().filter(|edge| **edge != (left, right)) {
        next.entry(*one).or_default().push(*other);
        next.entry(*other).or_default().push(*one);
    }
    if !next.contains_key(&left) || !next.contains_key(&right) {
        return false;
    }
    let (mut reached, mut open) = (BTreeSet::from([left]), vec![left]);
    while let Some(at) = open.pop() {
        for other in next.get(&at).into_iter().flatten() {
            if reached.insert(*other) {
                open.push(*other);
            }
        }
    }
    !reached.contains(&right)
}

/// The areas of places, and the one above all of them.
struct Areas {
    of: BTreeMap<End, AreaPath>,
    top: AreaPath,
}

async fn areas(register: &Register, ends: &BTreeSet<End>) -> Result<Areas, FusionError> {
    let asked = |end: &End| Place {
        kind: if end.kind == EndKind::Unit { PlaceKind::Unit } else { PlaceKind::Building },
        id: end.id,
    };
    let places: Vec<Place> = ends.iter().map(asked).collect();
    let called = register.called(&places).await?;
    let of = ends.iter().filter_map(|end| Some((*end, called.get(&asked(end))?.area.clone())));
    let top = register.areas_below(None).await?;
    let top = if let [only] = &top[..] { only.area.path.clone() } else { AreaPath::whole() };
    Ok(Areas { of: of.collect(), top })
}

impl Areas {
    /// The smallest area that holds both places; the top where one of them is not known.
    fn of(&self, one: Option<End>, other: Option<End>) -> AreaPath {
        let area = |end: Option<End>| end.and_then(|end| self.of.get(&end));
        let Some((one, other)) = area(one).zip(area(other)) else { return self.top.clone() };
        let both = one.as_str().split('/').zip(other.as_str().split('/'));
        let common: Vec<&str> = both.take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
        common.join("/").parse().unwrap_or_else(|_| self.top.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::is_bridge;

    #[test]
    fn a_bridge_holds_two_parts_together() {
        let chain = [(1, 2), (2, 3), (3, 4)];
        assert!(is_bridge(&chain, 2, 3));
        assert!(!is_bridge(&chain, 1, 2), "a single record on one side");
        assert!(!is_bridge(&[(1, 2), (2, 3), (3, 4), (1, 4)], 2, 3), "a ring");
    }
}
