//! `GET /api/accounts/roles`

use access::{Role, RoleKind, may};
use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Caller, TextShape};

/// A role that somebody can be invited to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoleTemplateShape {
    /// The role.
    role: &'static str,
    /// Its name.
    title: TextShape,
    /// What its holder does.
    does: TextShape,
    /// The level of the area tree at which it is usually held.
    level: String,
}

/// The roles that somebody can be invited to: of staff and of partners.
#[utoipa::path(
    get, path = "/api/accounts/roles", tag = "accounts", security(("session" = [])),
    responses(
        (status = OK, body = Vec<RoleTemplateShape>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(_: Caller<may::AccountsManage>) -> Json<Vec<RoleTemplateShape>> {
    let given = |kind| matches!(kind, RoleKind::Staff | RoleKind::Partner);
    let templates = Role::templates().iter().filter(|template| given(template.kind));
    let shape = |template: &access::RoleTemplate| RoleTemplateShape {
        role: template.id.name(),
        title: template.title.clone().into(),
        does: template.does.clone().into(),
        level: template.level.clone(),
    };
    Json(templates.map(shape).collect())
}
