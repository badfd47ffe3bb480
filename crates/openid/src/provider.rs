//! A provider: found, led to, and asked for whom it vouches.

use std::{fmt, sync::Arc};

use kernel::{Instant, SharedClock};
use serde::Deserialize;
use tokio::sync::Mutex;

use crate::{
    Answer, Error, Expected, Flaw, Flow, Keys, Result, Settings, Verified,
    document::Document,
    http::{Asker, unreachable},
    place::encoded,
    verify,
};

/// Description and keys are fetched again after this, seconds.
const FRESH_S: i64 = 3_600;
/// Where that fails, they serve until they are this old, seconds.
const USABLE_S: i64 = 86_400;
/// A provider that did not answer is left alone this long, seconds.
const REST_S: i64 = 5;
/// A key that is not known makes the keys be fetched again, but not more often than this, seconds.
const REFETCH_S: i64 = 60;

/// An identity provider. It is asked when it is first needed, and by [`Provider::ready`].
pub struct Provider {
    settings: Settings,
    asker: Asker,
    clock: SharedClock,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    document: Option<(Instant, Arc<Document>)>,
    keys: Option<(Instant, Arc<Keys>)>,
    /// When it last failed to describe itself, and how.
    failed: Option<(Instant, String)>,
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
        Ok(Self { settings, asker, clock, held: Mutex::default() })
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
        let mut held = self.held.lock().await;
        let now = self.clock.now();
        let known = held.document.as_ref().map(|(at, document)| (age(*at, now), document.clone()));
        if let Some((_, document)) = known.as_ref().filter(|(age, _)| *age < FRESH_S) {
            return Ok(document.clone());
        }
        let resting = held.failed.as_ref().filter(|(at, _)| age(*at, now) < REST_S);
        let fetched = match resting {
            Some((_, problem)) => {
                Err(unreachable(&Document::place(&self.settings.issuer), problem.clone()))
            }
            None => self.fetch_document().await,
        };
        match fetched {
            Ok(document) => {
                let document = Arc::new(document);
                held.document = Some((now, document.clone()));
                held.failed = None;
                Ok(document)
            }
            Err(error) => {
                if let (None, Error::Unreachable { problem, .. }) = (resting, &error) {
                    held.failed = Some((now, problem.clone()));
                }
                let usable = known.filter(|(age, _)| *age < USABLE_S);
                usable.map(|(_, document)| document).ok_or(error)
            }
        }
    }

    async fn fetch_document(&self) -> Result<Document> {
        let (asker, place) = (self.asker.clone(), Document::place(&self.settings.issuer));
        let bytes = blocking(move || asker.get(&place)).await?;
        Document::parse(&bytes, &self.settings)
    }

    /// The keys; fetched `anew` where one is missing, unless that was done a moment ago.
    async fn keys(&self, document: &Document, anew: bool) -> Result<Arc<Keys>> {
        let mut held = self.held.lock().await;
        let now = self.clock.now();
        let known = held.keys.as_ref().map(|(at, keys)| (age(*at, now), keys.clone()));
        let fresh_s = if anew { REFETCH_S } else { FRESH_S };
        if let Some((_, keys)) = known.as_ref().filter(|(age, _)| *age < fresh_s) {
            return Ok(keys.clone());
        }
        let (asker, place) = (self.asker.clone(), document.jwks_uri.clone());
        let fetched = blocking(move || asker.get(&place)).await.and_then(|bytes| {
            let wrong = |problem| Error::Document { issuer: self.settings.issuer.clone(), problem };
            Keys::parse(&bytes).map_err(wrong)
        });
        match fetched {
            Ok(keys) => {
                let keys = Arc::new(keys);
                held.keys = Some((now, keys.clone()));
                Ok(keys)
            }
            Err(error) => {
                let usable = known.filter(|(age, _)| *age < USABLE_S);
                usable.map(|(_, keys)| keys).ok_or(error)
            }
        }
    }
}

/// Seconds since `at`; a clock that went back makes everything old.
fn age(at: Instant, now: Instant) -> i64 {
    let age = now.seconds_since(at);
    if age < 0 { i64::MAX } else { age }
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
