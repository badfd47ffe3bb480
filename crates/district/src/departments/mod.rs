//! Fourteen departments write down what they know, each in its own way, late,
//! with gaps and mistakes; what is true goes to `truth/`.

mod firms;
mod hotline;
mod listings;
mod meters;
mod papers;
mod property;
mod residents;
pub(crate) mod sheets;

use crate::Error;
use crate::calendar::{AS_OF, Day, WINDOW};
use crate::chance::{Dice, Topic};
use crate::layout::Layout;
use crate::people::{Party, Residence, Society, Tenure};
use crate::plan::Plan;
use crate::spelling::people::{Care, Written};
use crate::spelling::{Difficulty, Errors, Habit, Speller};
use crate::truth::{Link, TruthFiles};
pub(crate) use sheets::{Department, Sheets};

/// One community at the departments' desks.
pub(crate) struct Desk<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) layout: &'a Layout,
    pub(crate) society: &'a Society,
    pub(crate) difficulty: Difficulty,
    pub(crate) dice: Dice,
    pub(crate) sheets: &'a mut Sheets,
    pub(crate) truth: &'a mut TruthFiles,
    pub(crate) serial: usize,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(
        plan: &'a Plan,
        layout: &'a Layout,
        society: &'a Society,
        difficulty: Difficulty,
        sheets: &'a mut Sheets,
        truth: &'a mut TruthFiles,
    ) -> Self {
        let dice = Dice::new(plan.seed, Topic::Tables, layout.community as u64 + 1);
        Self { plan, layout, society, difficulty, dice, sheets, truth, serial: 0 }
    }

    /// Writes all fourteen tables.
    pub(crate) fn write(&mut self) -> Result<(), Error> {
        self.population_registration()?;
        self.residence_permits()?;
        self.clinic_enrolment()?;
        self.property_titles()?;
        self.rental_filings()?;
        self.rental_tax()?;
        self.market_supervision()?;
        self.employer_dormitories()?;
        self.meters()?;
        self.property_fees()?;
        self.agency_listings()?;
        self.hotline_complaints()
    }

    /// A new record id of a department, unique over the district.
    fn record(&mut self, prefix: &str) -> String {
        self.serial += 1;
        format!("{prefix}{:03}{:07}", self.layout.community + 1, self.serial)
    }

    fn rate(&self, p: f64) -> f64 {
        self.difficulty.rate(p)
    }

    fn address(&mut self, unit: usize, habit: &Habit, errors: &mut Errors) -> String {
        let speller = Speller { plan: self.plan, layout: self.layout, difficulty: self.difficulty };
        speller.unit(&mut self.dice, &self.layout.units[unit], habit, errors)
    }

    fn person(&mut self, p: usize, care: &Care, errors: &mut Errors) -> Written {
        crate::spelling::people::write(
            &mut self.dice,
            &self.society.people[p],
            care,
            self.difficulty,
            errors,
        )
    }

    /// Name and identity or credit code of a person or an organisation.
    fn party(&mut self, party: Party, care: &Care, errors: &mut Errors) -> (String, String) {
        match party {
            Party::None => Default::default(),
            Party::Person(p) => {
                let w = self.person(p, care, errors);
                (w.name, w.identity)
            }
            Party::Organisation(o) => {
                let o = &self.society.organisations[o];
                (o.name.clone(), o.credit_code.clone())
            }
        }
    }

    fn link(
        &mut self,
        department: Department,
        record: &str,
        role: &str,
        party: Party,
        unit: Option<usize>,
        errors: [&Errors; 2],
    ) -> Result<(), Error> {
        let (plan, layout, society) = (self.plan, self.layout, self.society);
        self.truth.link(
            plan,
            layout,
            society,
            &Link {
                department,
                record,
                role,
                party,
                unit,
                address_errors: errors[0].text(),
                person_errors: errors[1].text(),
            },
        )
    }

    /// Residences of a household that a register would have seen.
    fn residences(&self, h: usize) -> &'a [Residence] {
        &self.society.residences[self.society.households[h].residences.clone()]
    }

    /// A day a few weeks after, never after the tables were drawn; `None` if too late.
    fn delayed(&mut self, day: Day, mean_days: f64) -> Option<Day> {
        let days = (-mean_days * (1.0 - self.dice.unit()).ln()) as i32;
        Some(day.plus(days)).filter(|d| *d <= AS_OF)
    }

    /// Whether a residence touches the 36 months.
    fn in_window(residence: &Residence) -> bool {
        residence.to > WINDOW
    }

    fn settled(residence: &Residence) -> bool {
        matches!(residence.tenure, Tenure::Owner | Tenure::Tenant)
    }
}
