//! `linli keys`: rotating the keys of sealed values while the server serves.

use access::{SealedTable, SealingKey, Suite};
use anyhow::{Result, bail};
use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use server::Config;

use crate::{
    global::Global,
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// The keys of sealed values.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// List the keys in the ring.
    List,
    /// Add a key: new values take it from now on, old ones still open.
    Rotate {
        /// Its cipher, in place of the one that the configuration names.
        #[arg(long, value_enum)]
        cipher: Option<Cipher>,
    },
    /// Seal every value again under the current key. The server serves meanwhile; what is stopped goes on where it was.
    Reseal,
    /// Take keys that seal nothing any more out of the ring.
    Retire,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Cipher {
    /// AES-256-GCM-SIV.
    AesGcmSiv,
    /// SM4-GCM, where it must be.
    Sm4Gcm,
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
    match arguments.what {
        What::List => terminal.result(&access.sealer().keys(), |keys| {
            keys.iter().copied().map(line).collect::<Vec<_>>().join("\n")
        })?,
        What::Rotate { cipher } => {
            let suite: Suite = match cipher {
                None => config.keys.cipher.into(),
                Some(Cipher::AesGcmSiv) => Suite::AesGcmSiv,
                Some(Cipher::Sm4Gcm) => Suite::Sm4Gcm,
            };
            let number = access.rotate_sealing_key(suite).await?;
            terminal.result(&json!({ "key": number, "cipher": suite }), |_| {
                format!(
                    "key {number} ({}) seals from now on; `linli keys reseal` does the rest",
                    suite.name()
                )
            })?;
        }
        What::Reseal => {
            let done = access.reseal(&sealed(), terminal).await?;
            terminal.result(&done, |done| {
                format!("{} values looked at, {} sealed again", done.seen, done.sealed)
            })?;
            if done.broken > 0 {
                bail!("{} values do not open; they were left as they are", done.broken);
            }
        }
        What::Retire => {
            let retired = access.retire_keys(&sealed()).await?;
            terminal.result(&json!({ "retired": retired }), |_| match retired.as_slice() {
                [] => "every key still seals values".to_owned(),
                keys => format!("retired {keys:?}"),
            })?;
        }
    }
    Ok(Outcome::Done)
}

/// Every column of the installation that holds sealed values.
fn sealed() -> Vec<SealedTable> {
    [access::SEALED, blocks::SEALED, casework::SEALED, housing::SEALED, messages::SEALED].concat()
}

fn line(key: SealingKey) -> String {
    let mark = if key.current { "   current" } else { "" };
    format!("{:>4}  {}{mark}", key.number, key.suite.name())
}
