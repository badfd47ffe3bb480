//! What has to be known of a provider before it is asked anything.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

use crate::{Error, Result, place::is_safe};

/// A client's secret. It is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The secret in a file, which only its owner may read; the line break at its end is not part of it.
    pub fn read(path: &Path) -> Result<Self> {
        let wrong = |problem: String| Error::File { path: path.to_owned(), problem };
        let meta = fs::metadata(path).map_err(|error| wrong(error.to_string()))?;
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(&meta.permissions());
            if mode & 0o077 != 0 {
                return Err(wrong(format!(
                    "others may read it (mode {:o}); run chmod 600 on it",
                    mode & 0o777
                )));
            }
        }
        #[cfg(not(unix))]
        drop(meta);
        let text = fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        let text = text.trim();
        if text.is_empty() {
            return Err(wrong("it is empty".to_owned()));
        }
        Ok(Self(text.to_owned()))
    }

    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A provider, and what it knows us as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Its issuer, exactly as its ID tokens write it.
    pub issuer: String,
    /// What it knows us as.
    pub client_id: String,
    /// What we prove that with; nothing where it knows us as a public client.
    pub secret: Option<Secret>,
    /// Where it sends browsers back to.
    pub redirect: String,
    /// Values of `acr` that stand for two factors, beside the value `mfa` of `amr`. They are asked for.
    pub strong_acr: Vec<String>,
    /// A file of certificates (PEM) to trust instead of the public ones.
    pub certificates: Option<PathBuf>,
}

impl Settings {
    /// Refuses what cannot work.
    pub(crate) fn check(&self) -> Result<()> {
        let wrong = |problem: &str| Err(Error::Settings(problem.to_owned()));
        if !is_safe(&self.issuer) || self.issuer.contains('?') {
            return wrong("the issuer is an address by https, without a question mark");
        }
        if self.client_id.is_empty() {
            return wrong("the provider's name for this installation is missing (client_id)");
        }
        if !is_safe(&self.redirect) {
            return wrong("browsers have to reach this installation by https (or on this machine)");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings {
            issuer: "https://id.example.org".to_owned(),
            client_id: "linli".to_owned(),
            secret: None,
            redirect: "https://linli.example.org/return".to_owned(),
            strong_acr: Vec::new(),
            certificates: None,
        }
    }

    #[test]
    fn what_cannot_work_is_refused() {
        assert!(settings().check().is_ok());
        for (issuer, client_id, redirect) in [
            ("http://id.example.org", "linli", "https://linli.example.org/"),
            ("https://id.example.org?x", "linli", "https://linli.example.org/"),
            ("https://id.example.org", "", "https://linli.example.org/"),
            ("https://id.example.org", "linli", "http://linli.example.org/"),
        ] {
            let wrong = Settings {
                issuer: issuer.to_owned(),
                client_id: client_id.to_owned(),
                redirect: redirect.to_owned(),
                ..settings()
            };
            assert!(wrong.check().is_err(), "{wrong:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_secret_that_others_may_read_is_refused_and_none_is_printed() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        fs::write(&path, "hush hush\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let refused = Secret::read(&path).unwrap_err().to_string();
        assert!(refused.contains("chmod 600"), "{refused}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let secret = Secret::read(&path).unwrap();
        assert_eq!(secret.reveal(), "hush hush");
        assert!(!format!("{secret:?}").contains("hush"));
        fs::write(&path, "\n").unwrap();
        assert!(Secret::read(&path).is_err());
        assert!(Secret::read(&folder.path().join("none")).is_err());
    }
}
