//! Photos of micro-events: they may show somebody, or the inside of a home.

use access::{
    Account, Action, Basis, CaseGround, Field, FieldSet, Grant, Person, Principal, Undisclosed,
};
use kernel::Id;

use super::{MicroEvent, MicroState};
use crate::{Casework, Error, Result, files::Attachment};

impl MicroEvent {
    /// What the log of reads calls it as the ground of a read.
    fn ground_number(&self) -> String {
        format!("micro-event:{}", self.id)
    }

    /// Whether its photos are an account's to look at: while something is still to be done to it, and for whoever found it
    /// or put it right; for somebody else where looking again is theirs, as `supervises` says.
    #[must_use]
    pub fn shows_photos_to(&self, account: Id<Account>, supervises: bool) -> bool {
        let is_at_work = self.state == MicroState::Found || self.waits();
        let is_own = self.found_by == account || self.fixed_by == Some(account);
        is_at_work && (is_own || supervises)
    }

    /// It as the ground of a grant for its photos, confirmed for those alone whose they are to look at.
    #[must_use]
    pub fn ground(&self, principal: &Principal, supervises: bool) -> Basis {
        let account = principal.account;
        let number = self.ground_number();
        Basis::Case(if self.shows_photos_to(account, supervises) {
            CaseGround::confirmed(number, account)
        } else {
            CaseGround::from(number)
        })
    }
}

impl Casework {
    /// A photo of a micro-event under a grant for it; `dwellers` live where it is, and see the read. Nobody else is named:
    /// the log calls whoever is concerned by the micro-event's own id.
    pub async fn micro_photo(
        &self,
        grant: &Grant,
        event: &MicroEvent,
        photo: &Attachment,
        dwellers: Vec<Id<Person>>,
    ) -> Result<Undisclosed<Vec<u8>>> {
        let needed = Action::CasesViewPhotos;
        if grant.action() != needed {
            return Err(Error::OtherGrant { held: grant.action().name(), needed: needed.name() });
        }
        let is_for_it = grant.case() == Some(event.ground_number().as_str());
        if !is_for_it || !grant.area().contains(&event.place.area) {
            return Err(access::Error::OutsideGrant.into());
        }
        if photo.micro != Some(event.id) {
            return Err(Error::NoMicroEvent);
        }
        let bytes = self.file(photo).await?;
        let subject = Id::from_bytes(event.id.to_bytes());
        let fields = FieldSet::of(&[Field::CasePhoto]);
        Ok(Undisclosed::new(bytes, vec![subject], fields).concerning(dwellers))
    }
}
