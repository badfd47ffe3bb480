//! The password that the holder of an account chooses for it.

use crate::{
    Access, Error, Keeper, Principal, SessionToken,
    password::is_strong,
    store::{accounts, sessions},
};

/// What proves once more who is signed in.
#[derive(Clone, Copy, Debug)]
pub struct Proof<'a> {
    /// The password that holds.
    pub password: &'a str,
    /// A code, where there is a second factor.
    pub code: Option<&'a str>,
}

impl Access {
    /// Sets the password that the holder of the signed-in account chose, once the one before and, where there is a second
    /// factor, a code are right. Every other session of the account ends; passkeys and identities that sign it in stay.
    ///
    /// # Errors
    /// [`Error::WeakPassword`] before anything is proven: a code is not spent for it. [`Error::CodeNeeded`] and
    /// [`Error::NotProven`] where the proof is wanting.
    pub async fn change_password(
        &self,
        principal: &Principal,
        session: &SessionToken,
        proof: Proof<'_>,
        chosen: &str,
    ) -> Result<(), Error> {
        if !is_strong(chosen, &principal.login) {
            return Err(Error::WeakPassword);
        }
        self.prove_anew(principal, proof.password, proof.code, "password.ask").await?;
        let hash = self.hashed(chosen.to_owned()).await?;
        let (account, keeper, now) = (principal.account, Keeper::Account(principal), self.now());
        let mut unit = self.database.begin().await?;
        // Shut meanwhile, or its password set by others, which ends every session: that stands.
        let lasts = accounts::hold(&mut unit, account).await?
            && sessions::lasts(&unit, &session.hash(), account, now, self.idle_since(now)).await?;
        if !lasts {
            return Err(Error::NotProven);
        }
        accounts::set_password(&mut unit, account, &hash).await?;
        sessions::delete_others(&mut unit, account, &session.hash()).await?;
        self.record(&mut unit, "password.change", keeper, account).await?;
        Ok(unit.commit().await?)
    }
}
