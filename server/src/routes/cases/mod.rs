//! Cases: told, routed, handled, shown, confirmed; and the leads that may become one.

pub(crate) mod act;
pub(crate) mod asked;
pub(crate) mod catalogue;
mod collections;
pub(crate) mod coverage;
mod editions;
mod export;
mod figures;
mod file;
mod inbox;
mod leads;
pub(crate) mod list;
mod map;
mod micro;
mod near;
mod objections;
pub(crate) mod place;
mod precision;
pub(crate) mod report;
mod reporter;
mod routing;
pub(crate) mod shape;
mod show;
mod stream;
pub(crate) mod upload;
mod voice;
mod whither;

pub(crate) use list::area_of;

use axum::extract::DefaultBodyLimit;
use casework::{Error, Refusal};
use kernel::Text;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{AppState, Problem, problem::Chain};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    let photos = OpenApiRouter::new()
        .routes(routes!(upload::post))
        .layer(DefaultBodyLimit::max(casework::LONGEST_FILE + 64 * 1024));
    OpenApiRouter::new()
        .routes(routes!(list::list, report::post))
        .routes(routes!(export::get))
        .routes(routes!(figures::get))
        .routes(routes!(figures::own))
        .routes(routes!(coverage::get))
        .routes(routes!(objections::own, objections::object))
        .routes(routes!(objections::list))
        .routes(routes!(objections::answer))
        .routes(routes!(inbox::get))
        .routes(routes!(map::get))
        .routes(routes!(catalogue::get))
        .routes(routes!(editions::get, editions::put))
        .routes(routes!(editions::discard))
        .routes(routes!(editions::publish))
        .routes(routes!(routing::list, routing::set))
        .routes(routes!(routing::tried))
        .routes(routes!(routing::end))
        .routes(routes!(whither::get))
        .routes(routes!(stream::get))
        .routes(routes!(show::get))
        .routes(routes!(act::post))
        .routes(routes!(near::get))
        .routes(routes!(reporter::get))
        .routes(routes!(voice::get))
        .routes(routes!(file::get))
        .routes(routes!(leads::list))
        .routes(routes!(precision::get))
        .routes(routes!(leads::set_aside))
        .merge(micro::router())
        .merge(collections::router())
        .merge(photos)
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Database(error) => error.into(),
            Error::Access(error) => error.into(),
            Error::Refused(
                refusal @ (Refusal::NoOffice(_)
                | Refusal::NoSubclass(_)
                | Refusal::NoMicroKind(_)
                | Refusal::NoCollection(_)
                | Refusal::NoItem(_)
                | Refusal::NoAnswer(_)
                | Refusal::NothingNoted
                | Refusal::OtherPlace { .. }
                | Refusal::NoWords(_)
                | Refusal::NoBody
                | Refusal::NoFile),
            ) => Self::bad_request(refusal.text()),
            Error::Refused(refusal) => Self::conflict(refusal.text()),
            Error::Conflict(case) => {
                let state = case.state.label();
                Self::conflict(Text::new(
                    format!("有人先办理了：事件现在是“{}”（第 {} 步）", state.zh, case.version),
                    format!(
                        "Somebody was faster: the case is “{}” now (step {})",
                        state.en, case.version
                    ),
                ))
                .action(Text::new("请刷新，看过后再决定", "Look at it again, then decide"))
            }
            Error::MicroConflict(event) => {
                let state = event.state.label();
                Self::conflict(Text::new(
                    format!("有人先处理了：微事件现在是“{}”", state.zh),
                    format!("Somebody was faster: the micro-event is “{}” now", state.en),
                ))
                .action(Text::new("请刷新，看过后再决定", "Look at it again, then decide"))
            }
            Error::ActionTaken => Self::conflict(Text::new(
                "这个操作编号已用于另一操作",
                "The id of this action was used for another",
            )),
            Error::OffDuty => Self::conflict(Text::new("您不在岗", "You are not on duty"))
                .action(Text::new("请先上岗", "Go on duty first")),
            Error::NoCase | Error::NoLead | Error::NoMicroEvent | Error::NoObjection => {
                Self::not_found()
            }
            Error::NamesAPerson(_) => Self::bad_request(Text::new(
                "线索只说事物和地点：不得含姓名、证件、电话或车牌",
                "A lead is about a thing and a place: no name, number, telephone or plate",
            )),
            Error::Picture(fault) => match fault {
                casework::PictureFault::TooLong { .. } => Self::too_large(Text::new(
                    "照片超过 20 MiB，请压缩后再传",
                    "The photo is longer than 20 MiB: make it smaller",
                )),
                casework::PictureFault::NotAPicture => Self::bad_request(Text::new(
                    "这不是照片：只接收 JPEG、PNG 和 WebP",
                    "This is no photo: JPEG, PNG and WebP are taken",
                )),
                casework::PictureFault::Broken => Self::bad_request(Text::new(
                    "照片已损坏或尺寸过大，请重新拍摄",
                    "The photo is broken or too large: take it again",
                )),
            },
            Error::Voice(fault) => match fault {
                casework::VoiceFault::TooLong { .. } => Self::too_large(Text::new(
                    "语音超过 2 MiB，请录短一些",
                    "The voice note is longer than 2 MiB: record a shorter one",
                )),
                casework::VoiceFault::NotAVoiceNote => Self::bad_request(Text::new(
                    "这不是语音：只接收 Ogg、WebM 中的 Opus 和 MP4 中的声音，不含画面",
                    "This is no voice note: Opus in Ogg or WebM and sound in MP4 are taken, without a picture",
                )),
            },
            other => Self::internal(Chain(&other)),
        }
    }
}
