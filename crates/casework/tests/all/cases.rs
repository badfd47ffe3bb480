//! A case from its report to its end, on both databases.

use std::{collections::BTreeMap, sync::Arc};

use access::{Access, AccessSettings, Account, Action, PasswordCost, Role};
use casework::{
    Act, Actor, Case, CaseFilter, CasePlace, Casework, Content, Cursor, Deed, Door, Error,
    EvidenceKind, NewReport, NewReporter, Outcome, Refusal, Sort, State, WaitReason,
    routing::{Hours, Member, Rule},
};
use database::Migration;
use kernel::{Chance, Id, Lang, Point4326, Text};
use testing::World;

/// The tables of casework, and those that it stands on.
pub(crate) const TABLES: &[&[Migration]] =
    &[access::MIGRATIONS, register::MIGRATIONS, casework::MIGRATIONS];

/// On each database, with [`TABLES`].
pub(crate) fn on_each_database<F: Future<Output = ()>>(test: impl Fn(Arc<World>) -> F) {
    testing::on_each_migrated(TABLES, test);
}

pub(crate) struct Desk {
    pub(crate) world: Arc<World>,
    pub(crate) access: Arc<Access>,
    pub(crate) casework: Casework,
    pub(crate) officer: Id<Account>,
}

pub(crate) async fn desk(world: Arc<World>) -> Desk {
    world.database.migrate(TABLES, &*world.clock).await.unwrap();
    let access = Access::open(
        world.database.clone(),
        world.folder.path(),
        world.clock.clone(),
        world.ids.clone(),
        Chance::seeded(3),
        AccessSettings { passwords: PasswordCost::Least, ..AccessSettings::default() },
    );
    let access = Arc::new(access.unwrap());
    let casework = Casework::open(
        world.database.clone(),
        access.clone(),
        world.ids.clone(),
        world.clock.clone(),
        world.folder.path(),
    )
    .unwrap();
    let officer = world.ids.next();
    Desk { world, access, casework, officer }
}

pub(crate) const GRID: &str = "990106/990106001/990106001001/990106001001001";

pub(crate) fn place(area: &str) -> CasePlace {
    CasePlace {
        area: area.parse().unwrap(),
        at: None,
        point: Point4326::new(113.9, 22.5),
        label: Text::new("幸福路1号", "1 Xingfu Road"),
    }
}

impl Desk {
    pub(crate) fn told(&self, subclass: &str, words: &str) -> NewReport {
        NewReport {
            id: self.world.ids.next(),
            door: Door::Portal,
            subclass: subclass.into(),
            place: place(GRID),
            words: words.into(),
            answers: BTreeMap::new(),
            reporter: Some(NewReporter {
                account: None,
                name: Some("王小明".into()),
                phone: Some("13900001234".into()),
                email: None,
                lang: Lang::Zh,
                secret: None,
            }),
            photos: Vec::new(),
            voice: None,
            actor: Actor::Reporter,
            split_from: None,
            lead: None,
            acted_at: None,
            form: None,
        }
    }

    pub(crate) async fn begin(&self, subclass: &str, words: &str) -> Case {
        self.casework.report(self.told(subclass, words)).await.unwrap().case
    }

    pub(crate) fn act(&self, case: &Case, deed: Deed) -> Act {
        Act {
            id: self.world.ids.next(),
            case: case.id,
            seen: Some(case.version),
            deed,
            words: "because".into(),
            actor: Actor::Account(self.officer),
            acted_at: None,
            position: Point4326::new(113.9001, 22.5),
        }
    }

    pub(crate) async fn with(&self, case: &Case, deed: Deed) -> casework::Result<Case> {
        self.casework.act(self.act(case, deed)).await
    }

    /// Claims and begins.
    pub(crate) async fn in_hand(&self, case: &Case) -> Case {
        let claimed = self.with(case, Deed::Claim).await.unwrap();
        self.with(&claimed, Deed::Start).await.unwrap()
    }

