//! The log of a server that writes all it can: it tells of requests, and never a secret or what somebody looked for.

use std::{
    fmt::Write as _,
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    process::{Child, Stdio},
};

use serde_json::{Value, json};

use crate::{
    cluster::{lines, send},
    linli::Linli,
};

const NAME: &str = "欧阳芳菲";

/// A server that ends with the test.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The whole answer to a request.
fn asked(address: &str, first_line: &str, headers: &[String], body: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let mut request = format!("{first_line} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    for header in headers {
        request.push_str(header);
        request.push_str("\r\n");
    }
    write!(request, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn no_secret_stands_in_the_log_of_a_server_that_writes_all_it_can() {
    let linli = Linli::new();
    let create =
        ["account", "create", "ouyang", "--name", NAME, "--role", "district_officer", "--json"];
    let told: Value = serde_json::from_str(&linli.run(&create).done().out).unwrap();
    let password = told["password"].as_str().unwrap().to_owned();

    let mut command = linli.command(&["serve", "--listen", "127.0.0.1:0"]);
    command.env("LINLI_LOG_LEVEL", "trace").env("LINLI_LOG_FORMAT", "json");
    command.env("LINLI_SERVER_METRICS_TOKEN", "metrics-s3cret");
    command.env("LINLI_CASES_OPEN311_KEYS", "open311-s3cret");
    let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut serving = Serving(child);
    let log = lines(serving.0.stderr.take().unwrap());
    let mut written = Vec::new();
    let address = loop {
        let line = log.recv().unwrap();
        let address = line.split_once("serving at http://").map(|(_, at)| at.trim().to_owned());
        written.push(line);
        if let Some(address) = address {
            break address;
        }
    };

    let json_headers = ["content-type: application/json", "x-linli: 1"].map(str::to_owned);
    let sign_in = |password: &str| {
        let body = json!({ "account": "ouyang", "password": password }).to_string();
        asked(&address, "POST /api/session", &json_headers, &body)
    };
    let refused = sign_in("wrong-s3cret");
    assert!(refused.starts_with("HTTP/1.1 401"), "{refused}");
    let begun = sign_in(&password);
    assert!(begun.starts_with("HTTP/1.1 200"), "{begun}");
    let (_, cookie) = begun.split_once("linli_session=").unwrap();
    let session = cookie.split(';').next().unwrap().to_owned();
    let cookie = [format!("cookie: linli_session={session}")];
    let units = asked(&address, "GET /api/units?q=query-s3cret", &cookie, "");
    assert!(units.starts_with("HTTP/1.1 200"), "{units}");
    let bearer = ["authorization: Bearer metrics-s3cret".to_owned()];
    let figures = asked(&address, "GET /metrics", &bearer, "");
    assert!(figures.starts_with("HTTP/1.1 200"), "{figures}");
    let reports = "GET /open311/v2/requests.json?api_key=open311-s3cret";
    assert!(asked(&address, reports, &[], "").starts_with("HTTP/1.1 "));

    send("-TERM", serving.0.id());
    serving.0.wait().unwrap();
    written.extend(log);
    let written = written.join("\n");
    for route in ["/api/session", "/api/units", "/metrics"] {
        assert!(written.contains(route), "requests are told: {written}");
    }
    let mut secrets = vec![password, session, "s3cret".to_owned(), NAME.to_owned()];
    for name in ["master.key", "token.key", "log.key", "checkpoint.key"] {
        let key = fs::read_to_string(linli.path(".linli/keys").join(name)).unwrap();
        secrets.push(key.trim().to_owned());
    }
    for secret in secrets {
        assert!(!secret.is_empty() && !written.contains(&secret), "`{secret}` stands in the log");
    }
}
