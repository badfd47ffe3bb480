//! How right the run is: by labels, or as judged on a sample.

use super::chart::{self, Line};
use super::overview;
use super::{both, count, paragraph, percent, section, table};
use crate::clerical::Estimate;
use crate::evaluate::{ClusterPoint, Evaluation, Interval, PairPoint};
use crate::explain::escaped;
use crate::settings::Settings;

fn interval(of: Interval) -> String {
    format!("{} ({} – {})", percent(of.share), percent(of.low), percent(of.high))
}

pub(super) fn labelled(evaluation: &Evaluation) -> String {
    let run = &evaluation.run;
    let mut facts = vec![
        (both("labelled records", "已标注记录"), count(evaluation.rows)),
        (both("true pairs", "真实匹配对"), count(evaluation.true_pairs)),
        (both("found by blocking", "分块召回率"), percent(evaluation.blocking_recall)),
        (both("F1 of entities' pairs", "实体记录对 F1"), format!("{:.4}", run.f1)),
        (both("B³ F1 of entities", "实体 B³ F1"), format!("{:.4}", run.b3_f1)),
    ];
    if let Some(best) = &evaluation.best_pairs {
        facts.push((
            both("best F1 of pairs", "记录对最佳 F1"),
            format!("{:.4} <small>≥ {:.1}</small>", best.f1, best.match_weight),
        ));
    }
    if let Some(best) = &evaluation.best_settled {
        facts.push((
            both("best F1 of pairs by their entities", "据实体判定的记录对最佳 F1"),
            format!("{:.4} <small>≥ {:.1}</small>", best.f1, best.match_weight),
        ));
    }
    let of_pairs = |value: fn(&PairPoint) -> f64| -> Vec<(f64, f64)> {
        evaluation.pairs.iter().map(|p| (p.match_weight, value(p))).collect()
    };
    let lines = [
        Line {
            english: "precision",
            chinese: "精确率",
            colour: "#0b6e77",
            points: of_pairs(|p| p.precision),
        },
        Line {
            english: "recall",
            chinese: "召回率",
            colour: "#b5483a",
            points: of_pairs(|p| p.recall),
        },
        Line { english: "F1", chinese: "F1", colour: "#8f6400", points: of_pairs(|p| p.f1) },
    ];
    let best = evaluation.best_pairs.map(|best| best.match_weight);
    let mut body = overview::facts(&facts)
        + &paragraph(
            "Pairs by threshold; the dashed line is the best F1.",
            "各阈值下的记录对；虚线为最佳 F1。",
        )
        + &chart::shares(&lines, best)
        + &paragraph("Entities by threshold:", "各阈值下的实体：")
        + &clusters(evaluation);
    if !evaluation.groups.is_empty() {
        body += &groups(evaluation);
    }
    section(&both("Agreement with labels", "与标注的一致性"), &body)
}

fn clusters(evaluation: &Evaluation) -> String {
    let row = |name: String, c: &ClusterPoint| -> Vec<String> {
        let figures =
            [c.precision, c.recall, c.f1, c.b3_precision, c.b3_recall, c.b3_f1].into_iter();
        [name].into_iter().chain(figures.map(|f| format!("{f:.4}"))).collect()
    };
    let own = both("the run's", "本次运行");
    let mut rows =
        vec![row(format!("{own} {}", percent(evaluation.run.probability)), &evaluation.run)];
    rows.extend(evaluation.clusters.iter().map(|c| row(percent(c.probability), c)));
    let heads = [
        both("threshold", "阈值"),
        both("precision", "精确率"),
        both("recall", "召回率"),
        "F1".into(),
        both("B³ precision", "B³ 精确率"),
        both("B³ recall", "B³ 召回率"),
        "B³ F1".into(),
    ];
    table(&heads, &rows)
}

fn groups(evaluation: &Evaluation) -> String {
    const MOST: usize = 40;
    let mut largest: Vec<_> = evaluation.groups.iter().collect();
    largest.sort_by_key(|g| std::cmp::Reverse(g.rows));
    largest.truncate(MOST);
    let rows: Vec<Vec<String>> = largest
        .into_iter()
        .map(|g| {
            let name = if g.group.is_empty() { both("none", "无") } else { escaped(&g.group) };
            vec![name, count(g.rows), percent(g.missed), percent(g.wrong), interval(g.wholly_right)]
        })
        .collect();
    let heads = [
        both("group", "分组"),
        both("records", "记录"),
        both("true pairs missed", "遗漏的真实对"),
        both("pairs wrong", "错误的记录对"),
        both("entity wholly right (95 %)", "实体完全正确（95 %）"),
    ];
    paragraph(
        "Errors by group: no group should go missing or merge more than the others.",
        "按分组统计的错误：任何分组都不应比其他分组更多地遗漏或误合并。",
    ) + &table(&heads, &rows)
}

pub(super) fn judged(estimate: &Estimate, settings: &Settings) -> String {
    let known =
        |of: Option<Interval>| of.map_or_else(|| both("too few judged", "复核数量不足"), interval);
    let threshold = percent(settings.clusters.probability);
    let facts = overview::facts(&[
        (both("precision (95 %)", "精确率（95 %）"), known(estimate.precision)),
        (both("recall (95 %)", "召回率（95 %）"), known(estimate.recall)),
    ]);
    let rows: Vec<Vec<String>> = estimate
        .strata
        .iter()
        .rev()
        .map(|s| {
            vec![
                format!("{} – {}", percent(s.stratum.from), percent(s.stratum.to)),
                count(s.stratum.pairs),
                count(s.judged),
                count(s.same),
                count(s.unsure),
                s.matches.map_or("–".into(), interval),
            ]
        })
        .collect();
    let heads = [
        both("match probability", "匹配概率"),
        both("pairs", "记录对"),
        both("judged", "已复核"),
        both("same", "相同"),
        both("unsure", "不确定"),
        both("share of matches (95 %)", "匹配占比（95 %）"),
    ];
    let body = facts
        + &paragraph(
            &format!(
                "Estimated from judged pairs at the threshold of {threshold}. Pairs were drawn at random within each stratum (Cochran 1977); intervals by stratum are Wilson's (1927), their sums by Zou, Huang and Zhang (2009). Recall counts the pairs written; matches that no rule finds are told under blocking. Pairs judged unsure take no part."
            ),
            &format!(
                "由复核结果估计，阈值 {threshold}。各层内随机抽样（Cochran 1977）；分层区间为 Wilson（1927）区间，合计区间依 Zou、Huang 与 Zhang（2009）。召回率以写出的记录对计；规则未找到的匹配见“分块”。判为不确定的记录对不参与估计。"
            ),
        )
        + &table(&heads, &rows);
    section(&both("Clerical review", "人工复核"), &body)
}
