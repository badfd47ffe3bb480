//! The identity providers that are set up.

use access::SignOnTicket;
use kernel::{Lang, SharedClock, Text};
use openid::Provider;

use crate::{Config, Error, Problem, problem::Chain};

/// Providers, in the order of the configuration.
#[derive(Debug, Default)]
pub struct SignOn(Vec<Entry>);

/// A provider, and what it is called.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) name: Text,
    pub(crate) provider: Provider,
}

impl SignOn {
    pub(crate) fn new(config: &Config, clock: &SharedClock) -> Result<Self, Error> {
        let settings = config.sign_on.settings(&config.messages.address)?;
        let entry = |(told, settings): (&crate::SignOnProvider, _)| {
            let wrong = |error: openid::Error| Error::Config {
                place: format!("[[sign_on.providers]] {}", told.id),
                problem: error.to_string(),
            };
            let provider = Provider::new(settings, clock.clone()).map_err(wrong)?;
            Ok(Entry { id: told.id.clone(), name: told.name(), provider })
        };
        config.sign_on.providers.iter().zip(settings).map(entry).collect::<Result<_, _>>().map(Self)
    }

    /// All of them.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// The one of this id.
    pub(crate) fn find(&self, id: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.id == id)
    }

    /// Asks each of them once, and says which do not answer: passwords work without them.
    pub async fn look(&self) {
        for entry in &self.0 {
            if let Err(error) = entry.provider.ready().await {
                let provider = &entry.id;
                tracing::warn!(
                    %provider, cause = %Chain(&error),
                    "nobody can sign on by this provider; passwords work"
                );
            }
        }
    }
}

impl Entry {
    /// Where to send a browser for a sign-on. Whoever binds says at the provider who they are, also
    /// where somebody else of the same desk is signed in there still.
    pub(crate) async fn lead(&self, ticket: &SignOnTicket, lang: Lang) -> Result<String, Problem> {
        let languages = match lang {
            Lang::Zh => "zh-CN en",
            Lang::En => "en zh-CN",
        };
        Ok(self.provider.begin(ticket.flow(), languages, ticket.binds()).await?)
    }
}

/// What kept a provider from being asked; what was wrong with an answer is told by the page it leads to.
impl From<openid::Error> for Problem {
    fn from(error: openid::Error) -> Self {
        tracing::warn!(cause = %Chain(&error), "an identity provider");
        let (zh, en) = ("该登录服务暂时无法使用", "This sign-on does not answer just now");
        Self::unavailable(Text::new(zh, en))
            .action(Text::new("请用账号和密码登录", "Sign in with your account and password"))
    }
}
