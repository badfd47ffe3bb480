//! `GET /api/messages/choices`, `PUT /api/messages/choices`

use std::collections::BTreeMap;

use access::may;
use axum::{Json, extract::State, http::StatusCode};
use kernel::{Instant, Text};
use messages::{Channel, Choice, Choices, Quiet};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::channel;
use crate::{AppState, Caller, Problem, TextShape};

/// A kind of message, and the channels it is wanted on.
#[derive(Debug, Serialize, ToSchema)]
struct MessageKind {
    /// Its name.
    id: String,
    /// What it tells of.
    about: TextShape,
    /// Whether it does not wait for the end of quiet hours.
    urgent: bool,
    /// By channel: `email`, `sms`, `push`, `webhook`. The app keeps every message.
    channels: BTreeMap<String, bool>,
}

/// A channel, and where it reaches one.
#[derive(Debug, Serialize, ToSchema)]
struct MessageChannel {
    /// `email`, `sms`, `push` or `webhook`.
    channel: &'static str,
    /// Whether this installation can send that way.
    set_up: bool,
    /// One's own address there, masked; nothing where none was given.
    address: Option<String>,
    /// When one confirmed it; nothing goes there before.
    #[schema(value_type = Option<String>, format = DateTime)]
    confirmed_at: Option<Instant>,
}

/// Hours in which only what is urgent is sent, minutes after midnight of the place's time.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuietHours {
    /// Since when.
    from_minute: u16,
    /// Until when; over midnight where that is earlier.
    to_minute: u16,
}

/// How one gets messages.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HowToTell {
    /// Every kind, in order.
    kinds: Vec<MessageKind>,
    /// Every channel.
    channels: Vec<MessageChannel>,
    /// Quiet hours, where there are any.
    quiet: Option<QuietHours>,
}

/// How one gets messages: kinds by channel, addresses, quiet hours.
#[utoipa::path(
    get, path = "/api/messages/choices", tag = "messages", security(("session" = [])),
    responses(
        (status = OK, body = HowToTell),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::MessagesOwn>,
    State(state): State<AppState>,
) -> Result<Json<HowToTell>, Problem> {
    let Choices { choices, quiet } = state.messages.choices(&caller.principal).await?;
    let contacts = state.messages.contacts(&caller.principal).await?;
    let hook = state.messages.own_hook(&caller.principal).await?;
    let kinds = state.messages.catalogue().kinds.iter().map(|kind| MessageKind {
        id: kind.id.clone(),
        about: kind.about.clone().into(),
        urgent: kind.urgent,
        channels: choices
            .iter()
            .filter(|choice| choice.kind == kind.id)
            .map(|choice| (choice.channel.name().to_owned(), choice.wanted))
            .collect(),
    });
    let channels = Channel::ALL.iter().map(|channel| {
        let contact = contacts.iter().find(|contact| contact.channel == *channel);
        let standing =
            hook.as_ref().filter(|hook| *channel == Channel::Webhook && hook.gone_at.is_none());
        MessageChannel {
            channel: channel.name(),
            set_up: state.carriers.reaches(*channel),
            address: contact
                .map(|contact| contact.shown.clone())
                .or_else(|| standing.map(|hook| hook.url.clone())),
            confirmed_at: contact
                .and_then(|contact| contact.confirmed_at)
                .or_else(|| standing.map(|hook| hook.set_at)),
        }
    });
    Ok(Json(HowToTell {
        kinds: kinds.collect(),
        channels: channels.collect(),
        quiet: quiet.map(|quiet| QuietHours {
            from_minute: quiet.from_minute(),
            to_minute: quiet.to_minute(),
        }),
    }))
}

/// What one chooses.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChosenMessages {
    /// By kind and channel whether it is wanted; what is not named holds as it is for everybody.
    kinds: BTreeMap<String, BTreeMap<String, bool>>,
    /// Quiet hours; none where it is empty.
    quiet: Option<QuietHours>,
}

/// Chooses how one gets messages, in place of what one chose before.
#[utoipa::path(
    put, path = "/api/messages/choices", tag = "messages", security(("session" = [])),
    request_body = ChosenMessages,
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn put(
    caller: Caller<may::MessagesOwn>,
    State(state): State<AppState>,
    Json(chosen): Json<ChosenMessages>,
) -> Result<StatusCode, Problem> {
    let mut choices = Vec::new();
    for (kind, channels) in chosen.kinds {
        for (name, wanted) in channels {
            choices.push(Choice { kind: kind.clone(), channel: channel(&name)?, wanted });
        }
    }
    let wrong = || {
        Problem::bad_request(Text::new(
            "免打扰时段应为一天之内的分钟数",
            "Quiet hours are minutes within a day",
        ))
    };
    let quiet = match chosen.quiet {
        None => None,
        Some(hours) => Some(Quiet::new(hours.from_minute, hours.to_minute).ok_or_else(wrong)?),
    };
    state.messages.choose(&caller.principal, &Choices { choices, quiet }).await?;
    Ok(StatusCode::NO_CONTENT)
}
