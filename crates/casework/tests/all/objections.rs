//! Objections to one's own figures, on both databases.

use std::sync::Arc;

use access::Account;
use casework::{Error, FigureName, NewObjection, Refusal};
use kernel::{Clock as _, Day, Id};
use testing::World;

use super::cases::{Desk, GRID, desk, on_each_database};

impl Desk {
    fn objection(&self, account: Id<Account>) -> NewObjection {
        NewObjection {
            id: self.world.ids.next(),
            account,
            area: GRID.parse().unwrap(),
            from: Day::new(2026, 1, 1).unwrap(),
            to: Day::new(2026, 1, 31).unwrap(),
            subclass: "livelihood.water".into(),
            figure: FigureName::InTime,
            shown: "0.500".into(),
            words: "停水通知晚到，电话19900001234".into(),
        }
    }
}

async fn an_objection_is_answered_once_and_by_somebody_else(world: Arc<World>) {
    let desk = desk(world).await;
    let [worker, colleague, officer]: [Id<Account>; 3] =
        std::array::from_fn(|_| desk.world.ids.next());
    let new = desk.objection(worker);
    let made = desk.casework.object_to_figure(new.clone()).await.unwrap();
    assert!(!made.said.words.contains("19900001234"), "no number of a person is kept");
    assert_eq!((made.made_at, made.answer.is_none()), (desk.world.clock.now(), true));
    assert_eq!(desk.casework.object_to_figure(new.clone()).await.unwrap(), made, "sent twice");
    let stolen = NewObjection { account: colleague, ..new.clone() };
    assert!(matches!(desk.casework.object_to_figure(stolen).await, Err(Error::ActionTaken)));
    let silent = NewObjection { id: desk.world.ids.next(), words: " ".into(), ..new };
    let refused = desk.casework.object_to_figure(silent).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NoWords(_)))));
    let other = desk.casework.object_to_figure(desk.objection(colleague)).await.unwrap();

    let press = desk.world.ids.next();
    let own = desk.casework.answer_objection(made.said.id, press, worker, true, "我同意").await;
    assert!(matches!(own, Err(Error::Refused(Refusal::SamePerson))));
    let answered =
        desk.casework.answer_objection(made.said.id, press, officer, true, "属实").await.unwrap();
    let answer = answered.answer.clone().unwrap();
    assert_eq!((answer.upheld, answer.by, answer.words.as_str()), (true, officer, "属实"));
    let twice =
        desk.casework.answer_objection(made.said.id, press, officer, true, "属实").await.unwrap();
    assert_eq!(twice, answered, "sent twice, it is one");
    let other_word =
        desk.casework.answer_objection(made.said.id, press, officer, false, "改口").await;
    assert!(matches!(other_word, Err(Error::ActionTaken)), "one press is one answer");
    let anew = desk.world.ids.next();
    let again = desk.casework.answer_objection(made.said.id, anew, officer, false, "改口").await;
    assert!(matches!(again, Err(Error::Refused(Refusal::Answered))));

    let own = desk.casework.own_objections(worker, 9).await.unwrap();
    assert_eq!(own, std::slice::from_ref(&answered), "one's own alone");
    let area = "990106/990106001".parse().unwrap();
    let page = desk.casework.objections(&area, None, 1).await.unwrap();
    assert_eq!(page, std::slice::from_ref(&other), "the last first");
    assert_eq!(desk.casework.objections(&area, Some(page[0].seq), 9).await.unwrap(), [answered]);
    let elsewhere = "990106/990106002".parse().unwrap();
    assert!(desk.casework.objections(&elsewhere, None, 9).await.unwrap().is_empty());
}

#[test]
fn an_objection_is_answered_once_and_by_somebody_else_on_each_database() {
    on_each_database(an_objection_is_answered_once_and_by_somebody_else);
}
