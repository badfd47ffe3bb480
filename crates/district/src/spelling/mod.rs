//! How departments write an address: each has its habit, and its mistakes.

pub(crate) mod characters;
pub(crate) mod people;

use std::fmt::Write as _;

use crate::chance::Dice;
use crate::layout::{Building, BuildingKind, Label, Layout, RoadRef, Unit, UnitUse};
use crate::naming::chinese_number;
use crate::plan::Plan;

/// How dirty the tables are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difficulty {
    /// Error rates as departments state them.
    Normal,
    /// Every error about twice as likely.
    Hard,
}

impl std::str::FromStr for Difficulty {
    type Err = crate::Error;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "normal" => Ok(Difficulty::Normal),
            "hard" => Ok(Difficulty::Hard),
            _ => Err(crate::Error::UnknownDifficulty { name: name.to_owned() }),
        }
    }
}

impl Difficulty {
    /// A rate at this difficulty.
    pub(crate) fn rate(self, p: f64) -> f64 {
        match self {
            Difficulty::Normal => p,
            Difficulty::Hard => (p * 2.2).min(0.92f64.max(p)),
        }
    }
}

/// The form of building, entrance and room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Locator {
    /// 3栋2单元1203室
    Formal,
    /// 3栋2单元1203
    Plain,
    /// 3幢2单元12层1203室
    Deed,
    /// 3-2-1203
    Hyphen,
    /// 3栋1203
    Short,
}

/// A department's habit. Rates are for normal difficulty.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Habit {
    /// City, district, street, community.
    pub(crate) levels: [bool; 4],
    pub(crate) locator: Locator,
    /// Road and number are left out where there is an estate.
    pub(crate) no_road: f64,
    pub(crate) drop_level: f64,
    pub(crate) repeat_level: f64,
    pub(crate) alias: f64,
    pub(crate) numerals: f64,
    pub(crate) traditional: f64,
    pub(crate) full_width: f64,
    pub(crate) note: f64,
    pub(crate) typo: f64,
    pub(crate) no_room: f64,
}

impl Habit {
    /// Full and formal: what the others deviate from.
    pub(crate) const FORMAL: Habit = Habit {
        levels: [true, true, true, true],
        locator: Locator::Formal,
        no_road: 0.0,
        drop_level: 0.04,
        repeat_level: 0.01,
        alias: 0.02,
        numerals: 0.02,
        traditional: 0.003,
        full_width: 0.01,
        note: 0.005,
        typo: 0.015,
        no_room: 0.004,
    };
}

/// What was done to an address, by name; joined by `+` in the truth.
#[derive(Clone, Debug, Default)]
pub(crate) struct Errors(String);

impl Errors {
    pub(crate) fn add(&mut self, kind: &str) {
        if !self.0.is_empty() {
            self.0.push('+');
        }
        self.0.push_str(kind);
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

/// Writes addresses of one community.
pub(crate) struct Speller<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) layout: &'a Layout,
    pub(crate) difficulty: Difficulty,
}

