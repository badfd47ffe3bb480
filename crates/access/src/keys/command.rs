//! The master key from a command, as a vault or a hardware module gives it.
//!
//! No shell is between. What the command prints goes nowhere but into the key; its arguments are told to nobody and what it
//! says on its standard error is thrown away, since a secret may stand in either.

use std::{
    error, fmt,
    io::{self, Read as _},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use kernel::Text;

use super::{Key, unhex};

/// The variable that tells the command which key it is asked for, and the only one that is.
const ASKED_FOR: (&str, &str) = ("LINLI_KEY_ID", "master");
/// Bytes of an answer at most; a key with the end of its line has 66.
const LONGEST: usize = 1_024;
/// Between two questions whether a command that has said all has ended.
const TICK: Duration = Duration::from_millis(10);

/// Why the command for the master key gave none.
#[derive(Debug)]
pub struct KeyCommandError {
    program: String,
    fault: Fault,
}

#[derive(Debug)]
enum Fault {
    NotRun(io::Error),
    Failed(ExitStatus),
    Slow(u32),
    Long,
    Lines,
    NoKey(usize),
}

/// The key that a command prints, within `wait_s` seconds.
pub(super) fn asked(words: &[String], wait_s: u32) -> Result<Key, KeyCommandError> {
    let program = words.first().map_or("", String::as_str);
    let fault = |fault| KeyCommandError { program: program.to_owned(), fault };
    let mut child = Command::new(program)
        .args(words.get(1..).unwrap_or_default())
        .env(ASKED_FOR.0, ASKED_FOR.1)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| fault(Fault::NotRun(error)))?;
    let printed = printed_by(&mut child, wait_s);
    if printed.is_err() {
        // What it still does is of no use to anybody; it may have ended by itself.
        drop(child.kill().and_then(|()| child.wait()));
    }
    printed.and_then(|bytes| key_in(&bytes)).map_err(fault)
}

/// What the command printed, once it has ended well.
fn printed_by(child: &mut Child, wait_s: u32) -> Result<Vec<u8>, Fault> {
    let nothing = || Fault::NotRun(io::ErrorKind::BrokenPipe.into());
    let out = child.stdout.take().ok_or_else(nothing)?;
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = out.take(LONGEST as u64 + 1).read_to_end(&mut bytes);
        // Nobody listens any more where it took too long.
        drop(tell.send(read.map(|_| bytes)));
    });
    let (began, wait) = (Instant::now(), Duration::from_secs(wait_s.into()));
    let read = told.recv_timeout(wait).map_err(|_| Fault::Slow(wait_s))?;
    let bytes = read.map_err(Fault::NotRun)?;
    if bytes.len() > LONGEST {
        return Err(Fault::Long);
    }
    loop {
        match child.try_wait().map_err(Fault::NotRun)? {
            Some(status) if status.success() => return Ok(bytes),
            Some(status) => return Err(Fault::Failed(status)),
            None if began.elapsed() >= wait => return Err(Fault::Slow(wait_s)),
            None => thread::park_timeout(TICK),
        }
    }
}

/// The key in an answer: one line of 64 hexadecimal digits, or of the Base64 of 32 bytes.
fn key_in(bytes: &[u8]) -> Result<Key, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::NoKey(bytes.len()))?;
    let line = text.strip_suffix('\n').unwrap_or(text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.contains(['\r', '\n']) {
        return Err(Fault::Lines);
    }
    let in_base64 = || -> Option<Key> { STANDARD.decode(line).ok()?.try_into().ok() };
    unhex(line).or_else(in_base64).ok_or(Fault::NoKey(line.len()))
}

