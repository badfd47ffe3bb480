//! A person asks about a look at their data. Whoever looked is told, and may say why to the auditors; an auditor answers
//! the person, who may contest the answer once and is then answered by another auditor.

use kernel::{AreaPath, Entity, Id, Instant};

use crate::{
    Access, Account, Action, Basis, Error, Field, FieldSet, Grant, GrantRequest, Keeper, Person,
    Principal, Purpose, ReadMark, ReadOfPerson, Resource, SealedPlace, SealedTable, Undisclosed,
    store::questions as store,
};

/// Marks the ids of questions.
#[derive(Clone, Copy, Debug)]
pub struct QuestionMark;
impl Entity for QuestionMark {
    const NAME: &'static str = "question";
}

/// Marks the ids of the steps of a question.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StepMark;
impl Entity for StepMark {
    const NAME: &'static str = "question_step";
}

/// What the words are sealed for.
const PLACE: &str = "access_question_step.words";

/// The column of words, for the sealing anew.
pub(crate) const SEALED: SealedTable = SealedTable {
    table: "access_question_step",
    key: (&[], "id"),
    sealed: "words",
    place: SealedPlace::Fixed(PLACE),
};

/// How far a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionState {
    /// Nobody has answered.
    Asked,
    /// An auditor has answered; the asker may contest it.
    Answered,
    /// The asker is not content; another auditor is to answer.
    Contested,
    /// Another auditor has answered, and that stands.
    Settled,
}

impl QuestionState {
    /// Every state.
    pub const ALL: &[Self] = &[Self::Asked, Self::Answered, Self::Contested, Self::Settled];

    /// Its name in the store and in interfaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Answered => "answered",
            Self::Contested => "contested",
            Self::Settled => "settled",
        }
    }
}

/// What was said in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// The question, by the person.
    Asked,
    /// Why they looked, by whoever did; for auditors alone, since it may speak of somebody else.
    Explained,
    /// An auditor's answer, and whether the look was proper.
    Answered {
        /// Whether it was.
        proper: bool,
    },
    /// Why the person is not content.
    Contested,
}

impl Said {
    /// Its name in the store and in interfaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Explained => "explained",
            Self::Answered { .. } => "answered",
            Self::Contested => "contested",
        }
    }

    /// Whether it was found proper, for an answer.
    #[must_use]
    pub const fn proper(self) -> Option<bool> {
        match self {
            Self::Answered { proper } => Some(proper),
            _ => None,
        }
    }
}

/// A step of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionStep {
    /// What it is.
    pub said: Said,
    /// When.
    pub at: Instant,
    /// In which words.
    pub words: String,
}

/// A question about a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookQuestion {
    /// Its id.
    pub id: Id<QuestionMark>,
    /// Who asks: the person whose data it was.
    pub person: Id<Person>,
    /// Which look.
    pub read: ReadOfPerson,
    /// The login of whoever looked; empty for the operator of the machine.
    pub login: String,
    /// How far it is.
    pub state: QuestionState,
    /// When it was asked.
    pub asked_at: Instant,
    /// What was said, in order.
    pub steps: Vec<QuestionStep>,
}

impl LookQuestion {
    /// The last answer: whether the look was proper, and the words.
    #[must_use]
    pub fn answer(&self) -> Option<(bool, &str)> {
        let mut steps = self.steps.iter().rev();
        steps.find_map(|step| step.said.proper().map(|proper| (proper, step.words.as_str())))
    }

    /// Without what the asker is not told.
    fn for_asker(mut self) -> Self {
        self.steps.retain(|step| step.said != Said::Explained);
        self.login.clear();
        self
    }

    /// Without who asks and in which words: whoever looked at fifty people is not told which of them asks.
    fn for_reader(mut self) -> Self {
        let hidden = [Said::Asked, Said::Contested];
        self.steps.retain(|step| !hidden.contains(&step.said));
        for step in &mut self.steps {
            if step.said != Said::Explained {
                step.words.clear();
            }
        }
        self.person = Id::from_bytes([0; 16]);
        self
    }
}

/// Questions of one person that wait at the same time.
const WAITING: u64 = 20;
/// Questions on a page.
const LISTED: u32 = 200;
/// The ground on which auditors read questions: the task of answering them.
const TASK: &str = "questions about looks";

impl Access {
    /// Asks about a look at one's own data: once for each look.
    pub async fn ask_about_read(
        &self,
        principal: &Principal,
        read: Id<ReadMark>,
        words: &str,
    ) -> Result<LookQuestion, Error> {
        let person = self.asker(principal)?;
        let words = stated(words)?;
        self.index_reads().await?;
        let found = store::read_of(&self.database, person, read, self.now()).await?;
        let (read_at, reader) = found.ok_or(Error::NoQuestion)?;
        let (id, now) = (self.ids.next(), self.now());
        let mut unit = self.database.begin().await?;
        if store::waiting(&unit, person).await? >= WAITING {
            return Err(Error::TooManyQuestions);
        }
        if !store::insert(&mut unit, id, person, (read, read_at, reader), now).await? {
            return Err(Error::QuestionStands);
        }
        self.say(&mut unit, id, Said::Asked, principal, &words).await?;
        unit.commit().await?;
        let found = store::by_id(self, id).await?.ok_or(Error::NoQuestion)?;
        Ok(found.for_asker())
    }

