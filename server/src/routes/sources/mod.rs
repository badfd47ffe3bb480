//! The departments' tables: what they hold, and how good it is.

pub(crate) use list::Rate;

mod list;
mod mapping;
mod show;

use axum::extract::DefaultBodyLimit;
use kernel::Text;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{AppState, Problem, problem::Chain};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    // A sample is held in memory and has a limit of its own.
    let sample = OpenApiRouter::new()
        .routes(routes!(mapping::preview::post))
        .layer(DefaultBodyLimit::max(mapping::LONGEST + 64 * 1_024));
    OpenApiRouter::new().routes(routes!(list::get)).routes(routes!(show::get)).merge(sample)
}

impl From<blocks::Error> for Problem {
    fn from(error: blocks::Error) -> Self {
        match error {
            blocks::Error::Access(error) => error.into(),
            blocks::Error::Database(error) => error.into(),
            blocks::Error::OtherGrant { .. } => Self::denied(),
            blocks::Error::NotJudged => Self::bad_request(Text::new(
                "裁定需要两条不同的记录，且同为人员或同为单位",
                "A judgement needs two different records, both of people or both of organisations",
            )),
            blocks::Error::NotUndone => Self::conflict(Text::new(
                "没有这次合并或拆分，或者它已被撤销",
                "This merge or split is unknown, or undone already",
            )),
            blocks::Error::NoReason => Self::bad_request(Text::new(
                "拒绝更正须说明理由。",
                "A correction is refused with a reason.",
            )),
            blocks::Error::AskedAlready => Self::conflict(Text::new(
                "您已提出过同样的请求，正在等待答复",
                "You have asked this already; wait for the answer",
            )),
            blocks::Error::TooManyRequests => Self::conflict(Text::new(
                "您有 50 项请求尚待答复，请先等待答复",
                "Fifty of your requests wait already; wait for their answers",
            )),
            blocks::Error::BadValue => Self::bad_request(Text::new(
                "所填内容不符合该项要求",
                "That is no value this fact can have",
            )),
            blocks::Error::OtherGeneration { .. } => Self::conflict(Text::new(
                "另一次运行已更新了信息块，请刷新后重试。",
                "Another run changed the blocks meanwhile. Load the page again.",
            )),
            other @ (blocks::Error::Stored { .. }
            | blocks::Error::Stage(_)
            | blocks::Error::LoadHeld
            | blocks::Error::LoadEnded) => Self::internal(Chain(&other)),
        }
    }
}
