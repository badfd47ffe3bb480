//! What a file is, by its content: its name says nothing that is believed.

use crate::model::words;
use std::io::{self, Read as _};
use std::path::Path;

words! {
    /// A kind of file that can be imported.
    UploadFormat {
        /// A table as text, in any delimiter and encoding that `tables` reads.
        Csv = "csv",
        /// A workbook.
        Xlsx = "xlsx",
        /// Features, as a collection or one a line.
        Geojson = "geojson",
        /// An OpenStreetMap extract.
        Osm = "osm",
    }
}

impl UploadFormat {
    /// How the name of such a file ends.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Geojson => "geojson",
            Self::Osm => "osm.pbf",
        }
    }
}

/// Bytes that are looked at.
const LOOKED_AT: u64 = 4_096;

/// What a file is; none where it is nothing that can be imported.
pub fn sniff(path: &Path) -> io::Result<Option<UploadFormat>> {
    let mut head = Vec::new();
    std::fs::File::open(path)?.take(LOOKED_AT).read_to_end(&mut head)?;
    Ok(sniffed(&head))
}

fn sniffed(head: &[u8]) -> Option<UploadFormat> {
    if head.starts_with(b"PK\x03\x04") {
        return Some(UploadFormat::Xlsx);
    }
    // A length of four bytes, then the header of the first blob, which names its kind.
    if head.len() > 15 && head[..2] == [0, 0] && head[4..].starts_with(b"\x0a\x09OSMHeader") {
        return Some(UploadFormat::Osm);
    }
    let wide = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    let is_text =
        wide || !head.iter().any(|byte| *byte < b' ' && !b"\t\r\n\x0c\x1e".contains(byte));
    if !is_text || head.is_empty() || head.starts_with(b"%PDF") || head.starts_with(b"#!") {
        return None;
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace() && **byte != 0x1e);
    Some(match first {
        Some(b'{') => UploadFormat::Geojson,
        Some(b'<') | None => return None,
        Some(_) => UploadFormat::Csv,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_content_says() {
        let osm = b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x7c\x00";
        let cases: [(&[u8], Option<UploadFormat>); 11] = [
            (b"road,number\nXingfu Road,1\n", Some(UploadFormat::Csv)),
            (b"\xEF\xBB\xBF{\"type\":\"FeatureCollection\"}", Some(UploadFormat::Geojson)),
            (b"PK\x03\x04\x14\x00", Some(UploadFormat::Xlsx)),
            (osm, Some(UploadFormat::Osm)),
            (b"\xFF\xFEr\x00o\x00", Some(UploadFormat::Csv)),
            (b"\x7FELF\x02\x01\x01\x00", None),
            (b"MZ\x90\x00\x03", None),
            (b"#!/bin/sh\n", None),
            (b"<html>", None),
            (b"%PDF-1.7\n", None),
            (b"", None),
        ];
        for (head, is) in cases {
            assert_eq!(sniffed(head), is, "{:?}", String::from_utf8_lossy(head));
        }
    }
}
