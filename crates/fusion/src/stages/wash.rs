//! Stage *wash*: every written address of a row to a place of the register.

use std::{
    collections::HashMap,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};

use address::{Class, ComponentKind};
use kernel::Progress;
use serde::{Deserialize, Serialize};

use crate::{
    FusionError,
    gazetteer::Gazetteer,
    lake::{Fields, TableSink, Value, open_parquet, rows_of},
    mapping::{AddressRole, Bundle, Mapping},
    parts::{Rows, Step},
    prepare::Washed,
};

/// Written addresses whose answers are kept, so that a repeated one is matched once.
const KEPT: usize = 200_000;
/// Threads that match.
const THREADS: usize = 2;

/// How the addresses of one role of one source matched.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchRate {
    /// The source.
    pub source: String,
    /// The role.
    pub role: String,
    /// Rows with an address written.
    pub written: u64,
    /// Of class A.
    pub a: u64,
    /// Of class B.
    pub b: u64,
    /// Of class C.
    pub c: u64,
    /// Of no class.
    pub none: u64,
}

/// What the wash answers, ready to be written.
#[derive(Clone, Debug)]
struct Answer {
    class: &'static str,
    place: Option<String>,
    building: Option<String>,
    rule: &'static str,
    score: f64,
}

/// A written address: a line, or parts by kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Written {
    Line(String),
    Parts(Vec<(ComponentKind, String)>),
}

impl Written {
    fn line(&self) -> Value<'_> {
        match self {
            Self::Line(line) => Value::Text(line),
            Self::Parts(parts) => {
                let texts: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
                Value::Own(texts.join(" "))
            }
        }
    }

    fn wash(&self, gazetteer: &Gazetteer) -> Answer {
        let found = match self {
            Self::Line(line) => gazetteer.index().wash(gazetteer.index().profile(), line),
            Self::Parts(parts) => {
                let fields: Vec<(ComponentKind, &str)> =
                    parts.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
                gazetteer.index().wash_fields(&fields)
            }
        };
        Answer {
            class: match found.class {
                Class::A => "A",
                Class::B => "B",
                Class::C => "C",
                Class::None => "none",
            },
            place: found.entry.and_then(|entry| gazetteer.place(entry)),
            building: found.entry.and_then(|entry| gazetteer.building(entry)),
            rule: found.rule,
            score: found.score,
        }
    }
}

/// Washes every source into `folder`, a source at a time on each thread, the largest first.
pub(crate) fn wash_all(
    bundle: &Bundle,
    intake: &Path,
    folder: &Path,
    gazetteer: &Gazetteer,
    progress: &dyn Progress,
) -> Result<Vec<MatchRate>, FusionError> {
    let mut order = Vec::new();
    for (at, (mapping, _)) in bundle.mappings.iter().enumerate() {
        let file = format!("{}.parquet", mapping.source);
        order.push((rows_of(&intake.join(&file))?, at, file));
    }
    order.sort_unstable_by(|a, b| b.cmp(a));
    let next = AtomicUsize::new(0);
    let work = || -> Result<Vec<(usize, Vec<MatchRate>)>, FusionError> {
        let mut rates = Vec::new();
        while let Some((_, at, file)) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mapping = &bundle.mappings[*at].0;
            let (rows, out) = (open_parquet(&intake.join(file))?, folder.join(file));
            let (of_source, _) = wash_on(1, mapping, rows, &out, gazetteer, &|| Ok(()))?;
            rates.push((*at, of_source));
            progress.advance(1);
        }
        Ok(rates)
    };
    let parts: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    let mut rates = Vec::new();
    for part in parts {
        rates.extend(part.map_err(|_| FusionError::Thread { stage: "wash" })??);
    }
    rates.sort_by_key(|(at, _)| *at);
    Ok(rates.into_iter().flat_map(|(_, of_source)| of_source).collect())
}

/// Washes rows of one source into `out`, row by row beside the intake; `step` is told of each batch and may end it.
pub(crate) fn wash(
    mapping: &Mapping,
    rows: impl Rows,
    out: &Path,
    gazetteer: &Gazetteer,
    step: &Step<'_>,
) -> Result<(Vec<MatchRate>, u64), FusionError> {
    wash_on(THREADS, mapping, rows, out, gazetteer, step)
}

