//! How far along a long task is.

/// Told about stages as they run: a progress bar, a log, a page.
pub trait Progress: Send + Sync {
    /// A stage of `total` steps begins; 0 where the end is not known.
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
