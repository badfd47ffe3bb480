//! Who is to be told of what happened to accounts, and how: ids of accounts, never a person's data.

use std::sync::PoisonError;

use kernel::{AreaPath, Id, Instant, Lang};

use crate::{
    Access, Account, Action, Assignment, Emergency, EmergencyMark, Error, Person, Recovery,
    RecoveryMark, Role,
    authoriser::{Authoriser, Shape},
    store::{accounts, emergencies, recoveries, told as store},
};

/// Recorded actions that others follow, in the topic `access` of the feed.
pub(crate) const FOLLOWED: &[&str] = &[
    "emergency.open",
    "emergency.review",
    "recovery.ask",
    "account.accept",
    "identity.bind",
    "passkey.add",
    "passkey.cloned",
    "dwelling.ask",
    "dwelling.confirm",
    "dwelling.refuse",
    "dwelling.undo",
    "proxy.accept",
    "proxy.ask_guardian",
    "proxy.confirm",
    "proxy.refuse",
    "proxy.revoke",
];

impl Access {
    /// Fills `bytes` by the chance of the installation: for codes and secrets.
    pub fn draw(&self, bytes: &mut [u8]) {
        self.chance.lock().unwrap_or_else(PoisonError::into_inner).fill(bytes);
    }

    /// The language of an account.
    pub async fn lang_of(&self, account: Id<Account>) -> Result<Lang, Error> {
        let found = accounts::by_id(&self.database, account).await?;
        Ok(found.map_or_else(Lang::default, |found| found.principal.lang))
    }

    /// Open accounts of a person.
    pub async fn accounts_of(&self, person: Id<Person>) -> Result<Vec<Id<Account>>, Error> {
        store::accounts_of(&self.database, person).await
    }

    /// The roles of an account; none where there is no such account.
    pub async fn held_by(&self, account: Id<Account>) -> Result<Vec<Assignment>, Error> {
        let found = accounts::by_id(&self.database, account).await?;
        Ok(found.map(|found| found.principal.assignments).unwrap_or_default())
    }

    /// Open accounts to which a policy permits `action` in `area`; for actions that disclose no person.
    pub async fn who_may(
        &self,
        action: Action,
        area: &AreaPath,
    ) -> Result<Vec<Id<Account>>, Error> {
        let authoriser = Authoriser::of_program()?;
        let permitted = |role: &&Role| {
            let shape = Shape {
                role: **role,
                action,
                inside: true,
                is_person: false,
                subject: None,
                ground: None,
            };
            authoriser.weigh(shape).permitted
        };
        let roles: Vec<Role> = Role::ALL.iter().filter(permitted).copied().collect();
        store::holders(&self.database, &roles, area).await
    }

    /// An emergency.
    pub async fn emergency(&self, id: Id<EmergencyMark>) -> Result<Option<Emergency>, Error> {
        emergencies::find(&self.database, id).await
    }

    /// Emergencies that ended in `[from, to)`.
    pub async fn emergencies_ended(
        &self,
        from: Instant,
        to: Instant,
    ) -> Result<Vec<Id<EmergencyMark>>, Error> {
        store::ended(&self.database, from, to).await
    }

    /// Accounts of the people who were read on the ground of an emergency, as far as the log is indexed.
    pub async fn read_in_emergency(
        &self,
        id: Id<EmergencyMark>,
    ) -> Result<Vec<Id<Account>>, Error> {
        let Some(found) = emergencies::find(&self.database, id).await? else {
            return Ok(Vec::new());
        };
        store::read_in(&self.database, &found).await
    }

    /// A recovery.
    pub async fn recovery(&self, id: Id<RecoveryMark>) -> Result<Option<Recovery>, Error> {
        recoveries::by_id(&self.database, id, self.now()).await
    }

    /// Open accounts that hold a role in an area that contains `area`.
    pub async fn holders(&self, role: Role, area: &AreaPath) -> Result<Vec<Id<Account>>, Error> {
        store::holders(&self.database, &[role], area).await
    }

    /// Who invited an account, where it was invited.
    pub async fn inviter_of(&self, account: Id<Account>) -> Result<Option<Id<Account>>, Error> {
        store::inviter_of(&self.database, account).await
    }
}
