//! The configuration: one TOML file, every field overridable by environment.
//!
//! A field `listen` in the table `[server]` is overridden by
//! `LINLI_SERVER_LISTEN`; a list takes commas, or TOML in brackets. Unknown keys
//! are refused, and so are variables that begin as those of a table do and name
//! no field of it. The schema for editors is `schemas/config.schema.json`
//! ([`schema`]).

use std::{
    fs,
    path::{Path, PathBuf},
};

use kernel::{Lang, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::Error;

mod calls;
mod counts;
mod keys;
mod messages;
mod sign_on;
pub(crate) mod unknown;

pub use self::{
    calls::CallsConfig,
    counts::{CountsConfig, CountsTold},
    keys::{KeysConfig, SealingCipher, TokensBy},
    messages::{MailTls, MessagesConfig},
    sign_on::{SignOnConfig, SignOnProvider},
};

/// Everything that an installation may set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where and how to listen.
    pub server: ServerConfig,
    /// Where the database is.
    pub database: DatabaseConfig,
    /// What to write about the running program.
    pub log: LogConfig,
    /// How long sessions last.
    pub session: SessionConfig,
    /// The log of reads.
    pub reads: ReadsConfig,
    /// The keys of the installation.
    pub keys: KeysConfig,
    /// What the screens say of this installation.
    pub web: WebConfig,
    /// Cases.
    pub cases: CasesConfig,
    /// Calls between those on duty and those who dispatch.
    pub calls: CallsConfig,
    /// Counts of people.
    pub counts: CountsConfig,
    /// Messages to accounts.
    pub messages: MessagesConfig,
    /// Single sign-on.
    pub sign_on: SignOnConfig,
}

/// Cases, and other systems that tell of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CasesConfig {
    /// Days after a case is closed that its words, photos and reporter are kept; then they are erased.
    pub kept_days: u32,
    /// Reports without an account that one address may make in an hour; photos count as well.
    pub reports_an_hour: u32,
    /// Keys of systems that may report by Open311. None: it answers questions alone.
    pub open311_keys: Vec<String>,
    /// Keys of sensors and scene analysis that may deliver leads at /hooks/leads. None: it takes nothing.
    pub hook_keys: Vec<String>,
    /// Departments that may hand over cases at /hooks/cases, each as `name:key`. The name stays, for their numbers are told
    /// apart by it; the key may change. None: it takes nothing.
    pub department_keys: Vec<String>,
}

impl Default for CasesConfig {
    fn default() -> Self {
        Self {
            kept_days: 1_095,
            reports_an_hour: 30,
            open311_keys: Vec::new(),
            hook_keys: Vec::new(),
            department_keys: Vec::new(),
        }
    }
}

/// Where and how to listen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ServerConfig {
    /// Address and port. Port 0 takes any that is free.
    pub listen: String,
    /// Set where the browser reaches linli by https: the session cookie then never goes by http.
    pub https: bool,
    /// Set where a proxy in front sets X-Forwarded-For, so that the brake on
    /// guessing passwords sees the browser's address.
    pub behind_proxy: bool,
    /// A secret that lets another machine read /metrics (Authorization: Bearer …). Empty: this machine alone.
    pub metrics_token: String,
    /// Longest request body in KiB, uploads of files aside.
    pub body_limit_kib: u32,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8600".to_owned(),
            https: false,
            behind_proxy: false,
            metrics_token: String::new(),
            body_limit_kib: 2_048,
        }
    }
}

/// Where the database is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DatabaseConfig {
    /// `postgres://user:password@host/name`, or the path of an SQLite file.
    /// Empty: `linli.db` in the data folder.
    pub url: String,
}

impl DatabaseConfig {
    /// The address to open, for an installation in the folder `data`.
    #[must_use]
    pub fn address(&self, data: &Path) -> String {
        if self.url.is_empty() {
            data.join("linli.db").to_string_lossy().into_owned()
        } else {
            self.url.clone()
        }
    }
}

/// How lines of the program's log are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line, for machines.
    Json,
}

/// What to write about the running program. Never a person's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LogConfig {
    /// Text or JSON.
    pub format: LogFormat,
    /// `error`, `warn`, `info`, `debug`, `trace`, or a filter such as `info,server=debug`.
    pub level: String,
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { format: LogFormat::Text, level: "info".to_owned() }
    }
}

/// How long sessions last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SessionConfig {
    /// A session ends this many minutes after signing in.
    pub lifetime_minutes: u32,
    /// A session ends after this many minutes without a request.
    pub idle_minutes: u32,
    /// Whether accounts of roles whose template asks for a second factor (`catalogues/roles.toml`) can do nothing but take
    /// one on until they have it.
    pub second_factor: bool,
}

impl Default for SessionConfig {
    fn default() -> Self {
        Self { lifetime_minutes: 720, idle_minutes: 60, second_factor: false }
    }
}

/// The log of reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReadsConfig {
    /// Days that an entry is kept; its segment's signed root stays for good.
    pub kept_days: u32,
    /// People that an account is shown in an hour at the most; 0 for no end. Emergencies and one's own data do not count.
    pub people_an_hour: u32,
    /// Size in MiB at which a segment is closed and its root signed.
    pub segment_mib: u32,
}

