//! Letters by e-mail that no place or no subclass could be read from: they wait in the inbox until a person places them.
//!
//! What is shown of one is what is shown of any report; who wrote stays sealed and their photos are kept, until the lead is
//! sent on as a case, which then has both, or set aside, when both are forgotten.

use database::UnitOfWork;
use kernel::{AreaPath, Id, Text};

use crate::{
    AttachmentId, CaseActionId, CasePlace, Casework, Error, LeadSource, Leads, NewLead, NewReport,
    NewReporter, Result,
    redact::{Own, redact, shown},
    reports::sealed,
    store::{self, letters},
};

/// A letter that nobody decides on is kept so long, seconds.
const KEPT_S: i64 = 90 * 86_400;
/// Longest line that is shown, characters: as long as the words of a case, which a letter without breaks may be.
const LONGEST_LINE: usize = 2_000;
/// Most lines that are shown.
const MOST_LINES: usize = 200;

/// A letter.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The same for the same letter, however often it comes.
    pub id: CaseActionId,
    /// What it seems to be about, where that is known.
    pub subclass: Option<String>,
    /// Where, where that is known.
    pub place: Option<CasePlace>,
    /// Whose inbox it waits in where it is not.
    pub area: AreaPath,
    /// What it says.
    pub words: String,
    /// Who wrote it. Sealed.
    pub reporter: NewReporter,
    /// Photos, kept before.
    pub photos: Vec<AttachmentId>,
}

impl Casework {
    /// Whether a letter was taken before, as a case or into the inbox.
    pub async fn has_letter(&self, id: CaseActionId) -> Result<bool> {
        if store::cases::begun_by(&self.database, id).await?.is_some() {
            return Ok(true);
        }
        let lead = store::leads::of_key(&self.database, LeadSource::Mail, &id.to_string()).await?;
        Ok(lead.is_some())
    }

    /// Puts a letter into the inbox, once: durable when this returns. It goes with all of it when nobody
    /// decides for 90 days.
    pub async fn deliver_letter(&self, letter: Letter) -> Result<()> {
        let own = letter.reporter.own();
        let reasons: Vec<Text> = letter
            .words
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .take(MOST_LINES)
            .map(|line| safe(line, &own))
            .map(|line| Text::new(line.clone(), line))
            .collect();
        let area = letter.area;
        let nowhere = || CasePlace {
            area,
            at: None,
            point: None,
            label: Text::new("地点待定", "Place to be found"),
        };
        let key = letter.id.to_string();
        let new = NewLead {
            source: LeadSource::Mail,
            key: key.clone(),
            subclass: letter.subclass,
            place: letter.place.unwrap_or_else(nowhere),
            title: Text::new("来信，请确定地点和事项", "A letter: say where and what it is about"),
            reasons,
            expires_at: Some(self.clock.now().plus_seconds(KEPT_S)),
        };
        let [name, phone, email] = [
            sealed(&self.access, "name", letter.reporter.name)?,
            sealed(&self.access, "phone", letter.reporter.phone)?,
            sealed(&self.access, "email", letter.reporter.email)?,
        ];
        let row =
            letters::Row { lang: letter.reporter.lang, name, phone, email, photos: letter.photos };
        let mut unit = self.database.begin().await?;
        if store::leads::of_key(&unit, LeadSource::Mail, &key).await?.is_some() {
            return Ok(unit.rollback().await?);
        }
        Leads::deliver(&mut unit, new, &self.ids, &*self.clock).await?;
        let lead = store::leads::of_key(&unit, LeadSource::Mail, &key).await?;
        let lead = lead.ok_or(Error::NoLead)?;
        letters::insert(&mut unit, lead, row, self.clock.now()).await?;
        Ok(unit.commit().await?)
    }

    /// A report with what came with the letter that it is sent on from.
    pub(crate) async fn with_letter(
        &self,
        unit: &mut UnitOfWork,
        mut new: NewReport,
    ) -> Result<NewReport> {
        let Some(lead) = new.lead else { return Ok(new) };
        let Some(letter) = letters::find(unit, lead).await? else { return Ok(new) };
        if new.reporter.is_none() {
            let found = self.open_reporter(&store::reporters::Sealed {
                subject: Id::from_bytes([0; 16]),
                account: None,
                name: letter.name,
                phone: letter.phone,
                email: letter.email,
            })?;
            new.reporter = Some(NewReporter {
                account: None,
                name: found.name,
                phone: found.phone,
                email: found.email,
                lang: letter.lang,
                secret: None,
            });
        }
        for photo in letter.photos {
            if !new.photos.contains(&photo) {
                new.photos.push(photo);
            }
        }
        unit.settle().await?;
        letters::forget(unit, lead).await?;
        Ok(new)
    }
}

/// A line as it is shown of a report, less what the inbox would refuse: what stood behind something that is gone may be seen
/// for what it is only then.
fn safe(line: &str, own: &Own) -> String {
    let mut line: String = shown(line, own).chars().take(LONGEST_LINE).collect();
    loop {
        let again = redact(&line);
        if again == line {
            return line;
        }
        line = again;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_looked_at_until_nothing_is_left_to_take_out() {
        let line = safe("0755-1234 5678foo@example.org", &Own::default());
        assert_eq!(redact(&line), line);
        assert!(!line.contains("foo@"), "{line}");
        assert_eq!(safe(&"长".repeat(3_000), &Own::default()).chars().count(), LONGEST_LINE);
    }
}
