//! Declarations as screens read them.

use housing::{
    DeclarationRow, Place, ShownPerson, Step,
    declaration::{Declaration, DeclarationAction, Part},
};
use kernel::{Day, Instant, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::shape::{Labels, PlaceShape, Word, word};
use crate::{AppState, Problem, TextShape};

/// Whom a declaration is of.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeclaredPerson)]
pub(crate) struct WhomShape {
    /// The name; in part to declarants.
    name: String,
    /// What kind of document.
    document: Word,
    /// Its number, in part.
    number: Option<String>,
    /// Telephone, in part.
    phone: Option<String>,
}

impl From<ShownPerson> for WhomShape {
    fn from(shown: ShownPerson) -> Self {
        Self {
            name: shown.name,
            document: word!(shown.document),
            number: shown.number,
            phone: shown.phone,
        }
    }
}

/// A declaration.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Declaration)]
pub(crate) struct Shape {
    /// Its id.
    pub(super) id: String,
    /// Counts its actions.
    version: u32,
    /// Where it stands.
    state: Word,
    /// Where it is.
    place: PlaceShape,
    /// As what somebody declared.
    by: Word,
    /// What the person does there.
    tie: Word,
    /// What the place is used as.
    used_as: Word,
    /// From which day.
    #[schema(value_type = String, format = Date)]
    from: Day,
    /// The last day, where it is known.
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Day>,
    /// Whether it is of the declarant.
    own: bool,
    /// What speaks against it, as far as its reader is told.
    #[schema(value_type = Vec<TextShape>)]
    doubts: Vec<Text>,
    /// What the declarant answered to that.
    answer: Option<Word>,
    /// When the person said that it is so.
    #[schema(value_type = Option<String>, format = DateTime)]
    confirmed_at: Option<Instant>,
    /// How often somebody was at the door.
    visits: u32,
    /// When it was seen to be so; before that it says nothing of what is.
    #[schema(value_type = Option<String>, format = DateTime)]
    verified_at: Option<Instant>,
    /// From which day the person is not there.
    #[schema(value_type = Option<String>, format = Date)]
    left_on: Option<Day>,
    /// When it was declared.
    #[schema(value_type = String, format = DateTime)]
    declared_at: Instant,
    /// When something was done to it last.
    #[schema(value_type = String, format = DateTime)]
    changed_at: Instant,
    /// Who answers for the place.
    responsible: Word,
    /// What they answer for.
    #[schema(value_type = TextShape)]
    duties: Text,
    /// Whom it is of; nothing in lists of workers.
    pub(super) who: Option<WhomShape>,
    /// Why it is handled first, where it is: the green channel of a building of many stars. It is verified at the door all
    /// the same.
    #[schema(value_type = Option<TextShape>)]
    pub(super) green: Option<Text>,
    /// What its reader may do now.
    offers: Vec<&'static str>,
}

/// Who reads a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// Whoever declared it.
    Declarant,
    /// Whom it is of.
    Named,
    /// Whoever may go to the door.
    Worker,
}

impl Reader {
    fn told(self, declaration: &Declaration) -> Vec<Text> {
        let mut told: Vec<Text> = Vec::new();
        for doubt in &declaration.doubts {
            let text = match self {
                Self::Worker => Some(doubt.label()),
                Self::Declarant => doubt.told(declaration.own),
                // What speaks against another's word is asked of them.
                Self::Named => None,
            };
            if let Some(text) = text
                && !told.contains(&text)
            {
                told.push(text);
            }
        }
        told
    }

    fn offers(self, declaration: &Declaration) -> Vec<&'static str> {
        match self {
            Self::Declarant => declaration.declarant_may().to_vec(),
            Self::Named => declaration.named_may().to_vec(),
            Self::Worker if declaration.is_for_the_door() => vec!["visit"],
            Self::Worker => Vec::new(),
        }
    }
}

impl Shape {
    fn of(declaration: &Declaration, labels: &Labels, reader: Reader) -> Self {
        let said = declaration.said;
        let place = PlaceShape {
            building: labels.building(declaration.place.building),
            unit: declaration.place.unit.map(|unit| labels.unit(unit)),
        };
        Self {
            id: declaration.id.to_string(),
            version: declaration.version,
            state: word!(declaration.state),
            place,
            by: word!(said.by),
            tie: word!(said.tie),
            used_as: word!(said.used_as),
            from: said.from,
            until: said.until,
            own: declaration.own,
            doubts: reader.told(declaration),
            answer: declaration.answer.map(|answer| word!(answer)),
            confirmed_at: declaration.confirmed_at,
            visits: declaration.visits,
            verified_at: declaration.verified_at,
            left_on: declaration.left_on,
            declared_at: declaration.declared_at,
            changed_at: declaration.changed_at,
            responsible: word!(said.responsible()),
            duties: said.responsible().duties(),
            who: None,
            green: None,
            offers: reader.offers(declaration),
        }
    }
}

/// Declarations for a reader, with the names of their places read at once; without whom they are of.
pub(super) async fn shapes(
    state: &AppState,
    declarations: &[&Declaration],
    reader: Reader,
) -> Result<Vec<Shape>, Problem> {
    let places: Vec<Place> = declarations.iter().map(|one| one.place).collect();
    let labels = Labels::of(state, places).await?;
    Ok(declarations.iter().map(|one| Shape::of(one, &labels, reader)).collect())
}

/// One declaration for a reader; without whom it is of.
pub(super) async fn shape(
    state: &AppState,
    declaration: &Declaration,
    reader: Reader,
) -> Result<Shape, Problem> {
    let labels = Labels::of(state, [declaration.place]).await?;
    Ok(Shape::of(declaration, &labels, reader))
}

/// What was done to a declaration.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeclarationStep)]
pub(crate) struct StepShape {
    /// `declare`, `correct`, `answer`, `confirm`, `deny`, `visit`, `leave` or `withdraw`.
    deed: &'static str,
    /// `declarant`, `named` or `worker`.
    by: &'static str,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// In which words.
    words: Option<String>,
}

impl From<Step<DeclarationAction>> for StepShape {
    fn from(step: Step<DeclarationAction>) -> Self {
        let by = match step.action.part {
            Part::Declarant(_) => "declarant",
            Part::Named(_) => "named",
            Part::Worker(_) => "worker",
        };
        Self { deed: step.action.deed.name(), by, at: step.action.at, words: step.words }
    }
}

/// Declarations alone, out of rows.
pub(super) fn alone(rows: &[DeclarationRow]) -> Vec<&Declaration> {
    rows.iter().map(|row| &row.declaration).collect()
}
