//! Closed lists of words, each with one name everywhere.

use kernel::words;

words! {
    /// Where a case stands.
    State {
        /// Told, and routed to an office that has not yet taken it.
        Reported = "reported", "待受理", "Reported";
        /// An office has taken it.
        Accepted = "accepted", "已受理", "Accepted";
        /// An officer is to handle it.
        Assigned = "assigned", "已派单", "Assigned";
        /// It is being handled.
        InHand = "in_hand", "处理中", "In hand";
        /// It waits for something outside the office: the clock stands, up to a cap.
        Waiting = "waiting", "挂起等待", "Waiting";
        /// Handled, with evidence; the reporter is asked.
        Resolved = "resolved", "已办结，待确认", "Resolved";
        /// The reporter, or a second person, confirmed it.
        Confirmed = "confirmed", "已确认", "Confirmed";
        /// Not fixed, or not to the reporter's satisfaction: it is back.
        Reopened = "reopened", "已重开", "Reopened";
        /// A report of the same thing as another case.
        Merged = "merged", "已合并", "Merged";
        /// Nobody of ours may handle it; the body responsible is named.
        Refused = "refused", "不予受理", "Refused";
    }
}

impl State {
    /// Whether nothing more is to be done unless somebody objects.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Resolved | Self::Confirmed | Self::Merged | Self::Refused)
    }
}

words! {
    /// Where a case came in.
    Door {
        /// The residents' portal.
        Portal = "portal", "居民端", "Portal";
        /// A grid worker, on patrol.
        Field = "field", "网格巡查", "Field worker";
        /// The citizens' hotline.
        Hotline = "hotline", "政务热线", "Hotline";
        /// A letter by e-mail.
        Email = "email", "电子邮件", "E-mail";
        /// Another system, by Open311.
        Open311 = "open311", "开放接口", "Open311";
        /// A department handed it over.
        Department = "department", "部门移交", "Department";
        /// A lead that a person sent on.
        Lead = "lead", "线索转办", "Lead";
        /// Split from another case.
        Split = "split", "事件拆分", "Split";
    }
}

words! {
    /// How grave it is.
    Severity {
        /// Can wait its turn.
        Ordinary = "ordinary", "一般", "Ordinary";
        /// Should be first.
        Serious = "serious", "较重", "Serious";
        /// Somebody may come to harm.
        Urgent = "urgent", "紧急", "Urgent";
    }
}

words! {
    /// What shows that something was done.
    EvidenceKind {
        /// A photo from before.
        PhotoBefore = "photo_before", "处理前照片", "Photo before";
        /// A photo from after.
        PhotoAfter = "photo_after", "处理后照片", "Photo after";
        /// A signature on paper, photographed.
        Signature = "signature", "签字单", "Signature";
        /// Whoever handled it stood near the place.
        LocationNear = "location_near", "到场定位", "On the spot";
        /// A document: an agreement, a test report, a reply.
        Document = "document", "书面材料", "Document";
        /// The reporter was spoken to.
        Contact = "contact", "联系反映人", "Reporter contacted";
    }
}

words! {
    /// How a case ended.
    Outcome {
        /// The thing is put right.
        Fixed = "fixed", "已解决", "Fixed";
        /// It was explained and settled.
        Settled = "settled", "已协调、答复", "Settled";
        /// On the spot there was nothing of the kind.
        NotFound = "not_found", "到场未发现", "Nothing found on the spot";
        /// Nobody could be met, on two visits at least.
        Unreachable = "unreachable", "多次上门未遇", "Nobody met";
    }
}

words! {
    /// What a case may wait for.
    WaitReason {
        /// Somebody must let us in.
        Entry = "entry", "等待入户", "Waiting to be let in";
        /// A part, or a contractor.
        Parts = "parts", "等待配件或施工", "Waiting for parts or a contractor";
        /// Another body's answer.
        OtherBody = "other_body", "等待其他单位答复", "Waiting for another body";
        /// A test, an appraisal.
        Appraisal = "appraisal", "等待检测鉴定", "Waiting for a test";
        /// Weather in which it cannot be done.
        Weather = "weather", "天气原因", "Weather";
        /// The reporter asked for it.
        Reporter = "reporter", "应反映人要求", "The reporter asked for it";
    }
}

words! {
    /// Who is told when time runs short.
    Audience {
        /// The officer in charge.
        Officer = "officer", "承办人", "Officer in charge";
        /// The office that has it.
        Office = "office", "承办单位", "Office";
        /// Whoever leads that office.
        Lead = "lead", "承办单位负责人", "Head of the office";
        /// The supervisors of the district.
        Supervisor = "supervisor", "督办", "Supervisors";
    }
}

words! {
    /// Whether the reporter is content.
    Content {
        /// Yes.
        Yes = "yes", "满意", "Satisfied";
        /// Somewhat.
        Partly = "partly", "基本满意", "Partly satisfied";
    }
}

words! {
    /// Who delivers leads.
    LeadSource {
        /// A sign at a dwelling, such as a new access card.
        Signal = "signal", "居住线索", "Sign at a dwelling";
        /// A meter.
        Meter = "meter", "表计异常", "Meter";
        /// A source whose record should be put right.
        Correction = "correction", "数据更正", "Correction";
        /// A resident who asks about a read of their data.
        Question = "question", "查阅质疑", "Question about a read";
        /// A sensor of a thing: water level, smoke.
        Sensor = "sensor", "传感器", "Sensor";
        /// The analysis of a picture of a place: litter, smoke, water.
        Scene = "scene", "场所识别", "Seen at a place";
        /// An e-mail to the district.
        Mail = "mail", "来信", "E-mail";
        /// Volunteers, about things.
        Volunteer = "volunteer", "志愿者", "Volunteers";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_its_own_name_in_json() {
        for state in State::ALL {
            let json = serde_json::to_string(state).unwrap();
            assert_eq!(json, format!("\"{}\"", state.name()));
            assert_eq!(State::from_name(state.name()), Some(*state));
            assert!(!state.label().zh.is_empty() && !state.label().en.is_empty());
        }
        assert_eq!(State::from_name("lost"), None);
    }
}
