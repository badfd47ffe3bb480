//! A register that is a table: a row an address, its parts in columns or in one.

use std::path::Path;

use address::{ComponentKind, IndexBuilder, Profile, RegisterEntry};
use anyhow::{Context as _, Result, bail};
use kernel::Point4326;
use tables::{Column, Options, Row, Table};

use crate::terminal::Terminal;

/// Names of the column that holds an address's own id.
const IDS: &[&str] = &["address_id", "unit_code", "code", "id"];
/// Names of the column that holds the whole address.
const LINES: &[&str] = &["address", "full_address", "地址", "详细地址"];

/// Builds the wash index of the table at `path` into `out`.
pub(super) fn index(path: &Path, profile: &Profile, out: &Path, terminal: &Terminal) -> Result<()> {
    terminal.stage("index", 0);
    let mut table = tables::open(path, &Options::default())?;
    let layout = Layout::of(&table, profile)?;
    let mut builder = IndexBuilder::new(profile, "file");
    for (id, row) in (0_u64..).zip(table.by_ref()) {
        let row = row?;
        builder
            .add(&layout.entry(id, &row, profile))
            .with_context(|| format!("{}: row {}", path.display(), row.number))?;
        terminal.advance(1);
    }
    builder.finish(out).context("write the wash index")?;
    Ok(())
}

/// Whether a part alone may lead to an address.
const fn is_name(kind: ComponentKind) -> bool {
    matches!(kind, ComponentKind::Road | ComponentKind::Estate | ComponentKind::Poi)
}

struct Layout {
    id: usize,
    line: Option<usize>,
    parts: Vec<(ComponentKind, usize)>,
    point: Option<(usize, usize)>,
}

impl Layout {
    fn of(table: &Table, profile: &Profile) -> Result<Self> {
        let place =
            |names: &[&str]| names.iter().find_map(|name| table.position(&Column::named([*name])));
        let Some(id) = place(IDS) else {
            bail!(
                "{}: no column holds the address's id: name one {}",
                table.file(),
                IDS.join(", ")
            );
        };
        let parts: Vec<_> = (0..)
            .zip(table.headers())
            .filter(|(at, _)| *at != id)
            .filter_map(|(at, name)| Some((ComponentKind::of_column(name, profile)?, at)))
            .collect();
        // A town or a postcode beside the whole address says nothing without it.
        let line = place(LINES).filter(|_| !parts.iter().any(|(kind, _)| is_name(*kind)));
        if parts.is_empty() && line.is_none() {
            bail!(
                "{}: no column holds an address or a part of one: name one {}, or its parts street_number, street_name …",
                table.file(),
                LINES.join(", ")
            );
        }
        let point = place(&["lon", "longitude"]).zip(place(&["lat", "latitude"]));
        Ok(Self { id, line, parts, point })
    }

    fn entry(&self, id: u64, row: &Row, profile: &Profile) -> RegisterEntry {
        let components = if let Some(at) = self.line {
            let read = address::parse(profile, row.get(at)).components.into_iter();
            read.map(|part| (part.kind, part.text)).collect()
        } else {
            let fields = self.parts.iter().map(|(kind, at)| (*kind, row.get(*at)));
            address::parts(profile, &fields.collect::<Vec<_>>())
        };
        let number = |at: usize| row.get(at).parse::<f64>().ok();
        let point = self.point.and_then(|(lon, lat)| Point4326::new(number(lon)?, number(lat)?));
        let code = row.get(self.id).to_owned();
        RegisterEntry { id, code, components, point, current: true, ..RegisterEntry::default() }
    }
}
