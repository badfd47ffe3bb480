//! Whether the files of a catalogue agree with themselves and each other.

use std::collections::BTreeSet;

use kernel::Text;

use super::{OptionOf, Question, QuestionKind, Source, Stopper, Subclass, never};
use crate::{Calendar, Level};

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The entry, as `order.noise`, `order.noise/source` or, of field collection, `collection/fire/fire.exits`; the file
    /// where it is about none.
    pub at: String,
    /// What is wrong, for people.
    pub text: Text,
}

/// Faults as they are found.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, at: &str, zh: impl Into<String>, en: impl Into<String>) {
        let fault = Fault { at: at.to_owned(), text: Text::new(zh, en) };
        if !self.0.contains(&fault) {
            self.0.push(fault);
        }
    }

    fn said(&mut self, at: &str, text: &Text) {
        if text.said(at).is_err() {
            self.add(
                at,
                format!("须同时有中文与英文：“{}” / “{}”", text.zh, text.en),
                format!("`{}` / `{}` is not said in both languages", text.zh, text.en),
            );
        }
        let own = at.rsplit('/').next().unwrap_or(at);
        if let Some(word) = never::in_id(own).or_else(|| never::in_chinese(&text.zh)) {
            self.never(at, word);
        }
    }

    fn never(&mut self, at: &str, word: &str) {
        self.add(
            at,
            format!("目录中不得有“{word}”"),
            format!("no catalogue has `{word}`, nor asks about it"),
        );
    }

    /// What a question or an answer says: in both languages, and nothing that nobody is asked.
    fn asked(&mut self, at: &str, text: &Text) {
        self.said(at, text);
        if let Some(word) = never::asked(&text.zh).or_else(|| never::asked(&text.en)) {
            self.never(at, word);
        }
    }

    fn once<'a>(&mut self, file: &str, ids: impl Iterator<Item = &'a String>) -> BTreeSet<&'a str> {
        let mut seen = BTreeSet::new();
        for id in ids {
            if id.trim().is_empty() {
                self.add(file, "编号为空", "an entry without an id");
            } else if !seen.insert(id.as_str()) {
                self.add(id, "编号重复", format!("`{id}` is there twice"));
            }
        }
        seen
    }
}

