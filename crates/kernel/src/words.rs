//! Closed lists of words, each with one name everywhere.

/// An enum whose variants have one name in the store, in catalogues, interfaces and policies, and a text for people.
///
/// The crate that calls it has `serde` and `schemars`.
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])+ $name:ident { $($(#[$variant_doc:meta])+ $variant:ident = $word:literal, $zh:literal, $en:literal;)+ }) => {
        $(#[$doc])+
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, schemars::JsonSchema,
        )]
        pub enum $name {
            $($(#[$variant_doc])+ #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every one, in order.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The one of this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }

            /// What people read.
            #[must_use]
            pub fn label(self) -> $crate::Text {
                match self { $(Self::$variant => $crate::Text::new($zh, $en),)+ }
            }
        }
    };
}

/// An enum whose variants have one name in the store, in interfaces and policies, by which they are found again, and no
/// text for people.
#[macro_export]
macro_rules! names {
    ($(#[$doc:meta])+ $name:ident { $($(#[$of:meta])+ $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$of])+ $variant,)+ }

        impl $name {
            /// Every one, in order.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownName;
            fn from_str(text: &str) -> Result<Self, $crate::UnknownName> {
                let found = Self::ALL.iter().find(|one| one.name() == text);
                found.copied().ok_or_else(|| $crate::UnknownName::of(text))
            }
        }
    };
}

/// A text that is none of the names of a list; of a long one the beginning.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is none of the names")]
pub struct UnknownName(String);

impl UnknownName {
    /// For the lists that [`names!`](crate::names) makes.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(text.chars().take(64).collect())
    }
}
