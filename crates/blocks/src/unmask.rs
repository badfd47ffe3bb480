//! One masked value in full: its own read, on its own ground.

use access::{Access, Action, Field, FieldSet, Grant, Person, Undisclosed};
use kernel::{AreaPath, Id};

use crate::{
    Blocks, EndKind, Error, Result, store,
    vault::{Drawn, NUMBER},
};

/// A value of a person that screens show masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Masked {
    /// The name.
    Name,
    /// The birth date; screens show the year.
    BirthDate,
    /// The number of the identity document.
    DocumentNumber,
    /// A telephone, by its place among the person's telephones, from 0.
    Phone(usize),
    /// An e-mail address, by its place among the person's, from 0.
    Email(usize),
}

impl Masked {
    /// The field that the log names.
    #[must_use]
    pub const fn field(self) -> Field {
        match self {
            Self::Name => Field::Name,
            Self::BirthDate => Field::BirthDate,
            Self::DocumentNumber => Field::DocumentNumber,
            Self::Phone(_) => Field::Phone,
            Self::Email(_) => Field::Email,
        }
    }
}

impl Blocks {
    /// One value in full of a person joined to the unit that stands in `area`; nothing where there is none.
    /// [`Access::disclose`] opens it once the read is on the log.
    pub async fn unmask(
        &self,
        access: &Access,
        grant: &Grant,
        (unit, area): ([u8; 16], &AreaPath),
        person: Id<Person>,
        masked: Masked,
    ) -> Result<Undisclosed<Option<String>>> {
        if grant.action() != Action::BlocksUnmask {
            return Err(Error::OtherGrant {
                held: grant.action().name(),
                needed: Action::BlocksUnmask.name(),
            });
        }
        if !grant.area().contains(area) {
            return Err(access::Error::OutsideGrant.into());
        }
        let generation = store::generation(&self.database).await?;
        let joined = store::relations::to(&self.database, generation, &[unit]).await?;
        let lives_here = joined
            .iter()
            .any(|row| row.from.kind == EndKind::Person && row.from.id == person.to_bytes());
        let value =
            if lives_here { self.in_full(access, generation, person, masked).await? } else { None };
        let subjects = value.iter().map(|_| person).collect();
        Ok(Undisclosed::new(value, subjects, FieldSet::of(&[masked.field()])))
    }

    async fn in_full(
        &self,
        access: &Access,
        generation: i64,
        person: Id<Person>,
        masked: Masked,
    ) -> Result<Option<String>> {
        let (kind, place) = match masked {
            Masked::Phone(place) => ("phone", place),
            Masked::Email(place) => ("email", place),
            Masked::Name | Masked::BirthDate | Masked::DocumentNumber => {
                let mut found =
                    store::people::by_ids(&self.database, generation, &[person]).await?;
                let Some(row) = found.remove(&person) else { return Ok(None) };
                return match (masked, row.number_token) {
                    (Masked::Name, _) => Ok(Some(row.name)),
                    (Masked::BirthDate, _) => Ok(row.born_on.map(|day| day.to_string())),
                    (_, None) => Ok(None),
                    (_, Some(token)) => {
                        let wanted = vec![(NUMBER.to_owned(), token.to_vec())];
                        Drawn::read(&self.database, wanted).await?.open(access, NUMBER, &token)
                    }
                };
            }
        };
        let contacts =
            store::contacts::of_owners(&self.database, generation, &[person.to_bytes()]).await?;
        let tokens = contacts.into_iter().filter(|contact| contact.kind == kind);
        let tokens: Vec<Vec<u8>> = tokens.map(|contact| contact.token).collect();
        let wanted = tokens.iter().map(|token| (kind.to_owned(), token.clone())).collect();
        let drawn = Drawn::read(&self.database, wanted).await?;
        // A value that is kept no more is on no screen, and has no place there.
        match tokens.iter().filter(|token| drawn.has(kind, token)).nth(place) {
            Some(token) => drawn.open(access, kind, token),
            None => Ok(None),
        }
    }
}
