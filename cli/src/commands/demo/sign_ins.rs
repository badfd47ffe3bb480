//! The demo's sign-ins, made anew at every start.

use access::{
    Assignment, BatchRequest, Error as AccessError, Keeper, NewAccount, Person, Purpose, Role,
};
use anyhow::{Context as _, Result};
use blocks::{Blocks, EndKind};
use kernel::{AreaPath, Id, Lang, Text};
use register::query::Filter;
use serde::Serialize;

use crate::installation::Installation;

/// Who may sign in, and how.
#[derive(Debug, Serialize)]
pub(crate) struct SignIn {
    pub(crate) role: &'static str,
    pub(crate) account: &'static str,
    pub(crate) password: String,
}

/// Makes the sign-ins, or gives those of an earlier start new passwords.
pub(crate) async fn make(installation: &Installation) -> Result<Vec<SignIn>> {
    let filter = Filter { page: 1, size: 1, ..Filter::default() };
    let buildings = installation.register().buildings(&filter).await?;
    let grid = &buildings.rows.first().context("a building in the demo district")?.area;
    // The areas that hold the grid, the smallest first: itself, its community, its street.
    let held: Vec<AreaPath> = grid.upward().collect();
    let above = |steps: usize| held.get(steps).cloned().context("an area that holds the grid");
    let resident = someone(installation).await?;
    let plans = [
        (
            "officer",
            Role::DistrictOfficer,
            "district_officer",
            AreaPath::whole(),
            None,
            "区政务",
            "District office",
        ),
        ("worker", Role::GridWorker, "grid_worker", grid.clone(), None, "网格站", "Grid station"),
        (
            "street",
            Role::StreetOfficer,
            "street_officer",
            above(2)?,
            None,
            "街道办",
            "Street office",
        ),
        (
            "community",
            Role::CommunityOfficer,
            "community_officer",
            above(1)?,
            None,
            "社区工作站",
            "Community station",
        ),
        (
            "inspector",
            Role::Inspector,
            "inspector",
            AreaPath::whole(),
            None,
            "住房安全检查队",
            "Housing inspection",
        ),
        (
            "door_cards",
            Role::System,
            "system",
            AreaPath::whole(),
            None,
            "物业门禁系统",
            "Access-card system of the property managers",
        ),
        ("auditor", Role::Auditor, "auditor", AreaPath::whole(), None, "区审计", "District audit"),
        ("resident", Role::Resident, "resident", AreaPath::whole(), Some(resident), "", ""),
    ];
    let mut made = Vec::new();
    for (account, role, named, area, person, zh, en) in plans {
        let new = NewAccount {
            login: account.to_owned(),
            name: account.to_owned(),
            office: Text::new(zh, en),
            lang: Lang::Zh,
            assignments: vec![Assignment::new(role, area)],
            person,
        };
        let password = match installation.access.create_account(new, Keeper::Operator).await {
            Ok((_, password)) => password,
            Err(AccessError::LoginTaken(_)) => {
                installation.access.reset_password(account, Keeper::Operator).await?
            }
            Err(error) => return Err(error).with_context(|| format!("make the sign-in {account}")),
        };
        made.push(SignIn { role: named, account, password: password.reveal().to_owned() });
    }
    Ok(made)
}

/// One of the people of the last run: whoever the resident's account stands for.
async fn someone(installation: &Installation) -> Result<Id<Person>> {
    let request = BatchRequest {
        purpose: Purpose::DataQuality,
        run: "demo".to_owned(),
        tables: vec!["block_mention".to_owned()],
        columns: vec!["block_mention.entity_id".to_owned()],
    };
    let grant = installation.access.batch_grant(request).await?;
    let blocks = Blocks::new(installation.database.clone());
    let mentions = blocks.mentions(&grant, EndKind::Person, None, 1).await?;
    let mention = mentions.first().context("a person in the demo district's blocks")?;
    Ok(Id::from_bytes(mention.entity.id))
}
