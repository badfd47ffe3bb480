//! Reads a folder of mapping files.

use std::{
    fs,
    path::{Path, PathBuf},
};

use address::Profile;
use kernel::Text;
use linkage::Settings;
use serde::Deserialize;

use super::{Mapping, Place, check};
use crate::{
    FusionError,
    signals::{is_signal, parse_signal_mapping},
};

/// A folder of mapping files and what stands beside them.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// The folder.
    pub folder: PathBuf,
    /// What holds for the whole folder (`fusion.toml`).
    pub place: Place,
    /// The mappings, by source, with the text of each file.
    pub mappings: Vec<(Mapping, String)>,
    /// How people are linked (`people.toml`), where the folder says so.
    pub people: Option<Settings>,
    /// How organisations are linked (`organisations.toml`), where the folder says so.
    pub organisations: Option<Settings>,
}

/// Reads every mapping of `folder`, checks each, and orders them by source.
pub fn load_bundle(folder: &Path) -> Result<Bundle, FusionError> {
    let listed = fs::read_dir(folder)
        .map_err(|cause| FusionError::Folder { folder: folder.to_owned(), cause })?;
    let mut files: Vec<PathBuf> = listed
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    let mut bundle = Bundle {
        folder: folder.to_owned(),
        place: Place::default(),
        mappings: Vec::new(),
        people: None,
        organisations: None,
    };
    let mut has_place = false;
    for path in files {
        let text = read(&path)?;
        match path.file_name().and_then(|name| name.to_str()) {
            Some("fusion.toml") => {
                bundle.place = parse_place(&path, &text)?;
                has_place = true;
            }
            Some("people.toml") => bundle.people = Some(parse(&path, &text)?),
            Some("organisations.toml") => bundle.organisations = Some(parse(&path, &text)?),
            // Signals come by a door of their own and never into the lake.
            _ if is_signal(&text) => drop(parse_signal_mapping(&path, &text)?),
            _ => bundle.mappings.push((parse_mapping(&path, &text)?, text)),
        }
    }
    if !has_place || bundle.mappings.is_empty() {
        let missing = if has_place { "a mapping file" } else { "fusion.toml" };
        return Err(FusionError::EmptyBundle { folder: folder.to_owned(), missing });
    }
    bundle.mappings.sort_by(|a, b| a.0.source.cmp(&b.0.source));
    if let Some(pair) = bundle.mappings.windows(2).find(|pair| pair[0].0.source == pair[1].0.source)
    {
        return Err(FusionError::SameSource { source_id: pair[0].0.source.clone() });
    }
    Ok(bundle)
}

/// Reads `fusion.toml`; a profile that is not there is not taken for another country's.
fn parse_place(path: &Path, text: &str) -> Result<Place, FusionError> {
    let place: Place = parse(path, text)?;
    let named = &place.profile;
    if Profile::named(named).is_none() {
        let what = Text::new(
            format!("没有名为 `{named}` 的地址格式：profile 请用 cn、us 或 ca"),
            format!("there is no profile `{named}`: use cn, us or ca"),
        );
        return Err(FusionError::Mapping { file: path.to_owned(), what });
    }
    Ok(place)
}

/// Reads and checks one mapping.
pub fn parse_mapping(path: &Path, text: &str) -> Result<Mapping, FusionError> {
    let mapping: Mapping = parse(path, text)?;
    check(path, &mapping)?;
    Ok(mapping)
}

fn read(path: &Path) -> Result<String, FusionError> {
    fs::read_to_string(path).map_err(|cause| FusionError::File { file: path.to_owned(), cause })
}

fn parse<T: for<'de> Deserialize<'de>>(path: &Path, text: &str) -> Result<T, FusionError> {
    toml::from_str(text)
        .map_err(|cause| FusionError::Toml { file: path.to_owned(), cause: Box::new(cause) })
}