impl Default for ReadsConfig {
    fn default() -> Self {
        Self { kept_days: 1_098, people_an_hour: 2_000, segment_mib: 64 }
    }
}

/// What the screens say of this installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WebConfig {
    /// The title in Chinese.
    pub title_zh: String,
    /// The title in English.
    pub title_en: String,
    /// The language before somebody chooses one: `zh` or `en`.
    pub language: Language,
}

impl Default for WebConfig {
    fn default() -> Self {
        Self { title_zh: "邻里".to_owned(), title_en: "linli".to_owned(), language: Language::Zh }
    }
}

impl WebConfig {
    /// The title in both languages.
    #[must_use]
    pub fn title(&self) -> Text {
        Text::new(self.title_zh.clone(), self.title_en.clone())
    }
}

/// A language of the screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
        }
    }
}

impl Config {
    /// Reads `file`, if one is given, and lets `environment` (names and values
    /// of variables) override it.
    pub fn load(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, Error> {
        // The file alone first, so that its mistakes are told with its name and their line.
        let (mut table, checked) = match file {
            Some(path) => read(path)?,
            None => (Table::new(), Self::default()),
        };
        let wrong = |place: String, problem: String| Error::Config { place, problem };
        let shape = Table::try_from(&checked)
            .map_err(|error| wrong("the configuration".to_owned(), error.to_string()))?;
        for (name, text) in environment {
            let Some((section, field, old)) = field_of(&shape, &name) else {
                unknown::refuse(&shape, &name)?;
                continue;
            };
            // The value itself may hold a secret and is not shown.
            let value = parse(old, &text).ok_or_else(|| {
                wrong(name.clone(), format!("its value is not of the type {}", old.type_str()))
            })?;
            let entry = table.entry(section).or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(fields) = entry {
                fields.insert(field.to_owned(), value);
            }
        }
        let problem = |error: toml::de::Error| {
            wrong("the environment".to_owned(), error.message().to_owned())
        };
        table.try_into().map_err(problem)
    }

    /// What the access capability takes of it.
    #[must_use]
    pub fn access(&self) -> access::AccessSettings {
        access::AccessSettings {
            session_lifetime_s: i64::from(self.session.lifetime_minutes) * 60,
            session_idle_s: i64::from(self.session.idle_minutes) * 60,
            reads_kept_s: i64::from(self.reads.kept_days) * 86_400,
            people_an_hour: self.reads.people_an_hour,
            segment_bytes: u64::from(self.reads.segment_mib) * 1_048_576,
            cipher: self.keys.cipher.into(),
            tokens: self.keys.tokens.into(),
            passwords: access::PasswordCost::Owasp,
        }
    }
}

/// The JSON schema of the file, for editors.
#[must_use]
pub fn schema() -> String {
    let schema = schemars::schema_for!(Config);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// The file as it stands, and as it is understood with every default.
fn read(path: &Path) -> Result<(Table, Config), Error> {
    let text = fs::read_to_string(path)
        .map_err(|source| Error::ReadConfig { path: PathBuf::from(path), source })?;
    let wrong = |error: toml::de::Error| Error::Config {
        place: path.display().to_string(),
        problem: with_line(&text, &error),
    };
    let table = text.parse::<Table>().map_err(wrong)?;
    Ok((table, toml::from_str::<Config>(&text).map_err(wrong)?))
}

/// What is wrong and at which line and column; the line itself may hold a password and is not shown.
fn with_line(text: &str, error: &toml::de::Error) -> String {
    let Some(before) = error.span().and_then(|span| text.get(..span.start)) else {
        return error.message().to_owned();
    };
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|letter| *letter != '\n').count() + 1;
    format!("line {line}, column {column}: {}", error.message())
}

/// The field that a variable overrides, with the value it has by now.
#[must_use]
pub fn field_of<'a>(shape: &'a Table, variable: &str) -> Option<(&'a str, &'a str, &'a Value)> {
    let name = variable.strip_prefix("LINLI_")?.to_ascii_lowercase();
    shape.iter().find_map(|(section, fields)| {
        let field = name.strip_prefix(section.as_str())?.strip_prefix('_')?;
        let (field, value) = fields.as_table()?.get_key_value(field)?;
        Some((section.as_str(), field.as_str(), value))
    })
}

/// `text` as a value of the same type as `old`.
fn parse(old: &Value, text: &str) -> Option<Value> {
    match old {
        Value::String(_) => Some(Value::String(text.to_owned())),
        Value::Integer(_) => text.parse().ok().map(Value::Integer),
        Value::Boolean(_) => text.parse().ok().map(Value::Boolean),
        Value::Float(_) => text.parse().ok().map(Value::Float),
        Value::Array(_) if text.trim_start().starts_with('[') => {
            format!("list = {text}").parse::<Table>().ok()?.remove("list")
        }
        Value::Array(_) => {
            let parts = text.split(',').map(|part| Value::String(part.trim().to_owned()));
            Some(Value::Array(parts.collect()))
        }
        Value::Datetime(_) | Value::Table(_) => None,
    }
}
