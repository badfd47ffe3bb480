use crate::place::{district, import, on_each_database, register};
use kernel::AreaPath;
use register::export::{Layer, geojson};
use register::import::Options;
use register::query::Filter;
use register::tiles::Tiles;
use register::wash;

#[test]
fn places_are_found_by_name_initials_number_and_code() {
    on_each_database(async |world| {
        let register = register(&world).await;
        import(&register, &district(&world, "d"), Options::default()).await.unwrap();
        let found = async |q: &str| -> Vec<(&'static str, String)> {
            let hits = register.search(q, &AreaPath::whole(), 20).await.unwrap();
            hits.into_iter().map(|hit| (hit.kind, hit.label.zh)).collect()
        };
        assert_eq!(found("平安").await[0], ("estate", "平安花园".into()));
        assert_eq!(found("xfl").await[0], ("thoroughfare", "幸福路".into()));
        assert!(found("幸福路3").await.contains(&("building", "幸福路3号".into())));
        assert!(found("东桥").await.contains(&("area", "东桥社区".into())));
        assert_eq!(
            found("9901010010010000003000002").await,
            [("unit", "幸福路3号1单元102室".into())]
        );
        assert!(found("幸").await.is_empty(), "two characters at least");
        assert!(found("%%").await.is_empty() || found("%%").await.len() <= 20);
    });
}

#[test]
fn lists_are_sorted_filtered_and_paged() {
    on_each_database(async |world| {
        let register = register(&world).await;
        import(&register, &district(&world, "d"), Options::default()).await.unwrap();
        let filter = Filter { sort: Some("-code".into()), page: 2, size: 2, ..Filter::default() };
        let rows = register.buildings(&filter).await.unwrap();
        assert_eq!((rows.total, rows.rows.len()), (3, 1));
        assert!(rows.rows[0].code.ends_with("01"));
        let none = Filter { use_class: Some("shop".into()), page: 1, size: 9, ..Filter::default() };
        assert_eq!(register.units(&none).await.unwrap().total, 0);
        let roads = register
            .thoroughfares(&Filter { page: 1, size: 9, ..Filter::default() })
            .await
            .unwrap();
        assert_eq!(roads.rows[0].buildings, 3);
        assert!((roads.rows[0].length_m.unwrap() - 2_062.0).abs() < 5.0);
        let top = register.areas_below(None).await.unwrap();
        let detail = register.area_detail(top[0].area.id).await.unwrap().unwrap();
        let street = register.facts_below(top[0].area.id).await.unwrap();
        let community = register.facts_below(street[0].0.id).await.unwrap();
        let grids = register.facts_below(community[0].0.id).await.unwrap();
        let counts: Vec<_> =
            grids.iter().map(|(_, facts)| (facts.buildings, facts.units)).collect();
        assert_eq!(counts, [(2, 8), (1, 4)], "each grid has its own buildings");
        assert_eq!((street[0].1.buildings, street[0].1.dwellings), (3, 12));
        assert!(register.facts_below(grids[0].0.id).await.unwrap().is_empty());
        assert_eq!(
            (detail.facts.buildings, detail.facts.units, detail.facts.dwellings),
            (3, 12, 12)
        );
        let unit = register
            .units(&Filter {
                q: "9901010010010000002".into(),
                page: 1,
                size: 1,
                ..Filter::default()
            })
            .await
            .unwrap();
        let unit = register.unit(unit.rows[0].id).await.unwrap().unwrap();
        let by_itself = register.unit_row(unit.row.id).await.unwrap().unwrap();
        assert_eq!(by_itself, (unit.row.clone(), unit.point));
        let building = register.building(unit.row.building).await.unwrap().unwrap();
        let by_itself = register.building_row(building.row.id).await.unwrap().unwrap();
        assert_eq!(by_itself, building.row);
        let nothing = kernel::Id::from_bytes([0; 16]);
        assert!(register.building_row(nothing).await.unwrap().is_none());
        assert_eq!(
            unit.address.zh,
            ["云溪区南桥街道东桥社区".to_owned(), "平安花园2栋1单元101室".to_owned()]
        );
        assert_eq!(unit.address.en[0], "Room 101, Entrance 1, Block 2 Peace Garden");
    });
}

