//! Closed lists of words, each with one name in interfaces and in the store.

/// An enum whose variants have a name, by which they are found again.
macro_rules! words {
    ($(#[$doc:meta])+ $name:ident { $($(#[$of:meta])+ $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$of])+ $variant,)+ }

        impl $name {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its name in interfaces and in the store.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownWord;
            fn from_str(text: &str) -> Result<Self, $crate::UnknownWord> {
                let found = Self::ALL.iter().find(|one| one.name() == text);
                found.copied().ok_or_else(|| $crate::UnknownWord::of(text))
            }
        }
    };
}
pub(crate) use words;

/// A text that is none of the words of a list.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is none of these words")]
pub struct UnknownWord(String);

impl UnknownWord {
    pub(crate) fn of(text: &str) -> Self {
        Self(text.chars().take(64).collect())
    }
}
