//! Letters by e-mail: each becomes a case once, or waits in the inbox until a person places it.

use std::{
    collections::BTreeMap,
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use casework::{Actor, AttachmentId, CasePlace, Casework, Door, Error, NewReport, NewReporter};
use kernel::{AreaPath, Lang};
use serde::Serialize;

use super::{
    Receive,
    letter::{LONGEST, Letter, Refused},
    places::Gazetteer,
};
use crate::{
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// Letters that are told of one by one.
const TOLD: usize = 200;

/// What came of letters.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    /// Letters read.
    letters: u64,
    /// Numbers of the cases that were opened.
    opened: Vec<String>,
    /// Letters that wait in the inbox.
    inbox: u64,
    /// Letters that were taken before.
    again: u64,
    /// Files that are no photos, or too large.
    photos_left: u64,
    /// Letters that are not taken, by reason.
    refused: BTreeMap<&'static str, u64>,
    /// The first of them: their file, and why. What they say is not repeated.
    refusals: Vec<(String, &'static str)>,
}

impl Report {
    /// In a sentence.
    fn told(&self) -> String {
        let refused: u64 = self.refused.values().sum();
        let why: Vec<String> =
            self.refused.iter().map(|(why, letters)| format!("{letters} {why}")).collect();
        let why = if why.is_empty() { String::new() } else { format!(" ({})", why.join(", ")) };
        format!(
            "{} letters: {} cases opened, {} in the inbox, {} there already, {refused} refused{why}",
            self.letters,
            self.opened.len(),
            self.inbox,
            self.again
        )
    }

    fn refuse(&mut self, file: &str, why: Refused) {
        *self.refused.entry(why.name()).or_default() += 1;
        if self.refusals.len() < TOLD {
            self.refusals.push((file.to_owned(), why.name()));
        }
    }
}

/// Takes the letter of standard input, or all of a Maildir.
pub(super) async fn receive(
    installation: &Installation,
    receive: &Receive,
    terminal: &Terminal,
) -> Result<Outcome> {
    let desk = Desk::open(installation).await?;
    let mut report = Report::default();
    let outcome = if let Some(folder) = &receive.maildir {
        desk.maildir(folder, &mut report).await?;
        Outcome::Done
    } else {
        let mut bytes = Vec::new();
        let mut input = std::io::stdin().lock().take(LONGEST + 1);
        input.read_to_end(&mut bytes).context("read the letter from standard input")?;
        // Nothing holds the input while the letter is taken.
        drop(input);
        match desk.take(&bytes, &mut report).await? {
            Ok(()) => Outcome::Done,
            Err(why) => {
                report.refuse("-", why);
                terminal.note(why.text().in_lang(terminal.lang()));
                Outcome::Never
            }
        }
    };
    terminal.result(&report, Report::told)?;
    Ok(outcome)
}

/// What letters are taken with.
struct Desk<'a> {
    installation: &'a Installation,
    casework: Casework,
    gazetteer: Gazetteer,
    /// The area of all that the register has.
    area: AreaPath,
}

impl<'a> Desk<'a> {
    async fn open(installation: &'a Installation) -> Result<Self> {
        let casework = Casework::open(
            installation.database.clone(),
            installation.access.clone(),
            installation.ids.clone(),
            installation.clock.clone(),
            &installation.data,
        )?;
        casework.refresh_catalogue().await?;
        let gazetteer = Gazetteer::open(installation)?;
        let roots = installation.register().areas_below(None).await?;
        let area = match &roots[..] {
            [district] => district.area.path.clone(),
            _ => AreaPath::whole(),
        };
        Ok(Self { installation, casework, gazetteer, area })
    }

    /// Takes each letter of `new`, in the order of their names, and moves it to `cur` when it was taken or refused. What
    /// fails stays, and ends this.
    async fn maildir(&self, folder: &Path, report: &mut Report) -> Result<()> {
        let (new, cur) = (folder.join("new"), folder.join("cur"));
        fs::create_dir_all(&cur).with_context(|| format!("make {}", cur.display()))?;
        for path in letters(&new)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let length = fs::metadata(&path).map(|facts| facts.len());
            let length = length.with_context(|| format!("look at {}", path.display()))?;
            let taken = if length > LONGEST {
                report.letters += 1;
                Err(Refused::TooLong)
            } else {
                let bytes = fs::read(&path).with_context(|| format!("read {}", path.display()))?;
                let taken = self.take(&bytes, report).await;
                taken.with_context(|| format!("take the letter {}", path.display()))?
            };
            if let Err(why) = taken {
                report.refuse(&name, why);
            }
            // Seen, by the rules of a Maildir.
            let there = cur.join(format!("{name}:2,S"));
            fs::rename(&path, &there).with_context(|| format!("move {}", path.display()))?;
        }
        Ok(())
    }

    /// Takes a letter: durable when this returns.
    async fn take(&self, bytes: &[u8], report: &mut Report) -> Result<Result<(), Refused>> {
        report.letters += 1;
        let letter = match Letter::read(bytes) {
            Ok(letter) => letter,
            Err(why) => return Ok(Err(why)),
        };
        let id = letter.known_by.id(&self.installation.access);
        if self.casework.has_letter(id).await? {
            report.again += 1;
            return Ok(Ok(()));
        }
        let photos = self.photos(&letter, report).await?;
        let place = self.place(&letter).await?;
        let suggested = self.casework.catalogue().suggest(&letter.words);
        let subclass = suggested.first().map(|one| one.id.clone());
        let is_han = letter.words.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        let reporter = NewReporter {
            account: None,
            name: letter.name,
            phone: None,
            email: Some(letter.address),
            lang: if is_han { Lang::Zh } else { Lang::En },
            secret: None,
        };
        let words = letter.words;
        match (place, subclass) {
            (Some(place), Some(subclass)) => {
                let begun = self.casework.report(NewReport {
                    id,
                    door: Door::Email,
                    subclass,
                    place,
                    words,
                    answers: BTreeMap::new(),
                    reporter: Some(reporter),
                    photos,
                    voice: None,
                    actor: Actor::Installation,
                    split_from: None,
                    lead: None,
                    acted_at: None,
                    form: None,
                });
                let case = begun.await.context("open a case for a letter")?.case;
                report.opened.push(case.number);
            }
            (place, subclass) => {
                let area = self.area.clone();
                let letter =
                    casework::Letter { id, subclass, place, area, words, reporter, photos };
                let delivered = self.casework.deliver_letter(letter).await;
                delivered.context("put a letter into the inbox")?;
                report.inbox += 1;
            }
        }
        Ok(Ok(()))
    }

    /// Keeps the photos of a letter by the rules of every door; what is none is left out.
    async fn photos(&self, letter: &Letter, report: &mut Report) -> Result<Vec<AttachmentId>> {
        let mut kept = Vec::new();
        for photo in &letter.photos {
            match self.casework.keep_picture(photo.clone()).await {
                Ok(file) => kept.push(file.id),
                Err(Error::Picture(_)) => report.photos_left += 1,
                Err(error) => return Err(error).context("keep a photo"),
            }
        }
        Ok(kept)
    }

    /// The one place that the words surely tell; none where they tell two.
    async fn place(&self, letter: &Letter) -> Result<Option<CasePlace>> {
        let mut found: Option<CasePlace> = None;
        for tried in letter.places() {
            for part in tried {
                let Some(place) = self.gazetteer.find(self.installation, &part).await? else {
                    continue;
                };
                match &found {
                    Some(before) if before.at != place.at => return Ok(None),
                    _ => found = Some(place),
                }
                // The rest of the line is part of the same address.
                break;
            }
        }
        Ok(found)
    }
}

/// Files of a folder, in the order of their names.
fn letters(folder: &Path) -> Result<Vec<PathBuf>> {
    let listed = fs::read_dir(folder).with_context(|| format!("list {}", folder.display()))?;
    let mut found = Vec::new();
    for entry in listed {
        let entry = entry.with_context(|| format!("list {}", folder.display()))?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}
