//! Runs until told to stop.

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use access::Access;
use axum::serve::ListenerExt as _;
use casework::Casework;
use housing::Housing;
use tokio::{net::TcpListener, sync::watch, time};

use crate::{
    AppState, Config, Error, outbox,
    problem::Chain,
    retention, router,
    routes::{cases::asked, wash},
};

/// The index of reads follows the log this closely; residents are promised a minute.
const INDEX_EVERY: Duration = Duration::from_secs(5);
/// What others may keep of the log is signed this often.
const CHECKPOINT_EVERY: Duration = Duration::from_mins(1);
/// Keys that another process added are heard of this often.
const REFRESH_EVERY: Duration = Duration::from_mins(1);
/// Signals and the leads that came of them are looked through this often: what has expired goes.
const SWEEP_EVERY: Duration = Duration::from_hours(1);
/// What a day's change did to the organisations and events of areas is summed this often.
const SUM_EVERY: Duration = Duration::from_mins(10);
/// Levels of warning are reached and silent cases confirmed this closely.
const TICK_EVERY: Duration = Duration::from_secs(20);
/// Cases that one tick warns of at the most.
const AT_A_TICK: u32 = 500;
/// Tiers of dwellings that a deadline or quiet days turn are turned, and decided leads are followed, this closely.
const TURN_EVERY: Duration = Duration::from_mins(1);
/// Whether the day's deleting of what is past its period is done is looked at this often.
const RETAIN_EVERY: Duration = Duration::from_mins(15);
/// What the wash index does not know of the register yet is looked for this often, and at the start.
const FOLLOW_EVERY: Duration = Duration::from_mins(1);
/// The recorder of figures folds its samples this often.
const FOLD_EVERY: Duration = Duration::from_secs(5);

/// Listens on the configured address. Port 0 takes any that is free; the
/// listener tells which.
pub async fn bind(config: &Config) -> Result<TcpListener, Error> {
    let address = config.server.listen.clone();
    TcpListener::bind(&address).await.map_err(|source| Error::Listen { address, source })
}

/// Serves requests from `listener` until `stop` ends, then lets those that are
/// under way finish.
pub async fn serve(
    state: AppState,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Error> {
    wash::forget_left(&state.data);
    // Nobody is answered from another catalogue than the one that stands.
    state.casework.refresh_catalogue().await.map_err(Error::Casework)?;
    let mut stop = Box::pin(stop);
    tokio::select! {
        done = state.casework.catch_up_index() => {
            let cases = done.map_err(Error::Casework)?;
            if cases > 0 {
                tracing::info!(cases, "the index of words was brought to a new form");
            }
        }
        // It goes on where it ended when the server starts again.
        () = &mut stop => return Ok(()),
    }
    state.imports.take_up(&state).await;
    let imports = Arc::clone(&state.imports);
    let (stopping, stopped) = watch::channel(());
    let figures = state.figures.clone();
    let chores = [
        tokio::spawn(index_reads(Arc::clone(&state.access), stopped.clone())),
        tokio::spawn(sweep_signals(state.clone(), stopped.clone())),
        tokio::spawn(sum_things(state.clone(), stopped.clone())),
        tokio::spawn(checkpoint(Arc::clone(&state.access), stopped.clone())),
        tokio::spawn(refresh_keys(Arc::clone(&state.access), stopped.clone())),
        tokio::spawn(run_clock(state.casework.clone(), stopped.clone())),
        tokio::spawn(turn_tiers(state.housing.clone(), stopped.clone())),
        tokio::spawn(follow_leads(state.clone(), stopped.clone())),
        tokio::spawn(retain(state.clone(), stopped.clone())),
        tokio::spawn(follow_register(state.clone(), stopped.clone())),
        tokio::spawn(outbox::run(state.clone(), stopped.clone())),
        tokio::spawn(look_at_providers(state.clone(), stopped.clone())),
        tokio::spawn(every(FOLD_EVERY, stopped, move || {
            figures.run_upkeep();
            async {}
        })),
    ];
    // An answer is written whole: the last part of one need not wait until the part before it was acknowledged.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(cause = %error, "a connection gathers small packets");
        }
    });
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service).with_graceful_shutdown(stop).await;
    drop(stopping);
    imports.end();
    for chore in chores {
        // A chore that panicked has said so already.
        let _ = chore.await;
    }
    served.map_err(Error::Serve)
}

