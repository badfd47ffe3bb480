//! What a file is, by its first bytes and its characters.

use crate::Encoding;

/// What the first bytes say.
pub(crate) enum Start {
    /// Text; the encoding where the bytes settle it, and the length of the byte order mark.
    Text(Option<Encoding>, usize),
    /// A ZIP container, so a workbook.
    Zip,
    /// Something that is no table.
    Other(&'static str),
}

/// Judges the first bytes of a file.
pub(crate) fn start(sample: &[u8]) -> Start {
    match sample {
        [0xEF, 0xBB, 0xBF, ..] => return Start::Text(Some(Encoding::Utf8), 3),
        [0xFF, 0xFE, ..] => return Start::Text(Some(Encoding::Utf16le), 2),
        [0xFE, 0xFF, ..] => return Start::Text(Some(Encoding::Utf16be), 2),
        [b'P', b'K', 3, 4, ..] => return Start::Zip,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return Start::Other("an old Excel workbook (.xls)"),
        [b'%', b'P', b'D', b'F', ..] => return Start::Other("a PDF document"),
        [0x1F, 0x8B, ..] => return Start::Other("a gzip archive"),
        _ => {}
    }
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    match (zeros(0), zeros(1)) {
        (0, 0) => Start::Text(None, 0),
        (0, _) => Start::Text(Some(Encoding::Utf16le), 0),
        (_, 0) => Start::Text(Some(Encoding::Utf16be), 0),
        _ => Start::Other("a binary file"),
    }
}

/// Judges bytes that begin with the first non-ASCII one.
///
/// UTF-8 is nearly self-proving, so it wins unless its errors outnumber its
/// characters; bytes above 127 that always stand alone are Windows-1252; the
/// rest is GB18030.
pub(crate) fn encoding(window: &[u8]) -> Encoding {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in window.utf8_chunks() {
        // GB18030 often holds pairs that look like two-byte UTF-8, hardly ever three-byte ones.
        good += chunk.valid().chars().map(|c| [0, 0, 1, 4, 4][c.len_utf8()]).sum::<usize>();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good >= bad * 4 {
        return Encoding::Utf8;
    }
    let alone = window.windows(2).all(|pair| pair[0].is_ascii() || pair[1].is_ascii());
    if alone { Encoding::Windows1252 } else { Encoding::Gb18030 }
}
