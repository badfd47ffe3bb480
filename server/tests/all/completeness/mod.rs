//! Every route, as every role, over a seeded district: nothing personal comes
//! back without its entry on the log, nothing from outside the scope comes
//! back at all, and the matrix of routes and roles is a page that is reviewed.

mod cases;
mod explore;
mod met;
mod routes;
mod seed;
mod walker;
mod watch;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    sync::Arc,
};

use access::{Basis, Event, Field, FieldSet, Person, Role};
use axum::http::{Method, StatusCode};
use kernel::Id;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use self::{
    cases::Cases,
    explore::{Kept, explore},
    met::Met,
    routes::{Call, Route, routes, title},
    seed::{ELSEWHERE, HERE, people, seed},
    walker::{Caller, Walker},
    watch::{Realm, Watched, weigh},
};
use super::world::Server;

/// Routes that are not driven, and why.
const NOT_DRIVEN: [(&str, &str); 9] = [
    ("POST /api/session", "is how to get a session"),
    ("DELETE /api/session", "ends the session that drives"),
    ("DELETE /api/session/all/{id}", "ends the session that drives"),
    ("GET /metrics", "answers this machine alone"),
    (cases::STREAM, "never ends: its first change is read apart"),
    ("GET /api/feed/stream", "never ends: held in tests/edits.rs"),
    (
        "POST /api/imports",
        "begins work on places that goes on behind the answer; held in tests/imports.rs",
    ),
    ("GET /api/calls/stream", "never ends; held in tests/calls.rs"),
    (
        "POST /api/recoveries/restore",
        "asks for no session; wrong words brake the sign-ins that drive",
    ),
];

