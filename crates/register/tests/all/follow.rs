//! The wash index follows what changed, and answers as one that is written whole.

use std::{fs, path::Path};

use crate::place::{BUILDINGS, district, import, register};
use kernel::AreaPath;
use register::edit::{NewUnit, Reason};
use register::import::Options;
use register::model::Building;
use register::wash::{Washing, build_index, delta_path, follow_index, index_path};
use testing::on_each_database;

const LINES: [&str; 9] = [
    "鲤鱼墩大厦101室",
    "鲤鱼墩大厦",
    "幸福路1号101",
    "幸福路1号101A",
    "幸福路9号102室",
    "幸福路1号102室",
    "云溪区南桥街道东桥社区幸福路3号1单元102室",
    "幸福路11号",
    "南桥街道2栋",
];

/// What an index says of the lines, by the places behind its entries.
fn told(data: &Path) -> Vec<String> {
    let open = Washing::open(data).unwrap();
    let tell = |line: &&str| {
        let found = open.index.wash(open.index.profile(), line);
        let place = |entry: u64| (open.place(entry), open.index.code(entry).map(str::to_owned));
        let candidates: Vec<_> =
            found.candidates.iter().map(|(at, score)| (place(*at), *score)).collect();
        let entry = found.entry.map(place);
        format!(
            "{line} {:?} {} {entry:?} {candidates:?} {}",
            found.class, found.rule, found.historical
        )
    };
    LINES.iter().map(tell).collect()
}

#[test]
fn after_every_change_the_index_answers_as_one_written_whole() {
    on_each_database(async |world| {
        let register = register(&world).await;
        import(&register, &district(&world, "d"), Options::default()).await.unwrap();
        let why = Reason { account: None, text: "hotline, 3 May".into() };
        let (data, whole) = (world.folder.path().join("kept"), world.folder.path().join("whole"));
        fs::create_dir_all(&data).unwrap();
        fs::create_dir_all(&whole).unwrap();
        let silent = &kernel::Silent;
        let first = follow_index(&register, &data, silent).await.unwrap();
        assert!(
            !first.fresh && !delta_path(&data).exists(),
            "where there is none it is written whole"
        );
        let base = fs::read(index_path(&data)).unwrap();
        let hits = register.search(BUILDINGS[0].0, &AreaPath::whole(), 5).await.unwrap();
        let building = kernel::Id::<Building>::from_bytes(hits[0].id);
        let rooms = register.rooms(building).await.unwrap();
        let mut learned = None;
        for change in 0..5 {
            match change {
                0 => {
                    let code = BUILDINGS[0].0;
                    learned =
                        Some(register.learn_spelling("鲤鱼墩大厦", code, &why).await.unwrap());
                }
                1 => {
                    let room = |room: &str| NewUnit { room: room.into(), ..NewUnit::default() };
                    let parts = [room("101A"), room("101B")];
                    register.split_unit(rooms[0].id, &parts, &why).await.unwrap();
                }
                2 => register.renumber_building(building, "9号", &why).await.unwrap(),
                3 => {
                    let id = learned.as_ref().unwrap().id.parse().unwrap();
                    register.withdraw_spelling(id, &why).await.unwrap();
                }
                _ => {
                    let code = BUILDINGS[2].0;
                    register.learn_spelling("鲤鱼墩大厦", code, &why).await.unwrap();
                }
            }
            let built = follow_index(&register, &data, silent).await.unwrap();
            assert!(!built.fresh && built.version == register.version().await.unwrap());
            assert_eq!(fs::read(index_path(&data)).unwrap(), base, "the base stays as it is");
            assert_eq!(Washing::open(&data).unwrap().version(), built.version);
            assert!(follow_index(&register, &data, silent).await.unwrap().fresh);
            build_index(&register, &whole, silent).await.unwrap();
            assert_eq!(told(&data), told(&whole), "after change {change}");
        }

        // A delta that is damaged, or belongs to another index, is left aside, and the next change mends it.
        let sound = fs::read(delta_path(&data)).unwrap();
        fs::write(delta_path(&data), &sound[..sound.len() / 2]).unwrap();
        assert_eq!(Washing::open(&data).unwrap().version(), 1, "the base alone");
        follow_index(&register, &data, silent).await.unwrap();
        assert_eq!(told(&data), told(&whole));
        build_index(&register, &data, silent).await.unwrap();
        assert!(!delta_path(&data).exists(), "what is written whole needs none");
        fs::write(delta_path(&data), &sound).unwrap();
        assert_eq!(told(&data), told(&whole), "a delta of the index before");
    });
}

#[test]
fn who_is_killed_between_the_files_of_a_new_index_leaves_a_pair() {
    on_each_database(async |world| {
        let register = register(&world).await;
        import(&register, &district(&world, "d"), Options::default()).await.unwrap();
        let data = world.folder.path().join("wash");
        fs::create_dir_all(&data).unwrap();
        build_index(&register, &data, &kernel::Silent).await.unwrap();
        let old = told(&data);
        let places = data.join("wash.places");
        let (index, kept) = (fs::read(index_path(&data)).unwrap(), fs::read(&places).unwrap());
        let why = Reason { account: None, text: "hotline, 3 May".into() };
        register.learn_spelling("鲤鱼墩大厦", BUILDINGS[0].0, &why).await.unwrap();
        build_index(&register, &data, &kernel::Silent).await.unwrap();
        let new = told(&data);
        assert_ne!(new, old);
        // The new index stands in its place, its places do not yet.
        fs::rename(&places, data.join("wash.places.next")).unwrap();
        fs::write(&places, &kept).unwrap();
        assert_eq!(told(&data), new);
        // Neither does.
        fs::write(index_path(&data), &index).unwrap();
        assert_eq!(told(&data), old);
    });
}
