//! What happens in a day: moves, births, tenancies, readings, corrections, duplicates, withdrawals.

use super::{
    DayWritten,
    books::{Books, Cells},
};
use crate::{Error, calendar::Day, chance::Dice, departments::Department};

/// Who writes the day down.
pub(super) struct Clerk {
    seed: u64,
    day: Day,
    serial: u64,
    /// A row of the population registration drawn before, and its truth: a home to move to, a tenant to let to.
    donor: Option<(Cells, Vec<Cells>)>,
    pub(super) written: DayWritten,
}

impl Clerk {
    pub(super) fn new(seed: u64, day: Day) -> Self {
        Self { seed, day, serial: 0, donor: None, written: DayWritten::default() }
    }

    /// Does something with a row.
    pub(super) fn act(
        &mut self,
        dice: &mut Dice,
        department: Department,
        cells: &Cells,
        links: &[Cells],
        books: &mut Books,
    ) -> Result<(), Error> {
        if books.holds(&cells[0]) {
            return Ok(());
        }
        match department {
            Department::PopulationRegistration => {
                let donor = self.donor.replace((cells.clone(), links.to_vec()));
                match dice.weighted(&[0.34, 0.12, 0.06, 0.08, 0.40]) {
                    0 => self.moves(donor, cells, links, books),
                    1 => self.birth(dice, donor, cells, links, books),
                    2 => {
                        self.written.duplicates += 1;
                        self.again(department, cells, links, books, "duplicate")
                    }
                    3 => self.withdraw(department, cells, books),
                    _ => self.correct(dice, department, cells, links, books),
                }
            }
            Department::RentalFilings => match dice.weighted(&[0.5, 0.3, 0.2]) {
                0 => self.let_anew(cells, links, books),
                1 => self.close(dice, department, cells, links, books),
                _ => self.correct(dice, department, cells, links, books),
            },
            Department::HotlineComplaints => match dice.weighted(&[0.8, 0.2]) {
                0 => self.again(department, cells, links, books, "new"),
                _ => self.close(dice, department, cells, links, books),
            },
            Department::Water | Department::Power | Department::Gas => {
                match dice.weighted(&[0.85, 0.10, 0.05]) {
                    0 => self.read_meter(dice, department, cells, links, books),
                    1 => self.close(dice, department, cells, links, books),
                    _ => self.withdraw(department, cells, books),
                }
            }
            _ => match dice.weighted(&[0.45, 0.30, 0.15, 0.10]) {
                0 => self.correct(dice, department, cells, links, books),
                1 => self.close(dice, department, cells, links, books),
                2 => self.again(department, cells, links, books, "new"),
                _ => self.withdraw(department, cells, books),
            },
        }
    }

