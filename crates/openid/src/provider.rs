//! A provider: found, led to, and asked for whom it vouches.

use std::{fmt, sync::Arc};

use kernel::SharedClock;
use serde::Deserialize;

use crate::{
    Answer, Error, Expected, Flaw, Flow, Keys, Result, Settings, Verified,
    document::Document,
    http::{Asker, unreachable},
    kept::Kept,
    place::encoded,
    verify,
};

/// An identity provider. It is asked when it is first needed, and by [`Provider::ready`].
pub struct Provider {
    settings: Settings,
    asker: Asker,
    clock: SharedClock,
    document: Kept<Document>,
    keys: Kept<Keys>,
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider").field("issuer", &self.settings.issuer).finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

#[derive(Deserialize)]
struct Refusal {
    error: String,
}

impl Provider {
    /// A provider by its settings. Nothing is asked yet.
    pub fn new(settings: Settings, clock: SharedClock) -> Result<Self> {
        settings.check()?;
        let asker = Asker::new(settings.certificates.as_deref())?;
        let (document, keys) = (Kept::default(), Kept::default());
        Ok(Self { settings, asker, clock, document, keys })
    }

    /// Its issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// Asks for its description and its keys: whether somebody could be signed in by it now.
    pub async fn ready(&self) -> Result<()> {
        let document = self.document().await?;
        self.keys(&document, false).await.map(drop)
    }

    /// Where to send a browser for this sign-on; `languages` as BCP 47 tags, for the provider's pages.
    /// `anew`, the provider asks who it is even where somebody is signed in there already.
    pub async fn begin(&self, flow: &Flow, languages: &str, anew: bool) -> Result<String> {
        let document = self.document().await?;
        let challenge = flow.challenge();
        let acr = self.settings.strong_acr.join(" ");
        let mut fields = vec![
            ("response_type", "code"),
            ("scope", "openid"),
            ("client_id", self.settings.client_id.as_str()),
            ("redirect_uri", self.settings.redirect.as_str()),
            ("state", flow.state.as_str()),
            ("nonce", flow.nonce.as_str()),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
            ("ui_locales", languages),
        ];
        if !acr.is_empty() {
            fields.push(("acr_values", acr.as_str()));
        }
        if anew {
            fields.push(("prompt", "login"));
        }
        let pair = |(name, value): &(&str, &str)| format!("{name}={}", encoded(value));
        let query = fields.iter().map(pair).collect::<Vec<_>>().join("&");
        let end = &document.authorization_endpoint;
        let join = if end.contains('?') { '&' } else { '?' };
        Ok(format!("{end}{join}{query}"))
    }

    /// Whom the provider vouches for, by what the browser of this sign-on came back with.
    pub async fn finish(&self, flow: &Flow, answer: &Answer) -> Result<Verified> {
        if answer.state != flow.state {
            return Err(Error::Foreign("another state"));
        }
        let document = self.document().await?;
        let named = answer.issuer.as_deref();
        let needed =
            document.authorization_response_iss_parameter_supported && answer.error.is_none();
        if named.map_or(needed, |named| named != self.settings.issuer) {
            return Err(Error::Foreign("another issuer"));
        }
        if let Some(word) = &answer.error {
            return Err(Error::Refused(tame(word)));
        }
        let code = answer.code.clone().ok_or(Error::Foreign("no code"))?;
        let token = self.redeem(&document, flow, code).await?;
        let mut keys = self.keys(&document, false).await?;
        let mut found = self.read(&token, &keys, flow);
        if found == Err(Flaw::UnknownKey) {
            // The provider may have taken a new key since.
            keys = self.keys(&document, true).await?;
            found = self.read(&token, &keys, flow);
        }
        Ok(found?)
    }

    fn read(&self, token: &str, keys: &Keys, flow: &Flow) -> Result<Verified, Flaw> {
        let expected = Expected {
            issuer: &self.settings.issuer,
            client_id: &self.settings.client_id,
            nonce: &flow.nonce,
            strong_acr: &self.settings.strong_acr,
            now: self.clock.now(),
        };
        verify(token, keys, &expected)
    }

    /// The ID token for a code.
    async fn redeem(&self, document: &Document, flow: &Flow, code: String) -> Result<String> {
        let (asker, settings) = (self.asker.clone(), self.settings.clone());
        let (url, basic) = (document.token_endpoint.clone(), document.takes_basic());
        let verifier = flow.verifier.clone();
        let exchange = move || {
            let mut fields = vec![
                ("grant_type", "authorization_code"),
                ("code", code.as_str()),
                ("redirect_uri", settings.redirect.as_str()),
                ("code_verifier", verifier.as_str()),
            ];
            let shown = settings.secret.as_ref().filter(|_| basic);
            if shown.is_none() {
                fields.push(("client_id", settings.client_id.as_str()));
                if let Some(secret) = &settings.secret {
                    fields.push(("client_secret", secret.reveal()));
                }
            }
            let client = shown.map(|secret| (settings.client_id.as_str(), secret));
            asker.post(&url, &fields, client).map(|answer| (url, answer))
        };
        let (url, (status, body)) = blocking(exchange).await?;
        if status == 200 {
            let tokens: Result<Tokens, _> = serde_json::from_slice(&body);
            let without = |_| unreachable(&url, "an answer without an ID token".to_owned());
            return Ok(tokens.map_err(without)?.id_token);
        }
        match serde_json::from_slice::<Refusal>(&body) {
            Ok(refusal) if status < 500 => Err(Error::Refused(tame(&refusal.error))),
            _ => Err(unreachable(&url, format!("HTTP {status}"))),
        }
    }

    async fn document(&self) -> Result<Arc<Document>> {
        self.document.get(&self.clock, self.fetch_document()).await
    }

    async fn fetch_document(&self) -> Result<Document> {
        let (asker, place) = (self.asker.clone(), Document::place(&self.settings.issuer));
        let bytes = blocking(move || asker.get(&place)).await?;
        Document::parse(&bytes, &self.settings)
    }

    /// The keys; fetched `anew` where one is missing, unless that was done a moment ago.
    async fn keys(&self, document: &Document, anew: bool) -> Result<Arc<Keys>> {
        let fetch = self.fetch_keys(document.jwks_uri.clone());
        if anew {
            self.keys.get_anew(&self.clock, fetch).await
        } else {
            self.keys.get(&self.clock, fetch).await
        }
    }

    async fn fetch_keys(&self, place: String) -> Result<Keys> {
        let asker = self.asker.clone();
        let bytes = blocking(move || asker.get(&place)).await?;
        let wrong = |problem| Error::Document { issuer: self.settings.issuer.clone(), problem };
        Keys::parse(&bytes).map_err(wrong)
    }
}

/// A provider's word, as far as it is one.
fn tame(word: &str) -> String {
    word.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(60).collect()
}

async fn blocking<T: Send + 'static>(
    ask: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let broken = |_| unreachable("the provider", "the request was broken off".to_owned());
    tokio::task::spawn_blocking(ask).await.map_err(broken)?
}

#[cfg(test)]
mod tests;
