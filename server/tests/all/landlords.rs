//! Those who answer for a place, over HTTP: what is asked of them there, and what they say to it.

use access::{Assignment, Role};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{
    cases::id,
    declarations::{GRID, declared},
    dwellings::kinds,
    place::Place,
    world::{Answer, Server},
};

const STREET: &str = "990106/990106001";
const OWN: &str = "/api/housing/own";
const DESK: &str = "/api/housing/objections";

/// A landlord whose word was verified at the door, and those who work there.
struct Let {
    server: Server,
    place: Place,
    landlord: String,
    password: String,
    worker: String,
    inspector: String,
    officer: String,
}

impl Let {
    async fn start() -> Self {
        let server = Server::start().await;
        let place = server.place().await;
        let worker = server.account_in("worker", &[Role::GridWorker], GRID, None).await;
        let inspector = server.account_in("inspector", &[Role::Inspector], STREET, None).await;
        let officer = server.account_in("officer", &[Role::StreetOfficer], STREET, None).await;
        let everywhere = vec![Assignment::new(Role::Landlord, kernel::AreaPath::default())];
        let password = server.created("landlord", everywhere, None).await;
        let landlord = server.signs_in("landlord", &password).await;
        Self { server, place, landlord, password, worker, inspector, officer }
    }

    async fn own(&self) -> Value {
        let found = self.server.call(Method::GET, OWN, &self.landlord, None).await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.body);
        found.body
    }

    /// The landlord says that they let the unit, and the worker sees at the door that it is so.
    async fn verified(&self) {
        let mut lets = declared(&self.server, &self.place.unit, "landlord", true, "L1234567");
        lets["tie"] = json!("lets");
        let lets = self.server.declares(&self.landlord, &lets).await;
        assert_eq!(lets.status, StatusCode::OK, "{}", lets.body);
        assert_eq!(self.own().await["buildings"], json!([]), "a claim alone opens nothing");
        let seen = self.server.visits(&self.worker, &lets.body, "so", true).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    }

    /// A hazard in the unit is ordered to be put right, and a notice of it issued by the inspector.
    async fn noticed(&self) -> Value {
        let hose = self.server.hose(&self.worker, &self.place.unit).await;
        let hazard = self.server.posts("/api/housing/hazards", &self.worker, hose).await.body;
        let path = format!("/api/housing/hazards/{}/actions", hazard["id"].as_str().unwrap());
        let order = json!({ "id": id(&self.server), "seen": hazard["version"], "deed": { "deed": "order" }, "words": "请更换" });
        let ordered = self.server.posts(&path, &self.inspector, order).await;
        assert_eq!(ordered.status, StatusCode::OK, "{}", ordered.body);
        let of = json!({ "hazard": hazard["id"] });
        let issued = self.server.issues(&self.inspector, "order", of).await;
        assert_eq!(issued.status, StatusCode::OK, "{}", issued.body);
        issued.body
    }

    async fn objects(&self, cookie: &str, notice: &Value, body: &Value) -> Answer {
        let path = format!("{OWN}/notices/{}/objections", notice["id"].as_str().unwrap());
        self.server.posts(&path, cookie, body.clone()).await
    }

    async fn decides(&self, cookie: &str, objection: &Value, outcome: &str) -> Answer {
        let body = json!({ "id": id(&self.server), "seen": objection["version"], "outcome": outcome, "words": "现场复核" });
        let path = format!("{DESK}/{}/decision", objection["id"].as_str().unwrap());
        self.server.posts(&path, cookie, body).await
    }
}

