//! Declarations: made, answered, confirmed, seen on the door, ended.

use access::{Access, Person};
use database::UnitOfWork;
use kernel::{AreaPath, Id, Instant, Text};

use crate::{
    AccountId, ActionId, BuildingId, DeclarationId, Error, Evidence, EvidenceKind, Housing, Result,
    UnitId,
    declaration::{
        Declaration, DeclarationAction, DeclarationDeed, DeclarationRefusal, DeclaredPerson,
        Document, Known, Part, Said, Sealed,
    },
    facts::{At, How},
    housing::{done_already, lane},
    stars::{StarState, StarUse},
    store::{
        self,
        actions::{New, Subject},
        declarations::{DeclarationRow, Whom},
    },
};

/// Declarations of one building that share a transaction: others wait behind them.
const TOGETHER: usize = 200;

/// Something to be declared.
#[derive(Clone, Debug)]
pub struct NewDeclaration {
    /// The action's id, made by whoever declares: sent twice, it is done once.
    pub id: ActionId,
    /// Where: a unit.
    pub at: At,
    /// What.
    pub said: Said,
    /// Whether it is of the declarant.
    pub own: bool,
    /// Of whom.
    pub who: DeclaredPerson,
    /// The person, where it is the declarant and their account says who they are, or where they are registered there: whom
    /// the log of reads names.
    pub person: Option<Id<Person>>,
    /// What the blocks say there. What other declarations say is added here.
    pub known: Known,
    /// Who declares.
    pub declarant: AccountId,
}

/// What came of declaring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is new.
    New(Declaration),
    /// The same was declared before, and stands as it did.
    Same(Declaration),
}

impl Taken {
    /// The declaration.
    #[must_use]
    pub const fn declaration(&self) -> &Declaration {
        match self {
            Self::New(declaration) | Self::Same(declaration) => declaration,
        }
    }
}

/// Something to be done to a declaration.
#[derive(Clone, Debug)]
pub struct DeclarationAct {
    /// Which.
    pub declaration: DeclarationId,
    /// The version that whoever acts saw.
    pub seen: u32,
    /// What.
    pub deed: DeclarationDeed,
    /// In which part.
    pub part: Part,
    /// The person of the account, where it is known; of a declarant who puts right whom it is of, that person, where they are
    /// known there: whom the log of reads names from then on.
    pub person: Option<Id<Person>>,
    /// The token of the number of the account's person: whom it is of confirms it, and as a worker does not verify it.
    pub token: Option<[u8; 16]>,
    /// Who it is of, put right.
    pub corrected: Option<DeclaredPerson>,
    /// What the blocks say there, for what is put right.
    pub known: Known,
    /// The action.
    pub how: How,
}

impl Housing {
    /// Takes a declaration in, once: also where several servers over one database hear it at the same time.
    ///
    /// # Errors
    /// [`Error::Declaration`] where the rules refuse it.
    pub async fn declare(&self, access: &Access, new: NewDeclaration) -> Result<Taken> {
        self.declare_all(access, vec![new]).await?.pop().ok_or(Error::Nothing)?
    }

    /// Takes many in, each by itself: one that is refused leaves the others. In the order they came.
    ///
    /// # Errors
    /// Where the database fails; those before are there then, and sent again they are the same.
    pub async fn declare_all(
        &self,
        access: &Access,
        new: Vec<NewDeclaration>,
    ) -> Result<Vec<Result<Taken>>> {
        let mut taken = Vec::with_capacity(new.len());
        let mut rest = new.into_iter().peekable();
        while let Some(first) = rest.next() {
            let building = first.at.place.building;
            let mut some = vec![first];
            while some.len() < TOGETHER {
                let Some(next) = rest.next_if(|next| next.at.place.building == building) else {
                    break;
                };
                some.push(next);
            }
            taken.extend(self.declare_some(access, building, some).await?);
        }
        Ok(taken)
    }

    async fn declare_some(
        &self,
        access: &Access,
        building: BuildingId,
        some: Vec<NewDeclaration>,
    ) -> Result<Vec<Result<Taken>>> {
        let seal = |new: NewDeclaration| {
            let sealed = new.who.seal(new.own, access);
            (new, sealed)
        };
        let some: Vec<(NewDeclaration, Result<Sealed>)> = some.into_iter().map(seal).collect();
        let this = self.clone();
        self.database
            .together(lane(building), move |unit| {
                Box::pin(async move {
                    let mut taken = Vec::with_capacity(some.len());
                    for (new, sealed) in some {
                        let done = match sealed {
                            Ok(sealed) => this.declare_within(unit, new, &sealed).await,
                            Err(error) => Err(error),
                        };
                        match done {
                            Err(error) if !is_of_one(&error) => return Err(error),
                            done => taken.push(done),
                        }
                    }
                    Ok(taken)
                })
            })
            .await
    }

