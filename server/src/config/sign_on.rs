//! The settings of single sign-on: identity providers.

use std::{collections::BTreeSet, path::Path};

use kernel::Text;
use openid::{Secret, Settings};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Error;

/// Where providers send browsers back to, behind the address of the installation; the id of each follows.
const RETURN: &str = "/api/session/sign-on/return/";

/// Single sign-on for staff by `OpenID` Connect. Needs `messages.address`: how browsers reach this installation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SignOnConfig {
    /// The providers that are offered, in order. In the environment: a TOML list in brackets.
    pub providers: Vec<SignOnProvider>,
}

/// An identity provider, and what it knows this installation as.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SignOnProvider {
    /// What it is called in addresses, that which it sends browsers back to among them: letters, digits and dashes.
    pub id: String,
    /// What it is called on screens, in Chinese.
    pub name_zh: String,
    /// What it is called on screens, in English.
    pub name_en: String,
    /// Its issuer, exactly as its own description writes it.
    pub issuer: String,
    /// What it knows this installation as.
    pub client_id: String,
    /// The file of the client's secret, which only its owner may read. Empty: a public client.
    pub secret_file: String,
    /// Values of `acr` that stand for two factors, beside the value `mfa` of `amr`. They are asked for.
    pub strong_acr: Vec<String>,
    /// A file of certificates (PEM) to trust instead of the public ones.
    pub certificates: String,
}

impl SignOnProvider {
    /// Its name in both languages.
    pub(crate) fn name(&self) -> Text {
        Text::new(self.name_zh.clone(), self.name_en.clone())
    }
}

impl SignOnConfig {
    /// What each provider has to be known by, in order; `address` is how browsers reach this installation.
    pub fn settings(&self, address: &str) -> Result<Vec<Settings>, Error> {
        let mut seen = BTreeSet::new();
        let settings = |provider: &SignOnProvider| {
            let place = format!("[[sign_on.providers]] {}", provider.id);
            let wrong =
                |problem: &str| Error::Config { place: place.clone(), problem: problem.to_owned() };
            let fits = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
            if !(1..=32).contains(&provider.id.len()) || !provider.id.bytes().all(fits) {
                return Err(wrong("an id is 1 to 32 of a-z, 0-9 and -"));
            }
            if !seen.insert(provider.id.clone()) || !seen.insert(format!(" {}", provider.issuer)) {
                return Err(wrong("an id and an issuer stand once"));
            }
            if provider.name_zh.is_empty() || provider.name_en.is_empty() {
                return Err(wrong("name_zh and name_en are what people read"));
            }
            if address.is_empty() {
                return Err(wrong("messages.address is missing: how browsers reach linli"));
            }
            let file = Some(provider.secret_file.as_str()).filter(|file| !file.is_empty());
            let secret = file.map(|file| Secret::read(Path::new(file))).transpose();
            let certificates = Some(&provider.certificates).filter(|file| !file.is_empty());
            Ok(Settings {
                issuer: provider.issuer.clone(),
                client_id: provider.client_id.clone(),
                secret: secret.map_err(|error| wrong(&error.to_string()))?,
                redirect: format!("{}{RETURN}{}", address.trim_end_matches('/'), provider.id),
                strong_acr: provider.strong_acr.clone(),
                certificates: certificates.map(Into::into),
            })
        };
        self.providers.iter().map(settings).collect()
    }
}
