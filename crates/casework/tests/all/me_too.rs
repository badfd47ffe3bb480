//! "Me too": several who report one case, on both databases.

use std::sync::Arc;

use access::{Action, Role};
use casework::{
    Act, Actor, Begun, By, Case, Content, Deed, Error, FiguresOf, MeToo, NewReport, NewReporter,
    Outcome, Refusal, State,
};
use kernel::{Lang, Point4326};
use testing::World;

use super::cases::{Desk, desk, on_each_database};

const WATER: &str = "livelihood.water";
const LIGHT: &str = "livelihood.street_furniture";

impl Desk {
    /// What somebody else says of the same thing.
    fn too(&self, subclass: &str, words: &str) -> NewReport {
        let mut told = self.told(subclass, words);
        told.reporter = Some(NewReporter {
            account: None,
            name: Some("李芳".into()),
            phone: Some("13900005678".into()),
            email: None,
            lang: Lang::Zh,
            secret: None,
        });
        told
    }

    async fn joins(&self, case: &Case, new: NewReport) -> Begun {
        match self.casework.me_too(case.id, new).await.unwrap() {
            MeToo::Joined(begun) => begun,
            MeToo::Alone(begun) => panic!("it stands alone: {}", begun.case.number),
        }
    }

    async fn stands_alone(&self, case: &Case, new: NewReport) -> Case {
        match self.casework.me_too(case.id, new).await.unwrap() {
            MeToo::Alone(begun) => begun.case,
            MeToo::Joined(begun) => panic!("it joined {}", begun.case.number),
        }
    }

    /// Whose word follows the case.
    async fn whose(&self, begun: &Begun) -> Actor {
        let word = begun.secret.as_deref().unwrap();
        let found = self.casework.follow(&begun.case.number, word).await.unwrap().unwrap();
        assert_eq!(found.0.id, begun.case.id);
        found.1
    }

    async fn says(&self, case: &Case, who: Actor, deed: Deed) -> casework::Result<Case> {
        self.casework.act(Act { actor: who, ..self.act(case, deed) }).await
    }
}

#[test]
fn who_reports_it_too_joins_once_and_follows_by_a_word_of_their_own() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let first = desk.casework.report(desk.told(WATER, "我是王小明，漏水")).await.unwrap();
        let mut new = desk.too(WATER, "我是李芳，水到插座了");
        new.answers.insert("what".into(), "leak".into());
        new.photos = vec![desk.photo().await];
        let begun = desk.joins(&first.case, new.clone()).await;
        assert_eq!((begun.case.id, begun.case.reports()), (first.case.id, 2));
        assert_eq!(begun.case.evidence.len(), 1, "the photo is there");
        let again = desk.joins(&first.case, new.clone()).await;
        assert_eq!(again.case, begun.case, "sent twice, it is one more");
        assert_eq!(again.secret, None, "and its word is told once");
        let plain = desk.casework.report(new.clone()).await.unwrap();
        assert_eq!(plain, again, "also where whoever heard no answer sends it as a report");
        let who = desk.whose(&begun).await;
        assert_eq!(desk.whose(&first).await, Actor::Reporter);
        let mut note = desk.act(&begun.case, Deed::Note);
        note.words = "已电话联系李芳".into();
        let used = NewReport { id: note.id, ..new };
        desk.casework.act(note).await.unwrap();
        let taken = desk.casework.report(used).await;
        assert!(matches!(taken, Err(Error::ActionTaken)), "{taken:?}");
        let actions = desk.casework.actions(first.case.id).await.unwrap();
        assert_eq!((actions.len(), actions[1].actor), (3, who));
        assert_eq!(actions[1].words.as_deref(), Some("我是＊＊＊，水到插座了"));
        assert_eq!(actions[1].answers["what"], "leak");
        assert_eq!(actions[2].words.as_deref(), Some("已电话联系＊＊＊"), "masked likewise");
        let from = testing::MONDAY_MORNING;
        let of = FiguresOf {
            area: "990106".parse().unwrap(),
            from,
            to: from.plus_seconds(86_400),
            officer: None,
        };
        let figures = desk.casework.figures(&of, By::Nothing).await.unwrap()[0].1;
        assert_eq!((figures.cases, figures.reports), (1, 2), "two figures");
        let feed = desk.world.database.feed_after("cases", 0, 100).await.unwrap();
        assert!(!feed.iter().any(|entry| entry.detail.contains("1390000")));
    });
}

