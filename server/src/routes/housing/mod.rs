//! Housing: hazards to verified fixed, tiers of dwellings, stars of buildings: things and places. Declarations of who lives
//! in, works in or lets a place: people, sealed, under a grant.

mod act;
mod building;
mod buildings;
mod campaign;
mod campaign_shape;
mod campaign_targets;
mod campaigns;
mod catalogue;
mod codes;
mod declaration_act;
mod declaration_shape;
mod declaration_sheet;
mod declarations;
mod declare;
mod event;
mod export;
mod file;
mod find;
mod hazard;
mod hazards;
mod inspect;
mod inspectors;
mod joint_shape;
mod joints;
mod notice;
mod notice_shape;
mod notices;
mod objection_shape;
mod objections;
mod own;
mod own_act;
mod own_notice;
mod own_shape;
mod plan;
mod plan_attempts;
mod plan_due;
mod plan_mine;
mod plan_risk;
mod plan_shape;
mod public;
mod public_stars;
mod qr;
mod rate;
mod rating;
mod ratings;
pub(crate) mod reach;
mod related;
mod shape;
mod star_uses;
mod stars;
mod summary;
mod suspend;
mod unit;
mod upload;
mod verify;
mod whither;

pub(crate) use declare::own_number;
pub(crate) use qr::standing;

use axum::extract::DefaultBodyLimit;
use housing::{Error, HazardRefusal, RatingRefusal};
use kernel::Text;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{AppState, Problem, problem::Chain};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    let photos = OpenApiRouter::new()
        .routes(routes!(upload::post))
        .routes(routes!(own_act::file))
        .layer(DefaultBodyLimit::max(casework::LONGEST_FILE + 64 * 1024));
    let sheets = OpenApiRouter::new()
        .routes(routes!(declaration_sheet::post))
        .layer(DefaultBodyLimit::max(declaration_sheet::LONGEST));
    OpenApiRouter::new()
        .routes(routes!(summary::get))
        .routes(routes!(catalogue::get))
        .routes(routes!(buildings::list))
        .routes(routes!(export::buildings))
        .routes(routes!(building::get))
        .routes(routes!(unit::get))
        .routes(routes!(related::building))
        .routes(routes!(related::unit))
        .routes(routes!(suspend::post))
        .routes(routes!(hazards::list, find::post))
        .routes(routes!(export::hazards))
        .routes(routes!(hazard::get))
        .routes(routes!(act::post))
        .routes(routes!(inspect::post))
        .routes(routes!(event::post))
        .routes(routes!(plan::get, plan::make))
        .routes(routes!(plan::begin))
        .routes(routes!(plan::export))
        .routes(routes!(plan_due::get))
        .routes(routes!(plan_mine::get))
        .routes(routes!(plan_risk::get))
        .routes(routes!(plan_attempts::list))
        .routes(routes!(plan_attempts::decide))
        .routes(routes!(inspectors::list))
        .routes(routes!(inspectors::set))
        .routes(routes!(campaigns::list, campaigns::begin))
        .routes(routes!(campaigns::preview))
        .routes(routes!(campaign::get))
        .routes(routes!(campaign::areas))
        .routes(routes!(campaign::map))
        .routes(routes!(campaign::assign))
        .routes(routes!(campaign::close))
        .routes(routes!(campaign_targets::list))
        .routes(routes!(campaign_targets::entry))
        .routes(routes!(joints::list, joints::propose))
        .routes(routes!(joints::get))
        .routes(routes!(joints::act))
        .routes(routes!(ratings::list, rate::draft))
        .routes(routes!(rating::get))
        .routes(routes!(rate::act))
        .routes(routes!(file::get))
        .routes(routes!(public::get))
        .routes(routes!(public_stars::list))
        .routes(routes!(star_uses::get))
        .routes(routes!(codes::list, codes::make))
        .routes(routes!(codes::replace))
        .routes(routes!(qr::get))
        .routes(routes!(notices::list, notices::post))
        .routes(routes!(notice::get))
        .routes(routes!(notice::post))
        .routes(routes!(verify::get))
        .routes(routes!(own::list))
        .routes(routes!(own::lift))
        .routes(routes!(own_notice::get))
        .routes(routes!(own_notice::acknowledge))
        .routes(routes!(own_notice::object))
        .routes(routes!(own_act::put_right))
        .routes(routes!(own_act::rating))
        .routes(routes!(objections::list))
        .routes(routes!(objections::get))
        .routes(routes!(objections::decide))
        .routes(routes!(declarations::list, declare::post))
        .routes(routes!(declare::own))
        .routes(routes!(declarations::get))
        .routes(routes!(declaration_act::post))
        .routes(routes!(declaration_act::visit))
        .merge(photos)
        .merge(sheets)
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Database(error) => error.into(),
            Error::Access(error) => error.into(),
            Error::Register(error) => error.into(),
            Error::Hazard(
                refusal @ (HazardRefusal::NoType(_)
                | HazardRefusal::WrongPlace
                | HazardRefusal::NoWords(_)
                | HazardRefusal::Missing(_)),
            ) => Self::bad_request(refusal.text()),
            Error::Hazard(refusal) => Self::conflict(refusal.text()),
            Error::Rating(refusal @ (RatingRefusal::NoWords(_) | RatingRefusal::NoPhoto)) => {
                Self::bad_request(refusal.text())
            }
            Error::Rating(refusal) => Self::conflict(refusal.text()),
            Error::Declaration(refusal) if refusal.is_of_the_form() => {
                Self::bad_request(refusal.text())
            }
            Error::Declaration(refusal) => Self::conflict(refusal.text()),
            Error::Notice(refusal) if refusal.is_of_the_form() => Self::bad_request(refusal.text()),
            Error::Notice(refusal) => Self::conflict(refusal.text()),
            Error::Objection(refusal) if refusal.is_of_the_form() => {
                Self::bad_request(refusal.text())
            }
            Error::Objection(refusal) => Self::conflict(refusal.text()),
            Error::Campaign(refusal) if refusal.is_of_the_form() => {
                Self::bad_request(refusal.text())
            }
            Error::Campaign(refusal) => Self::conflict(refusal.text()),
            Error::Joint(refusal) if refusal.is_of_the_form() => Self::bad_request(refusal.text()),
            Error::Joint(refusal) => Self::conflict(refusal.text()),
            Error::Photo(error) => error.into(),
            Error::Missing => Self::not_found(),
            error => match (said(&error), contradicts(&error)) {
                (Some(said), true) => Self::conflict(said),
                (Some(said), false) => Self::bad_request(said),
                (None, _) => Self::internal(Chain(&error)),
            },
        }
    }
}

