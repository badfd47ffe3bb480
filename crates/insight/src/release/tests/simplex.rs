//! The simplex method on a dense tableau, by Bland's rule: enough for an attacker of small releases.

/// The largest value of one of some numbers that are not negative and fulfil equations; none where there is no largest.
///
/// Each equation holds the factors of the numbers, then what their sum is.
pub(super) fn largest(
    equations: &[Vec<f64>],
    numbers: usize,
    target: usize,
    sign: f64,
) -> Option<f64> {
    let mut tableau = Tableau::of(equations, numbers);
    // First the numbers that stand for what the equations lack are brought to nothing …
    let lack = |column: usize| if column < numbers { 0.0 } else { -1.0 };
    assert!(tableau.raise(&lack, numbers + equations.len()), "what an equation lacks has a bound");
    assert!(tableau.value(&lack) > -1e-6, "nothing fulfils what was told");
    // … then the target is raised, and they stay where they are.
    tableau.drop_lacks(numbers);
    let goal = |column: usize| if column == target { sign } else { 0.0 };
    tableau.raise(&goal, numbers).then(|| tableau.value(&goal))
}

struct Tableau {
    rows: Vec<Vec<f64>>,
    /// The number that each row tells of.
    basis: Vec<usize>,
}

const TINY: f64 = 1e-9;

impl Tableau {
    fn of(equations: &[Vec<f64>], numbers: usize) -> Self {
        let row = |(at, equation): (usize, &Vec<f64>)| {
            let sign = if equation[numbers] < 0.0 { -1.0 } else { 1.0 };
            let mut row: Vec<f64> =
                equation[..numbers].iter().map(|factor| factor * sign).collect();
            row.extend((0..equations.len()).map(|lack| if lack == at { 1.0 } else { 0.0 }));
            row.push(equation[numbers] * sign);
            row
        };
        let rows = equations.iter().enumerate().map(row).collect();
        Self { rows, basis: (numbers..numbers + equations.len()).collect() }
    }

    fn value(&self, price: &dyn Fn(usize) -> f64) -> f64 {
        self.rows.iter().zip(&self.basis).map(|(row, of)| price(*of) * row[row.len() - 1]).sum()
    }

    /// Raises the sum of the prices as far as it goes, with the first `columns`; false where it has no end.
    fn raise(&mut self, price: &dyn Fn(usize) -> f64, columns: usize) -> bool {
        let gain = |tableau: &Self, column: usize| {
            let lost: f64 = tableau
                .rows
                .iter()
                .zip(&tableau.basis)
                .map(|(row, of)| price(*of) * row[column])
                .sum();
            price(column) - lost
        };
        while let Some(column) = (0..columns).find(|column| gain(self, *column) > TINY) {
            let end = |row: &Vec<f64>| row[row.len() - 1] / row[column];
            let rows = self.rows.iter().enumerate().filter(|(_, row)| row[column] > TINY);
            let first = rows.min_by(|(a, one), (b, other)| {
                end(one).total_cmp(&end(other)).then(self.basis[*a].cmp(&self.basis[*b]))
            });
            let Some((row, _)) = first else { return false };
            self.turn(row, column);
        }
        true
    }

    fn turn(&mut self, row: usize, column: usize) {
        let by = self.rows[row][column];
        self.rows[row].iter_mut().for_each(|factor| *factor /= by);
        let turned = self.rows[row].clone();
        for (at, other) in self.rows.iter_mut().enumerate().filter(|(at, _)| *at != row) {
            let times = other[column];
            if times.abs() > TINY {
                other.iter_mut().zip(&turned).for_each(|(factor, part)| *factor -= times * part);
            }
            debug_assert!(at != row);
        }
        self.basis[row] = column;
    }

    /// Takes out of the basis what equations lack; an equation that says nothing new goes.
    fn drop_lacks(&mut self, numbers: usize) {
        let mut at = 0;
        while at < self.rows.len() {
            if self.basis[at] >= numbers {
                if let Some(column) =
                    (0..numbers).find(|column| self.rows[at][*column].abs() > TINY)
                {
                    self.turn(at, column);
                } else {
                    self.rows.remove(at);
                    self.basis.remove(at);
                    continue;
                }
            }
            at += 1;
        }
    }
}
