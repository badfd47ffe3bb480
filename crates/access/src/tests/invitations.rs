//! Invitations and the list of accounts on both databases.

use super::*;
use crate::{
    AccountFilter, Credentials, Error, Invitation, InvitationState, InvitationToken, NewInvitation,
};

const CHOSEN: &str = "three blue kettles";

fn invited(login: &str, role: Role, area: &str) -> NewInvitation {
    NewInvitation {
        login: login.to_owned(),
        role,
        area: area.parse().unwrap(),
        office: Text::new("街道办", "Street office"),
        lang: Lang::Zh,
    }
}

async fn invite(access: &Access, keeper: &Principal, login: &str) -> (Invitation, InvitationToken) {
    let new = invited(login, Role::GridWorker, "990101/001/002");
    access.invite(keeper, new).await.unwrap()
}

async fn state(access: &Access, keeper: &Principal) -> InvitationState {
    let whole = AreaPath::whole();
    access.invitations(keeper, &whole, None, (0, 10)).await.unwrap().0[0].state
}

async fn accept(access: &Access, token: &InvitationToken) -> Result<Principal, Error> {
    access.accept_invitation(token, "A worker", CHOSEN).await
}

#[test]
fn the_invited_choose_name_and_password_and_sign_in_once_invited() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (keeper, _) = account(&access, "keeper", Role::Administrator, "990101/001").await;
        let (given, token) = invite(&access, &keeper, "Worker").await;
        assert_eq!((given.asked.login.as_str(), given.inviter.as_str()), ("worker", "keeper"));
        assert_eq!(access.invitation(&token).await.unwrap(), given);
        for weak in ["short", "aaaaaaaaaaaaaaaa", "worker-worker-1"] {
            let refused = access.accept_invitation(&token, "A worker", weak).await.unwrap_err();
            assert!(matches!(refused, Error::WeakPassword), "{weak}: {refused}");
        }
        assert!(matches!(
            access.accept_invitation(&token, "  ", CHOSEN).await,
            Err(Error::BadName)
        ));
        let worker = accept(&access, &token).await.unwrap();
        assert_eq!((worker.name.as_str(), worker.lang), ("A worker", Lang::Zh));
        assert_eq!(worker.assignments, [Assignment::new(Role::GridWorker, given.asked.area)]);
        let credentials = Credentials {
            login: "worker",
            password: CHOSEN,
            code: None,
            origin: "192.0.2.1",
            agent: "",
            lang: None,
            previous: None,
        };
        assert_eq!(access.sign_in(credentials).await.unwrap().principal, worker);
        assert!(matches!(accept(&access, &token).await, Err(Error::NoInvitation)), "once");
        assert_eq!(state(&access, &keeper).await, InvitationState::Accepted);
    });
}

#[test]
fn an_invitation_is_over_after_a_week_or_revoked_or_with_whoever_gave_it() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (keeper, _) = account(&access, "keeper", Role::Administrator, "990101/001").await;
        let (chief, _) = account(&access, "chief", Role::Administrator, "").await;
        let (given, token) = invite(&access, &keeper, "first").await;
        access.revoke_invitation(&keeper, given.id).await.unwrap();
        assert!(matches!(accept(&access, &token).await, Err(Error::NoInvitation)));
        let again = access.revoke_invitation(&keeper, given.id).await;
        assert!(matches!(again, Err(Error::NoInvitation)));
        assert_eq!(state(&access, &keeper).await, InvitationState::Revoked);

        world.clock.advance(1);
        let (_, token) = invite(&access, &keeper, "first").await;
        world.clock.advance(7 * 86_400);
        assert!(matches!(accept(&access, &token).await, Err(Error::NoInvitation)));
        assert_eq!(state(&access, &keeper).await, InvitationState::Expired);

        let (_, token) = invite(&access, &keeper, "first").await;
        access.set_account_disabled(keeper.account, true, &chief).await.unwrap();
        assert!(matches!(accept(&access, &token).await, Err(Error::NoInvitation)));
        access.set_account_disabled(keeper.account, false, &chief).await.unwrap();
        accept(&access, &token).await.unwrap();
    });
}

