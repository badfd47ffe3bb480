use crate::place::{BUILDINGS, district, import, on_each_database, register};
use address::AddressIndex;
use kernel::AreaPath;
use register::edit::{NewUnit, Reason};
use register::import::Options;
use register::model::{Building, Unit};
use register::wash::{build_index, index_path};

fn room(room: &str) -> NewUnit {
    NewUnit { room: room.into(), area_m2: Some(40.0), ..NewUnit::default() }
}

#[test]
fn split_merge_and_renumber_keep_what_was() {
    on_each_database(async |world| {
        let register = register(&world).await;
        import(&register, &district(&world, "d"), Options::default()).await.unwrap();
        let hits = register.search(BUILDINGS[0].0, &AreaPath::whole(), 5).await.unwrap();
        let building = kernel::Id::<Building>::from_bytes(hits[0].id);
        let rooms = register.rooms(building).await.unwrap();
        let why = Reason { account: None, text: "隔断".into() };

        let made =
            register.split_unit(rooms[0].id, &[room("101A"), room("101B")], &why).await.unwrap();
        assert_eq!(register.rooms(building).await.unwrap().len(), 5);
        let old = register.unit(rooms[0].id).await.unwrap().unwrap();
        assert_eq!(old.row.stage, "retired");
        assert_eq!(old.lineage.len(), 2);
        let new = register.unit(made[1]).await.unwrap().unwrap();
        assert_eq!(
            new.row.code,
            format!("{}000006", BUILDINGS[0].0),
            "after the highest ever given"
        );
        assert!(
            register.split_unit(rooms[0].id, &[room("1"), room("2")], &why).await.is_err(),
            "retired"
        );

        let merged = register.merge_units(&made, &room("101"), &why).await.unwrap();
        let merged = register.unit(merged).await.unwrap().unwrap();
        assert!(merged.row.code.ends_with("000007"), "a code is never given again");
        assert_eq!(merged.lineage.iter().filter(|(link, _)| link.before).count(), 2);

        register.renumber_building(building, "9号", &why).await.unwrap();
        let detail = register.building(building).await.unwrap().unwrap();
        assert_eq!(detail.row.label.zh, "幸福路9号");
        assert!(detail.aliases.iter().any(|a| a.text == "1号" && a.kind == "former_number"));
        let located = register.located(building).await.unwrap();
        assert_eq!(located, Some((detail.row, detail.address)), "the same, read by itself");
        register.renumber_unit(rooms[1].id, "188", &why).await.unwrap();
        assert_eq!(register.version().await.unwrap(), 5);
        let feed = world.database.feed_after("register", 0, 10).await.unwrap();
        let kinds: Vec<&str> = feed.iter().map(|entry| entry.kind.as_str()).collect();
        assert_eq!(
            kinds,
            ["register.imported", "unit.split", "unit.merge", "building.renumber", "unit.renumber"]
        );
        let missing = kernel::Id::<Unit>::from_bytes([9; 16]);
        assert!(register.renumber_unit(missing, "1", &why).await.is_err());
        assert_eq!(register.version().await.unwrap(), 5, "what is refused leaves nothing behind");
    });
}

#[test]
fn a_spelling_is_learned_washed_by_and_withdrawn() {
    on_each_database(async |world| {
        let register = register(&world).await;
        import(&register, &district(&world, "d"), Options::default()).await.unwrap();
        let (code, other) = (BUILDINGS[0].0, BUILDINGS[1].0);
        let why = Reason { account: None, text: "hotline, 3 May".into() };
        let folder = world.folder.path().join("wash");
        std::fs::create_dir_all(&folder).unwrap();
        let washed = async || {
            build_index(&register, &folder, &kernel::Silent).await.unwrap();
            let index = AddressIndex::open(&index_path(&folder)).unwrap();
            let found = index.wash(index.profile(), "鲤鱼墩大厦101室");
            found.entry.and_then(|at| index.code(at).map(str::to_owned))
        };
        assert_eq!(washed().await, None, "nobody knows it yet");

        let learned = register.learn_spelling("鲤鱼墩大厦101室", code, &why).await.unwrap();
        assert_eq!((learned.text.as_str(), learned.code.as_str()), ("鲤鱼墩大厦", code));
        assert!(washed().await.is_some_and(|entry| entry.starts_with(code)), "down to its room");
        assert!(register.learn_spelling("鲤鱼墩大厦", code, &why).await.is_err(), "known");
        assert!(register.learn_spelling("鲤鱼墩大厦", other, &why).await.is_err(), "another's");
        assert!(register.learn_spelling("101室", code, &why).await.is_err(), "names nothing");
        assert_eq!(register.learned_spellings(5).await.unwrap(), std::slice::from_ref(&learned));

        let id = learned.id.parse().unwrap();
        register.withdraw_spelling(id, &why).await.unwrap();
        assert_eq!(washed().await, None, "and forgotten");
        assert!(register.withdraw_spelling(id, &why).await.is_err(), "once");
        assert!(register.learned_spellings(5).await.unwrap().is_empty());
        let feed = world.database.feed_after("register", 0, 10).await.unwrap();
        let kinds: Vec<&str> = feed.iter().map(|entry| entry.kind.as_str()).collect();
        assert_eq!(kinds, ["register.imported", "alias.learn", "alias.withdraw"]);
    });
}

#[test]
fn a_spelling_is_learned_of_the_building_that_was_meant() {
    on_each_database(async |world| {
        let register = register(&world).await;
        import(&register, &district(&world, "d"), Options::default()).await.unwrap();
        let why = Reason { account: None, text: "hotline, 3 May".into() };
        let (code, other) = (BUILDINGS[0].0, BUILDINGS[2].0);
        let mut buildings = Vec::new();
        for code in [code, other] {
            let hits = register.search(code, &AreaPath::whole(), 5).await.unwrap();
            buildings.push(kernel::Id::<Building>::from_bytes(hits[0].id));
        }
        // A unit of each bears the code of the other.
        let mut unit = world.database.begin().await.unwrap();
        for (building, code) in buildings.iter().zip([other, code]) {
            let rooms = register.rooms(*building).await.unwrap();
            let id = kernel::Id::<Unit>::to_bytes(rooms[0].id).to_vec();
            let sql = "UPDATE unit SET code = ?1 WHERE id = ?2";
            unit.execute("give a code", sql, [code.into(), id.into()]).await.unwrap();
        }
        unit.commit().await.unwrap();
        for (building, (line, code)) in
            buildings.iter().zip([("鲤鱼墩大厦101室", code), ("云顶大厦", other)])
        {
            let learned = register.learn_spelling_of(line, *building, &why).await.unwrap();
            assert_eq!(learned.code, code);
        }
        let missing = kernel::Id::<Building>::from_bytes([9; 16]);
        assert!(register.learn_spelling_of("平安大厦", missing, &why).await.is_err());
    });
}

#[test]
fn a_line_without_end_teaches_nothing() {
    on_each_database(async |world| {
        let register = register(&world).await;
        import(&register, &district(&world, "d"), Options::default()).await.unwrap();
        let why = Reason { account: None, text: "hotline, 3 May".into() };
        let line = "鲤鱼墩大厦".repeat(201);
        let refused = register.learn_spelling(&line, BUILDINGS[0].0, &why).await.unwrap_err();
        let said = refused.message();
        assert!(said.en.contains("longer than 1000 characters"), "{}", said.en);
        assert!(said.zh.contains("超过1000个字"), "{}", said.zh);
        assert_eq!(register.version().await.unwrap(), 1, "nothing was written");
    });
}
