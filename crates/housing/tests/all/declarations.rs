//! What always holds of declarations: whose turn it is, and that nothing is so before it was seen.

use access::Tokenizer;
use housing::{
    Place,
    declaration::{
        Answer, Declaration, DeclarationAction, DeclarationDeed, DeclarationRefusal,
        DeclarationState, DeclaredBy, DeclaredUse, Document, Doubt, Finding, Known, Part,
        Responsible, Said, Tie,
        sheet::{Column, Columns, Reader},
    },
};
use kernel::Day;
use proptest::prelude::*;

use crate::{MONDAY_MORNING, account, id};

fn today() -> Day {
    MONDAY_MORNING.day(480)
}

fn said(by: DeclaredBy, tie: Tie, used_as: DeclaredUse) -> Said {
    Said { by, tie, used_as, from: today(), until: None }
}

fn lives(by: DeclaredBy) -> Said {
    said(by, Tie::Lives, DeclaredUse::Dwelling)
}

fn action(part: Part, deed: DeclarationDeed, n: u8) -> DeclarationAction {
    let at = MONDAY_MORNING.plus_seconds(i64::from(n));
    DeclarationAction { id: id(n), at, part, deed, has_words: true }
}

fn begun(said: Said, own: bool, doubts: &[Doubt]) -> Result<Declaration, DeclarationRefusal> {
    let place = Place { building: id(1), unit: Some(id(2)) };
    let deed = DeclarationDeed::Declare { said, place, own, doubts: doubts.to_vec() };
    Declaration::begin(id(3), &action(Part::Declarant(account(1)), deed, 1), today())
}

const DECLARANT: fn() -> Part = || Part::Declarant(account(1));
const NAMED: fn() -> Part = || Part::Named(account(2));
const WORKER: fn() -> Part = || Part::Worker(account(3));

fn then(
    declaration: &Declaration,
    part: Part,
    deed: DeclarationDeed,
) -> Result<Declaration, DeclarationRefusal> {
    declaration.step(&action(part, deed, 9), today())
}

const fn visit(found: Finding, heard: bool) -> DeclarationDeed {
    DeclarationDeed::Visit { found, heard }
}

#[test]
fn the_declarant_is_asked_first_then_the_person_then_the_door() {
    let own = begun(lives(DeclaredBy::Tenant), true, &[]).unwrap();
    assert_eq!(own.state, DeclarationState::Verifying);
    let other = begun(lives(DeclaredBy::Landlord), false, &[Doubt::AnotherHousehold]).unwrap();
    assert_eq!(other.state, DeclarationState::Asked);
    let early = then(&other, NAMED(), DeclarationDeed::Confirm);
    assert!(matches!(early, Err(DeclarationRefusal::NotNow { .. })));
    let early = then(&other, WORKER(), visit(Finding::So, true));
    assert!(matches!(early, Err(DeclarationRefusal::NotNow { .. })), "the declarant is first");
    let answer = DeclarationDeed::Answer { answer: Answer::TheyLeft };
    assert_eq!(then(&other, WORKER(), answer.clone()).unwrap_err(), DeclarationRefusal::NotYours);
    let answered = then(&other, DECLARANT(), answer).unwrap();
    assert_eq!(answered.state, DeclarationState::Confirming);
    let confirmed = then(&answered, NAMED(), DeclarationDeed::Confirm).unwrap();
    assert_eq!(confirmed.state, DeclarationState::Verifying);
    let nobody = then(&confirmed, WORKER(), visit(Finding::NobodyMet, false)).unwrap();
    assert_eq!((nobody.state, nobody.visits), (DeclarationState::Verifying, 1));
    let seen = then(&nobody, WORKER(), visit(Finding::So, false)).unwrap();
    assert!(seen.state.stands() && seen.verified_at.is_some());
}

#[test]
fn what_is_put_right_is_confirmed_anew() {
    let other = begun(lives(DeclaredBy::Landlord), false, &[]).unwrap();
    let confirmed = then(&other, NAMED(), DeclarationDeed::Confirm).unwrap();
    let correct = DeclarationDeed::Correct { said: lives(DeclaredBy::Landlord), doubts: vec![] };
    let corrected = then(&confirmed, DECLARANT(), correct).unwrap();
    assert_eq!(corrected.state, DeclarationState::Confirming);
    assert_eq!(corrected.confirmed_at, None);
}