impl Source {
    /// Every contradiction with its place; none where the files can hold.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        let classes = faults.once("events", self.events.class.iter().map(|class| &class.id));
        let offices = faults.once("offices", self.offices.office.iter().map(|office| &office.id));
        let subclasses = faults.once("events", self.events.subclass.iter().map(|one| &one.id));
        faults.once("micro_events", self.micro_events.micro_event.iter().map(|micro| &micro.id));
        for class in &self.events.class {
            faults.said(&class.id, &class.title);
        }
        for office in &self.offices.office {
            faults.said(&office.id, &office.title);
            faults.said(&office.id, &office.does);
        }
        for subclass in &self.events.subclass {
            of_subclass(&mut faults, subclass, &classes, &offices);
        }
        if subclasses.is_empty() || offices.is_empty() {
            faults.add("events", "没有任何事项或单位", "no subclass or no office");
        }
        self.of_micro_events(&mut faults, &subclasses);
        self.of_collection(&mut faults);
        self.of_levels(&mut faults);
        if let Err(problem) = Calendar::of(self.calendar.clone()) {
            faults.add("calendar", format!("日历有误：{problem}"), problem);
        }
        faults.0
    }

    fn of_micro_events(&self, faults: &mut Faults, subclasses: &BTreeSet<&str>) {
        for micro in &self.micro_events.micro_event {
            let id = &micro.id;
            faults.said(id, &micro.title);
            faults.said(id, &micro.shows);
            if !subclasses.contains(micro.becomes.as_str()) {
                faults.add(
                    id,
                    format!("没有事项“{}”", micro.becomes),
                    format!("there is no event `{}`", micro.becomes),
                );
            }
            if micro.sample_percent == 0 || micro.sample_percent > 100 {
                let percent = micro.sample_percent;
                faults.add(id, format!("抽查 {percent} %"), format!("a sample of {percent} %"));
            }
            if micro.rectify.count == 0 {
                faults.add(id, "时限为零", "a time limit of nothing");
            }
        }
    }

    fn of_collection(&self, faults: &mut Faults) {
        let (mut classes, mut items) = (BTreeSet::new(), BTreeSet::new());
        for class in &self.collection.class {
            // A class of events may have the same id.
            let at = format!("collection/{}", class.id);
            faults.said(&at, &class.title);
            if class.id.trim().is_empty() || !classes.insert(class.id.as_str()) {
                faults.add(&at, "编号为空或重复", "an id twice, or none");
            }
            if !["unit", "building", "organisation", "place"].contains(&class.of.as_str()) {
                let of = &class.of;
                faults.add(&at, format!("不能采集“{of}”"), format!("items of `{of}`"));
            }
            for item in &class.items {
                let at = format!("{at}/{}", item.id);
                faults.asked(&at, &item.ask);
                options(faults, &at, item.kind, &item.options);
                if !item.id.starts_with(&format!("{}.", class.id)) || !items.insert(&item.id) {
                    faults.add(&at, "编号重复或不属于该类", "twice, or in another class");
                }
            }
        }
    }

    fn of_levels(&self, faults: &mut Faults) {
        let events = &self.events;
        if events.levels.is_empty() || !rise(&events.levels) {
            let (zh, en) = RISING;
            faults.add("events", zh, en);
        }
        if events.recheck_percent > 100 {
            let percent = events.recheck_percent;
            faults.add(
                "events",
                format!("复核比例 {percent} %"),
                format!("a second look at {percent} %"),
            );
        }
    }
}

/// What is said of levels that do not rise.
const RISING: (&str, &str) =
    ("预警级别须由低到高，互不相同", "levels are in order, each of its own");

/// Whether levels are in order, each of its own and none at the beginning.
fn rise(levels: &[Level]) -> bool {
    levels.iter().all(|level| level.percent > 0)
        && levels.is_sorted_by(|a, b| a.percent < b.percent)
}

fn of_subclass(
    faults: &mut Faults,
    subclass: &Subclass,
    classes: &BTreeSet<&str>,
    offices: &BTreeSet<&str>,
) {
    let id = &subclass.id;
    faults.said(id, &subclass.title);
    faults.said(id, &subclass.covers);
    let class = &subclass.class;
    if !classes.contains(class.as_str()) {
        faults.add(id, format!("没有大类“{class}”"), format!("there is no class `{class}`"));
    }
    if id.split_once('.').map(|(class, _)| class) != Some(class.as_str()) {
        faults.add(id, "编号须以大类开头", "an id begins with its class");
    }
    for office in std::iter::once(&subclass.office).chain(&subclass.co_offices) {
        if !offices.contains(office.as_str()) {
            faults.add(id, format!("没有单位“{office}”"), format!("there is no office `{office}`"));
        }
    }
    let named: BTreeSet<&String> = subclass.co_offices.iter().collect();
    if named.contains(&subclass.office) || named.len() != subclass.co_offices.len() {
        faults.add(id, "同一单位写了两次", "an office is named twice");
    }
    if subclass.resolve.count == 0 || subclass.contact.count == 0 {
        faults.add(id, "时限为零", "a time limit of nothing");
    }
    if !rise(&subclass.levels) {
        let (zh, en) = RISING;
        faults.add(id, zh, en);
    }
    if subclass.evidence.is_empty() || subclass.questions.is_empty() {
        faults.add(id, "缺少办结证据或提问", "no evidence or no question");
    }
    faults.once(id, subclass.questions.iter().map(|question| &question.id));
    for question in &subclass.questions {
        let at = format!("{id}/{}", question.id);
        faults.asked(&at, &question.ask);
        options(faults, &at, question.kind, &question.options);
    }
    for stopper in &subclass.stoppers {
        faults.said(id, &stopper.text);
        if !stopper.question.is_empty() && !answers(&subclass.questions, stopper) {
            let (question, answer) = (&stopper.question, &stopper.answer);
            faults.add(
                id,
                format!("提醒所等的“{question} = {answer}”没有人会被问到"),
                format!("a stopper waits for `{question} = {answer}`, which nobody is asked"),
            );
        }
    }
}

