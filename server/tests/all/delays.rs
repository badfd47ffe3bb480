//! A lawful delay over HTTP: asked for on one's own case, agreed to by an auditor, told by the day with its legal basis.

use access::Role;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{cases::told, world::Server};

const BASIS: &str = "某法第四十一条";

fn asked(case: &str, until: &str) -> Value {
    json!({ "case": case, "legal_basis": BASIS, "reason": "they would be warned", "until": until })
}

#[tokio::test]
async fn a_look_is_told_on_the_day_with_its_legal_basis() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let police = server.account("police", &[Role::EnforcementOfficer], None).await;
    let auditor = server.account("auditor", &[Role::Auditor], None).await;
    server.join("police", "works", "990106").await;
    let told = told(&server, &place, "livelihood.water");
    let begun = server.call(Method::POST, "/api/cases", &officer, Some(&told)).await.body;
    let number = begun["number"].as_str().unwrap();
    let ask = async |cookie: &str, body: Value| {
        server.call(Method::POST, "/api/reads/delays", cookie, Some(&body)).await
    };
    for (cookie, body, status) in [
        (&officer, asked(number, "2026-01-09"), StatusCode::FORBIDDEN),
        (&auditor, asked(number, "2026-01-09"), StatusCode::FORBIDDEN),
        (&police, asked("260105-7K3M9Q", "2026-01-09"), StatusCode::NOT_FOUND),
        (&police, asked(number, "2026-01-04"), StatusCode::BAD_REQUEST),
        (&police, asked(number, "2027-01-09"), StatusCode::BAD_REQUEST),
    ] {
        let refused = ask(cookie, body).await;
        assert_eq!(refused.status, status, "{}", refused.body);
    }
    let delay = ask(&police, asked(number, "2026-01-09")).await;
    assert_eq!(delay.status, StatusCode::OK, "{}", delay.body);
    assert_eq!(delay.body["until"], "2026-01-09T16:00:00Z", "when that day is over there");
    let path = format!("/api/reads/delays/{}/decision", delay.body["id"].as_str().unwrap());
    let agree = json!({ "verdict": "agree", "note": "the law says so" });
    let own = server.call(Method::POST, &path, &police, Some(&agree)).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    let agreed = server.call(Method::POST, &path, &auditor, Some(&agree)).await;
    assert_eq!(agreed.status, StatusCode::NO_CONTENT, "{}", agreed.body);
    let again = server.call(Method::POST, &path, &auditor, Some(&agree)).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    for cookie in [&police, &auditor] {
        let list = server.call(Method::GET, "/api/reads/delays", cookie, None).await.body;
        assert_eq!((list.as_array().unwrap().len(), &list[0]["agreed"]), (1, &json!(true)));
    }

    let look = format!("/api/blocks/units/{}?purpose=case_handling&case={number}", place.unit);
    let seen = server.call(Method::GET, &look, &police, None).await;
    assert_eq!(seen.body["people"][0]["name"], "王*明", "{}", seen.body);
    let looks = async |login: &str| {
        let resident = server.account(login, &[Role::Resident], Some(place.person)).await;
        server.call(Method::GET, "/api/reads?person=me", &resident, None).await.body
    };
    assert_eq!(looks("before").await, json!([]));
    server.world.clock.advance(5 * 86_400);
    let after = looks("after").await;
    assert_eq!(after.as_array().unwrap().len(), 1, "{after}");
    let purpose = after[0]["purpose"].as_str().unwrap();
    assert!(purpose.starts_with("To handle a case") && purpose.contains(BASIS), "{purpose}");
}
