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

    /// 429: the account was shown many people of late.
    #[must_use]
    pub fn too_many_people(most: u32, wait_s: i64) -> Self {
        let (zh, en) =
            ("一小时内查看的人员过多", "That is more people than an account is shown in an hour");
        let mut problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_people", zh, en);
        problem.0.retry_after_s = Some(wait_s);
        let minutes = (wait_s + 59) / 60;
        problem.action(Text::new(
            format!("每个账号一小时最多查看 {most} 人，请在 {minutes} 分钟后再试，或缩小查看范围"),
            format!("{most} an hour are shown: try again in {minutes} minutes, or ask for fewer"),
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

/// Anything that access refuses or fails at.
impl From<access::Error> for Problem {
    fn from(error: access::Error) -> Self {
        use access::Error as E;
        if let Some(problem) = of_passkey(&error) {
            return problem;
        }
        match error {
            E::Denied { .. } | E::OutsideGrant => Self::denied(),
            E::NoEmergency => Self::denied().detail(Text::new(
                "紧急查阅已结束、不属于您，或不包含此地",
                "The emergency is over, not yours, or does not cover this place",
            )),
            E::NotReviewable => Self::conflict(Text::new(
                "开启者不得复核，且只复核一次",
                "Whoever opened it does not review it, and it is reviewed once",
            )),
            E::NoDelay | E::NotDecidable => of_delays(&error),
            E::QuestionStands => Self::conflict(Text::new(
                "您已就这次查阅提出过疑问",
                "You have asked about this look already",
            )),
            E::NotAnswerable => Self::conflict(Text::new(
                "查阅者本人不得答复；有异议的须由另一名审计员答复，且只答复一次",
                "Whoever looked does not answer; what was contested is for another auditor, once",
            )),
            E::TooManyQuestions => Self::conflict(Text::new(
                "您有 20 个疑问尚待答复，请先等待答复",
                "Twenty of your questions wait already; wait for their answers",
            )),
            E::NoWords => {
                Self::bad_request(Text::new("请写 4 至 500 字", "Write four to 500 characters"))
            }
            E::NoBasis { .. } => Self::bad_request(Text::new(
                "请说明依据：事件编号、任务编号，或 4 至 500 字的理由",
                "State the ground: a case, a task, or a reason of four to 500 characters",
            )),
            E::NoCase { .. } => no_case(),
            E::BindingStands | E::TooManyBindings | E::PersonTaken => of_dwellings(&error),
            E::NoDocument | E::WrongWord => of_doors(&error),
            E::BadProxy | E::TooManyProxies | E::NotMinor => of_proxies(&error),
            E::SignIn => Self::wrong_password(),
            E::CodeNeeded => Self::code_needed(),
            E::SignOnOver | E::Unbound | E::IdentityTaken => of_sign_on(&error),
            E::NotProven => Self::bad_request(Text::new(
                "密码或验证码不正确，或验证码已用过",
                "The password or the code is wrong, or was used already",
            )),
            E::HasSecondFactor => Self::conflict(Text::new(
                "账号已启用两步验证，请先停用",
                "The account has a second factor; take it away first",
            )),
            E::SameOfficer => {
                Self::conflict(Text::new("须由另一名工作人员同意", "Another officer has to agree"))
            }
            E::RecoveryOpen => Self::conflict(Text::new(
                "该账号已有同类的找回申请",
                "A recovery of this kind waits for the account already",
            )),
            E::OwnAccount => Self::conflict(Text::new(
                "不能对自己的账号这样做",
                "An account cannot do this to itself",
            )),
            E::NotInvited(_) => Self::bad_request(Text::new(
                "只能邀请工作人员或合作单位的角色",
                "Only roles of staff and of partners are given by invitation",
            )),
            E::BadName => Self::bad_request(Text::new(
                "姓名与单位须为 1 至 60 字",
                "A name and an office have 1 to 60 characters",
            )),
            E::WeakPassword => Self::bad_request(Text::new(
                "密码至少 12 个字符，不得包含账号，也不能只是常见密码加上数字或符号",
                "A password has at least 12 characters, not the login among them, and is no common one with figures or signs around it",
            )),
            E::TooManyAttempts { wait_s } => Self::too_many_attempts(wait_s),
            E::TooManyPeople { most, wait_s } => Self::too_many_people(most, wait_s),
            E::LoginTaken(_) => login_taken(),
            E::BadLogin(_) => Self::bad_request(Text::new(
                "账号须为 2 至 64 个字母、数字或 . - _ @",
                "A login is 2 to 64 letters, digits, `.`, `-`, `_` or `@`",
            )),
            E::NotPartner | E::PartnerKeyTaken | E::BadPartnerKey => of_partners(&error),
            E::NoAccount(_)
            | E::NoPartnerKey
            | E::NoSecondFactor
            | E::NoIdentity
            | E::NoBinding
            | E::NoProxy
            | E::NoInvitation
            | E::NoRecovery
            | E::NoQuestion => Self::not_found(),
            E::Log { .. } | E::LogStopped => {
                tracing::error!(cause = %error, "the log of reads");
                Self::unavailable(Text::new(
                    "查阅记录暂时无法写入，因此不能显示个人信息",
                    "The log of reads cannot be written just now, so nothing personal is shown",
                ))
            }
            other => Self::internal(Chain(&other)),
        }
    }
}

/// What keeps a system from having a key.
fn of_partners(error: &access::Error) -> Problem {
    match error {
        access::Error::NotPartner => Problem::conflict(Text::new(
            "只有外部系统的账号可以登记密钥",
            "Only accounts of systems have keys",
        )),
        access::Error::PartnerKeyTaken => {
            Problem::conflict(Text::new("此公钥已登记", "This public key is kept already"))
        }
        _ => Problem::bad_request(Text::new(
            "须为 Ed25519 公钥，至少一项不涉及个人信息的用途，有效期至多 396 天",
            "A key is of Ed25519, for one deed at least that discloses nobody, and for 396 days at most",
        )),
    }
}

/// What keeps a look from being told later.
fn of_delays(error: &access::Error) -> Problem {
    if matches!(error, access::Error::NoDelay) {
        return Problem::bad_request(Text::new(
            "延迟告知须到今后某日为止，且不超过 90 天",
            "A delay ends on a day to come, within 90 days",
        ));
    }
    Problem::conflict(Text::new(
        "申请者不得自行决定；只决定一次，且须在到期之前",
        "Whoever asked does not decide; it is decided once, before its day",
    ))
}

/// What keeps a case from being a ground.
fn no_case() -> Problem {
    Problem::denied()
        .detail(Text::new(
            "此处没有这个编号的事件，或事件已办结，或不由您的单位办理",
            "There is no such case here, or it is closed, or your office does not handle it",
        ))
        .action(Text::new(
            "请核对事件编号；办理事件须写明由您的单位承办的未结事件",
            "Check the number: to handle a case, name an open one that your office has",
        ))
}

fn login_taken() -> Problem {
    Problem::conflict(Text::new("账号已被使用，请换一个", "The login is taken: choose another"))
}

/// What is wrong with what was shown at a door.
fn of_doors(error: &access::Error) -> Problem {
    Problem::bad_request(match error {
        access::Error::NoDocument => Text::new(
            "要让账号对应到登记中的人，须查看其身份证件；否则请只绑定住处",
            "See the document of whoever it is, or bind it to the dwelling alone",
        ),
        _ => Text::new(
            "口令不正确：请重新核对申请人手机上的口令；对不上的，请拒绝",
            "It is not their word: look at their telephone again, refuse where it differs",
        ),
    })
}

/// What keeps an account from being bound to a dwelling.
fn of_dwellings(error: &access::Error) -> Problem {
    Problem::conflict(match error {
        access::Error::BindingStands => Text::new(
            "您已申请绑定这个住处，或已经绑定",
            "You have asked for this dwelling already, or are bound to it",
        ),
        access::Error::PersonTaken => Text::new(
            "此人已有账号，或该账号已属于他人；请先撤销原来的绑定",
            "This person has an account, or the account is somebody else's: undo that binding first",
        ),
        _ => Text::new(
            "等待核实的申请太多，请等网格员上门后再申请",
            "Too many requests wait already: ask again once somebody has come to the door",
        ),
    })
}

/// What keeps somebody from acting for another.
fn of_proxies(error: &access::Error) -> Problem {
    match error {
        access::Error::TooManyProxies => Problem::conflict(Text::new(
            "您的代理已有十项，请先终止一项",
            "Ten proxies of yours stand already: end one first",
        )),
        access::Error::NotMinor => Problem::bad_request(Text::new(
            "此人已成年，可由本人委托代理",
            "The person is of age, and can let somebody act for them",
        )),
        _ => Problem::bad_request(Text::new(
            "请选择代理事项，并在一年内结束",
            "Say what for, and let it end within a year",
        )),
    }
}

/// What keeps a sign-on by an identity provider from its end.
fn of_sign_on(error: &access::Error) -> Problem {
    match error {
        access::Error::SignOnOver => Problem::bad_request(Text::new(
            "本次登录已过期、已用过，或不是在此浏览器发起，请重新登录",
            "The sign-on is over, was used, or was begun in another browser; begin again",
        )),
        access::Error::Unbound => Problem::denied()
            .detail(Text::new(
                "此身份未绑定任何可用账号",
                "No open account is bound to this identity",
            ))
            .action(Text::new(
                "请先用账号和密码登录，再到“我的登录”绑定",
                "Sign in with your account and password first, and bind it there under My sign-ins",
            )),
        _ => Problem::conflict(Text::new(
            "此身份已绑定，或账号已绑定该登录服务的身份",
            "The identity is bound already, or the account has one of this provider",
        )),
    }
}

/// What keeps a passkey from signing in or from being added.
fn of_passkey(error: &access::Error) -> Option<Problem> {
    use access::Error as E;
    Some(match error {
        E::Passkey => Problem::bad_request(Text::new(
            "此通行密钥未在本系统登记，或验证未通过",
            "This passkey is not known here, or its answer is wrong",
        ))
        .action(Text::new("请用账号和密码登录", "Sign in with your account and password")),
        E::PasskeyOver => Problem::bad_request(Text::new(
            "本次操作已过期或已用过，请重新开始",
            "This took too long or was used already; begin again",
        )),
        E::PasskeyCloned => Problem::denied()
            .detail(Text::new(
                "此通行密钥可能被复制，已停用",
                "This passkey may have been copied and was stopped",
            ))
            .action(Text::new(
                "请用密码登录，在“我的登录”移除它",
                "Sign in with your password and remove it under My sign-ins",
            )),
        E::PasskeyTaken => {
            Problem::conflict(Text::new("此通行密钥已登记", "This passkey is kept already"))
        }
        E::TooManyPasskeys => Problem::conflict(Text::new(
            "一个账号最多 20 个通行密钥，请先移除不用的",
            "An account has 20 passkeys at the most; remove one first",
        )),
        E::NoPasskey => Problem::not_found(),
        _ => return None,
    })
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
