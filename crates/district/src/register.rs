//! The register's files: areas, thoroughfares, estates, buildings, units,
//! aliases, and what only the map shows.

use std::path::Path;

use crate::Error;
use crate::geometry::{Cell, P};
use crate::layout::{Building, Layout, RoadRef, Unit};
use crate::naming::Text;
use crate::plan::Plan;
use crate::plan::divide::ChordKind;
use crate::writing::features::{Features, Shape, Value};
use crate::writing::table::{Format, Table};

/// Every open file of `register/`.
pub(crate) struct RegisterFiles {
    areas: Features,
    roads: Features,
    water: Features,
    greens: Features,
    railways: Features,
    pois: Features,
    estates: Features,
    buildings: Features,
    units: Table,
    aliases: Table,
    zones: usize,
    points: usize,
    names: usize,
}

/// The 19 digits of a building.
pub(crate) fn building_code(plan: &Plan, community: usize, serial: u32) -> String {
    format!("{}{serial:07}", plan.communities[community].code)
}

/// The 25 digits of a unit.
pub(crate) fn unit_code(plan: &Plan, layout: &Layout, unit: &Unit) -> String {
    let serial = layout.buildings[unit.building as usize].serial;
    format!("{}{serial:07}{:06}", plan.communities[layout.community].code, unit.serial)
}

impl RegisterFiles {
    pub(crate) fn create(folder: &Path, plan: &Plan) -> Result<Self, Error> {
        let nd = plan.size.newline_delimited();
        Ok(Self {
            areas: Features::create(folder, "areas", false)?,
            roads: Features::create(folder, "roads", nd)?,
            water: Features::create(folder, "water", false)?,
            greens: Features::create(folder, "greens", false)?,
            railways: Features::create(folder, "railways", false)?,
            pois: Features::create(folder, "pois", false)?,
            estates: Features::create(folder, "estates", nd)?,
            buildings: Features::create(folder, "buildings", nd)?,
            units: Table::create(
                folder,
                "units",
                Format::Utf8,
                &[
                    "unit_code",
                    "building_code",
                    "entrance",
                    "floor",
                    "room",
                    "use",
                    "area_m2",
                    "stage",
                    "valid_from",
                ],
            )?,
            aliases: Table::create(
                folder,
                "aliases",
                Format::Utf8,
                &[
                    "alias_code",
                    "target_kind",
                    "target_code",
                    "kind",
                    "alias_zh",
                    "alias_en",
                    "valid_from",
                    "valid_to",
                ],
            )?,
            zones: 0,
            points: 0,
            names: 0,
        })
    }

    /// Areas, named roads, the river and the railway.
    pub(crate) fn write_plan(&mut self, plan: &Plan) -> Result<(), Error> {
        let county = crate::plan::COUNTY_CODE;
        let city = format!("{}00", &county[..4]);
        self.area(plan, &plan.outline, [&city, "", "city", "ordinary"], &Plan::city())?;
        self.area(plan, &plan.outline, [county, &city, "district", "ordinary"], &Plan::district())?;
        for s in &plan.streets {
            self.area(plan, &s.cell, [&s.code, county, "street", "ordinary"], &s.name)?;
        }
        for c in &plan.communities {
            self.area(
                plan,
                &c.cell,
                [&c.code, &plan.streets[c.street].code, "community", "ordinary"],
                &c.name,
            )?;
        }
        for g in &plan.grids {
            let kind = if g.public { "public_place" } else { "ordinary" };
            self.area(
                plan,
                &g.cell,
                [&g.code, &plan.communities[g.community].code, "grid", kind],
                &g.name,
            )?;
        }
        for road in &plan.roads {
            let lines: Vec<Vec<P>> = road.chords.iter().map(|&c| chord_line(plan, c)).collect();
            let class = match road.kind {
                ChordKind::Arterial => "arterial",
                ChordKind::Secondary => "secondary",
                _ => "collector",
            };
            self.road(&road.code, &road.name, class, road.kind.width_m(), &lines)?;
        }
        self.river(plan)?;
        self.railway(plan)
    }

    /// `codes`: own code, parent code, level, kind.
    fn area(
        &mut self,
        plan: &Plan,
        cell: &Cell,
        codes: [&str; 4],
        name: &Text,
    ) -> Result<(), Error> {
        let ring = area_ring(plan, cell);
        self.areas.write(
            &[
                ("area_code", Value::Text(codes[0])),
                ("parent_code", Value::Text(codes[1])),
                ("level", Value::Text(codes[2])),
                ("kind", Value::Text(codes[3])),
                ("name_zh", Value::Text(&name.zh)),
                ("name_en", Value::Text(&name.en)),
            ],
            Shape::Ring(&ring),
        )
    }