#[tokio::test]
async fn whoever_lets_reads_what_is_asked_and_says_that_it_is_put_right() {
    let of = Let::start().await;
    of.verified().await;
    let notice = of.noticed().await;
    let own = of.own().await;
    let building = &own["buildings"][0];
    assert_eq!(building["units"][0]["unit"]["id"], json!(of.place.unit));
    assert_eq!(building["hazards"].as_array().unwrap().len(), 1, "{building}");
    let next: Vec<&str> = own["next"]
        .as_array()
        .unwrap()
        .iter()
        .map(|task| task["kind"]["name"].as_str().unwrap())
        .collect();
    assert_eq!(next, ["put_right", "acknowledge"]);
    let tier = own.to_string().contains("tier");
    assert!(!tier, "a tier is for inspectors");

    let path = format!("{OWN}/notices/{}", notice["id"].as_str().unwrap());
    let read = of.server.call(Method::GET, &path, &of.landlord, None).await;
    assert_eq!(read.status, StatusCode::OK, "{}", read.body);
    assert_eq!(read.body["paper"]["number"], notice["paper"]["number"]);
    assert_eq!(read.body["offers"], json!(["acknowledge", "object"]));
    assert_eq!(read.body["effect"]["name"], "runs_on");
    let body = json!({ "id": id(&of.server), "seen": read.body["version"] });
    let said =
        of.server.posts(&format!("{path}/acknowledgement"), &of.landlord, body.clone()).await;
    assert_eq!((said.status, &said.body["offers"]), (StatusCode::OK, &json!(["object"])));
    let again = of.server.posts(&format!("{path}/acknowledgement"), &of.landlord, body).await;
    assert_eq!((again.status, again.body), (StatusCode::OK, said.body), "sent twice");
    let other = of.server.account("other", &[Role::Landlord], None).await;
    let hidden = of.server.call(Method::GET, &path, &other, None).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND, "to them it is not there");

    let hazard = &building["hazards"][0];
    assert_eq!(hazard["may_say"], json!(true));
    let path = format!("{OWN}/hazards/{}/put-right", hazard["id"].as_str().unwrap());
    let say = |evidence: Value| json!({ "id": id(&of.server), "seen": hazard["version"], "evidence": evidence, "words": "" });
    let bare = of.server.posts(&path, &of.landlord, say(json!([]))).await;
    assert_eq!(bare.status, StatusCode::BAD_REQUEST, "a photo is needed: {}", bare.body);
    let refused = of.server.posts(&path, &of.worker, say(json!([]))).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "a worker answers for no place");
    let photo = of.server.uploaded("/api/housing/own/files", Some(&of.landlord)).await;
    let shown = json!([{ "kind": "photo", "file": photo }]);
    let stranger = of.server.posts(&path, &other, say(shown.clone())).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND, "{}", stranger.body);
    let said = of.server.posts(&path, &of.landlord, say(shown)).await;
    assert_eq!(said.status, StatusCode::OK, "{}", said.body);
    assert_eq!(
        (&said.body["state"]["name"], &said.body["may_say"]),
        (&json!("said_fixed"), &json!(false))
    );
    let whole = format!("/api/housing/hazards/{}", hazard["id"].as_str().unwrap());
    let whole = of.server.call(Method::GET, &whole, &of.inspector, None).await.body;
    let offers = whole["offers"].as_array().unwrap();
    assert!(offers.contains(&json!("verify")), "somebody else looks: {whole}");
    let lift = format!("{OWN}/buildings/{}/lift", building["building"]["id"].as_str().unwrap());
    let lift = of.server.call(Method::GET, &lift, &of.landlord, None).await;
    assert_eq!((lift.status, &lift.body["lift"]), (StatusCode::OK, &json!("inspect")));
}

#[tokio::test]
async fn whoever_sub_lets_reads_of_their_unit_and_not_what_is_open_in_the_building() {
    let of = Let::start().await;
    let mut sub_lets = declared(&of.server, &of.place.unit, "sub_letter", true, "S1234567");
    sub_lets["tie"] = json!("sub_lets");
    let sub_lets = of.server.declares(&of.landlord, &sub_lets).await;
    assert_eq!(sub_lets.status, StatusCode::OK, "{}", sub_lets.body);
    let seen = of.server.visits(&of.worker, &sub_lets.body, "so", true).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    of.noticed().await;
    let own = of.own().await;
    let building = &own["buildings"][0];
    assert_eq!(building["speaks_for_building"], json!(false));
    assert_eq!(building["hazards"].as_array().unwrap().len(), 1, "theirs: {building}");
    let lift = format!("{OWN}/buildings/{}/lift", building["building"]["id"].as_str().unwrap());
    let lift = of.server.call(Method::GET, &lift, &of.landlord, None).await;
    assert_eq!(lift.status, StatusCode::NOT_FOUND, "{}", lift.body);
}

