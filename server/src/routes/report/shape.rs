//! A case as its reporter sees it.

use casework::{Actor, Case, Deed, Recorded, State as CaseState};
use kernel::{Instant, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    AppState, Problem, TextShape,
    routes::{
        cases::shape::{Named, office, subclass},
        reads::list as reads,
    },
};

/// A case as whoever reported it sees it: where it stands, with whom, until when, and what was done.
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
    /// What was reported.
    words: String,
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
    /// The case for its reporter.
    pub(crate) async fn of(state: &AppState, case: &Case) -> Result<Self, Problem> {
        let casework = &state.casework;
        let actions = casework.actions(case.id).await?;
        let words = actions.first().and_then(|action| action.words.clone()).unwrap_or_default();
        let offers = match case.state {
            CaseState::Resolved => vec!["confirm", "object"],
            CaseState::Confirmed | CaseState::Refused | CaseState::Merged => vec!["object"],
            _ => vec!["note"],
        };
        let steps = actions.into_iter().filter_map(|action| step(state, action)).collect();
        let looks = casework.looks(case.id, LOOKS).await?;
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
            label: case.place.label.clone(),
            office: office(casework, &case.office),
            words,
            reported_at: case.reported_at,
            contact_due_at: case.contact_due_at,
            contacted_at: case.contacted_at,
            due_at: case.due_at.filter(|_| !case.is_closed()),
            overdue: case.is_overdue(state.clock.now()),
            responsible: case.responsible.clone(),
            steps,
            offers,
            looks,
        })
    }
}

/// What a reporter is told of an action; nothing of notes among officers, nor of who they are.
fn step(state: &AppState, action: Recorded) -> Option<FollowedStep> {
    let mine = action.actor == Actor::Reporter;
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
        _ => Some(FollowedStep {
            deed: action.deed.name(),
            at: action.recorded_at,
            mine,
            about,
            words: action.words.filter(|_| told || mine),
        }),
    }
}
