//! `linli cases pull`: another system's requests become cases once, and what becomes of them there is noted.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    sync::{Arc, Mutex},
    thread,
};

use serde_json::{Value, json};

use crate::{linli::Linli, shelf::houses};

/// A city's server that answers every question alike.
struct City {
    port: u16,
    answer: Arc<Mutex<String>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl City {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (answer, asked) = (Arc::new(Mutex::new(String::new())), Arc::default());
        let city = Self { port, answer: Arc::clone(&answer), asked: Arc::clone(&asked) };
        thread::spawn(move || {
            for mut way in listener.incoming().map_while(Result::ok) {
                let mut head = Vec::new();
                let mut byte = [0];
                while !head.ends_with(b"\r\n\r\n") && way.read(&mut byte).unwrap_or(0) == 1 {
                    head.push(byte[0]);
                }
                let first = String::from_utf8_lossy(&head).lines().next().unwrap_or("").to_owned();
                asked.lock().unwrap().push(first);
                let answer = answer.lock().unwrap().clone();
                way.write_all(answer.as_bytes()).unwrap();
            }
        });
        city
    }

    fn tells(&self, requests: &Value) {
        let body = requests.to_string();
        let top = format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        );
        *self.answer.lock().unwrap() = top + &body;
    }

    fn pulled(&self, linli: &Linli) -> Value {
        let from = format!("http://127.0.0.1:{}/v2", self.port);
        let pull = ["cases", "pull", "--from", &from, "--services", "services.toml", "--json"];
        serde_json::from_str(&linli.run(&pull).done().out).unwrap()
    }
}

fn requests(status: &str) -> Value {
    json!([
        {
            "service_request_id": "R-1", "service_code": 12, "status": status, "description": "水管漏水",
            "lat": 22.5001, "long": 114.0011, "updated_datetime": status, "first_name": "Wang",
        },
        { "service_request_id": "R-2", "service_code": "99", "status": "open", "description": "graffiti" },
        { "service_request_id": "R-3", "service_code": "12", "status": "open", "description": "far", "lat": 1, "long": 1 },
    ])
}

#[test]
fn a_request_becomes_a_case_once_and_its_end_there_is_a_note() {
    let (linli, city) = (houses(), City::open());
    linli.file("services.toml", "[services]\n12 = \"livelihood.water\"\n");
    city.tells(&requests("open"));
    let first = city.pulled(&linli);
    assert_eq!((&first["opened"], &first["notes"]), (&json!(1), &json!(0)), "{first}");
    assert_eq!(first["unmapped"], json!(["99"]));
    assert!(first["rejected"]["place"].as_u64().unwrap() > 0, "{first}");
    let second = city.pulled(&linli);
    assert_eq!((&second["opened"], &second["notes"]), (&json!(0), &json!(0)), "{second}");
    city.tells(&requests("closed"));
    let closed = city.pulled(&linli);
    assert_eq!((&closed["opened"], &closed["notes"]), (&json!(0), &json!(1)), "{closed}");
    assert_eq!(city.pulled(&linli)["notes"], json!(0), "told once");
    let asked = city.asked.lock().unwrap();
    assert!(asked[0].starts_with("GET /v2/requests.json?start_date="), "{asked:?}");
    assert!(asked.iter().any(|one| one.contains("service_request_id=R-1")), "{asked:?}");
}

#[test]
fn a_server_that_asks_to_wait_is_left_alone_and_one_without_tls_is_not_asked() {
    let (linli, city) = (houses(), City::open());
    linli.file("services.toml", "[services]\n12 = \"livelihood.water\"\n");
    let busy = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 30\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    *city.answer.lock().unwrap() = busy.to_owned();
    let from = format!("http://localhost:{}/v2", city.port);
    let held = linli.run(&["cases", "pull", "--from", &from, "--services", "services.toml"]);
    assert_eq!(held.code, 75, "{}", held.err);
    assert!(held.out.contains("30 s"), "{}", held.out);
    assert_eq!(city.asked.lock().unwrap().len(), 1, "one question, and no more");
    let plain = ["cases", "pull", "--from", "http://192.0.2.1/v2", "--services", "services.toml"];
    linli.run(&plain).refused(&["not by https"]);
    linli.file("services.toml", "[services]\n12 = \"nothing.such\"\n");
    let from = ["cases", "pull", "--from", &from, "--services", "services.toml"];
    linli.run(&from).refused(&["nothing.such"]);
}
