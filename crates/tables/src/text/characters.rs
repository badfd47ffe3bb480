//! Bytes of any supported encoding to characters, a chunk at a time.

use super::detect;
use crate::Encoding;
use std::collections::VecDeque;
use std::io::{self, Read};

const CHUNK: usize = 64 * 1024;

/// A stream of characters that remembers where bytes were none.
pub(crate) struct Characters<R> {
    reader: R,
    raw: Vec<u8>,
    ended: bool,
    encoding: Option<Encoding>,
    decoder: Option<encoding_rs::Decoder>,
    /// Characters decoded and not yet dropped.
    out: String,
    /// Bytes of `out` already taken.
    at: usize,
    /// Offset of `out` in the whole stream of decoded bytes.
    base: u64,
    /// Offsets, in the stream of decoded bytes, of characters that stand for bad bytes.
    bad: VecDeque<u64>,
}

impl<R: Read> Characters<R> {
    pub(crate) fn new(reader: R, encoding: Option<Encoding>) -> Self {
        Self {
            reader,
            raw: Vec::with_capacity(CHUNK),
            ended: false,
            encoding,
            decoder: encoding.map(decoder),
            out: String::new(),
            at: 0,
            base: 0,
            bad: VecDeque::new(),
        }
    }

    /// The encoding: given, found, or UTF-8 while all was ASCII.
    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding.unwrap_or(Encoding::Utf8)
    }

    /// What is decoded and not yet taken.
    pub(crate) fn rest(&self) -> &str {
        &self.out[self.at..]
    }

    pub(crate) fn take(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Whether bad bytes were taken since the last call.
    pub(crate) fn met_bad_bytes(&mut self) -> bool {
        let here = self.base + self.at as u64;
        let mut met = false;
        while self.bad.front().is_some_and(|&offset| offset < here) {
            self.bad.pop_front();
            met = true;
        }
        met
    }

    /// Decodes one more chunk; false at the end of the file.
    pub(crate) fn more(&mut self) -> io::Result<bool> {
        if self.at > 0 {
            self.base += self.at as u64;
            self.out.drain(..self.at);
            self.at = 0;
        }
        let before = self.out.len();
        while self.out.len() == before {
            if self.ended && self.raw.is_empty() {
                return Ok(false);
            }
            self.read_chunk()?;
            self.decode_chunk();
        }
        Ok(true)
    }

    /// Decodes until at least `bytes` are waiting or the file ends.
    pub(crate) fn look_ahead(&mut self, bytes: usize) -> io::Result<()> {
        while self.rest().len() < bytes && self.more()? {}
        Ok(())
    }

    fn read_chunk(&mut self) -> io::Result<()> {
        let wanted = CHUNK.saturating_sub(self.raw.len()) as u64;
        if !self.ended {
            let got = self.reader.by_ref().take(wanted).read_to_end(&mut self.raw)?;
            self.ended = (got as u64) < wanted;
        }
        Ok(())
    }

    fn decode_chunk(&mut self) {
        if self.decoder.is_none() {
            let ascii = self.raw.iter().position(|b| !b.is_ascii()).unwrap_or(self.raw.len());
            if ascii > 0 {
                self.out.extend(self.raw.drain(..ascii).map(char::from));
                return;
            }
            let found = detect::encoding(&self.raw);
            self.encoding = Some(found);
            self.decoder = Some(decoder(found));
        }
        let Some(decoder) = self.decoder.as_mut() else { return };
        let mut from = 0;
        loop {
            let source = &self.raw[from..];
            let room = decoder.max_utf8_buffer_length_without_replacement(source.len());
            self.out.reserve(room.unwrap_or(CHUNK * 4).max(16));
            let (result, read) =
                decoder.decode_to_string_without_replacement(source, &mut self.out, self.ended);
            from += read;
            match result {
                encoding_rs::DecoderResult::InputEmpty => break,
                encoding_rs::DecoderResult::OutputFull => {}
                encoding_rs::DecoderResult::Malformed(..) => {
                    self.bad.push_back(self.base + self.out.len() as u64);
                    self.out.push('\u{fffd}');
                }
            }
        }
        self.raw.clear();
    }
}

fn decoder(encoding: Encoding) -> encoding_rs::Decoder {
    match encoding {
        Encoding::Utf8 => encoding_rs::UTF_8,
        Encoding::Gb18030 => encoding_rs::GB18030,
        Encoding::Utf16le => encoding_rs::UTF_16LE,
        Encoding::Utf16be => encoding_rs::UTF_16BE,
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
    }
    .new_decoder_without_bom_handling()
}
