//! What handlers share.

use std::{ops::Deref, path::PathBuf, sync::Arc};

use access::Access;
use casework::Casework;
use database::Database;
use housing::Housing;
use kernel::{Ids, SharedClock};
use messages::{Carriers, Messages};
use metrics_exporter_prometheus::PrometheusHandle;
use register::{Register, tiles::Tiles};

use crate::{
    Config, Error, calls::Calls, imports::Imports, observe, pace::Pace, routes::wash::WashIndex,
    sign_on::SignOn, signed::Minutes,
};

/// What handlers are given: one pointer. The layers around a route and its extractors clone it some ten times for
/// every request, and what it points to holds seventy more.
#[derive(Clone)]
pub struct AppState(Arc<Services>);

impl Deref for AppState {
    type Target = Services;

    fn deref(&self) -> &Services {
        &self.0
    }
}

/// The capabilities and settings behind every route.
pub struct Services {
    /// Accounts, policies, grants, the log of reads.
    pub access: Arc<Access>,
    /// The database.
    pub database: Database,
    /// The folder of the installation.
    pub data: PathBuf,
    /// The time.
    pub clock: SharedClock,
    /// New ids.
    pub ids: Ids,
    /// The settings.
    pub config: Arc<Config>,
    /// The map's tiles, kept while the register stays as it is.
    pub tiles: Tiles,
    /// Holds back whoever asks too often without an account.
    pub(crate) pace: Arc<Pace>,
    /// Requests of partners in this minute.
    pub(crate) minutes: Arc<Minutes>,
    /// Calls between somebody on duty and whoever dispatches.
    pub(crate) calls: Arc<Calls>,
    /// Cases.
    pub casework: Casework,
    /// Hazards, tiers, stars and ratings of buildings.
    pub housing: Housing,
    /// Messages to accounts.
    pub messages: Messages,
    /// The ways out that are set up.
    pub(crate) carriers: Arc<Carriers>,
    /// The identity providers that are set up.
    pub sign_on: Arc<SignOn>,
    /// The index that addresses are washed with.
    pub wash: Arc<WashIndex>,
    /// Files that are brought into the register.
    pub imports: Arc<Imports>,
    pub(crate) figures: PrometheusHandle,
}

impl AppState {
    /// The state over an opened installation.
    pub fn new(
        config: Config,
        data: PathBuf,
        database: Database,
        access: Arc<Access>,
        clock: SharedClock,
        ids: Ids,
    ) -> Result<Self, Error> {
        Access::policies_hold().map_err(Error::Policies)?;
        let figures = observe::recorder()?;
        let tiles = Tiles::new(Register::new(database.clone(), ids.clone(), clock.clone()));
        let casework = Casework::open(
            database.clone(),
            Arc::clone(&access),
            ids.clone(),
            clock.clone(),
            &data,
        )
        .map_err(Error::Casework)?;
        let housing = Housing::open(database.clone(), ids.clone(), clock.clone(), &data)
            .map_err(Error::Housing)?
            .following(casework.standing_calendar());
        let messages = Messages::open(
            database.clone(),
            Arc::clone(&access),
            ids.clone(),
            clock.clone(),
            casework.catalogue().calendar.offset_minutes,
        )
        .map_err(Error::Messages)?;
        let carriers = Arc::new(config.messages.carriers(access.push_key())?);
        let sign_on = Arc::new(SignOn::new(&config, &clock)?);
        let (wash, config) = (Arc::new(WashIndex::new(&data)), Arc::new(config));
        Ok(Self(Arc::new(Services {
            access,
            database,
            data,
            clock,
            ids,
            config,
            tiles,
            pace: Arc::default(),
            minutes: Arc::default(),
            calls: Arc::default(),
            casework,
            housing,
            messages,
            carriers,
            sign_on,
            wash,
            imports: Arc::default(),
            figures,
        })))
    }
}

/// The tables of every capability behind the routes, as the binary migrates them.
pub const MIGRATIONS: &[&[database::Migration]] = &[
    access::MIGRATIONS,
    register::MIGRATIONS,
    blocks::MIGRATIONS,
    casework::MIGRATIONS,
    messages::MIGRATIONS,
    housing::MIGRATIONS,
    insight::MIGRATIONS,
];