    /// Says why one is not content with an answer: once. Another auditor answers then.
    pub async fn contest_answer(
        &self,
        principal: &Principal,
        id: Id<QuestionMark>,
        words: &str,
    ) -> Result<(), Error> {
        let person = self.asker(principal)?;
        let words = stated(words)?;
        let mut unit = self.database.begin().await?;
        if !store::contest(&mut unit, id, person).await? {
            return Err(Error::NoQuestion);
        }
        self.say(&mut unit, id, Said::Contested, principal, &words).await?;
        Ok(unit.commit().await?)
    }

    /// The questions about looks of one's own that wait for one's word, and those whose answer one has not read yet.
    pub async fn questions_about(&self, principal: &Principal) -> Result<Vec<LookQuestion>, Error> {
        let found = store::about(self, principal.account, LISTED).await?;
        Ok(found.into_iter().map(LookQuestion::for_reader).collect())
    }

    /// Says why one looked, to the auditors: once.
    pub async fn explain_read(
        &self,
        principal: &Principal,
        id: Id<QuestionMark>,
        words: &str,
    ) -> Result<(), Error> {
        let words = stated(words)?;
        let mut unit = self.database.begin().await?;
        if !store::explain(&mut unit, id, principal.account, self.now()).await? {
            return Err(Error::NoQuestion);
        }
        self.say(&mut unit, id, Said::Explained, principal, &words).await?;
        Ok(unit.commit().await?)
    }

    /// Remembers that whoever looked has read the answers there are.
    pub async fn told_answers(&self, principal: &Principal) -> Result<(), Error> {
        let mut unit = self.database.begin().await?;
        store::told(&mut unit, principal.account, self.now()).await?;
        Ok(unit.commit().await?)
    }

    /// The grant to read questions and to answer them: an auditor's, over the whole district.
    pub fn grant_answers(&self, principal: &Principal) -> Result<Grant, Error> {
        let request = GrantRequest {
            action: Action::ReadsAnswer,
            purpose: Purpose::Audit,
            basis: Basis::Task(TASK.to_owned()),
            area: AreaPath::whole(),
            subject: None,
        };
        self.grant(principal, request)
    }

    /// The questions, those that wait first, the longest of them at the top. Each asker is on the log as looked at.
    pub async fn questions(&self, grant: &Grant) -> Result<Vec<LookQuestion>, Error> {
        if grant.action() != Action::ReadsAnswer {
            return Err(Error::OutsideGrant);
        }
        self.index_reads().await?;
        let found = store::list(self, LISTED).await?;
        let mut people: Vec<Id<Person>> = found.iter().map(|question| question.person).collect();
        people.sort_unstable();
        people.dedup();
        let shut = Undisclosed::new(found, people, FieldSet::of(&[Field::Reads]));
        self.disclose(grant, shut).await
    }

    /// Answers a question. Whoever looked does not, and a contested answer is for another auditor to answer anew.
    pub async fn answer_question(
        &self,
        principal: &Principal,
        id: Id<QuestionMark>,
        proper: bool,
        words: &str,
    ) -> Result<(), Error> {
        self.grant_answers(principal)?;
        let words = stated(words)?;
        let mut unit = self.database.begin().await?;
        if !store::answer(&mut unit, id, principal.account).await? {
            return Err(Error::NotAnswerable);
        }
        self.say(&mut unit, id, Said::Answered { proper }, principal, &words).await?;
        Ok(unit.commit().await?)
    }

    /// The questions of `person` about these looks.
    pub(crate) async fn questions_of(
        &self,
        person: Id<Person>,
        reads: &[ReadOfPerson],
    ) -> Result<Vec<LookQuestion>, Error> {
        let ids: Vec<Id<ReadMark>> = reads.iter().map(|read| read.id).collect();
        let found = store::of_person(self, person, &ids).await?;
        Ok(found.into_iter().map(LookQuestion::for_asker).collect())
    }

    /// The person who asks, where a policy lets them.
    fn asker(&self, principal: &Principal) -> Result<Id<Person>, Error> {
        let action = Action::ReadsQuestion;
        let person = principal.person.ok_or(Error::Denied { action })?;
        let own = Resource { area: AreaPath::whole(), subject: Some(person) };
        self.authorize(principal, action, &own)?;
        Ok(person)
    }

    /// Keeps the words of a step, sealed, and records that it was taken.
    async fn say(
        &self,
        unit: &mut database::UnitOfWork,
        id: Id<QuestionMark>,
        said: Said,
        principal: &Principal,
        words: &str,
    ) -> Result<(), Error> {
        let sealed = self.sealer().seal(PLACE, words)?;
        let by: Id<Account> = principal.account;
        store::step(unit, (self.ids.next(), id), said, (by, self.now()), sealed).await?;
        let kind = match said {
            Said::Asked => "question.ask",
            Said::Explained => "question.explain",
            Said::Answered { .. } => "question.answer",
            Said::Contested => "question.contest",
        };
        self.record_of(unit, kind, Keeper::Account(principal), format!("question:{id}")).await
    }

    /// The words of a step.
    pub(crate) fn words_of(&self, sealed: &[u8]) -> Result<String, Error> {
        self.sealer().open_value(PLACE, sealed)
    }
}

/// Words that say something: four to 500 characters.
fn stated(words: &str) -> Result<String, Error> {
    let words = words.trim();
    let says = Basis::Reason(words.to_owned()).is_stated();
    says.then(|| words.to_owned()).ok_or(Error::NoWords)
}
