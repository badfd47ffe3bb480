//! Walks through the served district over HTTP, as everyone whose sign-in is printed.

use std::f64::consts::PI;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};

use super::District;

/// Visits what a newcomer would: every part answers with something in it.
pub(crate) fn everything(district: &District) -> Result<()> {
    let told: Value = serde_json::from_str(&std::fs::read_to_string(&district.ready)?)?;
    let open = Visitor { address: &district.address, cookie: None };
    ensure!(open.get("/healthz")?.0 == 200, "/healthz answers");
    ensure!(open.get("/readyz")?.0 == 200, "/readyz answers");
    ensure!(open.get("/api/buildings")?.0 == 401, "no page is open without a sign-in");
    metrics(&open)?;
    apps(&open)?;

    let everyone = everyone(&open, &told)?;
    let role = |name: &str| {
        let found = everyone.iter().find(|(role, _)| role == name).map(|(_, visitor)| visitor);
        found.with_context(|| format!("a sign-in of the role {name}"))
    };
    let officer = role("district_officer")?;
    register(officer)?;
    tile(officer)?;
    wash(officer)?;
    export(officer)?;
    runs_and_sources(officer)?;
    let dwelling = dwelling_with_people(officer)?;
    println!("blocks: {dwelling}");

    cases(&open, officer)?;

    let worker = role("grid_worker")?;
    ensure!(worker.json("/api/buildings")?["total"].as_u64() > Some(0), "a grid has buildings");
    let resident = role("resident")?;
    ensure!(resident.get("/api/buildings")?.0 == 403, "the register is not a resident's");
    ensure!(resident.get("/api/reads?person=me")?.0 == 200, "residents see who looked");
    println!(
        "visited: health, metrics, three apps, {} sign-ins, register, a tile, wash, an export, runs, blocks, cases, reads",
        everyone.len()
    );
    Ok(())
}

/// The figures for Prometheus, which this machine may read.
fn metrics(open: &Visitor<'_>) -> Result<()> {
    let (status, figures) = open.get("/metrics")?;
    ensure!(status == 200, "/metrics answers {status}: {figures}");
    ensure!(!figures.trim().is_empty(), "/metrics has no figure in it");
    Ok(())
}

/// The console, the residents' portal and the field app: each its own page, with the script that it names.
fn apps(open: &Visitor<'_>) -> Result<()> {
    for (place, assets) in
        [("/", "/assets/"), ("/portal", "/portal/assets/"), ("/field/", "/field/assets/")]
    {
        let (status, page) = open.get(place)?;
        ensure!(status == 200 && page.contains("<html"), "{place} answers {status} and no page");
        let script = page
            .split('"')
            .find(|part| part.starts_with(assets) && part.rsplit('.').next() == Some("js"));
        let script =
            script.with_context(|| format!("the page at {place} names no {assets}….js"))?;
        let (status, text) = open.get(script)?;
        ensure!(status == 200 && !text.is_empty(), "{script} of {place} answers {status}");
    }
    Ok(())
}

/// Signs in with every account that is printed; each session says that it is one.
fn everyone<'a>(open: &Visitor<'a>, told: &Value) -> Result<Vec<(String, Visitor<'a>)>> {
    let accounts = told["accounts"].as_array().context("accounts in ready.json")?;
    ensure!(!accounts.is_empty(), "ready.json names no account");
    let mut everyone = Vec::new();
    for account in accounts {
        let role = account["role"].as_str().context("an account's role")?;
        let visitor = open.sign_in(account, role)?;
        visitor.json("/api/session").with_context(|| format!("the session of {role}"))?;
        everyone.push((role.to_owned(), visitor));
    }
    println!("signed in: {} accounts", everyone.len());
    Ok(everyone)
}

