//! What speaks against a declaration, and what of it the declarant is told.

use kernel::Text;

use super::{
    deed::Said,
    words::{DeclaredUse, Doubt, Responsible, Tie},
};

/// What is known where somebody is declared, as far as a declaration is compared with it. Nobody is named in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question that is answered by itself")]
pub struct Known {
    /// Whether people are registered there; not where it is the declarant's own account that is.
    pub others_registered: bool,
    /// Whether the person is registered elsewhere; known of people whose account it is.
    pub registered_elsewhere: bool,
    /// Whether a declaration of the person stands elsewhere.
    pub declared_elsewhere: bool,
    /// Beds that were approved for the building.
    pub beds: Option<u32>,
    /// People declared as living in the building's dormitories.
    pub declared: u32,
    /// Whether letting of the unit is suspended.
    pub suspended: bool,
    /// Whether the number is that of the declarant's account. By a number that anybody might write down as theirs they are
    /// told of nothing.
    pub of_account: bool,
}

impl Said {
    /// What speaks against it.
    #[must_use]
    pub fn doubts(&self, known: &Known) -> Vec<Doubt> {
        let (lives, shared) = (
            self.tie == Tie::Lives,
            matches!(self.used_as, DeclaredUse::Dormitory | DeclaredUse::Site),
        );
        let full = known.beds.is_some_and(|beds| known.declared >= beds);
        let lets = matches!(self.tie, Tie::Lives | Tie::Lets | Tie::SubLets | Tie::Brokers);
        let all = [
            // Many households share a dormitory.
            (Doubt::AnotherHousehold, lives && !shared && known.others_registered),
            (Doubt::TooMany, lives && shared && full),
            (Doubt::RegisteredElsewhere, lives && known.registered_elsewhere),
            (Doubt::DeclaredElsewhere, lives && known.declared_elsewhere),
            (Doubt::Suspended, lets && known.suspended),
        ];
        all.into_iter().filter(|(_, so)| *so).map(|(doubt, _)| doubt).collect()
    }

    /// Who answers for the place.
    #[must_use]
    pub const fn responsible(&self) -> Responsible {
        match self.used_as {
            DeclaredUse::Dwelling => Responsible::Lets,
            DeclaredUse::Dormitory | DeclaredUse::Site => Responsible::Employs,
            DeclaredUse::Shop | DeclaredUse::Warehouse => Responsible::Operates,
        }
    }
}

impl Doubt {
    /// Whether the declarant is asked: of places and of themselves. What speaks of another person they cannot know from
    /// being asked either, so that nobody finds out by declaring where somebody lives: the worker is told.
    #[must_use]
    pub const fn is_asked(self, own: bool) -> bool {
        own || !matches!(self, Self::RegisteredElsewhere | Self::DeclaredElsewhere)
    }

    /// What the declarant is told, where they are asked: of places and of themselves. Of who is registered in a place they
    /// learn only that records differ.
    #[must_use]
    pub fn told(self, own: bool) -> Option<Text> {
        match self {
            _ if !self.is_asked(own) => None,
            Self::AnotherHousehold => Some(Text::new(
                "与其他登记不一致，请核对后再确认",
                "Other records do not agree with it: check it, then say how it is",
            )),
            _ => Some(self.label()),
        }
    }
}

impl Responsible {
    /// What whoever answers for the place is told.
    #[must_use]
    pub fn duties(self) -> Text {
        match self {
            Self::Lets => Text::new(
                "出租人对房屋安全负责：如实申报承租人，入住与搬离后三日内更新，按期整改隐患",
                "Whoever lets answers for the safety of the home: declare tenants truly, tell of moving in and out within three days, put hazards right in time",
            ),
            Self::Employs => Text::new(
                "用人单位对宿舍与工棚负责：不超过核定床位，人员变动三日内更新，按期整改隐患",
                "Whoever employs answers for the dormitory: no more people than approved beds, tell of changes within three days, put hazards right in time",
            ),
            Self::Operates => Text::new(
                "经营者对场所安全负责：如实申报从业人员，不在商铺、仓库内违规住人，按期整改隐患",
                "Whoever operates answers for the place: declare those who work there truly, let nobody sleep in a shop or warehouse against the rules, put hazards right in time",
            ),
        }
    }
}
