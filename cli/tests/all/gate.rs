//! A door before a server that is shut for a while, lets through slowly, or says what it is told to say.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

/// What the gate does to a request.
#[derive(Clone, Copy)]
pub(crate) enum Mood {
    /// Two of three requests are answered 503 and the third slowly, until so many have come.
    Busy(u32),
    /// What would be written is refused as the bucket is full.
    Full,
}

/// A gate; each connection carries one request.
pub(crate) struct Gate {
    port: u16,
    shut: Arc<AtomicU32>,
}

impl Gate {
    pub(crate) fn before(server: u16, mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (shut, met) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let told = Arc::clone(&shut);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (shut, met) = (Arc::clone(&told), Arc::clone(&met));
                std::thread::spawn(move || {
                    // A caller that hangs up is what some of these tests are about.
                    let _ = pass(stream, server, mood, &shut, &met);
                });
            }
        });
        Self { port, shut }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// How many requests found it shut.
    pub(crate) fn shut(&self) -> u32 {
        self.shut.load(Ordering::Relaxed)
    }
}

fn pass(
    mut from: TcpStream,
    server: u16,
    mood: Mood,
    shut: &AtomicU32,
    met: &AtomicU32,
) -> std::io::Result<()> {
    let (head, body) = request(&mut from)?;
    let number = met.fetch_add(1, Ordering::Relaxed);
    let refused = match mood {
        Mood::Busy(until) if number < until && !number.is_multiple_of(3) => {
            Some(("503 Slow Down", "SlowDown"))
        }
        Mood::Full if head.starts_with("PUT") && !head.contains("lock.json") => {
            Some(("507 Insufficient Storage", "XMinioStorageFull"))
        }
        _ => None,
    };
    if let Some((status, code)) = refused {
        shut.fetch_add(1, Ordering::Relaxed);
        let text = format!("<Error><Code>{code}</Code></Error>");
        let length = text.len();
        write!(
            from,
            "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{text}"
        )?;
        return from.flush();
    }
    let slow = matches!(mood, Mood::Busy(until) if number < until);
    let mut to = TcpStream::connect(("127.0.0.1", server))?;
    // What is signed stays as it is; a connection is not.
    to.write_all(head.replacen("\r\n", "\r\nConnection: close\r\n", 1).as_bytes())?;
    to.write_all(&body)?;
    let mut piece = [0; 4096];
    loop {
        let read = to.read(&mut piece)?;
        if read == 0 {
            return from.flush();
        }
        if slow {
            std::thread::sleep(Duration::from_millis(2));
        }
        from.write_all(&piece[..read])?;
    }
}

/// A request's head and body.
fn request(from: &mut TcpStream) -> std::io::Result<(String, Vec<u8>)> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        from.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok()).flatten()
    });
    let mut body = vec![0; length.unwrap_or(0)];
    from.read_exact(&mut body)?;
    Ok((head, body))
}