    fn road(
        &mut self,
        code: &str,
        name: &Text,
        class: &str,
        width_m: f64,
        lines: &[Vec<P>],
    ) -> Result<(), Error> {
        self.roads.write(
            &[
                ("thoroughfare_code", Value::Text(code)),
                ("name_zh", Value::Text(&name.zh)),
                ("name_en", Value::Text(&name.en)),
                ("class", Value::Text(class)),
                ("width_m", Value::Metres(width_m)),
            ],
            Shape::Lines(lines),
        )
    }

    fn river(&mut self, plan: &Plan) -> Result<(), Error> {
        let Some(chord) = plan.chords.iter().find(|c| c.kind == ChordKind::River) else {
            return Ok(());
        };
        let name = Text::new(format!("{}河", "砚溪"), "Yanxi River");
        for (half, margin) in [(plan.scale.river_m / 2.0, 0.0), (plan.scale.river_m / 2.0, 11.0)] {
            let across = chord.b.minus(chord.a).unit().left();
            let n = (chord.b.minus(chord.a).length() / 25.0).ceil().max(2.0) as usize;
            let bank = |i: usize, side: f64| {
                let swell =
                    if margin > 0.0 { 1.0 } else { 0.92 + 0.06 * ((i as f64) * 0.37 + side).sin() };
                let p = chord.a.towards(chord.b, i as f64 / n as f64);
                plan.warp.ground(p.plus(across.times(side * (half * swell + margin))))
            };
            let mut ring: Vec<P> = (0..=n).map(|i| bank(i, -1.0)).collect();
            ring.extend((0..=n).rev().map(|i| bank(i, 1.0)));
            if margin > 0.0 {
                self.zone_feature(
                    "riverside",
                    "",
                    &Text::new("砚溪河滨绿道", "Yanxi Riverside"),
                    &ring,
                    false,
                )?;
            } else {
                self.zone_feature("river", "", &name, &ring, true)?;
            }
        }
        Ok(())
    }

    /// A metro line under the longest roads, with a station about every 1,100 m.
    fn railway(&mut self, plan: &Plan) -> Result<(), Error> {
        let mut order: Vec<&crate::plan::roads::Road> =
            plan.roads.iter().filter(|r| r.kind <= ChordKind::Secondary).collect();
        let length = |r: &crate::plan::roads::Road| -> f64 {
            r.chords.iter().map(|&c| plan.chords[c].b.minus(plan.chords[c].a).length()).sum()
        };
        order.sort_by(|a, b| length(b).total_cmp(&length(a)));
        let wanted = if plan.streets.len() > 1 { 4 } else { 1 };
        for (i, road) in order.into_iter().take(wanted).enumerate() {
            let lines: Vec<Vec<P>> = road.chords.iter().map(|&c| chord_line(plan, c)).collect();
            let number = crate::naming::chinese_number(i as u32 + 1);
            self.railways.write(
                &[
                    (
                        "feature_code",
                        Value::Text(&format!("{}M{}", crate::plan::COUNTY_CODE, i + 1)),
                    ),
                    ("kind", Value::Text("metro")),
                    ("name_zh", Value::Text(&format!("地铁{number}号线"))),
                    ("name_en", Value::Text(&format!("Metro Line {}", i + 1))),
                ],
                Shape::Lines(&lines),
            )?;
            let mut travelled = 500.0;
            let stem = road.name.zh.trim_end_matches(['大', '道', '路']).to_owned();
            let stem_en = road.name.en.split(' ').next().unwrap_or_default().to_owned();
            let sides = [
                ("站", ""),
                ("东站", " East"),
                ("中站", " Central"),
                ("西站", " West"),
                ("南站", " South"),
                ("北站", " North"),
            ];
            let mut stations = 0;
            for line in &lines {
                for pair in line.windows(2) {
                    travelled += pair[1].minus(pair[0]).length();
                    if travelled > 1100.0 && stations < sides.len() {
                        travelled = 0.0;
                        let (zh, en) = sides[stations];
                        stations += 1;
                        self.poi(
                            "metro_station",
                            &Text::new(format!("{stem}{zh}"), format!("{stem_en}{en} Station")),
                            pair[1],
                            "",
                        )?;
                    }
                }
            }
        }
        Ok(())
    }

    fn poi(&mut self, kind: &str, name: &Text, at: P, building: &str) -> Result<(), Error> {
        self.points += 1;
        self.pois.write(
            &[
                (
                    "poi_code",
                    Value::Text(&format!("{}P{:06}", crate::plan::COUNTY_CODE, self.points)),
                ),
                ("kind", Value::Text(kind)),
                ("name_zh", Value::Text(&name.zh)),
                ("name_en", Value::Text(&name.en)),
                ("building_code", Value::Text(building)),
            ],
            Shape::Point(at),
        )
    }