#[test]
fn nobody_invites_beyond_their_area_nor_residents_nor_under_a_login_that_is_taken() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (keeper, _) = account(&access, "keeper", Role::Administrator, "990101/001").await;
        let (other, _) = account(&access, "other", Role::Administrator, "990101/002").await;
        let (officer, _) = account(&access, "officer", Role::DistrictOfficer, "").await;
        for area in ["990101/002", "990101", ""] {
            let refused = access.invite(&keeper, invited("new", Role::GridWorker, area)).await;
            assert!(matches!(refused, Err(Error::Denied { .. })), "{area}");
        }
        let here = "990101/001";
        let by_officer = access.invite(&officer, invited("new", Role::GridWorker, here)).await;
        assert!(matches!(by_officer, Err(Error::Denied { .. })));
        for role in [Role::Resident, Role::Landlord, Role::System] {
            let refused = access.invite(&keeper, invited("new", role, here)).await;
            assert!(matches!(refused, Err(Error::NotInvited(_))), "{role}");
        }
        let taken = access.invite(&keeper, invited("officer", Role::GridWorker, here)).await;
        assert!(matches!(taken, Err(Error::LoginTaken(_))));
        let (given, _) = invite(&access, &keeper, "new").await;
        let taken = access.invite(&keeper, invited("new", Role::GridWorker, here)).await;
        assert!(matches!(taken, Err(Error::LoginTaken(_))), "an open one holds its login");
        let elsewhere = access.revoke_invitation(&other, given.id).await;
        assert!(matches!(elsewhere, Err(Error::Denied { .. })));
        let whole = AreaPath::whole();
        assert_eq!(access.invitations(&other, &whole, None, (0, 10)).await.unwrap().1, 0);
        assert!(access.invitations(&officer, &whole, None, (0, 10)).await.is_err());
    });
}

async fn logins(access: &Access, who: &Principal, filter: AccountFilter) -> Vec<String> {
    let filter = AccountFilter { size: 10, ..filter };
    let (rows, total) = access.account_list(who, &filter).await.unwrap();
    assert_eq!(rows.len() as u64, total);
    rows.into_iter().map(|row| row.principal.login).collect()
}

#[test]
fn the_list_shows_the_accounts_of_ones_area_and_no_residents() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (keeper, _) = account(&access, "keeper", Role::Administrator, "990101/001").await;
        let (chief, _) = account(&access, "chief", Role::Auditor, "").await;
        account(&access, "worker_1", Role::GridWorker, "990101/001/002").await;
        account(&access, "workerX1", Role::GridWorker, "990101/0010").await;
        resident(&access, "resident", person(1)).await;
        let all = AccountFilter::default;
        assert_eq!(logins(&access, &keeper, all()).await, ["keeper", "worker_1"]);
        assert_eq!(
            logins(&access, &chief, all()).await,
            ["chief", "keeper", "worker_1", "workerx1"]
        );
        let named = AccountFilter { q: "R_1".to_owned(), ..all() };
        assert_eq!(logins(&access, &chief, named).await, ["worker_1"], "a mark is no joker");
        let there = AccountFilter { area: "990101/001".parse().unwrap(), ..all() };
        assert_eq!(logins(&access, &chief, there).await, ["keeper", "worker_1"]);
        let outside = AccountFilter { area: "990101/002".parse().unwrap(), ..all() };
        assert!(access.account_list(&keeper, &outside).await.is_err());

        let page = AccountFilter { skip: 1, size: 2, ..all() };
        let (rows, total) = access.account_list(&chief, &page).await.unwrap();
        assert_eq!((rows.len(), total, rows[0].principal.login.as_str()), (2, 4, "keeper"));
    });
}

#[test]
fn a_disabled_account_is_shut_at_once_and_opens_again() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (keeper, _) = account(&access, "keeper", Role::Administrator, "990101/001").await;
        let (worker, password) = account(&access, "worker", Role::GridWorker, "990101/001").await;
        let (chief, _) = account(&access, "chief", Role::Administrator, "").await;
        let credentials = Credentials {
            login: "worker",
            password: password.reveal(),
            code: None,
            origin: "192.0.2.1",
            agent: "",
            lang: None,
            previous: None,
        };
        let session = access.sign_in(credentials).await.unwrap().token;
        access.set_account_disabled(worker.account, true, &keeper).await.unwrap();
        assert!(access.session(&session).await.unwrap().is_none());
        assert!(matches!(access.sign_in(credentials).await, Err(Error::SignIn)));
        let shut = AccountFilter { disabled: Some(true), ..AccountFilter::default() };
        assert_eq!(logins(&access, &keeper, shut).await, ["worker"]);
        let own = access.set_account_disabled(keeper.account, true, &keeper).await;
        assert!(matches!(own, Err(Error::OwnAccount)));
        let above = access.set_account_disabled(chief.account, true, &keeper).await;
        assert!(matches!(above, Err(Error::Denied { .. })));

        access.set_account_disabled(worker.account, false, &keeper).await.unwrap();
        assert!(access.session(&session).await.unwrap().is_none(), "the session stays over");
        access.sign_in(credentials).await.unwrap();
        let filter = AccountFilter { size: 10, ..AccountFilter::default() };
        let (rows, _) = access.account_list(&keeper, &filter).await.unwrap();
        let row = rows.iter().find(|row| row.principal.login == "worker").unwrap();
        assert!(row.keeps && row.signed_in_at.is_some() && !row.second_factor);
        let own = rows.iter().find(|row| row.principal.login == "keeper").unwrap();
        assert!(!own.keeps);
    });
}
