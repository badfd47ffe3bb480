//! Messages over a connection that only holders of the key can read, write or begin.
//!
//! The Noise protocol, pattern `NNpsk0`: fresh keys for each connection, mixed
//! with the shared key, so that a recording cannot be read even by one who gets
//! the key later. A message is JSON: its length in a frame of its own, then
//! frames of at most 65,535 bytes, each with its length before it.

use serde::{Serialize, de::DeserializeOwned};
use snow::{Builder, HandshakeState, TransportState};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::{
    error::{ClusterError, Result},
    key::Key,
};

const PATTERN: &str = "Noise_NNpsk0_25519_ChaChaPoly_SHA256";
/// Bytes of a frame, its seal included.
const FRAME: usize = 65_535;
/// Bytes of the seal.
const SEAL: usize = 16;
/// Bytes of a message.
const LARGEST: usize = 16 << 20;

/// A proven, encrypted connection.
pub(crate) struct Wire {
    stream: TcpStream,
    noise: TransportState,
    frame: Vec<u8>,
}

impl Wire {
    /// Begins a connection.
    pub(crate) async fn call(mut stream: TcpStream, key: &Key) -> Result<Self> {
        stream.set_nodelay(true)?;
        let mut noise = Builder::new(PATTERN.parse()?).psk(0, key.bytes())?.build_initiator()?;
        say(&mut stream, &mut noise).await?;
        hear(&mut stream, &mut noise).await?;
        Self::proven(stream, noise)
    }

    /// Takes a connection that another began.
    pub(crate) async fn take(mut stream: TcpStream, key: &Key) -> Result<Self> {
        stream.set_nodelay(true)?;
        let mut noise = Builder::new(PATTERN.parse()?).psk(0, key.bytes())?.build_responder()?;
        hear(&mut stream, &mut noise).await?;
        say(&mut stream, &mut noise).await?;
        Self::proven(stream, noise)
    }

    fn proven(stream: TcpStream, noise: HandshakeState) -> Result<Self> {
        Ok(Self { stream, noise: noise.into_transport_mode()?, frame: vec![0; FRAME] })
    }

    /// Sends a message.
    pub(crate) async fn send<T: Serialize>(&mut self, message: &T) -> Result<()> {
        let text = serde_json::to_vec(message)?;
        let length = u32::try_from(text.len()).map_err(|_| ClusterError::TooLong(text.len()))?;
        let mut out = Vec::with_capacity(text.len() + 64);
        self.seal(&length.to_be_bytes(), &mut out)?;
        for part in text.chunks(FRAME - SEAL) {
            self.seal(part, &mut out)?;
        }
        Ok(self.stream.write_all(&out).await?)
    }

    fn seal(&mut self, part: &[u8], out: &mut Vec<u8>) -> Result<()> {
        let length = self.noise.write_message(part, &mut self.frame)?;
        push(&self.frame[..length], out)
    }

    /// Waits for a message.
    pub(crate) async fn receive<T: DeserializeOwned>(&mut self) -> Result<T> {
        let head = self.open().await?;
        let length: [u8; 4] = head.try_into().map_err(|_| ClusterError::OutOfTurn)?;
        let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
        if length > LARGEST {
            return Err(ClusterError::TooLong(length));
        }
        let mut text = Vec::with_capacity(length);
        while text.len() < length {
            text.extend(self.open().await?);
        }
        Ok(serde_json::from_slice(&text)?)
    }

    async fn open(&mut self) -> Result<Vec<u8>> {
        let sealed = frame(&mut self.stream).await?;
        let length = self.noise.read_message(&sealed, &mut self.frame)?;
        Ok(self.frame[..length].to_vec())
    }
}

async fn say(stream: &mut TcpStream, noise: &mut HandshakeState) -> Result<()> {
    let (mut buffer, mut out) = (vec![0; FRAME], Vec::new());
    let length = noise.write_message(&[], &mut buffer)?;
    push(&buffer[..length], &mut out)?;
    Ok(stream.write_all(&out).await?)
}

async fn hear(stream: &mut TcpStream, noise: &mut HandshakeState) -> Result<()> {
    let sealed = frame(stream).await?;
    noise.read_message(&sealed, &mut vec![0; FRAME])?;
    Ok(())
}

async fn frame(stream: &mut TcpStream) -> Result<Vec<u8>> {
    let length = stream.read_u16().await?;
    let mut bytes = vec![0; usize::from(length)];
    stream.read_exact(&mut bytes).await?;
    Ok(bytes)
}

fn push(frame: &[u8], out: &mut Vec<u8>) -> Result<()> {
    let length = u16::try_from(frame.len()).map_err(|_| ClusterError::TooLong(frame.len()))?;
    out.extend(length.to_be_bytes());
    out.extend(frame);
    Ok(())
}

impl std::fmt::Debug for Wire {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wire").field("stream", &self.stream).finish_non_exhaustive()
    }
}
