//! How far along: for a progress bar or a log.

/// Told about stages as they run.
pub trait Progress {
    /// A stage of `total` steps begins.
    fn stage(&self, name: &str, total: u64);
    /// `steps` more are done.
    fn advance(&self, steps: u64);
}

/// Says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _name: &str, _total: u64) {}
    fn advance(&self, _steps: u64) {}
}
