//! `linli demo`: a small synthetic district, imported, fused and served.

mod cases;
mod housing;
mod micro;
mod past;
mod sign_ins;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use district::Size;
use register::import;
use rust_embed::Embed;
use serde_json::json;
use server::Config;

use crate::{
    commands::{fuse, import::index, serve::stopped},
    global::Global,
    installation::Installation,
    partial::Partial,
    terminal::{Outcome, Terminal},
};

/// Make a small synthetic district, fuse it and serve it.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Address and port, in place of the configured ones; port 0 takes any that is free.
    #[arg(long)]
    listen: Option<String>,
    /// The seed of the district.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A file that gets the address and the sign-ins as JSON once all is served.
    #[arg(long)]
    ready: Option<PathBuf>,
}

/// The mapping files of the synthetic district, inside the binary.
#[derive(Embed)]
#[folder = "../examples/district"]
struct Mappings;

/// Makes what is missing, then serves.
pub(crate) async fn run(
    global: &Global,
    mut config: Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    if let Some(listen) = &arguments.listen {
        config.server.listen.clone_from(listen);
    }
    // A port that is taken is told before the district is made, not after.
    let listener = server::bind(&config).await?;
    let bound = listener.local_addr()?;
    if config.messages.address.is_empty() && bound.ip().is_loopback() {
        // A name, for passkeys are made for names alone.
        config.messages.address = format!("http://localhost:{}", bound.port());
    }
    let installation = Installation::open(global, &config).await?;
    make(&installation, arguments.seed, terminal).await?;
    let accounts = sign_ins::make(&installation).await?;
    let hotline = installation.data.join("district/tables/hotline_complaints.csv");
    cases::make(&installation, &hotline).await.context("open some cases")?;
    housing::make(&installation).await.context("inspect some buildings")?;
    micro::make(&installation).await.context("find some micro-events")?;
    let address = format!("http://{bound}");
    let state = installation.state(config)?;
    told(&address, &accounts, terminal)?;
    if let Some(path) = &arguments.ready {
        let partial = Partial::of(path);
        let text = serde_json::to_vec(&json!({ "address": address, "accounts": accounts }))?;
        std::fs::write(partial.path(), text)
            .with_context(|| format!("write {}", partial.path().display()))?;
        partial.finish()?;
    }
    server::serve(state, listener, stopped()?).await?;
    Ok(Outcome::Done)
}

/// The district, its register, its index and its blocks: each step where it is not yet done.
async fn make(installation: &Installation, seed: u64, terminal: &Terminal) -> Result<()> {
    let done = installation.data.join("demo.done");
    if done.is_file() {
        return Ok(());
    }
    let folder = installation.data.join("district");
    terminal.note("making a synthetic district: everyone in it is invented");
    district::generate(Size::Demo, seed, &folder, terminal).context("generate the district")?;
    let options = import::Options::default();
    import::district_dir(&installation.register(), &folder.join("register"), options, terminal)
        .await
        .context("import the register")?;
    index(installation, terminal).await?;
    let mappings = installation.data.join("mappings");
    write_mappings(&mappings)?;
    let options = fusion::Options {
        mappings,
        sources: folder.into(),
        lake: None,
        truth: None,
        keep_model: false,
        progress: terminal,
    };
    fusion::fuse(&installation.fusion(), &options).await.context("fuse the tables")?;
    fuse::follow(installation, terminal).await?;
    let offered = fusion::offer_corrections(&installation.fusion(), None).await;
    offered.context("compare the departments' records with the blocks")?;
    std::fs::write(&done, b"").context("remember that the demo is made")
}

fn write_mappings(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
    for name in Mappings::iter().filter(|name| name.ends_with(".toml")) {
        let file = Mappings::get(&name).context("a mapping file in the binary")?;
        let path = folder.join(name.as_ref());
        std::fs::write(&path, file.data).with_context(|| format!("write {}", path.display()))?;
    }
    Ok(())
}

fn told(address: &str, accounts: &[sign_ins::SignIn], terminal: &Terminal) -> Result<()> {
    terminal.result(&json!({ "address": address, "accounts": accounts }), |_| {
        let mut lines = vec![format!("\nlinli 邻里 is at {address}\n")];
        for account in accounts {
            lines.push(format!(
                "  {:<18} {:<12} {}",
                account.role, account.account, account.password
            ));
        }
        lines.push("\nThe passwords were made for this start. Ctrl+C ends it.".to_owned());
        lines.join("\n")
    })
}
