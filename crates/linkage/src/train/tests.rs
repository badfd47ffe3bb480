use super::em::{self, View};
use super::judged::Judged;
use super::parameters::Parameters;
use super::sample::RandomPairs;
use super::warnings;
use crate::model::{ComparisonModel, LevelModel, Model, Taught};
use crate::patterns::Pattern;
use crate::settings::{
    BlockingRule, ClusterSettings, Comparison, Level, LinkType, Prior, Settings, Test,
};
use proptest::prelude::*;

fn settings(comparisons: usize, shared: usize) -> Settings {
    let comparison = |n: usize| Comparison {
        name: format!("c{n}"),
        levels: vec![
            Level {
                name: None,
                when: Test::Exact(format!("c{n}")),
                term_frequency: Vec::new(),
                counted_elsewhere: false,
            },
            Level {
                name: None,
                when: Test::Prefix(format!("c{n}")),
                term_frequency: Vec::new(),
                counted_elsewhere: false,
            },
        ],
        shared: n < shared,
    };
    Settings {
        link_type: LinkType::Dedupe,
        id: "id".into(),
        source: None,
        id_by_source: false,
        standardise: std::collections::BTreeMap::new(),
        blocking: vec![BlockingRule { keys: vec!["k".into()], trains: true }],
        comparisons: (0..comparisons).map(comparison).collect(),
        prior: Prior::Learned,
        output_probability: 0.01,
        settle: true,
        largest_block: 100,
        most_pairs: 1_000_000,
        sample_pairs: 100,
        rounds: 2_000,
        clusters: ClusterSettings::default(),
        threads: 1,
    }
}

/// Counts of every pattern as a mixture of classes would show them.
fn simulate(classes: &[(f64, Vec<Vec<f64>>)], pairs: f64) -> Vec<Pattern> {
    let comparisons = classes[0].1.len();
    let mut patterns = Vec::new();
    for n in 0..3_usize.pow(u32::try_from(comparisons).unwrap()) {
        let levels: Vec<usize> =
            (0..comparisons).map(|c| n / 3_usize.pow(u32::try_from(c).unwrap()) % 3).collect();
        let chance: f64 = classes
            .iter()
            .map(|(share, tables)| {
                share * levels.iter().enumerate().map(|(c, l)| tables[c][*l]).product::<f64>()
            })
            .sum();
        let count = (chance * pairs).round();
        if count > 0.0 {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a small whole number"
            )]
            let pairs = count as u64;
            let levels = levels.iter().map(|l| u8::try_from(l + 1).unwrap()).collect();
            patterns.push(Pattern { levels, rules: 1, pairs });
        }
    }
    patterns.sort_by(|a, b| a.levels.cmp(&b.levels));
    patterns
}

fn table(exact: f64, close: f64) -> Vec<f64> {
    vec![exact, close, 1.0 - exact - close]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn em_recovers_what_the_patterns_were_made_with(
        share in 0.05_f64..0.8,
        exact in proptest::collection::vec(0.6_f64..0.9, 4),
        chance in proptest::collection::vec(0.005_f64..0.1, 4),
    ) {
        let m: Vec<Vec<f64>> = exact.iter().map(|e| table(*e, 0.07)).collect();
        let u: Vec<Vec<f64>> = chance.iter().map(|c| table(*c, 0.03)).collect();
        let patterns = simulate(&[(share, m.clone()), (1.0 - share, u.clone())], 1e8);
        let settings = settings(4, 0);
        let mut parameters = Parameters::start(&settings, &u);
        let mut views = vec![View::of_all(&patterns, &Judged::default(), 4)];
        let (_, rested) = em::learn(&mut views, &mut parameters, &settings, false);
        prop_assert!(rested);
        for (learned, truth) in parameters.m.iter().flatten().zip(m.iter().flatten()) {
            prop_assert!((learned - truth).abs() < 0.01, "learned {learned}, made with {truth}");
        }
    }
}

#[test]
fn related_pairs_are_told_from_matches() {
    let m: Vec<Vec<f64>> = vec![table(0.85, 0.1); 5];
    let u: Vec<Vec<f64>> = vec![table(0.01, 0.02); 5];
    // Related pairs share the first two values, as a household shares surname and address.
    let mix = |s: f64| -> Vec<f64> {
        m[0].iter().zip(&u[0]).map(|(m, u)| s * m + (1.0 - s) * u).collect()
    };
    let related = vec![mix(0.9), mix(0.95), u[2].clone(), u[3].clone(), u[4].clone()];
    let patterns = simulate(&[(0.2, m.clone()), (0.3, related), (0.5, u.clone())], 1e8);
    let settings = settings(5, 2);
    let mut parameters = Parameters::start(&settings, &u);
    let mut views = vec![View::of_all(&patterns, &Judged::default(), 5)];
    em::learn(&mut views, &mut parameters, &settings, true);
    assert!((parameters.shared[0] - 0.9).abs() < 0.02, "{:?}", parameters.shared);
    assert!((parameters.shared[1] - 0.95).abs() < 0.02, "{:?}", parameters.shared);
    assert!(parameters.shared[2] < 0.02, "{:?}", parameters.shared);
    for (learned, truth) in parameters.m.iter().flatten().zip(m.iter().flatten()) {
        assert!((learned - truth).abs() < 0.02, "learned {learned}, made with {truth}");
    }
}

#[test]
fn a_comparison_learned_the_wrong_way_round_is_told() {
    let level = |name: &str, m: f64, u: f64| LevelModel {
        name: name.into(),
        m,
        u,
        match_weight: (m / u).log2(),
        expected_matches: 50.0,
        taught: Taught::Learned,
    };
    let model = |exact: f64| Model {
        prior: 0.01,
        related_prior: 0.0,
        comparisons: vec![ComparisonModel {
            name: "c0".into(),
            shared: 0.0,
            levels: vec![level("same", exact, 0.5), level("anything else", 1.0 - exact, 0.5)],
        }],
    };
    let random = RandomPairs {
        shares: vec![vec![0.5, 0.5]],
        seen: vec![vec![100, 100]],
        exact: Vec::new(),
        possible: 200.0,
    };
    let told = |exact: f64| warnings(&model(exact), true, &settings(1, 0), &random);
    assert_eq!(told(0.9), Vec::<String>::new());
    let warned = told(0.1);
    assert!(warned.len() == 1 && warned[0].contains("the wrong way round"), "{warned:?}");
}
