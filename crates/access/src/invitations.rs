//! Invitations: a link that somebody is handed, to take a role within an area with a name and a
//! password of their own.

use std::{fmt, str::FromStr, sync::PoisonError};

use kernel::{AreaPath, Entity, Id, Instant, Lang, Text, names};

use crate::{
    Access, Action, Assignment, Error, Keeper, Principal, Resource, Role, RoleKind,
    SessionTokenError,
    accounts::login,
    keys::{hex, unhex},
    password::is_strong,
    store::{accounts, invitations as store},
};

/// Marks the ids of invitations.
#[derive(Clone, Copy, Debug)]
pub struct InvitationMark;
impl Entity for InvitationMark {
    const NAME: &'static str = "invitation";
}

/// The secret of an invitation's link: 256 random bits. The store keeps only its hash.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct InvitationToken([u8; 32]);

impl InvitationToken {
    /// The text in the link: 64 hexadecimal digits.
    #[must_use]
    pub fn reveal(&self) -> String {
        hex(&self.0)
    }

    fn hash(&self) -> [u8; 32] {
        *blake3::hash(&self.0).as_bytes()
    }
}

impl fmt::Debug for InvitationToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InvitationToken(…)")
    }
}

impl FromStr for InvitationToken {
    type Err = SessionTokenError;
    fn from_str(text: &str) -> Result<Self, SessionTokenError> {
        unhex(text).map(Self).ok_or(SessionTokenError)
    }
}

/// Whom somebody invites, as what, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInvitation {
    /// What the invited will sign in with.
    pub login: String,
    /// As what: a role of staff or of a partner.
    pub role: Role,
    /// Where the role will hold, within the inviter's own area.
    pub area: AreaPath,
    /// The office they will work for, as residents will read it.
    pub office: Text,
    /// The language they will begin in.
    pub lang: Lang,
}

names! {
    /// What became of an invitation.
    InvitationState {
        /// It can be accepted.
        Open = "open",
        /// There is an account.
        Accepted = "accepted",
        /// Somebody took it back.
        Revoked = "revoked",
        /// Nobody accepted it in time.
        Expired = "expired",
    }
}

/// An invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub id: Id<InvitationMark>,
    /// Whom, as what, where.
    pub asked: NewInvitation,
    /// The login of whoever invites.
    pub inviter: String,
    /// When.
    pub invited_at: Instant,
    /// Until when it can be accepted.
    pub expires_at: Instant,
    /// What became of it.
    pub state: InvitationState,
}

/// An invitation is open this long, seconds: seven days.
const OPEN_S: i64 = 7 * 86_400;
/// Invitations are kept this long after they are over, seconds: a year.
const KEPT_S: i64 = 366 * 86_400;
/// Characters of a name or an office.
const LONGEST_NAME: usize = 60;

impl Access {
    /// Invites somebody to a role within the inviter's own area. The token is returned once.
    pub async fn invite(
        &self,
        principal: &Principal,
        new: NewInvitation,
    ) -> Result<(Invitation, InvitationToken), Error> {
        let place = Resource::within(new.area.clone());
        self.authorize(principal, Action::AccountsManage, &place)?;
        let kind = new.role.template().map(|template| template.kind);
        if !matches!(kind, Some(RoleKind::Staff | RoleKind::Partner)) {
            return Err(Error::NotInvited(new.role));
        }
        let office = Text::new(named(&new.office.zh)?, named(&new.office.en)?);
        let asked = NewInvitation { login: login(&new.login)?, office, ..new };
        let mut secret = [0; 32];
        self.chance.lock().unwrap_or_else(PoisonError::into_inner).fill(&mut secret);
        let (token, now) = (InvitationToken(secret), self.now());
        let invitation = Invitation {
            id: self.ids.next(),
            asked,
            inviter: principal.login.clone(),
            invited_at: now,
            expires_at: now.plus_seconds(OPEN_S),
            state: InvitationState::Open,
        };
        let mut unit = self.database.begin().await?;
        store::delete_over(&mut unit, now.plus_seconds(-KEPT_S)).await?;
        let (account, hash) = (principal.account, token.hash());
        if !store::insert(&mut unit, &invitation, account, &hash).await? {
            return Err(Error::LoginTaken(invitation.asked.login));
        }
        let subject = format!("invitation:{}", invitation.id);
        let keeper = Keeper::Account(principal);
        self.record_of(&mut unit, "account.invite", keeper, subject).await?;
        unit.commit().await?;
        Ok((invitation, token))
    }

