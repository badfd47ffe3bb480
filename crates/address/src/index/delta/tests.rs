//! A base with what changed since answers as an index that is written whole.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use kernel::Point4326;
use proptest::prelude::*;

use super::Group;
use crate::{
    AddressError, AddressIndex, Alias, Class, ComponentKind, IndexBuilder, Profile, RegisterEntry,
};

const ROADS: [&str; 5] = ["春风路", "春风街", "柳岸大道", "听涛路", "聽濤路"];
const ESTATES: [&str; 7] =
    ["锦绣花园", "锦绣花苑", "錦繡花園", "幸福小区", "幸福", "柳岸新村", "听涛苑"];
const NICKNAMES: [&str; 4] = ["鲤鱼墩大厦", "金谷楼", "锦绣花园", "三号院"];
const STREETS: [&str; 2] = ["柳岸街道", "下沙街道"];
const COMMUNITIES: [&str; 3] = ["柳岸社区", "听涛社区", "玉围村"];

/// A building of a made-up register.
#[derive(Clone, Debug, PartialEq)]
struct House {
    street: usize,
    community: usize,
    road: Option<usize>,
    number: u8,
    estate: Option<usize>,
    label: u8,
    /// Entrance, floor, room, and whether the unit is current.
    units: Vec<(u8, u8, u8, bool)>,
    /// Nicknames, and whether they are former ones.
    aliases: Vec<(usize, bool)>,
    current: bool,
}

type Town = BTreeMap<u32, House>;

fn house() -> impl Strategy<Value = House> {
    let unit = (0_u8..3, 1_u8..4, 1_u8..3, prop::bool::weighted(0.9));
    (
        (0..STREETS.len(), 0..COMMUNITIES.len()),
        (prop::option::weighted(0.8, 0..ROADS.len()), 1_u8..6),
        (prop::option::weighted(0.8, 0..ESTATES.len()), 0_u8..4),
        prop::collection::vec(unit, 0..4),
        prop::collection::vec((0..NICKNAMES.len(), any::<bool>()), 0..2),
        prop::bool::weighted(0.9),
    )
        .prop_map(
            |((street, community), (road, number), (estate, label), units, aliases, current)| {
                House { street, community, road, number, estate, label, units, aliases, current }
            },
        )
}

/// A change: a building put, changed in one respect, or taken away.
#[derive(Clone, Debug)]
enum Step {
    Put(u32, House),
    Nickname(u32, usize, bool),
    Forget(u32),
    Renumber(u32, u8),
    Retire(u32),
    Remove(u32),
}

fn step() -> impl Strategy<Value = Step> {
    let id = 0_u32..12;
    prop_oneof![
        3 => (id.clone(), house()).prop_map(|(id, house)| Step::Put(id, house)),
        4 => (id.clone(), 0..NICKNAMES.len(), any::<bool>()).prop_map(|(id, at, old)| Step::Nickname(id, at, old)),
        2 => id.clone().prop_map(Step::Forget),
        2 => (id.clone(), 1_u8..6).prop_map(|(id, number)| Step::Renumber(id, number)),
        1 => id.clone().prop_map(Step::Retire),
        1 => id.prop_map(Step::Remove),
    ]
}

fn take(town: &mut Town, step: Step) {
    match step {
        Step::Put(id, house) => drop(town.insert(id, house)),
        Step::Remove(id) => drop(town.remove(&id)),
        Step::Nickname(id, at, old) => {
            if let Some(house) = town.get_mut(&id) {
                house.aliases.push((at, old));
            }
        }
        Step::Forget(id) => {
            if let Some(house) = town.get_mut(&id) {
                house.aliases.clear();
            }
        }
        Step::Renumber(id, number) => {
            if let Some(house) = town.get_mut(&id) {
                house.number = number;
            }
        }
        Step::Retire(id) => {
            if let Some(house) = town.get_mut(&id) {
                house.current = false;
            }
        }
    }
}

impl House {
    fn parts(&self) -> Vec<(ComponentKind, String)> {
        let mut parts = vec![
            (ComponentKind::County, "龙汀区".to_owned()),
            (ComponentKind::Street, STREETS[self.street].to_owned()),
            (ComponentKind::Community, COMMUNITIES[self.community].to_owned()),
        ];
        if let Some(road) = self.road {
            parts.push((ComponentKind::Road, ROADS[road].to_owned()));
            parts.push((ComponentKind::RoadNumber, format!("{}号", self.number)));
        }
        if let Some(estate) = self.estate {
            parts.push((ComponentKind::Estate, ESTATES[estate].to_owned()));
        }
        if self.label > 0 {
            parts.push((ComponentKind::Building, format!("{}栋", self.label)));
        }
        parts
    }

