//! ID tokens (`OpenID` Connect Core 1.0, sections 2 and 3.1.3.7; RFC 7515).

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::Instant;
use serde::Deserialize;

use crate::{Keys, keys::Algorithm};

/// Longest token, bytes.
const LONGEST: usize = 16 * 1024;
/// Longest name of a subject, by the standard.
const LONGEST_SUBJECT: usize = 255;
/// Clocks may differ by this, seconds.
const LEEWAY_S: i64 = 60;
/// A token was made at most this long ago, seconds: it is fetched at once.
const OLDEST_S: i64 = 600;
/// What `amr` says where more than one factor was asked for (RFC 8176).
const MANY_FACTORS: &str = "mfa";

/// What an ID token must say to be taken.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// Whose it is.
    pub issuer: &'a str,
    /// Whom it is for.
    pub client_id: &'a str,
    /// Which sign-on it was made for.
    pub nonce: &'a str,
    /// Values of `acr` that stand for two factors.
    pub strong_acr: &'a [String],
    /// The present.
    pub now: Instant,
}

/// Why an ID token is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It is no signed token, or too long.
    #[error("it cannot be read")]
    Shape,
    /// It is not signed, or by an algorithm that is not taken.
    #[error("it is not signed by an algorithm that is taken")]
    Algorithm,
    /// The key that it names is not among the provider's.
    #[error("it is signed by a key that the provider does not show")]
    UnknownKey,
    /// The signature is not by that key.
    #[error("its signature is not the provider's")]
    Signature,
    /// Another provider made it.
    #[error("it is another issuer's")]
    Issuer,
    /// It is for somebody else.
    #[error("it was made for another client")]
    Audience,
    /// It is over, or from another time.
    #[error("its time is over, or has not come; compare the clocks of both machines")]
    Time,
    /// It was made for another sign-on.
    #[error("it was made for another sign-on")]
    Nonce,
    /// It names nobody.
    #[error("it names nobody")]
    Subject,
}

/// Somebody whom a provider vouches for. Only [`verify`] makes one.
#[derive(Clone, PartialEq, Eq)]
pub struct Verified {
    issuer: String,
    subject: String,
    strong: bool,
}

impl Verified {
    /// The provider.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// What the provider calls them, unlike anybody else of its own. Not for showing or keeping.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Whether the provider says that it asked for two factors.
    #[must_use]
    pub const fn is_strong(&self) -> bool {
        self.strong
    }
}

impl std::fmt::Debug for Verified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verified").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    #[serde(default)]
    kid: Option<String>,
    /// Extensions that must be understood; none is.
    #[serde(default)]
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    #[serde(default)]
    azp: Option<String>,
    exp: i64,
    iat: i64,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    nonce: Option<String>,
    #[serde(default)]
    acr: Option<String>,
    #[serde(default)]
    amr: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// Whom the token vouches for, if it is the provider's, for us, for this sign-on, and of now.
pub fn verify(token: &str, keys: &Keys, expected: &Expected<'_>) -> Result<Verified, Flaw> {
    if token.len() > LONGEST {
        return Err(Flaw::Shape);
    }
    let (message, signature) = token.rsplit_once('.').ok_or(Flaw::Shape)?;
    let (head, claims) = message.split_once('.').ok_or(Flaw::Shape)?;
    let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| Flaw::Shape);
    let head: Head = serde_json::from_slice(&bytes(head)?).map_err(|_| Flaw::Shape)?;
    if head.crit.is_some() {
        return Err(Flaw::Shape);
    }
    let algorithm = Algorithm::of_name(&head.alg).ok_or(Flaw::Algorithm)?;
    // Nothing of the claims is looked at before the signature holds.
    keys.check(algorithm, head.kid.as_deref(), message.as_bytes(), &bytes(signature)?)?;
    let claims: Claims = serde_json::from_slice(&bytes(claims)?).map_err(|_| Flaw::Shape)?;
    claims.check(expected)?;
    let many = claims.amr.is_some_and(|amr| amr.iter().any(|one| one == MANY_FACTORS));
    let strong = many || claims.acr.is_some_and(|acr| expected.strong_acr.contains(&acr));
    Ok(Verified { issuer: claims.iss, subject: claims.sub, strong })
}

impl Claims {
    fn check(&self, expected: &Expected<'_>) -> Result<(), Flaw> {
        if self.iss != expected.issuer {
            return Err(Flaw::Issuer);
        }
        let (for_us, alone) = match &self.aud {
            Audience::One(one) => (one == expected.client_id, true),
            Audience::Many(many) => {
                (many.iter().any(|one| one == expected.client_id), many.len() == 1)
            }
        };
        let party = self.azp.as_deref();
        let ours = if alone {
            party.is_none_or(|party| party == expected.client_id)
        } else {
            party == Some(expected.client_id)
        };
        if !for_us || !ours {
            return Err(Flaw::Audience);
        }
        let now_s = expected.now.micros().div_euclid(1_000_000);
        let begun = now_s.saturating_add(LEEWAY_S);
        let fits = now_s.saturating_sub(LEEWAY_S) < self.exp
            && self.iat <= begun
            && self.iat >= now_s.saturating_sub(OLDEST_S)
            && self.nbf.is_none_or(|from| from <= begun);
        if !fits {
            return Err(Flaw::Time);
        }
        if self.nonce.as_deref() != Some(expected.nonce) {
            return Err(Flaw::Nonce);
        }
        if self.sub.is_empty() || self.sub.len() > LONGEST_SUBJECT {
            return Err(Flaw::Subject);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