#[test]
fn one_says_of_oneself_that_one_has_left_and_of_others_it_is_asked() {
    let other = begun(lives(DeclaredBy::Landlord), false, &[]).unwrap();
    let heard = then(&other, WORKER(), visit(Finding::So, true)).unwrap();
    let leave = || DeclarationDeed::Leave { on: today() };
    let said = then(&heard, DECLARANT(), leave()).unwrap();
    assert_eq!(said.state, DeclarationState::Leaving);
    assert!(said.state.stands(), "until it is confirmed it is as it was seen");
    let there = then(&said, NAMED(), DeclarationDeed::Deny).unwrap();
    assert_eq!((there.state, there.left_on), (DeclarationState::Verified, None));
    let gone = then(&said, WORKER(), visit(Finding::Left, false)).unwrap();
    assert_eq!(gone.state, DeclarationState::Ended);
    let own = then(&heard, NAMED(), leave()).unwrap();
    assert_eq!((own.state, own.closed_at()), (DeclarationState::Ended, Some(own.changed_at)));
}

#[test]
fn nobody_verifies_what_they_declared() {
    let own = begun(lives(DeclaredBy::Tenant), true, &[]).unwrap();
    let self_seen = then(&own, Part::Worker(account(1)), visit(Finding::So, true));
    assert_eq!(self_seen.unwrap_err(), DeclarationRefusal::OwnWord);
}

#[test]
fn what_is_declared_fits_who_declares_it() {
    let refused = |by, tie, used_as, own| said(by, tie, used_as).check(own, today()).is_err();
    let home = DeclaredUse::Dwelling;
    assert!(!refused(DeclaredBy::Landlord, Tie::Lets, home, true));
    assert!(refused(DeclaredBy::Landlord, Tie::Lets, home, false), "of oneself alone");
    assert!(refused(DeclaredBy::Tenant, Tie::Lets, home, true));
    assert!(refused(DeclaredBy::Employer, Tie::Houses, home, true), "a dormitory or a site");
    assert!(!refused(DeclaredBy::Employer, Tie::Houses, DeclaredUse::Dormitory, true));
    assert!(!refused(DeclaredBy::Operator, Tie::Works, DeclaredUse::Shop, false));
    let mut late = lives(DeclaredBy::Tenant);
    late.from = today().plus_days(40);
    assert_eq!(late.check(true, today()), Err(DeclarationRefusal::Days));
    let shop = said(DeclaredBy::Operator, Tie::Operates, DeclaredUse::Shop);
    assert_eq!(shop.responsible(), Responsible::Operates);
    assert_eq!(lives(DeclaredBy::Tenant).responsible(), Responsible::Lets);
}

#[test]
fn what_differs_is_told_without_telling_of_anybody_else() {
    let crowded = Known { others_registered: true, beds: Some(4), declared: 4, ..Known::default() };
    let home = lives(DeclaredBy::Tenant);
    assert_eq!(home.doubts(&crowded), [Doubt::AnotherHousehold]);
    let dormitory = said(DeclaredBy::Employer, Tie::Lives, DeclaredUse::Dormitory);
    assert_eq!(dormitory.doubts(&crowded), [Doubt::TooMany], "many households share a dormitory");
    let shop = said(DeclaredBy::Operator, Tie::Works, DeclaredUse::Shop);
    assert!(shop.doubts(&crowded).is_empty());
    for own in [true, false] {
        let told = Doubt::AnotherHousehold.told(own);
        assert!(told.is_some(), "the declarant is asked");
        assert_ne!(told, Some(Doubt::AnotherHousehold.label()), "not who is registered where");
    }
    for elsewhere in [Doubt::RegisteredElsewhere, Doubt::DeclaredElsewhere] {
        assert_eq!(elsewhere.told(true), Some(elsewhere.label()), "it is theirs");
        assert_eq!(elsewhere.told(false), None);
        let other = begun(lives(DeclaredBy::Landlord), false, &[elsewhere]).unwrap();
        assert_eq!(other.state, DeclarationState::Confirming, "to be asked would tell it too");
        assert_eq!(other.doubts, [elsewhere], "the worker is told");
        let own = begun(lives(DeclaredBy::Tenant), true, &[elsewhere]).unwrap();
        assert_eq!(own.state, DeclarationState::Asked);
    }
}