    fn entries(&self, id: u32) -> Vec<RegisterEntry> {
        let base = self.parts();
        let aliases: Vec<Vec<(ComponentKind, String)>> = self
            .aliases
            .iter()
            .map(|(name, _)| {
                let kept = base.iter().filter(|(kind, _)| *kind != ComponentKind::Estate);
                let name = (ComponentKind::Estate, NICKNAMES[*name].to_owned());
                kept.cloned().chain([name]).collect()
            })
            .collect();
        let entry = |code: String, current: bool, more: &[(ComponentKind, String)]| {
            let whole = |parts: &[(ComponentKind, String)]| [parts, more].concat();
            RegisterEntry {
                id: 0,
                code,
                components: whole(&base),
                aliases: aliases
                    .iter()
                    .zip(&self.aliases)
                    .map(|(parts, (_, historical))| Alias {
                        components: whole(parts),
                        historical: *historical,
                    })
                    .collect(),
                point: Point4326::new(114.0 + f64::from(id) / 1e3, 22.5 + f64::from(id % 3) / 1e3),
                current,
                successor: None,
            }
        };
        let mut entries = vec![entry(format!("B{id}"), self.current, &[])];
        for (at, (entrance, floor, room, current)) in self.units.iter().enumerate() {
            let mut more = Vec::new();
            if *entrance > 0 {
                more.push((ComponentKind::Entrance, format!("{entrance}单元")));
            }
            more.push((ComponentKind::Floor, floor.to_string()));
            more.push((ComponentKind::Room, format!("{floor}0{room}")));
            entries.push(entry(format!("B{id}-{at}"), self.current && *current, &more));
        }
        entries
    }

    /// The house as people write it, rightly and not.
    fn lines(&self) -> Vec<String> {
        let road = self.road.map_or("", |road| ROADS[road]);
        let number = if road.is_empty() { String::new() } else { format!("{}号", self.number) };
        let estate = self.estate.map_or("", |estate| ESTATES[estate]);
        let label = if self.label > 0 { format!("{}栋", self.label) } else { String::new() };
        let community = COMMUNITIES[self.community];
        let mut lines = vec![
            format!("{}{community}{road}{number}{estate}{label}", STREETS[self.street]),
            format!("{community}{estate}{label}"),
            format!("{road}{number}"),
            format!("{estate}{label}1单元101"),
            estate.replace(['花', '幸'], "华") + &label,
            road.replace('春', "纯") + &number,
            format!("{estate}{label}102室"),
        ];
        for (entrance, floor, room, _) in &self.units {
            let entrance = if *entrance > 0 { format!("{entrance}单元") } else { String::new() };
            lines.push(format!("{road}{number}{estate}{label}{entrance}{floor}0{room}室"));
            for (name, _) in &self.aliases {
                lines.push(format!("{}{label}{entrance}{floor}0{room}", NICKNAMES[*name]));
            }
        }
        lines.extend(
            self.aliases.iter().map(|(name, _)| format!("{community}{}", NICKNAMES[*name])),
        );
        lines
    }
}

fn whole(town: &Town, path: &Path) -> AddressIndex {
    let mut builder = IndexBuilder::new(&Profile::cn(), "whole");
    let entries = town.iter().flat_map(|(id, house)| house.entries(*id));
    for (id, entry) in (0..).zip(entries) {
        builder.add(&RegisterEntry { id, ..entry }).unwrap();
    }
    builder.finish(path).unwrap();
    AddressIndex::open(path).unwrap()
}

/// What changed from the base's town, building by building.
fn groups(base: &Town, now: &Town) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut at = 0;
    let ids: BTreeSet<u32> = base.keys().chain(now.keys()).copied().collect();
    for id in ids {
        let held = base.get(&id).map_or(0, |house| house.entries(id).len() as u64);
        if base.get(&id) != now.get(&id) {
            let entries = now.get(&id).map_or_else(Vec::new, |house| house.entries(id));
            groups.push(Group { replaces: at..at + held, entries });
        }
        at += held;
    }
    groups
}

