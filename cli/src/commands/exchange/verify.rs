//! `linli exchange verify`: the receipts that a partner kept, held against our log.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use access::PartnerExchange;
use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use crate::{
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// Lines of our log that are compared at most.
const COMPARED: u32 = 10_000_000;

/// A receipt as the partner kept it: one line of a table.
#[derive(Debug, Deserialize)]
struct Kept {
    /// The signature of the request, in Base64.
    signature: String,
    /// SHA-256 of what was sent, in Base64.
    digest: String,
    /// The status of the answer.
    status: u16,
    /// SHA-256 of the answer, in Base64.
    answer_digest: String,
    /// The signature of the answer, in Base64.
    answer_signature: String,
}

/// Where the two logs differ.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Difference {
    /// The signature of the request.
    signature: String,
    /// What differs.
    what: &'static str,
}

/// What came of holding one log against the other.
#[derive(Debug, Serialize)]
struct Compared {
    /// Exchanges on both sides, alike.
    alike: usize,
    /// Where they differ.
    differences: Vec<Difference>,
}

/// Holds the receipts in the file `theirs` against the log of an account's exchanges, and tells what differs.
pub(super) async fn run(
    installation: &Installation,
    account: &str,
    theirs: &Path,
    terminal: &Terminal,
) -> Result<Outcome> {
    let theirs = kept(theirs)?;
    let ours = installation.access.partner_exchanges_of(account, COMPARED).await?;
    let keyed = |digest: &str| installation.access.kept_digest(digest);
    let compared = compare(&ours, &theirs, keyed);
    terminal.result(&compared, |compared| {
        let line = |one: &Difference| format!("{}  {}", one.signature, one.what);
        let mut lines: Vec<String> = compared.differences.iter().map(line).collect();
        lines.push(format!("{} exchanges alike on both sides", compared.alike));
        lines.join("\n")
    })?;
    Ok(if compared.differences.is_empty() { Outcome::Done } else { Outcome::SomeRejected })
}

/// The receipts of a table with the columns `signature`, `digest`, `status`, `answer_digest` and `answer_signature`.
fn kept(file: &Path) -> Result<Vec<Kept>> {
    let mut reader =
        csv::Reader::from_path(file).with_context(|| format!("open {}", file.display()))?;
    let rows = reader.deserialize::<Kept>().enumerate();
    let read = |(row, line): (usize, csv::Result<Kept>)| {
        line.with_context(|| format!("{}, row {}", file.display(), row + 2))
    };
    rows.map(read).collect()
}

/// Holds receipts against our lines. An exchange of ours that was never answered is asked of nobody.
fn compare(ours: &[PartnerExchange], theirs: &[Kept], keyed: impl Fn(&str) -> String) -> Compared {
    let known: BTreeMap<&str, &PartnerExchange> =
        ours.iter().map(|line| (line.signature.as_str(), line)).collect();
    let mut seen = BTreeSet::new();
    let (mut alike, mut differences) = (0, Vec::new());
    for receipt in theirs {
        let mut tell = |what| {
            differences.push(Difference { signature: receipt.signature.clone(), what });
        };
        if !seen.insert(receipt.signature.as_str()) {
            tell("stands twice among theirs");
            continue;
        }
        let Some(line) = known.get(receipt.signature.as_str()) else {
            tell("is not on our log");
            continue;
        };
        let Some(answer) = &line.answer else {
            tell("has no answer on our log");
            continue;
        };
        // Our log keeps digests of what was sent under a key; lines from before it did have them plain.
        let sent = [keyed(&receipt.digest), receipt.digest.clone()];
        let pairs = [
            ("what was sent differs", sent.contains(&line.digest)),
            ("the status differs", answer.status == receipt.status),
            ("what was answered differs", answer.digest == receipt.answer_digest),
            ("the signature of the answer differs", answer.signature == receipt.answer_signature),
        ];
        let unlike: Vec<&'static str> =
            pairs.into_iter().filter(|(_, same)| !same).map(|(what, _)| what).collect();
        alike += usize::from(unlike.is_empty());
        for what in unlike {
            tell(what);
        }
    }
    for line in ours.iter().filter(|line| line.answer.is_some()) {
        if !seen.contains(line.signature.as_str()) {
            let signature = line.signature.clone();
            differences.push(Difference { signature, what: "is not among theirs" });
        }
    }
    Compared { alike, differences }
}

#[cfg(test)]
mod tests {
    use access::PartnerAnswer;
    use kernel::{Id, Instant};

    use super::*;

    fn keyed(digest: &str) -> String {
        format!("keyed {digest}")
    }

    fn ours(signature: &str) -> PartnerExchange {
        let text = |what: &str| format!("{what} of {signature}");
        let answer = PartnerAnswer {
            status: 200,
            rows: 1,
            digest: text("answer"),
            signature: text("answer's signature"),
        };
        PartnerExchange {
            id: Id::from_bytes([1; 16]),
            key: Id::from_bytes([2; 16]),
            at: Instant::from_micros(0),
            method: "POST".to_owned(),
            path: "/api/signals".to_owned(),
            rows_in: 1,
            digest: keyed(&text("digest")),
            signature: signature.to_owned(),
            answer: Some(answer),
        }
    }

    fn theirs(line: &PartnerExchange) -> Kept {
        let answer = line.answer.clone().unwrap();
        Kept {
            signature: line.signature.clone(),
            digest: line.digest.replace("keyed ", ""),
            status: answer.status,
            answer_digest: answer.digest,
            answer_signature: answer.signature,
        }
    }

    #[test]
    fn what_differs_is_named_and_what_is_alike_is_counted() {
        let mut log: Vec<PartnerExchange> = ["a", "b", "c", "d"].map(ours).into();
        log[0].digest = "digest of a".to_owned();
        let mut receipts: Vec<Kept> = log.iter().map(theirs).collect();
        let same = compare(&log, &receipts, keyed);
        assert_eq!((same.alike, same.differences.len()), (4, 0));
        receipts[1].digest.push('x');
        receipts[2].status = 429;
        receipts[3].signature.push('x');
        let compared = compare(&log, &receipts, keyed);
        let told: Vec<(&str, &str)> =
            compared.differences.iter().map(|one| (one.signature.as_str(), one.what)).collect();
        assert_eq!(
            told,
            [
                ("b", "what was sent differs"),
                ("c", "the status differs"),
                ("dx", "is not on our log"),
                ("d", "is not among theirs"),
            ]
        );
        assert_eq!(compared.alike, 1);
    }

    #[test]
    fn receipts_are_read_by_the_names_of_their_columns() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("receipts.csv");
        let head = "answer_signature,signature,digest,status,answer_digest\n";
        std::fs::write(&file, format!("{head}s,a,d,204,e\n")).unwrap();
        let read = kept(&file).unwrap();
        assert_eq!((read[0].signature.as_str(), read[0].status), ("a", 204));
        std::fs::write(&file, format!("{head}s,a,d,ok,e\n")).unwrap();
        assert!(kept(&file).unwrap_err().to_string().contains("row 2"));
    }
}
