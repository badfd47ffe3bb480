//! Notices from the deed that they tell to the end of it, on both databases.

use std::sync::Arc;

use access::Tokenizer;
use housing::{
    Error, HazardDeed, NewNotice, NoticeAct, NoticeOf, Suspension,
    facts::How,
    filter::NoticeFilter,
    notice::{
        Addressee, Notice, NoticeDeed, NoticeKind, NoticeRefusal, NoticeStanding, ServiceWay,
    },
};
use kernel::Text;
use testing::World;

use crate::{
    account,
    desk::{Desk, desk, on_each_database},
};

impl Desk {
    async fn new_notice(&self, kind: NoticeKind, of: NoticeOf) -> NewNotice {
        NewNotice {
            kind,
            of,
            at: self.unit().await,
            code: "9901060010010000001000001".into(),
            address: Text::new("幸福路1号101", "Room 101, 1 Xingfu Road"),
            office: Text::new("幸福街道办事处", "Xingfu Street Office"),
            offices: casework::Catalogue::built_in().unwrap(),
            basis: String::new(),
            by: account(1),
            how: How::bare(self.id()),
        }
    }

    pub(crate) async fn issue(&self, kind: NoticeKind, of: NoticeOf) -> housing::Result<Notice> {
        self.housing.issue(self.new_notice(kind, of).await).await
    }

    async fn standing(&self, notice: &Notice) -> NoticeStanding {
        self.housing.notice_standing(notice).await.unwrap()
    }

    async fn acts_on(
        &self,
        notice: &Notice,
        deed: NoticeDeed,
        how: How,
    ) -> housing::Result<Notice> {
        let (seen, by) = (notice.version, account(2));
        self.housing.act_on_notice(NoticeAct { notice: notice.id, seen, deed, by, how }).await
    }

    /// Letting suspended or lifted, a minute after what was before.
    pub(crate) async fn lets(&self, suspended: bool) {
        self.world.clock.advance(60);
        let how = How { words: "逾期未整改".into(), ..How::bare(self.id()) };
        let new = Suspension { at: self.unit().await, suspended, by: account(2), how };
        self.housing.suspend(new).await.unwrap();
    }
}

#[test]
fn a_notice_tells_what_was_done_and_stands_until_that_is_over() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let hazard = desk.found("gas.hose", desk.unit().await).await.unwrap();
        let of = NoticeOf::Hazard(hazard.id);
        let early = desk.issue(NoticeKind::Order, of).await;
        assert!(
            matches!(early, Err(Error::Notice(NoticeRefusal::NotNow(NoticeKind::Order)))),
            "nothing was ordered: {early:?}"
        );
        let ordered = desk.with(&hazard, HazardDeed::Order, 1).await.unwrap();
        let new = desk.new_notice(NoticeKind::Order, of).await;
        let notice = desk.housing.issue(new.clone()).await.unwrap();
        assert_eq!(desk.housing.issue(new.clone()).await.unwrap(), notice, "sent twice, it is one");
        let stolen = desk.housing.issue(NewNotice { by: account(2), ..new }).await;
        assert!(matches!(stolen, Err(Error::ActionTaken)), "{stolen:?}");
        assert!(notice.content.number.ends_with("-000001"), "{}", notice.content.number);
        assert_eq!(notice.content.due_at, Some(hazard.due_at));
        assert_eq!(notice.content.basis, None, "none was stated");
        let again = desk.issue(NoticeKind::Order, of).await;
        assert!(matches!(again, Err(Error::Notice(NoticeRefusal::Already(_)))), "{again:?}");
        let of_letting = desk.issue(NoticeKind::Suspension, of).await;
        assert!(matches!(of_letting, Err(Error::Notice(NoticeRefusal::NotNow(_)))));
        assert_eq!(desk.standing(&notice).await, NoticeStanding::Stands);

        let fixed = desk.fixed(&ordered).await;
        assert_eq!(desk.standing(&notice).await, NoticeStanding::Done);
        let looked = desk.issue(NoticeKind::Reinspection, of).await.unwrap();
        assert!(looked.content.number.ends_with("-000002"), "{}", looked.content.number);
        let about = looked.content.hazard.as_ref().unwrap();
        assert_eq!((about.id, about.fixed), (fixed.id, Some(true)));
        assert_eq!((looked.content.due_at, looked.remind_at()), (None, None));
        let filter = NoticeFilter {
            hazard: Some(hazard.id),
            unserved: true,
            limit: 1,
            ..NoticeFilter::default()
        };
        let page = desk.housing.notices(&filter).await.unwrap();
        assert_eq!(page.iter().map(|(_, one)| one.id).collect::<Vec<_>>(), [looked.id]);
        let next = NoticeFilter { after: Some(page[0].0), ..filter };
        assert_eq!(desk.housing.notices(&next).await.unwrap()[0].1, notice);
        assert_eq!(desk.housing.count_notices(&next).await.unwrap(), 2);

        let page = [looked.clone(), notice.clone()];
        let worth = desk.housing.notice_standings(&page).await.unwrap();
        assert_eq!(worth, [NoticeStanding::Stands, NoticeStanding::Done], "a page, in its order");

        desk.world.clock.advance(60);
        desk.with(&fixed, HazardDeed::Reopen, 1).await.unwrap();
        assert_eq!(desk.standing(&notice).await, NoticeStanding::Done, "that was another time");
        let late = desk.issue(NoticeKind::Order, of).await;
        assert!(
            matches!(late, Err(Error::Notice(NoticeRefusal::NotNow(NoticeKind::Order)))),
            "ordered before it was reopened: {late:?}"
        );
    });
}

