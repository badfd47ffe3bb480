//! The policy files, and the schema they are checked against.

use std::fmt::Write as _;

use crate::{Action, Role};

macro_rules! files {
    ($($path:literal),+ $(,)?) => {
        /// Every policy file by its path under `policies/`; a test finds one that is forgotten here.
        pub(crate) const FILES: &[(&str, &str)] =
            &[$(($path, include_str!(concat!("../../../policies/", $path)))),+];
    };
}

files![
    "accounts/accounts.cedar",
    "blocks/blocks.cedar",
    "blocks/inspector.cedar",
    "cases/cases.cedar",
    "housing/housing.cedar",
    "housing/declarations.cedar",
    "housing/answering.cedar",
    "duty/duty.cedar",
    "dwellings/dwellings.cedar",
    "emergency/emergency.cedar",
    "exchange/exchange.cedar",
    "messages/messages.cedar",
    "proxies/proxies.cedar",
    "reads/reads.cedar",
    "retention/retention.cedar",
    "rights/rights.cedar",
    "register/register.cedar",
    "runs/runs.cedar",
    "signals/signals.cedar",
    "sources/sources.cedar",
    "tags/tags.cedar",
    "wash/wash.cedar",
];

/// The Cedar schema that follows from [`Action`] and [`Role`].
pub(crate) fn schema() -> String {
    let roles: Vec<String> = Role::ALL.iter().map(|role| format!("\"{role}\"")).collect();
    let mut text = format!(
        "// Generated from crates/access; LINLI_BLESS=1 cargo test -p access schema writes it again.\n\
         entity Area in [Area];\n\
         entity Role enum [{}];\n\
         entity Person;\n\
         // One account, weighed in one of its roles and where that role holds.\n\
         entity Account in [Role] = {{ scope: Area, person?: Person }};\n\
         entity Resource in [Area] = {{ subject?: Person }};\n\
         // Why a person is read (purpose) and on what ground (own, case, task, reason).\n\
         type Ground = {{ purpose: String, basis: String }};\n",
        roles.join(", ")
    );
    for action in Action::ALL {
        let context = if action.is_personal() { ", context: Ground" } else { "" };
        let _ = writeln!(
            text,
            "action \"{action}\" appliesTo {{ principal: Account, resource: Resource{context} }};"
        );
    }
    text
}
