//! Service requests of another system by Open311 GeoReport v2: each becomes a case once, and is followed until it is done
//! there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};
use casework::{Act, Actor, Case, CaseActionId, CasePlace, Casework, Deed, Door, NewReport};
use kernel::{Id, Instant};
use messages::{Refused, channel::Reader};
use serde::{Deserialize, Serialize};
use server::Config;

use super::{
    Pull,
    open311::{Request, question, time},
    places::Gazetteer,
};
use crate::{
    installation::Installation,
    partial::Partial,
    terminal::{Outcome, Terminal},
};

/// Requests are asked for by so many seconds of theirs at once, so that no answer is cut off at the standard's thousand.
const WINDOW_S: i64 = 86_400;
/// The first time, so far back.
const FIRST_S: i64 = 7 * 86_400;
/// What came in late there is looked for once more.
const OVERLAP_S: i64 = 3_600;
/// Requests of a page.
const PAGE: usize = 200;
/// Most pages of a window.
const MOST_PAGES: usize = 200;
/// Requests that are asked after at once, as the standard has it.
const AT_ONCE: usize = 50;
/// What the ids of cases are drawn for that are pulled, and those of notes on them.
const REQUESTS: &str = "linli 2026-11-30 ids of cases that are pulled";
const NOTES: &str = "linli 2026-11-30 ids of notes on cases that are pulled";
/// Most requests that are followed until they are done.
const MOST_FOLLOWED: usize = 20_000;

/// What their services are here.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mapping {
    /// Subclasses by code.
    services: BTreeMap<String, String>,
}

/// How far the other side was read. Kept beside the database, and no more than a help: without it, what is read again is
/// known by its id.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Cursor {
    /// Read until then.
    until: Option<Instant>,
    /// Requests that are cases here and not done there, with the status that was seen last.
    followed: BTreeMap<String, String>,
}

/// What came of a pull.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    /// Requests read.
    requests: u64,
    /// Cases opened.
    opened: u64,
    /// Requests that are cases already.
    again: u64,
    /// Changes of status that became notes.
    notes: u64,
    /// Requests that are no case, by reason: `id`, `service`, `place`, `words` or `closed`.
    rejected: BTreeMap<&'static str, u64>,
    /// Codes of services that the mapping does not have.
    unmapped: BTreeSet<String>,
    /// Read until then.
    until: Option<Instant>,
    /// Why it ended early, where the other side is to be asked again later.
    stopped: Option<String>,
    /// Seconds that the other side asks to wait.
    wait_s: Option<u32>,
}

impl Report {
    /// In sentences.
    fn told(&self) -> String {
        let rejected: u64 = self.rejected.values().sum();
        let why: Vec<String> =
            self.rejected.iter().map(|(why, number)| format!("{number} for {why}")).collect();
        let why = if why.is_empty() { String::new() } else { format!(" ({})", why.join(", ")) };
        let mut lines = vec![format!(
            "{} requests: {} cases opened, {} there already, {} notes, {rejected} rejected{why}",
            self.requests, self.opened, self.again, self.notes
        )];
        if !self.unmapped.is_empty() {
            let codes: Vec<&str> = self.unmapped.iter().map(String::as_str).collect();
            lines.push(format!("services without a subclass: {}", codes.join(", ")));
        }
        if let Some(problem) = &self.stopped {
            let wait = self.wait_s.map_or_else(String::new, |wait_s| format!(" in {wait_s} s"));
            lines.push(format!("stopped: {problem}; run it again{wait}, it goes on from there"));
        }
        lines.join("\n")
    }

    fn reject(&mut self, why: &'static str) {
        *self.rejected.entry(why).or_default() += 1;
    }
}

/// What a pull works with.
struct Source<'a> {
    installation: &'a Installation,
    casework: Casework,
    gazetteer: Gazetteer,
    reader: Reader,
    mapping: Mapping,
    pull: &'a Pull,
    /// What the other side is called in notes.
    host: String,
    /// Tells this source's ids from those of others.
    key: String,
}

