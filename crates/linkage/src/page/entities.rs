//! Entities explained: their records with values, every pair, how they grew and what stayed out.

use std::fmt::Write;

use super::{both, chart, count, page, paragraph, section, table};
use crate::cluster::Refused;
use crate::entity::{Entity, Join, KeptOut};
use crate::explain::escaped;
use crate::run::Outcome;

/// A page of entities. Unlike the page of the run it shows the records' values.
#[must_use]
pub fn entities_page(outcome: &Outcome, entities: &[Entity]) -> String {
    let sections: Vec<String> = entities.iter().map(|entity| one(outcome, entity)).collect();
    page(&both("Entities", "实体"), &sections.concat())
}

fn one(outcome: &Outcome, entity: &Entity) -> String {
    let records = count(entity.records.len() as u64);
    let mut body = values(outcome, entity);
    if entity.records.len() > 1 {
        body += &drawing(entity);
        body += &paragraph(
            "Lines are pairs, the thicker the stronger; red ones speak against. The dashed line is the pair of the weakest bridge.",
            "连线表示记录对，越粗匹配越强；红线表示不支持合并。虚线为最弱桥接的记录对。",
        );
        body += &joins(entity);
    }
    body += &kept_out(&entity.kept_out);
    let title = both(
        &format!("{} · {records} records", escaped(&entity.cluster_id)),
        &format!("{} · {records} 条记录", escaped(&entity.cluster_id)),
    );
    section(&title, &body)
}

fn values(outcome: &Outcome, entity: &Entity) -> String {
    let rows = &outcome.rows;
    let heads: Vec<String> = [both("record", "记录"), both("source", "来源")]
        .into_iter()
        .chain(rows.columns.iter().map(|c| escaped(&c.name)))
        .collect();
    let told = entity.records.iter().filter_map(|id| Some((id, rows.row(id)?)));
    let cells: Vec<Vec<String>> = told
        .map(|(id, row)| {
            let source = &rows.sources[usize::from(rows.source[row as usize])];
            let codes = rows.codes(row).iter().zip(&rows.columns);
            let values = codes.map(|(code, column)| escaped(column.values.get(*code)));
            [escaped(id), escaped(source)].into_iter().chain(values).collect()
        })
        .collect();
    table(&heads, &cells)
}

/// Records on a circle, pairs as lines.
fn drawing(entity: &Entity) -> String {
    const MOST: usize = 40;
    if entity.records.len() > MOST {
        return paragraph("Too many records to draw.", "记录过多，不绘图。");
    }
    let (middle, radius) = (190.0, 140.0);
    let place = |id: &str| {
        let at = entity.records.iter().position(|r| r == id).unwrap_or(0) as f64;
        let turn = at / entity.records.len() as f64 * std::f64::consts::TAU;
        (middle + 120.0 + radius * turn.sin(), middle - radius * turn.cos())
    };
    let bridge = entity.weakest.and_then(|at| entity.joins.get(at)).map(|join| &join.by);
    let mut svg = chart::open(2.0 * middle + 240.0, 2.0 * middle);
    for edge in &entity.edges {
        let ((x1, y1), (x2, y2)) = (place(&edge.id_l), place(&edge.id_r));
        let (colour, width) = if edge.match_weight < 0.0 {
            ("#b5483a", 1.0)
        } else {
            ("#0b6e77", (edge.match_weight / 5.0).clamp(0.5, 6.0))
        };
        let weakest = bridge.is_some_and(|(a, b)| {
            (a, b) == (&edge.id_l, &edge.id_r) || (a, b) == (&edge.id_r, &edge.id_l)
        });
        let dash = if weakest && entity.joins.len() > 1 { " stroke-dasharray=\"6 4\"" } else { "" };
        let _ = write!(
            svg,
            "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke=\"{colour}\" stroke-width=\"{width:.1}\"{dash}><title>{} – {}: {:+.2}</title></line>",
            escaped(&edge.id_l),
            escaped(&edge.id_r),
            edge.match_weight
        );
    }
    for id in &entity.records {
        let (x, y) = place(id);
        let (dx, anchor) = if x < middle + 120.0 { (-9.0, "end") } else { (9.0, "start") };
        let _ = write!(
            svg,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\" fill=\"#1c2733\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{}</text>",
            x + dx,
            y + 4.0,
            escaped(id)
        );
    }
    svg + "</svg>"
}

fn joins(entity: &Entity) -> String {
    let row = |(at, join): (usize, &Join)| {
        let weakest = entity.weakest == Some(at) && entity.joins.len() > 1;
        let note =
            if weakest { both(" the weakest bridge", " 最弱桥接") } else { String::new() };
        vec![
            format!("{} + {}{note}", escaped(&join.left.join(" ")), escaped(&join.right.join(" "))),
            escaped(&format!("{} – {}", join.by.0, join.by.1)),
            format!("{:.2}", join.match_weight),
            format!("{:.2}", join.mean_weight),
        ]
    };
    let rows: Vec<Vec<String>> = entity.joins.iter().enumerate().map(row).collect();
    let heads = [
        both("joined", "合并"),
        both("by the pair", "依据"),
        both("match weight", "匹配权重"),
        both("mean across", "整体平均权重"),
    ];
    table(&heads, &rows)
}

fn kept_out(kept: &[KeptOut]) -> String {
    if kept.is_empty() {
        return String::new();
    }
    let why = |k: &KeptOut| match k.why {
        Refused::Mean => both("as wholes they disagree", "整体不一致"),
        Refused::Source => both("one record per source", "每个来源只有一条记录"),
        Refused::Value => both("one value of a column", "某列只有一个值"),
        Refused::Size => both("too large", "聚类过大"),
    };
    let rows: Vec<Vec<String>> = kept
        .iter()
        .map(|k| {
            vec![
                escaped(&k.outside.join(" ")),
                escaped(&format!("{} – {}", k.by.0, k.by.1)),
                format!("{:.2}", k.match_weight),
                why(k),
                k.mean_weight.map_or("–".into(), |mean| format!("{mean:.2}")),
            ]
        })
        .collect();
    let heads = [
        both("kept out", "未并入"),
        both("despite the pair", "尽管存在"),
        both("match weight", "匹配权重"),
        both("why", "原因"),
        both("mean across", "整体平均权重"),
    ];
    table(&heads, &rows)
}