#[test]
fn a_unit_and_the_areas_above_it_are_read_by_one_question() {
    on_each_database(async |world| {
        let register = register(&world).await;
        import(&register, &district(&world, "d"), Options::default()).await.unwrap();
        let every = Filter { page: 1, size: 50, ..Filter::default() };
        let units = register.units(&every).await.unwrap().rows;
        assert_eq!(units.len(), 12);
        for unit in units {
            let before = world.database.asked();
            let place = register.unit_place(unit.id).await.unwrap().unwrap();
            assert_eq!(world.database.asked() - before, 1);
            let names: Vec<&str> = place.path.iter().map(|area| area.name.zh.as_str()).collect();
            assert_eq!(names[..3], ["云溪区", "南桥街道", "东桥社区"], "from the top of the tree");
            assert!(names.len() == 4 && names[3].ends_with("网格"), "and its grid: {names:?}");
            let detail = register.unit(unit.id).await.unwrap().unwrap();
            assert_eq!((&place.row, &place.path), (&detail.row, &detail.path));
            assert_eq!((place.floor, place.building_label), (detail.floor, detail.building_label));
        }
        let nowhere = kernel::Id::from_bytes([9; 16]);
        assert!(register.unit_place(nowhere).await.unwrap().is_none());
    });
}

#[test]
fn a_whole_list_is_read_in_the_order_of_ids() {
    on_each_database(async |world| {
        let register = register(&world).await;
        import(&register, &district(&world, "d"), Options::default()).await.unwrap();
        let mut filter = Filter { size: 5, after: Some([0; 16]), ..Filter::default() };
        let mut codes = Vec::new();
        loop {
            let rows = register.units(&filter).await.unwrap().rows;
            filter.after = rows.last().map(|row| row.id.to_bytes());
            codes.extend(rows.iter().map(|row| row.code.clone()));
            if rows.len() < 5 {
                break;
            }
        }
        let once: std::collections::BTreeSet<&String> = codes.iter().collect();
        assert_eq!((codes.len(), once.len()), (12, 12));
        let roads = Filter { size: 9, after: Some([0; 16]), ..Filter::default() };
        assert_eq!(register.thoroughfares(&roads).await.unwrap().rows.len(), 1);
        assert_eq!(register.buildings(&roads).await.unwrap().rows.len(), 3);
        assert_eq!(register.estates(&roads).await.unwrap().rows.len(), 1);
    });
}

#[test]
fn tiles_follow_the_version_and_exports_are_whole() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let tiles = Tiles::new(register.clone());
        let empty = tiles.tile(14, 13_334, 7_165).await.unwrap().unwrap();
        assert!(empty.bytes.is_empty());
        import(&register, &district(&world, "d"), Options::default()).await.unwrap();
        let (x, y) = (13_334, 7_165);
        let around = [(x, y), (x, y + 1), (x + 1, y), (x, y - 1)];
        let mut bytes = 0;
        for (x, y) in around {
            let tile = tiles.tile(14, x, y).await.unwrap().unwrap();
            assert_eq!(tile.version, 1);
            bytes += tile.bytes.len();
            assert_eq!(tiles.tile(14, x, y).await.unwrap().unwrap().bytes, tile.bytes);
        }
        assert!(bytes > 100);
        assert!(tiles.tile(3, 8, 0).await.unwrap().is_none());
        for (layer, count) in [(Layer::Areas, 5), (Layer::Buildings, 3), (Layer::Addresses, 2)] {
            let mut out = Vec::new();
            assert_eq!(geojson(&register, layer, &mut out).await.unwrap(), count);
            let read: serde_json::Value = serde_json::from_slice(&out).unwrap();
            assert_eq!(read["features"].as_array().unwrap().len() as u64, count);
        }
    });
}

#[test]
fn every_address_washes_to_itself() {
    on_each_database(async |world| {
        let register = register(&world).await;
        import(&register, &district(&world, "d"), Options::default()).await.unwrap();
        let data = world.folder.path();
        let built = wash::build_index(&register, data, &kernel::Silent).await.unwrap();
        assert_eq!((built.entries, built.duplicates, built.fresh), (15, 0, false));
        assert!(wash::build_index(&register, data, &kernel::Silent).await.unwrap().fresh);
        let index = address::AddressIndex::open(&wash::index_path(data)).unwrap();
        let places = wash::Places::open(data, &index).unwrap();
        let found = index.wash(index.profile(), "云溪区南桥街道东桥社区幸福路3号1单元102室");
        let place = places.get(found.entry.unwrap()).unwrap();
        assert_eq!(place.kind, wash::PlaceKind::Unit);
        let unit = register.unit(kernel::Id::from_bytes(place.id)).await.unwrap().unwrap();
        assert!(unit.row.code.ends_with("3000002"));
        let former = index.wash(index.profile(), "云溪区南桥街道东桥社区幸福路11号");
        assert!(former.historical && former.entry.is_some());
    });
}
