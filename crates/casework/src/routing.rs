//! Which office, and whom there: area × subclass × time, the more particular rule first.

use access::Account;
use kernel::{AreaPath, Id, Instant, Text};
use serde::{Deserialize, Serialize};

use crate::{Calendar, Catalogue, RouteId};

/// Somebody who works for an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub account: Id<Account>,
    /// The office.
    pub office: String,
    /// Where.
    pub area: AreaPath,
    /// Whether they lead it there.
    pub leads: bool,
    /// Whether they take cases just now.
    pub available: bool,
}

/// When a rule holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hours {
    /// Always.
    #[default]
    Always,
    /// In working hours.
    Working,
    /// Outside them.
    Off,
}

/// A place's own rule: it goes before the catalogue's office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Where it holds.
    pub area: AreaPath,
    /// For which subclass or class; for all where it is empty.
    pub subclass: String,
    /// When it holds.
    pub hours: Hours,
    /// The office.
    pub office: String,
    /// Offices that handle it with them.
    pub co_offices: Vec<String>,
    /// Why.
    pub reason: String,
}

impl Rule {
    /// How particular it is, where it applies at all.
    fn weight(&self, subclass: &str, area: &AreaPath, working: bool) -> Option<(u8, usize, u8)> {
        let class = subclass.split('.').next().unwrap_or_default();
        let about = match self.subclass.as_str() {
            "" => 0,
            named if named == class => 1,
            named if named == subclass => 2,
            _ => return None,
        };
        let when = match (self.hours, working) {
            (Hours::Always, _) => 0,
            (Hours::Working, true) | (Hours::Off, false) => 1,
            _ => return None,
        };
        let depth = self.area.as_str().split('/').filter(|code| !code.is_empty()).count();
        self.area.contains(area).then_some((about, depth, when))
    }
}

/// Where a case goes, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The office.
    pub office: String,
    /// Offices that handle it with them.
    pub co_offices: Vec<String>,
    /// The rule that said so; the catalogue where there is none.
    pub rule: Option<RouteId>,
    /// Why, for people.
    pub why: Text,
}

/// Rules that apply, the one that holds first: the more particular, and of those that are as particular the one set last.
/// A rule whose office was withdrawn from the catalogue applies no longer.
#[must_use]
pub fn applying<'a>(
    catalogue: &Catalogue,
    rules: &'a [(RouteId, Rule)],
    subclass: &str,
    area: &AreaPath,
    at: Instant,
) -> Vec<&'a (RouteId, Rule)> {
    let working = is_working(&catalogue.calendar, at);
    let weighed = rules.iter().enumerate().filter_map(|(order, held)| {
        let standing = catalogue.offices.contains_key(&held.1.office);
        let weight = standing.then(|| held.1.weight(subclass, area, working)).flatten()?;
        Some(((weight, order), held))
    });
    let mut found: Vec<_> = weighed.collect();
    found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    found.into_iter().map(|(_, held)| held).collect()
}

/// Decides. Of rules that are as particular, the one set last holds.
#[must_use]
pub fn decide(
    catalogue: &Catalogue,
    rules: &[(RouteId, Rule)],
    subclass: &str,
    area: &AreaPath,
    at: Instant,
) -> Option<Decision> {
    if let Some((id, rule)) = applying(catalogue, rules, subclass, area, at).first() {
        let standing = |office: &&String| catalogue.offices.contains_key(*office);
        return Some(Decision {
            office: rule.office.clone(),
            co_offices: rule.co_offices.iter().filter(standing).cloned().collect(),
            rule: Some(*id),
            why: Text::new(
                format!("本地规则：{}", rule.reason),
                format!("A rule of this place: {}", rule.reason),
            ),
        });
    }
    let found = catalogue.subclass(subclass)?;
    Some(Decision {
        office: found.office.clone(),
        co_offices: found.co_offices.clone(),
        rule: None,
        why: Text::new(
            format!("目录：{}由该单位承办", found.title.zh),
            format!("The catalogue: {} is theirs", found.title.en),
        ),
    })
}

fn is_working(calendar: &Calendar, at: Instant) -> bool {
    calendar.is_working(at)
}

/// Somebody who could be given a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who, and where.
    pub member: Member,
    /// Open cases they have.
    pub held: u64,
}

/// Who of an office could take a case in `area`: those who are there, the fewest open cases first. Who leads comes
/// after who handles.
#[must_use]
pub fn candidates(members: Vec<(Member, u64)>, area: &AreaPath) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = members
        .into_iter()
        .filter(|(member, _)| member.available && member.area.contains(area))
        .map(|(member, held)| Candidate { member, held })
        .collect();
    found.sort_by_key(|one| (one.member.leads, one.held, one.member.account));
    found.dedup_by_key(|one| one.member.account);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(area: &str, subclass: &str, hours: Hours, office: &str) -> (RouteId, Rule) {
        let area = area.parse().unwrap();
        let (subclass, office, reason) =
            (subclass.to_owned(), office.to_owned(), "local".to_owned());
        let id = Id::from_bytes([u8::try_from(office.len()).unwrap(); 16]);
        (id, Rule { area, subclass, hours, office, co_offices: Vec::new(), reason })
    }

    #[test]
    fn the_more_particular_rule_goes_first() {
        let catalogue = Catalogue::built_in().unwrap();
        // Monday 09:00 in the calendar's zone, and Monday 03:00.
        let [day, night] = [1_767_574_800_000_000, 1_767_553_200_000_000].map(Instant::from_micros);
        let rules = [
            rule("990101/001", "", Hours::Always, "civil"),
            rule("990101", "order.noise", Hours::Always, "urban"),
            rule("990101", "order.noise", Hours::Off, "emergency"),
            rule("990101/001", "order.noise", Hours::Always, "works"),
        ];
        let office = |subclass: &str, area: &str, at| {
            decide(catalogue, &rules, subclass, &area.parse().unwrap(), at).unwrap().office
        };
        assert_eq!(office("order.noise", "990101/002", day), "urban");
        assert_eq!(office("order.noise", "990101/002", night), "emergency");
        assert_eq!(office("order.noise", "990101/001/003", night), "works");
        assert_eq!(office("safety.fire", "990101/001", day), "civil");
        assert_eq!(office("safety.fire", "990101/002", day), "emergency", "the catalogue's own");
        assert!(decide(catalogue, &rules, "no.such", &AreaPath::whole(), day).is_none());
    }

    #[test]
    fn whoever_has_least_and_is_there_comes_first() {
        let member = |n: u8, area: &str, leads, available| Member {
            account: Id::from_bytes([n; 16]),
            office: "urban".to_owned(),
            area: area.parse().unwrap(),
            leads,
            available,
        };
        let members = vec![
            (member(1, "990101", true, true), 0),
            (member(2, "990101/001", false, true), 5),
            (member(3, "990101/001", false, true), 2),
            (member(4, "990101/002", false, true), 0),
            (member(5, "990101/001", false, false), 0),
        ];
        let found = candidates(members, &"990101/001/002".parse().unwrap());
        let order: Vec<u8> = found.iter().map(|one| one.member.account.to_bytes()[0]).collect();
        assert_eq!(order, [3, 2, 1]);
    }
}
