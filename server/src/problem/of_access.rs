//! What whoever was refused by accounts, policies, grants and the log is told.

use axum::http::StatusCode;
use kernel::Text;

use super::{Chain, Problem};

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
            E::TooManyPeople { most, wait_s } => too_many_people(most, wait_s),
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

/// 429: the account was shown many people of late.
fn too_many_people(most: u32, wait_s: i64) -> Problem {
    let (zh, en) =
        ("一小时内查看的人员过多", "That is more people than an account is shown in an hour");
    let mut problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_people", zh, en);
    problem.0.retry_after_s = Some(wait_s);
    let minutes = (wait_s + 59) / 60;
    problem.action(Text::new(
        format!("每个账号一小时最多查看 {most} 人，请在 {minutes} 分钟后再试，或缩小查看范围"),
        format!("{most} an hour are shown: try again in {minutes} minutes, or ask for fewer"),
    ))
}
