//! Closed lists of words of declarations.

use kernel::words;

words! {
    /// As what somebody declares.
    DeclaredBy {
        /// Whoever lives, works or trades there.
        Tenant = "tenant", "承租人（住户）", "Tenant or occupant";
        /// Whoever lets what is theirs.
        Landlord = "landlord", "出租人（房东）", "Landlord";
        /// Whoever lets what they rent.
        SubLetter = "sub_letter", "转租人（二房东）", "Sub-letter";
        /// Whoever brokers or looks after tenancies.
        Agency = "agency", "中介或租赁企业", "Letting agency";
        /// Whoever houses those who work for them.
        Employer = "employer", "用人单位（集体宿舍）", "Employer with a dormitory";
        /// Whoever runs a shop, a warehouse or a site.
        Operator = "operator", "经营者", "Operator of a shop or warehouse";
    }
}

words! {
    /// What somebody is declared to do at a place.
    Tie {
        /// Lives there.
        Lives = "lives", "居住", "Lives there";
        /// Works there.
        Works = "works", "从业", "Works there";
        /// Runs the shop, warehouse or site.
        Operates = "operates", "经营", "Runs it";
        /// Lets it.
        Lets = "lets", "出租", "Lets it";
        /// Lets what they rent.
        SubLets = "sub_lets", "转租", "Sub-lets it";
        /// Brokers or looks after its tenancies.
        Brokers = "brokers", "中介或托管", "Brokers its tenancies";
        /// Houses workers there.
        Houses = "houses", "安排员工住宿", "Houses workers there";
    }
}

impl Tie {
    /// Whether it is of somebody who answers for the place, and not of who is in it.
    #[must_use]
    pub const fn answers(self) -> bool {
        matches!(self, Self::Lets | Self::SubLets | Self::Brokers | Self::Houses | Self::Operates)
    }
}

words! {
    /// What a place is used as.
    DeclaredUse {
        /// A home.
        Dwelling = "dwelling", "住宅", "Home";
        /// A dormitory of an employer.
        Dormitory = "dormitory", "集体宿舍", "Dormitory";
        /// A shop.
        Shop = "shop", "商铺", "Shop";
        /// A warehouse.
        Warehouse = "warehouse", "仓库", "Warehouse";
        /// A building site.
        Site = "site", "建筑工地", "Building site";
    }
}

words! {
    /// Where a declaration stands.
    DeclarationState {
        /// Other records do not agree: the declarant is asked first.
        Asked = "asked", "待申报人核对", "The declarant is asked";
        /// Whom somebody else declared is to confirm it.
        Confirming = "confirming", "待本人确认", "To be confirmed by the person";
        /// A worker is to see on the door.
        Verifying = "verifying", "待上门核实", "To be verified on the door";
        /// Seen to be so.
        Verified = "verified", "已核实", "Verified";
        /// Verified, and somebody else says that the person has left.
        Leaving = "leaving", "已报离开，待确认", "Said to have left";
        /// Seen not to be so.
        NotSo = "not_so", "核实不符", "Found not to be so";
        /// The person says that it is not so.
        Denied = "denied", "本人否认", "Denied by the person";
        /// Taken back.
        Withdrawn = "withdrawn", "已撤回", "Taken back";
        /// The person has left.
        Ended = "ended", "已离开", "Left";
    }
}

impl DeclarationState {
    /// Whether somebody is still to do something.
    #[must_use]
    pub const fn waits(self) -> bool {
        matches!(self, Self::Asked | Self::Confirming | Self::Verifying | Self::Leaving)
    }

    /// Whether it is over.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::NotSo | Self::Denied | Self::Withdrawn | Self::Ended)
    }

    /// Whether it was verified and stands: the one state in which it says what is.
    #[must_use]
    pub const fn stands(self) -> bool {
        matches!(self, Self::Verified | Self::Leaving)
    }
}

words! {
    /// What speaks against a declaration.
    Doubt {
        /// People are registered there; whether whom another declares is among them is not looked at.
        AnotherHousehold = "another_household", "已有人登记居住", "People are registered there";
        /// More people than beds that were approved.
        TooMany = "too_many", "人数超过核定床位", "More people than approved beds";
        /// The person is registered elsewhere.
        RegisteredElsewhere = "registered_elsewhere", "登记在别处居住", "Registered as living elsewhere";
        /// The person is declared, and verified, elsewhere.
        DeclaredElsewhere = "declared_elsewhere", "已在别处申报并核实", "Declared and verified elsewhere";
        /// Letting of the place is suspended.
        Suspended = "suspended", "该房屋已暂停出租", "Letting of the place is suspended";
    }
}

words! {
    /// What a declarant answers to a doubt.
    Answer {
        /// It was so; they have left.
        TheyLeft = "they_left", "原住户已搬走", "Those who were there have left";
        /// The person has moved here.
        MovedHere = "moved_here", "本人已从别处搬来", "The person has moved here from there";
        /// All of them are there.
        Together = "together", "与原登记的人同住", "They are there together";
        /// It is as declared, however that may be.
        AsDeclared = "as_declared", "申报属实", "It is as declared";
    }
}

words! {
    /// What a worker found on the door.
    Finding {
        /// It is so.
        So = "so", "属实", "It is so";
        /// It is not so.
        NotSo = "not_so", "不属实", "It is not so";
        /// Nobody was met.
        NobodyMet = "nobody_met", "无人应门", "Nobody was met";
        /// The person has left.
        Left = "left", "已搬走", "Has left";
    }
}

words! {
    /// Who answers for a place.
    Responsible {
        /// Whoever lets.
        Lets = "lets", "谁出租谁负责", "Whoever lets is responsible";
        /// Whoever employs.
        Employs = "employs", "谁用工谁负责", "Whoever employs is responsible";
        /// Whoever operates.
        Operates = "operates", "谁经营谁负责", "Whoever operates is responsible";
    }
}

words! {
    /// What kind of document a number is of.
    Document {
        /// The identity card of the country: its check digit is verified.
        IdentityCard = "identity_card", "居民身份证", "Identity card";
        /// Any other: passport, permit.
        Other = "other", "其他证件", "Another document";
    }
}
