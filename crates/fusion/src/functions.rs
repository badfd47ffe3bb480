//! The wash as functions of SQL, for any session of the engine.
//!
//! `wash(line)` and `wash_parts(kind, text, kind, text, …)` answer with a struct,
//! null where nothing is said:
//!
//! | field | |
//! |---|---|
//! | `class` | `A`, `B`, `C` or `none` |
//! | `place` | `unit:…` or `building:…`, as the lake holds it; for A and B |
//! | `building` | the building of the place |
//! | `code` | the place's code in the register |
//! | `rule` | what decided, as `docs/reference/address.md` lists it |
//! | `score` | 1 for the same address |
//!
//! ```sql
//! SELECT id, get_field(found, 'class') AS class, get_field(found, 'code') AS code
//! FROM (SELECT id, wash(address) AS found FROM accounts)
//! ```
//!
//! The answers are those of the stage *wash*, by the same code. The index is
//! mapped into memory, so that sessions and processes on one machine share it;
//! a worker registers the functions over its own shared folder. Kinds are those
//! of `address` in small letters (`road`, `road_number`, `room`), as constants.

use std::{
    collections::HashMap,
    fmt,
    hash::{Hash, Hasher},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use address::ComponentKind;
use arrow::{
    array::{Array as _, ArrayRef, Float64Array, StringArray, StructArray},
    buffer::NullBuffer,
    datatypes::{DataType, Field, Fields},
};
use datafusion::{
    common::{ScalarValue, cast::as_string_array, exec_err, plan_err},
    error::Result as Engine,
    logical_expr::{
        ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
    },
    prelude::SessionContext,
};

use crate::{
    FusionError,
    gazetteer::Gazetteer,
    stages::answers::{Answer, Answers, Written},
};

/// Makes `wash` and `wash_parts` known to a session, over the wash index in `data`.
pub fn register_wash(session: &SessionContext, data: &Path) -> Result<(), FusionError> {
    for function in wash_functions(data)? {
        session.register_udf(function);
    }
    Ok(())
}

/// `wash` and `wash_parts` over the wash index in `data`, for whoever keeps a registry of their own.
pub fn wash_functions(data: &Path) -> Result<Vec<ScalarUDF>, FusionError> {
    let gazetteer = Arc::new(Gazetteer::present(data)?);
    let kept = Arc::new(Mutex::default());
    let of = |asked| ScalarUDF::from(Wash::new(asked, Arc::clone(&gazetteer), Arc::clone(&kept)));
    Ok(vec![of(Asked::Line), of(Asked::Parts)])
}

/// How the address is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Asked {
    Line,
    Parts,
}

struct Wash {
    asked: Asked,
    signature: Signature,
    gazetteer: Arc<Gazetteer>,
    kept: Arc<Mutex<Answers>>,
}

impl Wash {
    fn new(asked: Asked, gazetteer: Arc<Gazetteer>, kept: Arc<Mutex<Answers>>) -> Self {
        let signature = Signature::user_defined(Volatility::Immutable);
        Self { asked, signature, gazetteer, kept }
    }

    /// The answers of a batch; partitions wait for each other only to look up and to keep.
    fn answers<'a>(&self, written: &'a [Option<Written>]) -> HashMap<&'a Written, Answer> {
        let mut found = HashMap::new();
        let mut fresh = Vec::new();
        {
            let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            for one in written.iter().flatten() {
                match kept.get(one) {
                    _ if found.contains_key(one) => {}
                    Some(known) => drop(found.insert(one, known.clone())),
                    None => fresh.push(one),
                }
            }
        }
        fresh.retain(|one| {
            let new = !found.contains_key(*one);
            if new {
                found.insert(*one, one.wash(&self.gazetteer));
            }
            new
        });
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.make_room();
        kept.keep(fresh.into_iter().filter_map(|one| Some((one.clone(), found.get(one)?.clone()))));
        found
    }
}