    pub(crate) async fn photo(&self) -> casework::AttachmentId {
        let mut png = Vec::new();
        let picture = image::RgbImage::from_pixel(8, 8, image::Rgb([1, 2, 3]));
        let mut file = std::io::Cursor::new(&mut png);
        picture.write_to(&mut file, image::ImageFormat::Png).unwrap();
        self.casework.keep_picture(png).await.unwrap().id
    }

    /// Shows all that the subclass wants, but for `without`.
    pub(crate) async fn shown(&self, mut case: Case, without: Option<EvidenceKind>) -> Case {
        let wanted = self.casework.catalogue().subclass(&case.subclass).unwrap().evidence.clone();
        for kind in wanted.into_iter().filter(|kind| Some(*kind) != without) {
            let deed = match kind {
                EvidenceKind::Contact => Deed::Contact,
                EvidenceKind::LocationNear => Deed::Evidence { kind, attachment: None },
                _ => Deed::Evidence { kind, attachment: Some(self.photo().await) },
            };
            case = self.with(&case, deed).await.unwrap();
        }
        case
    }

    async fn resolved(&self, subclass: &str) -> Case {
        let case = self.begin(subclass, "路灯不亮").await;
        let case = self.in_hand(&case).await;
        let case = self.shown(case, None).await;
        self.with(&case, Deed::Resolve { outcome: Outcome::Fixed }).await.unwrap()
    }
}

fn reporter(act: Act) -> Act {
    Act { actor: Actor::Reporter, ..act }
}

#[test]
fn a_case_goes_its_way_and_every_step_is_there() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let told = desk.told("livelihood.street_furniture", "门前路灯不亮，请打13900001234");
        let begun = desk.casework.report(told.clone()).await.unwrap();
        let again = desk.casework.report(told).await.unwrap();
        assert_eq!(begun.case, again.case, "sent twice, it is one case");
        assert_eq!(again.secret, None, "and its word is told once");
        let case = begun.case;
        assert_eq!((case.state, case.office.as_str()), (State::Reported, "urban"));
        assert_eq!(case.number.len(), 13);
        let case = desk.with(&case, Deed::Accept).await.unwrap();
        let case = desk.in_hand(&case).await;
        let missing = desk.with(&case, Deed::Resolve { outcome: Outcome::Fixed }).await;
        assert!(
            matches!(missing, Err(Error::Refused(Refusal::Missing(kinds))) if kinds.len() == 3)
        );
        let case = desk.shown(case, None).await;
        let case = desk.with(&case, Deed::Resolve { outcome: Outcome::Fixed }).await.unwrap();
        assert!(case.is_closed() && case.next_alarm().is_none());
        let act = reporter(desk.act(&case, Deed::Confirm { content: Some(Content::Yes) }));
        let case = desk.casework.act(act).await.unwrap();
        assert_eq!(case.state, State::Confirmed);
        let actions = desk.casework.actions(case.id).await.unwrap();
        let versions: Vec<u32> = actions.iter().map(|action| action.version).collect();
        assert_eq!(versions, (1..=case.version).collect::<Vec<_>>());
        assert_eq!(actions[0].words.as_deref(), Some("门前路灯不亮，请打＊＊＊"));
        let feed = desk.world.database.feed_after("cases", 0, 100).await.unwrap();
        assert_eq!(feed.len(), actions.len(), "each is told to those who follow");
        assert!(!feed.iter().any(|entry| entry.detail.contains("1390000")));
        let (number, word) = (case.number.clone(), begun.secret.unwrap());
        assert_eq!(
            desk.casework.follow(&number, &word).await.unwrap(),
            Some((case, Actor::Reporter))
        );
        assert_eq!(desk.casework.follow(&number, "0000000000").await.unwrap(), None);
    });
}

#[test]
fn a_safety_case_is_never_closed_because_nobody_was_met() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let unreachable = Deed::Resolve { outcome: Outcome::Unreachable };
        for (subclass, closes) in [("safety.fire", false), ("livelihood.sanitation", true)] {
            let case = desk.in_hand(&desk.begin(subclass, "通道堵塞").await).await;
            let early = desk.with(&case, unreachable.clone()).await;
            assert!(early.is_err(), "{subclass}: nobody went there");
            let once = desk.with(&case, Deed::Visit { met: false }).await.unwrap();
            let twice = desk.with(&once, Deed::Visit { met: false }).await.unwrap();
            assert_eq!(desk.with(&twice, unreachable.clone()).await.is_ok(), closes, "{subclass}");
        }
    });
}

