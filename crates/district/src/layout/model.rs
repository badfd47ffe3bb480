//! What stands in a community.

use std::ops::Range;

use crate::calendar::Day;
use crate::geometry::P;
use crate::naming::Text;

/// A road of the plan or a lane of this community.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum RoadRef {
    Plan(usize),
    Lane(usize),
}

/// A local road or a village lane, with its line on the ground.
pub(crate) struct Lane {
    pub(crate) code: String,
    pub(crate) name: Text,
    pub(crate) width_m: f64,
    pub(crate) class: &'static str,
    pub(crate) line: Vec<P>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EstateKind {
    Gated,
    Walkup,
    Village,
    IndustrialPark,
    Commercial,
    Campus,
}

impl EstateKind {
    pub(crate) fn word(self) -> &'static str {
        match self {
            EstateKind::Gated => "gated",
            EstateKind::Walkup => "walkup",
            EstateKind::Village => "village",
            EstateKind::IndustrialPark => "industrial_park",
            EstateKind::Commercial => "commercial",
            EstateKind::Campus => "campus",
        }
    }
}

/// A named group of buildings.
pub(crate) struct Estate {
    pub(crate) code: String,
    pub(crate) name: Text,
    pub(crate) kind: EstateKind,
    pub(crate) grid: usize,
    pub(crate) ring: Vec<P>,
    pub(crate) road: RoadRef,
    pub(crate) number: u32,
    /// An older name, where there was one.
    pub(crate) old_name: Option<Text>,
    /// What people call it.
    pub(crate) nickname: Option<Text>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BuildingKind {
    Tower,
    Slab,
    House,
    Factory,
    Warehouse,
    Dormitory,
    Shops,
    Office,
    School,
    Clinic,
    CommunityCentre,
    Market,
    SiteHuts,
}

impl BuildingKind {
    /// The register's word for the building's use.
    pub(crate) fn word(self) -> &'static str {
        match self {
            BuildingKind::Tower | BuildingKind::Slab => "residential",
            BuildingKind::House => "self_built",
            BuildingKind::Factory => "industrial",
            BuildingKind::Warehouse => "warehouse",
            BuildingKind::Dormitory => "dormitory",
            BuildingKind::Shops => "retail",
            BuildingKind::Office => "office",
            BuildingKind::School => "school",
            BuildingKind::Clinic => "clinic",
            BuildingKind::CommunityCentre => "community_centre",
            BuildingKind::Market => "market",
            BuildingKind::SiteHuts => "construction_site",
        }
    }
}

/// How a building is called inside its estate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    None,
    /// 3栋
    Dong(u16),
    /// 3号楼
    Lou(u16),
    /// 3幢
    Zhuang(u16),
    /// A座
    Zuo(char),
}

impl Label {
    pub(crate) fn zh(self) -> String {
        match self {
            Label::None => String::new(),
            Label::Dong(n) => format!("{n}栋"),
            Label::Lou(n) => format!("{n}号楼"),
            Label::Zhuang(n) => format!("{n}幢"),
            Label::Zuo(c) => format!("{c}座"),
        }
    }

    /// The bare number or letter.
    pub(crate) fn value(self) -> String {
        match self {
            Label::None => String::new(),
            Label::Dong(n) | Label::Lou(n) | Label::Zhuang(n) => n.to_string(),
            Label::Zuo(c) => c.to_string(),
        }
    }
}

/// One building.
pub(crate) struct Building {
    /// Serial in the community; digits 13 to 19 of the code.
    pub(crate) serial: u32,
    pub(crate) grid: usize,
    pub(crate) estate: Option<usize>,
    pub(crate) kind: BuildingKind,
    pub(crate) ring: Vec<P>,
    pub(crate) floors: u8,
    pub(crate) entrances: u8,
    /// Units on each floor of each entrance.
    pub(crate) per_floor: u8,
    /// The ground floor is let as shops.
    pub(crate) shops_below: bool,
    pub(crate) road: RoadRef,
    /// Zero where the building has no number of its own.
    pub(crate) number: u32,
    pub(crate) label: Label,
    pub(crate) built: Day,
    pub(crate) name: Option<Text>,
    /// A number the door once had.
    pub(crate) former_number: Option<u32>,
    /// A village house's number in the village's own count.
    pub(crate) plate: Option<u32>,
    pub(crate) units: Range<usize>,
}

