//! The delta's file: a line that says what it is and what its body sums to, then the body.

use std::io::Write as _;
use std::ops::Range;
use std::path::Path;

use kernel::Point4326;
use serde::{Deserialize, Serialize};

use super::Group;
use super::plan::Plan;
use crate::index::write::beside;
use crate::{AddressError, Alias, ComponentKind, RegisterEntry};

const MAGIC: [u8; 8] = *b"LINLIDLT";
const FORMAT: u32 = 1;
/// Magic, format, sum.
const HEADER: usize = 44;

type Parts = Vec<(ComponentKind, String)>;

#[derive(Serialize, Deserialize)]
struct Body {
    base: [u8; 32],
    version: String,
    groups: Vec<Changed>,
    plan: Plan,
    attached: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct Changed {
    replaces: Range<u64>,
    entries: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    code: String,
    parts: Parts,
    aliases: Vec<(Parts, bool)>,
    /// Longitude and latitude by their bits: a decimal may not lead back to the same number.
    at: Option<(u64, u64)>,
    current: bool,
}

pub(super) struct Read {
    pub(super) base: [u8; 32],
    pub(super) version: String,
    pub(super) groups: Vec<Group>,
    pub(super) plan: Plan,
    pub(super) attached: Vec<u8>,
}

/// Writes it beside its place and moves it there whole; its size.
pub(super) fn write(
    base: &[u8; 32],
    version: &str,
    groups: &[Group],
    plan: &Plan,
    attached: &[u8],
    path: &Path,
) -> Result<u64, AddressError> {
    let failed = |doing| move |source| AddressError::File { doing, path: path.to_owned(), source };
    let body = Body {
        base: *base,
        version: version.to_owned(),
        groups: groups.iter().map(changed).collect(),
        plan: plan.clone(),
        attached: attached.to_owned(),
    };
    let writing = failed("writing what changed since the index");
    let bytes = serde_json::to_vec(&body).map_err(|error| writing(error.into()))?;
    let mut file = beside(path).map_err(writing)?;
    file.write_all(&MAGIC)
        .and_then(|()| file.write_all(&FORMAT.to_le_bytes()))
        .and_then(|()| file.write_all(blake3::hash(&bytes).as_bytes()))
        .and_then(|()| file.write_all(&bytes))
        .and_then(|()| file.as_file().sync_all())
        .map_err(writing)?;
    file.persist(path).map_err(|failure| writing(failure.error))?;
    Ok((HEADER + bytes.len()) as u64)
}

pub(super) fn read(path: &Path) -> Result<Read, AddressError> {
    let damaged = |reason| AddressError::Damaged { path: path.to_owned(), reason };
    let bytes = std::fs::read(path).map_err(|source| AddressError::File {
        doing: "opening what changed since the index",
        path: path.to_owned(),
        source,
    })?;
    let (header, body) =
        bytes.split_at_checked(HEADER).ok_or_else(|| damaged("it is shorter than a header"))?;
    if header[..8] != MAGIC {
        return Err(damaged("it does not begin like one"));
    }
    if header[8..12] != FORMAT.to_le_bytes() {
        return Err(damaged("it was written by another version of this program"));
    }
    if blake3::hash(body).as_bytes() != &header[12..] {
        return Err(damaged("it was changed or cut short"));
    }
    let body: Body = serde_json::from_slice(body).map_err(|_| damaged("it cannot be read"))?;
    let Body { base, version, groups, plan, attached } = body;
    let groups = groups.into_iter().map(group).collect();
    Ok(Read { base, version, groups, plan, attached })
}

fn changed(group: &Group) -> Changed {
    let entry = |entry: &RegisterEntry| Entry {
        code: entry.code.clone(),
        parts: entry.components.clone(),
        aliases: entry
            .aliases
            .iter()
            .map(|alias| (alias.components.clone(), alias.historical))
            .collect(),
        at: entry.point.map(|at| (at.lon.to_bits(), at.lat.to_bits())),
        current: entry.current,
    };
    Changed { replaces: group.replaces.clone(), entries: group.entries.iter().map(entry).collect() }
}

fn group(changed: Changed) -> Group {
    let alias = |(components, historical)| Alias { components, historical };
    let entry = |entry: Entry| RegisterEntry {
        id: 0,
        code: entry.code,
        components: entry.parts,
        aliases: entry.aliases.into_iter().map(alias).collect(),
        point: entry
            .at
            .and_then(|(lon, lat)| Point4326::new(f64::from_bits(lon), f64::from_bits(lat))),
        current: entry.current,
        successor: None,
    };
    Group { replaces: changed.replaces, entries: changed.entries.into_iter().map(entry).collect() }
}
