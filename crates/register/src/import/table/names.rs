//! Column names that are understood, compared without case, blanks and underscores.

pub(crate) const KEY: &[&str] = &[
    "address_id",
    "building_code",
    "building_id",
    "unit_code",
    "code",
    "id",
    "@id",
    "osm_id",
    "编码",
    "地址编码",
    "楼栋编码",
    "标识",
];
/// Keys that name a building or address, not merely a feature of a file.
pub(crate) const OWN_KEY: &[&str] = &[
    "address_id",
    "building_code",
    "building_id",
    "unit_code",
    "code",
    "编码",
    "地址编码",
    "楼栋编码",
];
pub(crate) const NUMBER: &[&str] = &[
    "street_number",
    "road_number",
    "house_number",
    "housenumber",
    "addr:housenumber",
    "number",
    "门牌号",
    "门牌",
    "门牌号码",
];
pub(crate) const STREET: &[&str] = &[
    "street_name",
    "thoroughfare",
    "street",
    "road",
    "addr:street",
    "道路",
    "道路名称",
    "路名",
    "街路巷",
];
pub(crate) const ESTATE: &[&str] = &["estate", "estate_name", "小区", "小区名称", "院落"];
pub(crate) const LABEL: &[&str] =
    &["building", "building_number", "label", "楼栋", "楼栋号", "栋号", "幢号"];
pub(crate) const ENTRANCE: &[&str] = &["entrance", "stairwell", "单元", "单元号"];
pub(crate) const FLOOR: &[&str] = &["floor", "楼层", "所在层"];
pub(crate) const ROOM: &[&str] =
    &["unit_number", "unit", "addr:unit", "room", "apartment", "房号", "室号", "房间号"];
pub(crate) const CITY: &[&str] = &["city", "addr:city", "locality", "town", "城市"];
pub(crate) const STATE: &[&str] = &["state", "addr:state", "region", "province", "省份"];
pub(crate) const POSTCODE: &[&str] =
    &["zipcode", "zip", "postcode", "postal_code", "addr:postcode", "邮编", "邮政编码"];
pub(crate) const NAME: &[&str] = &["name", "name_zh", "building_name", "名称", "楼名"];
pub(crate) const LON: &[&str] = &["lon", "lng", "longitude", "x", "经度"];
pub(crate) const LAT: &[&str] = &["lat", "latitude", "y", "纬度"];
pub(crate) const HEIGHT: &[&str] = &["height_m", "height", "高度", "楼高"];
pub(crate) const FLOORS: &[&str] = &["floors", "building:levels", "levels", "层数", "总层数"];
pub(crate) const USE: &[&str] = &["use", "use_class", "usage", "用途", "使用性质"];
pub(crate) const BUILT: &[&str] = &["built_on", "建成日期", "竣工日期"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_in_the_reference() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/import.md");
        let page = std::fs::read_to_string(path).unwrap();
        let lists = [
            KEY, OWN_KEY, NUMBER, STREET, ESTATE, LABEL, ENTRANCE, FLOOR, ROOM, CITY, STATE,
            POSTCODE, NAME, LON, LAT, HEIGHT, FLOORS, USE, BUILT,
        ];
        for name in lists.concat() {
            assert!(page.contains(&format!("`{name}`")), "docs/reference/import.md lacks `{name}`");
        }
    }
}