    async fn declare_within(
        &self,
        unit: &mut UnitOfWork,
        new: NewDeclaration,
        sealed: &Sealed,
    ) -> Result<Taken> {
        let dwelling = new.at.place.unit.ok_or(DeclarationRefusal::NoUnit)?;
        if let Some(first) = same(unit, &new, dwelling, sealed).await? {
            return Ok(Taken::Same(first));
        }
        let when = self.when();
        let token = sealed.token.filter(|_| !new.own || new.known.of_account);
        let place = (new.at.place.building, dwelling);
        let known = known(unit, new.known, place, token, None, when.now).await?;
        let doubts = new.said.doubts(&known);
        let action = DeclarationAction {
            id: new.id,
            at: when.now,
            part: Part::Declarant(new.declarant),
            deed: DeclarationDeed::Declare {
                said: new.said,
                place: new.at.place,
                own: new.own,
                doubts,
            },
            has_words: false,
        };
        let declaration = Declaration::begin(self.ids.next(), &action, when.today)?;
        // Of whom nobody knows who they are the log has a name that stands in this declaration alone, until they say so.
        let subject = new.person.unwrap_or_else(|| self.ids.next());
        let green = self.green_channel(unit, new.at.place.building, when.now).await?;
        let whom = Whom { subject, document: new.who.document, sealed, green };
        if !store::declarations::insert(unit, &declaration, &new.at.area, whom).await? {
            let first = same(unit, &new, dwelling, sealed).await?;
            return first.map(Taken::Same).ok_or(Error::ActionTaken);
        }
        self.write_declared(unit, &declaration, &new.at.area, &action, "").await?;
        Ok(Taken::New(declaration))
    }

    /// Why what is filed of a building's units is handled first, where it is. Nothing is left out for it.
    async fn green_channel(
        &self,
        unit: &UnitOfWork,
        building: BuildingId,
        now: Instant,
    ) -> Result<Option<Text>> {
        let row = store::buildings::find(unit.into(), building, now).await?;
        let state = StarState {
            stars: row.as_ref().and_then(|row| row.stars),
            overdue: row.as_ref().map_or(0, |row| row.overdue),
        };
        Ok(self.uses.may_use(state, StarUse::GreenChannel).ok())
    }

    /// Does something to a declaration, once.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it has moved on since whoever acts saw it; [`Error::Declaration`] where the rules refuse;
    /// [`Error::NotNear`] where a worker says that they were at a door and stand elsewhere.
    pub async fn act_on_declaration(
        &self,
        access: &Access,
        act: DeclarationAct,
    ) -> Result<Declaration> {
        let row = self.declaration(act.declaration).await?.ok_or(Error::Missing)?;
        let building = row.declaration.place.building;
        if matches!(act.part, Part::Worker(_)) {
            self.at_the_door(building, &act.how).await?;
        }
        let corrected = match &act.corrected {
            Some(who) => Some((who.document, who.seal(row.declaration.own, access)?)),
            None => None,
        };
        let this = self.clone();
        self.database
            .together(lane(building), move |unit| {
                Box::pin(async move { this.act_on_declared(unit, act, corrected).await })
            })
            .await
    }

    /// A worker stands at the building, where it is known where that is.
    async fn at_the_door(&self, building: BuildingId, how: &How) -> Result<()> {
        let at = self.at_building(building).await?;
        if at.point.is_none() {
            return Ok(());
        }
        let evidence = vec![Evidence { kind: EvidenceKind::OnTheSpot, file: None }];
        Self::weigh(&How { evidence, ..how.clone() }, &at)
    }

    async fn act_on_declared(
        &self,
        unit: &mut UnitOfWork,
        act: DeclarationAct,
        corrected: Option<(Document, Sealed)>,
    ) -> Result<Declaration> {
        let found = store::declarations::to_act_on(unit, act.declaration).await?;
        let row = found.ok_or(Error::Missing)?;
        let subject = Some(row.declaration.id.to_bytes());
        let is_theirs = match act.part {
            Part::Declarant(account) => account == row.declaration.declarant,
            Part::Named(_) => row.is_of(act.token),
            Part::Worker(_) => true,
        };
        if !is_theirs {
            return Err(DeclarationRefusal::NotYours.into());
        }
        let of_worker = row.is_of(act.token) || act.person == Some(row.subject);
        if matches!(act.part, Part::Worker(_)) && of_worker {
            return Err(DeclarationRefusal::OwnWord.into());
        }
        if done_already(unit, act.how.id, subject, act.deed.name()).await?.is_some() {
            return Ok(row.declaration);
        }
        if act.seen != row.declaration.version {
            return Err(Error::Conflict { version: row.declaration.version });
        }
        let (when, words) = (self.when(), Self::words(&act.how));
        let deed = weighed(unit, &act, &row, corrected.as_ref(), when.now).await?;
        let action = DeclarationAction {
            id: act.how.id,
            at: when.now,
            part: act.part,
            deed,
            has_words: !words.is_empty(),
        };
        let next = row.declaration.step(&action, when.today)?;
        let before = row.declaration.version;
        let subject = self.subject(&act, &row, corrected.as_ref());
        if !store::declarations::update(unit, before, &next, subject).await? {
            return Err(Error::Conflict { version: before });
        }
        if let Some((document, sealed)) = &corrected
            && matches!(action.deed, DeclarationDeed::Correct { .. })
        {
            store::declarations::rename(unit, next.id, *document, sealed).await?;
        }
        self.write_declared(unit, &next, &row.area, &action, &words).await?;
        Ok(next)
    }

