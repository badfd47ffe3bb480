//! The accounts of an area, page by page, for whoever keeps or audits them.

use kernel::{AreaPath, Id, Instant};

use crate::{
    Access, Account, Action, Error, Keeper, Principal, Resource, Role,
    store::account_list::{self as store, Asked},
};

/// Which accounts are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountFilter {
    /// With a role in this area, or below it.
    pub area: AreaPath,
    /// With this in the login or the name.
    pub q: String,
    /// Disabled ones, or those that are not; all where not given.
    pub disabled: Option<bool>,
    /// How many come before the page.
    pub skip: u32,
    /// Accounts of the page.
    pub size: u32,
}

/// An account in the list. Residents are not in it: their accounts are people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// The account; of its roles those that hold where the reader may see accounts.
    pub principal: Principal,
    /// When it was created.
    pub created_at: Instant,
    /// When it was last signed in with.
    pub signed_in_at: Option<Instant>,
    /// Since when it is disabled, if it is.
    pub disabled_at: Option<Instant>,
    /// Whether it has a second factor.
    pub second_factor: bool,
    /// Whether the reader may disable and enable it: all its roles lie where the reader keeps accounts.
    pub keeps: bool,
}

impl Access {
    /// A page of the accounts that `principal` may see, by login, and how many there are.
    pub async fn account_list(
        &self,
        principal: &Principal,
        filter: &AccountFilter,
    ) -> Result<(Vec<AccountRow>, u64), Error> {
        let scopes = self.scopes(principal, Action::AccountsView, &filter.area)?;
        let asked = Asked { filter, scopes: &scopes };
        let (mut rows, total) = store::page(&self.database, &asked).await?;
        for row in &mut rows {
            let all = &row.principal.assignments;
            row.keeps = row.principal.account != principal.account
                && !all.is_empty()
                && self.may_give(Keeper::Account(principal), all).is_ok();
            let shown = |area: &AreaPath| scopes.iter().any(|scope| scope.contains(area));
            row.principal.assignments.retain(|held| shown(&held.area));
        }
        Ok((rows, total))
    }

    /// Open accounts that hold `role` for an area within `area`, and for which: by area, then login. Whoever dispatches there
    /// is told who keeps a grid, as they are told who is on duty.
    pub async fn held_within(
        &self,
        role: Role,
        area: &AreaPath,
    ) -> Result<Vec<(AreaPath, Id<Account>)>, Error> {
        store::held_within(&self.database, role, area).await
    }

    /// Where `principal` may do `action` within `area`: the whole of it, or the parts where its
    /// roles hold. Refuses where there is none.
    pub(crate) fn scopes(
        &self,
        principal: &Principal,
        action: Action,
        area: &AreaPath,
    ) -> Result<Vec<AreaPath>, Error> {
        let may = |area: &AreaPath| {
            self.authorize(principal, action, &Resource::within(area.clone())).is_ok()
        };
        if may(area) {
            return Ok(vec![area.clone()]);
        }
        let held = principal.assignments.iter().map(|held| &held.area);
        let parts: Vec<AreaPath> =
            held.filter(|part| area.contains(part) && may(part)).cloned().collect();
        if parts.is_empty() { Err(Error::Denied { action }) } else { Ok(parts) }
    }
}
