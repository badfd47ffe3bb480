//! Closed lists of words, each with one name everywhere.

use kernel::words;

words! {
    /// How grave a hazard is; the gravest last.
    Severity {
        /// To be put right in its turn.
        Ordinary = "ordinary", "一般", "Ordinary";
        /// Somebody may come to harm.
        Serious = "serious", "严重", "Serious";
        /// Somebody may come to harm at any time.
        Immediate = "immediate", "紧急", "Immediate danger";
    }
}

words! {
    /// What a type of hazard is found at.
    Of {
        /// The building as a whole.
        Building = "building", "楼栋", "Building";
        /// One unit.
        Unit = "unit", "房屋", "Unit";
        /// Either.
        Either = "either", "楼栋或房屋", "Building or unit";
    }
}

words! {
    /// Where a hazard stands.
    HazardState {
        /// Found; nobody is told yet what to do.
        Found = "found", "已发现", "Found";
        /// Ordered to be put right.
        Ordered = "ordered", "已责令整改", "Ordered";
        /// Said to be fixed; nobody else has seen it.
        SaidFixed = "said_fixed", "已报整改，待核实", "Said to be fixed";
        /// Somebody else saw that it is fixed.
        Verified = "verified", "已核实消除", "Verified fixed";
        /// Found in error.
        Withdrawn = "withdrawn", "已撤销", "Withdrawn";
    }
}

impl HazardState {
    /// Whether the danger may still be there.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Found | Self::Ordered | Self::SaidFixed)
    }
}

words! {
    /// How a hazard came to be known.
    FoundBy {
        /// On an inspection.
        Inspection = "inspection", "巡查发现", "Inspection";
        /// By a report.
        Report = "report", "群众反映", "Report";
        /// By a lead that a person followed.
        Lead = "lead", "线索核查", "Lead";
        /// The owner or operator told of it.
        Declared = "declared", "主动申报", "Told by owner or operator";
    }
}

words! {
    /// What shows that a hazard is there, or is gone.
    EvidenceKind {
        /// A photo of the thing.
        Photo = "photo", "现场照片", "Photo";
        /// Whoever says so stood there.
        OnTheSpot = "on_the_spot", "到场定位", "On the spot";
        /// A measured or counted figure, on a photo or sheet.
        Measurement = "measurement", "测量或清点记录", "Measurement or count";
        /// It was tried and worked, or did not.
        Test = "test", "现场试验", "Tried on the spot";
        /// A report, certificate or record.
        Document = "document", "书面材料", "Document";
    }
}

impl EvidenceKind {
    /// Whether it is a file.
    #[must_use]
    pub const fn is_file(self) -> bool {
        matches!(self, Self::Photo | Self::Measurement | Self::Document)
    }
}

words! {
    /// In which capacity somebody verifies.
    Capacity {
        /// A housing inspector or grid worker.
        Inspector = "inspector", "巡查员", "Inspector";
        /// Somebody qualified in fire protection.
        FireTechnician = "fire_technician", "消防技术人员", "Fire technician";
        /// A licensed electrician.
        Electrician = "electrician", "持证电工", "Licensed electrician";
        /// The gas company.
        GasCompany = "gas_company", "燃气企业", "Gas company";
        /// A body that appraises buildings.
        Appraiser = "appraiser", "房屋鉴定机构", "Appraisal body";
        /// A body that inspects lifts.
        LiftBody = "lift_body", "特种设备检验机构", "Lift inspection body";
        /// An officer of the office in charge.
        Office = "office", "主管单位人员", "Officer in charge";
    }
}

words! {
    /// What stars are given for.
    Category {
        /// Safe and liveable.
        Safe = "safe", "安全宜居", "Safe and liveable";
        /// Well managed.
        Managed = "managed", "管理有序", "Well managed";
        /// Honest.
        Honest = "honest", "诚信经营", "Honest";
        /// Clean.
        Clean = "clean", "整洁卫生", "Clean";
    }
}

impl Category {
    /// Its place in lists of four.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

words! {
    /// How closely a dwelling is looked after; the closest last.
    Tier {
        /// In its turn.
        Ordinary = "ordinary", "一般", "Ordinary";
        /// More often.
        Watch = "watch", "关注", "Watch";
        /// First of all.
        Key = "key", "重点", "Key";
    }
}

words! {
    /// Why a building is rated.
    Cause {
        /// For the first time.
        First = "first", "首次评定", "First rating";
        /// Its time has come.
        Scheduled = "scheduled", "定期复评", "Scheduled";
        /// A hazard is overdue.
        Overdue = "overdue", "隐患逾期", "A hazard is overdue";
        /// A serious fire.
        Fire = "fire", "发生严重火灾", "A serious fire";
        /// A grave breach of safety or operation.
        Breach = "breach", "重大违规", "A grave breach";
        /// What was wrong is put right.
        Rectified = "rectified", "整改完成", "Put right";
        /// An appeal was right.
        Appeal = "appeal", "复核改正", "After an appeal";
    }
}

words! {
    /// Where a rating stands.
    RatingState {
        /// Reckoned, and told to those who let or run the building: they may reply.
        Draft = "draft", "拟定，待陈述", "Draft";
        /// Sent back: a fact is to be looked at again. It ends here; another follows.
        SentBack = "sent_back", "退回复查", "Sent back";
        /// Decided by an officer, not yet published.
        Decided = "decided", "已决定", "Decided";
        /// Published.
        Published = "published", "已公布", "Published";
        /// Published, and appealed against.
        Appealed = "appealed", "复核中", "Under appeal";
        /// An appeal was right: it no longer holds.
        Overturned = "overturned", "复核撤销", "Overturned";
        /// Another was published after it.
        Superseded = "superseded", "已被新评定取代", "Superseded";
    }
}

impl RatingState {
    /// Whether its stars may be shown.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Published | Self::Appealed)
    }
}

words! {
    /// What happens at a place and weighs on it for a time. Never who was there.
    EventKind {
        /// A serious fire.
        Fire = "fire", "严重火灾", "A serious fire";
        /// A grave breach of safety or operation by whoever lets or runs it.
        Breach = "breach", "重大安全或经营违规", "A grave breach of safety or operation";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_its_own_name_in_json() {
        for state in HazardState::ALL {
            let json = serde_json::to_string(state).unwrap();
            assert_eq!(json, format!("\"{}\"", state.name()));
            assert_eq!(HazardState::from_name(state.name()), Some(*state));
            assert!(!state.label().zh.is_empty() && !state.label().en.is_empty());
        }
        assert_eq!(RatingState::from_name("lost"), None);
    }

    #[test]
    fn the_gravest_is_the_greatest() {
        assert!(Severity::Immediate > Severity::Serious && Severity::Serious > Severity::Ordinary);
        assert!(Tier::Key > Tier::Watch && Tier::Watch > Tier::Ordinary);
        assert_eq!(Category::ALL.iter().map(|one| one.index()).collect::<Vec<_>>(), [0, 1, 2, 3]);
    }
}
