//! The chores of messages: what happened becomes messages, and messages leave.

use std::time::Duration;

use tokio::sync::watch;

use crate::{
    AppState,
    problem::Chain,
    routes::messages::{Tell, tell_of_emergencies},
    serve::every,
};

/// Who is told of what happened is found out this closely, and messages are sent.
const EVERY: Duration = Duration::from_secs(2);
/// Those who were read in emergencies that are over are told this closely.
const EMERGENCIES_EVERY: Duration = Duration::from_mins(1);
/// What was kept long enough is looked for this often.
const FORGET_EVERY: Duration = Duration::from_hours(1);
/// Messages that are sent at once.
const AT_ONCE: u32 = 20;

/// Runs until the server stops.
pub(crate) async fn run(state: AppState, stopped: watch::Receiver<()>) {
    tokio::join!(
        every(EVERY, stopped.clone(), || tell(&state)),
        every(EVERY, stopped.clone(), || send(&state)),
        every(EMERGENCIES_EVERY, stopped.clone(), || tell_those_read(&state)),
        every(FORGET_EVERY, stopped, || forget(&state)),
    );
}

/// Follows the feed to its end.
pub async fn tell(state: &AppState) {
    let teller = Tell(state.clone());
    for topic in Tell::TOPICS {
        loop {
            match state.messages.follow(topic, &teller).await {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(topic, cause = %Chain(&error), "nobody is told yet");
                    break;
                }
            }
        }
    }
}

/// Works the outbox until nothing is due.
async fn send(state: &AppState) {
    loop {
        match state.messages.deliver(&*state.carriers, AT_ONCE).await {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => {
                tracing::error!(cause = %Chain(&error), "messages could not be sent");
                break;
            }
        }
    }
}

/// Tells those who were read in emergencies that are over.
pub async fn tell_those_read(state: &AppState) {
    if let Err(error) = tell_of_emergencies(state).await {
        tracing::error!(cause = %Chain(&*error), "those read in an emergency are not told yet");
    }
}

/// Messages that were kept long enough go.
async fn forget(state: &AppState) {
    let kept_s = i64::from(state.config.messages.kept_days) * 86_400;
    loop {
        match state.messages.forget_old(kept_s).await {
            Ok(0) => break,
            Ok(gone) => tracing::info!(gone, "forgot old messages"),
            Err(error) => {
                tracing::error!(cause = %Chain(&error), "old messages are still there");
                break;
            }
        }
    }
}
