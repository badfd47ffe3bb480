//! Whether the catalogue agrees with itself.

use std::collections::BTreeSet;

use super::{Catalogue, HazardType};

impl Catalogue {
    /// The first contradiction, in words.
    pub(super) fn check(&self) -> Result<(), String> {
        let groups: BTreeSet<&str> = self.groups.iter().map(|group| group.id.as_str()).collect();
        if groups.len() != self.groups.len() {
            return Err("hazards: a group is there twice".to_owned());
        }
        self.groups.iter().try_for_each(|group| group.title.said(&group.id))?;
        let falling = self.severities.is_sorted_by(|a, b| {
            a.id > b.id && a.from > b.from && a.within.seconds() < b.within.seconds()
        });
        let all = self.severities.len() == crate::Severity::ALL.len();
        if !falling || !all || self.severities.last().is_none_or(|rule| rule.from != 0) {
            return Err(
                "hazards: every severity once, the gravest first, the last from 0".to_owned()
            );
        }
        let danger = |rule: &super::SeverityRule| rule.id == crate::Severity::Immediate;
        if self.severities.iter().any(|rule| danger(rule) && rule.objection_suspends) {
            return Err("hazards: immediate danger is put right whoever objects".to_owned());
        }
        self.types.iter().try_for_each(|hazard| self.one(hazard, &groups))
    }

    fn one(&self, hazard: &HazardType, groups: &BTreeSet<&str>) -> Result<(), String> {
        let id = &hazard.id;
        for text in [&hazard.title, &hazard.shows, &hazard.harm, &hazard.fix] {
            text.said(id)?;
        }
        if !groups.contains(hazard.group.as_str()) {
            return Err(format!("{id}: there is no group `{}`", hazard.group));
        }
        if id.split_once('.').map(|(group, _)| group) != Some(hazard.group.as_str()) {
            return Err(format!("{id}: an id begins with its group"));
        }
        if hazard.one_in == 0 || hazard.spread.iter().sum::<u32>() != 100 {
            return Err(format!("{id}: a likelihood of one in some, a spread of 100 per cent"));
        }
        let score = self.score(hazard);
        if self.severity_of(score) != hazard.severity {
            return Err(format!("{id}: its score of {score} is not {}", hazard.severity.name()));
        }
        let rule = self.severities.iter().find(|rule| rule.id == hazard.severity);
        let longest = rule.map_or(0, |rule| rule.within.seconds());
        if hazard.within.is_some_and(|own| own.count == 0 || own.seconds() >= longest) {
            return Err(format!("{id}: a limit of its own is shorter than its severity's"));
        }
        if hazard.find.is_empty() || hazard.clear.is_empty() || hazard.clearers.is_empty() {
            return Err(format!("{id}: no evidence, or nobody to verify"));
        }
        if hazard.weight == 0 || hazard.weight > 100 {
            return Err(format!("{id}: a weight of {} points", hazard.weight));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::{Catalogue, HAZARDS};
    use crate::{EvidenceKind, Severity};

    #[test]
    fn there_are_46_types_and_every_one_is_whole() {
        let catalogue = Catalogue::built_in().unwrap();
        assert_eq!(catalogue.types.len(), 46);
        let mut severities: BTreeMap<Severity, usize> = BTreeMap::new();
        for hazard in &catalogue.types {
            *severities.entry(hazard.severity).or_default() += 1;
            // What is said to be gone has been seen, by a photo, a test or a paper.
            assert!(
                hazard.clear.iter().any(|kind| *kind != EvidenceKind::OnTheSpot),
                "{}",
                hazard.id
            );
        }
        assert_eq!(severities.len(), 3, "{severities:?}");
        for group in &catalogue.groups {
            assert!(catalogue.types.iter().any(|one| one.group == group.id), "{}", group.id);
        }
        for category in crate::Category::ALL {
            assert!(catalogue.types.iter().any(|one| one.category == *category), "{category:?}");
        }
    }

    #[test]
    fn no_two_types_say_the_same() {
        let catalogue = Catalogue::built_in().unwrap();
        for of in [
            |one: &super::HazardType| one.title.clone(),
            |one: &super::HazardType| one.shows.clone(),
            |one: &super::HazardType| one.harm.clone(),
            |one: &super::HazardType| one.fix.clone(),
        ] {
            let mut seen = BTreeMap::new();
            for one in &catalogue.types {
                let text = of(one);
                assert_eq!(seen.insert(text.zh.clone(), &one.id), None, "{} {}", one.id, text.zh);
                assert_eq!(seen.insert(text.en.clone(), &one.id), None, "{} {}", one.id, text.en);
            }
        }
    }

    #[test]
    fn every_office_is_one_of_the_places() {
        #[derive(serde::Deserialize)]
        struct Offices {
            office: Vec<Office>,
        }
        #[derive(serde::Deserialize)]
        struct Office {
            id: String,
        }
        let offices: Offices =
            toml::from_str(include_str!("../../../../catalogues/offices.toml")).unwrap();
        for hazard in &Catalogue::built_in().unwrap().types {
            assert!(offices.office.iter().any(|one| one.id == hazard.office), "{}", hazard.id);
        }
    }

    #[test]
    fn immediate_danger_is_counted_in_hours_the_rest_in_30_and_90_days() {
        let catalogue = Catalogue::built_in().unwrap();
        for hazard in &catalogue.types {
            let seconds = catalogue.within(hazard).seconds();
            match hazard.severity {
                Severity::Immediate => {
                    assert!((3_600..=86_400).contains(&seconds), "{}", hazard.id);
                }
                Severity::Serious => assert_eq!(seconds, 30 * 86_400, "{}", hazard.id),
                Severity::Ordinary => assert_eq!(seconds, 90 * 86_400, "{}", hazard.id),
            }
        }
    }

    #[test]
    fn a_file_that_contradicts_itself_is_refused() {
        for (from, to) in [
            ("group = \"gas\"\nof", "group = \"water\"\nof"),
            ("one_in = 6\n", "one_in = 6000\n"),
            ("spread = [30, 10, 20, 40]", "spread = [30, 10, 20, 41]"),
            (
                "within = { count = 2, counted = \"hours\" }",
                "within = { count = 2, counted = \"days\" }",
            ),
            ("en = \"Gas leak\"", "en = \"燃气\""),
            ("id = \"gas.hose\"", "id = \"gas.leak\""),
            ("clearers = [\"gas_company\"]", "clearers = []"),
            ("severity = \"ordinary\"\nspot", "severity = \"grave\"\nspot"),
            ("weight = 25", "weight = 0"),
            ("office = \"market\"", "office = \"market\"\nlegal = \"x\""),
        ] {
            assert!(HAZARDS.contains(from), "{from}");
            assert!(Catalogue::read(&HAZARDS.replacen(from, to, 1)).is_err(), "{to}");
        }
    }

    #[test]
    fn the_schemas_are_the_committed_ones() {
        for (name, text) in super::super::schemas() {
            testing::committed(&format!("schemas/{name}"), &text);
        }
    }
}