    fn number(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    /// A record id that no table has: its department's letters, and the day.
    fn record(&mut self, like: &str) -> String {
        let letters: String = like.chars().take_while(char::is_ascii_alphabetic).collect();
        format!("{letters}N{:04}{}{:06}", self.seed % 10_000, self.day.compact(), self.number())
    }

    fn changed(
        &mut self,
        department: Department,
        cells: &Cells,
        links: &[Cells],
        books: &mut Books,
        what: &str,
    ) -> Result<(), Error> {
        self.written.rows += 1;
        books.row(department, cells, links, what)
    }

    fn withdraw(
        &mut self,
        department: Department,
        cells: &Cells,
        books: &mut Books,
    ) -> Result<(), Error> {
        self.written.withdrawn += 1;
        books.withdraw(department, &cells[0])
    }

    /// The same again, as a new record of the day.
    fn again(
        &mut self,
        department: Department,
        cells: &Cells,
        links: &[Cells],
        books: &mut Books,
        what: &str,
    ) -> Result<(), Error> {
        let mut cells = cells.clone();
        cells[0] = self.record(&cells[0]);
        let shape = department.shape();
        cells[shape.opened] = shape.style.write(self.day);
        if let Some(closed) = shape.closed {
            cells[closed].clear();
        }
        let links = renamed(links, &cells[0]);
        self.changed(department, &cells, &links, books, what)
    }

    fn close(
        &mut self,
        dice: &mut Dice,
        department: Department,
        cells: &Cells,
        links: &[Cells],
        books: &mut Books,
    ) -> Result<(), Error> {
        let shape = department.shape();
        let Some(closed) = shape.closed.filter(|at| cells[*at].is_empty()) else {
            return self.correct(dice, department, cells, links, books);
        };
        let mut cells = cells.clone();
        cells[closed] = shape.style.write(self.day);
        self.changed(department, &cells, links, books, "closed")
    }

    fn read_meter(
        &mut self,
        dice: &mut Dice,
        department: Department,
        cells: &Cells,
        links: &[Cells],
        books: &mut Books,
    ) -> Result<(), Error> {
        let mut cells = cells.clone();
        if let Some(at) = department.shape().reading {
            cells[at] = dice.between(1, 240).to_string();
        }
        self.changed(department, &cells, links, books, "reading")
    }

    /// Another telephone, else a name that lost its last character.
    fn correct(
        &mut self,
        dice: &mut Dice,
        department: Department,
        cells: &Cells,
        links: &[Cells],
        books: &mut Books,
    ) -> Result<(), Error> {
        let (mut cells, shape) = (cells.clone(), department.shape());
        if let Some(phone) = shape.phone {
            cells[phone] = format!("129{:08}", dice.below(100_000_000));
        } else if let Some(name) = shape.name.filter(|at| cells[*at].chars().count() > 2) {
            cells[name].pop();
        } else if let Some(at) = shape.reading {
            cells[at] = dice.between(500, 9_000).to_string();
        }
        self.changed(department, &cells, links, books, "correction")
    }

    /// The former home is crossed off, and the person registered where another row lives.
    fn moves(
        &mut self,
        donor: Option<(Cells, Vec<Cells>)>,
        cells: &Cells,
        links: &[Cells],
        books: &mut Books,
    ) -> Result<(), Error> {
        let mut left = cells.clone();
        left[12] = self.day.iso();
        self.changed(Department::PopulationRegistration, &left, links, books, "moved out")?;
        let Some((home, place)) = donor else { return Ok(()) };
        self.written.moves += 1;
        let mut new = cells.clone();
        new[0] = self.record(&cells[0]);
        new[8].clone_from(&home[8]);
        new[11] = self.day.iso();
        new[12].clear();
        let mut links = renamed(links, &new[0]);
        for line in &mut links {
            if let Some(place) = place.first() {
                line[5..9].clone_from_slice(&place[5..9]);
            }
        }
        self.changed(Department::PopulationRegistration, &new, &links, books, "moved in")
    }

    /// A child in the household of the row, without a number yet.
    fn birth(
        &mut self,
        dice: &mut Dice,
        donor: Option<(Cells, Vec<Cells>)>,
        cells: &Cells,
        links: &[Cells],
        books: &mut Books,
    ) -> Result<(), Error> {
        self.written.births += 1;
        let given = donor.map_or_else(String::new, |(other, _)| other[2].chars().skip(1).collect());
        let surname: String = cells[2].chars().take(1).collect();
        let given = if given.is_empty() { "安".to_owned() } else { given };
        let (male, born) = (dice.chance(0.51), self.day.plus(-dice.between(2, 40)));
        let mut new = cells.clone();
        new[0] = self.record(&cells[0]);
        new[2] = surname + &given;
        (if male { "男" } else { "女" }).clone_into(&mut new[3]);
        new[4] = born.iso();
        new[5].clear();
        "子女".clone_into(&mut new[6]);
        new[9].clear();
        new[10].clear();
        new[11] = self.day.iso();
        new[12].clear();
        let person =
            format!("PN{:04}{}{:06}", self.seed % 10_000, self.day.compact(), self.number());
        let household = links.first().map(|line| line[4].clone()).unwrap_or_default();
        let mut links = renamed(links, &new[0]);
        for line in &mut links {
            line[2].clone_from(&person);
            line[9].clear();
        }
        let (sex, here) =
            (if male { "male" } else { "female" }, if cells[7] == "户籍" { "yes" } else { "no" });
        books.person(&[&person, &household, &new[2], sex, &born.iso(), "", here, "child"])?;
        self.changed(Department::PopulationRegistration, &new, &links, books, "birth")
    }

    /// The place of a filing let to somebody registered elsewhere so far.
    fn let_anew(&mut self, cells: &Cells, links: &[Cells], books: &mut Books) -> Result<(), Error> {
        self.written.tenancies += 1;
        let mut new = cells.clone();
        new[0] = self.record(&cells[0]);
        new[9] = self.day.iso();
        new[10] = self.day.plus(365).iso();
        new[12] = self.day.iso();
        let mut links = renamed(links, &new[0]);
        if let Some((tenant, of)) = &self.donor {
            new[5].clone_from(&tenant[2]);
            new[6].clone_from(&tenant[5]);
            new[7].clone_from(&tenant[9]);
            for line in links.iter_mut().filter(|line| line[1] == "tenant") {
                if let Some(of) = of.first() {
                    line[2].clone_from(&of[2]);
                    line[4].clone_from(&of[4]);
                    line[9].clone_from(&of[9]);
                }
            }
        }
        self.changed(Department::RentalFilings, &new, &links, books, "tenancy")
    }
}

/// The lines of a record under another id.
fn renamed(links: &[Cells], record: &str) -> Vec<Cells> {
    let mut links = links.to_vec();
    for line in &mut links {
        record.clone_into(&mut line[0]);
    }
    links
}
