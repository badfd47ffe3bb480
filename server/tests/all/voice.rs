//! Voice notes of reports over HTTP.

use access::Role;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::json;

use super::{
    cases::id,
    world::{Answer, Server},
};

/// A page of Ogg on which a stream begins.
fn ogg(begins_with: &[u8]) -> Vec<u8> {
    let mut page = b"OggS\0\x02".to_vec();
    page.extend_from_slice(&[0; 20]);
    page.extend_from_slice(&[1, u8::try_from(begins_with.len()).unwrap()]);
    page.extend_from_slice(begins_with);
    page
}

impl Server {
    async fn says(&self, file: &[u8]) -> Answer {
        self.says_at("/api/report/files", None, file).await
    }

    async fn says_at(&self, path: &str, cookie: Option<&str>, file: &[u8]) -> Answer {
        let mut form =
            b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.ogg\"\r\n\r\n"
                .to_vec();
        form.extend_from_slice(file);
        form.extend_from_slice(b"\r\n--x--\r\n");
        let request = Request::post(path)
            .header("x-linli", "1")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        let request = match cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        };
        self.send(request.body(Body::from(form)).unwrap()).await
    }
}

#[tokio::test]
async fn a_voice_note_is_heard_by_whoever_handles_the_case_and_the_reporter_sees_it() {
    let server = Server::start().await;
    let place = server.place().await;
    let film = server.says(&ogg(b"\x80theora")).await;
    assert_eq!(film.status, StatusCode::BAD_REQUEST, "{}", film.body);
    let said = server.says(&ogg(b"OpusHead\x01")).await;
    assert_eq!(said.status, StatusCode::OK, "{}", said.body);
    assert_eq!(said.body["media"], "audio/ogg");
    let told = |photos: &[&str], voice: Option<&str>| {
        json!({
            "id": id(&server), "subclass": "livelihood.water", "place": { "unit": place.unit },
            "words": "厨房漏水", "photos": photos, "voice": voice,
        })
    };
    let note = said.body["id"].as_str().unwrap();
    let as_photo = server.call(Method::POST, "/api/report", "", Some(&told(&[note], None))).await;
    assert_eq!(as_photo.status, StatusCode::BAD_REQUEST, "{}", as_photo.body);
    let begun = server.call(Method::POST, "/api/report", "", Some(&told(&[], Some(note)))).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    let number = begun.body["number"].as_str().unwrap();

    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let path = format!("/api/cases/{number}/voice");
    let refused = server.call(Method::GET, &path, &officer, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    server.join("officer", "works", "990106").await;
    let case = server.call(Method::GET, &format!("/api/cases/{number}"), &officer, None).await;
    assert_eq!(case.body["voice"], true, "{}", case.body);
    let photo = server.call(Method::GET, &format!("/api/cases/files/{note}"), &officer, None).await;
    assert_eq!(photo.status, StatusCode::NOT_FOUND, "words are not under the grant for photos");
    let heard = server.call(Method::GET, &path, &officer, None).await;
    assert_eq!(heard.status, StatusCode::OK, "{}", heard.body);
    let headers = heard.head.headers();
    assert_eq!(headers[header::CONTENT_TYPE], "audio/ogg");
    assert_eq!(headers[header::CONTENT_DISPOSITION], "inline; filename=\"voice-note.ogg\"");
    assert_eq!(headers[header::CACHE_CONTROL], "private, no-store");
    let key = json!({ "number": number, "word": begun.body["word"] });
    let followed = server.call(Method::POST, "/api/report/follow", "", Some(&key)).await.body;
    assert_eq!(followed["looks"].as_array().unwrap().len(), 1, "{followed}");
}

#[tokio::test]
async fn a_worker_says_what_they_found_and_those_alone_hear_it_who_handle_the_case() {
    let server = Server::start().await;
    let place = server.place().await;
    let worker = server.account("worker", &[Role::GridWorker], None).await;
    let film = server.says_at("/api/cases/files", Some(&worker), &ogg(b"\x80theora")).await;
    assert_eq!(film.status, StatusCode::BAD_REQUEST, "{}", film.body);
    let said = server.says_at("/api/cases/files", Some(&worker), &ogg(b"OpusHead\x01")).await;
    assert_eq!(said.status, StatusCode::OK, "{}", said.body);
    let note = said.body["id"].as_str().unwrap();
    let told = |photos: &[&str], voice: Option<&str>| {
        json!({
            "id": id(&server), "door": "field", "subclass": "livelihood.water",
            "place": { "unit": place.unit }, "words": "厨房漏水", "photos": photos, "voice": voice,
        })
    };
    let as_photo = told(&[note], None);
    let refused = server.call(Method::POST, "/api/cases", &worker, Some(&as_photo)).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{}", refused.body);
    let spoken = told(&[], Some(note));
    let begun = server.call(Method::POST, "/api/cases", &worker, Some(&spoken)).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    let again = server.call(Method::POST, "/api/cases", &worker, Some(&spoken)).await;
    assert_eq!(again.body["number"], begun.body["number"], "sent twice, it is one");
    let path = format!("/api/cases/{}/voice", begun.body["number"].as_str().unwrap());
    let refused = server.call(Method::GET, &path, &worker, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "whoever found it does not handle it");
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    server.join("officer", "works", "990106").await;
    let heard = server.call(Method::GET, &path, &officer, None).await;
    assert_eq!(heard.status, StatusCode::OK, "{}", heard.body);
}
