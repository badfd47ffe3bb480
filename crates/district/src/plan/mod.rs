//! The plan: areas, roads, river and land use of the whole district. Small
//! enough to hold in memory at any size; everything finer is laid out one
//! community at a time.

pub(crate) mod divide;
pub(crate) mod roads;
pub(crate) mod uses;

use crate::chance::{Dice, Topic};
use crate::geometry::{Cell, P, Warp};
use crate::naming::Text;
use crate::naming::places::{CITY, DISTRICT, PlaceNames, STREETS};
use crate::size::{Scale, Size};
use divide::{Chord, ChordKind, Divider};
use roads::Road;
pub(crate) use uses::LandUse;

/// County code in a division that is not assigned (no province 99 exists).
pub(crate) const COUNTY_CODE: &str = "990106";

pub(crate) struct Street {
    pub(crate) code: String,
    pub(crate) name: Text,
    pub(crate) cell: Cell,
}

pub(crate) struct Community {
    pub(crate) street: usize,
    pub(crate) code: String,
    pub(crate) name: Text,
    pub(crate) cell: Cell,
    /// Index range into `Plan::grids`.
    pub(crate) grids: std::ops::Range<usize>,
}

pub(crate) struct Grid {
    pub(crate) community: usize,
    pub(crate) code: String,
    pub(crate) name: Text,
    pub(crate) cell: Cell,
    pub(crate) land: LandUse,
    pub(crate) public: bool,
    /// Name without suffix for the estate, village or park in it.
    pub(crate) estate: Text,
}

pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) size: Size,
    pub(crate) scale: Scale,
    pub(crate) warp: Warp,
    pub(crate) outline: Cell,
    pub(crate) chords: Vec<Chord>,
    pub(crate) roads: Vec<Road>,
    pub(crate) streets: Vec<Street>,
    pub(crate) communities: Vec<Community>,
    pub(crate) grids: Vec<Grid>,
}

impl Plan {
    pub(crate) fn new(size: Size, seed: u64) -> Self {
        let scale = size.scale();
        let mut dice = Dice::new(seed, Topic::Plan, 0);
        let mut names = PlaceNames::default();
        let mut divider = Divider::default();
        let outline = outline(&mut dice, scale.area_km2 * 1e6, &mut divider);
        let extent = outline.frame().length();
        let warp = Warp::new(&mut dice, extent);
        let wild = uses::Wild::new(&mut dice, &outline, scale.wild);
        let weight = |p: P| wild.weight(p);

        let halves = divider.river(&mut dice, &outline);
        let mut counts = divide::shares(&halves, scale.streets.max(halves.len()), &weight);
        let mut street_cells = Vec::new();
        if scale.streets == 1 {
            street_cells.push((outline.clone(), halves));
        } else {
            for (half, n) in halves.into_iter().zip(counts.drain(..)) {
                for cell in divider.divide(&mut dice, half, n, ChordKind::Arterial, &weight) {
                    street_cells.push((cell.clone(), vec![cell]));
                }
            }
        }
        let mut plan = Self {
            seed,
            size,
            scale,
            warp,
            outline,
            chords: Vec::new(),
            roads: Vec::new(),
            streets: Vec::new(),
            communities: Vec::new(),
            grids: Vec::new(),
        };
        plan.cut_areas(&mut dice, &mut names, &mut divider, street_cells, &weight);
        plan.chords = divider.chords;
        plan.assign_uses(&mut dice, &mut names, &wild);
        plan.roads = roads::name_roads(&mut dice, &mut names, &mut plan.chords);
        plan
    }

