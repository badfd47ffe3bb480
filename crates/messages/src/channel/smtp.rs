//! One letter over SMTP (RFC 5321), by TLS where the relay is told so.

use std::{
    error::Error as Cause,
    io::{self, ErrorKind},
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use lettre::{
    Address,
    transport::smtp::{
        Error,
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, AsyncTokioStream, Tls},
        commands::{Data, Mail, Rcpt},
        extension::ClientId,
        response::Response,
    },
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::timeout,
};

use super::Refused;

/// The relay may take this long for each step.
const LONGEST: Duration = Duration::from_secs(15);

/// Where letters are handed to.
#[derive(Clone)]
pub(crate) struct Relay {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) tls: Tls,
    pub(crate) sign_in: Option<Credentials>,
}

impl Relay {
    /// Hands over one letter; `Ok` once the relay has taken it.
    pub(crate) async fn hand(
        &self,
        from: Address,
        to: Address,
        letter: &[u8],
    ) -> Result<(), Refused> {
        let mut talk = timeout(LONGEST, self.greet()).await.map_err(|_| silent())??;
        if let Some(credentials) = &self.sign_in {
            answered(&[235], talk.auth(&[Mechanism::Plain], credentials)).await?;
        }
        answered(&[250], talk.command(Mail::new(Some(from), Vec::new()))).await?;
        // 251: it is sent on.
        answered(&[250, 251], talk.command(Rcpt::new(to, Vec::new()))).await?;
        answered(&[354], talk.command(Data)).await?;
        answered(&[250], talk.message(letter)).await?;
        // The letter is theirs from here on, however they take leave.
        let _ = answered(&[221], talk.quit()).await;
        Ok(())
    }

    /// Connects, and encrypts unless told not to.
    async fn greet(&self) -> Result<AsyncSmtpConnection, Refused> {
        let (at, name) = ((self.host.as_str(), self.port), ClientId::Domain("linli".to_owned()));
        let wrapped = match &self.tls {
            Tls::None => None,
            Tls::Wrapper(tls) => Some(tls.clone()),
            Tls::Required(tls) | Tls::Opportunistic(tls) => {
                let way = TcpStream::connect(at).await.map_err(|error| refused(&error))?;
                let way = Box::new(Unbuffered(way));
                let talk = AsyncSmtpConnection::connect_with_transport(way, &name).await;
                let mut talk = talk.map_err(|error| met(&error))?;
                if !talk.can_starttls() {
                    return Err(Refused::Later("the relay offers no TLS".to_owned()));
                }
                talk.starttls(tls.clone(), &name).await.map_err(|error| met(&error))?;
                return Ok(talk);
            }
        };
        let talk = AsyncSmtpConnection::connect_tokio1(at, None, &name, wrapped, None).await;
        talk.map_err(|error| met(&error))
    }
}

/// Takes a step, and wants one of these answers.
async fn answered(
    wanted: &[u16],
    step: impl Future<Output = Result<Response, Error>>,
) -> Result<(), Refused> {
    let answer = timeout(LONGEST, step).await.map_err(|_| silent())?;
    let code = u16::from(answer.map_err(|error| met(&error))?.code());
    wanted.contains(&code).then_some(()).ok_or_else(|| coded(code))
}

fn silent() -> Refused {
    Refused::Later("no answer in time".to_owned())
}

fn coded(code: u16) -> Refused {
    let words = format!("SMTP {code}");
    // RFC 5321: what begins with 5 will not be taken however often it is tried.
    if code >= 500 { Refused::Never(words) } else { Refused::Later(words) }
}

/// What was met, in words that name nobody: lettre's own repeat what the relay said.
fn met(error: &Error) -> Refused {
    if let Some(code) = error.status() {
        return coded(code.into());
    }
    if error.is_response() {
        return Refused::Later("no answer that could be read".to_owned());
    }
    if error.is_client() {
        return Refused::Later("the relay offers no sign-in by a password".to_owned());
    }
    refused(error)
}

/// What came between the relay and us.
fn refused(error: &(dyn Cause + 'static)) -> Refused {
    let causes = std::iter::successors(Some(error), |error| Cause::source(*error));
    let mut causes = causes.filter_map(|cause| cause.downcast_ref::<io::Error>());
    let words = match causes.next().map(io::Error::kind) {
        Some(ErrorKind::InvalidData) => "no TLS that can be trusted",
        Some(
            ErrorKind::UnexpectedEof
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe,
        ) => "the connection broke",
        _ => "no relay",
    };
    Refused::Later(words.to_owned())
}

/// A connection read byte by byte, so that lettre holds nothing back that came before the encryption: what
/// somebody on the way wrote ahead of it is met by TLS, and is no answer of the relay's.
#[derive(Debug)]
struct Unbuffered(TcpStream);

impl AsyncRead for Unbuffered {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let mut byte = [0];
        let mut one = ReadBuf::new(&mut byte);
        ready!(Pin::new(&mut self.0).poll_read(cx, &mut one))?;
        into.put_slice(one.filled());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Unbuffered {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

impl AsyncTokioStream for Unbuffered {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.peer_addr()
    }
}
