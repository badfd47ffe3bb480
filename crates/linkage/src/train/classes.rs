//! Which class a pattern is likely of: matches, related pairs or strangers.

use super::parameters::Parameters;

/// The three classes' chances of each level, and their logarithms for patterns so rare that a
/// product of chances would vanish.
pub(super) struct Chances {
    tables: Vec<Vec<[f64; 3]>>,
}

impl Chances {
    pub(super) fn new(p: &Parameters) -> Self {
        let of = |c: usize| {
            p.m[c]
                .iter()
                .zip(&p.u[c])
                .map(|(m, u)| [*m, p.shared[c] * m + (1.0 - p.shared[c]) * u, *u])
                .collect()
        };
        Self { tables: (0..p.m.len()).map(of).collect() }
    }

    /// Chance of each class given the levels, under a mixture, and the logarithm of the chance of
    /// the levels; `skip` leaves one comparison out.
    pub(super) fn classes(
        &self,
        levels: &[u8],
        mixture: [f64; 3],
        skip: Option<usize>,
    ) -> ([f64; 3], f64) {
        let mut chances = mixture;
        for (c, (&level, table)) in levels.iter().zip(&self.tables).enumerate() {
            if level > 0 && skip != Some(c) {
                let of_level = table[usize::from(level) - 1];
                for (chance, by) in chances.iter_mut().zip(of_level) {
                    *chance *= by;
                }
            }
        }
        let total = chances[0] + chances[1] + chances[2];
        if total > f64::MIN_POSITIVE * 1e20 {
            return (chances.map(|c| c / total), total.ln());
        }
        self.by_logarithms(levels, mixture, skip)
    }

    fn by_logarithms(
        &self,
        levels: &[u8],
        mixture: [f64; 3],
        skip: Option<usize>,
    ) -> ([f64; 3], f64) {
        let mut sums = mixture.map(f64::ln);
        for (c, (&level, table)) in levels.iter().zip(&self.tables).enumerate() {
            if level > 0 && skip != Some(c) {
                let of_level = table[usize::from(level) - 1];
                sums.iter_mut().zip(of_level).for_each(|(sum, chance)| *sum += chance.ln());
            }
        }
        let top = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights = sums.map(|s| (s - top).exp());
        let total: f64 = weights.iter().sum();
        (weights.map(|w| w / total), top + total.ln())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_and_logarithms_agree_and_the_rarest_pattern_has_a_class() {
        let usual = Parameters {
            prior: 0.1,
            related_prior: 0.0,
            m: vec![vec![0.9, 0.1], vec![0.8, 0.2]],
            u: vec![vec![0.01, 0.99], vec![0.02, 0.98]],
            shared: vec![0.5, 0.0],
        };
        let chances = Chances::new(&usual);
        for levels in [[1, 1], [1, 2], [2, 0], [0, 0]] {
            let (a, x) = chances.classes(&levels, [0.2, 0.3, 0.5], None);
            let (b, y) = chances.by_logarithms(&levels, [0.2, 0.3, 0.5], None);
            assert!(a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12) && (x - y).abs() < 1e-12);
        }
        let rare = Parameters {
            m: vec![vec![1e-12, 1.0]; 40],
            u: vec![vec![1e-13, 1.0]; 40],
            shared: vec![0.0; 40],
            ..usual
        };
        let (classes, likelihood) = Chances::new(&rare).classes(&[1; 40], [0.5, 0.0, 0.5], None);
        assert!(classes[0] > 0.99 && likelihood.is_finite(), "{classes:?} {likelihood}");
    }
}