/// Routes that no call made from the description, or given in [`cases`], succeeds on, and why.
const NEVER_SUCCEED: [(&str, &str); 128] = [
    (
        "GET /api/cases/collections/{id}/photos/{file}",
        "no seeded form has one; held in tests/collections.rs",
    ),
    ("GET /api/cases/{id}/voice", "no seeded case has one; held in tests/voice.rs"),
    ("POST /api/exchanges/{number}/own-receipt", "needs a signature; held in tests/partners.rs"),
    ("POST /api/accounts/{id}/partner/keys", "needs a key of Ed25519; held in tests/partners.rs"),
    ("POST /api/accounts/{id}/partner/keys/{key}/revoke", "there is none"),
    ("PUT /api/cases/catalogue/draft", "carries whole files; held in tests/editions.rs"),
    ("POST /api/cases/catalogue/draft/drop", "there is none; held in tests/editions.rs"),
    ("POST /api/cases/catalogue/draft/publish", "there is none; held in tests/editions.rs"),
    ("POST /api/tags/beds", "names a building by its code"),
    ("POST /api/session/passkeys", "needs an authenticator"),
    ("POST /api/session/passkeys/ask", "needs a domain"),
    ("POST /api/session/passkeys/new", "needs a domain, and the password that drives"),
    ("POST /api/session/passkeys/show", "needs an authenticator"),
    ("POST /api/session/passkeys/{id}/remove", "there is none"),
    ("POST /api/session/passkeys/{id}/rename", "there is none"),
    ("POST /api/session/sign-on/begin", "needs an identity provider"),
    ("POST /api/session/sign-on/bind", "needs an identity provider"),
    ("POST /api/session/sign-on/code", "needs an identity provider"),
    ("GET /api/session/sign-on/return/{provider}", "needs an identity provider"),
    ("POST /api/session/sign-on/unbind", "there is none"),
    ("GET /api/wash/spellings", "needs the index of a running installation"),
    ("POST /api/wash/spellings", "needs the index of a running installation"),
    ("POST /api/wash/spellings/{id}/withdraw", "there is none"),
    ("GET /api/imports/{id}", "there is none; held in tests/imports.rs"),
    ("POST /api/imports/{id}/start", "there is none"),
    ("POST /api/imports/{id}/cancel", "there is none"),
    ("GET /api/imports/{id}/rejects", "there is none"),
    ("POST /api/register/edits", "an action brings an id of its own; held in tests/edits.rs"),
    ("POST /api/register/edits/preview", "a deed has a shape of its own; held in tests/edits.rs"),
    ("POST /hooks/cases", "asks for a department's key; held in tests/doors.rs"),
    ("GET /hooks/cases/{number}", "asks for a department's key; held in tests/doors.rs"),
    ("POST /open311/v2/requests.{format}", "needs the index of a running installation"),
    ("POST /api/corrections/answers", "answers name items inside a list"),
    ("POST /api/dwellings", "needs a code with the installation's mark"),
    ("POST /api/dwellings/sign-up", "needs a code with the installation's mark"),
    ("POST /api/dwellings/{id}/withdraw", "there is none"),
    ("POST /api/dwellings/requests/{id}/confirm", "there is none"),
    ("POST /api/dwellings/requests/{id}/refuse", "there is none"),
    ("POST /api/dwellings/requests/{id}/undo", "there is none"),
    ("POST /api/emergencies/{id}/review", "whoever opened it does not review it"),
    ("POST /api/invitations/accept", "needs the secret of a link"),
    ("POST /api/invitations/look", "needs the secret of a link"),
    ("POST /api/calls", "needs the caller on duty; held in tests/calls.rs"),
    ("POST /api/calls/{id}/accept", "there is none; held in tests/calls.rs"),
    ("POST /api/calls/{id}/end", "there is none"),
    ("POST /api/calls/{id}/signal", "there is none"),
    ("POST /api/duty/broadcasts", "a press brings an id of its own; held in tests/broadcasts.rs"),
    ("POST /api/duty/broadcasts/{id}/recall", "there is none; held in tests/broadcasts.rs"),
    ("POST /api/messages/seen", "names a message, of which there is none"),
    ("PUT /api/messages/contacts/{channel}", "nothing is set up to send a code by"),
    ("POST /api/messages/contacts/{channel}/confirm", "needs a code that was sent"),
    ("DELETE /api/messages/contacts/{channel}", "there is none"),
    ("POST /api/messages/push", "names an address by https"),
    ("PUT /api/messages/push/{id}", "there is none"),
    ("DELETE /api/messages/push/{id}", "there is none"),
    ("PUT /api/messages/hooks/{account}", "names an address by https"),
    ("DELETE /api/messages/hooks/{account}", "there is none"),
    ("POST /api/messages/dead/{id}/{channel}/again", "everything was delivered"),
    ("POST /api/reads/delays/{id}/decision", "whoever asked does not decide"),
    ("POST /api/reads/questions/{id}/answer", "whoever looked does not answer"),
    ("POST /api/reads/questions/{id}/contest", "there is no answer"),
    ("POST /api/proxies", "ends within a year of a day that the description does not know"),
    ("POST /api/proxies/accept", "needs a word that was handed over"),
    ("POST /api/proxies/guardian", "needs a binding to a dwelling"),
    ("POST /api/proxies/guardians/{id}/confirm", "there is none"),
    ("POST /api/proxies/guardians/{id}/refuse", "there is none"),
    ("POST /api/proxies/{id}/revoke", "there is none"),
    ("GET /api/proxies/{id}/reads", "there is none"),
    ("GET /api/proxies/{id}/data", "there is none"),
    ("POST /api/proxies/{id}/requests", "there is none"),
    ("POST /api/recoveries", "names an account of the area by its login"),
    ("POST /api/recoveries/{id}/agree", "whoever asked does not agree"),
    ("POST /api/recoveries/{id}/withdraw", "nothing waits"),
    ("POST /api/session/password", "needs the password that drives"),
    ("POST /api/session/second-factor", "needs the password that drives"),
    ("POST /api/session/second-factor/confirm", "needs a code of the moment"),
    ("POST /api/session/second-factor/remove", "needs a code of the moment"),
    ("POST /api/exchanges/{number}/receipt", "needs the digest of the file that went out"),
    ("GET /api/runs/{id}/report.html", "a seeded run has no report"),
    ("POST /api/signals", "a dwelling is named in one of two optional fields; the seed sends some"),
    ("POST /api/wash", "needs the index of a running installation"),
    ("POST /api/wash/file", "needs the index of a running installation"),
    ("GET /api/wash/autocomplete", "needs the index of a running installation"),
    ("GET /api/wash/reverse", "needs the index of a running installation"),
    ("POST /api/housing/files", "takes photos alone; the seed sends some"),
    ("POST /api/housing/hazards", "an action brings an id of its own; the seed sends some"),
    ("POST /api/housing/hazards/{id}/actions", "an action brings an id of its own"),
    ("POST /api/housing/inspections", "an action brings an id of its own; the seed sends some"),
    ("POST /api/housing/events", "an action brings an id of its own"),
    ("POST /api/housing/plans", "an action brings an id of its own"),
    ("POST /api/housing/plans/{id}/begin", "an action brings an id of its own"),
    ("POST /api/housing/inspectors/{id}", "an action brings an id of its own"),
    ("POST /api/housing/plans/attempts/{id}", "an action brings an id of its own"),
    ("POST /api/housing/campaigns", "an action brings an id of its own"),
    ("GET /api/housing/campaigns/{id}", "there is none; held in tests/campaigns.rs"),
    ("GET /api/housing/campaigns/{id}/areas", "there is none; held in tests/campaigns.rs"),
    ("GET /api/housing/campaigns/{id}/map", "there is none; held in tests/campaigns.rs"),
    ("GET /api/housing/campaigns/{id}/targets", "there is none; held in tests/campaigns.rs"),
    (
        "POST /api/housing/campaigns/{id}/targets/{target}/entry",
        "an action brings an id of its own",
    ),
    ("POST /api/housing/campaigns/{id}/assignments", "an action brings an id of its own"),
    ("POST /api/housing/campaigns/{id}/close", "an action brings an id of its own"),
    ("POST /api/housing/joint-enforcement", "an action brings an id of its own"),
    ("GET /api/housing/joint-enforcement/{id}", "there is none; held in tests/joints.rs"),
    ("POST /api/housing/joint-enforcement/{id}/actions", "there is none; held in tests/joints.rs"),
    ("POST /api/housing/units/{code}/suspension", "an action brings an id of its own"),
    ("POST /api/housing/ratings", "an action brings an id of its own; the seed sends some"),
    ("POST /api/housing/ratings/{id}/actions", "an action brings an id of its own"),
    ("POST /api/housing/buildings/{code}/codes", "an action brings an id of its own"),
    ("POST /api/housing/units/{code}/code", "an action brings an id of its own"),
    ("POST /api/housing/declarations", "an action brings an id of its own"),
    ("POST /api/housing/declarations/sheet", "needs a sheet with columns of its own"),
    ("GET /api/housing/declarations/{id}", "there is none; held in tests/declarations.rs"),
    ("POST /api/housing/declarations/{id}/actions", "an action brings an id of its own"),
    ("POST /api/housing/declarations/{id}/visits", "an action brings an id of its own"),
    ("GET /api/housing/qr/{code}", "needs a code with the installation's mark"),
    ("POST /api/housing/notices", "an action brings an id of its own"),
    ("GET /api/housing/notices/{id}", "there is none; held in tests/notices.rs"),
    ("POST /api/housing/notices/{id}/actions", "an action brings an id of its own"),
    ("GET /api/housing/verify/{code}", "needs the mark on a notice"),
    (
        "GET /api/housing/own/buildings/{id}/lift",
        "nobody answers for it; held in tests/landlords.rs",
    ),
    ("GET /api/housing/own/notices/{id}", "there is none; held in tests/landlords.rs"),
    ("POST /api/housing/own/notices/{id}/acknowledgement", "there is none"),
    ("POST /api/housing/own/notices/{id}/objections", "there is none"),
    ("POST /api/housing/own/hazards/{id}/put-right", "nobody answers for its place"),
    ("POST /api/housing/own/ratings/{id}/actions", "nobody answers for its building"),
    ("POST /api/housing/own/files", "takes photos alone, of those who answer for a place"),
    ("GET /api/housing/objections/{id}", "there is none; held in tests/landlords.rs"),
    ("POST /api/housing/objections/{id}/decision", "there is none"),
];

