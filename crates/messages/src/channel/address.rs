//! Where something can be sent to.

use std::fmt;

use kernel::Text;
use ureq::http::Uri;

use crate::Channel;

/// An address of one channel. Shown nowhere: a person is reached there.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// An e-mail address.
    Email(String),
    /// A telephone number: digits, with a plus before the country's.
    Sms(String),
    /// A webhook and the secret its messages are signed with.
    Webhook {
        /// Where it listens.
        url: String,
        /// `whsec_` and base64.
        secret: String,
    },
    /// A browser's push service.
    Push {
        /// Where it takes pushes for that browser: whoever knows it could wake it.
        endpoint: String,
        /// Whether the push does not wait until the device is looked at.
        urgent: bool,
    },
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Email(_) => "Email(…)",
            Self::Sms(_) => "Sms(…)",
            Self::Webhook { .. } => "Webhook(…)",
            Self::Push { .. } => "Push(…)",
        })
    }
}

/// Longest address that is kept.
const LONGEST: usize = 254;
/// Longest address of a webhook.
const LONGEST_URL: usize = 2_000;

impl Address {
    /// What somebody wrote as their address for a channel.
    pub(crate) fn parse(channel: Channel, written: &str) -> Result<Self, Text> {
        let written = written.trim();
        match channel {
            Channel::Email => {
                let fits = is_mailbox(written);
                let wrong = || Text::new("这不是邮箱地址", "This is no e-mail address");
                fits.then(|| Self::Email(written.to_owned())).ok_or_else(wrong)
            }
            Channel::Sms => {
                let digits: String = written.chars().filter(|c| !" -()".contains(*c)).collect();
                let bare = digits.strip_prefix('+').unwrap_or(&digits);
                let fits =
                    (6..=15).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
                let wrong = || Text::new("这不是电话号码", "This is no telephone number");
                fits.then_some(Self::Sms(digits)).ok_or_else(wrong)
            }
            Channel::Webhook => {
                Err(Text::new("网络回调由管理员设置", "A webhook is set by an administrator"))
            }
            Channel::Push => Err(Text::new(
                "推送在要接收的设备上开启",
                "Push is turned on at the device that is to be told",
            )),
        }
    }

    /// The address of a webhook: `https`, or `http` to a host that the configuration names.
    pub(crate) fn url(written: &str) -> Result<String, Text> {
        let wrong = || {
            Text::new(
                "请填写完整的 https 网址，不含账号和片段",
                "Give a whole address by https, without an account or a fragment in it",
            )
        };
        let written = written.trim();
        let uri: Uri = written.parse().map_err(|_| wrong())?;
        let scheme = uri.scheme_str().unwrap_or_default();
        let authority = uri.authority().ok_or_else(wrong)?;
        let fits = written.len() <= LONGEST_URL
            && ["https", "http"].contains(&scheme)
            && !authority.as_str().contains('@')
            && !written.contains('#')
            && !authority.host().is_empty();
        if fits { Ok(uri.to_string()) } else { Err(wrong()) }
    }

    /// The address that a browser's push service gave it: `https`, whatever the configuration allows webhooks.
    pub(crate) fn endpoint(written: &str) -> Result<String, Text> {
        let wrong = || Text::new("这不是推送服务的地址", "This is no address of a push service");
        let url = Self::url(written).map_err(|_| wrong())?;
        if url.starts_with("https://") { Ok(url) } else { Err(wrong()) }
    }

    /// As it is kept, before it is sealed.
    pub(crate) fn written(&self) -> &str {
        match self {
            Self::Email(text) | Self::Sms(text) => text,
            Self::Webhook { url, .. } => url,
            Self::Push { endpoint, .. } => endpoint,
        }
    }
}

/// Whether a text is an address as RFC 5321 has it: dot-atoms of ASCII on both sides of an at sign. Quoted
/// local parts and addresses in other scripts are not taken.
pub(crate) fn is_mailbox(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let atom = |atom: &str| {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b);
        !atom.is_empty() && atom.bytes().all(fits)
    };
    let label = |label: &str| {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        let dashed = label.starts_with('-') || label.ends_with('-');
        (1..=63).contains(&label.len()) && label.bytes().all(fits) && !dashed
    };
    text.len() <= LONGEST
        && local.len() <= 64
        && local.split('.').all(atom)
        && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_address_is_refused() {
        let ok = |channel, text: &str| Address::parse(channel, text).is_ok();
        assert!(ok(Channel::Email, " a.b@example.org "));
        assert!(!ok(Channel::Email, "a.b") && !ok(Channel::Email, "a@b\r\nBcc: c@d"));
        for wrong in ["a@b@c", "a b@c", "a@", "@c", "a..b@c", "a@-c", "<a@c>", "甲@example.org"] {
            assert!(!ok(Channel::Email, wrong), "{wrong}");
        }
        assert!(ok(Channel::Sms, "+86 138-0000-0000") && !ok(Channel::Sms, "call me"));
        assert!(!ok(Channel::Sms, "12345") && !ok(Channel::Webhook, "https://example.org"));
        assert!(Address::url("https://example.org/hook?x=1").is_ok());
        for wrong in
            ["example.org", "ftp://example.org/", "https://u:p@example.org/", "/hook", "https://"]
        {
            assert!(Address::url(wrong).is_err(), "{wrong}");
        }
        let shown = format!("{:?}", Address::Email("a@example.org".to_owned()));
        assert!(!shown.contains("example"), "never in a log");
    }
}
