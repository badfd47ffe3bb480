//! Whom a declaration is of: as written, and as kept. Nothing is asked but what ties a declaration to somebody: no picture,
//! nothing of where they come from, what they believe or how they are.

use std::fmt;

use access::{Access, Scheme, Token, TokenKind, Tokenized, Tokenizer};

use super::{refusal::DeclarationRefusal as Refusal, words::Document};
use crate::Result;

/// Longest name, characters.
const LONGEST_NAME: usize = 80;
/// Longest number, characters.
const LONGEST_NUMBER: usize = 40;

/// Columns of values that are sealed, and the places they are bound to.
pub(crate) const NAME: &str = "housing_declaration.name";
pub(crate) const NUMBER: &str = "housing_declaration.number";
pub(crate) const PHONE: &str = "housing_declaration.phone";

/// Somebody as a declarant writes them down.
#[derive(Clone, PartialEq, Eq)]
pub struct DeclaredPerson {
    /// Name.
    pub name: String,
    /// What kind of document the number is of.
    pub document: Document,
    /// The number; may be left out by people of themselves.
    pub number: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
}

/// No value of a person goes where values are printed.
impl fmt::Debug for DeclaredPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeclaredPerson").field("document", &self.document).finish_non_exhaustive()
    }
}

/// The same as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sealed {
    pub(crate) name: Vec<u8>,
    pub(crate) number: Option<Vec<u8>>,
    pub(crate) phone: Option<Vec<u8>>,
    pub(crate) token: Option<[u8; 16]>,
}

impl DeclaredPerson {
    /// Whether it can be right; the token of the number where there is one.
    ///
    /// # Errors
    /// [`Refusal::NoName`], [`Refusal::NoNumber`], [`Refusal::BadNumber`], [`Refusal::BadPhone`].
    pub fn check(&self, own: bool, tokenizer: &Tokenizer) -> Result<Option<Token>, Refusal> {
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            return Err(Refusal::NoName);
        }
        let scheme = match self.document {
            Document::IdentityCard => Scheme::Cn,
            Document::Other => Scheme::Plain,
        };
        let phone = self.phone.as_deref().unwrap_or_default();
        if matches!(tokenizer.token(TokenKind::Phone(scheme), phone), Tokenized::Invalid(_)) {
            return Err(Refusal::BadPhone);
        }
        let written = self.number.as_deref().unwrap_or_default();
        if written.chars().count() > LONGEST_NUMBER {
            return Err(Refusal::BadNumber);
        }
        match tokenizer.token(TokenKind::IdentityNumber(scheme), written) {
            Tokenized::Token(token) => Ok(Some(token)),
            Tokenized::Missing if own => Ok(None),
            Tokenized::Missing => Err(Refusal::NoNumber),
            Tokenized::Invalid(_) => Err(Refusal::BadNumber),
        }
    }

    /// As it is kept.
    pub(crate) fn seal(&self, own: bool, access: &Access) -> Result<Sealed> {
        let token = self.check(own, access.tokenizer())?;
        let written = |value: &Option<String>| {
            value.as_deref().map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
        };
        let seal = |place: &str, value: Option<String>| {
            value.map(|value| access.sealer().seal(place, &value)).transpose()
        };
        Ok(Sealed {
            name: access.sealer().seal(NAME, self.name.trim())?,
            number: seal(NUMBER, written(&self.number))?,
            phone: seal(PHONE, written(&self.phone))?,
            token: token.map(Token::to_bytes),
        })
    }
}
