//! Hazards and buildings as screens read them.

use std::collections::{BTreeMap, HashMap};

use access::Account;
use housing::{
    AccountId, Actor, BuildingId, EvidenceKind, Hazard, HazardAction, Housing, Place, Step, UnitId,
};
use kernel::{AreaPath, Day, Id, Instant, Text};
use register::wash::{Place as Named, PlaceKind};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    AppState, Problem, TextShape,
    routes::register::{
        place::{Point, text},
        register,
    },
};

/// A word of a closed list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = HousingWord)]
pub(crate) struct Word {
    /// Its name.
    pub(super) name: String,
    /// What people read.
    #[schema(value_type = TextShape)]
    pub(super) label: Text,
}

/// A word of one of housing's closed lists.
macro_rules! word {
    ($word:expr) => {
        $crate::routes::housing::shape::Word { name: $word.name().to_owned(), label: $word.label() }
    };
}
pub(super) use word;

/// A building or a unit by name.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HousingPlaceRef)]
pub(crate) struct PlaceRef {
    /// Its id.
    pub(super) id: String,
    /// Its code.
    pub(super) code: String,
    /// Its address within the area.
    #[schema(value_type = TextShape)]
    pub(super) label: Text,
}

/// What places are called, read at once.
#[derive(Default)]
pub(super) struct Labels(HashMap<Named, register::query::Called>);

impl Labels {
    /// Of these places.
    pub(super) async fn of(
        state: &AppState,
        places: impl IntoIterator<Item = Place>,
    ) -> Result<Self, Problem> {
        let mut named = Vec::new();
        for place in places {
            named.push(Named { kind: PlaceKind::Building, id: place.building.to_bytes() });
            let unit = place.unit.map(UnitId::to_bytes);
            named.extend(unit.map(|id| Named { kind: PlaceKind::Unit, id }));
        }
        Ok(Self(register(state).called(&named).await?))
    }

    pub(super) fn building(&self, id: BuildingId) -> PlaceRef {
        self.named(PlaceKind::Building, id.to_bytes(), id.to_string())
    }

    pub(super) fn unit(&self, id: UnitId) -> PlaceRef {
        self.named(PlaceKind::Unit, id.to_bytes(), id.to_string())
    }

    /// Where a building is, as the register has it.
    pub(super) fn point(&self, id: BuildingId) -> Option<Point> {
        let found = self.0.get(&Named { kind: PlaceKind::Building, id: id.to_bytes() });
        found.and_then(|called| called.point).map(Into::into)
    }

    fn named(&self, kind: PlaceKind, bytes: [u8; 16], id: String) -> PlaceRef {
        let called = self.0.get(&Named { kind, id: bytes }).cloned().unwrap_or_default();
        let TextShape { zh, en } = text(called.label);
        PlaceRef { id, code: called.code, label: Text::new(zh, en) }
    }
}

/// Where a hazard is.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HazardPlace)]
pub(crate) struct PlaceShape {
    /// The building.
    pub(super) building: PlaceRef,
    /// The unit, where it is in one.
    pub(super) unit: Option<PlaceRef>,
}

/// A type of hazard by name.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HazardKindRef)]
pub(crate) struct KindRef {
    /// Its id.
    pub(super) id: String,
    /// Its group.
    group: String,
    /// What it is called.
    #[schema(value_type = TextShape)]
    pub(super) title: Text,
}