    /// Streets into communities into grids, by weight.
    fn cut_areas(
        &mut self,
        dice: &mut Dice,
        names: &mut PlaceNames,
        divider: &mut Divider,
        street_cells: Vec<(Cell, Vec<Cell>)>,
        weight: &dyn Fn(P) -> f64,
    ) {
        let pieces: Vec<Cell> = street_cells.iter().flat_map(|(_, parts)| parts.clone()).collect();
        let mut community_counts =
            divide::shares(&pieces, self.scale.communities, weight).into_iter();
        let mut all = Vec::new();
        for (s, (cell, parts)) in street_cells.into_iter().enumerate() {
            let (zh, en) = STREETS[s];
            let code = format!("{COUNTY_CODE}{:03}", s + 1);
            self.streets.push(Street {
                code,
                name: Text::new(format!("{zh}街道"), format!("{en} Street")),
                cell,
            });
            for part in parts {
                let n = community_counts.next().unwrap_or(1);
                for community in divider.divide(dice, part, n, ChordKind::Secondary, weight) {
                    all.push((s, community));
                }
            }
        }
        let cells: Vec<Cell> = all.iter().map(|(_, c)| c.clone()).collect();
        let grid_counts = divide::shares(&cells, self.scale.grids, weight);
        let mut serial = vec![0; self.streets.len()];
        for ((street, cell), n) in all.into_iter().zip(grid_counts) {
            serial[street] += 1;
            let name = names.draw(dice, "社区");
            let code = format!("{}{:03}", self.streets[street].code, serial[street]);
            let community = self.communities.len();
            let first = self.grids.len();
            for (g, cell) in divider
                .divide(dice, cell.clone(), n, ChordKind::Collector, weight)
                .into_iter()
                .enumerate()
            {
                self.grids.push(Grid {
                    community,
                    code: format!("{code}{:03}", g + 1),
                    name: Text::new(
                        format!("第{}网格", crate::naming::chinese_number(g as u32 + 1)),
                        format!("Grid {}", g + 1),
                    ),
                    cell,
                    land: LandUse::Park,
                    public: false,
                    estate: Text::default(),
                });
            }
            let name = Text::new(format!("{}社区", name.zh), format!("{} Community", name.en));
            self.communities.push(Community {
                street,
                code,
                name,
                cell,
                grids: first..self.grids.len(),
            });
        }
    }

    /// City and district names.
    pub(crate) fn city() -> Text {
        Text::new(CITY.0, CITY.1)
    }

    pub(crate) fn district() -> Text {
        Text::new(DISTRICT.0, DISTRICT.1)
    }

    /// Half the width of whatever lies under a chord, in metres.
    pub(crate) fn half_width(&self, tag: u32) -> f64 {
        self.chords.get(tag as usize).map_or(0.0, |c| match c.kind {
            ChordKind::Outline => 2.0,
            ChordKind::River => self.scale.river_m / 2.0 + 13.0,
            kind => kind.width_m() / 2.0,
        })
    }
}

/// A worn octagon of the given area, longer from west to east.
fn outline(dice: &mut Dice, area_m2: f64, divider: &mut Divider) -> Cell {
    const SIDES: (f64, f64) = (1.24, 0.92);
    let mut ring: Vec<P> = (0..9)
        .map(|i| {
            let angle = (f64::from(i) + dice.range(-0.2, 0.2)) / 9.0 * std::f64::consts::TAU;
            let (sin, cos) = angle.sin_cos();
            // A superellipse: fuller than an ellipse, so corners are not wasted.
            let radius = (cos.abs().powf(2.8) + sin.abs().powf(2.8)).powf(-1.0 / 2.8)
                * dice.range(0.95, 1.03);
            P::new(cos * radius * SIDES.0, sin * radius * SIDES.1)
        })
        .collect();
    let scale = (area_m2 / crate::geometry::ring::area(&ring)).sqrt();
    for p in &mut ring {
        *p = p.times(scale);
    }
    let tags = (0..ring.len())
        .map(|i| divider.chord(ring[i], ring[(i + 1) % ring.len()], ChordKind::Outline))
        .collect();
    let mut cell = Cell { ring, tags };
    // The hull, should a worn corner bend inwards.
    while let Some(i) = (0..cell.ring.len()).find(|&i| {
        let n = cell.ring.len();
        let (p, q, r) = (cell.ring[(i + n - 1) % n], cell.ring[i], cell.ring[(i + 1) % n]);
        q.minus(p).cross(r.minus(q)) <= 0.0
    }) {
        let n = cell.ring.len();
        let (p, r) = (cell.ring[(i + n - 1) % n], cell.ring[(i + 1) % n]);
        cell.ring.remove(i);
        cell.tags.remove(i);
        let n = cell.ring.len();
        let before = (i + n - 1) % n;
        cell.tags[before] = divider.chord(p, r, ChordKind::Outline);
    }
    cell
}
