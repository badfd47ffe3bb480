//! Judgements over clusters: *same* joins, *different* parts, by what the evidence says of the rest.
//!
//! [`settle`] is a function of sets: neither the order of records nor that of pairs changes its answer, and what it
//! says of a group of clusters depends on nothing outside the group. A group is the clusters that *same* judgements
//! join; so a run over all records and a run over one group agree.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A judgement of two records by id, in the order they were given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bond {
    pub(crate) left: String,
    pub(crate) right: String,
    pub(crate) same: bool,
}

/// A pair of records and the log2 of its odds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Edge {
    pub(crate) left: String,
    pub(crate) right: String,
    pub(crate) weight: f64,
}

/// The cluster of every record after the judgements: the smallest id in it.
///
/// `clusters` holds whole clusters, `edges` the pairs within them. *Different* wins over *same*, and of *same*
/// judgements that contradict it the earlier are kept.
pub(crate) fn settle(
    clusters: &BTreeMap<String, String>,
    edges: &[Edge],
    bonds: &[Bond],
) -> BTreeMap<String, String> {
    let ids: Vec<&str> = clusters.keys().map(String::as_str).collect();
    let number: HashMap<&str, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let known =
        |bond: &&Bond| number.contains_key(&*bond.left) && number.contains_key(&*bond.right);
    let ends = |left: &str, right: &str| (number[left], number[right]);
    let mut groups = Forest::new(ids.len());
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (at, cluster) in clusters.values().enumerate() {
        groups.join(*first.entry(cluster).or_insert(at), at);
    }
    for bond in bonds.iter().filter(known).filter(|bond| bond.same) {
        let (left, right) = ends(&bond.left, &bond.right);
        groups.join(left, right);
    }
    let apart: Vec<(usize, usize)> =
        bonds.iter().filter(known).filter(|b| !b.same).map(|b| ends(&b.left, &b.right)).collect();
    let mut torn = BTreeSet::new();
    for (left, right) in &apart {
        let root = groups.root(*left);
        if root == groups.root(*right) {
            torn.insert(root);
        }
    }
    let mut parts = Forest::new(ids.len());
    for at in 0..ids.len() {
        let root = groups.root(at);
        if !torn.contains(&root) {
            parts.join(root, at);
        }
    }
    parts.apart = apart;
    for bond in bonds.iter().filter(known).filter(|bond| bond.same) {
        let (left, right) = ends(&bond.left, &bond.right);
        parts.join_unless_apart(left, right);
    }
    let mut within: Vec<&Edge> = edges
        .iter()
        .filter(|e| clusters.get(&e.left).is_some_and(|of| clusters.get(&e.right) == Some(of)))
        .collect();
    within.sort_by(|a, b| {
        let ends = |edge: &Edge| {
            let (one, other) = (edge.left.clone(), edge.right.clone());
            if one <= other { (one, other) } else { (other, one) }
        };
        b.weight.total_cmp(&a.weight).then_with(|| ends(a).cmp(&ends(b)))
    });
    for edge in within {
        let (left, right) = ends(&edge.left, &edge.right);
        parts.join_unless_apart(left, right);
    }
    ids.iter()
        .enumerate()
        .map(|(at, id)| ((*id).to_owned(), ids[parts.root(at)].to_owned()))
        .collect()
}

/// Sets of records; the root of a set is its smallest number.
struct Forest {
    parent: Vec<usize>,
    apart: Vec<(usize, usize)>,
}

impl Forest {
    fn new(count: usize) -> Self {
        Self { parent: (0..count).collect(), apart: Vec::new() }
    }

    fn root(&mut self, at: usize) -> usize {
        let mut at = at;
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.parent[one.max(other)] = one.min(other);
    }

    fn join_unless_apart(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return;
        }
        for at in 0..self.apart.len() {
            let (left, right) = self.apart[at];
            let (left, right) = (self.root(left), self.root(right));
            if (left, right) == (one, other) || (left, right) == (other, one) {
                return;
            }
        }
        self.join(one, other);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bond(left: u8, right: u8, same: bool) -> Bond {
        Bond { left: id(left), right: id(right), same }
    }

    fn id(number: u8) -> String {
        format!("s/{number:02}/self")
    }

    fn clusters(of: &[u8]) -> BTreeMap<String, String> {
        (0..).zip(of).map(|(at, cluster)| (id(at), id(*cluster))).collect()
    }

    fn edge(left: u8, right: u8, weight: f64) -> Edge {
        Edge { left: id(left), right: id(right), weight }
    }