impl ScalarUDFImpl for Wash {
    fn name(&self) -> &str {
        match self.asked {
            Asked::Line => "wash",
            Asked::Parts => "wash_parts",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, given: &[DataType]) -> Engine<Vec<DataType>> {
        let fits = match self.asked {
            Asked::Line => given.len() == 1,
            Asked::Parts => !given.is_empty() && given.len().is_multiple_of(2),
        };
        if fits {
            return Ok(vec![DataType::Utf8; given.len()]);
        }
        match self.asked {
            Asked::Line => plan_err!("wash takes one text: the written address"),
            Asked::Parts => plan_err!("wash_parts takes kinds and texts in pairs"),
        }
    }

    fn return_type(&self, _: &[DataType]) -> Engine<DataType> {
        Ok(DataType::Struct(fields()))
    }

    fn invoke_with_args(&self, given: ScalarFunctionArgs) -> Engine<ColumnarValue> {
        let written = match self.asked {
            Asked::Line => lines(&given)?,
            Asked::Parts => parts(&given)?,
        };
        let found = self.answers(&written);
        let rows: Vec<Option<&Answer>> =
            written.iter().map(|one| found.get(one.as_ref()?)).collect();
        let index = self.gazetteer.index();
        let text = |of: fn(&Answer) -> Option<&str>| -> ArrayRef {
            Arc::new(rows.iter().map(|row| row.and_then(of)).collect::<StringArray>())
        };
        let codes: StringArray =
            rows.iter().map(|row| index.code(row.and_then(|row| row.entry)?)).collect();
        let scores: Float64Array = rows.iter().map(|row| row.map(|row| row.score)).collect();
        let columns = vec![
            text(|row| Some(row.class)),
            text(|row| row.place.as_deref()),
            text(|row| row.building.as_deref()),
            Arc::new(codes) as ArrayRef,
            text(|row| Some(row.rule)),
            Arc::new(scores) as ArrayRef,
        ];
        let said: NullBuffer = rows.iter().map(Option::is_some).collect::<Vec<bool>>().into();
        let table = StructArray::try_new(fields(), columns, Some(said))?;
        Ok(ColumnarValue::Array(Arc::new(table)))
    }
}

fn fields() -> Fields {
    let text = |name| Field::new(name, DataType::Utf8, true);
    let score = Field::new("score", DataType::Float64, true);
    vec![text("class"), text("place"), text("building"), text("code"), text("rule"), score].into()
}

fn lines(given: &ScalarFunctionArgs) -> Engine<Vec<Option<Written>>> {
    let Some(line) = given.args.first() else { return exec_err!("wash without an address") };
    let line = line.to_array(given.number_rows)?;
    let texts = as_string_array(&line)?;
    Ok(texts.iter().map(|text| Written::line_of(text?.to_owned())).collect())
}

fn parts(given: &ScalarFunctionArgs) -> Engine<Vec<Option<Written>>> {
    let mut kinds = Vec::with_capacity(given.args.len() / 2);
    let mut columns = Vec::with_capacity(given.args.len() / 2);
    for pair in given.args.chunks(2) {
        let [kind, text] = pair else { return exec_err!("wash_parts with a kind and no text") };
        kinds.push(kind_of(kind)?);
        columns.push(text.to_array(given.number_rows)?);
    }
    let texts: Vec<&StringArray> =
        columns.iter().map(|column| as_string_array(column)).collect::<Engine<_>>()?;
    let row = |at: usize| {
        let said = kinds.iter().zip(&texts).filter(|(_, text)| text.is_valid(at));
        Written::parts_of(said.map(|(kind, text)| (*kind, text.value(at).to_owned())).collect())
    };
    Ok((0..given.number_rows).map(row).collect())
}

fn kind_of(given: &ColumnarValue) -> Engine<ComponentKind> {
    let ColumnarValue::Scalar(ScalarValue::Utf8(Some(word))) = given else {
        return exec_err!("wash_parts takes the kind of a part as a constant");
    };
    let kind = serde_json::from_value(serde_json::Value::String(word.clone()));
    kind.or_else(|_| exec_err!("wash_parts knows no part `{word}` of an address"))
}

impl fmt::Debug for Wash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wash").field("asked", &self.asked).finish_non_exhaustive()
    }
}

impl PartialEq for Wash {
    fn eq(&self, other: &Self) -> bool {
        self.asked == other.asked && Arc::ptr_eq(&self.gazetteer, &other.gazetteer)
    }
}

impl Eq for Wash {}

impl Hash for Wash {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.asked.hash(state);
        Arc::as_ptr(&self.gazetteer).hash(state);
    }
}
