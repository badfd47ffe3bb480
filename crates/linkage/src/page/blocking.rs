//! Blocking: cost, yield and blind spots of the rules, and rules that might serve better.

use super::{about, both, count, paragraph, percent, table};
use crate::blocking::Suggestions;
use crate::explain::escaped;
use crate::run::Outcome;

fn rule(keys: &[String]) -> String {
    format!("<code>{}</code>", escaped(&keys.join(" + ")))
}

pub(super) fn section(outcome: &Outcome) -> String {
    let report = &outcome.report;
    let rows: Vec<Vec<String>> = report
        .blocking
        .iter()
        .enumerate()
        .map(|(at, r)| {
            let within = r.within.map_or(String::new(), |other| {
                let number = other + 1;
                let told = both(
                    &format!("all its pairs are rule {number}'s too"),
                    &format!("其全部记录对也由规则 {number} 找到"),
                );
                format!("<br><small>{told}</small>")
            });
            let yield_of = if r.all_pairs == 0 { 0.0 } else { r.matches / r.all_pairs as f64 };
            vec![
                format!("{}. {}{within}", at + 1, rule(&r.keys)),
                count(r.all_pairs),
                count(r.only_pairs),
                about(r.matches),
                about(r.only_matches),
                percent(yield_of),
                if r.skipped.blocks == 0 { "–".into() } else { count(r.skipped.blocks) },
            ]
        })
        .collect();
    let heads = [
        both("rule", "规则"),
        both("pairs", "记录对"),
        both("only it finds", "仅由它找到"),
        both("matches", "匹配"),
        both("only it finds", "仅由它找到"),
        both("matches per pair", "匹配占比"),
        both("blocks left out", "略去的分块"),
    ];
    let body = paragraph(
        "What each rule costs in pairs and finds in matches. Matches are expected numbers: the sum of the match probabilities of its pairs.",
        "每条规则产生的记录对与找到的匹配。匹配数为期望值，即其记录对匹配概率之和。",
    ) + &table(&heads, &rows)
        + &blind_spots(outcome);
    super::section(&both("Blocking", "分块"), &body)
}

fn blind_spots(outcome: &Outcome) -> String {
    let unseen = &outcome.report.unseen;
    let rows = count(unseen.rows_in_no_block);
    let mut told = paragraph(
        &format!("{rows} records share no block with any other and were compared with none."),
        &format!("{rows} 条记录不与任何其他记录同块，未参与比较。"),
    );
    if unseen.rows_in_no_block > 0 {
        let columns: Vec<Vec<String>> = unseen
            .filled
            .iter()
            .map(|f| vec![escaped(&f.column), percent(f.unseen), percent(f.all)])
            .collect();
        let heads = [
            both("column filled", "列有值"),
            both("among them", "这些记录"),
            both("among all", "全部记录"),
        ];
        told += &table(&heads, &columns);
    }
    told + &match unseen.missed_matches {
        Some(missed) => {
            let (once, twice) = (about(unseen.found_once), about(unseen.found_twice));
            let missed = about(missed);
            paragraph(
                &format!(
                    "At least {missed} matches are probably found by no rule: {once} are found by one rule alone and {twice} by two (Chao 1987, rules taken for independent)."
                ),
                &format!(
                    "估计至少有 {missed} 个匹配未被任何规则找到：{once} 个仅由一条规则找到，{twice} 个由两条规则找到（Chao 1987，假定规则相互独立）。"
                ),
            )
        }
        None => paragraph(
            "How many matches no rule finds cannot be estimated: that takes three rules that find matches apart from each other.",
            "无法估计未被任何规则找到的匹配数：需要至少三条相互独立的规则。",
        ),
    }
}

pub(super) fn suggestions(found: &Suggestions) -> String {
    let rows: Vec<Vec<String>> = found
        .rules
        .iter()
        .enumerate()
        .map(|(at, r)| {
            vec![
                format!("{}. {}", at + 1, rule(&r.keys)),
                about(r.pairs),
                percent(r.recall),
                percent(r.recall_so_far),
            ]
        })
        .collect();
    let heads = [
        both("rule", "规则"),
        both("pairs", "记录对"),
        both("recall", "召回率"),
        both("recall with those before", "连同前面规则的召回率"),
    ];
    let body = paragraph(
        &format!(
            "{} candidates were measured: their pairs on {} records, scaled up; their recall on the {} matches that this run expects. Matches that the present rules miss are not among them. The present rules make {} pairs.",
            found.candidates,
            count(found.rows as u64),
            about(found.matches),
            about(found.present_pairs)
        ),
        &format!(
            "共测量 {} 个候选规则：记录对数在 {} 条记录上统计并放大；召回率以本次运行预期的 {} 个匹配计算，不含现有规则遗漏的匹配。现有规则共产生 {} 个记录对。",
            found.candidates,
            count(found.rows as u64),
            about(found.matches),
            about(found.present_pairs)
        ),
    ) + &table(&heads, &rows);
    super::section(&both("Rules worth trying", "可尝试的规则"), &body)
}
