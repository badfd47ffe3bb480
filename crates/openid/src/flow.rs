//! One sign-on: its three secrets, and what a browser comes back with.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The secrets of one sign-on: 256 random bits each, as 43 characters.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// Comes back with the browser: the answer is to the question that it was sent with.
    pub state: String,
    /// Stands in the ID token: it was made for this sign-on.
    pub nonce: String,
    /// Is shown to the provider with the code: whoever caught the code alone can do nothing (RFC 7636).
    pub verifier: String,
}

impl Flow {
    /// Fresh secrets, from `draw`, which fills bytes at random.
    pub fn draw(mut draw: impl FnMut(&mut [u8])) -> Self {
        let mut text = || {
            let mut bytes = [0; 32];
            draw(&mut bytes);
            URL_SAFE_NO_PAD.encode(bytes)
        };
        Self { state: text(), nonce: text(), verifier: text() }
    }

    /// What the provider is told of the verifier beforehand (`S256`).
    pub(crate) fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier.as_bytes()))
    }
}

impl fmt::Debug for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Flow(…)")
    }
}

/// What a browser comes back with.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The state it was sent with.
    pub state: String,
    /// The code, where the provider agreed.
    pub code: Option<String>,
    /// Who answers (RFC 9207).
    pub issuer: Option<String>,
    /// The provider's word, where it did not.
    pub error: Option<String>,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answer(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_one_of_the_standard() {
        // RFC 7636, appendix B.
        let flow = Flow {
            state: String::new(),
            nonce: String::new(),
            verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned(),
        };
        assert_eq!(flow.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn three_secrets_are_drawn_and_none_is_printed() {
        let mut next = 0_u8;
        let flow = Flow::draw(|bytes| {
            next += 1;
            bytes.fill(next);
        });
        assert!(flow.state != flow.nonce && flow.nonce != flow.verifier);
        assert_eq!(flow.verifier.len(), 43);
        assert!(!format!("{flow:?}").contains(&flow.state));
    }
}
