//! A mapping in the making, as the screen edits it.

use fusion::mapping::{
    ColumnType, NumberScheme, Title,
    draft::{Draft, DraftColumn, DraftRelation, Field},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A mapping in the making: one line a column.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MappingDraft {
    /// Short id of the source: `a-z`, `0-9` and `_`.
    source: String,
    /// What the table is called.
    #[schema(value_type = crate::TextShape)]
    title: Title,
    /// The office that keeps it.
    #[schema(value_type = crate::TextShape)]
    office: Title,
    /// Authority: where sources differ, the higher rank's value is shown first.
    rank: u16,
    /// The law or rule the office collects by; nothing where none was read.
    #[schema(value_type = Option<crate::TextShape>)]
    legal_basis: Option<Title>,
    /// The file or files under the sources folder.
    files: String,
    /// The columns of the table, in its order.
    columns: Vec<MappedColumn>,
    /// The relations that a row states.
    relations: Vec<MappedRelation>,
    /// What the source is for, where rules of tags ask: `residence_register`, `letting_filing`, `title_register`,
    /// `utility_account`, `dormitory_report`, `licence_register`, `property_management`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    serves: Vec<blocks::Duty>,
    /// Whether other offices are told of it as another office.
    #[serde(default)]
    unnamed: bool,
}

/// A column: its type, and what it is for.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MappedColumn {
    /// Its header.
    name: String,
    /// What it is for; `nothing` is not read.
    #[schema(value_type = String)]
    field: Field,
    /// The role it belongs to; empty where the field speaks of the row.
    role: String,
    /// What its cells hold.
    #[schema(value_type = String)]
    kind: ColumnType,
    /// Of a day: its formats.
    formats: Vec<String>,
    /// Of a number: how the country writes it.
    #[schema(value_type = Option<String>)]
    scheme: Option<NumberScheme>,
    /// Of a sex: words for male.
    male: Vec<String>,
    /// Of a sex: words for female.
    female: Vec<String>,
    /// Of a flag: words for yes.
    yes: Vec<String>,
    /// Of a flag: words for no.
    no: Vec<String>,
    /// A row without it is rejected.
    required: bool,
    /// Of a person's name: organisations stand in this column too.
    mixed: bool,
}

/// A relation that each row states.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MappedRelation {
    /// Its type, of the catalogue.
    kind: String,
    /// The role it goes from.
    from: String,
    /// The role it goes to.
    to: String,
    /// Whether the row's first and last valid day are its own.
    dated: bool,
}

impl From<Draft> for MappingDraft {
    fn from(draft: Draft) -> Self {
        Self {
            source: draft.source,
            title: draft.title,
            office: draft.office,
            rank: draft.rank,
            legal_basis: draft.legal_basis,
            files: draft.files,
            columns: draft.columns.into_iter().map(Into::into).collect(),
            relations: draft.relations.into_iter().map(Into::into).collect(),
            serves: draft.serves,
            unnamed: draft.unnamed,
        }
    }
}

impl From<MappingDraft> for Draft {
    fn from(draft: MappingDraft) -> Self {
        Self {
            source: draft.source,
            title: draft.title,
            office: draft.office,
            rank: draft.rank,
            legal_basis: draft.legal_basis,
            files: draft.files,
            columns: draft.columns.into_iter().map(Into::into).collect(),
            relations: draft.relations.into_iter().map(Into::into).collect(),
            serves: draft.serves,
            unnamed: draft.unnamed,
        }
    }
}

macro_rules! same_fields {
    ($one:ident, $other:ident, $($field:ident),+) => {
        impl From<$one> for $other {
            fn from($one { $($field),+ }: $one) -> Self {
                Self { $($field),+ }
            }
        }
        impl From<$other> for $one {
            fn from($other { $($field),+ }: $other) -> Self {
                Self { $($field),+ }
            }
        }
    };
}

same_fields!(
    DraftColumn,
    MappedColumn,
    name,
    field,
    role,
    kind,
    formats,
    scheme,
    male,
    female,
    yes,
    no,
    required,
    mixed
);
same_fields!(DraftRelation, MappedRelation, kind, from, to, dated);
