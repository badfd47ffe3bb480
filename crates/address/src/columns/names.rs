//! What the usual names of address columns mean.

use crate::{
    ComponentKind::{
        self, Building, City, Community, Country, County, Entrance, Estate, Floor, Lane, PoBox,
        Poi, Postcode, Province, Road, RoadNumber, Room, Street, Zone,
    },
    Profile,
};

/// Names of columns, in the words of registers and departments.
const NAMES: &[(ComponentKind, &[&str])] = &[
    (Country, &["country", "国家"]),
    (Province, &["province", "state", "省", "省份"]),
    (City, &["city", "市", "城市"]),
    (County, &["county", "district", "区县", "区", "县"]),
    (Zone, &["zone", "开发区"]),
    (Street, &["street_office", "subdistrict", "town", "street", "街道", "乡镇"]),
    (Community, &["community", "village", "社区", "居委会"]),
    (Road, &["street_name", "thoroughfare", "road", "addr:street", "道路", "路名"]),
    (
        RoadNumber,
        &["street_number", "house_number", "road_number", "number", "addr:housenumber", "门牌号"],
    ),
    (Lane, &["lane", "巷", "弄"]),
    (Estate, &["estate", "小区", "小区名称"]),
    (Building, &["building", "building_number", "楼栋", "栋"]),
    (Entrance, &["entrance", "单元"]),
    (Floor, &["floor", "楼层"]),
    (Room, &["unit_number", "room", "unit", "apartment", "房号", "室"]),
    (Poi, &["poi", "place", "地点"]),
    (Postcode, &["zipcode", "postcode", "postal_code", "addr:postcode", "邮编"]),
    (PoBox, &["po_box"]),
];

/// Beginnings that departments put before a part's name.
const PREFIXES: &[&str] = &["mailing_address_", "employer_", "home_", "address_"];

impl ComponentKind {
    /// The part of an address that a column of this name holds. Where the house number comes first there are no subdistricts:
    /// `street` is the road there, and `town` the city.
    #[must_use]
    pub fn of_column(name: &str, profile: &Profile) -> Option<Self> {
        let name = name.trim().to_lowercase();
        let bare = PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(&name);
        match bare {
            "street" if profile.is_number_first() => Some(Road),
            "town" if profile.is_number_first() => Some(City),
            _ => NAMES.iter().find(|(_, names)| names.contains(&bare)).map(|(kind, _)| *kind),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_known_with_its_departments_prefix() {
        let of_column = |name| ComponentKind::of_column(name, &Profile::us());
        assert_eq!(of_column("mailing_address_street_name"), Some(Road));
        assert_eq!(of_column("Unit_Number"), Some(Room));
        assert_eq!(of_column("wages"), None);
    }

    #[test]
    fn street_is_the_road_where_there_are_no_subdistricts() {
        let of_column = ComponentKind::of_column;
        assert_eq!(of_column("home_street", &Profile::us()), Some(Road));
        assert_eq!(of_column("Town", &Profile::ca()), Some(City));
        assert_eq!(of_column("street", &Profile::cn()), Some(Street));
        assert_eq!(of_column("street_office", &Profile::us()), Some(Street));
    }
}
