//! Drawings of the page.

use std::fmt::Write;

use super::both_drawn;

/// One line of a chart of shares.
pub(super) struct Line {
    pub(super) english: &'static str,
    pub(super) chinese: &'static str,
    pub(super) colour: &'static str,
    /// x, and a share.
    pub(super) points: Vec<(f64, f64)>,
}

const LEFT: f64 = 64.0;
const WIDTH: f64 = 620.0;
const TOP: f64 = 26.0;
const HEIGHT: f64 = 200.0;

/// Shares over a match weight, with a mark at the threshold.
pub(super) fn shares(lines: &[Line], threshold: Option<f64>) -> String {
    let xs = || lines.iter().flat_map(|l| &l.points).map(|(x, _)| *x);
    let (low, high) = (xs().fold(f64::INFINITY, f64::min), xs().fold(f64::NEG_INFINITY, f64::max));
    if !low.is_finite() || high - low < f64::MIN_POSITIVE {
        return String::new();
    }
    let x = |value: f64| LEFT + (value - low) / (high - low) * WIDTH;
    let y = |share: f64| TOP + (1.0 - share) * HEIGHT;
    let mut svg = open(LEFT + WIDTH + 20.0, TOP + HEIGHT + 40.0);
    for step in 0..=4 {
        let share = f64::from(step) / 4.0;
        let _ = write!(
            svg,
            "<line x1=\"{LEFT}\" x2=\"{:.0}\" y1=\"{:.1}\" y2=\"{:.1}\" stroke=\"#dde3e8\"/><text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{:.0} %</text>",
            LEFT + WIDTH,
            y(share),
            y(share),
            LEFT - 6.0,
            y(share) + 4.0,
            share * 100.0
        );
    }
    let step = ((high - low) / 8.0).ceil().max(1.0);
    let mut tick = (low / step).ceil() * step;
    while tick <= high {
        let _ = write!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.0}\" text-anchor=\"middle\">{tick:.0}</text>",
            x(tick),
            TOP + HEIGHT + 16.0
        );
        tick += step;
    }
    let _ = write!(
        svg,
        "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\">{}</text>",
        LEFT + WIDTH,
        TOP + HEIGHT + 34.0,
        both_drawn("match weight", "匹配权重")
    );
    if let Some(at) = threshold.filter(|t| (low..=high).contains(t)) {
        let _ = write!(
            svg,
            "<line x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"{TOP}\" y2=\"{1:.0}\" stroke=\"#546e7a\" stroke-dasharray=\"4 3\"/>",
            x(at),
            TOP + HEIGHT
        );
    }
    for (at, line) in lines.iter().enumerate() {
        let points: Vec<String> =
            line.points.iter().map(|(px, py)| format!("{:.1},{:.1}", x(*px), y(*py))).collect();
        let from = LEFT + at as f64 * 150.0;
        let _ = write!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{2}\" stroke-width=\"2\"/><line x1=\"{1:.0}\" x2=\"{3:.0}\" y1=\"10\" y2=\"10\" stroke=\"{2}\" stroke-width=\"2\"/><text x=\"{4:.0}\" y=\"14\">{5}</text>",
            points.join(" "),
            from,
            line.colour,
            from + 20.0,
            from + 26.0,
            both_drawn(line.english, line.chinese)
        );
    }
    svg + "</svg>"
}

/// How many pairs have each whole match weight, on a scale of powers of ten.
pub(super) fn histogram(bars: &[(f64, u64)]) -> String {
    let most = bars.iter().map(|(_, n)| *n).max().unwrap_or(0);
    let top = (most.max(1) as f64).log10().ceil().max(1.0);
    let wide = (WIDTH / bars.len().max(1) as f64).min(40.0);
    let mut svg = open(LEFT + WIDTH + 20.0, TOP + HEIGHT + 40.0);
    let mut power = 0.0;
    while power <= top {
        let y = TOP + HEIGHT * (1.0 - power / top);
        let _ = write!(
            svg,
            "<line x1=\"{LEFT}\" x2=\"{:.0}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"#dde3e8\"/><text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            LEFT + WIDTH,
            LEFT - 6.0,
            y + 4.0,
            super::about(10.0_f64.powf(power)).trim_end_matches(".0")
        );
        power += 1.0;
    }
    let every = bars.len().div_ceil(16).max(1);
    for (at, (weight, pairs)) in bars.iter().enumerate() {
        let x = LEFT + at as f64 * wide;
        let tall =
            if *pairs == 0 { 0.0 } else { ((*pairs as f64).log10() / top * HEIGHT).max(2.0) };
        let _ = write!(
            svg,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{tall:.1}\" fill=\"#0b6e77\"><title>{weight:.0}: {pairs}</title></rect>",
            x + 0.5,
            TOP + HEIGHT - tall,
            (wide - 1.0).max(1.0)
        );
        if at % every == 0 {
            let _ = write!(
                svg,
                "<text x=\"{:.1}\" y=\"{:.0}\" text-anchor=\"middle\">{weight:.0}</text>",
                x + wide / 2.0,
                TOP + HEIGHT + 16.0
            );
        }
    }
    let _ = write!(
        svg,
        "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\">{}</text><text x=\"0\" y=\"14\">{}</text>",
        LEFT + WIDTH,
        TOP + HEIGHT + 34.0,
        both_drawn("match weight", "匹配权重"),
        both_drawn("pairs", "记录对")
    );
    svg + "</svg>"
}

/// The head of a drawing.
pub(super) fn open(width: f64, height: f64) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#1c2733\">"
    )
}