#[test]
fn a_paper_that_says_anything_else_is_not_verified() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        desk.lets(true).await;
        let of = NoticeOf::Unit(desk.places[0].1);
        let notice = desk.issue(NoticeKind::Suspension, of).await.unwrap();
        let (key, number) = (Tokenizer::with_key([7; 32]), notice.content.number.as_str());
        let digest = notice.digest(&key).unwrap();
        assert_eq!(digest.len(), 26);
        let verify = async |number: &str, digest: &str, key: &Tokenizer| {
            desk.housing.verify_notice(number, digest, key).await.unwrap()
        };
        assert_eq!(verify(number, &digest.to_lowercase(), &key).await, Some(notice.clone()));
        assert_eq!(verify(number, &digest, &Tokenizer::with_key([8; 32])).await, None);
        assert_eq!(verify(number, &digest[1..], &key).await, None);
        assert_eq!(verify("2026-999999", &digest, &key).await, None);
        assert_eq!(verify("2026\0", &digest, &key).await, None, "what no number is made of");
        let mut other = notice.clone();
        other.content.address = Text::new("幸福路2号", "2 Xingfu Road");
        assert_ne!(other.digest(&key).unwrap(), digest, "a mark fits one content");

        desk.lets(false).await;
        assert_eq!(desk.standing(&notice).await, NoticeStanding::Done);
        let late = desk.issue(NoticeKind::Suspension, of).await;
        assert!(matches!(late, Err(Error::Notice(NoticeRefusal::NotNow(_)))), "{late:?}");
        let lifted = desk.issue(NoticeKind::Lifting, of).await.unwrap();
        assert_eq!(desk.standing(&lifted).await, NoticeStanding::Stands);
        desk.lets(true).await;
        assert_eq!(desk.standing(&notice).await, NoticeStanding::Done, "that was another time");
        assert_eq!(desk.standing(&lifted).await, NoticeStanding::Done, "it is suspended again");
        let again = desk.issue(NoticeKind::Suspension, of).await.unwrap();
        let worth = desk.housing.notice_standings(&[again, lifted, notice]).await.unwrap();
        let (stands, done) = (NoticeStanding::Stands, NoticeStanding::Done);
        assert_eq!(worth, [stands, done, done], "each by the last deed of its unit");
    });
}

