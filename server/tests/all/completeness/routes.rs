//! Calls made from the description of the interface alone, so that a route
//! that is added tomorrow is driven tomorrow.

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::{Map, Value, json};

use super::met::Met;

/// A route as the description tells it.
pub(super) struct Route {
    pub(super) method: Method,
    pub(super) path: String,
    /// What a page sends, where the description alone does not say it.
    pub(super) given: Vec<Call>,
    parameters: Vec<Parameter>,
    body: Option<(String, Value)>,
}

/// A route as the page of routes and roles calls it.
pub(super) fn title(route: &Route) -> String {
    format!("{} {}", route.method, route.path)
}

struct Parameter {
    name: String,
    in_path: bool,
    required: bool,
    schema: Value,
    description: String,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Call {
    pub(super) path: String,
    pub(super) body: Option<Body>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Body {
    Json(String),
    /// A form with one file.
    File,
    /// A form with one photo.
    Photo,
    /// A form of another system.
    Form(String),
}

/// Stands in a call for an id that nobody has used: an action brings its own.
pub(super) const NEW: &str = "a-new-id";
/// Stands in a call for the number of a case that whoever works for its office handles.
pub(super) const A_CASE: &str = "a-case-at-hand";

/// Grounds on which people are asked for; the first is none.
const GROUNDS: [&[(&str, &str)]; 7] = [
    &[],
    &[("reason", "yearly check of the stairwell")],
    &[("purpose", "registration"), ("task", "T-7")],
    &[("purpose", "housing_safety"), ("task", "T-7")],
    &[("purpose", "case_handling"), ("case", "C-1")],
    &[("purpose", "case_handling"), ("case", A_CASE)],
    &[("purpose", "audit"), ("reason", "a complaint of a resident")],
];
const GROUND_NAMES: [&str; 4] = ["purpose", "case", "task", "reason"];
/// Most paths that one route is tried with.
const MOST: usize = 20_000;
/// Most values that one optional parameter is tried with.
const MOST_VALUES: usize = 6;

/// Every route of the description.
pub(super) fn routes(document: &Value) -> Vec<Route> {
    let mut routes = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
            let listed = operation["parameters"].as_array().cloned().unwrap_or_default();
            let parameters = listed.iter().map(|parameter| parameter_of(document, parameter));
            let content = operation["requestBody"]["content"].as_object();
            let body = content
                .and_then(|content| content.iter().next())
                .map(|(kind, body)| (kind.clone(), resolved(document, &body["schema"])));
            let (parameters, given) = (parameters.collect(), Vec::new());
            routes.push(Route { method, path: path.clone(), given, parameters, body });
        }
    }
    routes
}

fn parameter_of(document: &Value, parameter: &Value) -> Parameter {
    let text = |key: &str| parameter[key].as_str().unwrap_or_default().to_owned();
    Parameter {
        name: text("name"),
        in_path: parameter["in"] == "path",
        required: parameter["required"] == true,
        schema: resolved(document, &parameter["schema"]),
        description: text("description"),
    }
}

/// The schema with every reference in it replaced by what it names.
fn resolved(document: &Value, schema: &Value) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap_or_default();
        return resolved(document, &document["components"]["schemas"][name]);
    }
    let resolve = |(key, value): (&String, &Value)| (key.clone(), resolved(document, value));
    match schema {
        Value::Object(map) => Value::Object(map.iter().map(resolve).collect()),
        Value::Array(list) => list.iter().map(|value| resolved(document, value)).collect(),
        other => other.clone(),
    }
}

/// What a route is tried with, from the ids and codes met so far.
pub(super) struct Plan {
    /// What a page sends, where the description alone does not say it; tried first.
    pub(super) given: Vec<Call>,
    pub(super) paths: Vec<Path>,
    /// Whether one thing that was met stands in each path, and no more.
    pub(super) is_of_one: bool,
    /// What follows a path, each with its question mark.
    pub(super) queries: Vec<String>,
    bodies: Vec<Option<Body>>,
}

/// A path with what was met in the place of its parameters.
#[derive(Clone)]
pub(super) struct Path {
    pub(super) text: String,
    /// What was met that stands first in it.
    pub(super) first: Option<String>,
    last: Option<String>,
}

/// A call that succeeded with another's id in the place of one of its two.
pub(super) struct Crossed {
    /// The place.
    pub(super) slot: String,
    pub(super) value: String,
    pub(super) call: Call,
}

impl Plan {
    /// The calls of one path together, so that a path that leads nowhere can be left.
    pub(super) fn calls(&self, path: &Path) -> impl Iterator<Item = Call> {
        self.queries.iter().flat_map(move |query| {
            let whole = format!("{}{query}", path.text);
            self.bodies.iter().map(move |body| Call { path: whole.clone(), body: body.clone() })
        })
    }
}

