//! People, households, residences, tenancies, organisations, jobs.

use crate::calendar::Day;

pub(crate) const EDUCATION: [&str; 6] = ["未上学", "小学", "初中", "高中", "大专", "本科及以上"];

/// A place in the household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Head,
    Spouse,
    Child,
    Parent,
    /// Shares a flat or a dormitory room.
    Sharer,
    /// Owns here without living here.
    Absent,
}

impl Role {
    pub(crate) fn zh(self) -> &'static str {
        match self {
            Role::Head => "户主",
            Role::Spouse => "配偶",
            Role::Child => "子女",
            Role::Parent => "父母",
            Role::Sharer => "合住",
            Role::Absent => "",
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Role::Head => "head",
            Role::Spouse => "spouse",
            Role::Child => "child",
            Role::Parent => "parent",
            Role::Sharer => "sharer",
            Role::Absent => "absent_owner",
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) male: bool,
    pub(crate) born: Day,
    pub(crate) identity: String,
    /// Empty for small children.
    pub(crate) phone: String,
    pub(crate) former_phone: Option<String>,
    /// Registered in this district rather than elsewhere.
    pub(crate) local: bool,
    pub(crate) household: Option<usize>,
    pub(crate) role: Role,
    pub(crate) education: usize,
    /// The id from another community, for someone who moved on from there.
    pub(crate) origin: Option<String>,
}

/// People who live together; `people` is a range of the society's people.
pub(crate) struct Household {
    pub(crate) people: std::ops::Range<usize>,
    /// Range into residences, oldest first.
    pub(crate) residences: std::ops::Range<usize>,
    /// Left the community before the last day.
    pub(crate) gone: bool,
    /// The id from another community.
    pub(crate) origin: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tenure {
    Owner,
    Tenant,
    Dormitory,
    Site,
}

impl Tenure {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Tenure::Owner => "owner",
            Tenure::Tenant => "tenant",
            Tenure::Dormitory => "dormitory",
            Tenure::Site => "building_site",
        }
    }
}

/// A household in a unit over [from, to).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Residence {
    pub(crate) household: usize,
    pub(crate) unit: usize,
    pub(crate) from: Day,
    pub(crate) to: Day,
    pub(crate) tenure: Tenure,
}

/// A household on its way to the next community.
pub(crate) struct Leaver {
    pub(crate) household: String,
    pub(crate) people: Vec<Person>,
    pub(crate) left: Day,
}

/// A person or an organisation of the same community.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Party {
    None,
    Person(usize),
    Organisation(usize),
}

pub(crate) struct Tenancy {
    pub(crate) unit: usize,
    pub(crate) landlord: Party,
    /// Lets on what was let to them.
    pub(crate) sub_landlord: Party,
    pub(crate) household: usize,
    pub(crate) tenant: usize,
    pub(crate) from: Day,
    pub(crate) to: Day,
    pub(crate) monthly_yuan: u32,
}

pub(crate) struct Organisation {
    pub(crate) name: String,
    pub(crate) credit_code: String,
    pub(crate) company: bool,
    pub(crate) unit: usize,
    /// The person who runs it.
    pub(crate) operator: Option<usize>,
    pub(crate) opened: Day,
    pub(crate) closed: Day,
    pub(crate) phone: String,
}

pub(crate) struct Job {
    pub(crate) person: usize,
    pub(crate) organisation: usize,
    pub(crate) from: Day,
    pub(crate) to: Day,
}
