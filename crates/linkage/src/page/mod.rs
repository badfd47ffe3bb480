//! A run as one page that opens in any browser, in English and Chinese: no script, nothing loaded
//! from elsewhere, and no value of the data on it but the names of groups that were asked for.

mod blocking;
mod chart;
mod entities;
mod model;
mod overview;
mod pairs;
mod quality;

use serde::Serialize;

use crate::blocking::Suggestions;
use crate::clerical::Estimate;
use crate::error::Result;
use crate::evaluate::Evaluation;
use crate::run::Outcome;
use crate::settings::Settings;

pub use entities::entities_page;
pub use pairs::pairs_page;

/// What the page may tell besides the run itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Extras {
    /// Agreement with labels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluation: Option<Evaluation>,
    /// Quality as judged on a sample.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
    /// Blocking rules that might serve better.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestions: Option<Suggestions>,
}

/// The page of a run.
pub fn run_page(outcome: &Outcome, settings: &Settings, extras: &Extras) -> Result<String> {
    let mut sections = vec![overview::section(outcome, settings)];
    if let Some(evaluation) = &extras.evaluation {
        sections.push(quality::labelled(evaluation));
    }
    if let Some(estimate) = &extras.estimate {
        sections.push(quality::judged(estimate, settings));
    }
    sections.push(model::section(outcome, settings));
    sections.push(overview::thresholds(outcome));
    sections.push(overview::unlinkables(outcome, settings)?);
    sections.push(blocking::section(outcome));
    sections.extend(extras.suggestions.as_ref().map(blocking::suggestions));
    sections.push(overview::stages(outcome));
    Ok(page(&both("Linkage run", "记录链接运行"), &sections.concat()))
}

/// A text in both languages; the page shows one.
fn both(english: &str, chinese: &str) -> String {
    format!("<span lang=\"en\">{english}</span><span lang=\"zh\">{chinese}</span>")
}

/// The same inside a drawing.
fn both_drawn(english: &str, chinese: &str) -> String {
    format!("<tspan lang=\"en\">{english}</tspan><tspan lang=\"zh\">{chinese}</tspan>")
}

fn section(title: &str, body: &str) -> String {
    format!("<section><h2>{title}</h2>{body}</section>")
}

/// A table: heads, then rows; cells are HTML.
fn table(heads: &[String], rows: &[Vec<String>]) -> String {
    let row = |cells: &[String], tag: &str| {
        let cells: Vec<String> = cells.iter().map(|c| format!("<{tag}>{c}</{tag}>")).collect();
        format!("<tr>{}</tr>", cells.concat())
    };
    let body: String = rows.iter().map(|cells| row(cells, "td")).collect();
    format!(
        "<div class=\"wide\"><table><thead>{}</thead><tbody>{body}</tbody></table></div>",
        row(heads, "th")
    )
}

fn paragraph(english: &str, chinese: &str) -> String {
    format!("<p>{}</p>", both(english, chinese))
}

/// A whole number with its thousands apart.
fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut told = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

/// An expected number of pairs.
fn about(number: f64) -> String {
    if number < 10.0 {
        format!("{number:.1}")
    } else {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of pairs, rounded"
        )]
        let whole = number.round() as u64;
        count(whole)
    }
}

fn percent(share: f64) -> String {
    let from_an_end = share.min(1.0 - share);
    let decimals = if from_an_end > 0.0 && from_an_end < 0.001 { 3 } else { 1 };
    format!("{:.decimals$} %", share * 100.0)
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>Linkage · 记录链接</title><style>{STYLE}</style>\
         <input type=\"radio\" name=\"language\" id=\"en\" checked><label for=\"en\">English</label>\
         <input type=\"radio\" name=\"language\" id=\"zh\"><label for=\"zh\">中文</label>\
         <main><h1>{title}</h1>{body}</main></html>\n"
    )
}

const STYLE: &str = "\
body{font:14px/1.5 system-ui,'PingFang SC','Noto Sans SC','Microsoft YaHei',sans-serif;color:#1c2733;\
background:#f6f7f8;margin:0 auto;max-width:1040px;padding:16px}\
h1{font-size:24px;margin:8px 0 16px}h2{font-size:17px;margin:0 0 8px}\
section{background:#fff;border:1px solid #dde3e8;border-radius:6px;padding:16px;margin:0 0 16px}\
table{border-collapse:collapse;font-variant-numeric:tabular-nums}.wide{overflow-x:auto}\
th,td{text-align:right;padding:4px 12px 4px 0;border-bottom:1px solid #dde3e8;white-space:nowrap}\
th:first-child,td:first-child{text-align:left;white-space:normal}th{font-weight:600}\
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(170px,1fr));gap:8px;margin:0}\
dl div{border-left:3px solid #0b6e77;padding-left:8px}dt{color:#546e7a}dd{margin:0;font-size:18px}\
code{font-size:13px}svg{display:block;max-width:100%;min-width:560px;height:auto;margin:8px 0}section{overflow-x:auto}\
input{margin-right:4px}label{margin-right:12px}p{max-width:76ch}\
li{margin:4px 0}.warn{color:#8a4b00}\
#en:checked~main [lang=zh],#zh:checked~main [lang=en]{display:none}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_plainly() {
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(count(12), "12");
        assert_eq!((about(3.1234), about(1999.6)), ("3.1".into(), "2,000".into()));
        assert_eq!(percent(0.5), "50.0 %");
        assert_eq!(percent(0.99999), "99.999 %");
    }
}