#[test]
fn not_satisfied_goes_once_to_the_office_and_twice_to_the_supervisors() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let case = desk.resolved("livelihood.street_furniture").await;
        let once = desk.casework.act(reporter(desk.act(&case, Deed::Object))).await.unwrap();
        assert_eq!((once.state, once.supervised), (State::Reopened, false));
        assert!(once.evidence.is_empty() && once.officer.is_none(), "a round of its own");
        let case = desk.shown(desk.in_hand(&once).await, None).await;
        let case = desk.with(&case, Deed::Resolve { outcome: Outcome::Fixed }).await.unwrap();
        let twice = desk.casework.act(reporter(desk.act(&case, Deed::Object))).await.unwrap();
        assert_eq!((twice.state, twice.supervised, twice.objections), (State::Reopened, true, 2));
        let filter = CaseFilter { supervised: true, limit: 9, ..CaseFilter::default() };
        assert_eq!(desk.casework.count(&filter).await.unwrap(), 1);
        // A second look is somebody else's.
        let case = desk.resolved("livelihood.sanitation").await;
        let own = desk.with(&case, Deed::Recheck { fixed: false }).await;
        assert!(matches!(own, Err(Error::Refused(Refusal::SamePerson))));
        let somebody = Actor::Account(desk.world.ids.next());
        let look = Act { actor: somebody, ..desk.act(&case, Deed::Recheck { fixed: false }) };
        assert_eq!(desk.casework.act(look).await.unwrap().state, State::Reopened);
    });
}

#[test]
fn a_merge_expires_and_what_was_merged_is_armed_again() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let main = desk.begin("livelihood.water", "下水道堵塞").await;
        let twin = desk.begin("livelihood.water", "污水外溢").await;
        let other = desk.begin("order.noise", "夜间施工").await;
        let wrong = desk.with(&other, Deed::Merge { into: main.id }).await;
        assert!(matches!(wrong, Err(Error::Refused(Refusal::NotMergeable))));
        let merged = desk.with(&twin, Deed::Merge { into: main.id }).await.unwrap();
        assert_eq!(merged.state, State::Merged);
        let back = desk.casework.act(reporter(desk.act(&merged, Deed::Object))).await.unwrap();
        assert_eq!(
            (back.state, back.merged.clone()),
            (State::Reported, None),
            "it was not the same"
        );
        desk.world.clock.advance(31 * 86_400);
        let late = desk.begin("livelihood.water", "又堵了").await;
        let refused = desk.with(&late, Deed::Merge { into: main.id }).await;
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::MergeExpired { .. }))),
            "a month later it is new"
        );
    });
}

#[test]
fn the_clock_stands_warns_and_confirms() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let case = desk.in_hand(&desk.begin("livelihood.sanitation", "垃圾满溢").await).await;
        assert_eq!(case.due_at.unwrap().to_string(), "2026-01-06T10:00:00Z");
        let waits = Deed::Wait { waits_for: WaitReason::Entry };
        let case = desk.with(&case, waits).await.unwrap();
        assert!(
            case.due_at.unwrap().to_string().as_str() > "2026-01-15",
            "as if it stood to its cap"
        );
        desk.world.clock.advance(3_600);
        let case = desk.with(&case, Deed::Resume).await.unwrap();
        assert_eq!(
            case.due_at.unwrap().to_string(),
            "2026-01-06T10:00:00Z",
            "an hour moves no working day"
        );
        desk.world.clock.advance(4 * 86_400);
        assert_eq!(desk.casework.tick(100).await.unwrap(), 1);
        while desk.casework.tick(100).await.unwrap() > 0 {}
        let case = desk.casework.find(case.id).await.unwrap().unwrap();
        assert_eq!((case.alarmed, case.alarms.len()), (4, 0), "every level is told once");
        let late = CaseFilter {
            overdue_at: Some(kernel::Clock::now(&*desk.world.clock)),
            limit: 9,
            ..CaseFilter::default()
        };
        assert_eq!(desk.casework.count(&late).await.unwrap(), 1);
        assert_eq!(desk.casework.recompute().await.unwrap(), 0, "nothing has changed");
        // Who says nothing for a week has confirmed, unless somebody is to look again.
        let mut drawn = 0;
        for _ in 0..12 {
            drawn += u64::from(desk.resolved("livelihood.street_furniture").await.recheck_drawn);
        }
        desk.world.clock.advance(8 * 86_400);
        while desk.casework.tick(100).await.unwrap() > 0 {}
        let left = CaseFilter { state: Some(State::Resolved), limit: 99, ..CaseFilter::default() };
        assert_eq!(desk.casework.count(&left).await.unwrap(), drawn);
    });
}

