//! The model: m, u and weight of every level.

use std::fmt::Write;

use super::{both, both_drawn, chart, paragraph};
use crate::explain::escaped;
use crate::model::{LevelModel, Taught};
use crate::run::Outcome;
use crate::settings::Settings;

const LABELS: f64 = 300.0;
const SHARES: f64 = 90.0;
const WEIGHTS: f64 = 300.0;
const ROW: f64 = 20.0;

fn drawing(outcome: &Outcome, settings: &Settings) -> String {
    let comparisons = &outcome.model.comparisons;
    let silent = |c: usize, l: usize| {
        settings.comparisons[c].levels.get(l).is_some_and(|level| level.counted_elsewhere)
    };
    let rows: usize = comparisons.iter().map(|c| c.levels.len() + 1).sum();
    let most = comparisons
        .iter()
        .flat_map(|c| &c.levels)
        .map(|l| l.match_weight.abs())
        .fold(1.0, f64::max);
    let weights_at = LABELS + 2.0 * (SHARES + 60.0);
    let zero = weights_at + WEIGHTS / 2.0;
    let scale = WEIGHTS / 2.0 / most;
    let height = (rows as f64 + 1.5) * ROW;
    let mut svg = chart::open(weights_at + WEIGHTS + 60.0, height);
    for (x, english, chinese) in [
        (LABELS, "m: among matches", "m：匹配对中"),
        (LABELS + SHARES + 60.0, "u: among others", "u：其他对中"),
        (zero - 40.0, "match weight", "匹配权重"),
    ] {
        let _ = write!(svg, "<text x=\"{x:.0}\" y=\"12\">{}</text>", both_drawn(english, chinese));
    }
    let _ = write!(
        svg,
        "<line x1=\"{zero:.1}\" x2=\"{zero:.1}\" y1=\"{ROW}\" y2=\"{height:.0}\" stroke=\"#9aa7b0\"/>"
    );
    let mut y = ROW;
    for (c, comparison) in comparisons.iter().enumerate() {
        let _ = write!(
            svg,
            "<text x=\"0\" y=\"{:.1}\" font-weight=\"600\">{}</text>",
            y + 14.0,
            escaped(&comparison.name)
        );
        y += ROW;
        for (l, level) in comparison.levels.iter().enumerate() {
            if silent(c, l) {
                let _ = write!(
                    svg,
                    "<text x=\"12\" y=\"{:.1}\" fill=\"#546e7a\">{}</text><text x=\"{LABELS}\" y=\"{0:.1}\" fill=\"#546e7a\">{2}</text>",
                    y + 14.0,
                    escaped(&short(&level.name)),
                    both_drawn("counted by another comparison", "由另一项比较计入")
                );
            } else {
                bars(&mut svg, y, level, l + 1 == comparison.levels.len(), zero, scale);
            }
            y += ROW;
        }
    }
    svg + "</svg>"
}

fn bars(svg: &mut String, y: f64, level: &LevelModel, last: bool, zero: f64, scale: f64) {
    let name =
        if last { both_drawn("anything else", "其他") } else { escaped(&short(&level.name)) };
    let guess = if level.taught == Taught::Learned { "" } else { " *" };
    let _ = write!(
        svg,
        "<text x=\"12\" y=\"{:.1}\">{name}{guess}<title>{}</title></text>",
        y + 14.0,
        escaped(&level.name)
    );
    for (x, share) in [(LABELS, level.m), (LABELS + SHARES + 60.0, level.u)] {
        let told = if share >= 0.000_5 {
            format!("{:.1} %", share * 100.0)
        } else {
            format!("{share:.0e}")
        };
        let _ = write!(
            svg,
            "<rect x=\"{x:.0}\" y=\"{:.1}\" width=\"{:.1}\" height=\"12\" fill=\"#8fa9b8\"/><text x=\"{:.1}\" y=\"{:.1}\">{told}</text>",
            y + 4.0,
            (share * SHARES).max(1.0),
            x + (share * SHARES).max(1.0) + 4.0,
            y + 14.0
        );
    }
    let width = level.match_weight.abs() * scale;
    let (from, colour, at, anchor) = if level.match_weight >= 0.0 {
        (zero, "#2e7d32", zero + width + 4.0, "start")
    } else {
        (zero - width, "#b5483a", zero - width - 4.0, "end")
    };
    let _ = write!(
        svg,
        "<rect x=\"{from:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"12\" fill=\"{colour}\"/><text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{:+.2}</text>",
        y + 4.0,
        width.max(1.0),
        y + 14.0,
        level.match_weight
    );
}