    /// Whom the log of reads names after an action. Another number is another person's: a look at them is on no log of whom
    /// was written down before.
    fn subject(
        &self,
        act: &DeclarationAct,
        row: &DeclarationRow,
        corrected: Option<&(Document, Sealed)>,
    ) -> Id<Person> {
        match (act.part, corrected) {
            (Part::Named(_), _) => act.person.unwrap_or(row.subject),
            (Part::Declarant(_), Some((_, sealed))) if sealed.token != row.token => {
                act.person.unwrap_or_else(|| self.ids.next())
            }
            _ => row.subject,
        }
    }

    /// What follows from an action: its record, and the feed.
    async fn write_declared(
        &self,
        unit: &mut UnitOfWork,
        declaration: &Declaration,
        area: &AreaPath,
        action: &DeclarationAction,
        words: &str,
    ) -> Result<()> {
        let new = New {
            id: action.id,
            subject: (Subject::Declaration, declaration.id.to_bytes()),
            version: Some(declaration.version),
            deed: action.deed.name(),
            account: Some(action.part.account()),
            at: action.at,
            body: action,
            words,
        };
        store::actions::record(unit, new).await?;
        let detail = serde_json::json!({
            "version": declaration.version, "state": declaration.state, "area": area,
            "building": declaration.place.building, "unit": declaration.place.unit,
        });
        let kind = format!("declaration.{}", action.deed.name());
        self.publish(unit, kind, format!("declaration:{}", declaration.id), detail).await
    }
}

/// The declaration that this one repeats: by the id of the action, or by what it says.
async fn same(
    unit: &UnitOfWork,
    new: &NewDeclaration,
    dwelling: UnitId,
    sealed: &Sealed,
) -> Result<Option<Declaration>> {
    let (by, tie) = (new.declarant, new.said.tie);
    let found = match (done_already(unit, new.id, None, "declare").await?, sealed.token) {
        (Some(of), _) => {
            let of = DeclarationId::from_bytes(of);
            let found = store::declarations::find(unit.into(), of).await?;
            let found = found.ok_or(Error::Missing)?;
            if found.declaration.declarant != by {
                return Err(Error::ActionTaken);
            }
            Some(found)
        }
        (None, token) => store::declarations::alike(unit.into(), dwelling, by, tie, token).await?,
    };
    Ok(found.map(|found| found.declaration))
}

/// What is put right is compared anew; nothing else is.
async fn weighed(
    unit: &UnitOfWork,
    act: &DeclarationAct,
    row: &DeclarationRow,
    corrected: Option<&(Document, Sealed)>,
    now: Instant,
) -> Result<DeclarationDeed> {
    let DeclarationDeed::Correct { said, .. } = &act.deed else { return Ok(act.deed.clone()) };
    let place = row.declaration.place;
    let dwelling = place.unit.ok_or(DeclarationRefusal::NoUnit)?;
    let token = corrected.map_or(row.token, |(_, sealed)| sealed.token);
    let token = token.filter(|_| !row.declaration.own || act.known.of_account);
    let but = Some(row.declaration.id);
    let known = known(unit, act.known, (place.building, dwelling), token, but, now).await?;
    Ok(DeclarationDeed::Correct { said: *said, doubts: said.doubts(&known) })
}

/// What the blocks say with what other declarations and the unit's file say; of the person by their number, where it is
/// looked up.
async fn known(
    unit: &UnitOfWork,
    blocks: Known,
    (building, dwelling): (BuildingId, UnitId),
    token: Option<[u8; 16]>,
    but: Option<DeclarationId>,
    now: Instant,
) -> Result<Known> {
    let file = store::units::find(unit.into(), dwelling).await?;
    // Nobody is counted where no number of beds is known, and a sheet has thousands of rows.
    let declared = match blocks.beds {
        Some(_) => store::declarations::housed(unit.into(), building, but).await?,
        None => 0,
    };
    let declared_elsewhere = match token {
        Some(token) => {
            store::declarations::stands_elsewhere(unit.into(), token, dwelling, now).await?
        }
        None => false,
    };
    Ok(Known {
        declared: u32::try_from(declared).unwrap_or(u32::MAX),
        declared_elsewhere,
        suspended: file.is_some_and(|file| file.suspended),
        ..blocks
    })
}

/// Whether it is one declaration that is refused, and nothing was written of it.
const fn is_of_one(error: &Error) -> bool {
    matches!(error, Error::Declaration(_) | Error::ActionTaken)
}
