//! A real identity provider for the tests, from the npm package `oidc-provider`.

use std::{
    net::TcpListener,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use crate::{process::Running, root::root, web};

/// How long the provider may take to listen: it makes its keys first.
const START: Duration = Duration::from_mins(1);

/// A running provider; ended when dropped.
pub(crate) struct Provider {
    _running: Running,
    /// Its issuer, which is its address.
    pub(crate) issuer: String,
}

impl Provider {
    /// Starts one on a free port of the loopback address. It sends browsers back to `home`, for which it is another
    /// site (`localhost` is one), or to where the Rust tests expect it.
    pub(crate) fn start(home: Option<&str>) -> Result<Self> {
        web::install("tests/openid", &["--ignore-scripts"])?;
        let port = free_port()?;
        let mut command = Command::new("node");
        command.arg("provider.mjs").arg(port.to_string()).args(home);
        command.current_dir(root().join("tests/openid"));
        let running = Running(command.stderr(Stdio::null()).stdout(Stdio::null()).spawn()?);
        let begun = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            if begun.elapsed() > START {
                bail!("the identity provider does not listen at port {port}");
            }
            std::thread::yield_now();
        }
        Ok(Self { _running: running, issuer: format!("http://127.0.0.1:{port}") })
    }

    /// Tells linli, as a setting in the environment, how to sign people on by it.
    pub(crate) fn tell(&self, command: &mut Command) {
        let Self { issuer, .. } = self;
        let provider = format!(
            "[{{ id = \"city\", name_zh = \"市统一认证\", name_en = \"City identity\", \
             issuer = \"{issuer}\", client_id = \"linli-public\" }}]"
        );
        command.env("LINLI_SIGN_ON_PROVIDERS", provider);
    }
}

/// A port of the loopback address that nobody listens at.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
