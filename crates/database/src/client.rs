//! PostgreSQL's own programs, such as `pg_dump`.

use std::process::Command;

use crate::open::without_password;

/// A program of PostgreSQL's that connects to `address`. The password goes by its environment: arguments are shown to every
/// account of a machine.
#[must_use]
pub fn client(program: &str, address: &str) -> Command {
    let mut command = Command::new(program);
    command.arg(format!("--dbname={}", without_password(address)));
    if let Some(password) = password(address) {
        command.env("PGPASSWORD", password);
    }
    command
}

/// The password in `postgres://user:password@host/name`.
fn password(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let (credentials, _) = rest.rsplit_once('@')?;
    credentials.split_once(':').map(|(_, password)| decoded(password))
}

/// Text with `%40` and the like as what they stand for.
fn decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let byte = if *first == b'%' { coded(after) } else { None };
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The byte that two hexadecimal digits write.
fn coded(digits: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(digits.get(..2)?).ok()?;
    u8::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::*;

    #[test]
    fn a_password_goes_by_the_environment_and_not_by_an_argument() {
        let address = "postgres://linli:s%40c%3Aret@db:5432/linli?sslmode=require";
        let command = client("pg_dump", address);
        let arguments: Vec<_> = command.get_args().collect();
        assert_eq!(arguments, ["--dbname=postgres://linli@db:5432/linli?sslmode=require"]);
        let told: Vec<_> = command.get_envs().collect();
        assert_eq!(told, [(OsStr::new("PGPASSWORD"), Some(OsStr::new("s@c:ret")))]);
        assert_eq!(client("pg_dump", "postgres://db/linli").get_envs().count(), 0);
        assert_eq!(decoded("%4"), "%4");
    }
}
