//! What of a case may tell of persons: who reported it, their words as written, photos. Read by those whose task the case
//! is, under a grant that only they get, and on the log before it leaves.

use access::{
    Account, Action, Basis, CaseGround, Field, FieldSet, Grant, Person, Principal, ReadOfPerson,
    Undisclosed,
};
use kernel::{AreaPath, Id};

use crate::{
    Actor, Case, CaseId, Casework, Error, Result, Sound,
    files::Attachment,
    store::{self, me_toos, reporters},
};

/// Who reported, in full.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reporter {
    /// What to call them.
    pub name: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// What they wrote, as they wrote it, where it differs from what is shown.
    pub words: Vec<String>,
    /// Who reported it too, in the order they did: how to reach each.
    pub others: Vec<Reporter>,
}

/// What a reporter said of a case by voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoiceNote {
    /// What it is in.
    pub sound: Sound,
    /// The file.
    pub bytes: Vec<u8>,
}

const REPORTER: FieldSet =
    FieldSet::of(&[Field::Name, Field::Phone, Field::Email, Field::CaseWords]);
const VOICE: FieldSet = FieldSet::of(&[Field::CaseWords]);
const PHOTO: FieldSet = FieldSet::of(&[Field::CasePhoto]);

impl Casework {
    /// The case of this number as the ground of a grant for people in `area`: where there is one there, it is at work, and
    /// it is the principal's to handle. [`access::Access::grant`] takes no other case.
    pub async fn ground(
        &self,
        principal: &Principal,
        number: &str,
        area: &AreaPath,
    ) -> Result<Basis> {
        let number = number.trim().to_ascii_uppercase();
        let account = principal.account;
        let found = self.numbered(&number).await?;
        let theirs = match &found {
            Some(case) if case.is_at_work() && case.place.area.contains(area) => {
                self.is_task_of(case, account).await?
            }
            _ => false,
        };
        // Without confirmation it is a number that anybody may have written.
        Ok(Basis::Case(if theirs {
            CaseGround::confirmed(number, account)
        } else {
            CaseGround::from(number)
        }))
    }

    /// Whether a case is an account's to handle: it is in their hands, or with an office that they work for there.
    pub async fn is_task_of(&self, case: &Case, account: Id<Account>) -> Result<bool> {
        if case.officer == Some(account) {
            return Ok(true);
        }
        let has_it = |office: &str| case.office == office || case.co_offices.contains(office);
        let offices = store::offices::of_account(&self.database, account).await?;
        Ok(offices.iter().any(|held| has_it(&held.office) && held.area.contains(&case.place.area)))
    }

    /// Offices that an account works for in an area, each once.
    pub async fn offices_of(
        &self,
        account: Id<Account>,
        area: &AreaPath,
    ) -> Result<std::collections::BTreeSet<String>> {
        let held = store::offices::of_account(&self.database, account).await?;
        let there = held.into_iter().filter(|one| one.area.contains(area));
        Ok(there.map(|one| one.office).collect())
    }

    /// Who works for an office in an area, each once; also those who take no cases just now.
    pub async fn members_of(&self, office: &str, area: &AreaPath) -> Result<Vec<Id<Account>>> {
        let members = store::offices::members(&self.database, office).await?;
        let there = members.into_iter().filter(|(member, _)| member.area.contains(area));
        let mut accounts: Vec<Id<Account>> = there.map(|(member, _)| member.account).collect();
        accounts.sort_unstable();
        accounts.dedup();
        Ok(accounts)
    }

    /// Who reported a case, in full, with their words as written and whoever reported it too, under a grant for this case.
    /// [`access::Access::disclose`] opens it once the read is on the log: of the person where the reporter is known, else
    /// under a name that stands in this case alone.
    pub async fn reporter(
        &self,
        grant: &Grant,
        case: &Case,
    ) -> Result<Option<Undisclosed<Reporter>>> {
        covers(grant, Action::CasesViewReporter, case)?;
        let found = reporters::sealed(&self.database, case.id).await?;
        let others = me_toos::sealed(&self.database, case.id).await?;
        let originals = store::texts::originals(&self.database, case.id).await?;
        if found.is_none() && others.is_empty() && originals.is_empty() {
            return Ok(None);
        }
        let mut reporter = match &found {
            Some(found) => self.open_reporter(found)?,
            None => Reporter::default(),
        };
        reporter.others =
            others.iter().map(|other| self.open_reporter(other)).collect::<Result<_>>()?;
        let sealer = self.access.sealer();
        let words = originals.iter().map(|sealed| sealer.open_value(store::texts::SEALED, sealed));
        reporter.words = words.collect::<std::result::Result<_, _>>()?;
        let subject = self.subject_of(case.id, found.as_ref()).await?;
        let others = self.subjects_of(case.id, &others).await?;
        Ok(Some(Undisclosed::new(reporter, vec![subject], REPORTER).concerning(others)))
    }

