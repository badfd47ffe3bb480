//! The wash index follows what changed, and answers as one that is written whole.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    pin::pin,
    time::{Duration, UNIX_EPOCH},
};

use crate::place::{BUILDINGS, district, import, on_each_database, register};
use address::AddressIndex;
use futures::poll;
use kernel::{AreaPath, Silent};
use register::Register;
use register::edit::{NewUnit, Reason};
use register::import::Options;
use register::model::Building;
use register::wash::{
    Places, Washing, build_index, delta_path, follow_changes, follow_index, index_path, keep_index,
    places_path,
};
use testing::World;

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

fn why() -> Reason {
    Reason { account: None, text: "hotline, 3 May".into() }
}

/// A register with its index in a folder of its own.
async fn indexed(world: &World) -> (Register, PathBuf) {
    let register = register(world).await;
    import(&register, &district(world, "d"), Options::default()).await.unwrap();
    let data = world.folder.path().join("wash");
    fs::create_dir_all(&data).unwrap();
    build_index(&register, &data, &Silent).await.unwrap();
    (register, data)
}

/// What an index says that is written whole elsewhere.
async fn told_whole(register: &Register, world: &World) -> Vec<String> {
    let whole = world.folder.path().join("whole");
    fs::create_dir_all(&whole).unwrap();
    build_index(register, &whole, &Silent).await.unwrap();
    told(&whole)
}

/// A lock as another process holds it.
fn held(data: &Path, name: &str) -> File {
    let mut open = File::options();
    let file = open.create(true).truncate(false).write(true).open(data.join(name)).unwrap();
    file.lock().unwrap();
    file
}

/// Where the places of an index lie that is not in its place yet.
fn beside(data: &Path) -> PathBuf {
    let index = AddressIndex::open(&index_path(data)).unwrap();
    let sum = blake3::Hash::from_bytes(*index.fingerprint()).to_hex()[..16].to_owned();
    data.join(format!("wash.places-{sum}-{}", index.base_version()))
}

/// Whether the places of an index of a version are written, and lie beside those in use.
fn written_beside(data: &Path, version: i64) -> bool {
    let of_version = |name: &String| {
        let bytes = fs::read(data.join(name)).unwrap_or_default();
        bytes.get(8..16) == Some(&version.to_le_bytes()[..])
    };
    files(data).iter().filter(|name| name.starts_with("wash.places-")).any(of_version)
}

fn files(data: &Path) -> Vec<String> {
    let names = fs::read_dir(data).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.retain(|name| name.strip_suffix(".lock").is_none());
    names.sort();
    names
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
        let (register, data) = indexed(&world).await;
        let old = told(&data);
        let places = places_path(&data);
        let (index, kept) = (fs::read(index_path(&data)).unwrap(), fs::read(&places).unwrap());
        register.learn_spelling("鲤鱼墩大厦", BUILDINGS[0].0, &why()).await.unwrap();
        build_index(&register, &data, &Silent).await.unwrap();
        let new = told(&data);
        assert_ne!(new, old);
        // The new index stands in its place, its places do not yet.
        fs::rename(&places, beside(&data)).unwrap();
        fs::write(&places, &kept).unwrap();
        assert_eq!(told(&data), new);
        // Neither does.
        fs::write(index_path(&data), &index).unwrap();
        assert_eq!(told(&data), old);
        // What was left is gone with the next that is written whole.
        for left in ["wash.left.unfinished", "wash.delta.left.unfinished", "wash.places.next"] {
            fs::write(data.join(left), "half").unwrap();
        }
        build_index(&register, &data, &Silent).await.unwrap();
        assert_eq!(told(&data), new);
        assert_eq!(files(&data), ["wash.index", "wash.places"]);
    });
}

