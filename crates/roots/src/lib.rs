//! The certificates that a client trusts in place of the public ones, from a file in PEM.
//!
//! A city's own network has an authority of its own: whoever runs a client there names a file of its certificates.
//! Whoever names none trusts the public ones ([`RootCerts::WebPki`]). Nothing here knows of districts.

use std::{fs, io, path::Path};

use ureq::tls::{PemItem, RootCerts, parse_pem};

/// Why a file of certificates cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RootsError {
    /// It cannot be read.
    #[error(transparent)]
    File(#[from] io::Error),
    /// What stands in it is no PEM.
    #[error(transparent)]
    Pem(#[from] ureq::Error),
    /// Nothing in it is a certificate.
    #[error("it holds no certificate")]
    Empty,
}

/// The certificates in `file`, and no others.
pub fn trusted(file: &Path) -> Result<RootCerts, RootsError> {
    let text = fs::read(file)?;
    let mut found = Vec::new();
    for item in parse_pem(&text) {
        if let PemItem::Certificate(certificate) = item? {
            found.push(certificate);
        }
    }
    if found.is_empty() { Err(RootsError::Empty) } else { Ok(RootCerts::new_with_certs(&found)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    const KEY: &str = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";

    fn read(text: &str) -> Result<RootCerts, RootsError> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("roots.pem");
        fs::write(&file, text).unwrap();
        trusted(&file)
    }

    #[test]
    fn the_certificates_of_a_file_are_trusted_and_no_others() {
        for (text, count) in [
            (CERTIFICATE.to_owned(), 1),
            (format!("a note\n{CERTIFICATE}{CERTIFICATE}"), 2),
            (format!("{KEY}{CERTIFICATE}"), 1),
        ] {
            match read(&text).unwrap() {
                RootCerts::Specific(found) => assert_eq!(found.len(), count, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_file_without_a_certificate_is_refused() {
        for text in ["", "no certificate", KEY] {
            assert!(matches!(read(text), Err(RootsError::Empty)), "{text}");
        }
        assert!(read("-----BEGIN CERTIFICATE-----\nAAAA\n").is_err(), "cut off");
        let gone = tempfile::tempdir().unwrap().path().join("gone.pem");
        assert!(matches!(trusted(&gone), Err(RootsError::File(_))));
    }
}