#[tokio::test]
async fn an_objection_is_decided_by_somebody_uninvolved_and_told_to_both() {
    let of = Let::start().await;
    of.verified().await;
    let notice = of.noticed().await;
    let body = json!({ "id": id(&of.server), "words": "软管上月已换", "evidence": [] });
    let other = of.server.account("other", &[Role::Landlord], None).await;
    assert_eq!(of.objects(&other, &notice, &body).await.status, StatusCode::NOT_FOUND);
    let silent = json!({ "id": id(&of.server), "words": " ", "evidence": [] });
    assert_eq!(of.objects(&of.landlord, &notice, &silent).await.status, StatusCode::BAD_REQUEST);
    let made = of.objects(&of.landlord, &notice, &body).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    assert_eq!(made.body["objection"]["state"]["name"], "open");
    assert_eq!(made.body["objection"]["reasons"], "软管上月已换");
    let twice = of.objects(&of.landlord, &notice, &body).await;
    assert_eq!((twice.status, &twice.body), (StatusCode::OK, &made.body), "sent twice, it is one");
    assert!(kinds(&of.server, &of.inspector).await.contains(&"objection_made".to_owned()));

    let page = of.server.call(Method::GET, &format!("{DESK}?state=open"), &of.officer, None).await;
    assert_eq!((page.status, &page.body["total"]), (StatusCode::OK, &json!(1)), "{}", page.body);
    let path = format!("{DESK}/{}", page.body["rows"][0]["id"].as_str().unwrap());
    let mine = of.server.call(Method::GET, &path, &of.inspector, None).await.body;
    assert_eq!((&mine["involved"], &mine["offers"]), (&json!(true), &json!([])));
    let own = of.decides(&of.inspector, &mine, "dismissed").await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "whoever inspects decides none");
    let theirs = of.server.call(Method::GET, &path, &of.officer, None).await.body;
    assert_eq!((&theirs["involved"], &theirs["offers"]), (&json!(false), &json!(["decide"])));
    let done = of.decides(&of.officer, &theirs, "upheld").await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    assert_eq!((&done.body["state"]["name"], &done.body["by"]), (&json!("upheld"), &json!("you")));
    let late = of.decides(&of.officer, &done.body, "dismissed").await;
    assert_eq!(late.status, StatusCode::CONFLICT, "once: {}", late.body);

    assert!(kinds(&of.server, &of.landlord).await.contains(&"objection_decided".to_owned()));
    assert!(
        kinds(&of.server, &of.inspector).await.contains(&"objection_decided_issued".to_owned())
    );
    let read = format!("{OWN}/notices/{}", notice["id"].as_str().unwrap());
    let read = of.server.call(Method::GET, &read, &of.landlord, None).await.body;
    assert_eq!(read["standing"]["name"], "withdrawn");
    assert_eq!(read["objection"]["answer"], "现场复核");
    let elsewhere =
        of.server.account_in("elsewhere", &[Role::StreetOfficer], "990106/990106002", None).await;
    let refused = of.server.call(Method::GET, &path, &elsewhere, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_officer_who_issued_the_notice_does_not_decide_what_is_said_against_it() {
    let of = Let::start().await;
    of.verified().await;
    let path = format!("/api/housing/units/{}/suspension", of.place.unit);
    of.server.world.clock.advance(60);
    let body = json!({ "id": id(&of.server), "suspended": true, "words": "逾期未整改" });
    let suspended = of.server.posts(&path, &of.officer, body).await;
    assert_eq!(suspended.status, StatusCode::OK, "{}", suspended.body);
    let of_unit = json!({ "unit": of.place.unit });
    let notice = of.server.issues(&of.officer, "suspension", of_unit).await.body;
    let said = json!({ "id": id(&of.server), "words": "已整改", "evidence": [] });
    let made = of.objects(&of.landlord, &notice, &said).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let list = of.server.call(Method::GET, DESK, &of.officer, None).await.body;
    let own = of.decides(&of.officer, &list["rows"][0], "dismissed").await;
    assert_eq!(own.status, StatusCode::CONFLICT, "{}", own.body);
    let second = of.server.account_in("second", &[Role::StreetOfficer], STREET, None).await;
    let done = of.decides(&second, &list["rows"][0], "upheld").await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let unit = format!("/api/housing/units/{}", of.place.unit);
    let unit = of.server.call(Method::GET, &unit, &of.officer, None).await.body;
    assert_eq!(unit["suspended"], json!(false), "what was wrong is lifted: {unit}");
}

#[tokio::test]
async fn after_the_term_the_answer_says_until_when_it_ran_and_where_else_to_turn() {
    let of = Let::start().await;
    of.verified().await;
    let notice = of.noticed().await;
    let path = format!("{OWN}/notices/{}", notice["id"].as_str().unwrap());
    let read = of.server.call(Method::GET, &path, &of.landlord, None).await.body;
    assert!(read["object_until"].is_string(), "{read}");
    of.server.world.clock.advance(40 * 86_400);
    let landlord = of.server.signs_in("landlord", &of.password).await;
    let late = json!({ "id": id(&of.server), "words": "不服", "evidence": [] });
    let late = of.objects(&landlord, &notice, &late).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    let said = late.body["detail"].as_str().unwrap();
    assert!(said.contains("2026") && said.contains("legal advice"), "{said}");
    let after = of.server.call(Method::GET, &path, &landlord, None).await.body;
    assert_eq!(after["offers"], json!(["acknowledge"]));
}

/// Somebody lives in the unit by the blocks, and another declared that they do: whoever lets it reads neither.
#[tokio::test]
async fn whoever_lets_never_reads_who_lives_there() {
    let of = Let::start().await;
    of.verified().await;
    let notice = of.noticed().await;
    let tenant = of.server.account("tenant", &[Role::Resident], Some(of.place.person)).await;
    let lives = declared(&of.server, &of.place.unit, "tenant", true, "");
    let lives = of.server.declares(&tenant, &lives).await;
    assert_eq!(lives.status, StatusCode::OK, "{}", lives.body);
    let building = of.own().await["buildings"][0]["building"]["id"].as_str().unwrap().to_owned();
    let paths = [
        OWN.to_owned(),
        format!("{OWN}/notices/{}", notice["id"].as_str().unwrap()),
        format!("{OWN}/buildings/{building}/lift"),
        "/api/housing/declarations/own".to_owned(),
    ];
    for path in paths {
        let read = of.server.call(Method::GET, &path, &of.landlord, None).await;
        assert_eq!(read.status, StatusCode::OK, "{path}: {}", read.body);
        let text = read.body.to_string();
        let person = of.place.person.to_string();
        for hidden in ["王小明", "小明", person.as_str(), lives.body["id"].as_str().unwrap()] {
            assert!(!text.contains(hidden), "{path} tells {hidden}: {text}");
        }
    }
    // What is of the unit and the people in it is refused outright.
    let unit = &of.place.unit;
    let refused = [
        format!("/api/housing/units/{unit}"),
        format!("/api/housing/declarations?unit={unit}"),
        format!("/api/housing/declarations/{}", lives.body["id"].as_str().unwrap()),
        format!("/api/blocks/units/{unit}?purpose=housing_safety&task=T-1"),
    ];
    for path in refused {
        let read = of.server.call(Method::GET, &path, &of.landlord, None).await;
        assert_eq!(read.status, StatusCode::FORBIDDEN, "{path}: {}", read.body);
    }
}

#[tokio::test]
async fn whoever_lets_replies_to_a_draft_and_appeals_against_a_rating() {
    let of = Let::start().await;
    of.verified().await;
    let chief = of.server.account_in("chief", &[Role::StreetOfficer], STREET, None).await;
    of.server.all_well(&of.inspector, &of.place.building).await;
    let new = json!({ "id": id(&of.server), "building": of.place.building });
    let draft = of.server.posts("/api/housing/ratings", &of.officer, new).await;
    assert_eq!(draft.status, StatusCode::OK, "{}", draft.body);
    let own = of.own().await;
    let rating = &own["buildings"][0]["ratings"][0];
    assert_eq!((&rating["offers"], &rating["reckoned"]["stars"]), (&json!(["reply"]), &json!(5)));
    assert_eq!(own["buildings"][0]["stars"], json!(null), "a draft is not published");
    assert_eq!(own["next"][0]["kind"]["name"], "reply");
    let path = format!("{OWN}/ratings/{}/actions", rating["id"].as_str().unwrap());
    let say = |deed: &str, seen: &Value| json!({ "id": id(&of.server), "seen": seen, "deed": deed, "words": "请看楼道" });
    let other = of.server.account("other", &[Role::Landlord], None).await;
    let stranger = of.server.posts(&path, &other, say("reply", &rating["version"])).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND, "{}", stranger.body);
    let early = of.server.posts(&path, &of.landlord, say("appeal", &rating["version"])).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "a draft is not appealed against");
    let replied = of.server.posts(&path, &of.landlord, say("reply", &rating["version"])).await;
    assert_eq!(replied.status, StatusCode::OK, "{}", replied.body);
    assert!(replied.body["replied_at"].is_string(), "{}", replied.body);

    let seen = json!({ "id": rating["id"], "version": replied.body["version"] });
    let decided = of.server.rated(&chief, &seen, "decide").await.body;
    let published = of.server.rated(&chief, &decided, "publish").await;
    assert_eq!(published.status, StatusCode::OK, "{}", published.body);
    let own = of.own().await;
    assert_eq!(own["buildings"][0]["stars"], json!(5));
    assert_eq!(own["buildings"][0]["categories"].as_array().unwrap().len(), 4);
    let appealed = say("appeal", &published.body["version"]);
    let appealed = of.server.posts(&path, &of.landlord, appealed).await;
    assert_eq!(appealed.status, StatusCode::OK, "{}", appealed.body);
    assert_eq!(appealed.body["state"]["name"], "appealed");
    assert_eq!(appealed.body["offers"], json!([]));
    let told = kinds(&of.server, &of.landlord).await;
    for kind in ["rating_drafted", "rating_published"] {
        assert!(told.contains(&kind.to_owned()), "{told:?}");
    }
}

