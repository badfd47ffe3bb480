//! What the run did, what its thresholds would change, and what it cost.

use super::chart::{self, Line};
use super::{about, both, count, paragraph, percent, table};
use crate::error::Result;
use crate::explain::escaped;
use crate::run::Outcome;
use crate::settings::Settings;

/// Names and figures, side by side.
pub(super) fn facts(facts: &[(String, String)]) -> String {
    let item =
        |(name, value): &(String, String)| format!("<div><dt>{name}</dt><dd>{value}</dd></div>");
    format!("<dl>{}</dl>", facts.iter().map(item).collect::<Vec<_>>().concat())
}

pub(super) fn section(outcome: &Outcome, settings: &Settings) -> String {
    let report = &outcome.report;
    let clusters = &report.clusters;
    let mut body = facts(&[
        (both("records", "记录"), count(report.rows as u64)),
        (both("pairs compared", "比较的记录对"), count(report.pairs_compared)),
        (both("pairs written", "写出的记录对"), count(report.pairs_written)),
        (both("entities", "实体"), count(clusters.clusters)),
        (both("of two records or more", "含两条以上记录"), count(clusters.joined)),
        (both("records in the largest", "最大实体的记录数"), count(clusters.largest)),
        (both("threshold", "阈值"), percent(settings.clusters.probability)),
    ]);
    if report.sources.len() > 1 {
        let rows: Vec<Vec<String>> =
            report.sources.iter().map(|s| vec![escaped(&s.source), count(s.rows as u64)]).collect();
        body += &table(&[both("source", "来源"), both("records", "记录")], &rows);
    }
    let refused = [
        (both("the clusters as wholes disagree", "两个聚类整体不一致"), clusters.refused_by_mean),
        (both("one record per source", "每个来源只有一条记录"), clusters.refused_by_source),
        (both("one value of a column", "某列只有一个值"), clusters.refused_by_value),
        (both("too large", "聚类过大"), clusters.refused_by_size),
    ];
    let rows: Vec<Vec<String>> =
        refused.into_iter().filter(|(_, n)| *n > 0).map(|(why, n)| vec![why, count(n)]).collect();
    if !rows.is_empty() {
        body += &paragraph(
            "Pairs above the threshold that did not join their clusters, and why:",
            "高于阈值但未合并聚类的记录对及原因：",
        );
        body += &table(&[both("why", "原因"), both("pairs", "记录对")], &rows);
    }
    super::section(&both("The run", "本次运行"), &body)
}

/// Pairs by weight, and what the model itself expects of each threshold.
pub(super) fn thresholds(outcome: &Outcome) -> String {
    let points = outcome.thresholds();
    if points.is_empty() {
        return String::new();
    }
    let bars: Vec<(f64, u64)> = points.iter().map(|p| (p.match_weight, p.pairs)).collect();
    let precision = points.iter().map(|p| (p.match_weight, p.precision)).collect();
    let recall = points.iter().map(|p| (p.match_weight, p.recall)).collect();
    let lines = [
        Line { english: "precision", chinese: "精确率", colour: "#0b6e77", points: precision },
        Line { english: "recall", chinese: "召回率", colour: "#b5483a", points: recall },
    ];
    let body = paragraph(
        "Pairs by match weight. A good run has few pairs in the middle.",
        "按匹配权重统计的记录对。好的结果在中间区域对数很少。",
    ) + &chart::histogram(&bars)
        + &paragraph(
            "What the model itself expects of each threshold: sums of match probabilities, matches \
             that no rule finds counted as missed. It is a belief, not a measurement; labels or a \
             clerical review measure.",
            "模型自身对各阈值的预期：匹配概率之和，规则未找到的匹配计为遗漏。这是模型的判断而非测量；\
             测量需要标注数据或人工复核。",
        )
        + &chart::shares(&lines, None);
    super::section(&both("Thresholds", "阈值"), &body)
}

pub(super) fn unlinkables(outcome: &Outcome, settings: &Settings) -> Result<String> {
    let points = outcome.unlinkables(settings)?;
    let bound = settings.clusters.probability;
    let threshold = (bound / (1.0 - bound)).log2();
    let at = points.iter().rfind(|p| p.match_weight <= threshold);
    let share = percent(at.map_or(0.0, |p| p.share));
    let line = Line {
        english: "unlinkable records",
        chinese: "无法链接的记录",
        colour: "#0b6e77",
        points: points.iter().map(|p| (p.match_weight, p.share)).collect(),
    };
    let body = paragraph(
        &format!(
            "{share} of the records say too little to be linked at the threshold: not even with a copy of themselves would they reach it."
        ),
        &format!("{share} 的记录信息过少：即使与自身的副本比较也达不到阈值。"),
    ) + &chart::shares(&[line], Some(threshold));
    Ok(super::section(&both("Unlinkable records", "无法链接的记录"), &body))
}

pub(super) fn stages(outcome: &Outcome) -> String {
    let name = |stage: &str| {
        let chinese = match stage {
            "standardise" => "标准化",
            "block and compare" => "分块与比较",
            "train" => "训练",
            "score" => "评分",
            "cluster" => "聚类",
            "write" => "写出",
            other => return escaped(other),
        };
        both(stage, chinese)
    };
    let rows: Vec<Vec<String>> = outcome
        .report
        .stages
        .iter()
        .map(|s| {
            let or_dash = |value: Option<f64>, decimals: usize| {
                value.map_or("–".to_owned(), |v| format!("{v:.decimals$}"))
            };
            vec![
                name(s.stage),
                format!("{:.2}", s.wall_s),
                or_dash(s.cpu_s, 2),
                or_dash(s.peak_mib, 0),
            ]
        })
        .collect();
    let heads = [
        both("stage", "阶段"),
        both("seconds", "秒"),
        both("processor seconds", "处理器秒"),
        both("peak MiB so far", "内存峰值 MiB"),
    ];
    super::section(&both("Cost", "开销"), &(table(&heads, &rows) + &skipped(outcome)))
}

/// A word on blocks left out, where there were some.
fn skipped(outcome: &Outcome) -> String {
    let left_out = outcome.report.unseen.rows_left_out;
    if left_out == 0 {
        return String::new();
    }
    let rows = about(left_out as f64);
    paragraph(
        &format!(
            "{rows} places of records in blocks were left out because the blocks were too large."
        ),
        &format!("因分块过大而略去的记录位次：{rows}。"),
    )
}