#[test]
fn an_index_of_the_same_entries_leaves_the_places_of_the_one_before() {
    on_each_database(async |world| {
        let (register, data) = indexed(&world).await;
        let learned = register.learn_spelling("鲤鱼墩大厦", BUILDINGS[0].0, &why()).await.unwrap();
        register.withdraw_spelling(learned.id.parse().unwrap(), &why()).await.unwrap();
        let sum = || *AddressIndex::open(&index_path(&data)).unwrap().fingerprint();
        let (before, summed) = (told(&data), sum());
        // Who wrote it was killed before its places were in their place.
        fs::rename(places_path(&data), beside(&data)).unwrap();
        let other = held(&data, "wash.lock");
        let mut writing = pin!(build_index(&register, &data, &Silent));
        while !written_beside(&data, 3) {
            assert!(poll!(&mut writing).is_pending());
            tokio::task::yield_now().await;
        }
        assert_eq!(told(&data), before, "while the next waits");
        drop(other);
        assert_eq!(writing.await.unwrap().version, 3);
        assert_eq!((told(&data), sum()), (before, summed));
    });
}

#[test]
fn places_that_are_not_those_of_the_index_are_seen_and_written_again() {
    on_each_database(async |world| {
        let (register, data) = indexed(&world).await;
        let sound = told(&data);
        let places = fs::read(places_path(&data)).unwrap();
        // A record too few: cut at the end of one.
        fs::write(places_path(&data), &places[..places.len() - 17]).unwrap();
        assert!(Washing::open(&data).is_err());
        assert!(!follow_index(&register, &data, &Silent).await.unwrap().fresh);
        assert_eq!(told(&data), sound);
        // Those of another index of the same version and length.
        let mut other = places.clone();
        other[20] ^= 1;
        fs::write(places_path(&data), other).unwrap();
        assert!(Washing::open(&data).is_err());
        assert!(!build_index(&register, &data, &Silent).await.unwrap().fresh);
        assert_eq!(told(&data), sound);
    });
}

#[test]
fn places_of_the_former_format_serve_until_the_index_is_written_again() {
    on_each_database(async |world| {
        let (register, data) = indexed(&world).await;
        let before = told(&data);
        let places = fs::read(places_path(&data)).unwrap();
        // Magic and version, and no sum.
        let former = [&b"linliplc"[..], &places[8..16], &places[48..]].concat();
        for write in [true, false] {
            fs::write(places_path(&data), &former).unwrap();
            assert_eq!(told(&data), before);
            assert!(Washing::open(&data).unwrap().left_aside(), "to be written again");
            assert!(follow_changes(&register, &data).await.unwrap().is_none(), "whole");
            let built = if write {
                build_index(&register, &data, &Silent).await.unwrap()
            } else {
                follow_index(&register, &data, &Silent).await.unwrap()
            };
            assert!(!built.fresh);
            assert_eq!(fs::read(places_path(&data)).unwrap(), places);
        }
        // Those of another version are those of another index.
        let mut other = former.clone();
        other[8] ^= 1;
        fs::write(places_path(&data), other).unwrap();
        assert!(Washing::open(&data).is_err());
    });
}

#[test]
fn a_delta_that_nobody_can_read_is_told_again_by_the_register() {
    on_each_database(async |world| {
        let (register, data) = indexed(&world).await;
        fs::write(delta_path(&data), "no delta").unwrap();
        assert!(Washing::open(&data).unwrap().left_aside());
        assert!(follow_index(&register, &data, &Silent).await.unwrap().fresh);
        assert!(!delta_path(&data).exists(), "nothing changed: there is none");
        register.learn_spelling("鲤鱼墩大厦", BUILDINGS[0].0, &why()).await.unwrap();
        follow_index(&register, &data, &Silent).await.unwrap();
        let new = told(&data);
        fs::write(delta_path(&data), "no delta").unwrap();
        assert_ne!(told(&data), new);
        follow_index(&register, &data, &Silent).await.unwrap();
        assert!(!Washing::open(&data).unwrap().left_aside());
        assert_eq!(told(&data), new);
    });
}