/// Reads what is new, then asks after what is not done there.
pub(super) async fn pull(
    installation: &Installation,
    config: &Config,
    pull: &Pull,
    terminal: &Terminal,
) -> Result<Outcome> {
    let source = Source::open(installation, config, pull).await?;
    let place = source.place();
    let mut cursor = Cursor::read(&place)?;
    let mut report = Report::default();
    let ended = source.read_all(&place, &mut cursor, &mut report).await;
    cursor.write(&place)?;
    report.until = cursor.until;
    let outcome = match ended? {
        None => Outcome::Done,
        Some(refused) => {
            report.wait_s = match &refused {
                Refused::Wait(_, seconds) => Some(*seconds),
                _ => None,
            };
            report.stopped = Some(refused.to_string());
            Outcome::Later
        }
    };
    terminal.result(&report, Report::told)?;
    Ok(outcome)
}

impl<'a> Source<'a> {
    async fn open(installation: &'a Installation, config: &Config, pull: &'a Pull) -> Result<Self> {
        let casework = Casework::open(
            installation.database.clone(),
            installation.access.clone(),
            installation.ids.clone(),
            installation.clock.clone(),
            &installation.data,
        )?;
        casework.refresh_catalogue().await?;
        let path = &pull.services;
        let text = fs::read_to_string(path).with_context(|| format!("read {}", path.display()))?;
        let mapping: Mapping =
            toml::from_str(&text).with_context(|| format!("the services {}", path.display()))?;
        for (code, subclass) in &mapping.services {
            if casework.catalogue().standing(subclass).is_none() {
                bail!("{}: `{code}` names no subclass: `{subclass}`", path.display());
            }
        }
        let from = pull.from.trim_end_matches('/');
        let host =
            host(from).context("`--from` is no address such as https://example.org/open311/v2")?;
        let mut allowed = config.messages.allowed_hosts.clone();
        if is_this_machine(&host) {
            allowed.push(host.clone());
        }
        let key = format!("{from} {}", pull.jurisdiction.as_deref().unwrap_or_default());
        Ok(Self {
            installation,
            casework,
            gazetteer: Gazetteer::open(installation)?,
            reader: Reader::new(allowed),
            mapping,
            pull,
            host,
            key,
        })
    }

    /// Where the cursor is kept.
    fn place(&self) -> PathBuf {
        let name = blake3::hash(self.key.as_bytes()).to_hex();
        self.installation.data.join("open311").join(format!("{}.json", &name[..32]))
    }

    /// Why it ended early, where the other side says to come back later.
    async fn read_all(
        &self,
        place: &Path,
        cursor: &mut Cursor,
        report: &mut Report,
    ) -> Result<Option<Refused>> {
        let now = self.installation.clock.now();
        let given = self.pull.since.as_deref().map(|text| {
            let read = serde_json::from_value::<Instant>(text.into());
            read.with_context(|| {
                format!("`--since {text}` is no time such as 2026-01-05T00:00:00Z")
            })
        });
        let given = given.transpose()?;
        let before = cursor.until.map(|until| until.plus_seconds(-OVERLAP_S));
        let mut from = given.or(before).unwrap_or_else(|| now.plus_seconds(-FIRST_S));
        while from < now {
            let to = from.plus_seconds(WINDOW_S).min(now);
            if let Some(refused) = self.window((from, to), cursor, report).await? {
                return Ok(Some(refused));
            }
            cursor.until = Some(cursor.until.map_or(to, |until| until.max(to)));
            cursor.write(place)?;
            from = to;
        }
        self.follow(cursor, report).await
    }