#[test]
fn each_confirms_for_themself_and_any_of_them_sends_it_back() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let case = desk.begin(LIGHT, "路灯不亮").await;
        let other = desk.joins(&case, desk.too(LIGHT, "整条路都黑")).await;
        let who = desk.whose(&other).await;
        let case = desk.shown(desk.in_hand(&other.case).await, None).await;
        let case = desk.with(&case, Deed::Resolve { outcome: Outcome::Fixed }).await.unwrap();
        let confirm = |content| Deed::Confirm { content: Some(content) };
        let one = desk.says(&case, who, confirm(Content::Partly)).await.unwrap();
        assert_eq!(one.state, State::Resolved, "the other has not said so");
        assert!(one.has_agreed(who) && !one.has_agreed(Actor::Reporter));
        let twice = desk.says(&one, who, confirm(Content::Yes)).await;
        assert!(matches!(twice, Err(Error::Refused(Refusal::NotNow { .. }))), "{twice:?}");
        let both = desk.says(&one, Actor::Reporter, confirm(Content::Yes)).await.unwrap();
        assert_eq!((both.state, both.content), (State::Confirmed, Some(Content::Partly)));
        let back = desk.says(&both, who, Deed::Object).await.unwrap();
        assert_eq!((back.state, back.objections), (State::Reopened, 1));
        assert!(back.agreed.is_empty() && back.reports() == 2, "a round of its own");
    });
}

#[test]
fn who_says_nothing_does_not_keep_a_case_from_being_confirmed() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        // Some are drawn for a second look, and wait for it.
        let mut waits = Vec::new();
        for _ in 0..6 {
            let case = desk.begin(LIGHT, "路灯不亮").await;
            let other = desk.joins(&case, desk.too(LIGHT, "整条路都黑")).await;
            let who = desk.whose(&other).await;
            let case = desk.shown(desk.in_hand(&other.case).await, None).await;
            let case = desk.with(&case, Deed::Resolve { outcome: Outcome::Fixed }).await.unwrap();
            let confirm = Deed::Confirm { content: Some(Content::Yes) };
            let case = desk.says(&case, who, confirm).await.unwrap();
            if !case.recheck_drawn {
                waits.push(case.id);
            }
        }
        assert!(!waits.is_empty());
        desk.world.clock.advance(8 * 86_400);
        while desk.casework.tick(100).await.unwrap() > 0 {}
        for id in waits {
            let case = desk.casework.find(id).await.unwrap().unwrap();
            assert_eq!((case.state, case.content), (State::Confirmed, Some(Content::Yes)));
        }
    });
}

#[test]
fn what_was_resolved_is_open_again_and_what_is_old_or_elsewhere_is_a_case_of_its_own() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let mut case = desk.begin(WATER, "漏水").await;
        let settled = Deed::Resolve { outcome: Outcome::Settled };
        for deed in [Deed::Claim, Deed::Start, Deed::Contact, settled] {
            case = desk.with(&case, deed).await.unwrap();
        }
        desk.world.clock.advance(3_600);
        let here = Point4326::new(113.9, 22.5).unwrap();
        let near = async || {
            let found = desk.casework.nearby(WATER, here).await.unwrap();
            found.into_iter().map(|row| row.case.id).collect::<Vec<_>>()
        };
        assert_eq!(near().await, [case.id], "resolved, and shown to whoever has it still");
        let back = desk.joins(&case, desk.too(WATER, "还在漏")).await.case;
        assert_eq!((back.state, back.reports(), back.objections), (State::Reopened, 2, 0));
        assert!(back.clock_from > case.clock_from && back.officer.is_none(), "a round of its own");
        let mut elsewhere = desk.too(WATER, "漏水");
        elsewhere.place.point = Point4326::new(113.95, 22.5);
        let alone = desk.stands_alone(&back, elsewhere).await;
        assert_eq!((alone.id == back.id, alone.reports()), (false, 1));
        desk.stands_alone(&back, desk.too("order.noise", "施工")).await;
        let twin = desk.begin(WATER, "又漏").await;
        let merged = desk.with(&twin, Deed::Merge { into: back.id }).await.unwrap();
        let joined = desk.joins(&merged, desk.too(WATER, "也漏")).await.case;
        assert_eq!((joined.id, joined.reports()), (back.id, 3), "the one that is worked on");
        let old = desk.begin(WATER, "漏水").await;
        let deed = Deed::Refuse { responsible: kernel::Text::new("供水公司", "Water company") };
        let refused = desk.with(&old, deed).await.unwrap();
        desk.stands_alone(&refused, desk.too(WATER, "漏水")).await;
        desk.world.clock.advance(31 * 86_400);
        let late = desk.too(WATER, "现在水到插座了");
        let anew = desk.stands_alone(&back, late.clone()).await;
        assert_eq!(anew.clock_from, kernel::Clock::now(&*desk.world.clock), "a clock of its own");
        assert_eq!(desk.stands_alone(&back, late).await.id, anew.id, "sent twice, it is one case");
    });
}

