//! An answer in the format that was asked for.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::xml;

/// JSON or XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Xml,
}

impl Format {
    /// From the end of a path.
    pub(super) fn read(text: &str) -> Option<Self> {
        match text {
            "json" => Some(Self::Json),
            "xml" => Some(Self::Xml),
            _ => None,
        }
    }

    /// What stands before the last dot of a path's end, and the format after it.
    pub(super) fn split(text: &str) -> Option<(&str, Self)> {
        let (name, format) = text.rsplit_once('.')?;
        Some((name, Self::read(format)?))
    }

    /// A value in this format, with the standard's name around it in XML.
    pub(super) fn answer(self, status: StatusCode, root: &str, value: &Value) -> Response {
        let (kind, text) = match self {
            Self::Json => ("application/json; charset=utf-8", value.to_string()),
            Self::Xml => ("text/xml; charset=utf-8", xml::document(root, value)),
        };
        (status, [(header::CONTENT_TYPE, kind)], text).into_response()
    }

    /// The standard's way of saying no.
    pub(super) fn error(self, status: StatusCode, description: &str) -> Response {
        let error = json!([{ "code": status.as_u16(), "description": description }]);
        self.answer(status, "errors", &error)
    }
}
