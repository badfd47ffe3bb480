//! Why a pair matches or does not: the waterfall of its evidence, in words and as a drawing.

use std::fmt::Write;

use serde::Serialize;

use crate::score::probability;

/// The evidence of one pair. Prior, evidence and the part of related entities add up to the weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The smaller id.
    pub id_l: String,
    /// The larger id.
    pub id_r: String,
    /// log2 of the odds that two random records match.
    pub prior_weight: f64,
    /// What each comparison adds, in order of the settings.
    pub evidence: Vec<Evidence>,
    /// What is taken back because related entities would share these values too; 0 or less.
    pub related_weight: f64,
    /// log2 of the odds that the two records are one entity.
    pub match_weight: f64,
    /// The same as a probability.
    pub match_probability: f64,
}

/// What one comparison adds to a pair's weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// The comparison.
    pub comparison: String,
    /// The level that held, or *no evidence*.
    pub level: String,
    /// Values of the left record by column; empty where missing.
    pub left: Vec<String>,
    /// Values of the right record by column.
    pub right: Vec<String>,
    /// Chance of the level among matches; none without evidence.
    pub m: Option<f64>,
    /// Chance of the level among strangers, the value's own frequency where the level asks for it.
    pub u: Option<f64>,
    /// log2 of m over u.
    pub match_weight: f64,
}

impl Explanation {
    /// The waterfall as lines of English.
    #[must_use]
    pub fn words(&self) -> String {
        let mut text = format!(
            "{} and {}: match weight {:.2}, probability {:.4}\n",
            self.id_l, self.id_r, self.match_weight, self.match_probability
        );
        let _ = writeln!(
            text,
            "{:+8.2}  two records drawn at random match once in {:.0} pairs",
            self.prior_weight,
            1.0 / probability(self.prior_weight)
        );
        for step in &self.evidence {
            let values = format!("\"{}\" and \"{}\"", step.left.join(" "), step.right.join(" "));
            let _ = match (step.m, step.u) {
                (Some(m), Some(u)) => writeln!(
                    text,
                    "{:+8.2}  {}: {} ({values}); seen in {} of matches and {} of others",
                    step.match_weight,
                    step.comparison,
                    step.level,
                    share(m),
                    share(u)
                ),
                _ => writeln!(text, "{:+8.2}  {}: {} ({values})", 0.0, step.comparison, step.level),
            };
        }
        if self.related_weight < 0.0 {
            let _ = writeln!(
                text,
                "{:+8.2}  two different but related entities would share these values too",
                self.related_weight
            );
        }
        text
    }

    /// The waterfall as an SVG drawing: a bar for each step, from the weight before to the weight after.
    #[must_use]
    pub fn svg(&self) -> String {
        self.drawn(|english, _| english.to_owned())
    }

    /// As [`Self::svg`]; `told` writes a text that is given in English and Chinese.
    pub(crate) fn drawn(&self, told: impl Fn(&str, &str) -> String) -> String {
        let mut bars: Vec<(String, f64)> = vec![(told("prior", "先验"), self.prior_weight)];
        bars.extend(self.evidence.iter().map(|e| {
            (format!("{}: {}", escaped(&e.comparison), level(&e.level, &told)), e.match_weight)
        }));
        if self.related_weight < 0.0 {
            bars.push((told("related entities", "关联实体"), self.related_weight));
        }
        let (mut low, mut high, mut at) = (0.0_f64, 0.0_f64, 0.0_f64);
        for (_, step) in &bars {
            at += step;
            (low, high) = (low.min(at), high.max(at));
        }
        let scale = WIDTH / (high - low).max(1.0);
        let x = |weight: f64| LABELS + (weight - low) * scale;
        let height = (bars.len() + 1) as f64 * ROW + 10.0;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {:.0} {height:.0}\" font-family=\"system-ui, sans-serif\" font-size=\"12\">",
            LABELS + WIDTH + 70.0
        );
        let zero = x(0.0);
        let _ = write!(
            svg,
            "<line x1=\"{zero:.1}\" x2=\"{zero:.1}\" y1=\"0\" y2=\"{height:.0}\" stroke=\"#999\"/>"
        );
        at = 0.0;
        bars.push((told("match weight", "匹配权重"), f64::NAN));
        for (n, (label, step)) in bars.iter().enumerate() {
            let (from, to, colour) = if step.is_nan() {
                (0.0, at, "#345")
            } else {
                (at, at + step, if *step >= 0.0 { "#2a7f62" } else { "#b5483a" })
            };
            at = to;
            let y = n as f64 * ROW + 5.0;
            let (start, width) = (x(from.min(to)), ((to - from).abs() * scale).max(1.0));
            let _ = write!(
                svg,
                "<text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{}</text><rect x=\"{start:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"16\" fill=\"{colour}\"/><text x=\"{:.1}\" y=\"{:.1}\">{:+.2}</text>",
                LABELS - 8.0,
                y + 12.0,
                label,
                start + width + 4.0,
                y + 12.0,
                to - from
            );
        }
        svg + "</svg>"
    }
}

const LABELS: f64 = 330.0;
const WIDTH: f64 = 420.0;
const ROW: f64 = 22.0;

/// The name of a level; those that no settings name, in either language.
pub(crate) fn level(name: &str, told: &impl Fn(&str, &str) -> String) -> String {
    match name {
        "anything else" => told(name, "其他"),
        "no evidence" => told(name, "无证据"),
        given => escaped(given),
    }
}

/// A chance as a share, or as one in so many.
pub(crate) fn share(chance: f64) -> String {
    if chance >= 0.001 {
        format!("{:.1} %", chance * 100.0)
    } else {
        format!("1 in {:.0}", 1.0 / chance)
    }
}

/// Text safe inside HTML and SVG.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
