//! Shares of levels among random pairs, counted whole: every pair of distinct values once, weighed
//! by the rows that hold them.

use rustc_hash::FxHashMap;

use crate::compare::Comparer;
use crate::error::Result;
use crate::parallel;
use crate::rows::Rows;
use crate::settings::{LinkType, Settings, Test};

/// Rows that agree on some columns, counted by source.
struct Groups {
    /// A row of each group.
    any: Vec<u32>,
    /// Rows of each group and source, group by group.
    rows: Vec<u64>,
    sources: usize,
}

impl Groups {
    /// None where there would be more than `most` groups.
    fn of(rows: &Rows, columns: &[usize], most: usize) -> Option<Self> {
        let sources = rows.sources.len().max(1);
        let mut groups = Self { any: Vec::new(), rows: Vec::new(), sources };
        let mut known: FxHashMap<Vec<u32>, usize> = FxHashMap::default();
        let mut key = vec![0; columns.len()];
        for row in 0..u32::try_from(rows.len()).unwrap_or(u32::MAX) {
            let codes = rows.codes(row);
            key.iter_mut().zip(columns).for_each(|(part, c)| *part = codes[*c]);
            let at = match known.get(&key) {
                Some(at) => *at,
                None if groups.any.len() == most => return None,
                None => {
                    groups.any.push(row);
                    groups.rows.resize(groups.rows.len() + sources, 0);
                    known.insert(key.clone(), groups.any.len() - 1);
                    groups.any.len() - 1
                }
            };
            groups.rows[at * sources + usize::from(rows.source[row as usize])] += 1;
        }
        Some(groups)
    }

    fn by_source(&self, group: usize) -> &[u64] {
        &self.rows[group * self.sources..(group + 1) * self.sources]
    }

    /// Pairs of rows across two groups, or within one, that a run of this type looks at.
    fn pairs(&self, a: usize, b: usize, link: LinkType) -> u64 {
        let (of_a, of_b) = (self.by_source(a), self.by_source(b));
        let (all_a, all_b): (u64, u64) = (of_a.iter().sum(), of_b.iter().sum());
        let (all, within) = if a == b {
            let within = of_a.iter().map(|n| n * n.saturating_sub(1) / 2).sum();
            (all_a * all_a.saturating_sub(1) / 2, within)
        } else {
            (all_a * all_b, of_a.iter().zip(of_b).map(|(x, y)| x * y).sum())
        };
        match link {
            LinkType::Dedupe => within,
            LinkType::Link => all - within,
            LinkType::LinkAndDedupe => all,
        }
    }

    fn len(&self) -> usize {
        self.any.len()
    }
}

/// Pairs by level of one comparison, *no evidence* first; none where counting them all would cost
/// more than `most` looks.
pub(super) fn counts(
    rows: &Rows,
    settings: &Settings,
    comparer: &Comparer<'_>,
    comparison: usize,
    most: u64,
) -> Result<Option<Vec<u64>>> {
    let link = settings.link_type;
    let sources = if link == LinkType::LinkAndDedupe { 1 } else { rows.sources.len().max(1) };
    let most_groups = usize::try_from((2 * most / sources as u64).isqrt()).unwrap_or(usize::MAX);
    let columns = comparer.columns(comparison);
    if columns.iter().any(|c| rows.columns[*c].values.len() > most_groups + 1) {
        return Ok(None);
    }
    let Some(groups) = Groups::of(rows, columns, most_groups) else { return Ok(None) };
    let starts: Vec<usize> = (0..groups.len()).collect();
    let levels = usize::from(comparer.layout().levels[comparison]) + 1;
    let (_, states) = parallel::run(
        "train",
        parallel::threads(settings.threads),
        &starts,
        || (comparer.scratch(), vec![0_u64; levels]),
        |_, (scratch, counts), &a| {
            for b in a..groups.len() {
                let pairs = groups.pairs(a, b, link);
                if pairs > 0 {
                    let (left, right) = (groups.any[a], groups.any[b]);
                    counts[comparer.level_of(comparison, left, right, scratch)] += pairs;
                }
            }
        },
    )?;
    let mut counts = vec![0; levels];
    for (_, part) in states {
        counts.iter_mut().zip(part).for_each(|(sum, n)| *sum += n);
    }
    Ok(Some(counts))
}

/// Chance that a random pair with evidence shows the first level, where that level is equality:
/// from the frequencies of the values.
pub(super) fn first_level(rows: &Rows, settings: &Settings, at: usize) -> Option<f64> {
    let comparison = &settings.comparisons[at];
    let equal = equal_columns(&comparison.levels.first()?.when)?;
    let place = |names: &[String]| -> Vec<usize> {
        names.iter().filter_map(|name| rows.column(name)).collect()
    };
    let (equal, link) = (place(&equal), settings.link_type);
    let (columns, points) = rows.evidence(comparison);
    let evidence = with_evidence(rows, &columns, &points, link);
    let agree: u64 = if let [column] = equal[..] {
        same_value(rows, column, link)
    } else {
        same_values(rows, &equal, link)
    };
    Some(agree as f64 / evidence.max(1) as f64)
}