#[test]
fn what_was_put_right_on_the_spot_is_resolved_by_its_officer_without_a_beginning() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let case = desk.begin("livelihood.sanitation", "垃圾满溢").await;
        let case = desk.with(&case, Deed::Claim).await.unwrap();
        let fixed = || Deed::Resolve { outcome: Outcome::Fixed };
        let missing = desk.with(&case, fixed()).await;
        assert!(matches!(missing, Err(Error::Refused(Refusal::Missing(_)))), "{missing:?}");
        let case = desk.shown(case, None).await;
        assert_eq!(case.state, State::Assigned);
        let other = Actor::Account(desk.world.ids.next());
        let theirs = desk.casework.act(Act { actor: other, ..desk.act(&case, fixed()) }).await;
        assert!(matches!(theirs, Err(Error::Refused(Refusal::NotYours))), "{theirs:?}");
        let case = desk.with(&case, fixed()).await.unwrap();
        assert_eq!((case.state, case.resolved_by), (State::Resolved, Some(desk.officer)));
    });
}

#[test]
fn what_lists_are_read_by_follows_the_case_through_every_action() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let mut case = desk.begin("livelihood.sanitation", "垃圾满溢").await;
        let office = if case.office == "urban" { "works" } else { "urban" };
        let deeds = [
            Deed::Claim,
            Deed::Start,
            Deed::Wait { waits_for: WaitReason::Entry },
            Deed::Resume,
            Deed::Transfer { office: office.into() },
            Deed::Claim,
            Deed::Start,
            Deed::Contact,
            Deed::Resolve { outcome: Outcome::Settled },
            Deed::Reopen,
            Deed::Refuse { responsible: Text::new("供水公司", "The water company") },
        ];
        for deed in deeds {
            desk.casework.erase(case.id, "asked for", None).await.unwrap();
            let done = deed.name();
            case = desk.with(&case, deed).await.unwrap();
            let sql = "SELECT state, office, officer, due_at, alarm_at, closed_at, erased
                FROM case_head WHERE id = ?1";
            let id = [database::id_value(case.id)];
            let found = database::row(&desk.world.database, "look", sql, id).await.unwrap();
            let found = found.unwrap();
            let text = |column| database::get::<String>(&found, column).unwrap();
            let at = |column| database::get::<Option<i64>>(&found, column).unwrap();
            let officer: Option<Vec<u8>> = database::get(&found, "officer").unwrap();
            assert_eq!(text("state"), case.state.name(), "{done}");
            assert_eq!(text("office"), case.office, "{done}");
            assert_eq!(officer, case.officer.map(|officer| officer.to_bytes().to_vec()), "{done}");
            let due = case.due_at.filter(|_| !case.is_closed());
            let times = [due, case.next_alarm(), case.closed_at];
            let times = times.map(|at| at.map(kernel::Instant::micros));
            assert_eq!([at("due_at"), at("alarm_at"), at("closed_at")], times, "{done}");
            let erased: bool = database::get(&found, "erased").unwrap();
            assert!(!erased, "{done}: words came with it");
        }
    });
}

