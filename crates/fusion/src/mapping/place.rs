//! `fusion.toml`: what holds for all mappings of a folder.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What holds for all mappings of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The address profile: `cn`, `us` or `ca`.
    pub profile: String,
    /// A table of addresses that comes with the sources, under the sources folder: imported into the register first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<String>,
    /// Where the truth stands, for a comparison after the run; the run itself never reads it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub truth: Vec<TruthTable>,
}

/// Tables of the truth: for a record and a role, who, which organisation and which address it really is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TruthTable {
    /// The files under the truth folder; `*` stands for any characters of a name.
    pub files: String,
    /// Column of the record.
    pub record: String,
    /// The role the columns speak of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Column of the role, where each row names its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role_column: Option<String>,
    /// Column of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Column of the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Column of the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The address role that the address column speaks of; the role itself where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address_role: Option<String>,
}
