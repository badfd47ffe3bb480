//! What a refused or failed request gets: a problem document (RFC 9457), in the
//! reader's language and without internals.

use axum::{
    Json,
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use kernel::{Lang, Text};
use serde::Serialize;
use utoipa::ToSchema;

mod of_access;

/// A refusal or a failure. Return it as the error of a handler.
#[derive(Clone, Debug)]
pub struct Problem(Box<Facts>);

#[derive(Clone, Debug)]
struct Facts {
    status: StatusCode,
    code: &'static str,
    title: Text,
    detail: Option<Text>,
    action: Option<Text>,
    retry_after_s: Option<i64>,
}

/// The document as it is sent (`application/problem+json`).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDocument {
    /// `urn:linli:problem:<code>`.
    pub r#type: String,
    /// What it is, in the reader's language.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What it is, for programs.
    pub code: &'static str,
    /// What exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
}

impl Problem {
    fn new(status: StatusCode, code: &'static str, zh: &str, en: &str) -> Self {
        let title = Text::new(zh, en);
        let (detail, action, retry_after_s) = (None, None, None);
        Self(Box::new(Facts { status, code, title, detail, action, retry_after_s }))
    }

    /// 401: nobody is signed in.
    #[must_use]
    pub fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "signed_out", "请先登录", "Please sign in")
    }

    /// 401: wrong account or password.
    #[must_use]
    pub fn wrong_password() -> Self {
        let (zh, en) = ("账号或密码不正确", "The account or the password is wrong");
        Self::new(StatusCode::UNAUTHORIZED, "wrong_password", zh, en)
    }

    /// 401: the password was right, and a code of the second factor is asked for.
    #[must_use]
    pub fn code_needed() -> Self {
        let (zh, en) = ("请输入验证码", "A code is needed");
        Self::new(StatusCode::UNAUTHORIZED, "code_needed", zh, en).action(Text::new(
            "请输入验证器应用显示的 6 位数字，或一个恢复码",
            "Give the six digits of your authenticator app, or a recovery code",
        ))
    }

    /// 429: too many wrong passwords.
    #[must_use]
    pub fn too_many_attempts(wait_s: i64) -> Self {
        let (zh, en) = ("尝试次数过多", "Too many attempts");
        let mut problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_attempts", zh, en);
        problem.0.retry_after_s = Some(wait_s);
        problem.action(Text::new(
            format!("请在 {wait_s} 秒后再试"),
            format!("Try again in {wait_s} seconds"),
        ))
    }

    /// 401: a partner's signature is not taken.
    #[must_use]
    pub fn bad_signature(detail: Text) -> Self {
        let (zh, en) = ("请求签名未通过", "The signature of the request is not taken");
        Self::new(StatusCode::UNAUTHORIZED, "bad_signature", zh, en).detail(detail)
    }

    /// 429: a partner asked for more than its quota.
    #[must_use]
    pub fn over_quota(wait_s: i64) -> Self {
        let (zh, en) = ("超出配额", "That is over the quota");
        let mut problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "over_quota", zh, en);
        problem.0.retry_after_s = Some(wait_s);
        problem.action(Text::new(
            format!("请在 {wait_s} 秒后再试"),
            format!("Try again in {wait_s} seconds"),
        ))
    }

    /// 403: no policy permits it.
    #[must_use]
    pub fn denied() -> Self {
        let (zh, en) = ("您没有此项权限", "You are not permitted to do this");
        Self::new(StatusCode::FORBIDDEN, "denied", zh, en).action(Text::new(
            "如工作需要，请联系管理员",
            "If your work needs it, ask your administrator",
        ))
    }

    /// 403: the account's role asks for a second factor, and it has none.
    #[must_use]
    pub fn factor_needed() -> Self {
        let (zh, en) = ("请先启用两步验证", "Take on a second factor first");
        Self::new(StatusCode::FORBIDDEN, "factor_needed", zh, en).action(Text::new(
            "您的角色须启用两步验证：请登录控制台并按提示启用，之后再使用",
            "Your role asks for one: sign in to the console and follow what it shows, then go on",
        ))
    }

    /// 403: a write without the header that shows it came from our own page.
    #[must_use]
    pub fn foreign_write() -> Self {
        let (zh, en) =
            ("请求不是由本系统页面发出", "The request did not come from a page of this system");
        Self::new(StatusCode::FORBIDDEN, "foreign_write", zh, en).action(Text::new(
            "请求需带 x-linli: 1 标头",
            "Send the header x-linli: 1 with every write",
        ))
    }

    /// 404: there is no such thing, or none that the caller may know of.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "没有找到", "Not found")
    }

    /// 409: it contradicts what is there.
    #[must_use]
    pub fn conflict(detail: Text) -> Self {
        let (zh, en) = ("与现有数据冲突", "It contradicts what is there");
        Self::new(StatusCode::CONFLICT, "conflict", zh, en).detail(detail)
    }

    /// 400: the request says something that cannot be.
    #[must_use]
    pub fn bad_request(detail: Text) -> Self {
        let (zh, en) = ("请求有误", "The request is wrong");
        Self::new(StatusCode::BAD_REQUEST, "bad_request", zh, en).detail(detail)
    }

    /// 400: a filter is none of those there are.
    #[must_use]
    pub fn unknown_filter() -> Self {
        Self::bad_request(Text::new("条件有误", "A filter is none of those there are"))
    }

    /// 413: more than is taken at once.
    #[must_use]
    pub fn too_large(detail: Text) -> Self {
        let (zh, en) = ("内容过大", "That is more than is taken at once");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", zh, en).detail(detail)
    }

    /// 503: something it needs is not there yet.
    #[must_use]
    pub fn unavailable(detail: Text) -> Self {
        let (zh, en) = ("暂时无法提供", "Not available just now");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", zh, en).detail(detail)
    }

    /// 500: a failure of ours. The cause goes to the program's log alone.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!(%cause, "a request failed");
        let (zh, en) = ("系统出错了", "Something went wrong here");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", zh, en).action(Text::new(
            "请稍后再试；如仍出错，请把页面上的请求编号告诉管理员",
            "Try again; if it happens again, tell your administrator the request id (x-request-id)",
        ))
    }

    /// Adds what exactly is wrong. It must not tell what the caller may not know.
    #[must_use]
    pub fn detail(mut self, detail: Text) -> Self {
        self.0.detail = Some(detail);
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn action(mut self, action: Text) -> Self {
        self.0.action = Some(action);
        self
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.0.status
    }

    /// What exactly is wrong, in English: for interfaces with a form of refusal of their own.
    pub(crate) fn said(&self) -> Option<String> {
        self.0.detail.as_ref().map(|detail| detail.en.clone())
    }

    fn document(&self, lang: Lang) -> ProblemDocument {
        let say = |text: &Text| text.in_lang(lang).to_owned();
        ProblemDocument {
            r#type: format!("urn:linli:problem:{}", self.0.code),
            title: say(&self.0.title),
            status: self.0.status.as_u16(),
            code: self.0.code,
            detail: self.0.detail.as_ref().map(say),
            action: self.0.action.as_ref().map(say),
        }
    }

    fn respond(&self, lang: Lang) -> Response {
        let mut response = (self.0.status, Json(self.document(lang))).into_response();
        let headers = response.headers_mut();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, kind);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(wait_s) = self.0.retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(wait_s));
        }
        response
    }
}