/// Columns whose equality a test is.
fn equal_columns(test: &Test) -> Option<Vec<String>> {
    match test {
        Test::Exact(name) => Some(vec![name.clone()]),
        Test::All(tests) => {
            let columns = tests.iter().map(equal_columns).collect::<Option<Vec<_>>>()?;
            Some(columns.concat())
        }
        _ => None,
    }
}

/// Pairs of rows that hold the same value of a column.
fn same_value(rows: &Rows, column: usize, link: LinkType) -> u64 {
    let among = |n: &u32| u64::from(*n) * u64::from(*n).saturating_sub(1) / 2;
    let all: u64 = rows.columns[column].counts[1..].iter().map(among).sum();
    let within = if rows.sources.len() < 2 || link == LinkType::LinkAndDedupe {
        all
    } else {
        within_sources(rows, column)
    };
    match link {
        LinkType::Dedupe => within,
        LinkType::Link => all - within,
        LinkType::LinkAndDedupe => all,
    }
}

/// Pairs of rows of one source that hold the same value of a column, a source at a time: a table of
/// all values by all sources might be larger than all else.
fn within_sources(rows: &Rows, column: usize) -> u64 {
    let mut by_source: Vec<Vec<u32>> = vec![Vec::new(); rows.sources.len()];
    for (row, source) in (0_u32..).zip(&rows.source) {
        let code = rows.codes(row)[column];
        if code != 0 {
            by_source[usize::from(*source)].push(code);
        }
    }
    let mut seen = vec![0_u64; rows.columns[column].counts.len()];
    let mut pairs = 0;
    for codes in by_source {
        for code in &codes {
            pairs += seen[*code as usize];
            seen[*code as usize] += 1;
        }
        for code in codes {
            seen[code as usize] = 0;
        }
    }
    pairs
}

/// Pairs of rows that hold the same value of each of some columns.
fn same_values(rows: &Rows, columns: &[usize], link: LinkType) -> u64 {
    let codes = |row: &u32| {
        let codes = rows.codes(*row);
        columns.iter().map(move |column| codes[*column])
    };
    let source = |row: &u32| rows.source[*row as usize];
    let all: std::ops::Range<u32> = 0..u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let mut filled: Vec<u32> = all.filter(|row| codes(row).all(|code| code != 0)).collect();
    filled.sort_unstable_by(|a, b| codes(a).cmp(codes(b)).then_with(|| source(a).cmp(&source(b))));
    let pairs = |n: usize| n as u64 * (n as u64).saturating_sub(1) / 2;
    let alike = filled.chunk_by(|a, b| codes(a).eq(codes(b)));
    let counts = alike.map(|rows| {
        let of_sources = rows.chunk_by(|a, b| source(a) == source(b));
        let within: u64 = of_sources.map(|rows| pairs(rows.len())).sum();
        match link {
            LinkType::Dedupe => within,
            LinkType::Link => pairs(rows.len()) - within,
            LinkType::LinkAndDedupe => pairs(rows.len()),
        }
    });
    counts.sum()
}

/// Pairs of rows that both hold one of the columns, or one of the points.
fn with_evidence(rows: &Rows, columns: &[usize], points: &[(usize, usize)], link: LinkType) -> u64 {
    let sources = rows.sources.len().max(1);
    let masks = 1_usize << (columns.len() + points.len()).min(MOST_COLUMNS);
    let mut held = vec![0_u64; masks * sources];
    for (row, source) in (0_u32..).zip(&rows.source) {
        let codes = rows.codes(row);
        let of_points = points.iter().map(|(x, y)| codes[*x] != 0 && codes[*y] != 0);
        let there = columns.iter().map(|c| codes[*c] != 0).chain(of_points);
        let bits = there.take(MOST_COLUMNS).enumerate();
        let mask = bits.fold(0, |mask, (bit, there)| mask | usize::from(there) << bit);
        held[mask * sources + usize::from(*source)] += 1;
    }
    let groups = Groups { any: Vec::new(), rows: held, sources };
    let both = (1..masks).flat_map(|a| (a..masks).map(move |b| (a, b)));
    both.filter(|(a, b)| a & b != 0).map(|(a, b)| groups.pairs(a, b, link)).sum()
}

/// Columns of one comparison that are told apart when missing values are counted.
const MOST_COLUMNS: usize = 10;