/// The seeded district, and who walks it.
struct District {
    server: Server,
    walker: Arc<Walker>,
    cases: Cases,
    given: Vec<(&'static str, Call)>,
    me: Id<Person>,
}

impl District {
    async fn start() -> Self {
        let server = Server::start_with(cases::config()).await;
        let people = people(&server);
        seed(&server, &people).await;
        let mut watched = people.iter().map(Watched::of).collect();
        let cases = cases::seed(&server, &people, &mut watched).await;
        let given = cases::given(&cases, &people[0]);
        let walker = Arc::new(Walker::new(&server, watched, cases.here.clone()));
        Self { server, walker, cases, given, me: people[0].id }
    }

    /// Every route that is driven, with what is sent on it.
    fn routes(&self) -> Vec<Route> {
        let document: Value = serde_json::from_str(&server::openapi()).unwrap();
        let mut all = routes(&document);
        for (name, call) in &self.given {
            let route = all.iter_mut().find(|route| title(route) == *name);
            route.unwrap_or_else(|| panic!("there is no {name}")).given.push(call.clone());
        }
        all.retain(|route| !NOT_DRIVEN.iter().any(|(name, _)| *name == title(route)));
        // What is taken away is taken away last.
        all.sort_by_key(|route| route.method == Method::DELETE);
        all
    }