fn wash_on(
    threads: usize,
    mapping: &Mapping,
    rows: impl Rows,
    out: &Path,
    gazetteer: &Gazetteer,
    step: &Step<'_>,
) -> Result<(Vec<MatchRate>, u64), FusionError> {
    let roles: Vec<&str> = mapping.addresses.iter().map(|address| address.role.as_str()).collect();
    let mut columns = Washed::columns(&roles);
    if columns.is_empty() {
        // A file of the same rows, so that every source reads alike.
        columns.push(("_".to_owned(), crate::lake::Kind::Flag));
    }
    let mut sink = TableSink::create("wash", out, &columns)?;
    let mut rates: Vec<MatchRate> = roles
        .iter()
        .map(|role| MatchRate {
            source: mapping.source.clone(),
            role: (*role).to_owned(),
            ..MatchRate::default()
        })
        .collect();
    let mut kept: HashMap<Written, Answer> = HashMap::new();
    for batch in rows {
        step()?;
        let batch = batch.map_err(FusionError::arrow("wash"))?;
        let written: Vec<Vec<Option<Written>>> = (0..batch.num_rows())
            .map(|row| {
                mapping.addresses.iter().map(|role| read(role, Fields::new(&batch, row))).collect()
            })
            .collect();
        if kept.len() > KEPT {
            kept.clear();
        }
        answer(threads, written.iter().flatten().flatten(), &mut kept, gazetteer);
        for row in &written {
            let mut values = Vec::with_capacity(columns.len());
            for (address, rate) in row.iter().zip(&mut rates) {
                let answer = address.as_ref().and_then(|address| kept.get(address));
                match address.as_ref().zip(answer) {
                    Some((address, answer)) => {
                        rate.count(answer.class);
                        values.extend([
                            address.line(),
                            Value::Text(answer.class),
                            Value::from(answer.place.as_deref()),
                            Value::from(answer.building.as_deref()),
                            Value::Text(answer.rule),
                            Value::Float(answer.score),
                        ]);
                    }
                    None => values.extend([const { Value::Null }; 6]),
                }
            }
            if row.is_empty() {
                values.push(Value::Null);
            }
            sink.push(&values)?;
        }
    }
    Ok((rates, sink.finish()?))
}

impl MatchRate {
    /// Counts of other rows of the same source and role.
    pub(crate) fn add(&mut self, other: &Self) {
        self.written += other.written;
        self.a += other.a;
        self.b += other.b;
        self.c += other.c;
        self.none += other.none;
    }

    fn count(&mut self, class: &str) {
        self.written += 1;
        match class {
            "A" => self.a += 1,
            "B" => self.b += 1,
            "C" => self.c += 1,
            _ => self.none += 1,
        }
    }
}

/// Matches what is not known yet.
fn answer<'a>(
    threads: usize,
    written: impl Iterator<Item = &'a Written>,
    kept: &mut HashMap<Written, Answer>,
    gazetteer: &Gazetteer,
) {
    let mut fresh: Vec<&Written> = Vec::new();
    let mut met = std::collections::HashSet::new();
    for address in written {
        if !kept.contains_key(address) && met.insert(address) {
            fresh.push(address);
        }
    }
    let wash = |part: &[&'a Written]| -> Vec<(&'a Written, Answer)> {
        part.iter().map(|one| (*one, one.wash(gazetteer))).collect()
    };
    let answers: Vec<(&Written, Answer)> = if threads < 2 {
        wash(&fresh)
    } else {
        let part = fresh.len().div_ceil(threads).max(1);
        std::thread::scope(|scope| {
            let work: Vec<_> =
                fresh.chunks(part).map(|part| scope.spawn(move || wash(part))).collect();
            work.into_iter().flat_map(|handle| handle.join().unwrap_or_default()).collect()
        })
    };
    kept.extend(answers.into_iter().map(|(address, answer)| (address.clone(), answer)));
}

fn read(role: &AddressRole, fields: Fields<'_>) -> Option<Written> {
    if !role.line.is_empty() {
        let line: String = role.line.iter().filter_map(|column| fields.text(column)).collect();
        return (!line.trim().is_empty()).then_some(Written::Line(line));
    }
    let columns = [
        (ComponentKind::RoadNumber, &role.street_number),
        (ComponentKind::Road, &role.street_name),
        (ComponentKind::Estate, &role.estate),
        (ComponentKind::Building, &role.building),
        (ComponentKind::Entrance, &role.entrance),
        (ComponentKind::Floor, &role.floor),
        (ComponentKind::Room, &role.unit),
        (ComponentKind::PoBox, &role.po_box),
        (ComponentKind::City, &role.city),
        (ComponentKind::Province, &role.state),
        (ComponentKind::Postcode, &role.postcode),
    ];
    let parts: Vec<(ComponentKind, String)> = columns
        .into_iter()
        .filter_map(|(kind, column)| Some((kind, fields.text_of(column.as_ref())?.to_owned())))
        .collect();
    let placed = parts.iter().any(|(kind, _)| {
        !matches!(kind, ComponentKind::City | ComponentKind::Province | ComponentKind::Postcode)
    });
    placed.then_some(Written::Parts(parts))
}