/// Anything that anybody might try.
fn tried() -> impl Strategy<Value = (u8, u8, bool)> {
    (0_u8..3, 0_u8..9, any::<bool>())
}

fn deed_of(n: u8, heard: bool) -> DeclarationDeed {
    match n {
        0 => DeclarationDeed::Answer { answer: Answer::AsDeclared },
        1 => DeclarationDeed::Confirm,
        2 => DeclarationDeed::Deny,
        3 => visit(Finding::So, heard),
        4 => visit(Finding::NotSo, heard),
        5 => visit(Finding::Left, heard),
        6 => DeclarationDeed::Leave { on: today() },
        7 => DeclarationDeed::Withdraw,
        _ => DeclarationDeed::Correct { said: lives(DeclaredBy::Landlord), doubts: Vec::new() },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_is_so_before_a_worker_saw_it_and_the_person_was_asked(
        doubted in any::<bool>(), tries in proptest::collection::vec(tried(), 1..24),
    ) {
        let doubts: &[Doubt] = if doubted { &[Doubt::AnotherHousehold] } else { &[] };
        let mut now = begun(lives(DeclaredBy::Landlord), false, doubts).unwrap();
        let (mut seen, mut asked, mut answered) = (false, false, !doubted);
        for (part, n, heard) in tries {
            let part = [DECLARANT(), NAMED(), WORKER()][usize::from(part)];
            let deed = deed_of(n, heard);
            let Ok(next) = then(&now, part, deed.clone()) else { continue };
            prop_assert_eq!(next.version, now.version + 1);
            match deed {
                DeclarationDeed::Answer { .. } => answered = true,
                DeclarationDeed::Confirm => asked = true,
                DeclarationDeed::Visit { found: Finding::So, heard } => {
                    asked |= heard;
                    seen = true;
                }
                DeclarationDeed::Correct { .. } => (asked, answered) = (false, true),
                _ => {}
            }
            if next.state.stands() {
                prop_assert!(seen && asked && answered, "{:?}", next);
            }
            now = next;
            if now.state.is_over() {
                prop_assert!(now.declarant_may().is_empty() && now.named_may().is_empty());
                break;
            }
        }
    }
}

fn head() -> Vec<String> {
    Column::ALL.iter().map(|column| column.title().zh).collect()
}

#[test]
fn of_five_thousand_rows_the_bad_ones_are_told_and_the_good_ones_kept() {
    let tokenizer = Tokenizer::with_key([7; 32]);
    let mut reader = Reader::new(Columns::of(&head()).unwrap(), &tokenizer);
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for n in 0..5_000_u32 {
        let number = format!("E{n:07}");
        let mut cells = ["U1", "张三", "其他证件", number.as_str(), "", "2026/3/1", ""];
        match n {
            // Seven of each of four faults, and nine that stand twice: thirty-seven.
            0..7 => cells[1] = "",
            7..14 => cells[3] = "？！",
            14..21 => cells[5] = "三月一日",
            21..28 => cells[6] = "2026-02-01",
            28..37 => cells[3] = "E0000100",
            _ => {}
        }
        match reader.row(u64::from(n) + 2, &cells) {
            Ok(row) => good.push(row),
            Err(faults) => bad.push(faults),
        }
    }
    // The first of those that stand twice is good, and the row whose number it is comes after it.
    assert_eq!((good.len(), bad.len()), (4_963, 37));
    for faults in &bad {
        let [fault] = &faults[..] else { panic!("one fault a row: {faults:?}") };
        assert!(fault.column.is_some() && !fault.text.zh.is_empty() && !fault.text.en.is_empty());
        assert!(!fault.text.zh.contains("张三"), "no value of a person is repeated");
    }
    assert_eq!(good[0].until, None);
    assert_eq!(good[0].who.document, Document::Other);
}

#[test]
fn a_sheet_without_a_column_is_told_which() {
    let mut head = head();
    head.retain(|name| name != "姓名" && name != "电话");
    assert_eq!(Columns::of(&head).unwrap_err(), [Column::Name], "a telephone may be left out");
    let english: Vec<String> =
        Column::ALL.iter().map(|column| column.title().en.to_uppercase()).collect();
    assert!(Columns::of(&english).is_ok());
}
