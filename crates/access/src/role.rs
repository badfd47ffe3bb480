//! Roles and where they hold.

use std::{fmt, str::FromStr, sync::LazyLock};

use kernel::{AreaPath, Text};
use serde::{Deserialize, Serialize};

macro_rules! roles {
    ($($(#[$doc:meta])+ $variant:ident = $name:literal;)+) => {
        /// What somebody is to the district. Policies say what a role may do; its template
        /// (`catalogues/roles.toml`) says what it is called, who holds it and where.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Role {
            $($(#[$doc])+ #[serde(rename = $name)] $variant,)+
        }

        impl Role {
            /// Every role.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its name in policies, the database and interfaces.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

roles! {
    /// Keeps accounts and configuration; sees no person.
    Administrator = "administrator";
    /// Keeps mappings and runs; sees no person.
    DataEngineer = "data_engineer";
    /// Reads the log of reads.
    Auditor = "auditor";
    /// Works for the whole district.
    DistrictOfficer = "district_officer";
    /// Works for one street (subdistrict).
    StreetOfficer = "street_officer";
    /// Works for one community, as a street officer does for a street.
    CommunityOfficer = "community_officer";
    /// Works one grid.
    GridWorker = "grid_worker";
    /// Inspects housing on a case or a task.
    Inspector = "inspector";
    /// Enforcement: works cases like any office, searches no one.
    EnforcementOfficer = "enforcement_officer";
    /// Police of a community: as enforcement.
    CommunityPolice = "community_police";
    /// Runs buildings for their owners.
    PropertyManager = "property_manager";
    /// Brokers tenancies.
    Agency = "agency";
    /// Houses its workers.
    Employer = "employer";
    /// Lets dwellings.
    Landlord = "landlord";
    /// Lives here.
    Resident = "resident";
    /// A program of another office: sends what it may, reads nothing.
    System = "system";
}

/// Who holds a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoleKind {
    /// Somebody who works for the district.
    Staff,
    /// Somebody who lives or lets here.
    Resident,
    /// An outside organisation.
    Partner,
    /// A program.
    Service,
}

/// What `catalogues/roles.toml` says of a role.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleTemplate {
    /// The role.
    pub id: Role,
    /// Who holds it.
    pub kind: RoleKind,
    /// The level of the area tree at which it is usually held.
    pub level: String,
    /// Roles whose policies hold for it too.
    #[serde(default)]
    pub works_as: Vec<Role>,
    /// Whether its holders are to have a second factor, where the installation holds them to it.
    #[serde(default)]
    pub second_factor: bool,
    /// Its name for people.
    pub title: Text,
    /// What its holder does, in a sentence.
    pub does: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    role: Vec<RoleTemplate>,
}

static TEMPLATES: LazyLock<Vec<RoleTemplate>> = LazyLock::new(|| {
    let read: Result<Catalogue, _> = toml::from_str(include_str!("../../../catalogues/roles.toml"));
    // The file is part of the program; the test below reads it.
    read.map(|catalogue| catalogue.role).unwrap_or_default()
});

impl Role {
    /// Every template, in the order of the catalogue.
    #[must_use]
    pub fn templates() -> &'static [RoleTemplate] {
        &TEMPLATES
    }

    /// Its template.
    #[must_use]
    pub fn template(self) -> Option<&'static RoleTemplate> {
        TEMPLATES.iter().find(|template| template.id == self)
    }

    /// Its name for people.
    #[must_use]
    pub fn label(self) -> Text {
        self.template()
            .map_or_else(|| Text::new(self.name(), self.name()), |found| found.title.clone())
    }

    /// Whether its template asks its holders for a second factor.
    #[must_use]
    pub fn asks_second_factor(self) -> bool {
        self.template().is_some_and(|template| template.second_factor)
    }

    /// Itself and the roles it works as: those whose policies hold for it.
    pub fn weighed_as(self) -> impl Iterator<Item = Self> {
        let others = self.template().map_or(&[][..], |template| &template.works_as);
        std::iter::once(self).chain(others.iter().copied())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_one_template_in_both_languages() {
        let said: Vec<Role> = Role::templates().iter().map(|template| template.id).collect();
        for role in Role::ALL {
            assert_eq!(said.iter().filter(|id| *id == role).count(), 1, "{role}");
        }
        for template in Role::templates() {
            for text in [&template.title, &template.does] {
                assert!(!text.zh.is_empty() && !text.en.is_empty(), "{}", template.id);
            }
            let levels = ["district", "street", "community", "grid"];
            assert!(levels.contains(&template.level.as_str()), "{}", template.id);
            // One step deep, so that who may do what can be read off the page.
            for other in &template.works_as {
                assert!(other.template().unwrap().works_as.is_empty(), "{}", template.id);
            }
            // Whoever works as another owes what that one owes.
            let owes = template.works_as.iter().any(|other| other.asks_second_factor());
            assert!(template.second_factor || !owes, "{}", template.id);
            // Nobody who lives here is kept from their own data.
            let lives_here = template.kind == RoleKind::Resident;
            assert!(!(lives_here && template.second_factor), "{}", template.id);
        }
    }
}
