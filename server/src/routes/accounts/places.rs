//! The names of areas where roles hold.

use std::collections::BTreeMap;

use kernel::{AreaPath, Text};

use crate::{AppState, Problem, routes::register::register};

/// What areas are called, by their paths; those that the register does not hold are absent.
pub(crate) struct Places(BTreeMap<AreaPath, Text>);

impl Places {
    /// Looks the names of `areas` up.
    pub(crate) async fn of(
        state: &AppState,
        areas: impl Iterator<Item = &AreaPath> + Send,
    ) -> Result<Self, Problem> {
        let mut names = BTreeMap::new();
        let register = register(state);
        for area in areas {
            if area.as_str().is_empty() || names.contains_key(area) {
                continue;
            }
            if let Some(found) = register.area_at(area).await? {
                let name = found.area.name;
                names.insert(area.clone(), Text::new(name.zh, name.en));
            }
        }
        Ok(Self(names))
    }

    /// What an area is called: its code where the register does not hold it.
    pub(crate) fn name(&self, area: &AreaPath) -> Text {
        if area.as_str().is_empty() {
            return Text::new("全部区域", "The whole installation");
        }
        let code = || Text::new(area.as_str(), area.as_str());
        self.0.get(area).cloned().unwrap_or_else(code)
    }
}