/// Cases of the hotline, a report without an account that is followed by its word, and the open interface.
fn cases(open: &Visitor<'_>, officer: &Visitor<'_>) -> Result<()> {
    let list = officer.json("/api/cases?open=true")?;
    let total = list["total"].as_u64().context("a total of cases")?;
    ensure!(total > 10, "{total} open cases");
    let number = list["rows"][0]["number"].as_str().context("a case's number")?;
    let case = officer.json(&format!("/api/cases/{number}"))?;
    ensure!(!case["actions"].as_array().context("actions")?.is_empty(), "a case has actions");
    officer.json("/api/cases/inbox")?;
    let place = &case["place"];
    let at = place["id"].as_str().context("a case's place")?;
    let kind = place["kind"].as_str().context("a place's kind")?;
    let told = json!({
        "id": "01920000-0000-7000-8000-0000000000d1", "subclass": "livelihood.water", "words": "水管漏水",
        "place": { kind: at },
    });
    let begun = open.post("/api/report", &told)?;
    let key = json!({ "number": begun["number"], "word": begun["word"] });
    let followed = open.post("/api/report/follow", &key)?;
    ensure!(followed["state"] == "reported", "a report is followed: {followed}");
    let found = officer.found("/api/cases", &[("q", "漏水")])?;
    ensure!(found["total"].as_u64() > Some(0), "two characters find a case");
    let services = open.json("/open311/v2/services.json")?;
    println!("cases: {total} open, {} services", services.as_array().map_or(0, Vec::len));
    Ok(())
}

fn register(officer: &Visitor<'_>) -> Result<()> {
    let buildings = officer.json("/api/buildings?size=5")?;
    let total = buildings["total"].as_u64().context("a total of buildings")?;
    ensure!(total > 100, "the demo district has {total} buildings");
    let id = buildings["rows"][0]["id"].as_str().context("a building's id")?;
    officer.json(&format!("/api/buildings/{id}"))?;
    officer.json(&format!("/api/buildings/{id}/units"))?;
    println!("register: {total} buildings");
    Ok(())
}

/// Where the first building with a position is: longitude and latitude.
fn somewhere(officer: &Visitor<'_>) -> Result<(f64, f64)> {
    let buildings = officer.json("/api/buildings?size=20")?;
    let rows = buildings["rows"].as_array().context("buildings")?;
    let place = |row: &Value| Some((row["point"]["lon"].as_f64()?, row["point"]["lat"].as_f64()?));
    rows.iter().find_map(place).context("a building with a position among twenty")
}

/// The tile with a building in it, as the map asks for it.
fn tile(officer: &Visitor<'_>) -> Result<()> {
    let (lon, lat) = somewhere(officer)?;
    // Web Mercator (EPSG:3857) in tiles of a zoom that draws buildings.
    let (zoom, tiles) = (16, f64::from(1_u32 << 16));
    let x = ((lon + 180.0) / 360.0 * tiles).floor();
    let y = ((1.0 - lat.to_radians().tan().asinh() / PI) / 2.0 * tiles).floor();
    let path = format!("/tiles/{zoom}/{x:.0}/{y:.0}.mvt");
    let (status, tile) = officer.bytes(&path)?;
    ensure!(status == 200, "{path} answers {status}: a building is at {lon}, {lat}");
    ensure!(!tile.is_empty(), "{path} is empty: a building is at {lon}, {lat}");
    println!("tile: {path} has {} bytes", tile.len());
    Ok(())
}

/// The list of cases as CSV: its head and a row for each.
fn export(officer: &Visitor<'_>) -> Result<()> {
    let (status, text) = officer.get("/api/cases/export")?;
    ensure!(status == 200, "/api/cases/export answers {status}: {text}");
    let lines = text.lines().count();
    ensure!(lines > 1, "/api/cases/export has {lines} lines: a head and no case");
    println!("export: {} lines of cases", lines - 1);
    Ok(())
}

fn wash(officer: &Visitor<'_>) -> Result<()> {
    let buildings = officer.json("/api/buildings?size=1")?;
    let line = buildings["rows"][0]["label"]["zh"].as_str().context("a building's address")?;
    let washed = officer.post("/api/wash", &json!({ "lines": [line, "没有这个地方"] }))?;
    let rows = washed.as_array().context("washed rows")?;
    ensure!(rows.len() == 2, "two lines in, two rows out");
    ensure!(
        ["A", "B"].contains(&rows[0]["class"].as_str().unwrap_or_default()),
        "{line} washes to {}",
        rows[0]
    );
    let begun: String = line.chars().take(3).collect();
    let ways = officer.found("/api/wash/autocomplete", &[("q", begun.as_str())])?;
    ensure!(
        !ways.as_array().context("ways to go on")?.is_empty(),
        "no address begins with {begun}"
    );
    let (lon, lat) = somewhere(officer)?;
    let near = officer.json(&format!("/api/wash/reverse?lon={lon}&lat={lat}"))?;
    ensure!(!near.as_array().context("places near")?.is_empty(), "no address near {lon}, {lat}");
    println!("wash: {line} is class {}; autocomplete and reverse answer", rows[0]["class"]);
    Ok(())
}