#[test]
fn lists_find_two_characters_and_page_by_where_they_ended() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        for n in 0..7 {
            desk.begin("livelihood.water", &format!("三楼厨房漏水 {n}")).await;
            desk.begin("order.noise", &format!("夜间施工 {n}")).await;
        }
        let found = async |words: &str, area: &str| {
            let filter = CaseFilter {
                words: Some(words.into()),
                area: area.parse().unwrap(),
                limit: 99,
                ..CaseFilter::default()
            };
            assert_eq!(
                desk.casework.count(&filter).await.unwrap(),
                desk.casework.page(&filter).await.unwrap().len() as u64
            );
            desk.casework.count(&filter).await.unwrap()
        };
        for (words, count) in [
            ("漏水", 7),
            ("厨房漏水", 7),
            ("房水", 0),
            ("漏水 5", 1),
            ("噪声", 7),
            ("noise", 7),
            ("漏", 7),
            ("xingfu", 14),
        ] {
            assert_eq!(found(words, "").await, count, "{words}");
        }
        for (area, count) in [
            ("990106", 7),
            ("990106/990106001", 7),
            ("990106/990106001/990106001001", 7),
            (GRID, 7),
            ("990106/990106002", 0),
        ] {
            assert_eq!(found("漏水", area).await, count, "{area}");
        }
        for sort in [Sort::Newest, Sort::Deadline] {
            let (mut after, mut seen): (Option<Cursor>, Vec<i64>) = (None, Vec::new());
            loop {
                let filter = CaseFilter { sort, after, limit: 4, ..CaseFilter::default() };
                let page = desk.casework.page(&filter).await.unwrap();
                let Some(last) = page.last() else { break };
                after = Cursor::read(&last.cursor(sort).write());
                seen.extend(page.iter().map(|row| row.seq));
            }
            let all: std::collections::BTreeSet<i64> = seen.iter().copied().collect();
            assert_eq!((seen.len(), all.len()), (14, 14), "{sort:?}");
        }
        let number = desk.begin("safety.fire", "通道").await.number;
        assert_eq!(found(&number, "").await, 1);
    });
}

#[test]
fn words_are_found_among_those_that_have_what_else_is_asked_for() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let mut water = Vec::new();
        for n in 0..6 {
            water.push(desk.begin("livelihood.water", &format!("三楼厨房漏水 {n}")).await);
            desk.begin("order.noise", &format!("夜间施工 {n}")).await;
        }
        for case in &water[1..4] {
            desk.with(case, Deed::Claim).await.unwrap();
        }
        let noise = desk.begin("order.noise", "漏水声").await;
        desk.with(&noise, Deed::Claim).await.unwrap();
        let leak = CaseFilter { words: Some("漏水".into()), limit: 99, ..CaseFilter::default() };
        let mine = CaseFilter { officer: Some(desk.officer), ..leak.clone() };
        let assigned = CaseFilter { state: Some(State::Assigned), ..mine.clone() };
        let kinds = CaseFilter { subclass: Some("livelihood.water".into()), ..assigned.clone() };
        let waits = CaseFilter { state: Some(State::Waiting), ..leak.clone() };
        let due = CaseFilter { sort: Sort::Deadline, ..mine.clone() };
        for (filter, wanted) in
            [(&leak, 7), (&mine, 4), (&assigned, 4), (&kinds, 3), (&waits, 0), (&due, 4)]
        {
            assert_eq!(desk.casework.count(filter).await.unwrap(), wanted, "{filter:?}");
            let page = desk.casework.page(filter).await.unwrap();
            assert_eq!(page.len() as u64, wanted, "{filter:?}");
        }
        // Page after page, the newest first.
        let (mut after, mut seen) = (None, Vec::new());
        loop {
            let filter = CaseFilter { after, limit: 1, ..kinds.clone() };
            let page = desk.casework.page(&filter).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(last.cursor(Sort::Newest));
            seen.push(last.case.id);
        }
        let claimed: Vec<_> = water[1..4].iter().rev().map(|case| case.id).collect();
        assert_eq!(seen, claimed);
    });
}

