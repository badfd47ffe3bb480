//! A person asks about a look; whoever looked is told; an auditor answers; the answer is contested once.

use super::*;
use crate::{Error, LookQuestion, QuestionState, Said};

const WORDS: &str = "why did the street office look at me?";

/// A resident whom the officer looked at beside a neighbour, and their question.
async fn asked(access: &Access) -> (Principal, Principal, LookQuestion) {
    let (officer, _) = account(access, "officer", Role::StreetOfficer, "990101/001").await;
    let grant = access.grant(&officer, request("990101/001/002")).unwrap();
    look(access, &grant, &[person(1), person(2)]).await;
    let resident = resident(access, "resident", person(1)).await;
    let looks = own_page(access, &resident).await;
    let question = access.ask_about_read(&resident, looks.reads[0].id, WORDS).await.unwrap();
    (officer, resident, question)
}

async fn own_page(access: &Access, resident: &Principal) -> crate::Reads {
    let own = access.grant_own(resident, Action::ReadsViewOwn).unwrap();
    access.reads_of(&own, resident.person.unwrap(), false, 50, 0).await.unwrap()
}

async fn waiting(access: &Access, auditor: &Principal) -> Vec<LookQuestion> {
    let grant = access.grant_answers(auditor).unwrap();
    access.questions(&grant).await.unwrap()
}

#[test]
fn a_question_goes_to_whoever_looked_and_to_an_auditor_whose_answer_comes_back() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, resident, question) = asked(&access).await;
        assert_eq!(
            (question.state, question.steps[0].words.as_str()),
            (QuestionState::Asked, WORDS)
        );

        let told = access.questions_about(&officer).await.unwrap();
        assert_eq!((told.len(), told[0].read.purpose), (1, Purpose::Registration));
        assert!(told[0].steps.is_empty(), "neither who asks nor in which words");
        assert_ne!(told[0].person, person(1));
        world.clock.advance(1);
        access.explain_read(&officer, question.id, "household 3 moved in that day").await.unwrap();
        let twice = access.explain_read(&officer, question.id, "and also this").await;
        assert!(matches!(twice, Err(Error::NoQuestion)));
        assert!(access.questions_about(&officer).await.unwrap().is_empty());

        let (auditor, _) = account(&access, "auditor", Role::Auditor, "").await;
        let seen = waiting(&access, &auditor).await;
        assert_eq!((seen.len(), seen[0].login.as_str(), seen[0].person), (1, "officer", person(1)));
        assert_eq!(seen[0].steps.len(), 2, "the question and why they looked");
        world.clock.advance(1);
        access.answer_question(&auditor, question.id, true, "a neighbour's move").await.unwrap();
        let again = access.answer_question(&auditor, question.id, true, "once more").await;
        assert!(matches!(again, Err(Error::NotAnswerable)));

        let page = own_page(&access, &resident).await;
        let mine = &page.questions[0];
        assert_eq!(
            (mine.state, mine.answer()),
            (QuestionState::Answered, Some((true, "a neighbour's move")))
        );
        assert!(
            mine.steps.iter().all(|step| step.said != Said::Explained),
            "it may speak of others"
        );
        let looked = page.reads.iter().filter(|read| read.action == Action::ReadsAnswer).count();
        assert_eq!(looked, 1, "that an auditor read the question is on the log");
        let told = access.questions_about(&officer).await.unwrap();
        assert_eq!(told[0].answer(), Some((true, "")), "found proper; the words are the asker's");
        access.told_answers(&officer).await.unwrap();
        assert!(access.questions_about(&officer).await.unwrap().is_empty());
    });
}

#[test]
fn an_answer_is_contested_once_and_another_auditor_settles_it() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, resident, question) = asked(&access).await;
        let early = access.contest_answer(&resident, question.id, "I do not agree").await;
        assert!(matches!(early, Err(Error::NoQuestion)), "there is no answer yet");
        let (first, _) = account(&access, "first", Role::Auditor, "").await;
        let (second, _) = account(&access, "second", Role::Auditor, "").await;
        access.answer_question(&first, question.id, true, "it was in order").await.unwrap();
        world.clock.advance(1);
        access.contest_answer(&resident, question.id, "I never moved").await.unwrap();
        let same = access.answer_question(&first, question.id, true, "still in order").await;
        assert!(matches!(same, Err(Error::NotAnswerable)), "another auditor's");
        world.clock.advance(1);
        access.answer_question(&second, question.id, false, "there was no task").await.unwrap();
        let mine = own_page(&access, &resident).await.questions.remove(0);
        assert_eq!((mine.state, mine.answer().unwrap().0), (QuestionState::Settled, false));
        assert_eq!(mine.steps.len(), 4);
        let third = access.contest_answer(&resident, question.id, "and again").await;
        assert!(matches!(third, Err(Error::NoQuestion)));
        assert_eq!(access.questions_about(&officer).await.unwrap()[0].answer(), Some((false, "")));
    });
}

#[test]
fn nobody_asks_for_another_answers_their_own_look_or_asks_without_words() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, me, question) = asked(&access).await;
        let neighbour = resident(&access, "neighbour", person(3)).await;
        let read = question.read.id;
        let foreign = access.ask_about_read(&neighbour, read, WORDS).await;
        assert!(matches!(foreign, Err(Error::NoQuestion)), "nobody looked at the neighbour");
        let twice = access.ask_about_read(&me, read, WORDS).await;
        assert!(matches!(twice, Err(Error::QuestionStands)));
        let mute = access.ask_about_read(&me, read, " ? ").await;
        assert!(matches!(mute, Err(Error::NoWords)));
        let staff = access.ask_about_read(&officer, read, WORDS).await;
        assert!(matches!(staff, Err(Error::Denied { .. })));
        assert!(matches!(access.grant_answers(&officer), Err(Error::Denied { .. })));

        // An auditor's own look is for another auditor to answer for.
        let (auditor, _) = account(&access, "auditor", Role::Auditor, "").await;
        waiting(&access, &auditor).await;
        let page = own_page(&access, &me).await;
        let look = page.reads.iter().find(|read| read.action == Action::ReadsAnswer).unwrap();
        let asked = access.ask_about_read(&me, look.id, WORDS).await.unwrap();
        let own = access.answer_question(&auditor, asked.id, true, "I had to").await;
        assert!(matches!(own, Err(Error::NotAnswerable)));
        // One's own look leaves nothing to ask.
        let with_own = access.grant_own(&me, Action::ReadsViewOwn).unwrap();
        let all = access.reads_of(&with_own, person(1), true, 50, 0).await.unwrap();
        let mine = all.reads.iter().find(|read| read.own).unwrap();
        let none = access.ask_about_read(&me, mine.id, WORDS).await;
        assert!(matches!(none, Err(Error::NoQuestion)));
    });
}

#[test]
fn words_are_sealed_and_no_person_floods_the_auditors() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, me, _) = asked(&access).await;
        let kept = access.sealer().seal("access_question_step.words", WORDS).unwrap();
        assert!(!String::from_utf8_lossy(&kept).contains("street"));
        let grant = access.grant(&officer, request("990101/001/002")).unwrap();
        for _ in 0..20 {
            world.clock.advance(1);
            look(&access, &grant, &[person(1)]).await;
        }
        let reads = own_page(&access, &me).await.reads;
        let mut refused = 0;
        for read in reads.iter().take(20) {
            match access.ask_about_read(&me, read.id, WORDS).await {
                Ok(_) => {}
                Err(Error::TooManyQuestions) => refused += 1,
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(refused, 1, "twenty wait, the one from before among them");
    });
}