fn runs_and_sources(officer: &Visitor<'_>) -> Result<()> {
    let runs = officer.json("/api/runs")?;
    let id = runs["rows"][0]["id"].as_str().context("a run")?;
    let run = officer.json(&format!("/api/runs/{id}"))?;
    let stages = run["stages"].as_array().context("a run's stages")?;
    ensure!(stages.len() >= 6, "{} stages", stages.len());
    let (status, page) = officer.get(&format!("/api/runs/{id}/report.html"))?;
    ensure!(status == 200 && page.contains("<html"), "the run's report is a page");
    let sources = officer.json("/api/sources")?;
    let sources = sources.as_array().context("sources")?;
    ensure!(sources.len() == 14, "{} departments' tables of fourteen", sources.len());
    for source in sources {
        let id = source["id"].as_str().context("a source's id")?;
        officer.json(&format!("/api/sources/{id}"))?;
    }
    println!("runs: {} stages over {} sources", stages.len(), sources.len());
    Ok(())
}

/// Looks at dwellings, for a stated reason, until one has people; each look is a line on the log.
fn dwelling_with_people(officer: &Visitor<'_>) -> Result<String> {
    let units = officer.json("/api/units?use=dwelling&size=100")?;
    for unit in units["rows"].as_array().context("units")? {
        let id = unit["id"].as_str().context("a unit's id")?;
        let plain = officer.json(&format!("/api/blocks/units/{id}"))?;
        ensure!(plain["people"].is_null(), "people are shown without a reason");
        let block =
            officer.json(&format!("/api/blocks/units/{id}?purpose=registration&reason=demo"))?;
        let people = block["people"].as_array().context("people, for a reason")?;
        if !people.is_empty() {
            return Ok(format!("{} people, masked, at {}", people.len(), unit["label"]["zh"]));
        }
    }
    bail!("no dwelling with people among a hundred")
}

struct Visitor<'a> {
    address: &'a str,
    cookie: Option<String>,
}

impl<'a> Visitor<'a> {
    fn sign_in(&self, account: &Value, role: &str) -> Result<Visitor<'a>> {
        let body = json!({ "account": account["account"], "password": account["password"] });
        let mut answer = agent()
            .post(format!("{}/api/session", self.address))
            .header("x-linli", "1")
            .send_json(&body)?;
        let text = answer.body_mut().read_to_string()?;
        ensure!(answer.status().is_success(), "{role} cannot sign in: {text}");
        let cookie = answer.headers().get("set-cookie").context("a session cookie")?;
        let cookie = cookie.to_str()?.split(';').next().unwrap_or_default().to_owned();
        Ok(Visitor { address: self.address, cookie: Some(cookie) })
    }

    fn get(&self, path: &str) -> Result<(u16, String)> {
        let (status, bytes) = self.bytes(path)?;
        let text = String::from_utf8(bytes).with_context(|| format!("{path} answers no text"))?;
        Ok((status, text))
    }

    fn bytes(&self, path: &str) -> Result<(u16, Vec<u8>)> {
        self.asked(path, &[])
    }

    fn asked(&self, path: &str, query: &[(&str, &str)]) -> Result<(u16, Vec<u8>)> {
        let mut request = agent().get(format!("{}{path}", self.address));
        for (name, value) in query {
            request = request.query(name, value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        let mut answer = request.call().with_context(|| path.to_owned())?;
        Ok((answer.status().as_u16(), answer.body_mut().read_to_vec()?))
    }

    fn json(&self, path: &str) -> Result<Value> {
        self.found(path, &[])
    }

    /// What `path` answers to the words of a query.
    fn found(&self, path: &str, query: &[(&str, &str)]) -> Result<Value> {
        let (status, bytes) = self.asked(path, query)?;
        ensure!(status == 200, "{path} answers {status}: {}", String::from_utf8_lossy(&bytes));
        serde_json::from_slice(&bytes).with_context(|| format!("{path} answers JSON"))
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let cookie = self.cookie.as_deref().unwrap_or_default();
        let mut answer = agent()
            .post(format!("{}{path}", self.address))
            .header("x-linli", "1")
            .header("cookie", cookie)
            .send_json(body)
            .with_context(|| path.to_owned())?;
        let text = answer.body_mut().read_to_string()?;
        ensure!(answer.status().is_success(), "{path} answers {}: {text}", answer.status());
        serde_json::from_str(&text).with_context(|| format!("{path} answers JSON"))
    }
}

/// Every status is an answer.
fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).build().into()
}