    fn zone_feature(
        &mut self,
        kind: &str,
        grid: &str,
        name: &Text,
        ring: &[P],
        water: bool,
    ) -> Result<(), Error> {
        self.zones += 1;
        let code = format!("{}Z{:06}", crate::plan::COUNTY_CODE, self.zones);
        let file = if water { &mut self.water } else { &mut self.greens };
        file.write(
            &[
                ("feature_code", Value::Text(&code)),
                ("kind", Value::Text(kind)),
                ("area_code", Value::Text(grid)),
                ("name_zh", Value::Text(&name.zh)),
                ("name_en", Value::Text(&name.en)),
            ],
            Shape::Ring(ring),
        )
    }

    /// Everything of one community.
    pub(crate) fn write_community(&mut self, plan: &Plan, layout: &Layout) -> Result<(), Error> {
        for lane in &layout.lanes {
            self.road(
                &lane.code,
                &lane.name,
                lane.class,
                lane.width_m,
                std::slice::from_ref(&lane.line),
            )?;
        }
        for zone in &layout.zones {
            self.zone_feature(
                zone.kind.word(),
                &plan.grids[zone.grid].code,
                &zone.name,
                &zone.ring,
                zone.kind.is_water(),
            )?;
        }
        for poi in &layout.pois {
            let code = poi
                .building
                .map(|b| building_code(plan, layout.community, layout.buildings[b].serial));
            self.poi(poi.kind, &poi.name, poi.at, code.as_deref().unwrap_or_default())?;
        }
        for estate in &layout.estates {
            self.estates.write(
                &[
                    ("estate_code", Value::Text(&estate.code)),
                    ("area_code", Value::Text(&plan.grids[estate.grid].code)),
                    ("kind", Value::Text(estate.kind.word())),
                    ("name_zh", Value::Text(&estate.name.zh)),
                    ("name_en", Value::Text(&estate.name.en)),
                    ("thoroughfare_code", Value::Text(layout.road_code(plan, estate.road))),
                    ("thoroughfare", Value::Text(&layout.road_name(plan, estate.road).zh)),
                    ("road_number", Value::Text(&format!("{}号", estate.number))),
                ],
                Shape::Ring(&estate.ring),
            )?;
            for (kind, name) in [("old_name", &estate.old_name), ("nickname", &estate.nickname)] {
                if let Some(name) = name {
                    let (from, to) =
                        if kind == "old_name" { ("1985-01-01", "2012-12-31") } else { ("", "") };
                    self.alias("estate", &estate.code, kind, name, from, to)?;
                }
            }
        }
        for (b, building) in layout.buildings.iter().enumerate() {
            self.building(plan, layout, building)?;
            self.units_of(plan, layout, b)?;
        }
        Ok(())
    }

    fn alias(
        &mut self,
        target: &str,
        code: &str,
        kind: &str,
        name: &Text,
        from: &str,
        to: &str,
    ) -> Result<(), Error> {
        self.names += 1;
        let alias = format!("{}A{:07}", crate::plan::COUNTY_CODE, self.names);
        self.aliases.row(&[&alias, target, code, kind, &name.zh, &name.en, from, to])
    }

    fn building(&mut self, plan: &Plan, layout: &Layout, b: &Building) -> Result<(), Error> {
        let code = building_code(plan, layout.community, b.serial);
        let estate = b.estate.map(|e| &layout.estates[e]);
        let road = layout.road_name(plan, b.road);
        let number = format!("{}号", b.number);
        let label = b.label.zh();
        let name = building_name(layout, plan, b);
        let built = b.built.iso();
        self.buildings.write(
            &[
                ("building_code", Value::Text(&code)),
                ("area_code", Value::Text(&plan.grids[b.grid].code)),
                ("estate_code", Value::Text(estate.map_or("", |e| &e.code))),
                ("thoroughfare_code", Value::Text(layout.road_code(plan, b.road))),
                ("thoroughfare", Value::Text(&road.zh)),
                ("road_number", Value::Text(if b.number > 0 { &number } else { "" })),
                ("estate", Value::Text(estate.map_or("", |e| &e.name.zh))),
                ("building", Value::Text(&label)),
                ("name_zh", Value::Text(&name.zh)),
                ("name_en", Value::Text(&name.en)),
                ("use", Value::Text(b.kind.word())),
                ("floors", Value::Int(i64::from(b.floors))),
                ("height_m", Value::Metres(b.height_m())),
                ("entrances", Value::Int(i64::from(b.entrances))),
                ("units", Value::Int(b.units.len() as i64)),
                ("built_on", Value::Text(&built)),
                ("stage", Value::Text("current")),
            ],
            Shape::Ring(&b.ring),
        )?;
        if let Some(former) = b.former_number {
            let old = Text::new(format!("{}{former}号", road.zh), format!("{former} {}", road.en));
            self.alias("building", &code, "former_number", &old, "", "2019-06-30")?;
        }
        // A plate of the village's own count, from before the lanes had names.
        if let (Some(plate), Some(estate)) = (b.plate, estate) {
            let plate = Text::new(
                format!("{}{plate}号", estate.name.zh),
                format!("{plate} {}", estate.name.en),
            );
            self.alias("building", &code, "door_plate", &plate, "", "")?;
        }
        Ok(())
    }

