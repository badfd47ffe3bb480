//! Messages: one's own, how to get them, and what administrators keep of the ways out.

mod choices;
mod contacts;
mod dead;
mod hooks;
mod list;
mod push;
mod see;
mod tell;

use kernel::Text;
use messages::Error;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{AppState, Problem, problem::Chain};

pub(crate) use tell::{Tell, tell_of_emergencies};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(list::unseen))
        .routes(routes!(see::post))
        .routes(routes!(choices::get, choices::put))
        .routes(routes!(contacts::set, contacts::forget))
        .routes(routes!(contacts::confirm))
        .routes(routes!(push::list, push::add))
        .routes(routes!(push::put, push::delete))
        .routes(routes!(push::news))
        .routes(routes!(hooks::list))
        .routes(routes!(hooks::put, hooks::delete))
        .routes(routes!(dead::list))
        .routes(routes!(dead::again))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Database(error) => error.into(),
            Error::Access(error) => error.into(),
            Error::Unfit(text) => Self::bad_request(text),
            Error::NoKind(_) => Self::bad_request(Text::new(
                "没有这种消息，或同一项给了两次",
                "There is no such kind of message, or it is given twice",
            )),
            Error::NotSetUp(_) => Self::conflict(Text::new(
                "本系统未接通这种方式",
                "This installation cannot send that way",
            ))
            .action(Text::new("请联系管理员", "Ask your administrator")),
            Error::Carry(_) => {
                Self::conflict(Text::new("验证码没有发出", "The code could not be sent")).action(
                    Text::new(
                        "请核对地址，一分钟后再试",
                        "Check the address and try again in a minute",
                    ),
                )
            }
            Error::WrongCode => {
                Self::bad_request(Text::new("验证码不正确或已过期", "The code is wrong or too old"))
                    .action(Text::new("请重新获取验证码", "Ask for another code"))
            }
            other => Self::internal(Chain(&other)),
        }
    }
}

/// The channel that a path names; 404 where it names none.
fn channel(name: &str) -> Result<messages::Channel, Problem> {
    messages::Channel::from_name(name).ok_or_else(Problem::not_found)
}