    /// Reads what was reported there within a window, page by page. A server that knows no pages gives the same again.
    async fn window(
        &self,
        (from, to): (Instant, Instant),
        cursor: &mut Cursor,
        report: &mut Report,
    ) -> Result<Option<Refused>> {
        let mut seen = BTreeSet::new();
        for page in 1..=MOST_PAGES {
            let asked = vec![
                ("start_date", time(from)),
                ("end_date", time(to)),
                ("page", page.to_string()),
                ("page_size", PAGE.to_string()),
            ];
            let (requests, without) = match self.ask(asked).await? {
                Ok(found) => found,
                Err(refused) => return Ok(Some(refused)),
            };
            let new: Vec<Request> =
                requests.into_iter().filter(|one| seen.insert(one.id.clone())).collect();
            if new.is_empty() {
                return Ok(None);
            }
            for _ in 0..without {
                report.reject("id");
            }
            for request in new {
                report.requests += 1;
                self.take(request, cursor, report).await?;
            }
        }
        Ok(None)
    }

    /// Asks after what is not done there.
    async fn follow(&self, cursor: &mut Cursor, report: &mut Report) -> Result<Option<Refused>> {
        let ids: Vec<String> = cursor.followed.keys().cloned().collect();
        for some in ids.chunks(AT_ONCE) {
            let asked = vec![("service_request_id", some.join(","))];
            let (requests, _) = match self.ask(asked).await? {
                Ok(found) => found,
                Err(refused) => return Ok(Some(refused)),
            };
            for request in requests {
                if let Some(case) = self.casework.opened_by(self.id(&request)).await? {
                    self.note(&case, &request, cursor, report).await?;
                }
            }
        }
        Ok(None)
    }

