//! Declarations read: lists of places and states, and whom they are of, under a grant alone.

use access::{Access, Action, Field, FieldSet, Grant, Undisclosed, mask_id, mask_name, mask_phone};

use super::read::Step;
use crate::{
    AccountId, BuildingId, DeclarationId, Error, Housing, Result, UnitId,
    declaration::{DeclarationAction, DeclarationState, Document, NAME, NUMBER, PHONE, Tie},
    filter::DeclarationFilter,
    store::{self, declarations::DeclarationRow},
};

/// What a worker is shown, who asks for somebody at a door.
const TO_WORKERS: FieldSet = FieldSet::of(&[
    Field::Name,
    Field::DocumentType,
    Field::DocumentNumberMasked,
    Field::PhoneMasked,
    Field::Residence,
]);
/// What a declarant is shown of whom they declared.
const TO_DECLARANTS: FieldSet = FieldSet::of(&[
    Field::NameMasked,
    Field::DocumentType,
    Field::DocumentNumberMasked,
    Field::PhoneMasked,
    Field::Residence,
]);

/// Whom a declaration is of, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownPerson {
    /// The name; in part to declarants.
    pub name: String,
    /// What kind of document.
    pub document: Document,
    /// Its number, in part.
    pub number: Option<String>,
    /// Telephone, in part.
    pub phone: Option<String>,
}

impl Housing {
    /// A declaration.
    pub async fn declaration(&self, id: DeclarationId) -> Result<Option<DeclarationRow>> {
        store::declarations::find((&self.database).into(), id).await
    }

    /// Everything that was done to a declaration, in order.
    pub async fn declaration_steps(
        &self,
        id: DeclarationId,
    ) -> Result<Vec<Step<DeclarationAction>>> {
        let found = store::actions::of((&self.database).into(), id.to_bytes()).await?;
        Ok(found.into_iter().map(|(action, words)| Step { action, words }).collect())
    }

    /// A page of declarations, the newest first: places and states; whom they are of is asked for by [`Housing::whom`].
    pub async fn declarations(&self, filter: &DeclarationFilter) -> Result<Vec<DeclarationRow>> {
        store::declarations::list(&self.database, filter).await
    }

    /// How many a filter finds, counted up to 1,001.
    pub async fn count_declarations(&self, filter: &DeclarationFilter) -> Result<u64> {
        store::declarations::count_all(&self.database, filter).await
    }

    /// How many declarations of a building stand how, by what they say somebody does there: of nobody, and of no unit.
    pub async fn tally_declarations(
        &self,
        building: BuildingId,
    ) -> Result<Vec<(DeclarationState, Tie, u64)>> {
        store::declarations::tally(&self.database, building).await
    }

    /// What an account declared, the newest first.
    pub async fn declared_by(&self, account: AccountId) -> Result<Vec<DeclarationRow>> {
        store::declarations::of_declarant((&self.database).into(), account).await
    }

    /// What an account declared of its own person, the newest first.
    pub async fn declared_of_oneself(&self, account: AccountId) -> Result<Vec<DeclarationRow>> {
        store::declarations::of_oneself((&self.database).into(), account).await
    }

    /// What was declared of the person whose number has this token, the newest first; also where somebody wrote it down as
    /// their own.
    pub async fn declared_of(&self, token: [u8; 16]) -> Result<Vec<DeclarationRow>> {
        store::declarations::of_token((&self.database).into(), token).await
    }

    /// Accounts that answer for a unit now: whose word that they themselves let or run it was verified.
    pub async fn answering(&self, unit: UnitId) -> Result<Vec<AccountId>> {
        store::declarations::answering((&self.database).into(), unit, self.when().now).await
    }

    /// Accounts that speak for a building as a whole now.
    pub async fn speaking_for(&self, building: BuildingId) -> Result<Vec<AccountId>> {
        store::declarations::speaking_for((&self.database).into(), building, self.when().now).await
    }

    /// Whom these declarations are of, under a grant for their area. [`Access::disclose`] opens it once the read is on the
    /// log.
    ///
    /// # Errors
    /// [`Error::OtherGrant`] for a grant that is for something else; that a declarant's own are shown to them is for the
    /// caller to see to.
    pub fn whom(
        &self,
        access: &Access,
        grant: &Grant,
        rows: &[DeclarationRow],
    ) -> Result<Undisclosed<Vec<ShownPerson>>> {
        let fields = match grant.action() {
            Action::HousingViewDeclared => TO_WORKERS,
            Action::HousingViewOwnDeclared => TO_DECLARANTS,
            other => {
                return Err(Error::OtherGrant {
                    held: other.name(),
                    needed: Action::HousingViewDeclared.name(),
                });
            }
        };
        let in_full = fields.contains(Field::Name);
        let mut shown = Vec::with_capacity(rows.len());
        for row in rows {
            if !grant.area().contains(&row.area) {
                return Err(access::Error::OutsideGrant.into());
            }
            shown.push(opened(access, row, in_full)?);
        }
        let subjects = rows.iter().map(|row| row.subject).collect();
        Ok(Undisclosed::new(shown, subjects, fields))
    }
}

fn opened(access: &Access, row: &DeclarationRow, in_full: bool) -> Result<ShownPerson> {
    let sealer = access.sealer();
    let open = |place: &str, sealed: Option<&Vec<u8>>| {
        sealed.map(|sealed| sealer.open_value(place, sealed)).transpose()
    };
    let name = sealer.open_value(NAME, &row.name)?;
    Ok(ShownPerson {
        name: if in_full { name } else { mask_name(&name) },
        document: row.document,
        number: open(NUMBER, row.number.as_ref())?.map(|number| mask_id(&number)),
        phone: open(PHONE, row.phone.as_ref())?.map(|phone| mask_phone(&phone)),
    })
}