impl Route {
    /// Everything to try it with.
    pub(super) fn plan(&self, met: &Met) -> Plan {
        let paths = self.paths(met);
        assert!(paths.len() <= MOST, "{}: too many paths to try, {}", self.path, paths.len());
        let written = |query: Vec<(String, String)>| {
            let pairs: Vec<String> =
                query.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
            let mark = if pairs.is_empty() { "" } else { "?" };
            format!("{mark}{}", pairs.join("&"))
        };
        Plan {
            given: self.given.clone(),
            paths,
            is_of_one: self.in_path().filter(|parameter| is_open(parameter)).count() == 1,
            queries: self.queries(&met.all).into_iter().map(written).collect(),
            bodies: self.bodies(),
        }
    }

    /// Its paths, with what was met in the place of each parameter. A second id stands beside the first where it was met in
    /// an answer for it: all pairs would be most of the calls, and lead nowhere; [`Self::crossed`] tries what is left.
    fn paths(&self, met: &Met) -> Vec<Path> {
        let mut paths = vec![Path { text: self.path.clone(), first: None, last: None }];
        for parameter in self.in_path() {
            let (slot, values) = (slot(parameter), path_values(parameter, &met.all));
            let open = is_open(parameter);
            let with = |before: &Path| -> Vec<Path> {
                let fits = |value: &&String| match &before.last {
                    Some(last) if open => met.together(last, value),
                    _ => true,
                };
                let put = |value: &String| {
                    let text = before.text.replace(&slot, &encoded(value));
                    if !open {
                        return Path {
                            text,
                            first: before.first.clone(),
                            last: before.last.clone(),
                        };
                    }
                    let first = before.first.clone().or_else(|| Some(value.clone()));
                    Path { text, first, last: Some(value.clone()) }
                };
                values.iter().filter(fits).map(put).collect()
            };
            paths = paths.iter().flat_map(with).collect();
        }
        paths
    }

    /// Every call that differs from `right`, which succeeded, in one of the two ids of its path: another's id beside a right one.
    pub(super) fn crossed(&self, right: &Call, met: &Met) -> Vec<Crossed> {
        let open: Vec<&Parameter> = self.in_path().filter(|parameter| is_open(parameter)).collect();
        if open.len() < 2 {
            return Vec::new();
        }
        let (path, query) = right.path.split_once('?').unwrap_or((right.path.as_str(), ""));
        let mark = if query.is_empty() { "" } else { "?" };
        let own: Vec<&str> = path.split('/').collect();
        let mut calls = Vec::new();
        for parameter in open {
            let slot = slot(parameter);
            let at = self.path.split('/').position(|segment| segment == slot).unwrap();
            for value in path_values(parameter, &met.all) {
                let written = encoded(&value);
                let mut segments = own.clone();
                segments[at] = &written;
                let path = format!("{}{mark}{query}", segments.join("/"));
                let call = Call { path, body: right.body.clone() };
                calls.push(Crossed { slot: slot.clone(), value, call });
            }
        }
        calls
    }

    fn in_path(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| parameter.in_path)
    }

    /// Whether a call has nothing but its path to be malformed: no query, and a body that is JSON, where there is one.
    pub(super) fn is_bare(&self, call: &Call) -> bool {
        self.path.contains('{') && !call.path.contains('?') && call.body != Some(Body::File)
    }

    fn queries(&self, met: &BTreeSet<String>) -> Vec<Vec<(String, String)>> {
        let asked = || self.parameters.iter().filter(|parameter| !parameter.in_path);
        let mut required: Vec<Vec<(String, String)>> = vec![Vec::new()];
        for parameter in asked().filter(|parameter| parameter.required) {
            let values = values(&parameter.name, &parameter.schema, &parameter.description, met);
            required = required
                .iter()
                .flat_map(|given| {
                    values.iter().map(|value| {
                        let more = [(parameter.name.clone(), value.clone())];
                        given.iter().cloned().chain(more).collect()
                    })
                })
                .collect();
        }
        let mut optional: Vec<Vec<(String, String)>> = vec![Vec::new()];
        if asked().any(|parameter| parameter.name == "reason") {
            let ground = |pairs: &&[(&str, &str)]| {
                pairs
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                    .collect()
            };
            optional.extend(GROUNDS[1..].iter().map(ground));
        }
        for parameter in asked().filter(|parameter| !parameter.required) {
            if GROUND_NAMES.contains(&parameter.name.as_str()) {
                continue;
            }
            let values = values(&parameter.name, &parameter.schema, &parameter.description, met);
            let one = |value: String| vec![(parameter.name.clone(), value)];
            optional.extend(values.into_iter().take(MOST_VALUES).map(one));
        }
        let both = |given: &Vec<(String, String)>| -> Vec<Vec<(String, String)>> {
            optional.iter().map(|more| given.iter().chain(more).cloned().collect()).collect()
        };
        required.iter().flat_map(both).collect()
    }

    fn bodies(&self) -> Vec<Option<Body>> {
        let Some((kind, schema)) = &self.body else { return vec![None] };
        if kind != "application/json" {
            return vec![Some(Body::File)];
        }
        let bodies: BTreeSet<String> = GROUNDS
            .iter()
            .flat_map(|ground| objects(schema, ground))
            .map(|value| value.to_string())
            .collect();
        bodies.into_iter().map(|text| Some(Body::Json(text))).collect()
    }
}

