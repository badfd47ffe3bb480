//! Whether the catalogues agree with each other.

use std::collections::BTreeSet;

use super::{Catalogue, OptionOf, Question, QuestionKind};

impl Catalogue {
    /// The first contradiction, in words.
    pub(super) fn check(&self) -> Result<(), String> {
        let classes: BTreeSet<&str> = self.classes.iter().map(|class| class.id.as_str()).collect();
        if classes.len() != self.classes.len() {
            return Err("events: a class is there twice".to_owned());
        }
        for class in &self.classes {
            class.title.said(&class.id)?;
        }
        for office in self.offices.values() {
            office.title.said(&office.id)?;
            office.does.said(&office.id)?;
        }
        for subclass in self.subclasses.values() {
            let id = &subclass.id;
            subclass.title.said(id)?;
            subclass.covers.said(id)?;
            if !classes.contains(subclass.class.as_str()) {
                return Err(format!("{id}: there is no class `{}`", subclass.class));
            }
            if id.split_once('.').map(|(class, _)| class) != Some(subclass.class.as_str()) {
                return Err(format!("{id}: an id begins with its class"));
            }
            for office in std::iter::once(&subclass.office).chain(&subclass.co_offices) {
                if !self.offices.contains_key(office) {
                    return Err(format!("{id}: there is no office `{office}`"));
                }
            }
            if subclass.co_offices.contains(&subclass.office) {
                return Err(format!("{id}: {} is named twice", subclass.office));
            }
            if subclass.resolve.count == 0 || subclass.contact.count == 0 {
                return Err(format!("{id}: a time limit of nothing"));
            }
            if subclass.evidence.is_empty() || subclass.questions.is_empty() {
                return Err(format!("{id}: no evidence or no question"));
            }
            subclass.questions.iter().try_for_each(|question| asked(id, question))?;
            for stopper in &subclass.stoppers {
                stopper.text.said(id)?;
                if !stopper.question.is_empty() && !answers(&subclass.questions, stopper) {
                    return Err(format!(
                        "{id}: a stopper waits for `{} = {}`, which nobody is asked",
                        stopper.question, stopper.answer
                    ));
                }
            }
        }
        for micro in self.micro_events.values() {
            micro.title.said(&micro.id)?;
            micro.shows.said(&micro.id)?;
            if !self.subclasses.contains_key(&micro.becomes) {
                return Err(format!("{}: there is no event `{}`", micro.id, micro.becomes));
            }
            if micro.sample_percent == 0 || micro.sample_percent > 100 {
                return Err(format!("{}: a sample of {} %", micro.id, micro.sample_percent));
            }
        }
        let mut items = BTreeSet::new();
        for class in &self.collection {
            class.title.said(&class.id)?;
            if !["unit", "building", "organisation", "place"].contains(&class.of.as_str()) {
                return Err(format!("{}: items of `{}`", class.id, class.of));
            }
            for item in &class.items {
                item.ask.said(&item.id)?;
                options(&item.id, item.kind, &item.options)?;
                if !item.id.starts_with(&format!("{}.", class.id)) || !items.insert(&item.id) {
                    return Err(format!("{}: twice, or in another class", item.id));
                }
            }
        }
        let percents: Vec<u32> = self.levels.iter().map(|level| level.percent).collect();
        if percents.is_empty() || !percents.is_sorted_by(|a, b| a < b) {
            return Err("events: levels are in order, each of its own".to_owned());
        }
        Ok(())
    }
}

fn answers(questions: &[Question], stopper: &super::Stopper) -> bool {
    let asked = questions.iter().find(|question| question.id == stopper.question);
    asked.is_some_and(|question| match question.kind {
        QuestionKind::YesNo => ["yes", "no"].contains(&stopper.answer.as_str()),
        QuestionKind::Choice => question.options.iter().any(|one| one.id == stopper.answer),
        QuestionKind::Number | QuestionKind::Text => false,
    })
}

fn asked(id: &str, question: &Question) -> Result<(), String> {
    question.ask.said(&format!("{id}/{}", question.id))?;
    options(&format!("{id}/{}", question.id), question.kind, &question.options)
}

