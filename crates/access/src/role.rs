//! Roles and where they hold.

use std::{fmt, str::FromStr};

use kernel::{AreaPath, Text};
use serde::{Deserialize, Serialize};

/// What somebody is to the district. Policies say what a role may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Keeps accounts and configuration; sees no person.
    Administrator,
    /// Keeps mappings and runs; sees no person.
    DataEngineer,
    /// Reads the log of reads.
    Auditor,
    /// Works for the whole district.
    DistrictOfficer,
    /// Works for one street (subdistrict).
    StreetOfficer,
    /// Works one grid.
    GridWorker,
    /// Police and enforcement: works cases like any office, searches no one.
    EnforcementOfficer,
    /// Lives here.
    Resident,
    /// A program of another office: sends what it may, reads nothing.
    System,
}

impl Role {
    /// Every role.
    pub const ALL: &[Self] = &[
        Self::Administrator,
        Self::DataEngineer,
        Self::Auditor,
        Self::DistrictOfficer,
        Self::StreetOfficer,
        Self::GridWorker,
        Self::EnforcementOfficer,
        Self::Resident,
        Self::System,
    ];

    /// Its name in policies, the database and interfaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::DataEngineer => "data_engineer",
            Self::Auditor => "auditor",
            Self::DistrictOfficer => "district_officer",
            Self::StreetOfficer => "street_officer",
            Self::GridWorker => "grid_worker",
            Self::EnforcementOfficer => "enforcement_officer",
            Self::Resident => "resident",
            Self::System => "system",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn label(self) -> Text {
        match self {
            Self::Administrator => Text::new("系统管理员", "Administrator"),
            Self::DataEngineer => Text::new("数据工程师", "Data engineer"),
            Self::Auditor => Text::new("审计员", "Auditor"),
            Self::DistrictOfficer => Text::new("区级工作人员", "District officer"),
            Self::StreetOfficer => Text::new("街道工作人员", "Street officer"),
            Self::GridWorker => Text::new("网格员", "Grid worker"),
            Self::EnforcementOfficer => Text::new("执法人员", "Enforcement officer"),
            Self::Resident => Text::new("居民", "Resident"),
            Self::System => Text::new("外部系统", "Another office's system"),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text that names no role.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a role")]
pub struct UnknownRole(String);

impl FromStr for Role {
    type Err = UnknownRole;
    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        let found = Self::ALL.iter().find(|role| role.name() == text);
        found.copied().ok_or_else(|| UnknownRole(text.chars().take(64).collect()))
    }
}

/// A role, held within an area.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Assignment {
    /// The role.
    pub role: Role,
    /// Where it holds; the whole installation where the path is empty.
    pub area: AreaPath,
}

impl Assignment {
    /// `role` within `area`.
    #[must_use]
    pub const fn new(role: Role, area: AreaPath) -> Self {
        Self { role, area }
    }
}
