//! JSON objects cut out of a file one at a time, by counting braces.
//!
//! Memory holds one object whatever the file's size.

use crate::{Error, Result};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Longest object, in bytes.
const LONGEST: usize = 256 << 20;

/// An object of the file.
pub(crate) struct Object {
    /// Its number in the file, from 1.
    pub(crate) number: u64,
    /// The line it begins on, from 1.
    pub(crate) line: u64,
    pub(crate) json: Vec<u8>,
}

/// The objects of a file in order: those of a list, or one after the other.
pub(crate) struct Objects {
    reader: BufReader<File>,
    pub(crate) file: String,
    offset: u64,
    number: u64,
    line: u64,
    /// Whether the list was entered, or there is none.
    inside: bool,
    /// What stands before the list; none where objects simply follow one another.
    list: Option<&'static [u8]>,
}

impl Objects {
    /// Opens a GeoJSON collection, features one a line, or a plain list.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let opened =
            File::open(path).map_err(|source| Error::Read { path: path.into(), source })?;
        let mut reader = BufReader::with_capacity(1 << 16, opened);
        let head = reader.fill_buf().map_err(|source| Error::Read { path: path.into(), source })?;
        let mark = usize::from(head.starts_with(b"\xEF\xBB\xBF")) * 3;
        let text = String::from_utf8_lossy(&head[mark..head.len().min(4096)]).into_owned();
        reader.consume(mark);
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let list: Option<&'static [u8]> = match text.trim_start().chars().next() {
            Some('[') => Some(b""),
            Some('{')
                if text.contains("\"FeatureCollection\"") || text.contains("\"features\"") =>
            {
                Some(b"\"features\":")
            }
            Some('{' | '\u{1e}') | None => None,
            Some(_) => {
                return Err(Error::Damaged {
                    file,
                    offset: 0,
                    cause: "no JSON: it has to begin with { or [".into(),
                });
            }
        };
        Ok(Self {
            reader,
            file,
            offset: mark as u64,
            number: 0,
            line: 1,
            inside: list.is_none(),
            list,
        })
    }

    /// The next object; an error where the file breaks off.
    pub(crate) fn next(&mut self) -> Result<Option<Object>> {
        if !self.inside && !self.enter()? {
            return Err(damaged(&self.file, self.offset, "its list of features is not there"));
        }
        let mut json = Vec::new();
        let Some(line) = self.cut(&mut json)? else { return Ok(None) };
        self.number += 1;
        Ok(Some(Object { number: self.number, line, json }))
    }

    /// Passes over everything before the list.
    fn enter(&mut self) -> Result<bool> {
        let before = self.list.unwrap_or_default();
        let mut recent = Vec::new();
        while let Some(byte) = self.byte()? {
            if byte == b'[' && recent.ends_with(before) {
                self.inside = true;
                return Ok(true);
            }
            if !byte.is_ascii_whitespace() {
                recent.push(byte);
                if recent.len() > 4096 {
                    recent.drain(..4000);
                }
            }
        }
        Ok(false)
    }

    /// Cuts the next object out; the line it begins on.
    fn cut(&mut self, object: &mut Vec<u8>) -> Result<Option<u64>> {
        let began = loop {
            match self.byte()? {
                None if self.list.is_some() => {
                    return Err(damaged(&self.file, self.offset, "the list is not closed"));
                }
                None => return Ok(None),
                Some(b']') if self.list.is_some() => return Ok(None),
                Some(b'{') => break self.line,
                // RFC 8142 puts a record separator before each feature.
                Some(b',' | 0x1E) => {}
                Some(byte) if byte.is_ascii_whitespace() => {}
                Some(_) => {
                    return Err(damaged(&self.file, self.offset, "an object was expected here"));
                }
            }
        };
        object.push(b'{');
        let (mut depth, mut quoted, mut escaped) = (1_u32, false, false);
        while depth > 0 {
            let available = self
                .reader
                .fill_buf()
                .map_err(|e| damaged(&self.file, self.offset, &e.to_string()))?;
            if available.is_empty() {
                return Err(damaged(&self.file, self.offset, "the file ends within an object"));
            }
            let mut taken = 0;
            for &byte in available {
                taken += 1;
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' if quoted => escaped = true,
                    b'"' => quoted = !quoted,
                    b'{' if !quoted => depth += 1,
                    b'}' if !quoted => depth -= 1,
                    b'\n' => self.line += 1,
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
            }
            object.extend_from_slice(&available[..taken]);
            self.reader.consume(taken);
            self.offset += taken as u64;
            if object.len() > LONGEST {
                return Err(damaged(&self.file, self.offset, "an object is longer than 256 MiB"));
            }
        }
        Ok(Some(began))
    }

    fn byte(&mut self) -> Result<Option<u8>> {
        let Some(&byte) = self
            .reader
            .fill_buf()
            .map_err(|e| damaged(&self.file, self.offset, &e.to_string()))?
            .first()
        else {
            return Ok(None);
        };
        self.reader.consume(1);
        self.offset += 1;
        self.line += u64::from(byte == b'\n');
        Ok(Some(byte))
    }
}

fn damaged(file: &str, offset: u64, cause: &str) -> Error {
    Error::Damaged { file: file.into(), offset, cause: cause.into() }
}