fn options(id: &str, kind: QuestionKind, options: &[OptionOf]) -> Result<(), String> {
    let ids: BTreeSet<&str> = options.iter().map(|option| option.id.as_str()).collect();
    options.iter().try_for_each(|option| option.text.said(&format!("{id}/{}", option.id)))?;
    match (kind, options.len()) {
        (QuestionKind::Choice, 2..) if ids.len() == options.len() => Ok(()),
        (QuestionKind::Choice, _) => Err(format!("{id}: a choice of two or more, none twice")),
        (_, 0) => Ok(()),
        _ => Err(format!("{id}: options, but nothing to choose")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BUILT_IN, Catalogue, Files};

    #[test]
    fn counts_and_references_hold() {
        let catalogue = Catalogue::built_in().unwrap();
        assert_eq!((catalogue.classes.len(), catalogue.subclasses.len()), (6, 27));
        assert_eq!(catalogue.offices.len(), 11);
        assert_eq!(catalogue.micro_events.len(), 21);
        let items: usize = catalogue.collection.iter().map(|class| class.items.len()).sum();
        assert_eq!((catalogue.collection.len(), items), (11, 152));
        // Every office has something to do, and every class a subclass.
        for office in catalogue.offices.keys() {
            assert!(catalogue.subclasses.values().any(|one| one.office == *office), "{office}");
        }
        for class in &catalogue.classes {
            assert!(catalogue.subclasses.values().any(|one| one.class == class.id), "{}", class.id);
        }
        // No basis is claimed that was not read.
        assert!(catalogue.subclasses.values().all(|one| one.legal_basis.is_empty()));
        // Danger has something said first, and shows on the spot.
        for one in catalogue.subclasses.values().filter(|one| one.safety) {
            assert!(!one.stoppers.is_empty(), "{}", one.id);
            assert!(one.evidence.contains(&crate::EvidenceKind::LocationNear), "{}", one.id);
        }
    }

    #[test]
    fn the_schemas_are_the_committed_ones() {
        for (name, text) in super::super::schemas() {
            testing::committed(&format!("schemas/{name}"), &text);
        }
    }

    #[test]
    fn no_two_entries_say_the_same() {
        let catalogue = Catalogue::built_in().unwrap();
        let mut titles: Vec<&str> =
            catalogue.subclasses.values().map(|one| one.title.zh.as_str()).collect();
        titles.extend(catalogue.micro_events.values().map(|one| one.title.zh.as_str()));
        let all = titles.len();
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), all);
        for class in &catalogue.collection {
            let mut asks: Vec<&str> = class.items.iter().map(|item| item.ask.zh.as_str()).collect();
            asks.sort_unstable();
            asks.dedup();
            assert_eq!(asks.len(), class.items.len(), "{}", class.id);
        }
    }

    #[test]
    fn a_catalogue_that_contradicts_itself_is_refused() {
        for (from, to) in [
            ("office = \"works\"", "office = \"nowhere\""),
            ("class = \"family\"", "class = \"families\""),
            ("answer = \"knee\"", "answer = \"neck\""),
            ("id = \"order.noise\"", "id = \"order.fumes\""),
            ("en = \"Noise\"", "en = \"\""),
            ("percent = 80", "percent = 40"),
        ] {
            let events = BUILT_IN.events.replacen(from, to, 1);
            assert_ne!(events, BUILT_IN.events, "{from}");
            assert!(Catalogue::read(&Files { events: &events, ..BUILT_IN }).is_err(), "{to}");
        }
    }

    #[test]
    fn words_suggest_a_subclass_in_either_language() {
        let catalogue = Catalogue::built_in().unwrap();
        let first = |text: &str| catalogue.suggest(text).first().map(|one| one.id.as_str());
        assert_eq!(first("三栋楼下水道堵塞，污水外溢"), Some("livelihood.water"));
        assert_eq!(first("有人将电动车推入楼道充电"), Some("safety.charging"));
        assert_eq!(
            first("The street lamp at the gate is broken"),
            Some("livelihood.street_furniture")
        );
        assert_eq!(first("……"), None);
    }
}
