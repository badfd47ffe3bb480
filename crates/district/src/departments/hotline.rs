//! 36 months of complaints: what, where, when. Callers are not written down.

use super::{Department, Desk};
use crate::Error;
use crate::calendar::{AS_OF, Day, WINDOW};
use crate::layout::BuildingKind;
use crate::people::Party;
use crate::spelling::{Errors, Habit, Locator, Speller};

const CALL_HABIT: Habit = Habit {
    levels: [false, false, true, true],
    locator: Locator::Short,
    drop_level: 0.45,
    no_road: 0.6,
    alias: 0.25,
    note: 0.04,
    typo: 0.03,
    no_room: 0.3,
    ..Habit::FORMAL
};

/// Subject, title, text with `{}` for the place, months it peaks in (0: none), weight.
struct Matter(&'static str, &'static str, &'static str, [i32; 3], f64);

const MATTERS: &[Matter] = &[
    Matter(
        "噪声",
        "夜间施工噪声",
        "市民反映{}附近工地夜间十点后仍在施工，噪声影响休息，希望处理。",
        [4, 9, 10],
        1.0,
    ),
    Matter(
        "噪声",
        "楼上装修噪声",
        "市民反映{}有住户午休时间装修，电钻声较大，请物业劝阻。",
        [3, 4, 5],
        0.8,
    ),
    Matter(
        "噪声",
        "商铺音响扰民",
        "市民反映{}楼下商铺长时间播放广告音响，要求降低音量。",
        [0, 0, 0],
        0.6,
    ),
    Matter(
        "环境卫生",
        "垃圾堆放",
        "市民反映{}垃圾桶满溢，垃圾堆放在路面，有异味，请及时清运。",
        [6, 7, 8],
        1.1,
    ),
    Matter(
        "环境卫生",
        "下水道堵塞",
        "市民反映{}下水道堵塞，污水外溢，行人无法通行。",
        [5, 6, 8],
        0.9,
    ),
    Matter(
        "房屋安全",
        "外墙脱落",
        "市民反映{}外墙瓷砖脱落，存在坠落风险，请设置围挡。",
        [5, 6, 9],
        0.5,
    ),
    Matter(
        "房屋安全",
        "屋面渗水",
        "市民反映{}屋面渗水，公共楼道墙皮脱落，多次报修未处理。",
        [5, 6, 7],
        0.7,
    ),
    Matter(
        "消防隐患",
        "电动车楼道充电",
        "市民反映{}有人将电动车推入楼道充电，存在火灾隐患。",
        [0, 0, 0],
        1.2,
    ),
    Matter(
        "消防隐患",
        "消防通道堵塞",
        "市民反映{}消防通道被车辆和杂物堵塞，请清理。",
        [1, 2, 12],
        0.9,
    ),
    Matter("停车", "车位不足", "市民反映{}车位不足，车辆乱停放，堵塞出入口。", [1, 2, 10], 0.9),
    Matter(
        "物业",
        "电梯故障",
        "市民反映{}电梯多次故障，老人上下楼不便，请督促维修。",
        [6, 7, 8],
        0.8,
    ),
    Matter("物业", "停水未通知", "市民反映{}停水未提前通知，请说明恢复时间。", [6, 7, 8], 0.6),
    Matter("市政设施", "路灯不亮", "市民反映{}门前路灯不亮，夜间出行不便。", [11, 12, 1], 0.7),
    Matter("市政设施", "井盖破损", "市民反映{}门前井盖破损，存在安全隐患。", [0, 0, 0], 0.5),
    Matter("市政设施", "路面积水", "市民反映{}门前路面积水严重，雨后多日不退。", [5, 6, 8], 0.7),
    Matter("租房纠纷", "押金不退", "市民反映{}退租后押金未退还，请协调。", [2, 6, 7], 0.8),
    Matter("餐饮油烟", "油烟扰民", "市民反映{}楼下餐饮店油烟直排，气味较大。", [0, 0, 0], 0.6),
];

impl Desk<'_> {
    pub(super) fn hotline_complaints(&mut self) -> Result<(), Error> {
        // Some buildings are worse kept than others, and stay so.
        let n = self.layout.buildings.len();
        let temper: Vec<f64> = (0..n)
            .map(|b| {
                let units = self.layout.buildings[b].units.len() as f64;
                let spread = (self.dice.unit() * 3.2 - 1.6).exp();
                units.sqrt()
                    * spread
                    * if self.layout.buildings[b].kind == BuildingKind::School { 0.2 } else { 1.0 }
            })
            .collect();
        let calls = (self.layout.units.len() as f64 * 0.16) as usize;
        let weights: Vec<f64> = MATTERS.iter().map(|m| m.4).collect();
        let mut cumulative = Vec::with_capacity(n);
        let mut sum = 0.0;
        for t in &temper {
            sum += t;
            cumulative.push(sum);
        }
        let mut days: Vec<i32> = (0..calls).map(|_| self.dice.between(WINDOW.0, AS_OF.0)).collect();
        days.sort_unstable();
        for day in days {
            let at = self.dice.unit() * sum;
            let b = cumulative.partition_point(|c| *c < at).min(n.saturating_sub(1));
            let matter = self.matter(Day(day), &weights);
            self.complaint(b, Day(day), matter)?;
        }
        Ok(())
    }

    /// A matter by weight and season.
    fn matter(&mut self, day: Day, weights: &[f64]) -> &'static Matter {
        let (_, month, _) = day.ymd();
        loop {
            let m = &MATTERS[self.dice.weighted(weights)];
            if m.3[0] == 0 || m.3.contains(&month) || self.dice.chance(0.45) {
                return m;
            }
        }
    }

    fn complaint(&mut self, b: usize, day: Day, matter: &Matter) -> Result<(), Error> {
        let building = &self.layout.buildings[b];
        let mut place = Errors::default();
        let record = self.record("RX");
        // Half name a dwelling, half only the building.
        let unit = (self.dice.chance(0.4) && !building.units.is_empty())
            .then(|| building.units.start + self.dice.below(building.units.len()));
        let address = if let Some(u) = unit {
            self.address(u, &CALL_HABIT, &mut place)
        } else {
            let speller =
                Speller { plan: self.plan, layout: self.layout, difficulty: self.difficulty };
            speller.building(&mut self.dice, building, &CALL_HABIT, &mut place)
        };
        let near = crate::register::building_name(self.layout, self.plan, building).zh;
        let text = matter.2.replace("{}", &near);
        let closed = self.delayed(day.plus(2), 9.0).unwrap_or(Day::NEVER);
        // One in twelve writes the address only in the text.
        let written = if self.dice.chance(0.08) { "" } else { address.as_str() };
        if written.is_empty() {
            place.add("address_missing");
        }
        self.sheets.row(
            Department::HotlineComplaints,
            &[&record, &day.iso(), matter.0, matter.1, &text, written, &closed.iso()],
        )?;
        let (plan, layout) = (self.plan, self.layout);
        if unit.is_some() {
            self.link(
                Department::HotlineComplaints,
                &record,
                "place",
                Party::None,
                unit,
                [&place, &Errors::default()],
            )
        } else {
            self.truth.place(plan, layout, Department::HotlineComplaints, &record, b, place.text())
        }
    }
}
