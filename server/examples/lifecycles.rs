//! Cases from report to resolution over HTTP, as many a second as the server takes.
//!
//! ```text
//! lifecycles ADDRESS COOKIE BUILDING OFFICER SECONDS CONNECTIONS SEED
//! ```
//! Each connection stays open and does one lifecycle after the other: report, assign, resolve, and a search for two
//! characters. The first three are answered once they are durable. OFFICER is the account that the cases are assigned to
//! and that COOKIE is a session of; ids are made of SEED, another for each run. `cargo xtask bench casework` runs it.

#![expect(clippy::print_stdout, reason = "a measurement prints its figures")]

use std::{
    error::Error,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

type Failure = Box<dyn Error + Send + Sync>;

/// What is the matter, and the two characters that are looked for.
const WORDS: [(&str, &str); 4] = [
    ("厨房漏水", "%E6%BC%8F%E6%B0%B4"),
    ("路灯不亮", "%E8%B7%AF%E7%81%AF"),
    ("夜间施工", "%E6%96%BD%E5%B7%A5"),
    ("垃圾满溢", "%E5%9E%83%E5%9C%BE"),
];

/// What every connection does.
struct Work<'a> {
    address: &'a str,
    cookie: &'a str,
    building: &'a str,
    officer: &'a str,
    seed: u64,
    next: AtomicU64,
}

/// One connection.
struct Client<'a> {
    work: &'a Work<'a>,
    stream: BufReader<TcpStream>,
    line: String,
    body: Vec<u8>,
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, cookie, building, officer, seconds, connections, seed] = arguments.as_slice()
    else {
        let usage = "usage: lifecycles ADDRESS COOKIE BUILDING OFFICER SECONDS CONNECTIONS SEED";
        return Err(usage.into());
    };
    let (seed, connections): (u64, usize) = (seed.parse()?, connections.parse()?);
    let lasts = Duration::from_secs_f64(seconds.parse()?);
    let work = Work { address, cookie, building, officer, seed, next: AtomicU64::new(0) };
    let start = Instant::now();
    let (work, end) = (&work, start + lasts);
    let mut took_ms = thread::scope(|scope| {
        let run = |_: usize| scope.spawn(move || work.until(end));
        let running: Vec<_> = (0..connections).map(run).collect();
        let mut all = Vec::new();
        for one in running {
            all.extend(one.join().map_err(|_| "a connection broke off")??);
        }
        Ok::<Vec<f64>, Failure>(all)
    })?;
    let seconds = start.elapsed().as_secs_f64();
    took_ms.sort_by(f64::total_cmp);
    let p99_ms = *took_ms.get(took_ms.len() * 99 / 100).ok_or("no lifecycle was done")?;
    let lifecycles = took_ms.len();
    println!("{}", json!({ "lifecycles": lifecycles, "seconds": seconds, "p99_ms": p99_ms }));
    Ok(())
}

impl Work<'_> {
    /// Does lifecycles over one connection; how long each took, milliseconds.
    fn until(&self, end: Instant) -> Result<Vec<f64>, Failure> {
        let stream = TcpStream::connect(self.address)?;
        stream.set_nodelay(true)?;
        let stream = BufReader::new(stream);
        let mut client = Client { work: self, stream, line: String::new(), body: Vec::new() };
        let mut took_ms = Vec::new();
        loop {
            let start = Instant::now();
            if start >= end {
                return Ok(took_ms);
            }
            client.lifecycle()?;
            took_ms.push(start.elapsed().as_secs_f64() * 1_000.0);
        }
    }

    /// A number of its own, and the id of that number.
    fn id(&self) -> (u64, String) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        (number, format!("{:08x}-0000-4000-8000-{number:012x}", self.seed & 0xffff_ffff))
    }
}

impl Client<'_> {
    fn lifecycle(&mut self) -> Result<(), Failure> {
        let (number, id) = self.work.id();
        // A lifecycle takes three numbers.
        let turn = usize::try_from(number / 3 % 4)?;
        let (words, looked_for) = WORDS[turn];
        let told = json!({
            "id": id, "door": "hotline", "subclass": "livelihood.water",
            "place": { "building": self.work.building }, "words": format!("{words} {number}"),
        });
        let begun = self.call("POST", "/api/cases", &told.to_string())?;
        let case = begun["id"].as_str().ok_or("a case without an id")?;
        let path = format!("/api/cases/{case}/actions");
        let mut seen = json!(1);
        for deed in [
            json!({ "deed": "assign", "officer": self.work.officer }),
            json!({ "deed": "resolve", "outcome": "settled" }),
        ] {
            let (_, id) = self.work.id();
            let act = json!({ "id": id, "seen": seen, "deed": deed, "words": "已办" });
            seen = self.call("POST", &path, &act.to_string())?["version"].take();
        }
        self.call("GET", &format!("/api/cases?q={looked_for}&size=20"), "")?;
        Ok(())
    }

    /// Asks, and reads the answer whole.
    fn call(&mut self, method: &str, path: &str, body: &str) -> Result<Value, Failure> {
        let (cookie, length) = (self.work.cookie, body.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: linli\r\nx-linli: 1\r\naccept-language: en\r\n\
             content-type: application/json\r\ncookie: {cookie}\r\n\
             content-length: {length}\r\n\r\n{body}"
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let status = self.read_line()?.to_owned();
        let mut whole: Option<usize> = None;
        loop {
            let line = self.read_line()?;
            if line.is_empty() {
                break;
            }
            if let Some(said) = line.strip_prefix("content-length: ") {
                whole = Some(said.parse()?);
            }
        }
        self.body.resize(whole.ok_or("an answer that does not tell its length")?, 0);
        self.stream.read_exact(&mut self.body)?;
        if !status.starts_with("HTTP/1.1 200 ") {
            let body = String::from_utf8_lossy(&self.body);
            return Err(format!("{method} {path}: {status}: {body}").into());
        }
        Ok(serde_json::from_slice(&self.body)?)
    }

    /// The next line of a head, without its end.
    fn read_line(&mut self) -> Result<&str, Failure> {
        self.line.clear();
        if self.stream.read_line(&mut self.line)? == 0 {
            return Err("the server hung up".into());
        }
        Ok(self.line.trim_end())
    }
}