/// Whether it is what is there that speaks against it, not how it was asked.
const fn contradicts(error: &Error) -> bool {
    matches!(
        error,
        Error::Conflict { .. }
            | Error::ActionTaken
            | Error::UnderWay
            | Error::NotDue
            | Error::Already
            | Error::NotNear { .. }
            | Error::InspectedSince
            | Error::GivenAway
            | Error::NothingToDecide
    )
}

/// What people read of a refusal; nothing of a failure.
fn said(error: &Error) -> Option<Text> {
    Some(match error {
        Error::Conflict { version } => Text::new(
            format!("有人先办理了：现在是第 {version} 步；请刷新后再决定"),
            format!(
                "Somebody was faster: it is at step {version} now; look at it again, then decide"
            ),
        ),
        Error::ActionTaken => {
            Text::new("这个操作编号已用于另一操作", "The id of this action was used for another")
        }
        Error::UnderWay => Text::new(
            "该楼栋已有评定在进行，请先办完",
            "A rating of this building is under way: finish it first",
        ),
        Error::NotDue => Text::new(
            "现在没有需要重新评定的情形：未到期，也没有新的检查或变化",
            "Nothing calls for another rating: it is not due, and nothing was inspected or has changed since",
        ),
        Error::Already => Text::new("房屋现在已是这个状态", "The unit stands so already"),
        Error::NotNear { distance_m: Some(far) } => Text::new(
            format!("您离该楼栋约 {far} 米，到场后再登记"),
            format!("You are about {far} m from the building: do this on the spot"),
        ),
        Error::NotNear { distance_m: None } => Text::new(
            "没有您的位置或楼栋的位置，无法确认到场",
            "Your position or that of the building is not known, so being there cannot be confirmed",
        ),
        Error::InspectedSince => Text::new(
            "您查看之后，已有其他检查员登记了这里的检查；请决定是否仍要登记",
            "Another inspector recorded an inspection here since you looked: decide whether yours is to go in as well",
        ),
        Error::GivenAway => Text::new(
            "计划已调整，这次检查已安排给其他检查员；请决定是否仍要登记",
            "The plan was changed and this visit was given to another inspector: decide whether yours is to go in",
        ),
        Error::NoFile => Text::new(
            "所附的照片不存在或属于另一事项，请重新上传",
            "A photo that is named is not there or belongs elsewhere: upload it again",
        ),
        Error::NotYet => Text::new("日期不能晚于今天", "The day is yet to come"),
        Error::Nothing => Text::new(
            "检查事实登记在楼栋；入户只登记是否发现隐患",
            "Facts are of the building; of a visit to a unit only whether something was found",
        ),
        Error::NoWords => kernel::refusal::no_words(),
        Error::Over => Text::new(
            "这一天已经过去，不能再排计划或开始检查",
            "That day is over: nothing is planned or begun for it",
        ),
        Error::NoCrew => Text::new(
            "没有可排的检查员、人数过多或工作时间有误：请选择本辖区当天未排入其他计划的检查员，最多 100 人",
            "Nobody to go, too many, or no hours: name inspectors of this area who are in no other plan that day, 100 at the most",
        ),
        Error::NothingToDecide => Text::new(
            "上次检查或决定之后没有未能进入的记录，无需决定",
            "Nobody tried to enter since it was inspected, or somebody decided, last: there is nothing to decide",
        ),
        Error::TooFar { days } => Text::new(
            format!("最多推迟 {days} 天"),
            format!("It may be put off by {days} days at the most"),
        ),
        Error::NoHours => Text::new(
            "工时或休息时间有误：每个工作日一段，先始后终；休息最多 4 段，按先后且不重叠",
            "No hours, or no breaks: one window a weekday that ends after it begins, and at most 4 breaks apart from each other",
        ),
        Error::NoStation => Text::new(
            "出发地点须是本区的办公或公共用房，不能是住宅",
            "Rounds set out from an office or a public building of the register, never from a home",
        ),
        Error::TooLarge => {
            Text::new("范围太大：请按街道排计划", "Too large an area for one plan: plan by street")
        }
        Error::NothingToVisit => Text::new(
            "这里没有需要检查的楼栋，或楼栋没有位置",
            "Nothing here is to be inspected, or no place of it is known",
        ),
        Error::Star(_) => Text::new(
            "检查项目或答案不在规则中，请刷新后再填",
            "A fact or an answer is not in the rules: look at them again",
        ),
        _ => return None,
    })
}