impl KeyCommandError {
    /// What is wrong and what to do, in both languages.
    #[must_use]
    pub fn message(&self) -> Text {
        let (zh, en) = match &self.fault {
            Fault::NotRun(error) => (
                format!("无法运行（{error}）。请检查路径，以及本账号能否执行它。"),
                format!(
                    "it cannot be run ({error}). Check the path, and that this account may run it."
                ),
            ),
            Fault::Failed(status) => (
                format!(
                    "没有给出密钥（{status}）。请用本账号手工运行，查看原因；它的输出不会留在日志里。"
                ),
                format!(
                    "it gave no key ({status}). Run it by hand as this account to see why; what it says is kept in no log."
                ),
            ),
            Fault::Slow(wait_s) => (
                format!(
                    "{wait_s} 秒内没有答复。请检查密钥库是否可达，或调大 keys.command_seconds。"
                ),
                format!(
                    "it did not answer within {wait_s} s. Check that the vault can be reached, or raise keys.command_seconds."
                ),
            ),
            Fault::Long => (
                format!("输出超过 {LONGEST} 字节。它只应输出一行密钥。"),
                format!(
                    "it printed more than {LONGEST} bytes. It prints the key on one line, and nothing else."
                ),
            ),
            Fault::Lines => (
                "输出不止一行。它只应输出一行密钥。".to_owned(),
                "it printed more than one line. It prints the key on one line, and nothing else."
                    .to_owned(),
            ),
            Fault::NoKey(length) => (
                format!(
                    "输出的 {length} 个字符不是密钥：应为 64 位十六进制数字，或 32 字节的 Base64。"
                ),
                format!(
                    "the {length} characters that it printed are no key: 64 hexadecimal digits, or the Base64 of 32 bytes."
                ),
            ),
        };
        let program = &self.program;
        Text::new(
            format!("主密钥的命令 `{program}`（keys.command）：{zh}"),
            format!("the command of the master key `{program}` (keys.command): {en}"),
        )
    }
}

impl fmt::Display for KeyCommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().en)
    }
}

impl error::Error for KeyCommandError {}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    const IN_BASE64: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    #[test]
    fn a_key_is_one_line_in_hexadecimal_digits_or_base64() {
        let key = unhex::<32>(HEX).unwrap();
        for line in [HEX, IN_BASE64] {
            for end in ["", "\n", "\r\n"] {
                assert_eq!(key_in(format!("{line}{end}").as_bytes()).unwrap(), key, "{line:?}");
            }
            for lines in [format!("\n{line}"), format!("{line}\n\n"), format!("key\n{line}\n")] {
                assert!(matches!(key_in(lines.as_bytes()), Err(Fault::Lines)), "{lines:?}");
            }
        }
        for (no_key, length) in [("", 0), (&HEX[2..], 62), (&IN_BASE64[4..], 40)] {
            assert!(
                matches!(key_in(no_key.as_bytes()), Err(Fault::NoKey(found)) if found == length)
            );
        }
        assert!(matches!(key_in(&[0xff; 32]), Err(Fault::NoKey(32))), "bytes as they are");
    }

    #[cfg(unix)]
    #[test]
    fn a_command_that_fails_hangs_or_says_too_much_gives_no_key() {
        let ask = |words: &[&str], wait_s| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            asked(&words, wait_s)
        };
        assert_eq!(ask(&["echo", IN_BASE64], 20).unwrap(), unhex::<32>(HEX).unwrap());
        let cases: [(&[&str], u32, &str); 5] = [
            (&["no-such-program", "s3cret"], 20, "cannot be run"),
            (&["false", "s3cret"], 20, "gave no key"),
            (&["tail", "-f", "/dev/null", "s3cret"], 0, "within 0 s"),
            (&["yes", "s3cret"], 20, "more than 1024 bytes"),
            (&["echo", "s3cret"], 20, "6 characters"),
        ];
        for (words, wait_s, told) in cases {
            let refused = ask(words, wait_s).unwrap_err();
            let said = refused.message();
            assert!(said.en.contains(told), "{}", said.en);
            assert!(said.zh.contains("keys.command"), "{}", said.zh);
            let all = format!("{refused} {refused:?} {}", said.zh);
            assert!(!all.contains("s3cret"), "neither arguments nor output: {all}");
        }
    }
}