#[tokio::test]
async fn three_years_after_its_decision_an_objection_is_gone_with_its_reasons() {
    let of = Let::start().await;
    of.verified().await;
    let notice = of.noticed().await;
    let said = json!({ "id": id(&of.server), "words": "软管上月已换", "evidence": [] });
    let made = of.objects(&of.landlord, &notice, &said).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let list = of.server.call(Method::GET, DESK, &of.officer, None).await.body;
    let done = of.decides(&of.officer, &list["rows"][0], "dismissed").await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let objection: housing::ObjectionId = list["rows"][0]["id"].as_str().unwrap().parse().unwrap();
    for (days, is_there) in [(1_000, true), (100, false)] {
        of.server.world.clock.advance(days * 86_400);
        server::retention::run(&of.server.state, None).await.unwrap();
        let found = of.server.state.housing.objection(objection).await.unwrap();
        let steps = of.server.state.housing.objection_steps(objection).await.unwrap();
        assert_eq!((found.is_some(), steps.is_empty()), (is_there, !is_there), "{days}");
    }
    let notice: housing::NoticeId = notice["id"].as_str().unwrap().parse().unwrap();
    let kept = of.server.state.housing.notice(notice).await.unwrap();
    assert!(kept.is_some(), "the notice is of the place, and stays");
}