    /// Each role where the people are, and where nobody lives.
    async fn callers(&self) -> Vec<Arc<Caller>> {
        let mut callers = Vec::new();
        for role in Role::ALL {
            let person = (*role == Role::Resident).then_some(self.me);
            for area in [HERE, ELSEWHERE] {
                callers.push(Arc::new(Caller::new(&self.server, &[*role], area, person).await));
            }
        }
        callers
    }
}

/// Routes with what every role asks on them.
type Walk = Vec<(Route, Vec<Kept>)>;
/// How each route answered.
type Marks = BTreeMap<String, char>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_as_every_role_tells_what_the_log_and_the_scope_allow() {
    let district = District::start().await;
    let (all, walker) = (district.routes(), &district.walker);
    let everything = Caller::new(&district.server, Role::ALL, "", Some(district.me)).await;
    let mut met = Met::of(&["990106", HERE, ELSEWHERE, seed::SOURCE]);
    let mut found = explore(walker, &all, &everything, &mut met).await;
    let excused = |name: &str| NEVER_SUCCEED.iter().any(|(excused, _)| *excused == name);
    let unlike: Vec<String> = all
        .iter()
        .map(title)
        .filter(|name| walker.tally().succeeded.contains(name) == excused(name))
        .collect();
    assert!(
        unlike.is_empty(),
        "{unlike:#?}: excused, it must not succeed; else no call made from its description succeeds; name what its parameters may be \
         in its description, seed what it shows, or say here why it cannot"
    );

    let callers = district.callers().await;
    let with_calls = |route: Route| {
        let calls = found.remove(&title(&route)).unwrap_or_default();
        (route, calls)
    };
    let (reads, writes): (Walk, Walk) =
        all.into_iter().map(with_calls).partition(|(route, _)| route.method == Method::GET);
    // What only reads changes nothing for others, so that roles read beside each other; they write one after another.
    let reads = Arc::new(reads);
    let mut marks = read_at_once(walker, &reads, &callers, usize::MAX).await;
    for (who, marks) in callers.iter().zip(&mut marks) {
        marks.extend(marks_of(walker, &writes, who, usize::MAX).await);
        let followed = cases::follows(walker, who, &district.cases).await;
        marks.insert(cases::STREAM.to_owned(), followed);
    }
    // What they wrote is read too: the log and the scope hold there as well.
    read_at_once(walker, &reads, &callers, AGAIN).await;
    let page = page(&marks);
    let tally = walker.tally();
    assert!(tally.wrong.is_empty(), "{:#?}", tally.wrong);
    // A watch that sees nobody proves nothing.
    for telling in walker.watched.iter().flat_map(|who| &who.tellings) {
        assert!(tally.told.contains(&telling.text), "nobody was ever told `{}`", telling.text);
    }
    assert!(tally.calls > 3_000, "{} calls", tally.calls);
    testing::committed("schemas/routes-by-role.txt", &page);
}

/// How many walk at once: each waits for the disk and the database as much as it works.
const LANES: usize = 4;
/// Calls of a route that are made again once everybody wrote: those that tell of people are first.
const AGAIN: usize = 3;
/// Answers to somebody's questions of a route, of those that told whoever may do everything of nobody and nothing watched.
const SILENT: u32 = 3;

/// How each route answers each of `callers`, several of them at once and none twice at once.
async fn read_at_once(
    walker: &Arc<Walker>,
    walk: &Arc<Walk>,
    callers: &[Arc<Caller>],
    most: usize,
) -> Vec<Marks> {
    let mut lanes = JoinSet::new();
    for lane in 0..LANES {
        let (walker, walk) = (Arc::clone(walker), Arc::clone(walk));
        let numbered = callers.iter().cloned().enumerate();
        let callers: Vec<_> = numbered.skip(lane).step_by(LANES).collect();
        lanes.spawn(async move {
            let mut marks = Vec::new();
            for (at, who) in callers {
                marks.push((at, marks_of(&walker, &walk, &who, most).await));
            }
            marks
        });
    }
    let marks: BTreeMap<usize, Marks> = lanes.join_all().await.into_iter().flatten().collect();
    marks.into_values().collect()
}

/// How each route answers `who`, asked `most` times at the most. What tells nobody anything of whom or what is watched is not
/// asked on and on: several answers of each role are weighed, and what is refused is asked for to the end, for the mark.
async fn marks_of(
    walker: &Walker,
    walk: &[(Route, Vec<Kept>)],
    who: &Caller,
    most: usize,
) -> Marks {
    let mut marks = Marks::new();
    for (route, calls) in walk {
        let (mut mark, mut silent) = ('-', 0);
        for Kept { call, speaks } in calls.iter().take(most) {
            if !speaks && silent == SILENT {
                continue;
            }
            let told = walker.send(who, route, call).await;
            let reads = route.method == Method::GET;
            silent += u32::from(reads && !speaks && told.status.is_success());
            let refused = matches!(told.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
            mark = match (told.says.people, refused, mark) {
                (true, ..) => 'P',
                (false, false, '-') => 'y',
                (.., before) => before,
            };
        }
        marks.insert(title(route), mark);
    }
    marks
}

/// The page of routes and roles: `marks` of each role, here and elsewhere.
fn page(marks: &[Marks]) -> String {
    let mut page = String::from(
        "Routes and roles, as driven: `-` refused, `y` answered, `P` told of people, each on the log.\n\
         The first mark is for somebody whose role holds where the people are, the second elsewhere.\n\
         Written by LINLI_BLESS=1 cargo test -p server completeness; read every line that changes.\n",
    );
    let mut lines: BTreeMap<&str, BTreeMap<String, Vec<&str>>> = BTreeMap::new();
    for (role, marks) in Role::ALL.iter().zip(marks.chunks(2)) {
        for (name, here) in &marks[0] {
            let pair = format!("{here}/{}", marks[1][name]);
            lines.entry(name).or_default().entry(pair).or_default().push(role.name());
        }
    }
    for (route, marks) in &lines {
        let _ = writeln!(page, "\n{route}");
        for (pair, roles) in marks.iter().filter(|(pair, _)| *pair != "-/-") {
            let _ = writeln!(page, "    {pair}  {}", roles.join(", "));
        }
    }
    page
}

#[test]
fn a_second_id_stands_beside_one_in_whose_answer_it_was_and_then_beside_every_other() {
    let [unit, dweller, stranger] =
        ["1", "2", "3"].map(|n| format!("01920000-0000-7000-8000-00000000000{n}"));
    let parameter = |name: &str| json!({ "name": name, "in": "path", "required": true });
    let parameters = [parameter("id"), parameter("person")];
    let document = json!({ "paths": { "/units/{id}/people/{person}": { "get": { "parameters": parameters } } } });
    let route = routes(&document).remove(0);
    let mut met = Met::of(&[unit.as_str(), dweller.as_str(), stranger.as_str()]);
    let calls = |met: &Met| -> Vec<Call> {
        let plan = route.plan(met);
        plan.paths.iter().flat_map(|path| plan.calls(path)).collect()
    };
    assert!(calls(&met).is_empty());
    met.add(&format!("/units/{unit}"), &BTreeSet::from([dweller.clone()]));
    let calls = calls(&met);
    let paths: Vec<&str> = calls.iter().map(|call| call.path.as_str()).collect();
    assert_eq!(paths, [format!("/units/{unit}/people/{dweller}")]);
    let crossed = route.crossed(&calls[0], &met);
    let paths: BTreeSet<&str> = crossed.iter().map(|one| one.call.path.as_str()).collect();
    for (one, other) in [(&unit, &stranger), (&stranger, &dweller), (&unit, &unit)] {
        let path = format!("/units/{one}/people/{other}");
        assert!(paths.contains(path.as_str()), "{path}: {paths:?}");
    }
}

#[tokio::test]
async fn the_watch_sees_what_is_not_on_the_log_and_what_is_out_of_scope() {
    let district = District::start().await;
    let (me, watched) = (district.me, &district.walker.watched);
    let name = &watched[0].tellings[1];
    let body = format!("{{\"name\":\"{}\"}}", name.text);
    assert_eq!(weigh(&body, &[], Realm::of(""), watched).wrong.len(), 1, "nothing on the log");
    let entry = |fields: &[Field], subjects: Vec<Id<Person>>| access::Entry {
        at: testing::MONDAY_MORNING,
        event: Event::Read(access::Read {
            grant: Id::from_bytes([1; 16]),
            account: Id::from_bytes([2; 16]),
            role: Role::StreetOfficer,
            office: kernel::Text::default(),
            action: access::Action::BlocksViewPeople,
            purpose: access::Purpose::Registration,
            basis: Basis::Task("T-7".to_owned()),
            fields: FieldSet::of(fields).bits(),
            own: false,
            delay: None,
        }),
        subjects,
    };
    let right = entry(&[Field::NameMasked], vec![me]);
    assert_eq!(
        weigh(&body, std::slice::from_ref(&right), Realm::of(""), watched).wrong,
        Vec::<String>::new()
    );
    assert_eq!(
        weigh(&body, std::slice::from_ref(&right), Realm::of(HERE), watched).wrong,
        Vec::<String>::new()
    );
    let other_field = entry(&[Field::Residence], vec![me]);
    assert_eq!(
        weigh(&body, &[other_field], Realm::of(""), watched).wrong.len(),
        1,
        "another field"
    );
    let other = entry(&[Field::NameMasked], vec![watched[1].person]);
    assert_eq!(weigh(&body, &[other], Realm::of(""), watched).wrong.len(), 1, "another person");
    let mine = Realm { own: Some(me), ..Realm::of(ELSEWHERE) };
    assert_eq!(
        weigh(&body, std::slice::from_ref(&right), mine, watched).wrong,
        Vec::<String>::new()
    );
    assert_eq!(
        weigh(&body, &[right], Realm::of(ELSEWHERE), watched).wrong.len(),
        1,
        "another street"
    );
    for thing in &watched[1].things {
        let seen = weigh(thing, &[], Realm::of(HERE), watched);
        assert_eq!(seen.wrong.len(), 1, "a thing of another street: {thing}");
    }
    for text in &watched[0].never {
        let seen = weigh(text, &[], Realm::of(HERE), watched);
        assert_eq!(seen.wrong.len(), 1, "nobody is told {text}");
    }
    let stranger = &watched[2];
    for telling in watched[0].tellings.last().into_iter().chain(&stranger.tellings) {
        let seen = weigh(&telling.text, &[], Realm::of(HERE), watched);
        assert_eq!(seen.wrong.len(), 1, "a photo of a case, and who told one: {}", telling.text);
    }
}
