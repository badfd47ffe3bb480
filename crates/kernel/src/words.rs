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