impl Building {
    pub(crate) fn height_m(&self) -> f64 {
        let storey = match self.kind {
            BuildingKind::Tower | BuildingKind::Slab | BuildingKind::Dormitory => 2.9,
            BuildingKind::House | BuildingKind::SiteHuts => 3.0,
            BuildingKind::Factory | BuildingKind::Warehouse | BuildingKind::Market => 4.8,
            BuildingKind::Office | BuildingKind::School => 3.8,
            BuildingKind::Shops | BuildingKind::Clinic | BuildingKind::CommunityCentre => 3.9,
        };
        f64::from(self.floors) * storey + if self.kind == BuildingKind::Tower { 4.0 } else { 0.8 }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnitUse {
    Dwelling,
    Shop,
    Office,
    Workshop,
    Warehouse,
    Dormitory,
    SiteHut,
    Public,
}

impl UnitUse {
    pub(crate) fn word(self) -> &'static str {
        match self {
            UnitUse::Dwelling => "dwelling",
            UnitUse::Shop => "shop",
            UnitUse::Office => "office",
            UnitUse::Workshop => "workshop",
            UnitUse::Warehouse => "warehouse",
            UnitUse::Dormitory => "dormitory",
            UnitUse::SiteHut => "site_hut",
            UnitUse::Public => "public",
        }
    }

    /// People may live here.
    pub(crate) fn is_home(self) -> bool {
        matches!(self, UnitUse::Dwelling | UnitUse::Dormitory | UnitUse::SiteHut)
    }
}

/// One unit: a dwelling, shop, dormitory room and so on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    pub(crate) building: u32,
    /// Serial in the building; the last six digits of the code.
    pub(crate) serial: u32,
    /// Zero where the building has a single entrance.
    pub(crate) entrance: u8,
    pub(crate) floor: u8,
    pub(crate) room: u16,
    pub(crate) area_m2: u16,
    pub(crate) use_: UnitUse,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ZoneKind {
    Park,
    Hill,
    Garden,
    Pitch,
    Lake,
    Pond,
}

impl ZoneKind {
    pub(crate) fn is_water(self) -> bool {
        matches!(self, ZoneKind::Lake | ZoneKind::Pond)
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            ZoneKind::Park => "park",
            ZoneKind::Hill => "hill",
            ZoneKind::Garden => "garden",
            ZoneKind::Pitch => "pitch",
            ZoneKind::Lake => "reservoir",
            ZoneKind::Pond => "pond",
        }
    }

    pub(crate) fn named(self, name: &Text) -> Text {
        let (zh, en) = match self {
            ZoneKind::Park => ("公园", " Park"),
            ZoneKind::Hill => ("山", " Hill"),
            ZoneKind::Lake => ("水库", " Reservoir"),
            ZoneKind::Pond => ("湖", " Pond"),
            ZoneKind::Garden | ZoneKind::Pitch => return Text::default(),
        };
        Text::new(format!("{}{zh}", name.zh), format!("{}{en}", name.en))
    }
}

/// Water or green.
pub(crate) struct Zone {
    pub(crate) kind: ZoneKind,
    pub(crate) grid: usize,
    pub(crate) ring: Vec<P>,
    pub(crate) name: Text,
}

/// A point of interest.
pub(crate) struct Poi {
    pub(crate) kind: &'static str,
    pub(crate) name: Text,
    pub(crate) at: P,
    pub(crate) building: Option<usize>,
}
