//! A case as its reporter sees it.

use casework::{Actor, Case, Deed, Recorded, State as CaseState};
use kernel::{Instant, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::nearby;
use crate::{
    AppState, Problem, TextShape,
    routes::{
        cases::shape::{Named, office, subclass},
        reads::list as reads,
    },
};

/// A case as one who reported it sees it: where it stands, with whom, until when, and what was done. Whoever reported it too
/// sees their own words, and nothing of the first reporter.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Followed {
    /// What it is called.
    number: String,
    /// Counts its actions.
    version: u32,
    /// Where it stands.
    state: &'static str,
    /// What it is about.
    subclass: Named,
    /// What the place is called.
    #[schema(value_type = TextShape)]
    label: Text,
    /// The office that has it.
    office: Named,
    /// What the reader reported.
    words: String,
    /// How many reports the case stands for.
    reports: u32,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    reported_at: Instant,
    /// When the office is to get in touch at the latest.
    #[schema(value_type = Option<String>, format = DateTime)]
    contact_due_at: Option<Instant>,
    /// When it did.
    #[schema(value_type = Option<String>, format = DateTime)]
    contacted_at: Option<Instant>,
    /// When it is due, while it is open.
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Instant>,
    /// Whether it is past its time.
    overdue: bool,
    /// Who is responsible, where it was refused.
    #[schema(value_type = Option<TextShape>)]
    responsible: Option<Text>,
    /// What was done, in order.
    steps: Vec<FollowedStep>,
    /// What the reporter may do now: `confirm`, `object`, `note`.
    offers: Vec<&'static str>,
    /// Who looked at the reporter's contact, words as written or photos, the latest first. Of a reporter with an account
    /// it is told on their own page alone.
    looks: Vec<Look>,
}

/// A look at what a reporter said of themself.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReportLook)]
struct Look {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// Which office.
    #[schema(value_type = TextShape)]
    office: Text,
    /// What was done; where it was told later than others, on which legal basis.
    #[schema(value_type = TextShape)]
    action: Text,
}

/// Looks that are told.
const LOOKS: u32 = 50;

/// Something that was done.
#[derive(Debug, Serialize, ToSchema)]
struct FollowedStep {
    /// What.
    deed: &'static str,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// Whether the reporter did it.
    mine: bool,
    /// To whom or how, in words.
    #[schema(value_type = Option<TextShape>)]
    about: Option<Text>,
    /// The words that went with it, where they are for the reporter.
    words: Option<String>,
}

impl Followed {
    /// The case for one of its reporters.
    pub(crate) async fn of(state: &AppState, case: &Case, whose: Actor) -> Result<Self, Problem> {
        let casework = &state.casework;
        let actions = casework.actions(case.id).await?;
        let is_first = whose.me_too().is_none();
        // The first action of a case is its report; that of whoever reported it too, their joining it.
        let told = actions.iter().find(|action| is_first || action.actor == whose);
        let words = told.and_then(|action| action.words.clone()).unwrap_or_default();
        let (since, reported_at) =
            told.map_or((1, case.reported_at), |action| (action.version, action.recorded_at));
        let offers = match case.state {
            CaseState::Resolved if case.has_agreed(whose) => vec!["object"],
            CaseState::Resolved => vec!["confirm", "object"],
            CaseState::Confirmed | CaseState::Refused | CaseState::Merged => vec!["object"],
            _ => vec!["note"],
        };
        let steps =
            actions.into_iter().filter_map(|action| step(state, action, whose, since)).collect();
        let looks = casework.looks(case.id, whose, LOOKS).await?;
        let looks = looks
            .iter()
            .map(|read| Look {
                at: read.at,
                office: reads::office(read),
                action: reads::with_delay(reads::deed(read), read),
            })
            .collect();
        Ok(Self {
            number: case.number.clone(),
            version: case.version,
            state: case.state.name(),
            subclass: subclass(casework, &case.subclass),
            label: if is_first { case.place.label.clone() } else { nearby::label(&case.place) },
            office: office(casework, &case.office),
            words,
            reports: case.reports(),
            reported_at,
            // The office gets in touch with one of them; it is not kept with whom.
            contact_due_at: case.contact_due_at.filter(|_| is_first),
            contacted_at: case.contacted_at.filter(|_| is_first),
            due_at: case.due_at.filter(|_| !case.is_closed()),
            overdue: case.is_overdue(state.clock.now()),
            responsible: case.responsible.clone(),
            steps,
            offers,
            looks,
        })
    }
}

/// What a reporter is told of an action; nothing of notes among officers, nor of who they are, nor of what others who
/// reported it said. Words of officers are for those who had reported it by then, from version `since` on.
fn step(state: &AppState, action: Recorded, whose: Actor, since: u32) -> Option<FollowedStep> {
    let mine = action.actor == whose;
    let about = match &action.deed {
        Deed::Transfer { office: to } | Deed::Join { office: to } => {
            Some(office(&state.casework, to).title)
        }
        Deed::Wait { waits_for } => Some(waits_for.label()),
        Deed::Resolve { outcome } => Some(outcome.label()),
        Deed::Refuse { responsible } => Some(responsible.clone()),
        Deed::Visit { met } => Some(if *met {
            Text::new("已见面", "Somebody was met")
        } else {
            Text::new("未遇", "Nobody was met")
        }),
        _ => None,
    };
    let told = matches!(
        action.deed,
        Deed::Wait { .. } | Deed::Transfer { .. } | Deed::Refuse { .. } | Deed::Resolve { .. }
    );
    match action.deed {
        // Whom an office asked before somebody took it is between them, as what the clock does is.
        Deed::Warn { .. }
        | Deed::Recompute
        | Deed::Evidence { .. }
        | Deed::Leave { .. }
        | Deed::Offer { .. }
        | Deed::Decline
        | Deed::Lapse
        | Deed::NobodyNear => None,
        Deed::Note if !mine => None,
        // Who was spoken to, and who was at home when, is between them and the office.
        Deed::Contact | Deed::Visit { .. } if whose.me_too().is_some() => None,
        _ => Some(FollowedStep {
            deed: action.deed.name(),
            at: action.recorded_at,
            mine,
            about,
            words: action.words.filter(|_| mine || (told && action.version >= since)),
        }),
    }
}
