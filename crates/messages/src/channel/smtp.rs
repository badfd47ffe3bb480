//! One letter over SMTP (RFC 5321), by TLS where the relay is told so. A small client of our own: the crates
//! for it turn on features that compile half the tree anew.

use std::{
    io::{BufRead as _, BufReader, Read, Write},
    net::{TcpStream, ToSocketAddrs as _},
    sync::Arc,
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, pki_types::ServerName};

use super::MailTls;

/// The relay may take this long for each answer.
const LONGEST: Duration = Duration::from_secs(15);
/// Longest line of an answer that is read, bytes: RFC 5321 allows 512.
const LONGEST_LINE: u64 = 4_096;
/// Lines of one answer.
const MOST_LINES: usize = 100;

/// Where letters are handed to.
#[derive(Clone)]
pub(crate) struct Relay {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) tls: MailTls,
    pub(crate) sign_in: Option<(String, String)>,
}

/// Why a letter was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Replied {
    /// The relay said so.
    Code(u16),
    /// It did not come to that; in words that name nobody.
    Broken(&'static str),
}

/// A way that bytes go both ways.
trait Way: Read + Write {}
impl<T: Read + Write> Way for T {}

/// A conversation.
struct Talk<W: Way>(BufReader<W>);

impl Relay {
    /// Hands over one letter; `Ok` once the relay has taken it.
    pub(crate) fn hand(&self, from: &str, to: &str, letter: &str) -> Result<(), Replied> {
        let way = self.connect()?;
        match self.tls {
            MailTls::None => {
                let mut talk = Talk(BufReader::new(way));
                talk.expect(220)?;
                self.letter(&mut talk, from, to, letter)
            }
            MailTls::Wrapped => {
                let mut talk = Talk(BufReader::new(self.wrapped(way)?));
                talk.expect(220)?;
                self.letter(&mut talk, from, to, letter)
            }
            MailTls::StartTls => {
                let mut talk = Talk(BufReader::new(way));
                talk.expect(220)?;
                talk.ask("EHLO linli", 250)?;
                talk.ask("STARTTLS", 220)?;
                if !talk.0.buffer().is_empty() {
                    // Somebody on the way wrote ahead of the encryption.
                    return Err(Replied::Broken("the relay spoke before TLS began"));
                }
                let mut talk = Talk(BufReader::new(self.wrapped(talk.0.into_inner())?));
                self.letter(&mut talk, from, to, letter)
            }
        }
    }

    fn connect(&self) -> Result<TcpStream, Replied> {
        let broken = |_| Replied::Broken("no relay");
        let found = (self.host.as_str(), self.port).to_socket_addrs().map_err(broken)?;
        let mut reached = Err(Replied::Broken("no relay"));
        for address in found {
            reached = TcpStream::connect_timeout(&address, LONGEST).map_err(broken);
            if reached.is_ok() {
                break;
            }
        }
        let way = reached?;
        way.set_read_timeout(Some(LONGEST)).map_err(broken)?;
        way.set_write_timeout(Some(LONGEST)).map_err(broken)?;
        Ok(way)
    }

    fn wrapped(&self, way: TcpStream) -> Result<impl Way + use<>, Replied> {
        let untrusted = Replied::Broken("no trusted certificate");
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|_| untrusted)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from(self.host.clone()).map_err(|_| untrusted)?;
        let client = ClientConnection::new(Arc::new(config), name).map_err(|_| untrusted)?;
        Ok(StreamOwned::new(client, way))
    }

    fn letter<W: Way>(
        &self,
        talk: &mut Talk<W>,
        from: &str,
        to: &str,
        letter: &str,
    ) -> Result<(), Replied> {
        talk.ask("EHLO linli", 250)?;
        if let Some((name, password)) = &self.sign_in {
            let shown = STANDARD.encode(format!("\0{name}\0{password}"));
            talk.ask(&format!("AUTH PLAIN {shown}"), 235)?;
        }
        talk.ask(&format!("MAIL FROM:<{from}>"), 250)?;
        match talk.ask(&format!("RCPT TO:<{to}>"), 250) {
            // 251: it is sent on.
            Ok(()) | Err(Replied::Code(251)) => {}
            Err(refused) => return Err(refused),
        }
        talk.ask("DATA", 354)?;
        // A line of a dot alone ends the letter, so that a line's first dot is doubled.
        let stuffed = letter.replace("\r\n.", "\r\n..");
        talk.ask(&format!("{stuffed}\r\n."), 250)?;
        // The letter is theirs from here on, however they take leave.
        let _ = talk.ask("QUIT", 221);
        Ok(())
    }
}

impl<W: Way> Talk<W> {
    /// Says a line and wants this answer.
    fn ask(&mut self, line: &str, wanted: u16) -> Result<(), Replied> {
        let broken = |_| Replied::Broken("the connection broke");
        let way = self.0.get_mut();
        way.write_all(line.as_bytes()).map_err(broken)?;
        way.write_all(b"\r\n").map_err(broken)?;
        way.flush().map_err(broken)?;
        self.expect(wanted)
    }

    /// Reads one answer, all of its lines.
    fn expect(&mut self, wanted: u16) -> Result<(), Replied> {
        for _ in 0..MOST_LINES {
            let mut line = String::new();
            let read = (&mut self.0).take(LONGEST_LINE).read_line(&mut line);
            read.map_err(|_| Replied::Broken("no answer in time"))?;
            let unread = Replied::Broken("no answer that could be read");
            let code: u16 = line.get(..3).and_then(|code| code.parse().ok()).ok_or(unread)?;
            if line.as_bytes().get(3) == Some(&b'-') {
                continue;
            }
            return if code == wanted { Ok(()) } else { Err(Replied::Code(code)) };
        }
        Err(Replied::Broken("no answer that could be read"))
    }
}