    fn units_of(&mut self, plan: &Plan, layout: &Layout, b: usize) -> Result<(), Error> {
        let building = &layout.buildings[b];
        let code = building_code(plan, layout.community, building.serial);
        let built = building.built.iso();
        for unit in layout.units_of(b) {
            let entrance =
                if unit.entrance > 0 { unit.entrance.to_string() } else { String::new() };
            self.units.row(&[
                &format!("{code}{:06}", unit.serial),
                &code,
                &entrance,
                &unit.floor.to_string(),
                &unit.room.to_string(),
                unit.use_.word(),
                &unit.area_m2.to_string(),
                "current",
                &built,
            ])?;
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<(), Error> {
        for file in [
            self.areas,
            self.roads,
            self.water,
            self.greens,
            self.railways,
            self.pois,
            self.estates,
            self.buildings,
        ] {
            file.finish()?;
        }
        self.units.finish()?;
        self.aliases.finish()
    }
}

/// A short name: estate and label, or road and number.
pub(crate) fn building_name(layout: &Layout, plan: &Plan, b: &Building) -> Text {
    if let Some(name) = &b.name {
        return name.clone();
    }
    let road = layout.road_name(plan, b.road);
    match (b.estate, b.label) {
        (Some(e), label)
            if !matches!(b.road, RoadRef::Lane(_))
                || b.kind != crate::layout::BuildingKind::House =>
        {
            let name = &layout.estates[e].name;
            let value = label.value();
            let en = if value.is_empty() {
                name.en.clone()
            } else {
                format!("{} Block {value}", name.en)
            };
            Text::new(format!("{}{}", name.zh, label.zh()), en)
        }
        _ => Text::new(format!("{}{}号", road.zh, b.number), format!("{} {}", b.number, road.en)),
    }
}

fn chord_line(plan: &Plan, c: usize) -> Vec<P> {
    let chord = &plan.chords[c];
    let (mut a, mut b) = (chord.a, chord.b);
    // A road that meets the river stops at its bank unless another goes on.
    let along = b.minus(a).unit();
    for (i, end) in [(0, chord.a), (1, chord.b)] {
        let river = chord.ends_on[i]
            .and_then(|t| plan.chords.get(t as usize))
            .is_some_and(|o| o.kind == ChordKind::River);
        let meets = |o: &crate::plan::divide::Chord| {
            o.a.minus(end).length() < 1e-6 || o.b.minus(end).length() < 1e-6
        };
        if river
            && !plan.chords.iter().enumerate().any(|(j, o)| j != c && o.kind.is_road() && meets(o))
        {
            let back = plan.scale.river_m / 2.0 + 12.0;
            if i == 0 { a = a.plus(along.times(back)) } else { b = b.minus(along.times(back)) }
        }
    }
    let mut line = Vec::new();
    plan.warp.line(a, b, 25.0, &mut line);
    line.push(plan.warp.ground(b));
    line
}

/// The cell's outline on the ground, with every point where a neighbour's
/// border meets it, so that areas share their borders exactly.
fn area_ring(plan: &Plan, cell: &Cell) -> Vec<P> {
    let mut out = Vec::new();
    for (a, b, tag) in cell.edges() {
        let along = b.minus(a);
        let length = along.length();
        let mut stops: Vec<(f64, P)> =
            plan.chords.get(tag as usize).map_or_else(Vec::new, |chord| {
                let k = |p: &P| p.minus(a).dot(along) / length;
                chord
                    .junctions
                    .iter()
                    .map(|p| (k(p), *p))
                    .filter(|(k, _)| *k > 1e-4 && *k < length - 1e-4)
                    .collect()
            });
        stops.sort_by(|x, y| x.0.total_cmp(&y.0));
        let mut from = a;
        for (_, stop) in stops {
            plan.warp.line(from, stop, 25.0, &mut out);
            from = stop;
        }
        plan.warp.line(from, b, 25.0, &mut out);
    }
    out
}
