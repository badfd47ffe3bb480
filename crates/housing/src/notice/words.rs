//! Closed lists of words of notices.

use kernel::words;

words! {
    /// What a notice tells.
    NoticeKind {
        /// A hazard is to be put right.
        Order = "order", "责令整改通知书", "Rectification order";
        /// Somebody looked whether it is.
        Reinspection = "reinspection", "复查意见书", "Re-inspection";
        /// A hazard goes to another office.
        Referral = "referral", "移送通知书", "Referral";
        /// The letting of a unit is suspended.
        Suspension = "suspension", "暂停出租通知书", "Suspension of letting";
        /// It may be let again.
        Lifting = "lifting", "解除暂停出租通知书", "Lifting of a suspension of letting";
    }
}

impl NoticeKind {
    /// The deed that it tells.
    #[must_use]
    pub const fn deed(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Reinspection => "verify",
            Self::Referral => "refer",
            Self::Suspension => "suspend",
            Self::Lifting => "lift",
        }
    }

    /// Whether it is of a hazard; else it is of a unit.
    #[must_use]
    pub const fn is_of_hazard(self) -> bool {
        matches!(self, Self::Order | Self::Reinspection | Self::Referral)
    }
}

words! {
    /// What a notice is worth.
    NoticeStanding {
        /// What it asks or tells holds.
        Stands = "stands", "有效", "Stands";
        /// What it asked for is done, or what it told is over.
        Done = "done", "已履行或不再适用", "Fulfilled, or over";
        /// It was issued in error.
        Withdrawn = "withdrawn", "已撤销", "Withdrawn";
    }
}

words! {
    /// How a notice reached those whom it is for.
    ServiceWay {
        /// The installation told accounts that answer for the place.
        App = "app", "系统告知", "Told by the app";
        /// By a text message, by mail or by telephone.
        Message = "message", "短信、邮件或电话", "By message or telephone";
        /// On paper, put up at the place: a photo shows it.
        Posted = "posted", "张贴", "Posted at the place";
        /// On paper, handed over to a person: a signed copy shows it, or whoever handed it over vouches for it.
        Handed = "handed", "当面送达", "Handed over in person";
    }
}

words! {
    /// For whom a notice is, by what they are there; nobody is named.
    Addressee {
        /// Owner or landlord.
        Landlord = "landlord", "业主或出租人", "Owner or landlord";
        /// Whoever lets what they rent.
        SubLetter = "sub_letter", "转租人", "Sub-letter";
        /// Whoever runs the place.
        Operator = "operator", "经营或管理人", "Whoever runs it";
        /// Whoever rents it.
        Tenant = "tenant", "承租人", "Tenant";
        /// The office that a hazard goes to.
        Office = "office", "受移送单位", "The office it is referred to";
    }
}