#[test]
fn what_could_not_be_written_is_caught_up() {
    on_each_database(async |world| {
        let (register, data) = indexed(&world).await;
        let base = fs::read(index_path(&data)).unwrap();
        // Nothing can be put there.
        fs::create_dir(delta_path(&data)).unwrap();
        register.learn_spelling("鲤鱼墩大厦", BUILDINGS[0].0, &why()).await.unwrap();
        assert!(follow_index(&register, &data, &Silent).await.is_err());
        assert_eq!(Washing::open(&data).unwrap().version(), 1, "it answers as before");
        fs::remove_dir(delta_path(&data)).unwrap();
        follow_index(&register, &data, &Silent).await.unwrap();
        assert_eq!(told(&data), told_whole(&register, &world).await);
        assert_eq!(fs::read(index_path(&data)).unwrap(), base, "by what changed alone");
    });
}

#[test]
fn two_processes_follow_one_after_the_other() {
    on_each_database(async |world| {
        let (register, data) = indexed(&world).await;
        register.learn_spelling("鲤鱼墩大厦", BUILDINGS[0].0, &why()).await.unwrap();
        let other = held(&data, "wash.lock");
        let mut following = pin!(follow_changes(&register, &data));
        assert!(poll!(&mut following).is_pending());
        register.renumber_building(first(&register).await, "9号", &why()).await.unwrap();
        drop(other);
        let built = following.await.unwrap().unwrap();
        let version = register.version().await.unwrap();
        assert_eq!(built.version, version, "what changed while it waited is there");
        assert_eq!(told(&data), told_whole(&register, &world).await);
    });
}

#[test]
fn a_change_does_not_wait_for_an_index_that_is_written_whole() {
    on_each_database(async |world| {
        let (register, data) = indexed(&world).await;
        let writing = held(&data, "wash.writing.lock");
        register.learn_spelling("鲤鱼墩大厦", BUILDINGS[0].0, &why()).await.unwrap();
        follow_index(&register, &data, &Silent).await.unwrap();
        assert_eq!(told(&data), told_whole(&register, &world).await);
        drop(writing);
        // Where it comes in while the index is written, it lies over the new one.
        let change = async {
            register.renumber_building(first(&register).await, "9号", &why()).await.unwrap();
            follow_changes(&register, &data).await.unwrap();
        };
        let (built, ()) = futures::join!(build_index(&register, &data, &Silent), change);
        assert!(built.unwrap().version >= 2);
        let version = register.version().await.unwrap();
        assert_eq!(Washing::open(&data).unwrap().version(), version);
        assert_eq!(told(&data), told_whole(&register, &world).await);
    });
}

#[test]
fn a_former_room_number_leads_to_the_unit_of_today() {
    on_each_database(async |world| {
        let (register, data) = indexed(&world).await;
        let rooms = register.rooms(first(&register).await).await.unwrap();
        let room = rooms.iter().find(|room| room.room == "101").unwrap();
        register.renumber_unit(room.id, "188", &why()).await.unwrap();
        follow_index(&register, &data, &Silent).await.unwrap();
        assert!(delta_path(&data).exists(), "by what changed alone");
        let open = Washing::open(&data).unwrap();
        let washed = |line: &str| {
            let found = open.index.wash(open.index.profile(), line);
            let code = found.entry.and_then(|entry| open.index.code(entry)).map(str::to_owned);
            (code, found.historical)
        };
        let code = Some(room.code.clone());
        assert_eq!(washed("幸福路1号1单元188室"), (code.clone(), false));
        assert_eq!(washed("幸福路1号1单元101室"), (code.clone(), true), "its number before");
        assert_eq!(washed("幸福路11号1单元101室"), (code, true), "with the house's before");
        assert_eq!(told(&data), told_whole(&register, &world).await);
        // Where another has the number now, a person decides which of the two is meant.
        let next = rooms.iter().find(|room| room.room == "102").unwrap();
        register.renumber_unit(next.id, "101", &why()).await.unwrap();
        follow_index(&register, &data, &Silent).await.unwrap();
        let open = Washing::open(&data).unwrap();
        let found = open.index.wash(open.index.profile(), "幸福路1号1单元101室");
        assert_eq!((found.entry, found.candidates.len()), (None, 2), "{found:?}");
    });
}