async fn index_reads(access: Arc<Access>, stopped: watch::Receiver<()>) {
    every(INDEX_EVERY, stopped, || async {
        if let Err(error) = access.index_reads().await {
            tracing::error!(cause = %Chain(&error), "the log of reads could not be indexed");
        }
    })
    .await;
}

async fn checkpoint(access: Arc<Access>, stopped: watch::Receiver<()>) {
    every(CHECKPOINT_EVERY, stopped, || async {
        if let Err(error) = access.checkpoint().await {
            tracing::error!(cause = %Chain(&error), "no checkpoint of the log of reads was made");
        }
    })
    .await;
}

async fn refresh_keys(access: Arc<Access>, stopped: watch::Receiver<()>) {
    every(REFRESH_EVERY, stopped, || async {
        if let Err(error) = access.sealer().refresh() {
            tracing::error!(cause = %Chain(&error), "the sealing keys could not be read again");
        }
    })
    .await;
}

async fn sweep_signals(state: AppState, stopped: watch::Receiver<()>) {
    let signals = blocks::signals::Signals::new(state.database.clone());
    every(SWEEP_EVERY, stopped, || async {
        match signals.sweep(&state.ids, &*state.clock).await {
            Ok(0) => {}
            Ok(leads) => tracing::info!(leads, "closed leads that nobody needs any more"),
            Err(error) => tracing::error!(cause = %Chain(&error), "signals could not be swept"),
        }
    })
    .await;
}

/// Organisations and events of areas too large to be counted while one waits.
async fn sum_things(state: AppState, stopped: watch::Receiver<()>) {
    let blocks = blocks::Blocks::new(state.database.clone());
    every(SUM_EVERY, stopped, || async {
        match blocks.sum_things(&state.ids, &*state.clock).await {
            Ok(false) => {}
            Ok(true) => tracing::info!("summed organisations and events by area"),
            Err(error) => tracing::error!(cause = %Chain(&error), "areas could not be summed"),
        }
    })
    .await;
}

async fn run_clock(casework: Casework, stopped: watch::Receiver<()>) {
    every(TICK_EVERY, stopped, || async {
        if let Err(error) = casework.tick(AT_A_TICK).await {
            tracing::error!(cause = %Chain(&error), "the clock of cases could not run");
        }
    })
    .await;
}

/// Tiers of dwellings that time alone turns; notices whose time is nearly over; at night drafts of ratings that are due again;
/// photos that no action named go.
async fn turn_tiers(housing: Housing, stopped: watch::Receiver<()>) {
    every(TURN_EVERY, stopped, || async {
        if let Err(error) = housing.tick(AT_A_TICK).await {
            tracing::error!(cause = %Chain(&error), "the tiers of dwellings could not be turned");
        }
        if let Err(error) = housing.remind(AT_A_TICK).await {
            tracing::error!(cause = %Chain(&error), "nobody is reminded of notices yet");
        }
        match housing.draft_at_night().await {
            Ok(None | Some(0)) => {}
            Ok(Some(drafts)) => tracing::info!(drafts, "drafted ratings that are due again"),
            Err(error) => {
                tracing::error!(cause = %Chain(&error), "ratings that are due could not be drafted");
            }
        }
        if let Err(error) = housing.drop_loose_files().await {
            tracing::error!(cause = %Chain(&error), "photos that nobody named are still there");
        }
    })
    .await;
}

/// Decided leads whose building is not noted as due yet.
async fn follow_leads(state: AppState, stopped: watch::Receiver<()>) {
    every(TURN_EVERY, stopped, || asked::catch_up(&state)).await;
}

/// What is past its period goes: once a day, by the installation's clock.
async fn retain(state: AppState, stopped: watch::Receiver<()>) {
    every(RETAIN_EVERY, stopped, || retention::daily(&state)).await;
}

async fn follow_register(state: AppState, stopped: watch::Receiver<()>) {
    every(FOLLOW_EVERY, stopped, || state.wash.catch_up(&state)).await;
}

/// Whether identity providers answer is said once, at the start.
async fn look_at_providers(state: AppState, mut stopped: watch::Receiver<()>) {
    tokio::select! {
        () = state.sign_on.look() => {}
        _ = stopped.changed() => {}
    }
}

/// Does `chore` at once and then every `period`, until the server stops.
pub(crate) async fn every<F: Future<Output = ()>>(
    period: Duration,
    mut stopped: watch::Receiver<()>,
    chore: impl Fn() -> F,
) {
    let mut ticks = time::interval(period);
    ticks.set_missed_tick_behavior(time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => chore().await,
            // The sender is dropped when the server stops.
            _ = stopped.changed() => return,
        }
    }
}
