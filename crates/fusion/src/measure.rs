//! Wall time, processor time and peak memory of a stage.

use std::time::Instant;

use serde::{Deserialize, Serialize};

/// What a stage did and cost.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StageReport {
    /// Its name.
    pub stage: String,
    /// Rows in.
    pub rows_in: u64,
    /// Rows out.
    pub rows_out: u64,
    /// Seconds by the clock on the wall.
    pub wall_s: f64,
    /// Processor seconds of the whole process meanwhile; nothing where the system does not tell.
    pub cpu_s: Option<f64>,
    /// The process's peak memory when the stage ended, MiB; nothing where the system does not tell.
    pub peak_mib: Option<f64>,
    /// Taken over from the run that was killed.
    #[serde(default)]
    pub resumed: bool,
}

/// A stage being measured.
#[derive(Debug)]
pub(crate) struct Measure {
    stage: &'static str,
    begun: Instant,
    cpu: Option<f64>,
}

impl Measure {
    /// Begins to measure.
    #[must_use]
    pub(crate) fn begin(stage: &'static str) -> Self {
        Self { stage, begun: Instant::now(), cpu: cpu_seconds() }
    }

    /// What the stage cost.
    #[must_use]
    pub(crate) fn end(self, rows_in: u64, rows_out: u64) -> StageReport {
        StageReport {
            stage: self.stage.to_owned(),
            rows_in,
            rows_out,
            wall_s: self.begun.elapsed().as_secs_f64(),
            cpu_s: cpu_seconds().zip(self.cpu).map(|(now, before)| now - before),
            peak_mib: peak_mib(),
            resumed: false,
        }
    }
}

/// User and system time from `/proc`, in ticks of a hundredth of a second.
fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let (user, system): (f64, f64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some((user + system) / 100.0)
}

fn peak_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}
