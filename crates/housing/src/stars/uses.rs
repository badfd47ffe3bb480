//! `star_uses.toml`: who may use the stars of a building, and for what.

use std::sync::LazyLock;

use kernel::{Text, words};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::catalogue::TextForm;

words! {
    /// What stars are used for.
    StarUse {
        /// How often a building is inspected.
        InspectionInterval = "inspection_interval", "检查周期", "Inspection interval";
        /// What is filed of its units is handled first.
        GreenChannel = "green_channel", "绿色通道", "Green channel";
        /// They are shown to anybody.
        PublicLabel = "public_label", "公示标识", "Public label";
    }
}

/// `star_uses.toml`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UseFile {
    /// Version, counted up with every change.
    pub version: u32,
    /// The uses, each once.
    #[serde(rename = "use")]
    pub uses: Vec<UseRule>,
}

/// A use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UseRule {
    /// Which.
    pub id: StarUse,
    /// Published stars at the least; 0 where none are needed.
    pub stars: u8,
    /// Whether no hazard may be overdue.
    pub no_overdue: bool,
    /// Who may.
    #[schemars(with = "TextForm")]
    pub who: Text,
    /// For what.
    #[schemars(with = "TextForm")]
    pub what: Text,
}

/// What is known of the stars of a building.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StarState {
    /// Published stars.
    pub stars: Option<u8>,
    /// Hazards of it and its units that are overdue.
    pub overdue: u64,
}

/// The rules, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UseRules {
    file: UseFile,
}

/// The file that the program carries.
pub const STAR_USES: &str = include_str!("../../../../catalogues/housing/star_uses.toml");

static READ: LazyLock<Result<UseRules, String>> = LazyLock::new(|| UseRules::read(STAR_USES));

impl UseRule {
    /// What it needs, in words.
    #[must_use]
    pub fn condition(&self) -> Text {
        let stars = match self.stars {
            0 => Text::new("有无星级均可", "with stars or without"),
            5 => Text::new("五星", "5 stars"),
            1 => Text::new("已公示星级", "published stars"),
            n => Text::new(format!("{n} 星及以上"), format!("{n} stars or more")),
        };
        if self.no_overdue {
            Text::new(
                format!("{}，且没有逾期隐患", stars.zh),
                format!("{}, and no hazard overdue", stars.en),
            )
        } else {
            stars
        }
    }
}

impl UseRules {
    /// The rules that the program carries; the fault in words where they contradict each other, which a test excludes.
    pub fn built_in() -> Result<&'static Self, String> {
        READ.as_ref().map_err(Clone::clone)
    }

    /// Reads rules; the fault in words.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: UseFile = toml::from_str(text).map_err(|error| format!("star uses: {error}"))?;
        for needed in StarUse::ALL {
            if file.uses.iter().filter(|rule| rule.id == *needed).count() != 1 {
                return Err(format!("star uses: `{}` once", needed.name()));
            }
        }
        for rule in &file.uses {
            let id = rule.id.name();
            rule.who.said(id)?;
            rule.what.said(id)?;
            if rule.stars > 5 {
                return Err(format!("{id}: five stars at the most"));
            }
            // Whoever lets in a building of few stars waits no longer than its turn; nothing else is held against them.
            if rule.id == StarUse::InspectionInterval && (rule.stars > 0 || rule.no_overdue) {
                return Err(format!("{id}: every building is inspected"));
            }
            if rule.id == StarUse::GreenChannel && !rule.no_overdue {
                return Err(format!("{id}: not while a hazard is overdue"));
            }
            if rule.id != StarUse::InspectionInterval && rule.stars == 0 {
                return Err(format!("{id}: it needs stars"));
            }
        }
        Ok(Self { file })
    }

    /// The rules as they are published.
    #[must_use]
    pub const fn published(&self) -> &UseFile {
        &self.file
    }

    /// Whether stars may be used so: why, or what is lacking. The one place where it is answered.
    pub fn may_use(&self, state: StarState, of: StarUse) -> Result<Text, Text> {
        let Some(rule) = self.file.uses.iter().find(|rule| rule.id == of) else {
            return Err(Text::new("没有这种用途", "There is no such use"));
        };
        if state.stars.unwrap_or(0) < rule.stars {
            return Err(Text::new(
                format!("需要{}", rule.condition().zh),
                format!("It needs {}", rule.condition().en),
            ));
        }
        if rule.no_overdue && state.overdue > 0 {
            return Err(Text::new("楼栋有逾期隐患", "A hazard of the building is overdue"));
        }
        Ok(match state.stars {
            Some(n) => Text::new(
                format!("楼栋已公示 {n} 星（要求：{}）", rule.condition().zh),
                format!("The building has {n} published stars (needed: {})", rule.condition().en),
            ),
            None => rule.condition(),
        })
    }
}
