//! Notices as screens read and print them.

use access::{Action, Named, Resource};
use housing::{
    Actor, Place,
    notice::{Notice, NoticeStanding},
};
use kernel::{AreaPath, Instant, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    hazard::account,
    shape::{By, Doers, EvidenceShape, Labels, PlaceShape, Word, word},
};
use crate::{AppState, Caller, Problem, TextShape};

/// The hazard that a notice is of.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NoticeHazard)]
struct HazardShape {
    /// Its id.
    id: String,
    /// What it is.
    #[schema(value_type = TextShape)]
    title: Text,
}

/// How a notice reached somebody.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NoticeService)]
struct ServiceShape {
    /// How.
    way: Word,
    /// Whom, by what they are there; nothing where the app told whoever answers for the place.
    to: Option<Word>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// Who saw to it.
    by: By,
    /// What shows it.
    evidence: Vec<EvidenceShape>,
}

/// A notice in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingNotice)]
pub(crate) struct Row {
    /// Its id.
    id: String,
    /// Counts its actions.
    version: u32,
    /// Its number.
    number: String,
    /// What it tells.
    kind: Word,
    /// What it is worth now.
    standing: Word,
    /// Where.
    place: PlaceShape,
    /// The hazard, where it is of one.
    hazard: Option<HazardShape>,
    /// When it was issued.
    #[schema(value_type = String, format = DateTime)]
    issued_at: Instant,
    /// Until when what it asks for is to be done.
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Instant>,
    /// Whether it reached anybody.
    served: bool,
    /// When those whom it is for were reminded.
    #[schema(value_type = Option<String>, format = DateTime)]
    reminded_at: Option<Instant>,
    /// When it was withdrawn.
    #[schema(value_type = Option<String>, format = DateTime)]
    withdrawn_at: Option<Instant>,
}

/// A named value on paper.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NoticeLine)]
struct LineShape {
    /// What it is.
    #[schema(value_type = TextShape)]
    name: Text,
    /// The value.
    #[schema(value_type = TextShape)]
    value: Text,
}

/// A notice as it is printed, in both languages.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NoticePaper)]
pub(super) struct PaperShape {
    /// What it is.
    #[schema(value_type = TextShape)]
    title: Text,
    /// Its number, as each language writes one.
    #[schema(value_type = TextShape)]
    number: Text,
    /// What it tells.
    #[schema(value_type = TextShape)]
    opening: Text,
    /// Where, what, until when, on what ground.
    lines: Vec<LineShape>,
    /// What a reader can do.
    #[schema(value_type = Vec<TextShape>)]
    closing: Vec<Text>,
    /// The mark on what it says.
    digest: String,
    /// Where the code on paper leads, below the installation's address.
    target: String,
}

/// A notice whole.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingNoticeDetail)]
pub(crate) struct Detail {
    /// The row.
    #[serde(flatten)]
    row: Row,
    /// What is printed.
    paper: PaperShape,
    /// How it reached those whom it is for, in order.
    services: Vec<ServiceShape>,
    /// Who issued it.
    by: By,
    /// What became of the duty by an objection: suspended, or its time counted anew.
    #[schema(value_type = Option<TextShape>)]
    duty: Option<Text>,
    /// When somebody who answers for the place said first that they read it.
    #[schema(value_type = Option<String>, format = DateTime)]
    acknowledged_at: Option<Instant>,
    /// What the reader may do now: `serve`, `withdraw`.
    offers: Vec<&'static str>,
}

impl Row {
    fn of(notice: &Notice, standing: NoticeStanding, labels: &Labels) -> Self {
        let content = &notice.content;
        let hazard = |about: &housing::notice::AboutHazard| HazardShape {
            id: about.id.to_string(),
            title: about.title.clone(),
        };
        Self {
            id: notice.id.to_string(),
            version: notice.version,
            number: content.number.clone(),
            kind: word!(content.kind),
            standing: word!(standing),
            place: PlaceShape {
                building: labels.building(content.place.building),
                unit: content.place.unit.map(|unit| labels.unit(unit)),
            },
            hazard: content.hazard.as_ref().map(hazard),
            issued_at: content.issued_at,
            due_at: content.due_at,
            served: notice.is_served(),
            reminded_at: notice.reminded_at,
            withdrawn_at: notice.withdrawn_at,
        }
    }
}

/// Rows of notices, with the names of their places read at once.
pub(super) async fn rows(state: &AppState, found: &[Notice]) -> Result<Vec<Row>, Problem> {
    let places: Vec<Place> = found.iter().map(|notice| notice.content.place).collect();
    let labels = Labels::of(state, places).await?;
    let standings = state.housing.notice_standings(found).await?;
    let each = found.iter().zip(standings);
    Ok(each.map(|(notice, standing)| Row::of(notice, standing, &labels)).collect())
}

/// A notice whole, with what its reader may do.
pub(super) async fn detail<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    notice: &Notice,
    area: &AreaPath,
) -> Result<Detail, Problem> {
    let actor =
        |account: Option<housing::AccountId>| account.map_or(Actor::Installation, Actor::Officer);
    let doing = notice.services.iter().map(|service| actor(service.by));
    let doers = Doers::of(state, doing.chain([actor(Some(notice.by))]), account(caller)).await?;
    let labels = Labels::of(state, [notice.content.place]).await?;
    let standing = state.housing.notice_standing(notice).await?;
    let words = state.housing.words_of(notice.content.action).await?;
    let acts = caller.authorize(Action::HousingAct, &Resource::within(area.clone())).is_ok();
    let offers = acts && standing != NoticeStanding::Withdrawn;
    let service = |service: &housing::notice::Service| ServiceShape {
        way: word!(service.way),
        to: service.to.map(|to| word!(to)),
        at: service.at,
        by: doers.by(actor(service.by)),
        evidence: service.evidence.iter().map(EvidenceShape::of).collect(),
    };
    let acknowledged_at = notice.acknowledged.iter().map(|said| said.at).min();
    Ok(Detail {
        row: Row::of(notice, standing, &labels),
        services: notice.services.iter().map(service).collect(),
        by: doers.by(actor(Some(notice.by))),
        offers: if offers { vec!["serve", "withdraw"] } else { Vec::new() },
        paper: paper(state, notice, words.as_deref())?,
        duty: state.housing.duty(notice).await?,
        acknowledged_at,
    })
}

/// What is printed, with why the deed was done in the words of whoever did it.
pub(super) fn paper(
    state: &AppState,
    notice: &Notice,
    words: Option<&str>,
) -> Result<PaperShape, Problem> {
    let (terms, digest) = (state.housing.terms(), notice.digest(state.access.tokenizer())?);
    let paper = notice.paper(words, terms.object_days, terms.offset_minutes);
    let line = |line: housing::notice::Line| LineShape { name: line.name, value: line.value };
    Ok(PaperShape {
        title: paper.title,
        number: paper.number,
        opening: paper.opening,
        lines: paper.lines.into_iter().map(line).collect(),
        closing: paper.closing,
        target: format!("/portal/#notice={}.{digest}", notice.content.number),
        digest,
    })
}