#[test]
fn what_was_kept_long_enough_goes_by_itself() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let case = desk.resolved("livelihood.street_furniture").await;
        let open = desk.begin("livelihood.road", "积水").await;
        let later = |s| kernel::Clock::now(&*desk.world.clock).plus_seconds(s);
        assert_eq!(desk.casework.erase_outlived(later(-60)).await.unwrap(), 0);
        assert_eq!(desk.casework.erase_outlived(later(60)).await.unwrap(), 1);
        assert_eq!(desk.casework.erase_outlived(later(60)).await.unwrap(), 0, "once");
        let words = desk.casework.actions(case.id).await.unwrap();
        assert!(words.iter().all(|action| action.words.is_none()));
        assert!(desk.casework.attachments(case.id).await.unwrap().is_empty());
        let kept = desk.casework.actions(open.id).await.unwrap();
        assert_eq!(kept[0].words.as_deref(), Some("积水"), "what is open stays");
    });
}

#[test]
fn photos_belong_to_one_case_and_go_when_nobody_names_them() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let photo = desk.photo().await;
        let mut told = desk.told("livelihood.road", "积水");
        told.photos = vec![photo];
        let case = desk.casework.report(told).await.unwrap().case;
        assert_eq!(case.evidence[0].kind, EvidenceKind::PhotoBefore);
        let mut thief = desk.told("livelihood.road", "积水");
        thief.photos = vec![photo];
        assert!(matches!(desk.casework.report(thief).await, Err(Error::Refused(Refusal::NoFile))));
        let deed = Deed::Evidence { kind: EvidenceKind::PhotoAfter, attachment: None };
        assert!(matches!(desk.with(&case, deed).await, Err(Error::Refused(Refusal::NoFile))));
        let near = Deed::Evidence { kind: EvidenceKind::LocationNear, attachment: None };
        let far = Act { position: Point4326::new(113.95, 22.5), ..desk.act(&case, near) };
        assert!(matches!(
            desk.casework.act(far).await,
            Err(Error::Refused(Refusal::NotNear { distance_m: Some(_) }))
        ));
        let loose = desk.photo().await;
        desk.world.clock.advance(25 * 3_600);
        assert_eq!(desk.casework.drop_loose_files().await.unwrap(), 1);
        assert!(desk.casework.attachment(loose).await.unwrap().is_none());
        let kept = desk.casework.attachment(photo).await.unwrap().unwrap();
        let officer = desk.principal(Role::StreetOfficer, "990106/990106001");
        desk.join("urban").await;
        let grant = desk.grant(&officer, Action::CasesViewPhotos, &case).await.unwrap();
        let shut = desk.casework.photo(&grant, &case, &kept, Vec::new()).await.unwrap();
        let bytes = desk.access.disclose(&grant, shut).await.unwrap();
        assert!(!bytes.is_empty(), "its twin's bytes stay");
    });
}

#[test]
fn rules_and_members_say_where_a_case_goes() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let rule = |office: &str| Rule {
            area: "990106/990106001".parse().unwrap(),
            subclass: "order.noise".into(),
            hours: Hours::Always,
            office: office.into(),
            co_offices: vec!["works".into()],
            reason: "site office here".into(),
        };
        assert!(matches!(
            desk.casework.set_rule(rule("nowhere"), desk.officer).await,
            Err(Error::Refused(Refusal::NoOffice(_)))
        ));
        desk.casework.set_rule(rule("urban"), desk.officer).await.unwrap();
        let case = desk.begin("order.noise", "施工").await;
        assert_eq!(case.office, "urban");
        assert!(case.co_offices.contains("works"));
        for (n, available) in [(0, true), (1, true), (2, false)] {
            let member = Member {
                account: if n == 0 { desk.officer } else { desk.world.ids.next() },
                office: "urban".into(),
                area: "990106".parse().unwrap(),
                leads: false,
                available,
            };
            desk.casework.set_member(member, None).await.unwrap();
        }
        desk.with(&case, Deed::Claim).await.unwrap();
        let able = desk.casework.candidates("urban", &GRID.parse().unwrap()).await.unwrap();
        let held: Vec<u64> = able.iter().map(|one| one.held).collect();
        assert_eq!(held, [0, 1], "who has least comes first");
    });
}
