//! A provider that is slow with its keys, at a port of this machine.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    pin::pin,
    task::{Context, Poll, Waker},
    thread,
};

use kernel::{FixedClock, Instant};
use serde_json::json;
use tokio::sync::mpsc;

use super::*;

/// Describes itself at once; who asks for its keys is handed to the test. Its issuer, and those.
fn slow() -> (String, mpsc::UnboundedReceiver<TcpStream>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let (hand, askers) = mpsc::unbounded_channel();
    let document = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/auth"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
    });
    thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.unwrap();
            let mut head = BufReader::new(&stream).lines().map_while(Result::ok);
            let asked = head.next().unwrap_or_default();
            head.take_while(|line| !line.is_empty()).for_each(drop);
            if !asked.starts_with("GET /keys ") {
                answer(stream, "200 OK", &document.to_string());
            } else if hand.send(stream).is_err() {
                break;
            }
        }
    });
    (issuer, askers)
}

fn answer(mut stream: TcpStream, status: &str, body: &str) {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {length}");
    stream.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).unwrap();
}

#[tokio::test]
async fn slow_keys_hold_nobody_else_and_their_failure_rests() {
    let (issuer, mut askers) = slow();
    let hands = Arc::new(FixedClock::at(Instant::from_micros(1_767_574_800_000_000)));
    let settings = Settings {
        issuer,
        client_id: "linli".to_owned(),
        secret: None,
        redirect: "http://localhost:8600/return".to_owned(),
        strong_acr: Vec::new(),
        certificates: None,
    };
    let provider = Arc::new(Provider::new(settings, hands.clone()).unwrap());
    let ready = || {
        let provider = provider.clone();
        tokio::spawn(async move { provider.ready().await })
    };

    let first = ready();
    let asker = askers.recv().await.unwrap();
    let flow = Flow::draw(|bytes| bytes.fill(1));
    let led = pin!(provider.begin(&flow, "en", false));
    let led = led.poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(led, Poll::Ready(Ok(_))), "whoever is led there needs no keys");
    answer(asker, "503 Service Unavailable", "");
    assert!(first.await.unwrap().is_err());

    hands.advance(9);
    assert!(ready().await.unwrap().is_err());
    assert!(askers.try_recv().is_err(), "a failure rests");
    hands.advance(1);
    let again = ready();
    answer(askers.recv().await.unwrap(), "503 Service Unavailable", "");
    assert!(again.await.unwrap().is_err(), "and is not for good");
}
