//! The wash before there is a register, and what it refuses.

use std::{
    fs::{self, File},
    time::{Duration, UNIX_EPOCH},
};

use access::Role;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use register::{
    Register,
    wash::{build_index, delta_path, index_path, places_path},
};
use serde_json::json;

use super::world::Server;

/// A server with a place and its index, and the register behind it.
async fn washing() -> (Server, Register) {
    let server = Server::start().await;
    server.place().await;
    let (database, ids) = (&server.world.database, &server.world.ids);
    let register = Register::new(database.clone(), ids.clone(), server.world.clock.clone());
    Box::pin(build_index(&register, &server.state.data, &kernel::Silent)).await.unwrap();
    (server, register)
}

#[tokio::test]
async fn without_an_index_the_wash_says_what_to_do() {
    let server = Server::start().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let body = json!({ "lines": ["1栋101"] });
    let answer = server.call(Method::POST, "/api/wash", &officer, Some(&body)).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    let said = answer.body["detail"].as_str().unwrap();
    assert!(said.contains("import a register"), "{said}");
}

#[tokio::test]
async fn an_index_that_cannot_be_used_is_not_ready_and_is_written_anew() {
    let (server, register) = washing().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let body = json!({ "line": "幸福路1号101室" });
    let washed = async || server.call(Method::POST, "/api/wash", &officer, Some(&body)).await;
    let wash = &server.state.wash;
    for file in [index_path(&server.state.data), places_path(&server.state.data)] {
        assert_eq!(washed().await.status, StatusCode::OK);
        // Another file: who has the one before open goes on with it.
        fs::remove_file(&file).unwrap();
        fs::write(&file, "as an earlier version wrote it").unwrap();
        // The places are opened with the index alone.
        let index = File::options().write(true).open(index_path(&server.state.data)).unwrap();
        index.set_modified(UNIX_EPOCH).unwrap();
        let answer = washed().await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        let said = answer.body["detail"].as_str().unwrap();
        assert!(said.contains("written anew"), "{said}");
        wash.catch_up(&server.state).await;
        let version = register.version().await.unwrap();
        while !wash.get().await.is_ok_and(|open| open.version() == version) {
            tokio::task::yield_now().await;
        }
    }
    assert_eq!(washed().await.status, StatusCode::OK);
}