#[test]
fn a_road_that_is_renamed_while_the_index_is_written_is_in_it() {
    on_each_database(async |world| {
        let (register, data) = indexed(&world).await;
        register.learn_spelling("鲤鱼墩大厦", BUILDINGS[0].0, &why()).await.unwrap();
        let other = held(&data, "wash.lock");
        let mut writing = pin!(build_index(&register, &data, &Silent));
        // It is written, and waits to be put in its place.
        while !written_beside(&data, 2) {
            assert!(poll!(&mut writing).is_pending());
            tokio::task::yield_now().await;
        }
        let folder = world.folder.path().join("d");
        let roads = fs::read_to_string(folder.join("roads.geojson")).unwrap();
        fs::write(folder.join("roads.geojson"), roads.replace("幸福", "安康")).unwrap();
        import(&register, &folder, Options::default()).await.unwrap();
        drop(other);
        assert_eq!(writing.await.unwrap().version, 3);
        let open = Washing::open(&data).unwrap();
        assert_eq!(open.version(), register.version().await.unwrap());
        assert!(open.index.wash(open.index.profile(), "安康路1号1单元101室").entry.is_some());
    });
}

#[test]
fn an_index_that_is_kept_stays_as_it_is() {
    on_each_database(async |world| {
        let (register, data) = indexed(&world).await;
        let kept = world.folder.path().join("run").join("index");
        assert_eq!(keep_index(&register, &data, &kept, &Silent).await.unwrap(), 1);
        let before = told(&kept);
        register.learn_spelling("鲤鱼墩大厦", BUILDINGS[0].0, &why()).await.unwrap();
        build_index(&register, &data, &Silent).await.unwrap();
        assert_eq!(told(&kept), before);
        let index = AddressIndex::open(&index_path(&kept)).unwrap();
        assert_eq!(index.version(), "1");
        Places::open(&kept, &index).unwrap();
        assert_eq!(keep_index(&register, &data, &kept, &Silent).await.unwrap(), 2);
        assert_eq!(told(&kept), told(&data));
    });
}

#[test]
fn a_kept_index_that_is_right_is_left_alone_and_what_lies_beside_it_goes() {
    on_each_database(async |world| {
        let (register, data) = indexed(&world).await;
        let kept = world.folder.path().join("run").join("index");
        keep_index(&register, &data, &kept, &Silent).await.unwrap();
        // Files of their own: a link would bear the times of the other.
        let then = UNIX_EPOCH + Duration::from_secs(1_000);
        let pair =
            [(index_path(&data), index_path(&kept)), (places_path(&data), places_path(&kept))];
        for (from, to) in &pair {
            fs::remove_file(to).unwrap();
            fs::copy(from, to).unwrap();
            File::options().write(true).open(to).unwrap().set_modified(then).unwrap();
        }
        fs::write(kept.join("wash.delta"), "left").unwrap();
        let untouched =
            || pair.iter().all(|(_, to)| to.metadata().unwrap().modified().unwrap() == then);
        keep_index(&register, &data, &kept, &Silent).await.unwrap();
        assert!(untouched(), "others have them mapped");
        assert_eq!(files(&kept), ["wash.index", "wash.places"]);
        // One of the two is not right: both are put there anew.
        fs::write(places_path(&kept), "damaged").unwrap();
        fs::write(kept.join("wash.index.unfinished"), "half").unwrap();
        keep_index(&register, &data, &kept, &Silent).await.unwrap();
        assert!(!untouched());
        assert_eq!(told(&kept), told(&data));
        assert_eq!(files(&kept), ["wash.index", "wash.places"]);
    });
}

async fn first(register: &Register) -> kernel::Id<Building> {
    let hits = register.search(BUILDINGS[0].0, &AreaPath::whole(), 5).await.unwrap();
    kernel::Id::from_bytes(hits[0].id)
}