/// A hazard in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HazardRow)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct HazardRow {
    /// Its id.
    pub(super) id: String,
    /// Counts its actions.
    version: u32,
    /// What it is.
    pub(super) kind: KindRef,
    /// How grave it is.
    pub(super) severity: Word,
    /// Where it stands.
    pub(super) state: Word,
    /// Whether the danger may still be there.
    open: bool,
    /// Where it is.
    pub(super) place: PlaceShape,
    /// The office that sees to it.
    pub(super) office: Word,
    /// How it came to be known.
    how: Word,
    /// When it was found.
    #[schema(value_type = String, format = DateTime)]
    pub(super) found_at: Instant,
    /// Until when it is to be verified fixed.
    #[schema(value_type = String, format = DateTime)]
    pub(super) due_at: Instant,
    /// Whether it should have been by now.
    pub(super) overdue: bool,
    /// Whether an objection suspends the duty: its time is counted anew once that is decided.
    pub(super) suspended: bool,
    /// The hazard of the same type there before it.
    recurs: Option<String>,
    /// When it was seen to be fixed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) verified_at: Option<Instant>,
    /// Whether it was settled without an order.
    on_the_spot: bool,
    /// How often it was said to be fixed and was not.
    untrue: u32,
    /// How often it was reopened.
    reopened: u32,
}

impl HazardRow {
    pub(super) fn of(state: &AppState, hazard: &Hazard, labels: &Labels, now: Instant) -> Self {
        Self {
            id: hazard.id.to_string(),
            version: hazard.version,
            kind: kind(&state.housing, &hazard.kind),
            severity: word!(hazard.severity),
            state: word!(hazard.state),
            open: hazard.is_open(),
            place: PlaceShape {
                building: labels.building(hazard.place.building),
                unit: hazard.place.unit.map(|unit| labels.unit(unit)),
            },
            office: office(state, &hazard.office),
            how: word!(hazard.how),
            found_at: hazard.found_at,
            due_at: hazard.due_at,
            overdue: hazard.is_overdue(now),
            suspended: hazard.paused > 0,
            recurs: hazard.recurs.map(|id| id.to_string()),
            verified_at: hazard.verified.map(|verified| verified.at),
            on_the_spot: hazard.on_the_spot,
            untrue: hazard.untrue,
            reopened: hazard.reopened,
        }
    }
}

/// Rows of hazards, with the names of their places read at once.
pub(super) async fn hazards(state: &AppState, found: &[Hazard]) -> Result<Vec<HazardRow>, Problem> {
    let labels = Labels::of(state, found.iter().map(|hazard| hazard.place)).await?;
    let now = state.clock.now();
    Ok(found.iter().map(|hazard| HazardRow::of(state, hazard, &labels, now)).collect())
}

/// What a type is called; its id where the catalogue no longer has it.
pub(super) fn kind(housing: &Housing, id: &str) -> KindRef {
    match housing.catalogue().get(id) {
        Some(found) => {
            KindRef { id: id.to_owned(), group: found.group.clone(), title: found.title.clone() }
        }
        None => KindRef { id: id.to_owned(), group: String::new(), title: Text::new(id, id) },
    }
}

/// The name of an office.
pub(super) fn office(state: &AppState, id: &str) -> Word {
    let title = state.casework.catalogue().office(id).map(|office| office.title.clone());
    Word { name: id.to_owned(), label: title.unwrap_or_else(|| Text::new(id, id)) }
}

/// Who did something: `you`, or a name.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = HousingBy)]
pub(crate) enum By {
    /// The reader.
    You(&'static str),
    /// Somebody else, by the name of their account; the installation.
    Other(TextShape),
}

/// Names of accounts, read at once, for a reader.
pub(super) struct Doers {
    names: BTreeMap<Id<Account>, (String, Text)>,
    me: AccountId,
}

impl Doers {
    pub(super) async fn of(
        state: &AppState,
        actors: impl IntoIterator<Item = Actor>,
        me: AccountId,
    ) -> Result<Self, Problem> {
        let ids = actors.into_iter().filter_map(Actor::account);
        let mut ids: Vec<Id<Account>> = ids.map(|id| Id::from_bytes(id.to_bytes())).collect();
        ids.sort_unstable();
        ids.dedup();
        Ok(Self { names: state.access.called(&ids).await?, me })
    }

