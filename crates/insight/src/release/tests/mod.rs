//! The promises of a release, attacked: a solver gets what was told and looks for the largest and the smallest number
//! that a withheld cell can be.

mod simplex;

use proptest::prelude::*;

use super::*;

const THRESHOLD: u64 = 10;
const EXACT: Rule = Rule { threshold: THRESHOLD, exact: true };

fn gate() -> Gate {
    Gate::usual([5; 32]).unwrap()
}

fn cuts() -> [Cut; 3] {
    ["", "sex", "registered"].map(|name| Cut::of(name).unwrap())
}

/// Somebody: where, and the values by sex and by registration.
type Person = (AreaPath, usize, usize);

/// The cells of these people, who are numbered from `first`.
fn count(people: &[Person], first: u64) -> BTreeMap<Cut, Cells<Cell>> {
    let gate = gate();
    let mut counted: BTreeMap<Cut, Cells<Cell>> = BTreeMap::new();
    for (number, (area, sex, registered)) in (first..).zip(people) {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&number.to_be_bytes());
        let cell = Cell::from(gate.record_key(&id));
        for area in area.upward() {
            for (cut, column) in cuts().into_iter().zip([0, *sex, *registered]) {
                let table = counted.entry(cut).or_default();
                let cells =
                    table.entry(area.clone()).or_insert_with(|| vec![Cell::default(); cut.cells()]);
                cells[column] += cell;
            }
        }
    }
    counted
}

/// What somebody knows who has read a release: equations over unknown numbers of people.
struct Attacker {
    known: BTreeMap<Unknown, f64>,
    unknown: BTreeSet<Unknown>,
    /// Sums of unknown and known numbers, and what they are.
    rows: Vec<(Vec<(Unknown, f64)>, f64)>,
}

type Unknown = (Cut, Who, usize);

impl Attacker {
    fn of(release: &Release) -> Self {
        let mut attacker =
            Self { known: BTreeMap::new(), unknown: BTreeSet::new(), rows: Vec::new() };
        let whole = Cut::default();
        let areas: Vec<&AreaPath> = release[&whole].keys().collect();
        let above = |area: &AreaPath| {
            area.upward().nth(1).filter(|above| release[&whole].contains_key(above))
        };
        for (cut, table) in release {
            for (area, told) in table {
                let parts: Vec<&&AreaPath> =
                    areas.iter().filter(|part| above(part).as_ref() == Some(area)).collect();
                for (column, told) in told.iter().enumerate() {
                    let cell = (*cut, Who::All(area.clone()), column);
                    match told {
                        Told::Number(number) => {
                            attacker.known.insert(cell.clone(), exact(*number));
                        }
                        Told::Withheld => {
                            attacker.unknown.insert(cell.clone());
                        }
                    }
                    if !parts.is_empty() {
                        // An area is its parts and those who live in none of them.
                        let others = (*cut, Who::Rest(area.clone()), column);
                        attacker.unknown.insert(others.clone());
                        let mut sum = vec![(cell, -1.0), (others, 1.0)];
                        sum.extend(
                            parts
                                .iter()
                                .map(|part| ((*cut, Who::All((**part).clone()), column), 1.0)),
                        );
                        attacker.rows.push((sum, 0.0));
                    }
                }
                if *cut != whole {
                    attacker.row_of(
                        (0..told.len()).map(|column| (*cut, Who::All(area.clone()), column)),
                        area,
                    );
                }
            }
        }
        attacker
    }

    /// The cells of a row are everybody in the area.
    fn row_of(&mut self, cells: impl Iterator<Item = Unknown>, area: &AreaPath) {
        let mut sum: Vec<(Unknown, f64)> = cells.map(|cell| (cell, 1.0)).collect();
        sum.push(((Cut::default(), Who::All(area.clone()), 0), -1.0));
        self.rows.push((sum, 0.0));
    }

    /// The largest number, or the smallest below nothing, that a cell can be.
    fn bound(&self, target: &Unknown, sign: f64) -> Option<f64> {
        let at: BTreeMap<&Unknown, usize> = self.unknown.iter().zip(0..).collect();
        let equation = |(sum, is): &(Vec<(Unknown, f64)>, f64)| {
            let mut row = vec![0.0; at.len() + 1];
            for (unknown, factor) in sum {
                match self.known.get(unknown) {
                    Some(number) => row[at.len()] -= factor * number,
                    None => row[at[unknown]] += factor,
                }
            }
            row[at.len()] += is;
            row
        };
        let equations: Vec<Vec<f64>> = self.rows.iter().map(equation).collect();
        simplex::largest(&equations, at.len(), at[target], sign)
    }