fn slot(parameter: &Parameter) -> String {
    format!("{{{}}}", parameter.name)
}

/// Whether ids and codes that were met stand in the place of a parameter of a path.
fn is_open(parameter: &Parameter) -> bool {
    match parameter.name.as_str() {
        "z" | "x" | "y" => false,
        "place" | "person" => true,
        _ => backticked(&parameter.description).is_empty(),
    }
}

fn path_values(parameter: &Parameter, met: &BTreeSet<String>) -> Vec<String> {
    match parameter.name.as_str() {
        "z" | "x" | "y" => vec!["0".to_owned()],
        // Of the two ids in a path one is that of a place or a person.
        "place" | "person" => met.iter().filter(|text| text.len() == 36).cloned().collect(),
        _ => match backticked(&parameter.description) {
            words if !words.is_empty() => words,
            _ => met.iter().cloned().collect(),
        },
    }
}

/// What to try a parameter with.
fn values(name: &str, schema: &Value, description: &str, met: &BTreeSet<String>) -> Vec<String> {
    let texts = |list: &Value| -> Vec<String> {
        list.as_array()
            .into_iter()
            .flatten()
            .filter_map(|v| v.as_str().map(str::to_owned))
            .collect()
    };
    let named = texts(&schema["enum"]);
    if !named.is_empty() {
        return named;
    }
    match name {
        "q" => return vec!["幸福路".to_owned(), "咖啡".to_owned(), "101".to_owned()],
        "lon" => return vec!["113.0012".to_owned()],
        "lat" => return vec!["22.0002".to_owned()],
        "source" => return vec![super::seed::SOURCE.to_owned()],
        "area" | "parent" => {
            let areas = met.iter().filter(|text| text.starts_with("990106/") || text.len() == 36);
            let mut areas: Vec<String> = areas.cloned().collect();
            if name == "area" {
                // Every street before what lies in them, and before what may be an id of an area.
                areas.sort_by_key(|text| (text.len() == 36, text.matches('/').count()));
            }
            return areas;
        }
        _ => {}
    }
    let words = backticked(description);
    if !words.is_empty() {
        return words;
    }
    vec![example(schema).as_str().map_or_else(|| example(schema).to_string(), str::to_owned)]
}

/// Words between backticks: how our descriptions name what a text may be.
fn backticked(description: &str) -> Vec<String> {
    let words = description.split('`').skip(1).step_by(2);
    words.filter(|word| !word.contains(' ') && !word.is_empty()).map(str::to_owned).collect()
}

/// The simplest value of a schema.
fn example(schema: &Value) -> Value {
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let least = schema["minimum"].as_i64().unwrap_or(1);
    match kinds.first().copied() {
        Some("boolean") => json!(true),
        Some("integer" | "number") => json!(least),
        Some("array") => json!([example(&schema["items"])]),
        Some("object") if schema["properties"].is_null() => json!({}),
        Some("object") => objects(schema, &[]).into_iter().next().unwrap_or_default(),
        _ => schema["oneOf"]
            .as_array()
            .and_then(|list| list.iter().find(|one| one["type"] != "null"))
            .map_or_else(|| json!("something"), example),
    }
}

/// Bodies of a schema on `ground`: one for each word that a text of it may be.
fn objects(schema: &Value, ground: &[(&str, &str)]) -> Vec<Value> {
    let Some(properties) = schema["properties"].as_object() else { return vec![example(schema)] };
    let required = |name: &str| {
        schema["required"].as_array().is_some_and(|list| list.iter().any(|item| item == name))
    };
    let mut bodies = vec![Map::new()];
    for (name, property) in properties {
        let stated =
            ground.iter().find(|(stated, _)| stated == name).map(|(_, value)| json!(value));
        let choices = match stated {
            Some(value) => vec![value],
            None if !required(name) => continue,
            None if name == "area" => vec![json!(super::seed::HERE)],
            None if name == "source" => vec![json!(super::seed::SOURCE)],
            // What stands between backticks in the description of an object is not a value of it.
            None if property["type"] == "object" => vec![example(property)],
            None => {
                let words = backticked(property["description"].as_str().unwrap_or_default());
                let named = property["enum"].as_array().cloned().unwrap_or_default();
                let words = words.into_iter().map(Value::String);
                let choices: Vec<Value> = named.into_iter().chain(words).collect();
                if choices.is_empty() { vec![example(property)] } else { choices }
            }
        };
        bodies = bodies
            .iter()
            .flat_map(|body| {
                choices.iter().take(MOST_VALUES).map(|value| {
                    let mut more = body.clone();
                    more.insert(name.clone(), value.clone());
                    more
                })
            })
            .take(64)
            .collect();
    }
    bodies.into_iter().map(Value::Object).collect()
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    if text.bytes().all(plain) {
        return text.to_owned();
    }
    let each = |byte: u8| {
        if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(each).collect()
}
