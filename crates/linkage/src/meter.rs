//! Wall time, processor time and peak memory of a stage.

use std::time::Instant;

use serde::Serialize;

/// What one stage cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StageCost {
    /// The stage.
    pub stage: &'static str,
    /// Seconds by the clock.
    pub wall_s: f64,
    /// Seconds of processor time of the whole process; none where the system does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_s: Option<f64>,
    /// The process's peak resident memory when the stage ended, MiB; none where the system does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peak_mib: Option<f64>,
}

/// Measures stages one after another.
pub(crate) struct Meter {
    started: Instant,
    cpu: Option<f64>,
    pub(crate) stages: Vec<StageCost>,
}

impl Meter {
    pub(crate) fn start() -> Self {
        Self { started: Instant::now(), cpu: cpu_seconds(), stages: Vec::new() }
    }

    /// Closes a stage and opens the next.
    pub(crate) fn done(&mut self, stage: &'static str) {
        let (now, cpu) = (Instant::now(), cpu_seconds());
        self.stages.push(StageCost {
            stage,
            wall_s: now.duration_since(self.started).as_secs_f64(),
            cpu_s: cpu.zip(self.cpu).map(|(now, before)| now - before),
            peak_mib: peak_mib(),
        });
        (self.started, self.cpu) = (now, cpu);
    }
}

/// User and system time of this process, from `/proc` where there is one; ticks are hundredths.
fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let after_name = stat.rsplit_once(')')?.1;
    let mut fields = after_name.split_whitespace().skip(11);
    let (user, system): (f64, f64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some((user + system) / 100.0)
}

fn peak_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}
