//! Many cases at once, for measuring what a database does once cases of years are in it.

use kernel::Instant;

use crate::{
    Actor, Case, CaseActionId, CaseId, CaseRow, Casework, Deed, Outcome, Result, State,
    reports::LETTERS,
    store::{self, cases::Entry},
};

const DAY_S: i64 = 86_400;
/// Days over which they came in: fewer than words of closed cases are kept, so that nothing of them is due to be erased.
const DAYS: u64 = 1_000;
/// One in so many is open.
const OPEN_ONE_IN: u64 = 50;
/// Cases of one transaction.
const AT_ONCE: u64 = 10_000;

impl Casework {
    /// Writes the cases numbered `from` up to `to`, each like one of `seeds` and with an id, a number and days of its own:
    /// one in fifty open, the others settled and confirmed long since. They are in no feed, and nobody is told of them.
    ///
    /// For benchmarks: nothing that people do goes this way.
    #[doc(hidden)]
    pub async fn fill(&self, seeds: &[CaseRow], from: u64, to: u64) -> Result<()> {
        let mut like = seeds.iter().cycle();
        let mut next = from;
        while next < to {
            let until = to.min(next + AT_ONCE);
            let mut unit = self.database.begin().await?;
            for number in next..until {
                let Some(seed) = like.next() else { return Ok(()) };
                let case = self.copy_of(&seed.case, number);
                let report: CaseActionId = self.ids.next();
                let entry = Entry {
                    id: report,
                    deed: &Deed::Report,
                    actor: Actor::Installation,
                    seen: None,
                    acted_at: None,
                    now: case.reported_at,
                };
                let shown = seed.words.as_str();
                store::texts::insert(&mut unit, report, case.id, shown, "", None).await?;
                let words = self.words_of(&case, shown);
                store::cases::begin(&mut unit, &case, &entry, self.catalogue(), &words).await?;
            }
            unit.commit().await?;
            next = until;
        }
        Ok(())
    }

    fn copy_of(&self, seed: &Case, number: u64) -> Case {
        let id: CaseId = self.ids.next();
        let open = number.is_multiple_of(OPEN_ONE_IN);
        let days = i64::try_from(number % DAYS).unwrap_or(0) + 4;
        let back_s = if open { 0 } else { -days * DAY_S };
        let shift = |at: Instant| at.plus_seconds(back_s);
        let reported_at = shift(seed.reported_at);
        let day = reported_at.day(self.catalogue().calendar.offset_minutes);
        Case {
            id,
            number: format!(
                "{:02}{:02}{:02}-{}",
                day.year() % 100,
                day.month(),
                day.day_of_month(),
                letters_of(number)
            ),
            version: 1,
            state: if open { State::Reported } else { State::Confirmed },
            officer: None,
            offered: None,
            asked: Vec::new(),
            seeks: false,
            resolved_by: None,
            has_reporter: false,
            me_too: 0,
            agreed: Vec::new(),
            can_contact: false,
            reported_at,
            changed_at: reported_at,
            clock_from: reported_at,
            pauses: Vec::new(),
            contact_from: None,
            contact_due_at: None,
            contacted_at: None,
            due_at: seed.due_at.map(shift),
            // No alarm: the clock would tell of all of them at once.
            alarms: Vec::new(),
            closed_at: (!open).then(|| reported_at.plus_seconds(DAY_S)),
            evidence: Vec::new(),
            outcome: (!open).then_some(Outcome::Settled),
            recheck_drawn: false,
            merged: None,
            split_from: None,
            supervised: false,
            ..seed.clone()
        }
    }
}

/// The letters of a number after the day: the first is one that no drawn number has, so that none is met.
fn letters_of(number: u64) -> String {
    let letter = |place: u32| {
        let at = usize::try_from((number >> (5 * place)) % 32).unwrap_or(0);
        char::from(LETTERS[at])
    };
    std::iter::once('U').chain((0..5).rev().map(letter)).collect()
}
