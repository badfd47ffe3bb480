//! What can go wrong in housing.

use crate::{
    HazardRefusal, RatingRefusal, campaign::CampaignRefusal, declaration::DeclarationRefusal,
    joint::JointRefusal, notice::NoticeRefusal, objection::ObjectionRefusal,
};

/// Why something of housing could not be read or done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// Access refused, or the read could not be logged.
    #[error(transparent)]
    Access(#[from] access::Error),
    /// A grant for something else was given.
    #[error("the grant permits {held}, not {needed}")]
    OtherGrant {
        /// What the grant permits.
        held: &'static str,
        /// What the read needs.
        needed: &'static str,
    },
    /// The register failed.
    #[error(transparent)]
    Register(#[from] register::Error),
    /// The hazard, as it stands, does not take that.
    #[error(transparent)]
    Hazard(#[from] HazardRefusal),
    /// The rating, as it stands, does not take that.
    #[error(transparent)]
    Rating(#[from] RatingRefusal),
    /// The declaration, as it stands, does not take that.
    #[error(transparent)]
    Declaration(#[from] DeclarationRefusal),
    /// The notice, as it stands, does not take that.
    #[error(transparent)]
    Notice(#[from] NoticeRefusal),
    /// The objection is not taken, or not decided.
    #[error(transparent)]
    Objection(#[from] ObjectionRefusal),
    /// The campaign, as it stands, does not take that.
    #[error(transparent)]
    Campaign(#[from] CampaignRefusal),
    /// The joint enforcement, as it stands, does not take that.
    #[error(transparent)]
    Joint(#[from] JointRefusal),
    /// What was told of a building is not in the rules.
    #[error(transparent)]
    Star(#[from] crate::stars::StarFault),
    /// It has moved on since whoever acts saw it.
    #[error("it has moved on to version {version}")]
    Conflict {
        /// Where it stands now.
        version: u32,
    },
    /// The id of the action stands for another action.
    #[error("the id of this action was used for another")]
    ActionTaken,
    /// There is no such hazard, rating, building or unit.
    #[error("there is no such thing")]
    Missing,
    /// Evidence names a file that is not there, or that belongs elsewhere.
    #[error("a file that is named as evidence is not there")]
    NoFile,
    /// Whoever says that they stand there does not.
    #[error("not near enough: {distance_m:?} m")]
    NotNear {
        /// How far off, where that is known.
        distance_m: Option<u32>,
    },
    /// Somebody else recorded an inspection of the place since whoever acts saw it.
    #[error("somebody else inspected it since")]
    InspectedSince,
    /// The visit was given to somebody else.
    #[error("the visit was given to somebody else")]
    GivenAway,
    /// A day that is yet to come, or too long ago.
    #[error("a day that is yet to come")]
    NotYet,
    /// An inspection that saw nothing.
    #[error("an inspection of nothing")]
    Nothing,
    /// A rating of this building is under way.
    #[error("a rating of this building is under way")]
    UnderWay,
    /// Nothing calls for another rating.
    #[error("nothing calls for another rating")]
    NotDue,
    /// Why, in words, is missing.
    #[error("say why, in words")]
    NoWords,
    /// A plan, or a visit, of a day that is over.
    #[error("a day that is over")]
    Over,
    /// Nobody goes, too many do, their hours are none, or they go elsewhere that day.
    #[error("nobody to go, too many, no hours, or elsewhere that day")]
    NoCrew,
    /// Nobody tried to enter since somebody decided.
    #[error("nothing to decide: nobody tried to enter since")]
    NothingToDecide,
    /// A day that is too far off.
    #[error("a day that is more than {days} days off")]
    TooFar {
        /// So many days at the most.
        days: u32,
    },
    /// Hours or breaks that are none.
    #[error("no hours, or no breaks of a day")]
    NoHours,
    /// A place to set out from that is no station.
    #[error("no station to set out from")]
    NoStation,
    /// Too large an area for one plan.
    #[error("too large an area for one plan")]
    TooLarge,
    /// Nothing in the area can be inspected.
    #[error("nothing to inspect here")]
    NothingToVisit,
    /// Rounds or a model could not be reckoned to their end.
    #[error("the reckoning broke off")]
    Rounds(#[source] tokio::task::JoinError),
    /// The unit stands so already.
    #[error("the unit stands so already")]
    Already,
    /// A photo cannot be taken in, or could not be written or read.
    #[error(transparent)]
    Photo(#[from] casework::Error),
    /// The catalogues contradict themselves.
    #[error("catalogue: {0}")]
    Catalogue(String),
    /// A stored text is not what its column promises.
    #[error("{what} holds what cannot be read: {problem}")]
    Stored {
        /// The column.
        what: &'static str,
        /// What is wrong.
        problem: String,
    },
}

/// The result of a call to housing.
pub type Result<T, E = Error> = std::result::Result<T, E>;