#[test]
fn whoever_leaves_a_number_first_is_to_be_contacted_from_then_on() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let mut told = desk.told(WATER, "漏水");
        told.reporter = None;
        let case = desk.casework.report(told).await.unwrap().case;
        assert_eq!((case.contact_due_at, case.followers()), (None, 0));
        desk.world.clock.advance(7 * 86_400);
        let joined = desk.joins(&case, desk.too(WATER, "还在漏")).await.case;
        let now = kernel::Clock::now(&*desk.world.clock);
        assert!(joined.contact_due_at.is_some_and(|due| due > now), "not late at once");
        assert_eq!((joined.due_at, joined.followers()), (case.due_at, 1), "the limit stands");
    });
}

#[test]
fn all_reporters_are_read_under_one_grant_each_sees_it_and_all_are_erased() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let street = "990106/990106001";
        desk.join("works").await;
        let case = desk.begin(WATER, "漏水").await;
        let other = desk.joins(&case, desk.too(WATER, "也漏")).await;
        let who = desk.whose(&other).await;
        let officer = desk.principal(Role::StreetOfficer, street);
        let grant = desk.grant(&officer, Action::CasesViewReporter, &other.case).await.unwrap();
        let shut = desk.casework.reporter(&grant, &other.case).await.unwrap().unwrap();
        let seen = desk.access.disclose(&grant, shut).await.unwrap();
        assert_eq!(seen.phone.as_deref(), Some("13900001234"));
        let phones: Vec<_> = seen.others.iter().map(|one| one.phone.as_deref()).collect();
        assert_eq!(phones, [Some("13900005678")]);
        for reporter in [Actor::Reporter, who] {
            let looks = desk.casework.looks(case.id, reporter, 9).await.unwrap();
            assert_eq!(looks.len(), 1, "{reporter:?}");
        }
        desk.casework.erase(case.id, "asked", None).await.unwrap();
        assert!(desk.casework.reporter(&grant, &other.case).await.unwrap().is_none());
        let word = other.secret.as_deref().unwrap();
        assert_eq!(desk.casework.follow(&case.number, word).await.unwrap(), None);
    });
}

#[test]
fn one_account_reports_a_case_once_and_finds_it_among_its_own() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let case = desk.begin(WATER, "漏水").await;
        let account = desk.world.ids.next();
        let signed_in = || {
            let mut new = desk.too(WATER, "也漏");
            new.reporter.as_mut().unwrap().account = Some(account);
            new
        };
        let begun = desk.joins(&case, signed_in()).await;
        let who = desk.whose(&begun).await;
        let again = desk.casework.me_too(case.id, signed_in()).await;
        assert!(matches!(again, Err(Error::Refused(Refusal::ReportedAlready))), "{again:?}");
        let own = desk.casework.own(account).await.unwrap();
        assert_eq!(own, [begun.case]);
        assert_eq!(desk.casework.reported_as(case.id, account).await.unwrap(), Some(who));
    });
}