#[test]
fn a_notice_is_served_with_what_shows_it_reminded_of_once_and_withdrawn() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let hazard = desk.found("gas.hose", desk.unit().await).await.unwrap();
        desk.with(&hazard, HazardDeed::Order, 1).await.unwrap();
        let of = NoticeOf::Hazard(hazard.id);
        let notice = desk.issue(NoticeKind::Order, of).await.unwrap();
        assert!(!notice.is_served(), "nobody answers for the unit by an account");

        let posted = NoticeDeed::Serve { way: ServiceWay::Posted, to: Addressee::Landlord };
        let bare = desk.acts_on(&notice, posted.clone(), How::bare(desk.id())).await;
        assert!(matches!(bare, Err(Error::Notice(NoticeRefusal::NoPhoto))), "{bare:?}");
        let app = NoticeDeed::Serve { way: ServiceWay::App, to: Addressee::Landlord };
        let app = desk.acts_on(&notice, app, How::bare(desk.id())).await;
        assert!(matches!(app, Err(Error::Notice(NoticeRefusal::NotTheirs))), "{app:?}");
        let away = How { position: None, ..desk.how().await };
        let away = desk.acts_on(&notice, posted.clone(), away).await;
        assert!(matches!(away, Err(Error::NotNear { .. })), "who stood there is weighed: {away:?}");
        let served = desk.acts_on(&notice, posted.clone(), desk.how().await).await.unwrap();
        assert_eq!((served.version, served.is_served()), (2, true));
        let photo = served.services[0].evidence[0].file.unwrap();
        let photo = desk.housing.file(photo).await.unwrap().unwrap();
        assert_eq!(photo.subject, Some(hazard.id.to_bytes()), "seen as the hazard's photos are");
        let late = desk.acts_on(&notice, posted.clone(), desk.how().await).await;
        assert!(matches!(late, Err(Error::Conflict { version: 2 })), "{late:?}");

        assert_eq!(desk.housing.remind(10).await.unwrap(), 0);
        let wait_s = served.remind_at().unwrap().seconds_since(served.content.issued_at);
        desk.world.clock.advance(wait_s + 1);
        assert_eq!(desk.housing.remind(10).await.unwrap(), 1);
        assert_eq!(desk.housing.remind(10).await.unwrap(), 0, "once");
        let feed = desk.world.database.feed_after("housing", 0, 100).await.unwrap();
        assert_eq!(feed.iter().filter(|entry| entry.kind == "notice.remind").count(), 1);

        let (reminded, _) = desk.housing.notice(notice.id).await.unwrap().unwrap();
        let silent = desk.acts_on(&reminded, NoticeDeed::Withdraw, How::bare(desk.id())).await;
        assert!(matches!(silent, Err(Error::Notice(NoticeRefusal::NoWords))), "{silent:?}");
        let how = How { words: "门牌有误".into(), ..How::bare(desk.id()) };
        let gone = desk.acts_on(&reminded, NoticeDeed::Withdraw, how).await.unwrap();
        assert_eq!(desk.standing(&gone).await, NoticeStanding::Withdrawn);
        let over = desk.acts_on(&gone, posted, desk.how().await).await;
        assert!(matches!(over, Err(Error::Notice(NoticeRefusal::NotStanding))), "{over:?}");
        let next = desk.issue(NoticeKind::Order, of).await.unwrap();
        assert!(next.content.number.ends_with("-000002"), "{}", next.content.number);
    });
}

#[test]
fn nobody_is_reminded_of_what_is_done() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let hazard = desk.found("gas.hose", desk.unit().await).await.unwrap();
        let ordered = desk.with(&hazard, HazardDeed::Order, 1).await.unwrap();
        desk.issue(NoticeKind::Order, NoticeOf::Hazard(hazard.id)).await.unwrap();
        desk.fixed(&ordered).await;
        desk.world.clock.advance(hazard.due_at.seconds_since(hazard.found_at));
        assert_eq!(desk.housing.remind(10).await.unwrap(), 1, "looked at");
        assert_eq!(desk.housing.remind(10).await.unwrap(), 0);
        let feed = desk.world.database.feed_after("housing", 0, 100).await.unwrap();
        assert_eq!(feed.iter().filter(|entry| entry.kind == "notice.remind").count(), 0);
    });
}

#[test]
fn suspensions_of_a_unit_are_told_in_order_each_with_its_end() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let unit = desk.unit().await.place.unit.unwrap();
        assert!(desk.housing.suspensions(unit).await.unwrap().is_empty());
        for suspended in [true, false, true] {
            desk.lets(suspended).await;
        }
        let told = desk.housing.suspensions(unit).await.unwrap();
        let [(first, Some(end)), (second, None)] = told[..] else { panic!("{told:?}") };
        assert!(first < end && end < second);
        let other = desk.world.ids.next();
        assert!(desk.housing.suspensions(other).await.unwrap().is_empty());
    });
}

#[test]
fn a_referral_calls_the_office_as_the_places_own_catalogue_does() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let built_in = casework::catalogue::BUILT_IN;
        let renamed = built_in.offices.replacen("城市管理办公室", "城管中队", 1);
        let files = casework::catalogue::Files { offices: &renamed, ..built_in };
        let own = Box::leak(Box::new(casework::Catalogue::read(&files).unwrap()));
        let hazard = desk.found("gas.hose", desk.unit().await).await.unwrap();
        let refer = HazardDeed::Refer { office: "urban".into() };
        desk.with(&hazard, refer, 1).await.unwrap();
        let new = desk.new_notice(NoticeKind::Referral, NoticeOf::Hazard(hazard.id)).await;
        let notice = desk.housing.issue(NewNotice { offices: own, ..new }).await.unwrap();
        assert_eq!(notice.content.to_office.map(|office| office.zh), Some("城管中队".to_owned()));
    });
}
