//! A Merkle tree over the lines of a segment (RFC 6962, SHA-256): its root
//! vouches for every line, and a path of some hashes shows that one is in it.

use sha2::{Digest as _, Sha256};

/// A SHA-256 hash.
pub(crate) type Sha = [u8; 32];

/// The hash of a leaf, which is given in parts.
pub(crate) fn leaf(parts: &[&[u8]]) -> Sha {
    let begun = Sha256::new().chain_update([0]);
    parts.iter().fold(begun, Sha256::chain_update).finalize().into()
}

fn node(left: &Sha, right: &Sha) -> Sha {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// A tree that grows: the roots of its full subtrees, the largest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Growing {
    count: u64,
    full: Vec<(u32, Sha)>,
}

impl Growing {
    pub(crate) fn push(&mut self, leaf: Sha) {
        self.count += 1;
        let (mut level, mut hash) = (0, leaf);
        while let Some((_, left)) = self.full.pop_if(|(other, _)| *other == level) {
            hash = node(&left, &hash);
            level += 1;
        }
        self.full.push((level, hash));
    }

    pub(crate) const fn count(&self) -> u64 {
        self.count
    }

    /// The root; of nothing, the hash of nothing.
    pub(crate) fn root(&self) -> Sha {
        let mut from_the_right = self.full.iter().rev().map(|(_, hash)| *hash);
        let Some(first) = from_the_right.next() else { return Sha256::new().finalize().into() };
        from_the_right.fold(first, |right, left| node(&left, &right))
    }
}

/// The hashes beside the way from leaf `index` up to the root of `leaves`.
pub(crate) fn path(leaves: &[Sha], index: usize) -> Vec<Sha> {
    if leaves.len() < 2 {
        return Vec::new();
    }
    let split = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(split);
    let (mut path, beside) = if index < split {
        (self::path(left, index), right)
    } else {
        (self::path(right, index - split), left)
    };
    path.push(root(beside));
    path
}

/// The root of `leaves`.
pub(crate) fn root(leaves: &[Sha]) -> Sha {
    let mut tree = Growing::default();
    for leaf in leaves {
        tree.push(*leaf);
    }
    tree.root()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::keys::hex;

    /// Follows a path as RFC 9162, 2.1.3.2, says.
    fn follow(leaf: Sha, index: u64, size: u64, path: &[Sha]) -> Option<Sha> {
        let (mut at, mut last, mut hash) = (index, size - 1, leaf);
        for beside in path {
            if last == 0 {
                return None;
            }
            if at & 1 == 1 || at == last {
                hash = node(beside, &hash);
                while at & 1 == 0 && at != 0 {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                hash = node(&hash, beside);
            }
            at >>= 1;
            last >>= 1;
        }
        (last == 0).then_some(hash)
    }

    /// The test vectors of Certificate Transparency.
    #[test]
    fn roots_are_those_of_the_standard() {
        let leaves: [&[u8]; 8] = [
            b"",
            b"\x00",
            b"\x10",
            b"\x20\x21",
            b"\x30\x31",
            b"\x40\x41\x42\x43",
            b"\x50\x51\x52\x53\x54\x55\x56\x57",
            b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
        ];
        let leaves: Vec<Sha> = leaves.iter().map(|bytes| leaf(&[*bytes])).collect();
        let first = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
        assert_eq!(hex(&root(&leaves[..1])), first);
        let eight = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328";
        assert_eq!(hex(&root(&leaves)), eight);
    }

    proptest! {
        #[test]
        fn a_path_leads_from_its_leaf_to_the_root_and_from_no_other(
            size in 1_u64..300, at in 0_u64..300, other in 0_u64..300,
        ) {
            let (at, other) = (at % size, other % size);
            let leaves: Vec<Sha> = (0..size).map(|n| leaf(&[n.to_be_bytes().as_slice()])).collect();
            let index = usize::try_from(at).unwrap();
            let path = path(&leaves, index);
            prop_assert_eq!(follow(leaves[index], at, size, &path), Some(root(&leaves)));
            if other != at {
                let wrong = leaves[usize::try_from(other).unwrap()];
                prop_assert_ne!(follow(wrong, at, size, &path), Some(root(&leaves)));
            }
        }
    }
}