    /// One question, or why the other side is to be asked later.
    async fn ask(
        &self,
        mut parameters: Vec<(&'static str, String)>,
    ) -> Result<Result<(Vec<Request>, u64), Refused>> {
        if let Some(jurisdiction) = &self.pull.jurisdiction {
            parameters.push(("jurisdiction_id", jurisdiction.clone()));
        }
        let url = question(&self.pull.from, &parameters);
        match self.reader.get(&url).await {
            Ok(body) => {
                let found = Request::all(&body);
                Ok(Ok(found.with_context(|| {
                    format!("{} does not answer as GeoReport v2 has it", self.host)
                })?))
            }
            Err(refused @ (Refused::Later(_) | Refused::Wait(..))) => Ok(Err(refused)),
            Err(refused) => Err(refused).with_context(|| format!("ask {}", self.host)),
        }
    }

    /// A request that was reported there.
    async fn take(&self, request: Request, cursor: &mut Cursor, report: &mut Report) -> Result<()> {
        let id = self.id(&request);
        if let Some(case) = self.casework.opened_by(id).await? {
            report.again += 1;
            return self.note(&case, &request, cursor, report).await;
        }
        if request.is_closed() {
            report.reject("closed");
            return Ok(());
        }
        let Some(subclass) = self.mapping.services.get(&request.service).cloned() else {
            report.reject("service");
            report.unmapped.insert(request.service);
            return Ok(());
        };
        if request.words.is_empty() {
            report.reject("words");
            return Ok(());
        }
        let Some(place) = self.find(&request).await? else {
            report.reject("place");
            return Ok(());
        };
        let new = NewReport {
            id,
            door: Door::Open311,
            subclass,
            place,
            words: request.words.clone(),
            answers: BTreeMap::new(),
            reporter: None,
            photos: Vec::new(),
            voice: None,
            actor: Actor::Installation,
            split_from: None,
            lead: None,
            acted_at: None,
            form: None,
        };
        let begun = self.casework.report(new).await;
        begun.with_context(|| format!("open a case for the request {}", request.id))?;
        report.opened += 1;
        if cursor.followed.len() < MOST_FOLLOWED {
            cursor.followed.insert(request.id, request.status);
        }
        Ok(())
    }

    /// A note on the case, where its status there is another than was seen last.
    async fn note(
        &self,
        case: &Case,
        request: &Request,
        cursor: &mut Cursor,
        report: &mut Report,
    ) -> Result<()> {
        let before = cursor.followed.get(&request.id);
        if before == Some(&request.status) {
            return Ok(());
        }
        let is_followed = before.is_some();
        // Where the cursor was lost, what is open there is followed again.
        if is_followed || request.is_closed() {
            self.tell(case, request, report).await?;
        }
        if request.is_closed() {
            cursor.followed.remove(&request.id);
        } else if is_followed || cursor.followed.len() < MOST_FOLLOWED {
            cursor.followed.insert(request.id.clone(), request.status.clone());
        }
        Ok(())
    }

    /// Notes on the case where the request stands there.
    async fn tell(&self, case: &Case, request: &Request, report: &mut Report) -> Result<()> {
        let why = match request.notes.as_str() {
            "" => String::new(),
            notes => format!("；{notes}"),
        };
        let parts = [&self.key, &request.id, &request.status, &request.updated];
        let act = Act {
            id: self.drawn(NOTES, &parts.map(String::as_bytes)),
            case: case.id,
            seen: None,
            deed: Deed::Note,
            words: format!("{}: {}{why}", self.host, request.status),
            actor: Actor::Installation,
            acted_at: None,
            position: None,
        };
        let noted = self.casework.act(act).await;
        let noted = noted.with_context(|| format!("note on {}", request.id))?;
        report.notes += u64::from(noted.version > case.version);
        Ok(())
    }

    async fn find(&self, request: &Request) -> Result<Option<CasePlace>> {
        if let Some(pin) = request.pin {
            let near = self.gazetteer.near(self.installation, pin).await?;
            if near.is_some() {
                return Ok(near);
            }
        }
        match &request.address {
            Some(address) => self.gazetteer.find(self.installation, address).await,
            None => Ok(None),
        }
    }

    /// The same for the same request.
    fn id(&self, request: &Request) -> CaseActionId {
        self.drawn(REQUESTS, &[self.key.as_bytes(), request.id.as_bytes()])
    }

    /// An id of these parts, and of no others. Keyed, for whoever reports without an account chooses an id, and nobody is to
    /// take that of a request beforehand.
    fn drawn(&self, context: &'static str, parts: &[&[u8]]) -> CaseActionId {
        Id::from_bytes(self.installation.access.id_for(context, parts))
    }
}

impl Cursor {
    fn read(place: &Path) -> Result<Self> {
        if !place.is_file() {
            return Ok(Self::default());
        }
        let text =
            fs::read_to_string(place).with_context(|| format!("read {}", place.display()))?;
        serde_json::from_str(&text).with_context(|| format!("{} cannot be read", place.display()))
    }

    fn write(&self, place: &Path) -> Result<()> {
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
        }
        let partial = Partial::of(place);
        fs::write(partial.path(), serde_json::to_string(self)?)
            .with_context(|| format!("write {}", place.display()))?;
        partial.finish()
    }
}

/// The host of an address by http or https that holds no account and no question.
fn host(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    if rest.contains(['@', '?', '#', ' ']) {
        return None;
    }
    let authority = rest.split('/').next()?;
    let host = match authority.strip_prefix('[') {
        Some(v6) => format!("[{}]", v6.split_once(']')?.0),
        None => authority.split(':').next()?.to_owned(),
    };
    (!host.is_empty()).then_some(host)
}

fn is_this_machine(host: &str) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].contains(&host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_an_address_is_read_and_what_hides_another_is_refused() {
        assert_eq!(
            host("https://city.example.org/open311/v2").as_deref(),
            Some("city.example.org")
        );
        assert_eq!(host("http://[::1]:80/v2").as_deref(), Some("[::1]"));
        for wrong in
            ["city.example.org", "https://a@b/", "https://a/?x=1", "file:///etc", "https:///v2"]
        {
            assert_eq!(host(wrong), None, "{wrong}");
        }
        assert!(is_this_machine("localhost") && !is_this_machine("localhost.example.org"));
    }
}
