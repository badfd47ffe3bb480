//! Closed lists of words of objections.

use kernel::words;

use crate::Severity;

words! {
    /// How an objection is decided.
    ObjectionOutcome {
        /// The notice was wrong: it is withdrawn, and a suspension that it told is lifted.
        Upheld = "upheld", "异议成立，撤销通知", "Upheld: the notice is withdrawn";
        /// The notice was right in part: it is withdrawn, and issued anew as the reasons say.
        Changed = "changed", "部分成立，通知将重新出具", "Changed: the notice is issued anew";
        /// The notice stands.
        Dismissed = "dismissed", "异议不成立，通知有效", "Dismissed: the notice stands";
    }
}

impl ObjectionOutcome {
    /// Where an objection stands that was decided so.
    #[must_use]
    pub const fn state(self) -> ObjectionState {
        match self {
            Self::Upheld => ObjectionState::Upheld,
            Self::Changed => ObjectionState::Changed,
            Self::Dismissed => ObjectionState::Dismissed,
        }
    }

    /// Whether the notice does not stay as it is.
    #[must_use]
    pub const fn withdraws(self) -> bool {
        matches!(self, Self::Upheld | Self::Changed)
    }
}

words! {
    /// Where an objection stands.
    ObjectionState {
        /// Somebody uninvolved is to decide it.
        Open = "open", "待决定", "To be decided";
        /// The notice was withdrawn.
        Upheld = "upheld", "异议成立", "Upheld";
        /// The notice is issued anew.
        Changed = "changed", "部分成立", "Changed";
        /// The notice stands.
        Dismissed = "dismissed", "异议不成立", "Dismissed";
    }
}

words! {
    /// What becomes of the duty while an objection is not decided.
    Effect {
        /// It is of immediate danger: it is put right at once, whatever becomes of the objection.
        Danger = "danger", "紧急隐患：提出异议不停止整改，请立即排除危险", "Immediate danger: objecting suspends nothing, put it right at once";
        /// The duty and its deadline run on.
        RunsOn = "runs_on", "提出异议不停止执行，原期限继续计算", "Objecting does not suspend the duty: its deadline runs on";
        /// Nothing is in danger: the duty is suspended, and its time is counted anew once it is decided.
        Suspends = "suspends", "异议决定前暂停执行，决定后按工作日历重新计算期限", "The duty is suspended until the objection is decided; its time is then counted anew by the working calendar";
    }
}

impl Effect {
    /// That of an objection to a notice of a hazard so grave, where the rule of its severity suspends the duty or not.
    #[must_use]
    pub const fn of(severity: Severity, suspends: bool) -> Self {
        match (severity, suspends) {
            (Severity::Immediate, _) => Self::Danger,
            (_, true) => Self::Suspends,
            (_, false) => Self::RunsOn,
        }
    }
}
