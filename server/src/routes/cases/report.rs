//! `POST /api/cases`

use std::collections::BTreeMap;

use access::may;
use axum::{Json, extract::State};
use casework::{
    Act, Actor, AttachmentId, CaseActionId, CaseId, Deed, Door, LeadId, Leads, NewReport,
    NewReporter,
};
use kernel::{Instant, Lang, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{act::LONGEST_WORDS, asked, place::Where};
use crate::{AppState, Caller, Problem};

/// Most photos of one report.
pub(crate) const MOST_PHOTOS: usize = 9;
/// Longest name or answer, characters.
pub(crate) const LONGEST_ANSWER: usize = 500;

/// Something that is the matter, written down by somebody on duty.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CaseTold)]
pub(crate) struct Told {
    /// The action's id, made by whoever writes it down (a UUID): sent twice, it is one case.
    #[schema(value_type = String)]
    id: CaseActionId,
    /// Where it comes in: `hotline`, `field` or `department`.
    door: String,
    /// What it is about: an id of the catalogue.
    subclass: String,
    /// Where it is.
    place: Where,
    /// What is the matter.
    words: String,
    /// Answers to the catalogue's questions, by id.
    #[serde(default)]
    answers: BTreeMap<String, String>,
    /// Who can be asked. Sealed.
    reporter: Option<Contact>,
    /// Photos, uploaded before: their ids.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    photos: Vec<AttachmentId>,
    /// What is said of it by voice, uploaded before: its id. Those alone hear it who handle the case.
    #[schema(value_type = Option<String>)]
    voice: Option<AttachmentId>,
    /// The lead that is sent on.
    #[schema(value_type = Option<String>)]
    lead: Option<LeadId>,
    /// The case that this is a part of, with the version that was seen.
    split_from: Option<Part>,
    /// When it was written down, by the clock of whoever did.
    #[schema(value_type = Option<String>, format = DateTime)]
    acted_at: Option<Instant>,
    /// The version of the catalogue whose form was filled in, from its `version`.
    form: Option<String>,
}

/// The case that a part is taken from.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CasePart)]
struct Part {
    /// The case.
    #[schema(value_type = String)]
    case: CaseId,
    /// The version that was seen.
    seen: u32,
    /// The id of the splitting itself.
    #[schema(value_type = String)]
    id: CaseActionId,
}

/// Who can be asked.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CaseContact)]
pub(crate) struct Contact {
    /// What to call them.
    pub(crate) name: Option<String>,
    /// Telephone.
    pub(crate) phone: Option<String>,
    /// E-mail address.
    pub(crate) email: Option<String>,
}

impl Contact {
    /// The reporter it stands for, sealed later.
    pub(crate) fn reporter(self, lang: Lang) -> NewReporter {
        let short = |text: Option<String>| text.map(|text| text.chars().take(120).collect());
        NewReporter {
            account: None,
            name: short(self.name),
            phone: short(self.phone),
            email: short(self.email),
            lang,
            secret: None,
        }
    }
}

/// A case that has begun.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Begun {
    /// Its id.
    pub(crate) id: String,
    /// What people call it.
    pub(crate) number: String,
    /// The word to follow it by, with its number; told once, and only where somebody can be asked.
    pub(crate) word: Option<String>,
    /// The office that has it.
    pub(crate) office: super::shape::Named,
    /// When it is due.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) due_at: Option<Instant>,
    /// Whether what was reported joined a case that was there.
    pub(crate) joined: bool,
}

/// What a report says, checked for length.
pub(crate) fn words(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.chars().count() > LONGEST_WORDS {
        return Err(Problem::too_large(Text::new(
            format!("最多 {LONGEST_WORDS} 字"),
            format!("{LONGEST_WORDS} characters at the most"),
        )));
    }
    Ok(text.to_owned())
}

/// Answers, checked for number and length; those that the catalogue no longer asks stay.
pub(crate) fn answers(
    given: BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, Problem> {
    let long =
        |(id, answer): (&String, &String)| id.len() > 64 || answer.chars().count() > LONGEST_ANSWER;
    if given.len() > 40 || given.iter().any(long) {
        return Err(Problem::too_large(Text::new("回答过长", "An answer is too long")));
    }
    Ok(given)
}

/// Writes down what is the matter: a case begins, durable when the answer comes.
#[utoipa::path(
    post, path = "/api/cases", tag = "cases", security(("session" = [])),
    request_body = Told,
    responses(
        (status = OK, body = Begun),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::CasesReport>,
    State(state): State<AppState>,
    Json(told): Json<Told>,
) -> Result<Json<Begun>, Problem> {
    let place = told.place.find(&state).await?;
    caller.within(&place.area)?;
    let door = match (told.lead, &told.split_from, told.door.as_str()) {
        (Some(_), ..) => Door::Lead,
        (None, Some(_), _) => Door::Split,
        (None, None, "hotline") => Door::Hotline,
        (None, None, "field") => Door::Field,
        (None, None, "department") => Door::Department,
        _ => {
            return Err(Problem::bad_request(Text::new(
                "来源只能是 hotline、field 或 department",
                "The door is hotline, field or department",
            )));
        }
    };
    if told.photos.len() > MOST_PHOTOS {
        return Err(too_many_photos());
    }
    if told.lead.is_some() || told.split_from.is_some() {
        let place = access::Resource::within(place.area.clone());
        caller.authorize(access::Action::CasesDispatch, &place)?;
    }
    if let Some(lead) = told.lead {
        // With it may go who wrote a letter: a lead is sent on by those who may see it.
        let leads = Leads::new(state.database.clone());
        let area = leads.find(lead).await?.ok_or_else(Problem::not_found)?.place.area;
        caller.authorize(access::Action::CasesDispatch, &access::Resource::within(area))?;
    }
    let (me, from_lead) = (caller.principal.account, told.lead.is_some());
    let new = NewReport {
        id: told.id,
        door,
        subclass: told.subclass,
        place,
        words: words(&told.words)?,
        answers: answers(told.answers)?,
        reporter: told.reporter.map(|contact| contact.reporter(caller.lang)),
        photos: told.photos,
        voice: told.voice,
        actor: Actor::Account(me),
        split_from: told.split_from.as_ref().map(|part| part.case),
        lead: told.lead,
        acted_at: told.acted_at,
        form: told.form,
    };
    let begun = match told.split_from {
        None => state.casework.report(new).await?,
        Some(part) => {
            let whole = state.casework.find(part.case).await?.ok_or_else(Problem::not_found)?;
            caller.within(&whole.place.area)?;
            let act = Act {
                id: part.id,
                case: part.case,
                seen: Some(part.seen),
                deed: Deed::Note,
                words: new.words.clone(),
                actor: Actor::Account(me),
                acted_at: None,
                position: None,
            };
            state.casework.split(act, new).await?
        }
    };
    if from_lead {
        asked::catch_up(&state).await;
    }
    Ok(Json(shape(&state, begun)))
}

/// What whoever reports is told.
pub(crate) fn shape(state: &AppState, begun: casework::Begun) -> Begun {
    Begun {
        id: begun.case.id.to_string(),
        number: begun.case.number.clone(),
        word: begun.secret,
        office: super::shape::office(&state.casework, &begun.case.office),
        due_at: begun.case.due_at,
        joined: false,
    }
}

pub(crate) fn too_many_photos() -> Problem {
    Problem::bad_request(Text::new(
        format!("最多 {MOST_PHOTOS} 张照片"),
        format!("{MOST_PHOTOS} photos at the most"),
    ))
}