    pub(super) fn by(&self, actor: Actor) -> By {
        let name = |account: AccountId| {
            let found = self.names.get(&Id::from_bytes(account.to_bytes()));
            found.map(|(name, _)| name.clone()).unwrap_or_default()
        };
        let other = |text: Text| By::Other(text.into());
        match actor {
            Actor::Officer(account) if account == self.me => By::You("you"),
            Actor::Officer(account) => other(Text::new(name(account), name(account))),
            Actor::Party(_) => other(Text::new("出租人或管理人", "Whoever lets or runs it")),
            Actor::Received(account) => other(Text::new(
                format!("出租人或管理人（{}代录）", name(account)),
                format!("Whoever lets or runs it, taken down by {}", name(account)),
            )),
            Actor::Installation => other(Text::new("系统", "The system")),
        }
    }
}

/// A piece of evidence.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HazardEvidence)]
pub(crate) struct EvidenceShape {
    /// What it is.
    kind: Word,
    /// The file's id, where it is one.
    file: Option<String>,
}

impl EvidenceShape {
    pub(super) fn of(shown: &housing::Evidence) -> Self {
        Self { kind: word!(shown.kind), file: shown.file.map(|file| file.to_string()) }
    }
}

/// An action of a hazard.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HazardStep)]
pub(crate) struct HazardStep {
    /// Its id.
    id: String,
    /// What was done.
    deed: &'static str,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// By whom.
    by: By,
    /// The words that went with it.
    words: Option<String>,
    /// What shows it.
    evidence: Vec<EvidenceShape>,
}

impl HazardStep {
    pub(super) fn of(step: Step<HazardAction>, doers: &Doers) -> Self {
        let Step { action, words } = step;
        Self {
            id: action.id.to_string(),
            deed: action.deed.name(),
            at: action.at,
            by: doers.by(action.actor),
            words,
            evidence: action.evidence.iter().map(EvidenceShape::of).collect(),
        }
    }
}

/// Words of evidence.
pub(super) fn evidence_words(kinds: &[EvidenceKind]) -> Vec<Word> {
    kinds.iter().map(|kind| word!(kind)).collect()
}

/// A building in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingBuildingRow)]
pub(crate) struct BuildingShape {
    /// Its id.
    pub(super) id: String,
    /// Its code.
    pub(super) code: String,
    /// Its address within the area.
    #[schema(value_type = TextShape)]
    pub(super) label: Text,
    /// The path of its area.
    #[schema(value_type = String)]
    pub(super) area: AreaPath,
    /// What it is used for.
    #[serde(rename = "use")]
    pub(super) use_class: String,
    /// How many units it has.
    pub(super) units: u64,
    /// Where it is.
    pub(super) point: Option<Point>,
    /// Published stars.
    pub(super) stars: Option<u8>,
    /// The day they were reckoned.
    #[schema(value_type = Option<String>, format = Date)]
    pub(super) rated_on: Option<Day>,
    /// Where a rating stands that is under way.
    pub(super) rating: Option<Word>,
    /// The highest tier of its units.
    pub(super) tier: Word,
    /// Open hazards of it and its units.
    pub(super) open: u32,
    /// How many of them are overdue.
    pub(super) overdue: u64,
    /// When the first of them is due.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) next_due_at: Option<Instant>,
    /// The day of the last inspection.
    #[schema(value_type = Option<String>, format = Date)]
    pub(super) inspected_on: Option<Day>,
}

impl BuildingShape {
    pub(super) fn of(row: &housing::BuildingRow, labels: &Labels) -> Self {
        let named = labels.building(row.id);
        Self {
            id: named.id,
            code: row.code.clone(),
            label: named.label,
            area: row.area.clone(),
            use_class: row.use_class.clone(),
            units: row.units,
            point: row.point.map(Into::into),
            stars: row.stars,
            rated_on: row.rated_on,
            rating: row.under_way.map(|state| word!(state)),
            tier: word!(row.tier),
            open: row.open,
            overdue: row.overdue,
            next_due_at: row.next_due_at,
            inspected_on: row.inspected_on,
        }
    }
}
