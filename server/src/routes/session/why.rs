//! `GET /api/why`

use access::{Action, Basis, Change, Explanation, Purpose, Question, Resource};
use axum::{
    Json,
    extract::{Query, State},
};
use kernel::{AreaPath, Text};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{AppState, Problem, TextShape, caller::SignedIn};

/// What is asked.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// The action, such as `blocks.view_people`.
    action: String,
    /// The area of the thing, as a path of codes; the whole district where not given.
    #[serde(default)]
    area: Option<String>,
    /// The purpose, where people are read, such as `registration`.
    #[serde(default)]
    purpose: Option<String>,
    /// The kind of ground, where people are read: `case`, `task`, `reason`, `emergency` or `own`.
    #[serde(default)]
    basis: Option<String>,
}

/// Why the signed-in account may or may not, role by role.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Why {
    /// Whether it is permitted.
    permitted: bool,
    /// What each role of the account comes to.
    roles: Vec<RoleSays>,
    /// What would make it permitted, the smallest change first; empty where it is.
    would: Vec<Would>,
}

/// What one role comes to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoleSays {
    /// The role.
    #[schema(value_type = TextShape)]
    role: Text,
    /// Where it holds; empty for the whole district.
    area: String,
    /// Whether the thing lies there.
    inside: bool,
    /// Whether it permits.
    permitted: bool,
    /// The policies that decided, in words.
    policies: Vec<PolicySays>,
}

/// A policy.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PolicySays {
    /// Its name in the policy files.
    policy: String,
    /// What it says.
    #[schema(value_type = TextShape)]
    says: Text,
}

/// A change that would make it permitted.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Would {
    /// `ground`, `area`, `role` or `never`.
    change: &'static str,
    /// In words.
    #[schema(value_type = TextShape)]
    says: Text,
}

/// Why may I, or why may I not: the policies that decide, in words, and what would change it.
#[utoipa::path(
    get, path = "/api/why", tag = "session", security(("session" = [])), params(Asked),
    responses(
        (status = OK, body = Why),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: SignedIn,
    State(state): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Json<Why>, Problem> {
    let none = |zh: &str, en: &str| Problem::bad_request(Text::new(zh, en));
    let action: Action =
        asked.action.parse().map_err(|_| none("没有这项操作", "There is no such action"))?;
    let area = asked.area.as_deref().unwrap_or_default().parse();
    let area: AreaPath = area.map_err(|_| none("区域编码有误", "The area is no path of codes"))?;
    let purpose: Option<Purpose> = asked
        .purpose
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(|_| none("没有这个用途", "There is no such purpose"))?;
    let basis = asked.basis.as_deref().unwrap_or_default();
    if !basis.is_empty() && !Basis::KINDS.contains(&basis) {
        return Err(none("没有这种依据", "There is no such kind of ground"));
    }
    let own = basis == "own";
    let subject = caller.principal.person.filter(|_| own);
    let question = Question::new(action, Resource { area, subject }, purpose, basis);
    Ok(Json(Why::of(&state.access.explain(&caller.principal, &question)?)))
}

impl Why {
    fn of(told: &Explanation) -> Self {
        let policy = |policy: &access::PolicySays| PolicySays {
            policy: policy.id.clone(),
            says: policy.says.clone(),
        };
        let role = |role: &access::RoleExplanation| RoleSays {
            role: role.role.label(),
            area: role.area.to_string(),
            inside: role.inside,
            permitted: role.permitted,
            policies: role.policies.iter().map(policy).collect(),
        };
        Self {
            permitted: told.permitted,
            roles: told.roles.iter().map(role).collect(),
            would: told.would.iter().map(would).collect(),
        }
    }
}

fn would(change: &Change) -> Would {
    let joined = |or_zh: &str, or_en: &str, texts: Vec<Text>| {
        let zh: Vec<_> = texts.iter().map(|text| text.zh.clone()).collect();
        let en: Vec<_> = texts.iter().map(|text| text.en.clone()).collect();
        Text::new(zh.join(or_zh), en.join(or_en))
    };
    let (change, says) = match change {
        Change::Ground { purpose, bases } => {
            let bases = joined("或", " or ", bases.iter().map(|basis| ground(basis)).collect());
            let purpose = purpose.label();
            let zh = format!("用途为“{}”，并有{}", purpose.zh, bases.zh);
            let en = format!("For this purpose: {}; on {}", purpose.en, bases.en);
            ("ground", Text::new(zh, en))
        }
        Change::Area { role, area } => {
            let place = if area.as_str().is_empty() { "" } else { area.as_str() };
            let role = role.label();
            let zh = format!("在您担任{}的区域内（{place}）", role.zh);
            let en = format!("Within the area where you are {} ({place})", role.en);
            ("area", Text::new(zh, en))
        }
        Change::Role { roles } => {
            let roles = joined("、", ", ", roles.iter().map(|role| role.label()).collect());
            let zh = format!("由当地的{}办理", roles.zh);
            let en = format!("Somebody who is one of these there: {}", roles.en);
            ("role", Text::new(zh, en))
        }
        Change::Never => ("never", Text::new("任何人都不得这样做", "Nobody may do this")),
    };
    Would { change, says }
}

fn ground(kind: &str) -> Text {
    match kind {
        "case" => Text::new("事件编号", "the number of a case"),
        "task" => Text::new("任务编号", "the number of a task"),
        "reason" => Text::new("书面理由", "a reason in words"),
        "emergency" => Text::new("紧急开启", "an emergency that was opened"),
        "proxy" => Text::new("代理或监护", "acting for the person as their proxy or guardian"),
        _ => Text::new("本人信息", "one's own data"),
    }
}