fn answers(questions: &[Question], stopper: &Stopper) -> bool {
    let asked = questions.iter().find(|question| question.id == stopper.question);
    asked.is_some_and(|question| match question.kind {
        QuestionKind::YesNo => ["yes", "no"].contains(&stopper.answer.as_str()),
        QuestionKind::Choice => question.options.iter().any(|one| one.id == stopper.answer),
        QuestionKind::Number | QuestionKind::Text => false,
    })
}

fn options(faults: &mut Faults, at: &str, kind: QuestionKind, options: &[OptionOf]) {
    for option in options {
        faults.asked(&format!("{at}/{}", option.id), &option.text);
    }
    let ids: BTreeSet<&str> = options.iter().map(|option| option.id.as_str()).collect();
    match (kind, options.len()) {
        (QuestionKind::Choice, 2..) if ids.len() == options.len() => {}
        (QuestionKind::Choice, _) => {
            faults.add(at, "选择题须有两个以上不同的选项", "a choice of two or more, none twice");
        }
        (_, 0) => {}
        _ => faults.add(at, "不是选择题却有选项", "options, but nothing to choose"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BUILT_IN, Catalogue, Files, Source};

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
    fn every_fault_is_said_with_its_place() {
        let mut source = Source::read(&BUILT_IN).unwrap();
        assert!(source.faults().is_empty());
        source.events.subclass[0].office = "nowhere".into();
        source.events.subclass[1].resolve.count = 0;
        source.events.subclass[1].questions[0].ask.en.clear();
        source.events.subclass[2].questions[0].ask.zh = "您的民族？".into();
        source.micro_events.micro_event[0].becomes = "no.such".into();
        let (first, second) = (&source.events.subclass[0].id, &source.events.subclass[1].id);
        let asked = format!("{second}/{}", source.events.subclass[1].questions[0].id);
        let third = &source.events.subclass[2];
        let never = format!("{}/{}", third.id, third.questions[0].id);
        let micro = &source.micro_events.micro_event[0].id;
        let at: Vec<String> = source.faults().into_iter().map(|fault| fault.at).collect();
        assert_eq!(at, [first.clone(), second.clone(), asked, never, micro.clone()]);
        assert!(Catalogue::of(source, None).is_err());
    }

    #[test]
    fn faults_of_field_collection_levels_and_calendar_are_at_their_place() {
        let mut source = Source::read(&BUILT_IN).unwrap();
        let class = &mut source.collection.class[0];
        class.of = "person".into();
        class.items[0].options.truncate(1);
        class.items[1].ask.en.clear();
        let at = format!("collection/{}", class.id);
        let items = [0, 1].map(|one| format!("{at}/{}", class.items[one].id));
        source.events.subclass[0].levels = source.events.levels.iter().rev().copied().collect();
        source.events.levels[0].percent = 0;
        source.events.recheck_percent = 101;
        source.calendar.week[0] = vec![format!("{}:00-12:00", i64::MAX)];
        let found = source.faults();
        let found: Vec<&str> = found.iter().map(|fault| fault.at.as_str()).collect();
        let subclass = source.events.subclass[0].id.as_str();
        let [first, second] = &items;
        let expected: [&str; 7] = [subclass, &at, first, second, "events", "events", "calendar"];
        assert_eq!(found, expected);
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
