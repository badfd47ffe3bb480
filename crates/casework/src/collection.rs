//! Field collection: what somebody noted where a thing stands, by the items of the catalogue. Of premises, facilities and
//! places, never of people.

use std::collections::BTreeMap;

use access::{
    Account, Action, Basis, CaseGround, Field, FieldSet, Grant, Person, Principal, Undisclosed,
};
use database::UnitOfWork;
use kernel::{AreaPath, Id, Instant};
use serde::{Deserialize, Serialize};

use crate::{
    AttachmentId, CasePlace, Casework, CollectionId, Error, Refusal, Result,
    catalogue::{CollectionClass, Item, QuestionKind},
    files::Attachment,
    redact::{Own, shown},
    store::collections as store,
};

/// Longest answer in words, characters.
const LONGEST_ANSWER: usize = 200;

/// A form of field collection that somebody filled in. It is never changed: what is seen later is another one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Collection {
    /// Its id, made by whoever filled it in, so that what is sent twice is one.
    pub id: CollectionId,
    /// The class of the catalogue.
    pub class: String,
    /// Where it was seen.
    pub place: CasePlace,
    /// What was noted, by item.
    pub answers: BTreeMap<String, String>,
    /// Photos that show it.
    pub photos: Vec<AttachmentId>,
    /// A word for the file, without what tells who somebody is.
    pub words: String,
    /// Who noted it.
    pub by: Id<Account>,
    /// When it came in.
    pub at: Instant,
    /// When it was noted, by the clock of whoever did.
    pub acted_at: Option<Instant>,
    /// The catalogues whose items it answers.
    pub catalogue: String,
}

/// A form that comes in.
#[derive(Clone, Debug)]
pub struct NewCollection {
    /// Its id.
    pub id: CollectionId,
    /// The class.
    pub class: String,
    /// Where.
    pub place: CasePlace,
    /// Answers by item; one that is empty was left open.
    pub answers: BTreeMap<String, String>,
    /// Photos, uploaded before.
    pub photos: Vec<AttachmentId>,
    /// A word for the file.
    pub words: String,
    /// Who filled it in.
    pub account: Id<Account>,
    /// When, by their clock.
    pub acted_at: Option<Instant>,
}

/// Which forms, the newest first. Every condition must hold; none holds for all.
#[derive(Clone, Debug, Default)]
pub struct CollectionFilter {
    /// Within this area.
    pub area: AreaPath,
    /// Of this class.
    pub class: Option<String>,
    /// Of this unit or building.
    pub place: Option<[u8; 16]>,
    /// After the one of this number.
    pub after: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

impl Collection {
    /// What the log of reads calls it as the ground of a read.
    fn ground_number(&self) -> String {
        format!("collection:{}", self.id)
    }

    /// Whether its photos are an account's to look at: their own, or where looking again is theirs, as `supervises` says.
    #[must_use]
    pub fn shows_photos_to(&self, account: Id<Account>, supervises: bool) -> bool {
        !self.photos.is_empty() && (self.by == account || supervises)
    }

    /// It as the ground of a grant for its photos, confirmed for those alone whose they are to look at.
    #[must_use]
    pub fn ground(&self, principal: &Principal, supervises: bool) -> Basis {
        let account = principal.account;
        let number = self.ground_number();
        Basis::Case(if self.shows_photos_to(account, supervises) {
            CaseGround::confirmed(number, account)
        } else {
            CaseGround::from(number)
        })
    }
}

impl Casework {
    /// A form of field collection.
    pub async fn collection(&self, id: CollectionId) -> Result<Option<Collection>> {
        store::find(&self.database, id).await
    }

    /// A page of forms, each with its place in the order they came in.
    pub async fn collections(&self, filter: &CollectionFilter) -> Result<Vec<(i64, Collection)>> {
        store::page(&self.database, filter).await
    }

    /// Takes a form in: durable when this returns. The same again is the same form.
    ///
    /// # Errors
    /// [`Error::Refused`] where the catalogue has no such class or item, an answer is none of the item, nothing was noted,
    /// or the class is of another kind of place.
    pub async fn collect(&self, new: NewCollection) -> Result<Collection> {
        let this = self.clone();
        // Writes of one form keep to one lane.
        let lane = crate::casework::lane(Id::from_bytes(new.id.to_bytes()));
        self.database
            .together(lane, move |unit| {
                Box::pin(async move { this.collect_within(unit, new).await })
            })
            .await
    }

