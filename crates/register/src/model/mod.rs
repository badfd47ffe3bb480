//! What the register holds: one file per kind of thing.

mod alias;
mod area;
mod building;
mod code;
mod estate;
mod extent;
mod feature;
mod head;
mod names;
mod thoroughfare;
mod unit;

pub use alias::{Alias, AliasKind, Target};
pub use area::{Area, AreaLevel};
pub use building::Building;
pub use code::{Code, CodeError, CodeLevel};
pub use estate::Estate;
pub use extent::Extent;
pub use feature::{Feature, Layer};
pub use head::{Head, Stage};
pub use names::{Name, initials};
pub use thoroughfare::Thoroughfare;
pub use unit::Unit;

pub(crate) use head::{HEAD_COLUMNS, Record, id_column};

/// Gives an enum its word in the database and back.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every one of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in files, the database and the API.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The one a word stands for.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use words;
