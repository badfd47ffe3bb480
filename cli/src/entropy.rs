//! Chance from the operating system: the one place that draws it.

use anyhow::{Context as _, Result};
use kernel::Chance;
use rand::{TryRng as _, rngs::SysRng};

/// A stream seeded by the operating system.
pub(crate) fn chance() -> Result<Chance> {
    let mut seed = [0; 32];
    SysRng.try_fill_bytes(&mut seed).context("draw entropy from the operating system")?;
    Ok(Chance::from_entropy(seed))
}