/// A level's name as far as there is room.
fn short(name: &str) -> String {
    const MOST: usize = 40;
    if name.chars().count() <= MOST {
        name.to_owned()
    } else {
        name.chars().take(MOST - 1).chain(['…']).collect()
    }
}

pub(super) fn section(outcome: &Outcome, settings: &Settings) -> String {
    let model = &outcome.model;
    let one_in = |chance: f64| super::about(1.0 / chance.max(f64::MIN_POSITIVE));
    let mut body = paragraph(
        &format!("Two records drawn at random match once in {} pairs.", one_in(model.prior)),
        &format!("随机抽取的两条记录，每 {} 对中有一对匹配。", one_in(model.prior)),
    );
    if model.has_related() {
        let shared: Vec<String> = model
            .comparisons
            .iter()
            .zip(&settings.comparisons)
            .filter(|(_, c)| c.shared)
            .map(|(m, _)| format!("{} {}", escaped(&m.name), super::percent(m.shared)))
            .collect();
        body += &paragraph(
            &format!(
                "They are of two related entities once in {}; related entities share {}.",
                one_in(model.related_prior),
                shared.join(", ")
            ),
            &format!(
                "每 {} 对中有一对属于两个相关实体；相关实体共有：{}。",
                one_in(model.related_prior),
                shared.join("，")
            ),
        );
    }
    body += &drawing(outcome, settings);
    body += &told_of_training(outcome, settings);
    super::section(&both("Model", "模型"), &body)
}

fn told_of_training(outcome: &Outcome, settings: &Settings) -> String {
    let training = &outcome.report.training;
    let mut lines = Vec::new();
    if !training.converged && training.rounds > 0 {
        lines.push(both(
            &format!("Training had not come to rest after {} rounds.", training.rounds),
            &format!("训练 {} 轮后仍未收敛。", training.rounds),
        ));
    }
    for (c, comparison) in outcome.model.comparisons.iter().enumerate() {
        for (l, level) in comparison.levels.iter().enumerate() {
            let of = settings.comparisons[c].levels.get(l);
            if of.is_some_and(|level| level.counted_elsewhere) {
                continue;
            }
            let name = format!("{} · {}", escaped(&comparison.name), escaped(&level.name));
            match level.taught {
                Taught::Learned => {}
                Taught::TooFewMatches => lines.push(both(
                    &format!("{name}: m is a guess; {:.2} matches show it.", level.expected_matches),
                    &format!("{name}：m 为估计值；仅 {:.2} 个匹配出现该等级。", level.expected_matches),
                )),
                Taught::FromAllBlockedPairs => lines.push(both(
                    &format!("{name}: m is learned from all blocked pairs, likely too favourable: every rule that teaches blocks on it."),
                    &format!("{name}：所有参与训练的分块规则都使用了该列，m 由全部分块对学得，可能偏高。"),
                )),
            }
            let seen = training.random_pairs.get(c).and_then(|seen| seen.get(l)).copied();
            if let Some(seen) = seen.filter(|seen| *seen < crate::train::FEWEST_SEEN)
                && !(l == 0 && training.u_from_frequencies.contains(&comparison.name))
            {
                lines.push(both(
                    &format!("{name}: u is a guess; {seen} random pairs show it."),
                    &format!("{name}：u 为估计值；随机对中仅 {seen} 对出现该等级。"),
                ));
            }
        }
    }
    if lines.is_empty() {
        return paragraph("Every level was learned from the data.", "所有等级均由数据学得。");
    }
    format!(
        "<p class=\"warn\">* {}</p><ul><li>{}</li></ul>",
        both("Not learned as it should be:", "以下等级未能充分学习："),
        lines.join("</li><li>")
    )
}
