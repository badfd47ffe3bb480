//! Reading from an address that somebody named, guarded as webhooks are.

use std::{sync::Arc, time::Duration};

use ureq::Agent;

use super::{
    Refused,
    guarded::{agent, met, reached, retry_after},
};

/// A whole answer may take this long.
const LONGEST: Duration = Duration::from_mins(1);
/// Longest body of an answer, bytes.
const LONGEST_BODY: u64 = 16 * 1024 * 1024;

/// Reads JSON from public addresses by https alone, follows no redirect, and takes so much and no more.
#[derive(Clone, Debug)]
pub struct Reader {
    agent: Agent,
    allowed: Arc<[String]>,
}

impl Reader {
    /// One that may also reach the hosts in `allowed`, whatever they resolve to and without TLS.
    #[must_use]
    pub fn new(allowed: Vec<String>) -> Self {
        let allowed: Arc<[String]> = allowed.into_iter().map(|host| host.to_lowercase()).collect();
        Self { agent: agent(&allowed, LONGEST, "linli"), allowed }
    }

    /// What stands at `url`, on a thread of its own.
    pub async fn get(&self, url: &str) -> Result<Vec<u8>, Refused> {
        let (this, url) = (self.clone(), url.to_owned());
        let read = tokio::task::spawn_blocking(move || this.get_now(&url));
        read.await.unwrap_or_else(|_| Err(Refused::Later("broken off".to_owned())))
    }

    fn get_now(&self, url: &str) -> Result<Vec<u8>, Refused> {
        let uri = reached(&self.allowed, url)?;
        let asked = self.agent.get(uri).header("accept", "application/json").call();
        let mut answer = asked.map_err(|error| Refused::Later(met(&error).to_owned()))?;
        let problem = format!("HTTP {}", answer.status().as_u16());
        match (answer.status().as_u16(), retry_after(answer.headers())) {
            (200, _) => {}
            (_, Some(seconds)) => return Err(Refused::Wait(problem, seconds)),
            (408 | 425 | 429 | 500..=599, None) => return Err(Refused::Later(problem)),
            _ => return Err(Refused::Never(problem)),
        }
        let body = answer.body_mut().with_config().limit(LONGEST_BODY).read_to_vec();
        body.map_err(|error| Refused::Later(met(&error).to_owned()))
    }
}