    async fn collect_within(
        &self,
        unit: &mut UnitOfWork,
        new: NewCollection,
    ) -> Result<Collection> {
        if let Some(known) = store::find(&*unit, new.id).await? {
            let same = known.by == new.account && known.class == new.class;
            return if same { Ok(known) } else { Err(Error::ActionTaken) };
        }
        let catalogue = self.catalogue();
        let class = catalogue.collection.iter().find(|class| class.id == new.class);
        let class = class.ok_or_else(|| Refusal::NoCollection(new.class.clone()))?;
        if !is_of(&class.of, &new.place) {
            return Err(Refusal::OtherPlace { unit: class.of == "unit" }.into());
        }
        let form = Collection {
            id: new.id,
            class: new.class,
            place: new.place,
            answers: answers(class, new.answers)?,
            photos: new.photos,
            words: shown(new.words.trim(), &Own::default()),
            by: new.account,
            at: self.clock.now(),
            acted_at: new.acted_at,
            catalogue: catalogue.version.clone(),
        };
        store::insert(unit, &form).await?;
        let claimed = store::claim_files(unit, form.id, &form.photos).await?;
        if claimed == form.photos.len() as u64 { Ok(form) } else { Err(Refusal::NoFile.into()) }
    }

    /// A photo of a form under a grant for it; `dwellers` live where it is, and see the read. Nobody else is named: the log
    /// calls whoever is concerned by the form's own id.
    pub async fn collection_photo(
        &self,
        grant: &Grant,
        form: &Collection,
        photo: &Attachment,
        dwellers: Vec<Id<Person>>,
    ) -> Result<Undisclosed<Vec<u8>>> {
        let needed = Action::CasesViewPhotos;
        if grant.action() != needed {
            return Err(Error::OtherGrant { held: grant.action().name(), needed: needed.name() });
        }
        let is_for_it = grant.case() == Some(form.ground_number().as_str());
        if !is_for_it || !grant.area().contains(&form.place.area) {
            return Err(access::Error::OutsideGrant.into());
        }
        if !form.photos.contains(&photo.id) {
            return Err(Error::NoCase);
        }
        let bytes = self.file(photo).await?;
        let subject = Id::from_bytes(form.id.to_bytes());
        let fields = FieldSet::of(&[Field::CasePhoto]);
        Ok(Undisclosed::new(bytes, vec![subject], fields).concerning(dwellers))
    }
}

/// Whether what a class describes is noted at such a place.
fn is_of(of: &str, place: &CasePlace) -> bool {
    let kind = place.at.as_ref().map(|at| at.kind.as_str());
    match of {
        "unit" => kind == Some("unit"),
        "building" => kind == Some("building"),
        // An organisation and a thing in the street are noted where they are.
        _ => true,
    }
}

/// What was noted, as it is kept; or what is wrong with it.
fn answers(
    class: &CollectionClass,
    given: BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>> {
    let mut kept = BTreeMap::new();
    for (id, answer) in given {
        let answer = answer.trim();
        if answer.is_empty() {
            continue;
        }
        let item = class.items.iter().find(|item| item.id == id);
        let item = item.ok_or_else(|| Refusal::NoItem(id.clone()))?;
        let read = read(item, answer).ok_or_else(|| Refusal::NoAnswer(item.ask.clone()))?;
        kept.insert(id, read);
    }
    if kept.is_empty() { Err(Refusal::NothingNoted.into()) } else { Ok(kept) }
}

/// An answer of an item; nothing where it is none.
fn read(item: &Item, answer: &str) -> Option<String> {
    let is_one = match item.kind {
        QuestionKind::Choice => item.options.iter().any(|option| option.id == answer),
        QuestionKind::YesNo => matches!(answer, "yes" | "no"),
        QuestionKind::Number => {
            answer.parse::<f64>().is_ok_and(|number| number.is_finite() && number >= 0.0)
        }
        QuestionKind::Text => answer.chars().count() <= LONGEST_ANSWER,
    };
    is_one.then(|| match item.kind {
        QuestionKind::Text => shown(answer, &Own::default()),
        _ => answer.to_owned(),
    })
}
