//! Pairs explained: the waterfall of each, drawn and as a table, with the values it rests on.

use super::{both, both_drawn, page, paragraph, percent, section, table};
use crate::explain::{Evidence, Explanation, escaped, level, share};

/// A page of pairs. Unlike the page of the run it shows the records' values.
#[must_use]
pub fn pairs_page(pairs: &[Explanation]) -> String {
    let sections: Vec<String> = pairs.iter().map(one).collect();
    page(&both("Pairs", "记录对"), &sections.concat())
}

fn one(pair: &Explanation) -> String {
    let (weight, chance) = (format!("{:.2}", pair.match_weight), percent(pair.match_probability));
    let body = paragraph(
        &format!(
            "Match weight {weight}, probability {chance}. From two records drawn at random, each comparison adds or takes away."
        ),
        &format!(
            "匹配权重 {weight}，匹配概率 {chance}。自任意两条记录起，每项比较增加或减少权重。"
        ),
    ) + &pair.drawn(both_drawn)
        + &steps(pair);
    section(&escaped(&format!("{} – {}", pair.id_l, pair.id_r)), &body)
}

fn steps(pair: &Explanation) -> String {
    let alone = |what: String, weight: f64| {
        let mut cells = vec![what];
        cells.resize(6, String::new());
        cells.push(format!("{weight:+.2}"));
        cells
    };
    let mut rows = vec![alone(both("two records at random", "任意两条记录"), pair.prior_weight)];
    rows.extend(pair.evidence.iter().map(step));
    if pair.related_weight < 0.0 {
        let related = both(
            "different but related entities would share these values too",
            "不同但相关联的实体也会有这些相同的值",
        );
        rows.push(alone(related, pair.related_weight));
    }
    rows.push(alone(both("match weight", "匹配权重"), pair.match_weight));
    let heads = [
        both("comparison", "比较"),
        both("level", "级别"),
        escaped(&pair.id_l),
        escaped(&pair.id_r),
        both("in matches", "匹配对中"),
        both("in others", "其他对中"),
        both("weight", "权重"),
    ];
    table(&heads, &rows)
}

fn step(step: &Evidence) -> Vec<String> {
    let chance = |of: Option<f64>| of.map_or("–".to_owned(), share);
    vec![
        escaped(&step.comparison),
        level(&step.level, &both),
        escaped(&step.left.join(" ")),
        escaped(&step.right.join(" ")),
        chance(step.m),
        chance(step.u),
        format!("{:+.2}", step.match_weight),
    ]
}
