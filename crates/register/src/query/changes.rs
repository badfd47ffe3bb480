//! What changed since a version, thing by thing: every row bears the version that changed it last.

use crate::store::{Found, fetch};
use crate::{Register, Result};
use sea_orm::Value;
use std::fmt;
use std::str::FromStr;

/// The kinds of things in the order in which a version tells them: what others refer to comes first.
const KINDS: [(&str, &str); 6] = [
    ("area", "code"),
    ("thoroughfare", "code"),
    ("estate", "code"),
    ("building", "code"),
    ("unit", "code"),
    ("alias", "''"),
];

/// A thing as it was changed last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The version that changed it.
    pub version: i64,
    /// `area`, `thoroughfare`, `estate`, `building`, `unit`, `alias`.
    pub kind: &'static str,
    /// Its id.
    pub id: [u8; 16],
    /// Its code; empty for an alias.
    pub code: String,
    /// Where it stands in its life now.
    pub stage: String,
}

/// How far changes were read: after a whole version, or after one thing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadTo {
    version: i64,
    /// Which kind, by its place in the order; one past the last where the version was read whole.
    kind: usize,
    id: [u8; 16],
}

impl ReadTo {
    /// All of a version and those before it.
    #[must_use]
    pub const fn whole(version: i64) -> Self {
        Self { version, kind: KINDS.len(), id: [0; 16] }
    }

    /// What comes after this in a kind's order: a condition, and its values.
    fn after(&self, kind: usize) -> (&'static str, Vec<Value>) {
        let version = Value::from(self.version);
        match kind.cmp(&self.kind) {
            std::cmp::Ordering::Less => ("version > ?1", vec![version]),
            std::cmp::Ordering::Equal => {
                ("(version, id) > (?1, ?2)", vec![version, self.id.to_vec().into()])
            }
            std::cmp::Ordering::Greater => ("version >= ?1", vec![version]),
        }
    }
}

impl fmt::Display for ReadTo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { version, kind, id } = self;
        match KINDS.get(*kind) {
            None => write!(f, "{version}"),
            Some((name, _)) => write!(f, "{version}.{name}.{:032x}", u128::from_be_bytes(*id)),
        }
    }
}

impl FromStr for ReadTo {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('.');
        let version = parts.next().unwrap_or_default().parse::<i64>().map_err(|_| ())?;
        let (kind, id) = (parts.next(), parts.next());
        match (kind, id, parts.next()) {
            (None, None, None) => Ok(Self::whole(version)),
            (Some(kind), Some(id), None) => {
                let kind = KINDS.iter().position(|(name, _)| *name == kind).ok_or(())?;
                let id = u128::from_str_radix(id, 16).map_err(|_| ())?.to_be_bytes();
                Ok(Self { version, kind, id })
            }
            _ => Err(()),
        }
    }
}

impl Register {
    /// What changed after `read`, the oldest version first, `most` things at most; and how far that reads. A thing that
    /// changed twice is told once, as it stands.
    pub async fn changes(&self, read: ReadTo, most: u32) -> Result<(Vec<Changed>, ReadTo)> {
        // What comes into sight while the kinds are read one after another is left for the next time.
        let head = self.version().await?;
        let most = most as usize;
        let mut found: Vec<(usize, Changed)> = Vec::new();
        for (at, (kind, code)) in KINDS.into_iter().enumerate() {
            let (condition, mut values) = read.after(at);
            values.extend([Value::from(head), i64::try_from(most).unwrap_or(i64::MAX).into()]);
            let (upto, limit) = (values.len() - 1, values.len());
            let sql = format!(
                "SELECT version, id, {code} AS code, stage FROM {kind}
                 WHERE {condition} AND version <= ?{upto} ORDER BY version, id LIMIT ?{limit}"
            );
            for row in fetch(&self.database, "read what changed", &sql, values).await? {
                found.push((at, changed(kind, &row)?));
            }
        }
        found.sort_by(|(a, one), (b, other)| {
            (one.version, *a, one.id).cmp(&(other.version, *b, other.id))
        });
        let cut = found.len() > most;
        found.truncate(most);
        let to = match found.last() {
            Some((kind, last)) if cut || found.len() == most => {
                ReadTo { version: last.version, kind: *kind, id: last.id }
            }
            _ => ReadTo::whole(head.max(read.version)),
        };
        Ok((found.into_iter().map(|(_, thing)| thing).collect(), to))
    }
}

fn changed(kind: &'static str, row: &Found) -> Result<Changed> {
    Ok(Changed {
        version: row.get("version")?,
        kind,
        id: row.get::<Vec<u8>>("id")?.try_into().unwrap_or_default(),
        code: row.text("code")?,
        stage: row.text("stage")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_was_read_is_written_and_read_back() {
        for read in [ReadTo::whole(7), ReadTo { version: 7, kind: 4, id: [3; 16] }] {
            assert_eq!(read.to_string().parse::<ReadTo>(), Ok(read));
        }
        for wrong in ["", "x", "7.unit", "7.street.03", "7.unit.zz", "7.unit.03.1"] {
            assert_eq!(wrong.parse::<ReadTo>(), Err(()), "{wrong}");
        }
    }
}