    #[test]
    fn same_joins_and_different_parts_where_the_evidence_is_weakest() {
        let found = clusters(&[0, 0, 0, 3]);
        let edges = [edge(0, 1, 9.0), edge(1, 2, 2.0)];
        assert_eq!(settle(&found, &edges, &[bond(2, 3, true)])[&id(3)], id(0));
        let parted = settle(&found, &edges, &[bond(0, 2, false)]);
        assert_eq!((&parted[&id(1)], &parted[&id(2)]), (&id(0), &id(2)), "1 stays with the nearer");
        let both = settle(&found, &edges, &[bond(0, 2, false), bond(1, 2, true)]);
        assert_eq!((&both[&id(1)], &both[&id(2)]), (&id(1), &id(1)));
    }

    /// The cluster of each record, links with their weights, and judgements.
    type World = (Vec<u8>, Vec<(u8, u8, u8)>, Vec<(u8, u8, bool)>);

    fn world() -> impl Strategy<Value = World> {
        let clusters = prop::collection::vec(0_u8..4, 10).prop_map(|of| {
            // A cluster is named by its smallest record.
            of.iter()
                .map(|c| (0_u8..).zip(&of).find(|(_, d)| *d == c).map_or(0, |(at, _)| at))
                .collect()
        });
        let edges = prop::collection::vec((0_u8..10, 0_u8..10, 1_u8..5), 0..25);
        let bonds = prop::collection::vec((0_u8..10, 0_u8..10, any::<bool>()), 0..6);
        (clusters, edges, bonds)
    }

    fn settled(
        of: &[u8],
        edges: &[(u8, u8, u8)],
        bonds: &[(u8, u8, bool)],
    ) -> BTreeMap<String, String> {
        let edges: Vec<Edge> = edges.iter().map(|(l, r, w)| edge(*l, *r, f64::from(*w))).collect();
        let bonds: Vec<Bond> = bonds
            .iter()
            .filter(|(l, r, _)| l != r)
            .map(|(l, r, same)| bond(*l, *r, *same))
            .collect();
        settle(&clusters(of), &edges, &bonds)
    }

    proptest! {
        #[test]
        fn what_is_judged_different_is_apart((of, edges, bonds) in world()) {
            let found = settled(&of, &edges, &bonds);
            for (left, right, same) in &bonds {
                if !same && left != right {
                    prop_assert_ne!(&found[&id(*left)], &found[&id(*right)]);
                }
            }
        }

        #[test]
        fn the_order_of_pairs_changes_nothing((of, edges, bonds) in world(), turn in 0_usize..25) {
            let mut turned: Vec<(u8, u8, u8)> = edges.iter().rev().map(|(l, r, w)| (*r, *l, *w)).collect();
            if !turned.is_empty() {
                let middle = turn % turned.len();
                turned.rotate_left(middle);
            }
            prop_assert_eq!(settled(&of, &edges, &bonds), settled(&of, &turned, &bonds));
        }

        #[test]
        fn without_judgements_nothing_changes((of, edges, _) in world()) {
            prop_assert_eq!(settled(&of, &edges, &[]), clusters(&of));
        }

        #[test]
        fn a_group_is_settled_alone_as_among_others((of, edges, bonds) in world(), seed in 0_u8..10) {
            let whole = settled(&of, &edges, &bonds);
            // Everything that clusters and judgements of either kind lead to from one record.
            let mut reached = BTreeSet::from([seed]);
            loop {
                let before = reached.len();
                let cluster = |n: u8| of[usize::from(n)];
                reached.extend((0..10).filter(|n| reached.iter().any(|r| cluster(*r) == cluster(*n))).collect::<Vec<_>>());
                for (left, right, _) in &bonds {
                    if reached.contains(left) || reached.contains(right) {
                        reached.extend([*left, *right]);
                    }
                }
                if reached.len() == before { break }
            }
            let part: BTreeMap<String, String> =
                clusters(&of).into_iter().filter(|(one, _)| reached.iter().any(|n| id(*n) == *one)).collect();
            let all: Vec<Edge> = edges.iter().map(|(l, r, w)| edge(*l, *r, f64::from(*w))).collect();
            let bound: Vec<Bond> =
                bonds.iter().filter(|(l, r, _)| l != r).map(|(l, r, same)| bond(*l, *r, *same)).collect();
            for (one, cluster) in settle(&part, &all, &bound) {
                prop_assert_eq!(&whole[&one], &cluster);
            }
        }

        #[test]
        fn a_judgement_taken_back_leaves_no_trace((of, edges, bonds) in world(), extra in (0_u8..10, 0_u8..10, any::<bool>())) {
            let before = settled(&of, &edges, &bonds);
            let mut more = bonds.clone();
            more.push(extra);
            let _ = settled(&of, &edges, &more);
            more.pop();
            prop_assert_eq!(before, settled(&of, &edges, &more));
        }
    }
}