#[tokio::test]
async fn too_many_lines_and_impossible_points_are_refused() {
    let server = Server::start().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let body = json!({ "lines": vec!["1栋"; 1_001] });
    let answer = server.call(Method::POST, "/api/wash", &officer, Some(&body)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let far = "/api/wash/reverse?lon=200&lat=0";
    let answer = server.call(Method::GET, far, &officer, None).await;
    assert_eq!(
        (answer.status, answer.body["code"].as_str()),
        (StatusCode::BAD_REQUEST, Some("bad_request"))
    );
}

#[tokio::test]
async fn a_grid_worker_washes_lines_but_no_files() {
    let server = Server::start().await;
    let worker = server.account("worker", &[Role::GridWorker], None).await;
    let request = Request::post("/api/wash/file")
        .header("x-linli", "1")
        .header(header::COOKIE, worker.as_str())
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from("--b--\r\n"))
        .unwrap();
    assert_eq!(server.send(request).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn columns_that_name_parts_are_washed_as_parts_in_any_order() {
    let (server, _) = washing().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let part = |head: &str, body: &str| {
        format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n")
    };
    let form = part("name=\"column\"", "room,road_number,road")
        + &part("name=\"file\"; filename=\"a.csv\"", "room,road_number,road\n101,1,幸福路\n")
        + "--b--\r\n";
    let request = Request::post("/api/wash/file")
        .header("x-linli", "1")
        .header(header::COOKIE, officer.as_str())
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from(form))
        .unwrap();
    let answer = server.send(request).await;
    let text = answer.body.as_str().unwrap();
    assert!(text.lines().nth(1).unwrap().starts_with("2,B,9901060010010000001000001,"), "{text}");
}

#[tokio::test]
async fn an_ended_session_washes_no_more() {
    let server = Server::start().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let typed = "/api/wash/autocomplete?q=1";
    let asked = async || server.call(Method::GET, typed, &officer, None).await.status;
    assert_eq!(asked().await, StatusCode::SERVICE_UNAVAILABLE, "signed in, without an index");
    let ended = server.call(Method::DELETE, "/api/session", &officer, None).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    assert_eq!(asked().await, StatusCode::UNAUTHORIZED, "ended here: at once");
}

#[tokio::test]
async fn a_session_ended_by_another_process_washes_a_second_at_most() {
    let server = Server::start().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let typed = "/api/wash/autocomplete?q=1";
    let asked = async |path: &str| server.call(Method::GET, path, &officer, None).await.status;
    assert_eq!(asked(typed).await, StatusCode::SERVICE_UNAVAILABLE, "signed in, without an index");
    let token = officer.split_once('=').unwrap().1.parse().unwrap();
    server.access.sign_out(&token).await.unwrap();
    assert_eq!(asked("/api/session").await, StatusCode::UNAUTHORIZED, "every other route: at once");
    server.world.clock.advance(1);
    assert_eq!(asked(typed).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_washed_place_is_called_as_the_register_calls_it_now() {
    let (server, register) = washing().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let body = json!({ "line": "幸福路1号101室" });
    let label = async || {
        let answer = server.call(Method::POST, "/api/wash", &officer, Some(&body)).await;
        answer.body[0]["label"].as_str().map(str::to_owned)
    };
    let first = label().await.unwrap();
    assert!(first.contains("Xingfu Road"), "{first}");
    assert_eq!(label().await, Some(first), "asked again");
    let folder = server.world.folder.path().join("district");
    let roads = fs::read_to_string(folder.join("roads.geojson")).unwrap();
    fs::write(folder.join("roads.geojson"), roads.replace("Xingfu", "Ankang")).unwrap();
    let options = register::import::Options::default();
    register::import::district_dir(&register, &folder, options, &kernel::Silent).await.unwrap();
    server.world.clock.advance(1);
    let renamed = label().await.unwrap();
    assert!(renamed.contains("Ankang Road"), "{renamed}");
}

#[tokio::test]
async fn a_correction_is_learned_washed_by_and_withdrawn_by_who_answers_for_the_map() {
    let (server, _) = washing().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let worker = server.account("worker", &[Role::GridWorker], None).await;
    let washed = async |line: &str| {
        let body = json!({ "line": line });
        let answer = server.call(Method::POST, "/api/wash", &officer, Some(&body)).await;
        answer.body[0].clone()
    };
    let known = washed("幸福路1号101室").await;
    let (place, line) = (known["id"].as_str().unwrap(), "鲤鱼墩大厦101室");
    assert_eq!(washed(line).await["class"], "none");

    let path = "/api/wash/spellings";
    let told = json!({ "line": line, "place": place, "source": "a look on the spot" });
    let answer = server.call(Method::POST, path, &worker, Some(&told)).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let mute = json!({ "line": line, "place": place, "source": " " });
    let answer = server.call(Method::POST, path, &officer, Some(&mute)).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "a correction says where it comes from");
    let answer = server.call(Method::POST, path, &officer, Some(&told)).await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.body);
    let spelling = &answer.body["spellings"][0];
    assert_eq!(
        (spelling["text"].as_str(), spelling["source"].as_str()),
        (Some("鲤鱼墩大厦"), Some("a look on the spot"))
    );
    let found = washed(line).await;
    assert_eq!(found["id"], place, "down to the unit, at once");
    let again = server.call(Method::POST, path, &officer, Some(&told)).await;
    assert_eq!(again.status, StatusCode::CONFLICT);

    let of_place = format!("{path}?place={place}");
    let seen = server.call(Method::GET, &of_place, &worker, None).await;
    assert_eq!(seen.body["may"], false);
    assert_eq!(seen.body["spellings"][0], *spelling);
    let seen = server.call(Method::GET, &of_place, &officer, None).await;
    assert_eq!(seen.body["may"], true);

    let wrong = json!({ "source": "it was the house next door" });
    let withdraw = format!("{path}/{}/withdraw", spelling["id"].as_str().unwrap());
    let answer = server.call(Method::POST, &withdraw, &worker, Some(&wrong)).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let answer = server.call(Method::POST, &withdraw, &officer, Some(&wrong)).await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.body);
    assert_eq!(answer.body["spellings"], json!([]));
    assert_eq!(washed(line).await["class"], "none", "forgotten at once");
    let answer = server.call(Method::POST, &withdraw, &officer, Some(&wrong)).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "once");
}