/// Everything an index says, by codes.
fn told(index: &AddressIndex, lines: &[String]) -> Vec<String> {
    let code = |entry: u64| index.code(entry).unwrap().to_owned();
    let mut told = Vec::new();
    for line in lines {
        let found = index.wash(index.profile(), line);
        let candidates: Vec<_> =
            found.candidates.iter().map(|(entry, score)| (code(*entry), *score)).collect();
        told.push(format!(
            "{line}: {:?} {:?} {} {} {} {candidates:?} {}",
            found.class,
            found.entry.map(code),
            found.rule,
            found.score,
            found.margin,
            found.historical
        ));
    }
    for typed in [
        "春",
        "cf",
        "jinxiu",
        "锦绣",
        "锦绣花园",
        "幸福小区1",
        "听涛路",
        "liyudun",
        "l",
        "柳岸大道2",
    ] {
        let found: Vec<_> = index
            .autocomplete(typed, 8)
            .into_iter()
            .map(|one| (one.text, one.entry.map(code)))
            .collect();
        told.push(format!("{typed}: {found:?}"));
    }
    for (lon, lat) in [(114.000_37, 22.500_11), (114.006_23, 22.500_83)] {
        let found: Vec<_> =
            index.reverse(lon, lat, 5).into_iter().map(|(entry, m)| (code(entry), m)).collect();
        told.push(format!("{lon},{lat}: {found:?}"));
    }
    told
}

struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// After any sequence of changes: the pair answers as an index that is written whole, and where
    /// the pair cannot be proved to, a whole index is asked for and becomes the base.
    #[test]
    fn a_base_with_its_delta_answers_as_a_whole_index(
        first in prop::collection::btree_map(0_u32..12, house(), 2..8),
        rounds in prop::collection::vec(prop::collection::vec(step(), 1..4), 1..4),
    ) {
        let files = Files::new();
        let (base_path, delta) = (files.path("base"), files.path("delta"));
        let mut base_town = first.clone();
        let mut town = first;
        let mut base = whole(&base_town, &base_path);
        for round in rounds {
            let mut lines: Vec<String> = town.values().flat_map(House::lines).collect();
            for step in round {
                take(&mut town, step);
            }
            lines.extend(town.values().flat_map(House::lines));
            let expected = told(&whole(&town, &files.path("whole")), &lines);
            match base.write_delta("next", &groups(&base_town, &town), b"kept", &delta) {
                Ok(_) => {
                    let pair = AddressIndex::open_with_delta(&base_path, &delta).unwrap();
                    prop_assert_eq!(pair.version(), "next");
                    prop_assert_eq!(pair.attached(), b"kept");
                    prop_assert_eq!(told(&pair, &lines), expected);
                }
                Err(AddressError::NeedsWhole { .. }) => {
                    base_town.clone_from(&town);
                    base = whole(&base_town, &base_path);
                }
                Err(other) => return Err(TestCaseError::fail(other.to_string())),
            }
        }
    }
}

fn plain(estate: usize, number: u8) -> House {
    House {
        street: 0,
        community: 0,
        road: Some(0),
        number,
        estate: Some(estate),
        label: 1,
        units: vec![(1, 1, 1, true), (1, 1, 2, true)],
        aliases: Vec::new(),
        current: true,
    }
}

fn town() -> Town {
    [(2, plain(0, 1)), (4, plain(3, 2)), (6, plain(5, 3))].into()
}

/// The everyday changes do not ask for a whole index.
#[test]
fn a_nickname_learned_and_withdrawn_and_a_new_house_are_told_by_a_delta() {
    let files = Files::new();
    let (base_path, delta) = (files.path("base"), files.path("delta"));
    let start = town();
    let base = whole(&start, &base_path);
    let line = "鲤鱼墩大厦1栋1单元101";
    let answer = |index: &AddressIndex, line: &str| {
        let found = index.wash(index.profile(), line);
        (found.class, found.entry.and_then(|entry| index.code(entry)).map(str::to_owned))
    };
    assert_eq!(answer(&base, line).0, Class::None);

    let mut learned = start.clone();
    take(&mut learned, Step::Nickname(4, 0, false));
    let built = base.write_delta("2", &groups(&start, &learned), &[], &delta).unwrap();
    assert_eq!((built.entries, built.hidden), (3, 3));
    let pair = AddressIndex::open_with_delta(&base_path, &delta).unwrap();
    let (class, code) = answer(&pair, line);
    assert_eq!((class, code.as_deref()), (Class::B, Some("B4-0")));
    assert_eq!((pair.version(), pair.base_version()), ("2", "whole"));

    // From the pair as well: the delta is always what changed since the base.
    let mut built_on = learned.clone();
    take(&mut built_on, Step::Put(5, plain(6, 9)));
    take(&mut built_on, Step::Forget(4));
    pair.write_delta("3", &groups(&start, &built_on), &[], &delta).unwrap();
    let pair = AddressIndex::open_with_delta(&base_path, &delta).unwrap();
    assert_eq!(answer(&pair, line).0, Class::None, "withdrawn");
    assert_eq!(answer(&pair, "听涛苑1栋1单元102").1.as_deref(), Some("B5-1"), "a new house");
    assert_eq!(
        answer(&base, "听涛苑1栋1单元102").0,
        Class::None,
        "who opened before sees what was"
    );

    // Withdrawn from an index that holds it.
    let base = whole(&learned, &base_path);
    base.write_delta("4", &groups(&learned, &start), &[], &delta).unwrap();
    let pair = AddressIndex::open_with_delta(&base_path, &delta).unwrap();
    assert_eq!(answer(&pair, line).0, Class::None);
}

