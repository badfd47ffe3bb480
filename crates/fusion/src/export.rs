//! `export links`: which person, organisation and address each record was found to be, as CSV.
//!
//! The export is a read of everyone in the blocks: one batch grant, one entry on the log, before a line is written.

use std::{
    collections::HashSet,
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use access::{BatchGrant, BatchRequest, Purpose};
use blocks::{Blocks, EndKind, MentionRow};

use crate::{
    Context, FusionError,
    day::CHANGED,
    gazetteer::SourceKeys,
    lake::{Fields, Generation, open_parquet},
    truth::Found,
};

/// Mentions read at once.
const PAGE: u32 = 20_000;

/// How many lines each file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Lines of people.csv.
    pub people: u64,
    /// Lines of organisations.csv.
    pub organisations: u64,
    /// Lines of addresses.csv.
    pub addresses: u64,
}

/// Writes `people.csv` (`record_id`, `role`, `person_id`), `organisations.csv` (`record_id`, `role`,
/// `organisation_id`) and `addresses.csv` (`record_id`, `role`, `class`, `address_id` as in the register's source)
/// into `out`.
pub async fn export_links(context: &Context, out: &Path) -> Result<Exported, FusionError> {
    let grant = grant(context, "export links").await?;
    fs::create_dir_all(out).map_err(FusionError::file(out))?;
    let blocks = Blocks::new(context.database.clone());
    let mut exported = Exported::default();
    for (kind, name, header, count) in [
        (EndKind::Person, "people.csv", "record_id,role,person_id", &mut exported.people),
        (
            EndKind::Organisation,
            "organisations.csv",
            "record_id,role,organisation_id",
            &mut exported.organisations,
        ),
    ] {
        let mut csv = Csv::create(&out.join(name), header)?;
        each_mention(&blocks, &grant, kind, |mention| {
            let id = kernel::Id::<blocks::Run>::from_bytes(mention.entity.id).to_string();
            csv.line(&[&mention.evidence.record, &mention.role, &id])
        })
        .await?;
        *count = csv.finish()?;
    }
    let mut csv = Csv::create(&out.join("addresses.csv"), "record_id,role,class,address_id")?;
    let keys = SourceKeys::read(context).await?;
    each_address(context, |record, role, class, place| {
        let address = place.and_then(|place| keys.of(place)).unwrap_or_default();
        csv.line(&[record, role, class, address])
    })?;
    exported.addresses = csv.finish()?;
    Ok(exported)
}

/// What the current generation found, for a comparison with a truth.
pub(crate) async fn found(context: &Context) -> Result<Found, FusionError> {
    let grant = grant(context, "compare with the truth").await?;
    let blocks = Blocks::new(context.database.clone());
    let mut found = Found::default();
    for kind in [EndKind::Person, EndKind::Organisation] {
        each_mention(&blocks, &grant, kind, |mention| {
            found.take_entity(kind, &mention.evidence.record, &mention.role, mention.entity.id);
            Ok(())
        })
        .await?;
    }
    let keys = SourceKeys::read(context).await?;
    each_address(context, |record, role, class, place| {
        found.take_address(record, role, class, place.and_then(|place| keys.of(place)));
        Ok(())
    })?;
    Ok(found.in_order())
}

async fn grant(context: &Context, run: &str) -> Result<BatchGrant, FusionError> {
    let request = BatchRequest {
        purpose: Purpose::DataQuality,
        run: run.to_owned(),
        tables: vec!["block_mention".to_owned()],
        columns: vec!["block_mention.entity_id".to_owned()],
    };
    Ok(context.access.batch_grant(request).await?)
}

async fn each_mention(
    blocks: &Blocks,
    grant: &BatchGrant,
    kind: EndKind,
    mut each: impl FnMut(&MentionRow) -> Result<(), FusionError>,
) -> Result<(), FusionError> {
    let mut after: Option<MentionRow> = None;
    loop {
        let page = blocks.mentions(grant, kind, after.as_ref(), PAGE).await?;
        for mention in &page {
            each(mention)?;
        }
        match page.into_iter().next_back() {
            None => return Ok(()),
            last => after = last,
        }
    }
}

