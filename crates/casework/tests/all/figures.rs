//! Figures of work, on both databases: by area, office and subclass, and of oneself.

use std::sync::Arc;

use access::Account;
use casework::{Act, Actor, By, Case, Content, Deed, Figures, FiguresOf, Outcome, routing::Member};
use kernel::{AreaPath, Id};
use testing::World;

use super::cases::{Desk, GRID, desk, on_each_database};

const HOUR: i64 = 3_600;

impl Desk {
    /// Claimed, begun, the reporter spoken to and content; so many hours after it came in.
    async fn settled(&self, case: &Case, who: Id<Account>, hours: i64) -> Case {
        let mut case = case.clone();
        for deed in [Deed::Claim, Deed::Start, Deed::Contact] {
            case = self.as_one(who, &case, deed).await;
        }
        self.world.clock.advance(hours * HOUR);
        self.as_one(who, &case, Deed::Resolve { outcome: Outcome::Settled }).await
    }

    async fn as_one(&self, who: Id<Account>, case: &Case, deed: Deed) -> Case {
        let act = Act { actor: Actor::Account(who), ..self.act(case, deed) };
        self.casework.act(act).await.unwrap()
    }

    fn of(area: &str, officer: Option<Id<Account>>) -> FiguresOf {
        let from = testing::MONDAY_MORNING;
        FiguresOf { area: area.parse().unwrap(), from, to: from.plus_seconds(24 * HOUR), officer }
    }
}

async fn figures_are_of_areas_offices_and_subclasses(world: Arc<World>) {
    let desk = desk(world).await;
    let [me, other]: [Id<Account>; 2] = [desk.world.ids.next(), desk.world.ids.next()];
    for account in [me, other] {
        let area: AreaPath = GRID.parse().unwrap();
        let member =
            Member { account, office: "works".into(), area, leads: false, available: true };
        desk.casework.set_member(member, None).await.unwrap();
    }
    let water = desk.begin("livelihood.water", "漏水").await;
    let again = desk.begin("livelihood.water", "又漏水").await;
    desk.begin("order.noise", "夜间施工").await;
    let done = desk.settled(&water, me, 2).await;
    desk.as_one(me, &done, Deed::Confirm { content: Some(Content::Yes) }).await;
    let done = desk.settled(&again, other, 4).await;
    let back = desk.as_one(me, &done, Deed::Recheck { fixed: false }).await;
    assert!(back.reopened);
    let by = async |of: &FiguresOf, by: By| desk.casework.figures(of, by).await.unwrap();
    let whole = Desk::of("990106", None);
    let subclasses = by(&whole, By::Subclass).await;
    let names: Vec<&str> = subclasses.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(names, ["livelihood.water", "order.noise"], "by their codes, and not by merit");
    let figures = subclasses[0].1;
    assert_eq!((figures.cases, figures.open, figures.handled, figures.reopened), (2, 1, 1, 1));
    assert_eq!((figures.handle_s, figures.in_time), (7_200, 1));
    assert_eq!((figures.rechecked, figures.verified), (1, 0));
    assert_eq!((figures.rated, figures.content), (1, 1));
    // The second was contacted two hours after it came in, when the first was done.
    assert_eq!((figures.contacted, figures.contact_s), (2, 7_200));
    assert_eq!(by(&whole, By::Office).await.len(), 2);
    assert_eq!(by(&whole, By::Area).await, [(GRID.to_owned(), figures.and(subclasses[1].1))]);
    assert!(by(&Desk::of("990106/990106002", None), By::Area).await.is_empty());
    // One's own: of the cases in one's hands, and nobody else's.
    let own = by(&Desk::of("", Some(me)), By::Nothing).await;
    assert_eq!((own.len(), own[0].1.cases, own[0].1.handled), (1, 1, 1));
    let later = FiguresOf { from: whole.to, to: whole.to.plus_seconds(1), ..whole };
    assert_eq!(by(&later, By::Nothing).await, Vec::<(String, Figures)>::new());
}

#[test]
fn figures_are_of_areas_offices_and_subclasses_on_each_database() {
    on_each_database(figures_are_of_areas_offices_and_subclasses);
}