#[tokio::test]
async fn nobody_teaches_the_spellings_of_another_street() {
    let (server, _) = washing().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let body = json!({ "line": "幸福路1号101室" });
    let known = server.call(Method::POST, "/api/wash", &officer, Some(&body)).await;
    let other = server.account_in("other", &[Role::StreetOfficer], "990106/990106009", None).await;
    let told = json!({ "line": "鲤鱼墩大厦", "place": known.body[0]["id"], "source": "a call" });
    let answer = server.call(Method::POST, "/api/wash/spellings", &other, Some(&told)).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

/// A server with a place and its index, an officer, and the unit whose spelling is taught.
struct Taught {
    server: Server,
    register: Register,
    officer: String,
    place: String,
}

impl Taught {
    async fn start() -> Self {
        let (server, register) = washing().await;
        let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
        let body = json!({ "line": "幸福路1号101室" });
        let known = server.call(Method::POST, "/api/wash", &officer, Some(&body)).await;
        let place = known.body[0]["id"].as_str().unwrap().to_owned();
        Self { server, register, officer, place }
    }

    async fn teach(&self, line: &str) -> StatusCode {
        let told = json!({ "line": line, "place": self.place, "source": "a call" });
        let path = "/api/wash/spellings";
        self.server.call(Method::POST, path, &self.officer, Some(&told)).await.status
    }

    async fn knows(&self, line: &str) -> bool {
        let body = json!({ "line": line });
        let answer = self.server.call(Method::POST, "/api/wash", &self.officer, Some(&body)).await;
        answer.body[0]["id"] == self.place.as_str()
    }

    /// A road is called otherwise: the index has to be written whole.
    async fn rename_road(&self) {
        let folder = self.server.world.folder.path().join("district");
        let roads = fs::read_to_string(folder.join("roads.geojson")).unwrap();
        fs::write(folder.join("roads.geojson"), roads.replace("幸福", "安康")).unwrap();
        let options = register::import::Options::default();
        let silent = &kernel::Silent;
        let import = register::import::district_dir(&self.register, &folder, options, silent);
        Box::pin(import).await.unwrap();
    }

    async fn catch_up(&self) {
        self.server.state.wash.catch_up(&self.server.state).await;
    }
}

#[tokio::test]
async fn a_correction_that_the_index_cannot_take_is_accepted_and_caught_up() {
    let taught = Taught::start().await;
    let delta = delta_path(&taught.server.state.data);
    // Nothing can be put there.
    fs::create_dir(&delta).unwrap();
    assert_eq!(taught.teach("鲤鱼墩大厦").await, StatusCode::OK);
    assert!(!taught.knows("鲤鱼墩大厦101室").await);
    assert_eq!(taught.teach("鲤鱼墩大厦").await, StatusCode::CONFLICT, "it is known");
    fs::remove_dir(&delta).unwrap();
    taught.catch_up().await;
    assert!(taught.knows("鲤鱼墩大厦101室").await);
    fs::write(&delta, "damaged").unwrap();
    assert!(!taught.knows("鲤鱼墩大厦101室").await);
    taught.catch_up().await;
    assert!(taught.knows("鲤鱼墩大厦101室").await);
}

#[tokio::test]
async fn a_correction_does_not_wait_while_the_index_is_written_whole() {
    let taught = Taught::start().await;
    let path = taught.server.state.data.join("wash.writing.lock");
    let mut open = File::options();
    let writing = open.create(true).truncate(false).write(true).open(path).unwrap();
    writing.lock().unwrap();
    assert_eq!(taught.teach("鲤鱼墩大厦").await, StatusCode::OK);
    assert!(taught.knows("鲤鱼墩大厦101室").await, "by what changed");
    taught.rename_road().await;
    let register = &taught.register;
    assert_eq!(taught.teach("云顶大厦").await, StatusCode::OK);
    assert!(!taught.knows("云顶大厦101室").await, "behind the answer");
    drop(writing);
    let version = register.version().await.unwrap();
    let wash = &taught.server.state.wash;
    while !wash.get().await.is_ok_and(|open| open.version() == version) {
        tokio::task::yield_now().await;
    }
    assert!(taught.knows("云顶大厦101室").await);
    assert!(taught.knows("安康路1号101室").await);
}

#[tokio::test]
async fn a_delta_that_could_not_be_read_once_is_read_again() {
    let taught = Taught::start().await;
    assert_eq!(taught.teach("鲤鱼墩大厦").await, StatusCode::OK);
    let delta = delta_path(&taught.server.state.data);
    let sound = fs::read(&delta).unwrap();
    // As long as before, and of one time: the file seems to stay as it is.
    let put = |bytes: &[u8]| {
        fs::write(&delta, bytes).unwrap();
        let file = File::options().write(true).open(&delta).unwrap();
        file.set_modified(UNIX_EPOCH + Duration::from_secs(1_000)).unwrap();
    };
    put(&vec![0; sound.len()]);
    assert!(!taught.knows("鲤鱼墩大厦101室").await);
    put(&sound);
    assert!(!taught.knows("鲤鱼墩大厦101室").await, "nothing tells that it can be read");
    taught.catch_up().await;
    assert_eq!(fs::read(&delta).unwrap(), sound, "there was nothing to write");
    assert!(taught.knows("鲤鱼墩大厦101室").await);
}

#[tokio::test]
async fn an_index_that_could_not_be_written_is_tried_again_after_a_rest() {
    let taught = Taught::start().await;
    let (wash, clock) = (&taught.server.state.wash, &taught.server.world.clock);
    // A road is called otherwise, and whoever writes the index whole fails at once.
    taught.rename_road().await;
    let lock = taught.server.state.data.join("wash.writing.lock");
    fs::remove_file(&lock).unwrap();
    fs::create_dir(&lock).unwrap();
    taught.catch_up().await;
    while !wash.rests(&**clock) {
        tokio::task::yield_now().await;
    }
    clock.advance(14 * 60);
    taught.catch_up().await;
    assert!(wash.rests(&**clock), "a disk that is full stays so for a while");
    clock.advance(60);
    assert!(!wash.rests(&**clock), "and was not tried meanwhile");
    fs::remove_dir(&lock).unwrap();
    taught.catch_up().await;
    let version = taught.register.version().await.unwrap();
    while !wash.get().await.is_ok_and(|open| open.version() == version) {
        tokio::task::yield_now().await;
    }
    assert!(!wash.rests(&**clock));
}

#[tokio::test]
async fn a_line_that_is_too_long_is_no_correction() {
    let taught = Taught::start().await;
    assert_eq!(taught.teach(&"鲤鱼墩大厦".repeat(201)).await, StatusCode::BAD_REQUEST);
}
