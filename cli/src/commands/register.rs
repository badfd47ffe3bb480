//! `linli register split | merge | renumber`: what changes on the ground, with its reason.

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use kernel::Id;
use register::{
    Register,
    edit::{NewUnit, Reason},
    model::Unit,
};
use serde_json::json;
use server::Config;

use crate::{
    commands::address::follow,
    global::Global,
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// Units that were split or merged, and new numbers. What was stays findable: as a retired unit or as an alias.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
    /// Why, and who says so: kept with the change.
    #[arg(long, global = true)]
    reason: Option<String>,
}

#[derive(Subcommand)]
enum What {
    /// One unit becomes several.
    Split {
        /// The code of the unit.
        code: String,
        /// The room number of each new unit.
        #[arg(long = "room", required = true)]
        rooms: Vec<String>,
    },
    /// Several units of one building become one.
    Merge {
        /// The codes of the units.
        #[arg(required = true)]
        codes: Vec<String>,
        /// The room number of the new unit.
        #[arg(long)]
        room: String,
    },
    /// A unit gets another room number, or a building another number on its road.
    Renumber {
        /// The code of the unit or the building.
        code: String,
        /// The new number.
        #[arg(long)]
        number: String,
    },
}

/// Runs the command.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    let reason = arguments.reason.clone().unwrap_or_default();
    if reason.trim().is_empty() {
        bail!("say why, and who says so: --reason TEXT");
    }
    let reason = Reason { account: None, text: reason };
    let installation = Installation::open(global, config).await?;
    let register = installation.register();
    let new = |room: &String| NewUnit { room: room.clone(), ..NewUnit::default() };
    let made = match &arguments.what {
        What::Split { code, rooms } => {
            let into: Vec<NewUnit> = rooms.iter().map(new).collect();
            register.split_unit(unit(&register, code).await?, &into, &reason).await?
        }
        What::Merge { codes, room } => {
            let mut units = Vec::new();
            for code in codes {
                units.push(unit(&register, code).await?);
            }
            vec![register.merge_units(&units, &new(room), &reason).await?]
        }
        What::Renumber { code, number } => {
            if let Some(building) = register.building_of_code(code).await? {
                register.renumber_building(building, number, &reason).await?;
            } else {
                let unit = unit(&register, code).await?;
                register.renumber_unit(unit, number, &reason).await?;
            }
            Vec::new()
        }
    };
    let mut codes = Vec::new();
    for id in made {
        let unit = register.unit(id).await?.context("read the new unit")?;
        codes.push(unit.row.code);
    }
    follow(&installation, terminal).await;
    terminal.result(&json!({ "made": codes }), |_| match codes.as_slice() {
        [] => "renumbered".to_owned(),
        codes => codes.join("\n"),
    })?;
    Ok(Outcome::Done)
}

async fn unit(register: &Register, code: &str) -> Result<Id<Unit>> {
    let found = register.unit_of_code(code).await?;
    found.with_context(|| format!("{code}: no unit of the register has this code now"))
}