    /// From and to where the number of a cell may be.
    fn range(&self, target: &Unknown) -> (f64, f64) {
        if let Some(number) = self.known.get(target) {
            return (*number, *number);
        }
        let least = self.bound(target, -1.0).map_or(f64::NEG_INFINITY, |most| -most);
        (least, self.bound(target, 1.0).unwrap_or(f64::INFINITY))
    }
}

fn exact(number: u64) -> f64 {
    f64::from(u32::try_from(number).unwrap())
}

/// A district of some streets, most with communities; some groups are rare.
fn people(most: usize) -> impl Strategy<Value = Vec<Person>> {
    let place = prop::sample::select(vec![
        "99/1/a", "99/1/a", "99/1/b", "99/1/b", "99/1/c", "99/1", "99/2/a", "99/2/b", "99/2/b",
        "99/3", "99/3", "99",
    ]);
    let value = || prop::sample::select(vec![0, 0, 0, 0, 0, 0, 1, 1, 1, 2]);
    // Houses that are full of people alike, so that numbers are larger than the threshold often.
    let house = (place, value(), value(), 1..14_usize);
    prop::collection::vec(house, 1..most).prop_map(|houses| {
        let of = |(place, sex, registered, times): (&str, usize, usize, usize)| {
            vec![(place.parse().unwrap(), sex, registered); times]
        };
        houses.into_iter().flat_map(of).collect()
    })
}

/// The numbers that must not be reckoned: small ones, and those that small ones are the difference of.
fn small(counted: &BTreeMap<Cut, Cells<Cell>>) -> Vec<(Unknown, u64)> {
    let mut small = Vec::new();
    for (cut, table) in counted {
        for place in place::tree(&numbers(table)) {
            for (column, number) in place.numbers.iter().enumerate() {
                if (1..THRESHOLD).contains(number) {
                    small.push(((*cut, place.who.clone(), column), *number));
                }
            }
        }
    }
    small
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_solver_finds_no_small_number_in_a_release(people in people(60)) {
        let counted = count(&people, 0);
        let release = gate().fix(&counted, EXACT, &[]);
        let attacker = Attacker::of(&release);
        for (cell, number) in small(&counted) {
            let (least, most) = attacker.range(&cell);
            let truth = exact(number);
            prop_assert!(least < truth + 0.01 && most > truth - 0.01, "{cell:?}: {truth} in {least} to {most}");
            prop_assert!(most - least > exact(THRESHOLD) - 0.01, "{cell:?}: {truth} in {least} to {most}");
        }
    }

    #[test]
    fn what_is_told_is_right_and_never_small(people in people(60)) {
        let counted = count(&people, 0);
        let release = gate().fix(&counted, EXACT, &[]);
        for (cut, table) in &release {
            for (area, told) in table {
                for (told, cell) in told.iter().zip(&counted[cut][area]) {
                    let number = cell.to_keep().0;
                    prop_assert!(told.number().is_none_or(|told| told == number));
                    prop_assert!(!(1..THRESHOLD).contains(&number) || *told == Told::Withheld);
                }
            }
        }
        prop_assert_eq!(&release, &gate().fix(&counted, EXACT, &[]), "the same again");
    }

    #[test]
    fn two_releases_do_not_tell_of_few_who_came_or_went(people in people(60), came in people(12), gone in 0..40_usize) {
        let first = gate().fix(&count(&people, 0), EXACT, &[]);
        let later: Vec<Person> = people.iter().skip(gone).cloned().chain(came).collect();
        let counted = count(&later, 0);
        let second = gate().fix(&counted, EXACT, std::slice::from_ref(&first));
        let after = Attacker::of(&second);
        for (cut, table) in &second {
            for (area, told) in table {
                let Some(earlier) = first[cut].get(area) else { continue };
                for (column, (told, then)) in told.iter().zip(earlier).enumerate() {
                    let cell = (*cut, Who::All(area.clone()), column);
                    match (told, then) {
                        (Told::Number(now), Told::Number(then)) => {
                            prop_assert!(!(1..THRESHOLD).contains(&now.abs_diff(*then)), "{cell:?}: {then}, {now}");
                        }
                        (Told::Withheld, Told::Number(then)) => {
                            let now = counted[cut][area][column].to_keep().0;
                            if (1..THRESHOLD).contains(&now.abs_diff(*then)) {
                                let (least, most) = after.range(&cell);
                                prop_assert!(most - least > exact(THRESHOLD) - 0.01, "{cell:?}: {least} to {most}");
                            }
                        }
                        (_, Told::Withheld) => {}
                    }
                }
            }
        }
    }

    #[test]
    fn by_cell_keys_the_numbers_are_those_that_are_told_everywhere(people in people(60)) {
        let counted = count(&people, 0);
        let rule = Rule { threshold: THRESHOLD, exact: false };
        let earlier = gate().fix(&count(&people[people.len() / 2..], 0), rule, &[]);
        let release = gate().fix(&counted, rule, &[earlier]);
        for (cut, table) in &release {
            for (area, told) in table {
                for (told, cell) in told.iter().zip(&counted[cut][area]) {
                    let Told::Number(told) = told else { continue };
                    prop_assert_eq!(*told, gate().release(*cell).number());
                    prop_assert!(!(1..THRESHOLD).contains(told));
                }
            }
        }
    }
}

