//! What the browser says it was asked (§5.8.1 of the standard).

use serde::Deserialize;

use crate::{Error, Result, decode};

/// To make a passkey, or to sign in by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ceremony {
    Create,
    Get,
}

impl Ceremony {
    const fn name(self) -> &'static str {
        match self {
            Self::Create => "webauthn.create",
            Self::Get => "webauthn.get",
        }
    }
}

/// Browsers may add more.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: Option<bool>,
}

/// Refuses unless the browser was asked for this, by this challenge, on a page of this origin.
pub(crate) fn check(json: &[u8], ceremony: Ceremony, challenge: &[u8], origin: &str) -> Result<()> {
    let said: ClientData =
        serde_json::from_slice(json).map_err(|_| Error::Unreadable("browser's data"))?;
    if said.r#type != ceremony.name() {
        return Err(Error::Ceremony);
    }
    // An empty challenge would be everybody's.
    if challenge.is_empty() || decode(&said.challenge).as_deref() != Some(challenge) {
        return Err(Error::Challenge);
    }
    if said.origin != origin || said.cross_origin == Some(true) {
        return Err(Error::Origin);
    }
    Ok(())
}
