//! The report as one page that needs nothing beside it.

use std::fmt::Write as _;

use super::{RunReport, words};
use crate::measure::StageReport;

const STYLE: &str = "body{font:14px/1.5 'PingFang SC','Noto Sans SC','Microsoft YaHei','Segoe UI',sans-serif;color:#1C2733;\
background:#F6F7F8;margin:24px auto;max-width:1080px;padding:0 16px}h1{font-size:22px}h2{font-size:16px;margin:28px 0 8px}\
table{border-collapse:collapse;width:100%;background:#fff}th,td{border:1px solid #DDE3E8;padding:4px 8px;text-align:left}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}th{font-weight:600;background:#EEF2F4}\
p.f{color:#546E7A}details{margin:8px 0}summary{cursor:pointer}code{font-size:13px}";

/// The report in both languages.
#[must_use]
pub fn html(report: &RunReport) -> String {
    let mut page = head(
        &format!("融合运行 {0} · Fusion run {0}", report.number),
        &format!(
            "{} → {} · <code>{}</code> · 登记簿版本 register {}",
            report.started_at,
            report.finished_at,
            escaped(&report.folder),
            report.register
        ),
    );
    stages(&mut page, &report.stages);
    sources(&mut page, report);
    results(&mut page, report);
    truth(&mut page, report);
    quality(&mut page, report);
    page.push_str("</body></html>\n");
    page
}

/// The beginning of a page: its title, and a line below it as HTML.
pub(crate) fn head(title: &str, line: &str) -> String {
    format!(
        "<!doctype html><html lang=\"zh\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <title>linli · {title}</title><style>{STYLE}</style></head><body><h1>{title}</h1><p class=\"f\">{line}</p>"
    )
}

pub(crate) fn stages(page: &mut String, stages: &[StageReport]) {
    page.push_str("<h2>步骤 · Stages</h2><table><tr><th>步骤 Stage</th><th class=n>输入行数 Rows in</th><th class=n>输出行数 Rows out</th>\
        <th class=n>用时（秒） Wall, s</th><th class=n>处理器用时（秒） CPU, s</th><th class=n>内存峰值（兆字节） Peak memory, MiB</th></tr>");
    for stage in stages {
        let number = |value: Option<f64>| {
            value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}"))
        };
        let resumed = if stage.resumed {
            " ↺ <small>接续中断的运行 · taken over from a run that was broken off</small>"
        } else {
            ""
        };
        put(
            page,
            format_args!(
                "<tr><td>{}{resumed}</td><td class=n>{}</td><td class=n>{}</td><td class=n>{:.1}</td><td class=n>{}</td>\
                 <td class=n>{}</td></tr>",
                words::stage(&stage.stage),
                stage.rows_in,
                stage.rows_out,
                stage.wall_s,
                number(stage.cpu_s),
                number(stage.peak_mib)
            ),
        );
    }
    page.push_str("</table>");
}

fn sources(page: &mut String, report: &RunReport) {
    page.push_str("<h2>来源 · Sources</h2><table><tr><th>来源 Source</th><th class=n>行 Rows</th><th class=n>剔除 Rejected</th>\
        <th>地址 Address</th><th class=n>填写 Written</th><th class=n>A 类 Class A</th><th class=n>B 类 Class B</th><th class=n>C 类 Class C</th><th class=n>无 None</th></tr>");
    for source in &report.sources {
        let head = format!(
            "<td>{} · {}</td><td class=n>{}</td><td class=n>{}</td>",
            escaped(&source.title_zh),
            escaped(&source.title_en),
            source.intake.rows,
            source.intake.rejected
        );
        if source.rates.is_empty() {
            put(
                page,
                format_args!(
                    "<tr>{head}<td>–</td><td></td><td></td><td></td><td></td><td></td></tr>"
                ),
            );
        }
        for rate in &source.rates {
            let share = |count: u64| percent(count, rate.written);
            put(
                page,
                format_args!(
                    "<tr>{head}<td>{}</td><td class=n>{}</td><td class=n>{}</td><td class=n>{}</td><td class=n>{}</td><td class=n>{}</td></tr>",
                    words::address_role(&rate.role),
                    rate.written,
                    share(rate.a),
                    share(rate.b),
                    share(rate.c),
                    share(rate.none)
                ),
            );
        }
    }
    page.push_str("</table>");
}

