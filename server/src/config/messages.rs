//! The settings of messages: the ways out.

use ::messages::{Carriers, channel};
use access::PushKey;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Error;

/// How the way to the mail relay is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// It begins in the clear and turns to TLS, or is broken off.
    #[default]
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// Not at all: a relay on this machine or its own network, without a password.
    None,
}

/// Messages to accounts, and how they leave the installation. The app alone needs no setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MessagesConfig {
    /// How browsers reach this installation, such as `https://linli.example.org`: messages then carry a link.
    pub address: String,
    /// Days that a message is kept.
    pub kept_days: u32,
    /// Hosts of webhooks and of the gateway that may be private, and be reached by http. All others must be public
    /// and reached by https.
    pub allowed_hosts: Vec<String>,
    /// The mail relay. Empty: no e-mail.
    pub mail_host: String,
    /// Its port.
    pub mail_port: u16,
    /// How the way there is encrypted.
    pub mail_tls: MailTls,
    /// What to sign in to it with. Empty: it asks for nothing.
    pub mail_login: String,
    /// The password of that.
    pub mail_password: String,
    /// Who writes: an e-mail address.
    pub mail_from: String,
    /// Where text messages are posted to, signed as webhooks are, with the number and the text. Empty: none.
    pub sms_url: String,
    /// The secret they are signed with: `whsec_` and base64 of 24 to 64 bytes.
    pub sms_secret: String,
    /// Whether browsers may be told by push. Their makers' services learn that something came, and nothing else.
    pub push: bool,
}

impl Default for MessagesConfig {
    fn default() -> Self {
        Self {
            address: String::new(),
            kept_days: 90,
            allowed_hosts: Vec::new(),
            mail_host: String::new(),
            mail_port: 587,
            mail_tls: MailTls::StartTls,
            mail_login: String::new(),
            mail_password: String::new(),
            mail_from: String::new(),
            sms_url: String::new(),
            sms_secret: String::new(),
            push: true,
        }
    }
}

impl MessagesConfig {
    /// The ways out that are set up; push services know the installation by `key`.
    pub(crate) fn carriers(&self, key: &PushKey) -> Result<Carriers, Error> {
        let carriers = self.own_carriers()?;
        if !self.push {
            return Ok(carriers);
        }
        let contact = if self.address.starts_with("https://") {
            self.address.clone()
        } else if self.mail_from.is_empty() {
            String::new()
        } else {
            format!("mailto:{}", self.mail_from)
        };
        Ok(carriers.with_push(key.clone(), contact))
    }

    /// The ways out that need no service of others.
    pub fn own_carriers(&self) -> Result<Carriers, Error> {
        let wrong = |problem| Error::Config { place: "[messages]".to_owned(), problem };
        let tls = match self.mail_tls {
            MailTls::StartTls => channel::MailTls::StartTls,
            MailTls::Tls => channel::MailTls::Wrapped,
            MailTls::None => channel::MailTls::None,
        };
        let sign_in = Some((self.mail_login.as_str(), self.mail_password.as_str()));
        let sign_in = sign_in.filter(|(login, _)| !login.is_empty());
        let relay = (self.mail_host.as_str(), self.mail_port);
        let mail = if self.mail_host.is_empty() {
            None
        } else {
            Some(channel::Mail::new(relay, tls, sign_in, &self.mail_from).map_err(wrong)?)
        };
        let gateway = Some((self.sms_url.as_str(), self.sms_secret.as_str()));
        let gateway = gateway.filter(|(url, _)| !url.is_empty());
        Carriers::new(&self.address, self.allowed_hosts.clone(), mail, gateway).map_err(wrong)
    }
}