impl Speller<'_> {
    /// The address of a unit in a department's hand.
    pub(crate) fn unit(
        &self,
        dice: &mut Dice,
        unit: &Unit,
        habit: &Habit,
        errors: &mut Errors,
    ) -> String {
        let building = &self.layout.buildings[unit.building as usize];
        let mut head = self.area_part(dice, habit, errors);
        let street = self.street_part(dice, building, habit, errors);
        let room = if dice.chance(self.difficulty.rate(habit.no_room)) {
            errors.add("missing_room");
            building.label.zh()
        } else {
            self.locator_part(dice, building, unit, habit, errors)
        };
        head.push_str(&self.mistyped(dice, street, habit, errors));
        head.push_str(&room);
        self.finish(dice, head, habit, errors)
    }

    /// The address of a building, without a room.
    pub(crate) fn building(
        &self,
        dice: &mut Dice,
        building: &Building,
        habit: &Habit,
        errors: &mut Errors,
    ) -> String {
        let mut head = self.area_part(dice, habit, errors);
        let street = self.street_part(dice, building, habit, errors);
        head.push_str(&self.mistyped(dice, street, habit, errors));
        head.push_str(&building.label.zh());
        self.finish(dice, head, habit, errors)
    }

    fn area_part(&self, dice: &mut Dice, habit: &Habit, errors: &mut Errors) -> String {
        let community = &self.plan.communities[self.layout.community];
        let city = Plan::city().zh;
        let district = Plan::district().zh;
        let names =
            [&city, &district, &self.plan.streets[community.street].name.zh, &community.name.zh];
        let mut out = String::new();
        let mut dropped = false;
        for (i, name) in names.into_iter().enumerate() {
            if !habit.levels[i] {
                continue;
            }
            if dice.chance(self.difficulty.rate(habit.drop_level)) {
                dropped = true;
                continue;
            }
            out.push_str(name);
            if i == 1 && dice.chance(self.difficulty.rate(habit.repeat_level)) {
                out.push_str(&city);
                out.push_str(&district);
                errors.add("repeated_admin");
            }
        }
        if dropped {
            errors.add("missing_admin");
        }
        out
    }

    fn street_part(
        &self,
        dice: &mut Dice,
        building: &Building,
        habit: &Habit,
        errors: &mut Errors,
    ) -> String {
        let road = &self.layout.road_name(self.plan, building.road).zh;
        let estate = building.estate.map(|e| &self.layout.estates[e]);
        let mut out = String::new();
        let village =
            matches!(building.road, RoadRef::Lane(_)) && building.kind == BuildingKind::House;
        if let Some(estate) = estate.filter(|_| !village) {
            if !dice.chance(habit.no_road) {
                let _ = write!(out, "{road}{}号", building.number);
            } else if habit.no_road < 1.0 {
                errors.add("missing_road");
            }
            let other = if dice.chance(0.5) { &estate.old_name } else { &estate.nickname };
            let other = other.as_ref().or(estate.old_name.as_ref()).or(estate.nickname.as_ref());
            if let Some(alias) = other.filter(|_| dice.chance(self.difficulty.rate(habit.alias))) {
                errors.add(if estate.old_name.as_ref() == Some(alias) {
                    "old_name"
                } else {
                    "nickname"
                });
                out.push_str(&alias.zh);
            } else {
                out.push_str(&estate.name.zh);
            }
            return out;
        }
        if let (Some(plate), Some(estate)) =
            (building.plate, estate.filter(|_| dice.chance(self.difficulty.rate(habit.alias))))
        {
            errors.add("door_plate");
            let _ = write!(out, "{}{plate}号", estate.name.zh);
            return out;
        }
        let former =
            building.former_number.filter(|_| dice.chance(self.difficulty.rate(habit.alias * 3.0)));
        if former.is_some() {
            errors.add("old_number");
        }
        let number = former.unwrap_or(building.number);
        if village && dice.chance(self.difficulty.rate(habit.numerals)) {
            errors.add("arabic_lane");
            out.push_str(&arabic_lane(road));
        } else {
            out.push_str(road);
        }
        // 三巷15号, as a rule; 三巷15 in a hurry.
        let _ = write!(out, "{number}{}", if habit.locator == Locator::Hyphen { "" } else { "号" });
        out
    }

    fn locator_part(
        &self,
        dice: &mut Dice,
        building: &Building,
        unit: &Unit,
        habit: &Habit,
        errors: &mut Errors,
    ) -> String {
        let numerals = dice.chance(self.difficulty.rate(habit.numerals));
        let value = building.label.value();
        let label = match (building.label, habit.locator) {
            (Label::None, _) => String::new(),
            (_, Locator::Hyphen) => value.clone(),
            (Label::Dong(n) | Label::Lou(n) | Label::Zhuang(n), _) if numerals => {
                errors.add("chinese_numerals");
                format!("{}{}", chinese_number(u32::from(n)), suffix(building.label, habit.locator))
            }
            (label, locator) => format!("{value}{}", suffix(label, locator)),
        };
        let (entrance, floor, room) = (unit.entrance, unit.floor, unit.room);
        let shop = unit.use_ == UnitUse::Shop;
        match habit.locator {
            Locator::Hyphen => {
                if building.label != Label::None || building.number > 0 {
                    errors.add("hyphen_chain");
                }
                let dash = if label.is_empty() { "" } else { "-" };
                let entrance = if entrance > 0 { format!("-{entrance}") } else { String::new() };
                format!("{dash}{label}{entrance}-{room}")
            }
            Locator::Short => format!("{label}{room}"),
            Locator::Plain | Locator::Formal | Locator::Deed => {
                let mut out = label;
                if entrance > 0 {
                    let word = if numerals {
                        chinese_number(u32::from(entrance))
                    } else {
                        entrance.to_string()
                    };
                    let _ = write!(out, "{word}单元");
                }
                match habit.locator {
                    Locator::Deed => {
                        let _ = write!(out, "{floor}层{room}{}", if shop { "号铺" } else { "室" });
                    }
                    Locator::Formal if numerals && !shop => {
                        let _ = write!(
                            out,
                            "{}楼{:02}室",
                            chinese_number(u32::from(floor)),
                            room % 100
                        );
                    }
                    Locator::Formal => {
                        let _ = write!(out, "{room}{}", if shop { "号商铺" } else { "室" });
                    }
                    _ => {
                        let _ = write!(out, "{room}");
                    }
                }
                out
            }
        }
    }

    fn mistyped(
        &self,
        dice: &mut Dice,
        text: String,
        habit: &Habit,
        errors: &mut Errors,
    ) -> String {
        if !dice.chance(self.difficulty.rate(habit.typo)) {
            return text;
        }
        let (text, kind) = characters::mistype(dice, &text);
        errors.add(kind);
        text
    }

    fn finish(
        &self,
        dice: &mut Dice,
        mut text: String,
        habit: &Habit,
        errors: &mut Errors,
    ) -> String {
        if dice.chance(self.difficulty.rate(habit.traditional)) {
            text = characters::traditional(&text);
            errors.add("traditional");
        }
        if dice.chance(self.difficulty.rate(habit.full_width)) {
            text = characters::full_width(&text);
            errors.add("full_width");
        }
        if dice.chance(self.difficulty.rate(habit.note)) {
            const NOTES: &[&str] = &[
                "(自建房)",
                "（近地铁口）",
                "【临街】",
                "(原租户已搬)",
                "（二楼拐角）",
                "(门禁找保安)",
                "【钥匙在门卫】",
                "（出租）",
                "(近菜市场)",
                "（新楼）",
            ];
            text.push_str(NOTES[dice.below(NOTES.len())]);
            errors.add("note");
        }
        text
    }
}

fn suffix(label: Label, locator: Locator) -> &'static str {
    match (label, locator) {
        (Label::None, _) => "",
        (Label::Zuo(_), _) => "座",
        (_, Locator::Deed) | (Label::Zhuang(_), _) => "幢",
        (Label::Lou(_), _) => "号楼",
        (Label::Dong(_), _) => "栋",
    }
}

/// 柳塘村三巷 becomes 柳塘村3巷.
fn arabic_lane(road: &str) -> String {
    let Some(body) = road.strip_suffix('巷') else { return road.to_owned() };
    let Some((stem, ordinal)) = body.rsplit_once('村') else { return road.to_owned() };
    (1..400)
        .find(|&n| chinese_number(n) == ordinal)
        .map_or_else(|| road.to_owned(), |n| format!("{stem}村{n}巷"))
}
