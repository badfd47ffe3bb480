//! Logistic regression with an effect of each inspector, by Newton's method (iteratively reweighted least squares).
//!
//! Effects of inspectors are held near nothing by a penalty, as a random effect is; the equations for them are eliminated
//! (Schur complement), since each visit has one inspector, and they are dropped where the fit ends.

use super::chance_of;

/// What holds a weight near nothing: as if a tenth of a visit spoke against it.
const RIDGE: f64 = 0.1;
/// The same of an inspector: a variance of a quarter in log odds.
const RIDGE_INSPECTOR: f64 = 4.0;
/// Steps at the most.
const STEPS: usize = 60;
/// Halvings of a step that does not better the fit.
const HALVINGS: usize = 24;
/// A step below this is the last.
const NEAR: f64 = 1e-9;

/// One visit.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) values: Vec<f64>,
    pub(super) inspector: usize,
    pub(super) found: bool,
}

/// Weights and effects.
#[derive(Clone, Debug)]
struct State {
    weights: Vec<f64>,
    effects: Vec<f64>,
}

impl State {
    fn log_odds(&self, row: &Row) -> f64 {
        let sum: f64 =
            self.weights.iter().zip(given(row)).map(|(weight, value)| weight * value).sum();
        sum + self.effects[row.inspector]
    }

    /// The log of the likelihood less the penalties.
    fn worth(&self, rows: &[Row]) -> f64 {
        let likely: f64 = rows
            .iter()
            .map(|row| {
                let log_odds = self.log_odds(row);
                // ln(1 + e^x) without overflow.
                let all = log_odds.max(0.0) + (-log_odds.abs()).exp().ln_1p();
                if row.found { log_odds - all } else { -all }
            })
            .sum();
        likely
            - 0.5 * (RIDGE * squares(&self.weights[1..]) + RIDGE_INSPECTOR * squares(&self.effects))
    }

    fn moved(&self, step: &Self, share: f64) -> Self {
        Self {
            weights: added(&self.weights, &step.weights, share),
            effects: added(&self.effects, &step.effects, share),
        }
    }
}

fn squares(all: &[f64]) -> f64 {
    all.iter().map(|one| one * one).sum()
}

fn added(all: &[f64], by: &[f64], share: f64) -> Vec<f64> {
    all.iter().zip(by).map(|(one, more)| one + share * more).collect()
}

/// The constant, then the values.
fn given(row: &Row) -> impl Iterator<Item = f64> + '_ {
    std::iter::once(1.0).chain(row.values.iter().copied())
}

/// The base and the weights of the terms; none where the equations have no answer.
pub(super) fn fit(rows: &[Row], inspectors: usize) -> Option<Vec<f64>> {
    let width = rows.first()?.values.len() + 1;
    let mut state = State { weights: vec![0.0; width], effects: vec![0.0; inspectors] };
    let mut worth = state.worth(rows);
    for _ in 0..STEPS {
        let step = newton(rows, &state)?;
        let mut share = 1.0;
        let mut next = state.moved(&step, share);
        let mut better = next.worth(rows);
        for _ in 0..HALVINGS {
            if better >= worth {
                break;
            }
            share /= 2.0;
            next = state.moved(&step, share);
            better = next.worth(rows);
        }
        if better < worth {
            break;
        }
        let longest = step.weights.iter().fold(0.0_f64, |most, one| most.max(one.abs() * share));
        (state, worth) = (next, better);
        if longest < NEAR {
            break;
        }
    }
    state.weights.iter().all(|weight| weight.is_finite()).then_some(state.weights)
}

/// The step to where the second-order approximation of the penalised likelihood is greatest.
fn newton(rows: &[Row], state: &State) -> Option<State> {
    let (width, people) = (state.weights.len(), state.effects.len());
    let mut curve = vec![vec![0.0; width]; width];
    let mut across = vec![vec![0.0; width]; people];
    let mut own = vec![RIDGE_INSPECTOR; people];
    let mut slope: Vec<f64> = state.weights.iter().map(|weight| -RIDGE * weight).collect();
    slope[0] = 0.0;
    let mut lean: Vec<f64> = state.effects.iter().map(|effect| -RIDGE_INSPECTOR * effect).collect();
    for (n, line) in curve.iter_mut().enumerate().skip(1) {
        line[n] = RIDGE;
    }
    for row in rows {
        let chance = chance_of(state.log_odds(row));
        let weight = chance * (1.0 - chance);
        let off = f64::from(u8::from(row.found)) - chance;
        let values: Vec<f64> = given(row).collect();
        for (a, value) in values.iter().enumerate() {
            slope[a] += off * value;
            across[row.inspector][a] += weight * value;
            for (b, other) in values.iter().enumerate() {
                curve[a][b] += weight * value * other;
            }
        }
        own[row.inspector] += weight;
        lean[row.inspector] += off;
    }
    for (person, with) in across.iter().enumerate() {
        for ((slope, line), of) in slope.iter_mut().zip(&mut curve).zip(with) {
            *slope -= of * lean[person] / own[person];
            for (cell, other) in line.iter_mut().zip(with) {
                *cell -= of * other / own[person];
            }
        }
    }
    let weights = solve(curve, slope)?;
    let effect = |(person, with): (usize, &Vec<f64>)| {
        let taken: f64 = with.iter().zip(&weights).map(|(a, b)| a * b).sum();
        (lean[person] - taken) / own[person]
    };
    let effects = across.iter().enumerate().map(effect).collect();
    Some(State { weights, effects })
}

/// The answer of a system of equations, by elimination with the largest pivot; none where there is no single one.
fn solve(mut rows: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let width = right.len();
    for column in 0..width {
        let pivot = (column..width)
            .max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()))?;
        rows.swap(column, pivot);
        right.swap(column, pivot);
        let (top, below) = rows.split_at_mut(column + 1);
        let lead = &top[column];
        if lead[column].abs() < f64::EPSILON {
            return None;
        }
        let by = right[column];
        for (row, held) in below.iter_mut().zip(&mut right[column + 1..]) {
            let times = row[column] / lead[column];
            for (cell, above) in row.iter_mut().zip(lead) {
                *cell -= times * above;
            }
            *held -= times * by;
        }
    }
    for column in (0..width).rev() {
        let known: f64 = (column + 1..width).map(|other| rows[column][other] * right[other]).sum();
        right[column] = (right[column] - known) / rows[column][column];
    }
    Some(right)
}