    /// A page of the invitations within the areas where `principal` sees accounts, the latest
    /// first, and how many there are.
    pub async fn invitations(
        &self,
        principal: &Principal,
        area: &AreaPath,
        state: Option<InvitationState>,
        (skip, size): (u32, u32),
    ) -> Result<(Vec<Invitation>, u64), Error> {
        let scopes = self.scopes(principal, Action::AccountsView, area)?;
        store::page(&self.database, &scopes, state, self.now(), (skip, size)).await
    }

    /// Takes an open invitation back.
    pub async fn revoke_invitation(
        &self,
        principal: &Principal,
        id: Id<InvitationMark>,
    ) -> Result<(), Error> {
        let now = self.now();
        let found = store::by_id(&self.database, id, now).await?.ok_or(Error::NoInvitation)?;
        let place = Resource::within(found.asked.area);
        self.authorize(principal, Action::AccountsManage, &place)?;
        let mut unit = self.database.begin().await?;
        if !store::revoke(&mut unit, id, now).await? {
            return Err(Error::NoInvitation);
        }
        let subject = format!("invitation:{id}");
        let keeper = Keeper::Account(principal);
        self.record_of(&mut unit, "account.uninvite", keeper, subject).await?;
        Ok(unit.commit().await?)
    }

    /// The open invitation of `token`. It is worth no more than whoever gave it: once they may no
    /// longer give such a role there, it is void.
    pub async fn invitation(&self, token: &InvitationToken) -> Result<Invitation, Error> {
        let now = self.now();
        let found = store::by_token(&self.database, &token.hash(), now).await?;
        let (found, inviter) = found.ok_or(Error::NoInvitation)?;
        let inviter = accounts::by_id(&self.database, inviter).await?;
        let place = Resource::within(found.asked.area.clone());
        let stands = |inviter: &accounts::Stored| {
            inviter.is_open()
                && self.authorize(&inviter.principal, Action::AccountsManage, &place).is_ok()
        };
        let is_open = found.state == InvitationState::Open && inviter.as_ref().is_some_and(stands);
        is_open.then_some(found).ok_or(Error::NoInvitation)
    }

    /// Makes the account that an invitation is for, with a name and a password that the invited
    /// chose. Once.
    pub async fn accept_invitation(
        &self,
        token: &InvitationToken,
        name: &str,
        password: &str,
    ) -> Result<Principal, Error> {
        let Invitation { id, asked, .. } = self.invitation(token).await?;
        let name = named(name)?;
        if !is_strong(password, &asked.login) {
            return Err(Error::WeakPassword);
        }
        let hash = self.hashed(password.to_owned()).await?;
        let principal = Principal {
            account: self.ids.next(),
            login: asked.login,
            name,
            office: asked.office,
            lang: asked.lang,
            assignments: vec![Assignment::new(asked.role, asked.area)],
            person: None,
        };
        let now = self.now();
        let mut unit = self.database.begin().await?;
        if !accounts::insert(&mut unit, &principal, &hash, now).await? {
            return Err(Error::LoginTaken(principal.login));
        }
        if !store::accept(&mut unit, id, principal.account, now).await? {
            return Err(Error::NoInvitation);
        }
        let keeper = Keeper::Account(&principal);
        self.record(&mut unit, "account.accept", keeper, principal.account).await?;
        unit.commit().await?;
        Ok(principal)
    }
}

/// A name as it is kept: 1 to 60 characters on one line.
fn named(written: &str) -> Result<String, Error> {
    let name = written.trim();
    let fits = (1..=LONGEST_NAME).contains(&name.chars().count());
    let plain = !name.chars().any(char::is_control);
    if fits && plain { Ok(name.to_owned()) } else { Err(Error::BadName) }
}
