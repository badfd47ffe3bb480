//! Webhooks: an account's messages as signed POSTs to an address of its own.

use std::fmt;

use access::{Account, Action, Principal, Resource};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kernel::{Id, Instant};

use crate::{
    Error, Messages, Result,
    channel::Address,
    store::{self, hooks::PLACE},
};

/// The webhook of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// Whose messages it gets.
    pub account: Id<Account>,
    /// Where it listens.
    pub url: String,
    /// Who set it.
    pub set_by: Id<Account>,
    /// When.
    pub set_at: Instant,
    /// When it answered that it is gone for good; nothing is sent there since.
    pub gone_at: Option<Instant>,
}

/// The secret that a webhook's messages are signed with: 256 random bits, shown once.
#[derive(Clone, PartialEq, Eq)]
pub struct HookSecret(String);

impl HookSecret {
    /// `whsec_` and base64, as Standard Webhooks writes it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for HookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HookSecret(…)")
    }
}

impl Messages {
    /// The webhooks that `principal` keeps: those of accounts whose every role lies in their area.
    pub async fn hooks(&self, principal: &Principal) -> Result<Vec<Hook>> {
        self.access.authorize_somewhere(principal, Action::MessagesManage)?;
        let mut found = Vec::new();
        for hook in store::hooks::all(&self.database).await? {
            if self.may_keep(principal, hook.account).await.is_ok() {
                found.push(hook);
            }
        }
        Ok(found)
    }

    /// One's own webhook, where an administrator set one.
    pub async fn own_hook(&self, principal: &Principal) -> Result<Option<Hook>> {
        let found = store::hooks::of(&self.database, principal.account).await?;
        Ok(found.map(|(hook, _)| hook))
    }

    /// Sets the webhook of an account, with a new secret that is returned once.
    pub async fn set_hook(
        &self,
        principal: &Principal,
        account: Id<Account>,
        url: &str,
    ) -> Result<HookSecret> {
        self.may_keep(principal, account).await?;
        let url = Address::url(url).map_err(Error::Unfit)?;
        let mut bytes = [0; 32];
        self.access.draw(&mut bytes);
        let secret = HookSecret(format!("whsec_{}", STANDARD.encode(bytes)));
        let sealed = self.access.sealer().seal(PLACE, secret.reveal())?;
        let (set_by, set_at) = (principal.account, self.clock.now());
        let hook = Hook { account, url, set_by, set_at, gone_at: None };
        let mut unit = self.database.begin().await?;
        store::hooks::set(&mut unit, &hook, sealed).await?;
        let subject = format!("account:{account}");
        self.record(&mut unit, "message.hook", Some(set_by), subject, "{}".to_owned()).await?;
        unit.commit().await?;
        Ok(secret)
    }

    /// Takes the webhook of an account away.
    pub async fn drop_hook(&self, principal: &Principal, account: Id<Account>) -> Result<bool> {
        self.may_keep(principal, account).await?;
        let mut unit = self.database.begin().await?;
        if !store::hooks::delete(&mut unit, account).await? {
            return Ok(false);
        }
        let (subject, by) = (format!("account:{account}"), Some(principal.account));
        self.record(&mut unit, "message.hook_drop", by, subject, "{}".to_owned()).await?;
        unit.commit().await?;
        Ok(true)
    }

    /// Refuses unless every role of `account` lies where `principal` keeps messages.
    pub(crate) async fn may_keep(&self, principal: &Principal, account: Id<Account>) -> Result<()> {
        let action = Action::MessagesManage;
        let held = self.access.held_by(account).await?;
        if held.is_empty() {
            self.access.authorize(principal, action, &Resource::default())?;
        }
        for role in held {
            self.access.authorize(principal, action, &Resource::within(role.area))?;
        }
        Ok(())
    }

    /// Where the webhook of an account listens and what it is signed with; none where there is none, or it is gone.
    pub(crate) async fn hooked_at(&self, account: Id<Account>) -> Result<Option<Address>> {
        let found = store::hooks::of(&self.database, account).await?;
        let Some((hook, sealed)) = found.filter(|(hook, _)| hook.gone_at.is_none()) else {
            return Ok(None);
        };
        let secret = self.access.sealer().open_value(PLACE, &sealed)?;
        Ok(Some(Address::Webhook { url: hook.url, secret }))
    }
}