#[test]
fn a_house_in_the_delta_stands_where_one_of_the_base_stood_and_nowhere_else() {
    let files = Files::new();
    let (base_path, delta) = (files.path("base"), files.path("delta"));
    let mut start = town();
    take(&mut start, Step::Retire(2));
    let base = whole(&start, &base_path);
    let line = format!("{}1号{}1栋1单元101室", ROADS[0], ESTATES[0]);
    let answer = |index: &AddressIndex| {
        let found = index.wash(index.profile(), &line);
        let code = found.entry.and_then(|entry| index.code(entry)).map(str::to_owned);
        (found.class, code, found.historical)
    };
    assert_eq!(answer(&base), (Class::B, Some("B2-0".to_owned()), true));
    let elsewhere = House { street: 1, community: 2, ..plain(0, 1) };
    for (house, told) in [
        (plain(0, 1), (Class::B, Some("B7-0".to_owned()), false)),
        (elsewhere, (Class::C, None, true)),
    ] {
        let mut next = start.clone();
        take(&mut next, Step::Put(7, house));
        base.write_delta("2", &groups(&start, &next), &[], &delta).unwrap();
        let pair = AddressIndex::open_with_delta(&base_path, &delta).unwrap();
        assert_eq!(answer(&pair), told);
        assert_eq!(answer(&whole(&next, &files.path("whole"))), told, "written whole");
    }
}

#[test]
fn an_index_of_a_profile_of_ones_own_is_opened_with_it_and_takes_a_delta() {
    let text = include_str!("../../../profiles/us.toml");
    let own = Profile::from_toml(&text.replace("name = \"us\"", "name = \"own\"")).unwrap();
    let files = Files::new();
    let (base_path, delta) = (files.path("base"), files.path("delta"));
    let entry = |id, number: &str| RegisterEntry {
        id,
        code: number.to_owned(),
        components: vec![
            (ComponentKind::RoadNumber, number.to_owned()),
            (ComponentKind::Road, "oak street".to_owned()),
        ],
        current: true,
        ..RegisterEntry::default()
    };
    let mut builder = IndexBuilder::new(&own, "1");
    builder.add(&entry(0, "1")).unwrap();
    builder.finish(&base_path).unwrap();
    let told = AddressIndex::open(&base_path).err().unwrap();
    assert!(matches!(told, AddressError::UnknownProfile { .. }), "{told}");
    let told = AddressIndex::open_with(&base_path, &Profile::us()).err().unwrap();
    assert!(matches!(told, AddressError::OtherProfile { .. }), "{told}");

    let group = |number| [Group { replaces: 1..1, entries: vec![entry(1, number)] }];
    let base = AddressIndex::open_with(&base_path, &own).unwrap();
    base.write_delta("2", &group("3"), &[], &delta).unwrap();
    let open = || AddressIndex::open_with_delta_under(&base_path, &delta, &own).unwrap();
    open().write_delta("3", &group("5"), &[], &delta).unwrap();
    let pair = open();
    let found = pair.wash(pair.profile(), "5 Oak Street");
    assert_eq!((found.class, found.entry), (Class::A, Some(1)));
}

#[test]
fn a_delta_opens_with_its_own_base_alone_and_only_whole() {
    let files = Files::new();
    let (base_path, delta) = (files.path("base"), files.path("delta"));
    let start = town();
    let base = whole(&start, &base_path);
    let mut next = start.clone();
    take(&mut next, Step::Retire(2));
    base.write_delta("2", &groups(&start, &next), &[], &delta).unwrap();
    let sound = std::fs::read(&delta).unwrap();
    for bytes in [&sound[..20], &sound[..sound.len() - 1], &[]] {
        std::fs::write(&delta, bytes).unwrap();
        let opened = AddressIndex::open_with_delta(&base_path, &delta);
        assert!(matches!(opened, Err(AddressError::Damaged { .. })));
    }
    std::fs::write(&delta, &sound).unwrap();
    whole(&next, &base_path);
    let opened = AddressIndex::open_with_delta(&base_path, &delta);
    assert!(matches!(opened, Err(AddressError::Damaged { .. })), "another base");
    let (start, end) = (5, 2);
    let backwards = Group { replaces: start..end, entries: Vec::new() };
    let told = base.write_delta("3", &[backwards], &[], &delta);
    assert!(matches!(told, Err(AddressError::Entry { .. })));
    assert_eq!(std::fs::read(&delta).unwrap(), sound, "what fails leaves the file as it was");
}
