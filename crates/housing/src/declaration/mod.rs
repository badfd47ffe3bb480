//! Declarations: somebody says who lives in, works in, runs or lets a unit. Nothing declared is a fact before a worker saw
//! it; the declarant is asked first where records differ, then whom it is of, then a worker goes to the door.

mod deed;
mod doubts;
mod person;
mod refusal;
pub mod sheet;
mod step;
mod words;

use kernel::{Day, Instant};
use serde::{Deserialize, Serialize};

pub(crate) use self::person::{NAME, NUMBER, PHONE, Sealed};
pub use self::{
    deed::{DeclarationAction, DeclarationDeed, Part, Said},
    doubts::Known,
    person::DeclaredPerson,
    refusal::DeclarationRefusal,
    words::{
        Answer, DeclarationState, DeclaredBy, DeclaredUse, Document, Doubt, Finding, Responsible,
        Tie,
    },
};
use crate::{AccountId, DeclarationId, Place};

/// A declaration as it stands: of one person at one unit. Who the person is, is kept apart and sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// Its id.
    pub id: DeclarationId,
    /// Counts its actions.
    pub version: u32,
    /// Where it stands.
    pub state: DeclarationState,
    /// Where: a unit.
    pub place: Place,
    /// What is declared.
    pub said: Said,
    /// Whose word it is.
    pub declarant: AccountId,
    /// Whether it is of the declarant.
    pub own: bool,
    /// What speaks against it.
    pub doubts: Vec<Doubt>,
    /// What the declarant answered to that.
    pub answer: Option<Answer>,
    /// When the person said that it is so.
    pub confirmed_at: Option<Instant>,
    /// How often somebody was at the door.
    pub visits: u32,
    /// When it was seen to be so.
    pub verified_at: Option<Instant>,
    /// From which day the person is not there.
    pub left_on: Option<Day>,
    /// When it was declared.
    pub declared_at: Instant,
    /// When something was done to it last.
    pub changed_at: Instant,
}

impl Declaration {
    /// When it was over, where it is.
    #[must_use]
    pub const fn closed_at(&self) -> Option<Instant> {
        if self.state.is_over() { Some(self.changed_at) } else { None }
    }

    /// Whether whoever declared it of themselves speaks for the building as a whole, once it was verified: an owner, whoever
    /// runs a warehouse or a site, or an employer does; whoever runs a shop, a sub-letter or an agency for their unit alone.
    #[must_use]
    pub const fn speaks_for_building(&self) -> bool {
        let verified = self.own && matches!(self.state, DeclarationState::Verified);
        let of_a_shop = matches!(self.said.used_as, DeclaredUse::Shop);
        let whole = match self.said.tie {
            Tie::Lets => matches!(self.said.by, DeclaredBy::Landlord),
            Tie::Houses => matches!(self.said.by, DeclaredBy::Employer),
            Tie::Operates => {
                matches!(self.said.by, DeclaredBy::Landlord | DeclaredBy::Operator) && !of_a_shop
            }
            Tie::Lives | Tie::Works | Tie::SubLets | Tie::Brokers => false,
        };
        verified && whole
    }

    /// What the declarant may do now, by name.
    #[must_use]
    pub const fn declarant_may(&self) -> &'static [&'static str] {
        match self.state {
            DeclarationState::Asked => &["answer", "correct", "withdraw"],
            DeclarationState::Confirming | DeclarationState::Verifying => &["correct", "withdraw"],
            DeclarationState::Verified => &["leave"],
            _ => &[],
        }
    }

    /// What the person may do now, where another declared it.
    #[must_use]
    pub const fn named_may(&self) -> &'static [&'static str] {
        match self.state {
            DeclarationState::Confirming | DeclarationState::Leaving => &["confirm", "deny"],
            DeclarationState::Asked | DeclarationState::Verifying => &["deny"],
            DeclarationState::Verified => &["leave"],
            _ => &[],
        }
    }

    /// Whether a worker may go to the door now.
    #[must_use]
    pub const fn is_for_the_door(&self) -> bool {
        matches!(
            self.state,
            DeclarationState::Confirming
                | DeclarationState::Verifying
                | DeclarationState::Verified
                | DeclarationState::Leaving
        )
    }
}
