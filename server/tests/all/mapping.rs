//! Mapping a new table over HTTP: a sample is understood and tried out, and nothing of it is kept.

use std::fmt::Write as _;

use access::Role;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::Value;

use super::world::{Answer, Server};

fn sample() -> String {
    let mut text = String::from("编号,姓名,手机,民族,住址,登记日期\n");
    for at in 0..30 {
        let _ = writeln!(
            text,
            "R{at},张伟,139{:08},汉,幸福路{at}号101,2026-01-0{}",
            10_000_000 + at,
            1 + at % 9
        );
    }
    text
}

async fn preview(server: &Server, cookie: &str, draft: Option<&Value>, file: &str) -> Answer {
    let mut body = String::new();
    if let Some(draft) = draft {
        let _ = write!(
            body,
            "--b\r\nContent-Disposition: form-data; name=\"draft\"\r\n\r\n{draft}\r\n"
        );
    }
    let _ = write!(
        body,
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"new.csv\"\r\n\r\n{file}\r\n--b--\r\n"
    );
    let request = Request::post("/api/mappings/preview")
        .header("x-linli", "1")
        .header(header::ACCEPT_LANGUAGE, "en")
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from(body))
        .unwrap();
    server.send(request).await
}

#[tokio::test]
async fn a_sample_is_understood_edited_and_forgotten() {
    let server = Server::start().await;
    let engineer = server.account("engineer", &[Role::DataEngineer], None).await;
    let answer = preview(&server, &engineer, None, &sample()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.body["refused"][0]["column"], "民族");
    assert_eq!(answer.body["trial"]["accepted"], 30);
    let toml = answer.body["trial"]["toml"].as_str().unwrap();
    assert!(toml.contains("\"手机\" = { type = \"phone\", scheme = \"cn\" }"), "{toml}");
    let said = answer.body.to_string();
    assert!(!said.contains("张伟") && !said.contains("13910000001") && !said.contains("幸福路1号"));

    let mut draft = answer.body["draft"].clone();
    draft["columns"][2]["field"] = "nothing".into();
    let edited = preview(&server, &engineer, Some(&draft), &sample()).await;
    assert!(!edited.body["trial"]["toml"].as_str().unwrap().contains("手机"));
    draft["serves"] = serde_json::json!(["residence_register"]);
    let said = preview(&server, &engineer, Some(&draft), &sample()).await;
    let toml = said.body["trial"]["toml"].as_str().unwrap();
    assert!(toml.contains("serves = [\"residence_register\"]"), "{toml}");
    draft["source"] = "No!".into();
    let wrong = preview(&server, &engineer, Some(&draft), &sample()).await;
    assert!(wrong.body["trial"].is_null() && wrong.body["problem"]["zh"].is_string());
    assert!(!server.world.folder.path().join("uploads").exists(), "no sample reaches the disk");
}

#[tokio::test]
async fn what_is_no_table_or_no_draft_is_refused() {
    let server = Server::start().await;
    let engineer = server.account("engineer", &[Role::DataEngineer], None).await;
    let empty = preview(&server, &engineer, None, "").await;
    assert_eq!(empty.status, StatusCode::BAD_REQUEST, "{}", empty.body);
    let odd = preview(&server, &engineer, Some(&serde_json::json!({ "x": 1 })), &sample()).await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
    let worker = server.account("worker", &[Role::GridWorker], None).await;
    assert_eq!(preview(&server, &worker, None, &sample()).await.status, StatusCode::FORBIDDEN);
}
