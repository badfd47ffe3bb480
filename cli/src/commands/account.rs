//! `linli account create`: with a password that is made and printed once.

use access::{Assignment, Keeper, NewAccount, Role};
use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};
use kernel::{AreaPath, Lang, Text};
use serde_json::json;
use server::Config;

use crate::{
    global::Global,
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// Accounts and their roles.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Create an account; its password is made here and printed once.
    Create(Create),
    /// Give an account a new password, or take its second factor away; its sessions end.
    Reset {
        /// What it signs in with.
        login: String,
        /// Take the second factor away and leave the password: for an account whose device and recovery codes are
        /// lost while no two other officers are there to give it back.
        #[arg(long)]
        second_factor: bool,
    },
    /// Close an account; its sessions end and its login is never given again.
    Close {
        /// What it signs in with.
        login: String,
    },
    /// List the accounts.
    List,
}

#[derive(Args)]
struct Create {
    /// What to sign in with.
    login: String,
    /// What to call it.
    #[arg(long)]
    name: String,
    /// A role, such as `district_officer` or `grid_worker`.
    #[arg(long)]
    role: String,
    /// The area in which the role holds, as a path of codes; the whole district where absent.
    #[arg(long, default_value = "")]
    area: String,
    /// The office, in Chinese, as residents will read it.
    #[arg(long, default_value = "")]
    office_zh: String,
    /// The office, in English.
    #[arg(long, default_value = "")]
    office_en: String,
}

/// Runs the command.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    let installation = Installation::open(global, config).await?;
    let access = &installation.access;
    match &arguments.what {
        What::Create(create) => {
            let (principal, password) = access
                .create_account(new_account(create)?, Keeper::Operator)
                .await
                .with_context(|| format!("create the account {}", create.login))?;
            told(terminal, &principal.login, password.reveal())?;
        }
        What::Reset { login, second_factor: true } => {
            access.drop_second_factor(login, Keeper::Operator).await?;
            terminal.result(&json!({ "account": login, "second_factor": false }), |_| {
                format!("{login} has no second factor any more; its sessions ended")
            })?;
        }
        What::Reset { login, second_factor: false } => {
            let password = access.reset_password(login, Keeper::Operator).await?;
            told(terminal, login, password.reveal())?;
        }
        What::Close { login } => {
            access.close_account(login, Keeper::Operator).await?;
            terminal.result(&json!({ "account": login, "closed": true }), |_| {
                format!("{login} is closed; its sessions ended")
            })?;
        }
        What::List => {
            let accounts = access.accounts(Keeper::Operator).await?;
            let logins: Vec<_> =
                accounts.iter().map(|facts| facts.principal.login.clone()).collect();
            terminal.result(&logins, |logins| logins.join("\n"))?;
        }
    }
    Ok(Outcome::Done)
}

fn new_account(create: &Create) -> Result<NewAccount> {
    let role: Role = create.role.parse().with_context(|| {
        let names: Vec<&str> = Role::ALL.iter().map(|known| known.name()).collect();
        format!("--role: use one of {}", names.join(", "))
    })?;
    let area: AreaPath = create.area.parse()?;
    Ok(NewAccount {
        login: create.login.clone(),
        name: create.name.clone(),
        office: Text::new(&create.office_zh, &create.office_en),
        lang: Lang::Zh,
        assignments: vec![Assignment::new(role, area)],
        person: None,
    })
}

fn told(terminal: &Terminal, login: &str, password: &str) -> Result<()> {
    terminal.result(&json!({ "account": login, "password": password }), |_| {
        format!("account   {login}\npassword  {password}   (shown once)")
    })
}
