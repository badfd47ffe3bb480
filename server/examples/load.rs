//! Loads a server over connections that stay open: how many answers came, and how long 99 of 100 took at the most.
//!
//! ```text
//! load ADDRESS FILE SECONDS CONNECTIONS [A_SECOND]
//! ```
//! FILE holds requests, each after its length (32 bits, little-endian); they are sent one after the other, and again
//! from the first. With `A_SECOND` they come at that pace whether the server keeps up or not, and a request's time
//! begins when it was due. `cargo xtask bench wash --http` runs it.

#![expect(clippy::print_stdout, reason = "a measurement prints its figures")]

use std::{
    error::Error,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::{Instant, sleep_until},
};

type Failure = Box<dyn Error + Send + Sync>;

/// What is asked, for how long, and how fast.
struct Load {
    requests: Vec<Vec<u8>>,
    next: AtomicU64,
    lasts: Duration,
    a_second: Option<f64>,
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, file, seconds, connections, pace @ ..] = arguments.as_slice() else {
        return Err("usage: load ADDRESS FILE SECONDS CONNECTIONS [A_SECOND]".into());
    };
    let a_second = match pace {
        [] => None,
        [text, ..] => Some(text.parse()?),
    };
    let load = Load {
        requests: requests(&std::fs::read(file)?)?,
        next: AtomicU64::new(0),
        lasts: Duration::from_secs(seconds.parse()?),
        a_second,
    };
    let seconds = load.lasts.as_secs_f64();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut took_ms = runtime.block_on(run(load, address.parse()?, connections.parse()?))?;
    took_ms.sort_by(f64::total_cmp);
    let p99_ms = *took_ms.get(took_ms.len() * 99 / 100).ok_or("no answer came")?;
    let answers = took_ms.len();
    let told = serde_json::json!({ "answers": answers, "seconds": seconds, "p99_ms": p99_ms });
    println!("{told}");
    Ok(())
}

/// The requests of a file.
fn requests(file: &[u8]) -> Result<Vec<Vec<u8>>, Failure> {
    let (mut found, mut rest) = (Vec::new(), file);
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_le_bytes(*length) as usize;
        let parts = after.split_at_checked(length);
        let (request, after) = parts.ok_or("the file of requests is cut short")?;
        found.push(request.to_owned());
        rest = after;
    }
    if found.is_empty() {
        return Err("the file holds no request".into());
    }
    Ok(found)
}

/// The times of all answers that came in time, milliseconds.
async fn run(load: Load, address: SocketAddr, connections: usize) -> Result<Vec<f64>, Failure> {
    let load = Arc::new(load);
    let mut streams = Vec::with_capacity(connections);
    for _ in 0..connections {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        streams.push(stream);
    }
    let began = Instant::now();
    let ask = |stream| tokio::spawn(ask(Arc::clone(&load), stream, began));
    let asking: Vec<_> = streams.into_iter().map(ask).collect();
    let mut took_ms = Vec::new();
    for one in asking {
        took_ms.extend(one.await??);
    }
    Ok(took_ms)
}

/// Asks over one connection, a request at a time, until the time is over.
async fn ask(load: Arc<Load>, mut stream: TcpStream, began: Instant) -> Result<Vec<f64>, Failure> {
    let (mut took_ms, mut answer) = (Vec::new(), Vec::with_capacity(1 << 14));
    let until = began + load.lasts;
    loop {
        let number = load.next.fetch_add(1, Ordering::Relaxed);
        let mut since = Instant::now();
        if let Some(a_second) = load.a_second {
            let due = began + Duration::from_secs_f64(number as f64 / a_second);
            if due >= until {
                return Ok(took_ms);
            }
            if due > since {
                sleep_until(due).await;
            }
            since = due;
        }
        let request = &load.requests[usize::try_from(number)? % load.requests.len()];
        stream.write_all(request).await?;
        receive(&mut stream, &mut answer).await?;
        let now = Instant::now();
        if now >= until {
            return Ok(took_ms);
        }
        took_ms.push((now - since).as_secs_f64() * 1_000.0);
    }
}

/// Reads one answer whole.
async fn receive(stream: &mut TcpStream, answer: &mut Vec<u8>) -> Result<(), Failure> {
    answer.clear();
    let mut whole = None;
    loop {
        if stream.read_buf(answer).await? == 0 {
            return Err("the server hung up".into());
        }
        if whole.is_none() {
            whole = length(answer)?;
        }
        if whole.is_some_and(|whole| answer.len() >= whole) {
            return Ok(());
        }
    }
}

/// The length of an answer, once its head is there.
fn length(answer: &[u8]) -> Result<Option<usize>, Failure> {
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else {
        return Ok(None);
    };
    let head = std::str::from_utf8(&answer[..end])?;
    if !head.starts_with("HTTP/1.1 200 ") {
        return Err(head.into());
    }
    let body = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let body: usize = body.ok_or("an answer that does not tell its length")?.parse()?;
    Ok(Some(end + 4 + body))
}