    /// What the reporter of a case said by voice, under the grant for their words as written.
    pub async fn voice(
        &self,
        grant: &Grant,
        case: &Case,
    ) -> Result<Option<Undisclosed<VoiceNote>>> {
        covers(grant, Action::CasesViewReporter, case)?;
        let Some(file) = self.voice_of(case.id).await? else { return Ok(None) };
        let Some(sound) = file.sound() else { return Ok(None) };
        let bytes = self.album.read_voice(&file.hash).await?;
        let found = reporters::sealed(&self.database, case.id).await?;
        let subject = self.subject_of(case.id, found.as_ref()).await?;
        Ok(Some(Undisclosed::new(VoiceNote { sound, bytes }, vec![subject], VOICE)))
    }

    /// A photo of a case under a grant for this case; `dwellers` live where the case is, and see the read as whoever reported
    /// it does: all of them, for it is not kept of whom a photo is.
    pub async fn photo(
        &self,
        grant: &Grant,
        case: &Case,
        photo: &Attachment,
        dwellers: Vec<Id<Person>>,
    ) -> Result<Undisclosed<Vec<u8>>> {
        covers(grant, Action::CasesViewPhotos, case)?;
        if photo.case != Some(case.id) || photo.sound().is_some() {
            return Err(Error::NoCase);
        }
        let bytes = self.file(photo).await?;
        let found = reporters::sealed(&self.database, case.id).await?;
        let subject = self.subject_of(case.id, found.as_ref()).await?;
        let others = me_toos::sealed(&self.database, case.id).await?;
        let others = self.subjects_of(case.id, &others).await?;
        Ok(Undisclosed::new(bytes, vec![subject], PHOTO).concerning(others).concerning(dwellers))
    }

    /// Who looked at the contact, words or photos of a reporter, the first or one who reported it too, latest first: for a
    /// reporter whom only the number and the word of the case name. Where the person is known it is on their own page, and
    /// nothing is told here.
    pub async fn looks(
        &self,
        case: CaseId,
        reporter: Actor,
        limit: u32,
    ) -> Result<Vec<ReadOfPerson>> {
        let found = match reporter {
            Actor::MeToo(id) => me_toos::sealed_one(&self.database, id).await?,
            _ => reporters::sealed(&self.database, case).await?,
        };
        let Some(found) = found else { return Ok(Vec::new()) };
        if self.subject_of(case, Some(&found)).await? != found.subject {
            return Ok(Vec::new());
        }
        Ok(self.access.reads_under(found.subject, limit).await?)
    }

    /// What the log of reads calls whoever is concerned by a case: the person where the reporter is known, else a name of
    /// this case alone, so that no read is without a line.
    async fn subject_of(
        &self,
        case: CaseId,
        reporter: Option<&reporters::Sealed>,
    ) -> Result<Id<Person>> {
        let Some(reporter) = reporter else { return Ok(Id::from_bytes(case.to_bytes())) };
        let person = match reporter.account {
            Some(account) => self.access.person_of(account).await?,
            None => None,
        };
        Ok(person.unwrap_or(reporter.subject))
    }

    /// What the log of reads calls each of those who reported it too.
    async fn subjects_of(
        &self,
        case: CaseId,
        reporters: &[reporters::Sealed],
    ) -> Result<Vec<Id<Person>>> {
        let mut subjects = Vec::with_capacity(reporters.len());
        for reporter in reporters {
            subjects.push(self.subject_of(case, Some(reporter)).await?);
        }
        Ok(subjects)
    }

    /// What a reporter said of themself, without their words.
    pub(crate) fn open_reporter(&self, sealed: &reporters::Sealed) -> Result<Reporter> {
        let open = |part: &str, value: Option<&Vec<u8>>| {
            let place = format!("case_reporter.{part}");
            value.map(|value| self.access.sealer().open_value(&place, value)).transpose()
        };
        Ok(Reporter {
            name: open("name", sealed.name.as_ref())?,
            phone: open("phone", sealed.phone.as_ref())?,
            email: open("email", sealed.email.as_ref())?,
            ..Reporter::default()
        })
    }
}

/// Refuses a grant that is not for `action` on this case.
fn covers(grant: &Grant, action: Action, case: &Case) -> Result<()> {
    if grant.action() != action {
        return Err(Error::OtherGrant { held: grant.action().name(), needed: action.name() });
    }
    let is_for_it = grant.case() == Some(case.number.as_str());
    if is_for_it && grant.area().contains(&case.place.area) {
        Ok(())
    } else {
        Err(access::Error::OutsideGrant.into())
    }
}
