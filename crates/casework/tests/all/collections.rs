//! Forms of field collection on both databases.

use std::{collections::BTreeMap, sync::Arc};

use casework::{CollectionFilter, Deed, Error, EvidenceKind, NewCollection, PlaceRef, Refusal};
use testing::World;

use super::cases::{Desk, GRID, desk, on_each_database, place};

impl Desk {
    async fn form(&self, class: &str, answers: &[(&str, &str)]) -> NewCollection {
        let answers = answers.iter().map(|(item, answer)| ((*item).into(), (*answer).into()));
        NewCollection {
            id: self.world.ids.next(),
            class: class.into(),
            place: place(GRID),
            answers: answers.collect::<BTreeMap<String, String>>(),
            photos: vec![self.photo().await],
            words: "电话19900001234".into(),
            account: self.officer,
            acted_at: None,
        }
    }
}

#[test]
fn a_form_is_kept_once_with_its_photos_until_its_time_is_over() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let new = desk.form("street", &[("street.no_such_item", "yes")]).await;
        let refused = desk.casework.collect(new).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NoItem(_)))), "{refused:?}");

        let new = desk.form("street", &[("street.pavement_clear", "yes")]).await;
        let kept = desk.casework.collect(new.clone()).await.unwrap();
        let again = desk.casework.collect(new.clone()).await.unwrap();
        assert_eq!(again, kept, "sent twice, it is one");
        assert!(!kept.words.contains("19900001234"));
        let of_another = NewCollection { id: desk.world.ids.next(), ..new.clone() };
        let refused = desk.casework.collect(of_another).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NoFile))), "a photo shows one thing");
        let case = desk.begin("livelihood.water", "漏水").await;
        let (kind, attachment) = (EvidenceKind::PhotoBefore, Some(kept.photos[0]));
        let refused = desk.with(&case, Deed::Evidence { kind, attachment }).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NoFile))), "nor a case: {refused:?}");
        let stolen = NewCollection { account: desk.world.ids.next(), ..new };
        assert!(matches!(desk.casework.collect(stolen).await, Err(Error::ActionTaken)));

        let all = CollectionFilter { limit: 9, ..CollectionFilter::default() };
        let found = desk.casework.collections(&all).await.unwrap();
        assert_eq!(found.iter().map(|(_, form)| form.id).collect::<Vec<_>>(), [kept.id]);
        let none = CollectionFilter { class: Some("fire".into()), ..all.clone() };
        assert!(desk.casework.collections(&none).await.unwrap().is_empty());
        let after = CollectionFilter { after: Some(found[0].0), ..all.clone() };
        assert!(desk.casework.collections(&after).await.unwrap().is_empty());
        let elsewhere = CollectionFilter { area: "990107".parse().unwrap(), ..all };
        assert!(desk.casework.collections(&elsewhere).await.unwrap().is_empty());

        desk.world.clock.advance(casework::LOOSE_S + 1);
        desk.casework.drop_loose_files().await.unwrap();
        assert!(desk.casework.attachment(kept.photos[0]).await.unwrap().is_some());
    });
}

#[test]
fn a_class_of_units_is_noted_at_a_unit_alone() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let at = |kind: &str, mut new: NewCollection| {
            let id = uuid::Uuid::from_bytes([7; 16]);
            new.place.at = Some(PlaceRef { kind: kind.into(), id });
            new
        };
        let gas = desk.casework.catalogue().collection.iter().find(|class| class.id == "gas");
        let item = gas.unwrap().items.iter().find(|item| !item.options.is_empty()).unwrap();
        let answer = [(item.id.as_str(), item.options[0].id.as_str())];
        let wrong = at("building", desk.form("gas", &answer).await);
        let refused = desk.casework.collect(wrong).await;
        let is_refused = matches!(refused, Err(Error::Refused(Refusal::OtherPlace { unit: true })));
        assert!(is_refused, "{refused:?}");
        let right = at("unit", desk.form("gas", &answer).await);
        let kept = desk.casework.collect(right).await.unwrap();
        let there = CollectionFilter { place: Some([7; 16]), limit: 9, ..Default::default() };
        let found = desk.casework.collections(&there).await.unwrap();
        assert_eq!(found[0].1, kept);
        let elsewhere = CollectionFilter { place: Some([8; 16]), ..there };
        assert!(desk.casework.collections(&elsewhere).await.unwrap().is_empty());
    });
}
