//! The configuration: a file, the environment over it, and what is refused.

use openid::Settings;
use server::{
    Config, Error, LogFormat, MessagesConfig, ReadsConfig, SignOnConfig, SignOnProvider,
    parts::config::{field_of, slips},
};
use toml::Table;

fn load(text: &str, environment: &[(&str, &str)]) -> Result<Config, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("linli.toml");
    std::fs::write(&path, text).unwrap();
    let pairs = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::load(Some(&path), pairs)
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
    let text = "[server]\nlisten = \"0.0.0.0:80\"\nhttps = true\n[log]\nformat = \"json\"\n";
    let environment = [
        ("LINLI_SERVER_LISTEN", "[::1]:9000"),
        ("LINLI_SESSION_IDLE_MINUTES", "5"),
        ("PATH", "/bin"),
    ];
    let config = load(text, &environment).unwrap();
    assert_eq!(config.server.listen, "[::1]:9000");
    assert!(config.server.https);
    assert_eq!(config.log.format, LogFormat::Json);
    assert_eq!(config.session.idle_minutes, 5);
    assert_eq!(config.reads, ReadsConfig::default());
    assert_eq!(Config::load(None, []).unwrap(), Config::default());
}

#[test]
fn a_mistake_is_told_by_name() {
    let unknown = load("[server]\nlistn = \"x\"\n", &[]).unwrap_err().to_string();
    assert!(unknown.contains("listn") && unknown.contains("linli.toml"), "{unknown}");
    assert!(unknown.contains("line 2, column 1:"), "{unknown}");
    let text = "[log]\nlevel = \"info\"\n\n  [messages]\n  mail_password = 12_345\n";
    let number = load(text, &[]).unwrap_err().to_string();
    assert!(number.contains("line 5, column 19:"), "{number}");
    let broken = load("[server]\nlisten == \"x\"\n", &[]).unwrap_err().to_string();
    assert!(broken.contains("line 2, column "), "{broken}");
    let wrong = load("", &[("LINLI_SERVER_HTTPS", "perhaps")]).unwrap_err().to_string();
    assert!(wrong.contains("LINLI_SERVER_HTTPS"), "{wrong}");
    let words = "[\"vault\", \"s3cret\"";
    let wrong = load("", &[("LINLI_KEYS_COMMAND", words)]).unwrap_err().to_string();
    assert!(wrong.contains("LINLI_KEYS_COMMAND") && !wrong.contains("s3cret"), "{wrong}");
}

#[test]
fn every_field_can_be_overridden() {
    let shape = Table::try_from(Config::default()).unwrap();
    let sections = shape.iter().filter_map(|(name, fields)| Some((name, fields.as_table()?)));
    for (section, fields) in sections {
        for field in fields.keys() {
            let variable = format!("LINLI_{section}_{field}").to_ascii_uppercase();
            assert!(field_of(&shape, &variable).is_some(), "{variable}");
        }
    }
}

#[test]
fn the_schema_is_the_committed_one() {
    testing::committed("schemas/config.schema.json", &server::schema());
}

#[test]
fn a_way_out_that_cannot_work_keeps_the_server_from_starting() {
    let with = |change: fn(&mut MessagesConfig)| {
        let mut config = MessagesConfig::default();
        change(&mut config);
        config.own_carriers()
    };
    assert!(with(|_| {}).is_ok());
    let no_sender = with(|config| config.mail_host = "relay".to_owned()).unwrap_err();
    assert!(no_sender.to_string().contains("[messages]"), "{no_sender}");
    let no_secret = with(|config| config.sms_url = "https://sms.example.org".to_owned());
    assert!(no_secret.is_err());
}

fn set(name: &str, value: &str) -> Result<Config, Error> {
    Config::load(None, [(name.to_owned(), value.to_owned())])
}

#[test]
fn a_misspelt_variable_is_refused_with_the_nearest_that_there_is() {
    let said = set("LINLI_SERVER_LISTN", "0.0.0.0:80").unwrap_err().to_string();
    assert!(said.starts_with("LINLI_SERVER_LISTN:"), "{said}");
    assert!(said.contains("LINLI_SERVER_LISTEN"), "{said}");
    let said = set("LINLI_SIGN_ON_PROVIDER", "[]").unwrap_err().to_string();
    assert!(said.contains("LINLI_SIGN_ON_PROVIDERS"), "{said}");
}

#[test]
fn variables_of_anything_else_are_not_ours_to_judge() {
    for name in ["LINLI_DATA", "LINLI_BLESS", "LINLI_TEST_POSTGRES", "LINLI_URL", "SERVER_LISTN"] {
        assert!(set(name, "x").is_ok(), "{name}");
    }
}

#[test]
fn slips_are_letters_put_in_left_out_or_taken_for_another() {
    assert_eq!(slips("listen", "listen"), 0);
    assert_eq!(slips("listen", "listn"), 1);
    assert_eq!(slips("kitten", "sitting"), 3);
    assert_eq!(slips("", "abc"), 3);
}

fn provider() -> SignOnProvider {
    SignOnProvider {
        id: "city".to_owned(),
        name_zh: "市统一认证".to_owned(),
        name_en: "City sign-on".to_owned(),
        issuer: "https://id.example.org".to_owned(),
        client_id: "linli".to_owned(),
        ..SignOnProvider::default()
    }
}

fn settings(providers: Vec<SignOnProvider>) -> Result<Vec<Settings>, Error> {
    SignOnConfig { providers }.settings("https://linli.example.org/")
}

#[test]
fn a_provider_that_cannot_work_is_told_by_name() {
    let good = settings(vec![provider()]).unwrap();
    assert_eq!(good[0].redirect, "https://linli.example.org/api/session/sign-on/return/city");
    let wrong: [fn(&mut SignOnProvider); 4] = [
        |one| one.id = "Die Stadt".to_owned(),
        |one| one.id.clear(),
        |one| one.name_en.clear(),
        |one| one.secret_file = "/nowhere/secret".to_owned(),
    ];
    for change in wrong {
        let mut one = provider();
        change(&mut one);
        let said = settings(vec![one]).unwrap_err().to_string();
        assert!(said.contains("[[sign_on.providers]]"), "{said}");
    }
    assert!(settings(vec![provider(), provider()]).is_err(), "twice");
    let nowhere = SignOnConfig { providers: vec![provider()] }.settings("");
    assert!(nowhere.unwrap_err().to_string().contains("messages.address"));
}

#[test]
fn the_environment_may_hold_a_list_of_tables() {
    let text = "[{ id = \"city\", name_zh = \"市统一认证\", name_en = \"City sign-on\", \
         issuer = \"https://id.example.org\", client_id = \"linli\" }]";
    let variable = ("LINLI_SIGN_ON_PROVIDERS".to_owned(), text.to_owned());
    let config = Config::load(None, [variable]).unwrap();
    assert_eq!(config.sign_on.providers, [provider()]);
    let broken = ("LINLI_SIGN_ON_PROVIDERS".to_owned(), "[{ id = }]".to_owned());
    let said = Config::load(None, [broken]).unwrap_err().to_string();
    assert!(said.contains("LINLI_SIGN_ON_PROVIDERS"), "{said}");
}
