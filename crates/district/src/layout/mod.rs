//! One community, laid out: blocks, lanes, estates, buildings and units.

mod block;
mod civic;
mod commerce;
mod estates;
mod industry;
pub(crate) mod model;
mod numbers;
mod shapes;
mod units;
mod village;

use crate::chance::{Dice, Topic};
use crate::geometry::P;
use crate::naming::Text;
use crate::plan::{LandUse, Plan};
use block::Block;
pub(crate) use model::{
    Building, BuildingKind, Estate, Label, Lane, Poi, RoadRef, Unit, UnitUse, Zone, ZoneKind,
};
use numbers::Numbers;

/// Everything on the ground of one community.
pub(crate) struct Layout {
    pub(crate) community: usize,
    pub(crate) estates: Vec<Estate>,
    pub(crate) buildings: Vec<Building>,
    pub(crate) units: Vec<Unit>,
    pub(crate) lanes: Vec<Lane>,
    pub(crate) zones: Vec<Zone>,
    pub(crate) pois: Vec<Poi>,
}

/// Work in progress on a community.
pub(crate) struct Site<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) dice: Dice,
    pub(crate) out: Layout,
    numbers: Numbers,
}

impl Layout {
    pub(crate) fn new(plan: &Plan, community: usize) -> Self {
        let out = Layout {
            community,
            estates: Vec::new(),
            buildings: Vec::new(),
            units: Vec::new(),
            lanes: Vec::new(),
            zones: Vec::new(),
            pois: Vec::new(),
        };
        let dice = Dice::new(plan.seed, Topic::Layout, community as u64 + 1);
        let mut site = Site { plan, dice, out, numbers: Numbers::default() };
        for g in plan.communities[community].grids.clone() {
            site.grid(g);
        }
        site.cut_units();
        site.out
    }

    /// Address of the road a building stands on.
    pub(crate) fn road_name<'a>(&'a self, plan: &'a Plan, road: RoadRef) -> &'a Text {
        match road {
            RoadRef::Plan(r) => &plan.roads[r].name,
            RoadRef::Lane(l) => &self.lanes[l].name,
        }
    }

    pub(crate) fn road_code<'a>(&'a self, plan: &'a Plan, road: RoadRef) -> &'a str {
        match road {
            RoadRef::Plan(r) => &plan.roads[r].code,
            RoadRef::Lane(l) => &self.lanes[l].code,
        }
    }

    pub(crate) fn units_of(&self, b: usize) -> &[Unit] {
        &self.units[self.buildings[b].units.clone()]
    }
}

impl Site<'_> {
    fn grid(&mut self, g: usize) {
        let grid = &self.plan.grids[g];
        match grid.land {
            LandUse::Hill => self.zone(g, ZoneKind::Hill, 0.0, 0),
            LandUse::Lake => {
                self.zone(g, ZoneKind::Park, 2.0, 0);
                self.zone(g, ZoneKind::Lake, 24.0, 3);
            }
            LandUse::Park => self.park(g),
            LandUse::Towers => self.towers(g),
            LandUse::Walkups => self.walkups(g),
            LandUse::Village => self.village(g),
            LandUse::Industry => self.industry(g),
            LandUse::Commerce => self.commerce(g),
            LandUse::Civic => self.civic(g),
        }
    }

    /// A zone that fills the grid but for its roads and a margin.
    fn zone(&mut self, g: usize, kind: ZoneKind, margin_m: f64, rounds: usize) {
        let grid = &self.plan.grids[g];
        let Some(cell) = grid.cell.inset(|t| self.plan.half_width(t) + margin_m) else { return };
        let ring = self.plan.warp.ring(&crate::geometry::ring::smooth(&cell.ring, rounds), 30.0);
        self.out.zones.push(Zone { kind, grid: g, ring, name: kind.named(&grid.estate) });
    }

    fn park(&mut self, g: usize) {
        self.zone(g, ZoneKind::Park, 2.0, 1);
        if self.dice.chance(0.6) {
            let grid = &self.plan.grids[g];
            let breadth = grid.cell.frame().breadth();
            let pond = grid.cell.inset(|t| self.plan.half_width(t) + breadth * 0.22);
            if let Some(cell) = pond {
                let ring = self.plan.warp.ring(&crate::geometry::ring::smooth(&cell.ring, 3), 12.0);
                let name = ZoneKind::Pond.named(&grid.estate);
                self.out.zones.push(Zone { kind: ZoneKind::Pond, grid: g, ring, name });
            }
        }
        let grid = &self.plan.grids[g];
        let name = ZoneKind::Park.named(&grid.estate);
        let at = self.plan.warp.ground(grid.cell.centroid());
        self.poi("park", name, at, None);
    }

    pub(crate) fn poi(&mut self, kind: &'static str, name: Text, at: P, building: Option<usize>) {
        self.out.pois.push(Poi { kind, name, at, building });
    }

    /// Cuts a grid into `n` blocks by local roads, each of which gets a line and a name.
    fn blocks(&mut self, g: usize, n: usize) -> Vec<Block> {
        block::cut(self, g, n)
    }
}
