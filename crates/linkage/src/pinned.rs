//! A trained model that outlives its run: saved, loaded, and applied to other records without training.

use std::path::Path;
use std::sync::Arc;

use datafusion::prelude::SessionContext;
use serde::{Deserialize, Serialize};

use crate::error::{LinkageError, Result};
use crate::explain::Explanation;
use crate::frequencies::{Frequencies, Printing, fingerprint};
use crate::model::Model;
use crate::rows::Rows;
use crate::run::{Outcome, apply, explain_rows, write};
use crate::settings::Settings;
use crate::standardise::{Input, standardise_pinned};

/// A model with all that its answers depend on. Under one pinned model the weight of a pair depends on
/// its two records alone, so records may come in any order and in any number of runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PinnedModel {
    /// Fingerprint of settings, model, frequencies and left-out keys, 32 hexadecimal digits.
    pub version: String,
    /// The settings that the model was trained under.
    #[serde(with = "exact")]
    pub settings: Settings,
    /// m, u, priors and sharing.
    #[serde(with = "exact")]
    pub model: Model,
    /// Value frequencies of the training run: millions, shared by all that the model links.
    pub frequencies: Arc<Frequencies>,
    /// By blocking rule: fingerprints of the keys whose blocks were too large when the model was
    /// trained. They stay left out, and no other block is, however it grows.
    pub left_out: Vec<Vec<String>>,
}

impl PinnedModel {
    pub(crate) fn of(rows: &Rows, settings: &Settings, model: &Model) -> Result<Self> {
        let left_out = rows.skipped.iter().map(|s| s.keys.iter().map(|k| key_hash(k)).collect());
        let mut pinned = Self {
            version: String::new(),
            settings: Settings { threads: 0, ..settings.clone() },
            model: model.clone(),
            frequencies: Arc::new(Frequencies::of(rows, settings)),
            left_out: left_out.collect(),
        };
        pinned.version = pinned.fingerprint()?;
        Ok(pinned)
    }

    fn fingerprint(&self) -> Result<String> {
        let parts = (&self.settings, &self.model, &self.frequencies, &self.left_out);
        let mut printing = Printing::begin();
        serde_json::to_writer(&mut printing, &parts)?;
        Ok(format!("{:032x}", printing.end()))
    }

    /// Writes the model as JSON, whole or not at all.
    pub fn save(&self, path: &Path) -> Result<()> {
        crate::output::whole(path, &(serde_json::to_string(self)? + "\n"))
    }

    /// Reads a saved model; one that was changed since is refused.
    pub fn load(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| LinkageError::File { path: path.to_path_buf(), source })?;
        let model: Self = serde_json::from_str(&text)?;
        drop(text);
        model.settings.check()?;
        if model.fingerprint()? == model.version {
            Ok(model)
        } else {
            Err(LinkageError::ModelChanged { path: path.to_path_buf() })
        }
    }

    /// Blocks, scores and clusters the records of these tables. The clusters of a set of records that
    /// holds everything their pairs lead to are the clusters a run over all records would give them.
    pub async fn link(&self, context: &SessionContext, inputs: &[Input]) -> Result<Outcome> {
        apply(context, self, inputs, 0).await
    }

    /// As [`Self::link`], and writes what [`crate::link`] writes into a folder.
    pub async fn link_into(
        &self,
        context: &SessionContext,
        inputs: &[Input],
        out: &Path,
    ) -> Result<Outcome> {
        write(self.link(context, inputs).await?, &self.settings, out)
    }

    /// Scores new records against existing ones and among each other: [`Outcome::pairs`] holds every
    /// pair at or above the output probability with a new record in it; its clusters are those of
    /// these pairs alone. A record's id says which it is: it occurs in one of the two only.
    pub async fn link_new(
        &self,
        context: &SessionContext,
        existing: &[Input],
        new: &[Input],
    ) -> Result<Outcome> {
        let inputs: Vec<Input> = existing.iter().chain(new).cloned().collect();
        apply(context, self, &inputs, existing.len()).await
    }

    /// Why two records match or do not, whether or not a blocking rule finds them. The tables hold
    /// the two records, and need hold no other.
    pub async fn explain(
        &self,
        context: &SessionContext,
        inputs: &[Input],
        left: &str,
        right: &str,
    ) -> Result<Explanation> {
        let rows = standardise_pinned(context, self, inputs, 0).await?;
        let row = |id: &str| rows.row(id).ok_or_else(|| LinkageError::NoRecord { id: id.into() });
        let pair = [(row(left)?, row(right)?)];
        let frequencies = Some(self.frequencies.as_ref());
        let mut told = explain_rows(&rows, &self.settings, &self.model, frequencies, &pair)?;
        told.pop().ok_or_else(|| LinkageError::NoRecord { id: left.into() })
    }
}

/// Fingerprint of one block's keys.
pub(crate) fn key_hash(keys: &[String]) -> String {
    format!("{:032x}", fingerprint(keys.join("\u{1f}").as_bytes()))
}

/// Parts written as TOML text inside the JSON: its numbers come back to the last bit.
mod exact {
    use serde::de::{DeserializeOwned, Error as _};
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<T, S>(part: &T, to: S) -> Result<S::Ok, S::Error>
    where
        T: Serialize,
        S: Serializer,
    {
        to.serialize_str(&toml::to_string(part).map_err(S::Error::custom)?)
    }

    pub(super) fn deserialize<'de, T, D>(from: D) -> Result<T, D::Error>
    where
        T: DeserializeOwned,
        D: Deserializer<'de>,
    {
        toml::from_str(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}
