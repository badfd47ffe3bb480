//! What a reader chose: kinds × channels, and quiet hours.

use access::Principal;

use crate::{Channel, Error, Kind, Messages, Quiet, Result, store, store::choices::Chosen};

/// One kind on one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The kind.
    pub kind: String,
    /// The channel.
    pub channel: Channel,
    /// Whether it is wanted.
    pub wanted: bool,
}

/// All that a reader chose, or that holds until they do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Every kind on every channel, in the order of the catalogue.
    pub choices: Vec<Choice>,
    /// When nothing that can wait is sent.
    pub quiet: Option<Quiet>,
}

/// Whether a kind is wanted on a channel.
pub(crate) fn wanted(kind: &Kind, channel: Channel, chosen: &[Chosen]) -> bool {
    let own = chosen.iter().find(|(of, on, _)| *of == kind.id && *on == channel);
    own.map_or_else(|| kind.channels.contains(&channel), |(_, _, wanted)| *wanted)
}

impl Messages {
    /// What one chose.
    pub async fn choices(&self, principal: &Principal) -> Result<Choices> {
        let (chosen, quiet) = store::choices::all(&self.database, principal.account).await?;
        let of_kind = |kind: &Kind| {
            let choice = |channel: &Channel| Choice {
                kind: kind.id.clone(),
                channel: *channel,
                wanted: wanted(kind, *channel, &chosen),
            };
            Channel::ALL.iter().map(choice).collect::<Vec<_>>()
        };
        Ok(Choices { choices: self.catalogue.kinds.iter().flat_map(of_kind).collect(), quiet })
    }

    /// Chooses: what is not named holds as the catalogue has it.
    pub async fn choose(&self, principal: &Principal, choices: &Choices) -> Result<()> {
        let mut chosen: Vec<Chosen> = Vec::new();
        for Choice { kind, channel, wanted } in &choices.choices {
            self.catalogue.kind(kind)?;
            if chosen.iter().any(|(of, on, _)| of == kind && on == channel) {
                return Err(Error::NoKind(format!("{kind} twice")));
            }
            chosen.push((kind.clone(), *channel, *wanted));
        }
        let of = principal.account;
        let mut unit = self.database.begin().await?;
        store::choices::set(&mut unit, of, &chosen, choices.quiet).await?;
        let subject = format!("account:{of}");
        self.record(&mut unit, "message.choose", Some(of), subject, "{}".to_owned()).await?;
        Ok(unit.commit().await?)
    }
}