#[test]
fn the_attacker_recovers_what_is_withheld_without_care() {
    // Three of 23 are withheld, nothing else: the row gives them away.
    let people: Vec<Person> =
        (0..23).map(|n| ("99/1".parse().unwrap(), usize::from(n < 3), 0)).collect();
    let counted = count(&people, 0);
    let mut careless = gate().fix(&counted, Rule { threshold: 0, exact: true }, &[]);
    let sex = Cut::of("sex").unwrap();
    for table in ["99", "99/1"] {
        careless.get_mut(&sex).unwrap().get_mut(&table.parse().unwrap()).unwrap()[1] =
            Told::Withheld;
    }
    let cell = (sex, Who::All("99/1".parse().unwrap()), 1);
    let (least, most) = Attacker::of(&careless).range(&cell);
    assert!((least - 3.0).abs() < 1e-6 && (most - 3.0).abs() < 1e-6, "{least} to {most}");
    let (least, most) = Attacker::of(&gate().fix(&counted, EXACT, &[])).range(&cell);
    assert!(most - least > 9.99, "{least} to {most}");
}

#[test]
fn only_as_much_is_withheld_as_it_takes() {
    // Two streets of a hundred; three people of one are of the rare group, thirty of the other.
    let of = |street: &str, rare: usize| -> Vec<Person> {
        (0..100).map(|n| (street.parse().unwrap(), usize::from(n < rare), 0)).collect()
    };
    let people = [of("99/1", 3), of("99/2", 30)].concat();
    let release = gate().fix(&count(&people, 0), EXACT, &[]);
    let told = |cut: &str, area: &str| -> Vec<Option<u64>> {
        let cells = &release[&Cut::of(cut).unwrap()][&area.parse().unwrap()];
        cells.iter().map(|told| told.number()).collect()
    };
    assert_eq!(told("", "99"), [Some(200)]);
    assert_eq!(told("sex", "99"), [Some(167), Some(33), Some(0)]);
    assert_eq!(told("sex", "99/1"), [None, None, Some(0)]);
    assert_eq!(told("sex", "99/2"), [None, None, Some(0)]);
    assert_eq!(told("registered", "99/1"), [Some(100), Some(0), Some(0)]);
}

#[test]
fn of_a_place_with_few_people_nothing_is_told() {
    let of = |area: &str, many: usize| -> Vec<Person> { vec![(area.parse().unwrap(), 0, 1); many] };
    let people = [of("99/1", 4), of("99/2", 60), of("99/3", 200)].concat();
    let release = gate().fix(&count(&people, 0), EXACT, &[]);
    for cut in cuts() {
        assert!(
            release[&cut][&"99/1".parse().unwrap()].iter().all(|told| *told == Told::Withheld),
            "{cut:?}"
        );
    }
    assert_eq!(
        release[&Cut::default()][&"99/2".parse().unwrap()],
        [Told::Withheld],
        "what hides it"
    );
    assert_eq!(release[&Cut::default()][&"99/3".parse().unwrap()], [Told::Number(200)]);
}
