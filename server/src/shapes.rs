//! Shapes that many answers share.

use kernel::Text;
use serde::Serialize;
use utoipa::ToSchema;

/// A text in both languages, described for the interface. Use
/// `#[schema(value_type = TextShape)]` on a field of type [`kernel::Text`].
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Text)]
pub struct TextShape {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl From<Text> for TextShape {
    fn from(Text { zh, en }: Text) -> Self {
        Self { zh, en }
    }
}
