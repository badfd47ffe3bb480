//! Things of areas and buildings: organisations and events, counted and told by place. Nobody is named or counted.

use std::collections::BTreeMap;

use kernel::{AreaPath, Id};

use crate::{Blocks, Organisation, Result, store};

/// What is known of a place besides its people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Things {
    /// Organisations that are joined to it, by name.
    pub organisations: Vec<(Id<Organisation>, String)>,
    /// Events there.
    pub events: u64,
}

impl Blocks {
    /// How many organisations are joined to a place in `area`, and how many events were there.
    ///
    /// It looks at every place of the area: for a community some tens of thousands.
    pub async fn counts_in(&self, area: &AreaPath) -> Result<(u64, u64)> {
        let generation = store::generation(self.database()).await?;
        store::things::in_area(self.database(), generation, area).await
    }

    /// What is known of each of these places; one of which nothing is known is absent.
    pub async fn things_of(&self, places: &[[u8; 16]]) -> Result<BTreeMap<[u8; 16], Things>> {
        let generation = store::generation(self.database()).await?;
        let mut found: BTreeMap<[u8; 16], Things> = BTreeMap::new();
        for at in store::things::organisations_at(self.database(), generation, places).await? {
            found.entry(at.place).or_default().organisations.push((at.organisation, at.name));
        }
        for (place, events) in store::things::events_at(self.database(), generation, places).await?
        {
            found.entry(place).or_default().events = events;
        }
        Ok(found)
    }
}