fn results(page: &mut String, report: &RunReport) {
    page.push_str("<h2>结果 · Results</h2><table><tr><th></th><th class=n>提及 Mentions</th><th class=n>比较 Pairs compared</th><th class=n>实体 Entities</th></tr>");
    for (name, linked, found) in [
        ("人员 People", &report.people, report.related.people),
        ("单位 Organisations", &report.organisations, report.related.organisations),
    ] {
        put(
            page,
            format_args!(
                "<tr><td>{name}</td><td class=n>{}</td><td class=n>{}</td><td class=n>{found}</td></tr>",
                linked.mentions, linked.pairs
            ),
        );
    }
    page.push_str("</table><table><tr><th>关系 Relation</th><th class=n>条 Count</th></tr>");
    for (kind, count) in &report.related.by_type {
        let title = blocks::catalogue::relation_type(kind)
            .map(|kind| format!("{} · {}", kind.title.zh, kind.title.en));
        put(
            page,
            format_args!(
                "<tr><td>{}</td><td class=n>{count}</td></tr>",
                escaped(title.as_ref().unwrap_or(kind))
            ),
        );
    }
    put(
        page,
        format_args!(
            "<tr><td>事件 Events</td><td class=n>{}</td></tr></table>",
            report.applied.events
        ),
    );
}

fn truth(page: &mut String, report: &RunReport) {
    let Some(truth) = &report.truth else { return };
    page.push_str("<h2>与真值比较 · Against the truth</h2><table><tr><th></th><th class=n>记录 Records</th><th class=n>精确率 Precision</th>\
        <th class=n>召回率 Recall</th><th class=n>调和平均 F1</th></tr>");
    for score in &truth.scores {
        put(
            page,
            format_args!(
                "<tr><td>{}</td><td class=n>{}</td><td class=n>{:.4}</td><td class=n>{:.4}</td><td class=n>{:.4}</td></tr>",
                words::score(&score.of),
                score.records,
                score.precision,
                score.recall,
                score.f1()
            ),
        );
    }
    page.push_str("</table>");
}

fn quality(page: &mut String, report: &RunReport) {
    page.push_str("<h2>数据质量 · Quality by column</h2>");
    for source in &report.sources {
        put(
            page,
            format_args!(
                "<details><summary>{} · {}</summary><table>",
                escaped(&source.title_zh),
                escaped(&source.title_en)
            ),
        );
        page.push_str("<tr><th>列 Column</th><th>类型 Type</th><th class=n>有值 Filled</th><th class=n>无法识别 Unreadable</th>\
            <th class=n>不同值 Distinct</th><th>形状 Shapes</th></tr>");
        for column in &source.intake.profile {
            let shapes: Vec<String> = column
                .shapes
                .iter()
                .take(4)
                .map(|(shape, count)| {
                    format!("<code>{}</code> {}", escaped(shape), percent(*count, column.rows))
                })
                .collect();
            put(
                page,
                format_args!(
                    "<tr><td>{}</td><td>{}</td><td class=n>{}</td><td class=n>{}</td><td class=n>{}</td><td>{}</td></tr>",
                    escaped(&column.column),
                    words::column_type(&column.kind),
                    percent(column.filled, column.rows),
                    percent(column.unreadable, column.rows),
                    column.distinct,
                    shapes.join(", ")
                ),
            );
        }
        page.push_str("</table>");
        if !source.intake.rejects.is_empty() {
            page.push_str("<table><tr><th>文件 File</th><th class=n>行 Row</th><th>列 Column</th><th>原因 Reason</th></tr>");
            for reject in source.intake.rejects.iter().take(50) {
                put(
                    page,
                    format_args!(
                        "<tr><td>{}</td><td class=n>{}</td><td>{}</td><td>{}<br>{}</td></tr>",
                        escaped(&reject.file),
                        reject.row,
                        escaped(reject.column.as_deref().unwrap_or("")),
                        escaped(&reject.reason.zh),
                        escaped(&reject.reason.en)
                    ),
                );
            }
            page.push_str("</table>");
        }
        page.push_str("</details>");
    }
}

fn put(page: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = page.write_fmt(text);
}

fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        "–".to_owned()
    } else {
        format!("{:.1}%", 100.0 * part as f64 / whole as f64)
    }
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_told_in_both_languages_with_their_units() {
        let stage = |name: &str, resumed| StageReport {
            stage: name.to_owned(),
            wall_s: 1.25,
            resumed,
            ..StageReport::default()
        };
        let mut page = String::new();
        stages(&mut page, &[stage("link_people", false), stage("apply", true)]);
        for told in [
            "关联人员 · Link people",
            "写出块数据 · Write the blocks",
            "接续中断的运行",
            "（秒）",
            "（兆字节）",
        ] {
            assert!(page.contains(told), "{told} is missing in {page}");
        }
        assert!(!page.contains("link_people"), "a name of the program is no text");
    }
}