fn each_address(
    context: &Context,
    mut each: impl FnMut(&str, &str, &str, Option<&str>) -> Result<(), FusionError>,
) -> Result<(), FusionError> {
    let Some(generation) = Generation::newest(&context.data.join("lake"))? else { return Ok(()) };
    let mut folders = generation.days()?;
    folders.insert(0, generation.folder);
    // The newest first: what a day said of a record stands for what was said before.
    let mut later: HashSet<(String, String)> = HashSet::new();
    for folder in folders.iter().rev() {
        let addresses = folder.join("standardise/addresses");
        // A day of judgements alone has none.
        let batches = addresses.exists().then(|| open_parquet(&addresses)).transpose()?;
        for batch in batches.into_iter().flatten() {
            let batch = batch.map_err(FusionError::arrow("export"))?;
            for row in 0..batch.num_rows() {
                let fields = Fields::new(&batch, row);
                let text = |column| fields.text(column).unwrap_or_default();
                // Before the first day nothing is, and no name need be copied to look.
                let is_told = !later.is_empty()
                    && later.contains(&(text("source").to_owned(), text("record").to_owned()));
                if !is_told {
                    each(text("record"), text("role"), text("class"), fields.text("place"))?;
                }
            }
        }
        let changed = folder.join(CHANGED);
        if changed.exists() {
            for batch in open_parquet(&changed)? {
                let batch = batch.map_err(FusionError::arrow("export"))?;
                later.extend((0..batch.num_rows()).filter_map(|row| {
                    let fields = Fields::new(&batch, row);
                    Some((fields.text("source")?.to_owned(), fields.text("record")?.to_owned()))
                }));
            }
        }
    }
    Ok(())
}

/// A CSV file, written beside its name and renamed when it is whole; gone when it breaks off before.
struct Csv {
    path: PathBuf,
    beside: PathBuf,
    out: BufWriter<File>,
    lines: u64,
    is_whole: bool,
}

impl Drop for Csv {
    fn drop(&mut self) {
        if !self.is_whole {
            drop(fs::remove_file(&self.beside));
        }
    }
}

impl Csv {
    fn create(path: &Path, header: &str) -> Result<Self, FusionError> {
        let beside = path.with_extension("partial");
        let file = File::create(&beside).map_err(FusionError::file(&beside))?;
        let out = BufWriter::new(file);
        let mut csv = Self { path: path.to_owned(), beside, out, lines: 0, is_whole: false };
        csv.put(header)?;
        Ok(csv)
    }

    fn line(&mut self, cells: &[&str]) -> Result<(), FusionError> {
        self.lines += 1;
        let quoted: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        self.put(&quoted.join(","))
    }

    fn put(&mut self, line: &str) -> Result<(), FusionError> {
        writeln!(self.out, "{line}").map_err(FusionError::file(&self.beside))
    }

    fn finish(mut self) -> Result<u64, FusionError> {
        self.out.flush().map_err(FusionError::file(&self.beside))?;
        fs::rename(&self.beside, &self.path).map_err(FusionError::file(&self.path))?;
        self.is_whole = true;
        Ok(self.lines)
    }
}

/// RFC 4180.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_breaks_off_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut csv = Csv::create(&folder.path().join("people.csv"), "record_id,role").unwrap();
        csv.line(&["1", "holder"]).unwrap();
        drop(csv);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_whole_file_stands_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("people.csv");
        let mut csv = Csv::create(&path, "record_id,role").unwrap();
        csv.line(&["1", "holder, \"first\""]).unwrap();
        assert_eq!(csv.finish().unwrap(), 1);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text, "record_id,role\n1,\"holder, \"\"first\"\"\"\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