impl IntoResponse for Problem {
    /// The language is known to [`in_readers_language`] alone, which writes the
    /// document again; until then it is Chinese.
    fn into_response(self) -> Response {
        let mut response = self.respond(Lang::default());
        response.extensions_mut().insert(self);
        response
    }
}

impl From<database::Error> for Problem {
    fn from(error: database::Error) -> Self {
        if error.is_disk_full() {
            tracing::error!(cause = %Chain(&error), "the disk is full");
            return Self::unavailable(Text::new(
                "磁盘已满，无法保存",
                "The disk is full: nothing can be saved",
            ));
        }
        Self::internal(Chain(&error))
    }
}

/// An error with its causes, in one line, for the program's log.
pub(crate) struct Chain<'a>(pub(crate) &'a dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let causes = std::iter::successors(self.0.source(), |cause| cause.source());
        causes.into_iter().try_for_each(|cause| write!(f, ": {cause}"))
    }
}

/// The reader's language: the page's own choice first, then the browser's.
pub(crate) fn lang_of(headers: &HeaderMap, otherwise: Lang) -> Lang {
    let chosen = crate::cookie::read(headers, "linli_lang");
    let asked = || headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    chosen.or_else(asked).map_or(otherwise, Lang::from_header)
}

/// Middleware: writes problem documents in the reader's language, and turns
/// the refusals of extractors (a body that is no JSON, a path that is no id)
/// into problem documents too.
pub(crate) async fn in_readers_language(otherwise: Lang, request: Request, next: Next) -> Response {
    let lang = lang_of(request.headers(), otherwise);
    let response = next.run(request).await;
    if let Some(problem) = response.extensions().get::<Problem>() {
        let mut written = problem.respond(lang);
        // A handler may have added headers, such as a cookie that ends.
        for (name, value) in response.headers() {
            if name == header::SET_COOKIE {
                written.headers_mut().append(name, value.clone());
            }
        }
        return written;
    }
    match refusal(response.status()) {
        Some(problem) if !is_document(&response) => problem.respond(lang),
        _ => response,
    }
}

fn is_document(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.contains("json") || kind.contains("html"))
}

fn refusal(status: StatusCode) -> Option<Problem> {
    let problem = match status {
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => {
            let (zh, en) = ("请求有误", "The request is wrong");
            Problem::new(status, "bad_request", zh, en).action(Text::new(
                "请对照 /api/openapi.json 检查参数和内容",
                "Compare parameters and body with /api/openapi.json",
            ))
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::new(
            status,
            "media_type",
            "内容类型不受支持",
            "The body is of another type than expected",
        ),
        StatusCode::NOT_FOUND => Problem::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => {
            Problem::new(status, "method", "不支持此操作", "There is no such operation here")
        }
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::new(status, "too_large", "内容过大", "That is more than is taken at once")
        }
        _ => return None,
    };
    Some(problem)
}
