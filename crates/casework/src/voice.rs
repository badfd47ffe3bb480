//! Voice notes of reporters: words that are spoken. A file is known by what it holds: one container of a browser's recorder
//! with sound alone in it. It is kept and played as it is; nothing is heard, written down or compared by the installation.

use std::iter;

/// Longest voice note, bytes: a minute and more at what browsers record.
pub const LONGEST_VOICE: usize = 2 * 1024 * 1024;

/// Why a voice note is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VoiceFault {
    /// The file is too long.
    #[error("a voice note of {length} bytes; {LONGEST_VOICE} at the most")]
    TooLong {
        /// Its length.
        length: usize,
    },
    /// It is no sound of these kinds, or there is a picture with it, whatever its name says.
    #[error("neither Opus in Ogg or WebM nor sound in MP4, alone")]
    NotAVoiceNote,
}

/// What browsers record sound in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sound {
    /// Opus in Ogg (RFC 7845).
    Ogg,
    /// Opus in `WebM`.
    WebM,
    /// Sound in MP4 (ISO/IEC 14496-12).
    Mp4,
}

impl Sound {
    const ALL: [Self; 3] = [Self::Ogg, Self::WebM, Self::Mp4];

    /// Its media type.
    #[must_use]
    pub const fn media(self) -> &'static str {
        match self {
            Self::Ogg => "audio/ogg",
            Self::WebM => "audio/webm",
            Self::Mp4 => "audio/mp4",
        }
    }

    /// How the name of such a file ends.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Ogg => "ogg",
            Self::WebM => "webm",
            Self::Mp4 => "m4a",
        }
    }

    /// The one of a media type.
    #[must_use]
    pub fn of_media(media: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sound| sound.media() == media)
    }

    /// The container that a file begins as, whatever is in it.
    #[must_use]
    pub fn begun_by(file: &[u8]) -> Option<Self> {
        if file.starts_with(b"OggS") {
            Some(Self::Ogg)
        } else if file.starts_with(&[0x1A, 0x45, 0xDF, 0xA3]) {
            Some(Self::WebM)
        } else if file.get(4..8) == Some(b"ftyp".as_slice()) && !is_still(file) {
            Some(Self::Mp4)
        } else {
            None
        }
    }

    /// The container of a voice note that somebody sent, with sound alone in it.
    pub fn of(file: &[u8]) -> Result<Self, VoiceFault> {
        if file.len() > LONGEST_VOICE {
            return Err(VoiceFault::TooLong { length: file.len() });
        }
        let sound = Self::begun_by(file).ok_or(VoiceFault::NotAVoiceNote)?;
        let is_sound = match sound {
            Self::Ogg => is_opus_in_ogg(file),
            Self::WebM => is_opus_in_webm(file),
            Self::Mp4 => is_sound_in_mp4(file),
        };
        is_sound.then_some(sound).ok_or(VoiceFault::NotAVoiceNote)
    }
}

/// Kinds of photos in the container of MP4 (ISO/IEC 23008-12).
const STILLS: [&[u8]; 6] = [b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis"];

/// Whether what begins as MP4 says that it is a photo.
fn is_still(file: &[u8]) -> bool {
    file.get(8..12).is_some_and(|brand| STILLS.contains(&brand))
}

/// Whether every page is whole, and the one stream that begins is Opus.
fn is_opus_in_ogg(file: &[u8]) -> bool {
    let mut streams = 0;
    let mut rest = file;
    while !rest.is_empty() {
        let Some((begins, body, next)) = page(rest) else { return false };
        if begins {
            if !body.starts_with(b"OpusHead") {
                return false;
            }
            streams += 1;
        }
        rest = next;
    }
    streams == 1
}

/// A page of Ogg: whether a stream begins on it, what it holds, and what comes after.
fn page(bytes: &[u8]) -> Option<(bool, &[u8], &[u8])> {
    let (head, rest) = bytes.split_at_checked(27)?;
    if !head.starts_with(b"OggS") {
        return None;
    }
    let (lengths, rest) = rest.split_at_checked(usize::from(*head.get(26)?))?;
    let length: usize = lengths.iter().map(|length| usize::from(*length)).sum();
    let (body, next) = rest.split_at_checked(length)?;
    Some((head.get(5)? & 0x02 != 0, body, next))
}

const EBML: u64 = 0x1A45_DFA3;
const DOC_TYPE: u64 = 0x4282;
const SEGMENT: u64 = 0x1853_8067;
const TRACKS: u64 = 0x1654_AE6B;
const TRACK: u64 = 0xAE;
const TRACK_TYPE: u64 = 0x83;
const CODEC: u64 = 0x86;

/// Whether it says that it is `WebM`, and each of its tracks is Opus.
fn is_opus_in_webm(file: &[u8]) -> bool {
    let mut parts = elements(file);
    let Some((EBML, head)) = parts.next() else { return false };
    let Some((SEGMENT, segment)) = parts.next() else { return false };
    let lists = elements(segment).filter(|(id, _)| *id == TRACKS);
    let mut tracks =
        lists.flat_map(|(_, list)| elements(list)).filter(|(id, _)| *id == TRACK).peekable();
    let is_opus = |track: &[u8]| {
        element(track, TRACK_TYPE).is_some_and(is_audio)
            && element(track, CODEC) == Some(b"A_OPUS".as_slice())
    };
    element(head, DOC_TYPE) == Some(b"webm".as_slice())
        && parts.next().is_none()
        && tracks.peek().is_some()
        && tracks.all(|(_, track)| is_opus(track))
}

/// Whether the type of a track is 2; a number may have noughts before it.
fn is_audio(kind: &[u8]) -> bool {
    matches!(kind, [noughts @ .., 2] if noughts.iter().all(|byte| *byte == 0))
}

fn element(body: &[u8], wanted: u64) -> Option<&[u8]> {
    elements(body).find(|(id, _)| *id == wanted).map(|(_, part)| part)
}

/// The elements of EBML (RFC 8794) one after another, each with its id; one of unknown length goes to the end.
fn elements(body: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let mut rest = body;
    iter::from_fn(move || {
        let (id, _, after) = number(rest)?;
        let (_, length, after) = number(after)?;
        let length = usize::try_from(length).unwrap_or(usize::MAX).min(after.len());
        let (part, next) = after.split_at(length);
        rest = next;
        Some((id, part))
    })
}

/// A number of EBML with its marker and without, and what comes after; all ones without it say that it is not known.
fn number(bytes: &[u8]) -> Option<(u64, u64, &[u8])> {
    let width = usize::try_from(bytes.first()?.leading_zeros()).ok()? + 1;
    if width > 8 {
        return None;
    }
    let (read, rest) = bytes.split_at_checked(width)?;
    let marked = read.iter().fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
    let most = (1_u64 << (7 * width)) - 1;
    let value = marked & most;
    Some((marked, if value == most { u64::MAX } else { value }, rest))
}

/// Whether there are tracks, and each is sound.
fn is_sound_in_mp4(file: &[u8]) -> bool {
    let movies = parts(file).filter(|(kind, _)| kind == b"moov");
    let mut tracks =
        movies.flat_map(|(_, movie)| parts(movie)).filter(|(kind, _)| kind == b"trak").peekable();
    tracks.peek().is_some() && tracks.all(|(_, track)| handler(track) == Some(b"soun".as_slice()))
}

/// What handles a track of MP4.
fn handler(track: &[u8]) -> Option<&[u8]> {
    part(part(track, *b"mdia")?, *b"hdlr")?.get(8..12)
}

fn part(body: &[u8], wanted: [u8; 4]) -> Option<&[u8]> {
    parts(body).find(|(kind, _)| *kind == wanted).map(|(_, part)| part)
}

/// The boxes of MP4 one after another, each with its kind.
fn parts(body: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = body;
    iter::from_fn(move || {
        let [a, b, c, d, kind @ ..] = *rest.first_chunk::<8>()?;
        let (head, length) = match u32::from_be_bytes([a, b, c, d]) {
            0 => (8, rest.len()),
            1 => {
                let long = rest.get(8..)?.first_chunk::<8>()?;
                (16, usize::try_from(u64::from_be_bytes(*long)).ok()?)
            }
            short => (8, usize::try_from(short).ok()?),
        };
        let part = rest.get(head..length.min(rest.len()))?;
        rest = rest.get(length..).unwrap_or_default();
        Some((kind, part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ogg_page(begins: bool, body: &[u8]) -> Vec<u8> {
        let mut page = b"OggS\0".to_vec();
        page.push(if begins { 2 } else { 0 });
        page.extend_from_slice(&[0; 20]);
        page.extend_from_slice(&[1, u8::try_from(body.len()).unwrap()]);
        page.extend_from_slice(body);
        page
    }

    fn element_of(id: &[u8], body: &[u8]) -> Vec<u8> {
        let length = 0x80 | u8::try_from(body.len()).unwrap();
        [id, &[length], body].concat()
    }

    /// As a recorder writes it: how long the segment will be is not known yet.
    fn webm(kinds: &[(u8, &[u8])]) -> Vec<u8> {
        let track = |(kind, codec): &(u8, &[u8])| {
            let parts = [element_of(&[0x83], &[*kind]), element_of(&[0x86], codec)].concat();
            element_of(&[0xAE], &parts)
        };
        let tracks: Vec<u8> = kinds.iter().flat_map(track).collect();
        let mut file = element_of(&[0x1A, 0x45, 0xDF, 0xA3], &element_of(&[0x42, 0x82], b"webm"));
        file.extend_from_slice(&[0x18, 0x53, 0x80, 0x67, 0x01]);
        file.extend_from_slice(&[0xFF; 7]);
        file.extend(element_of(&[0x16, 0x54, 0xAE, 0x6B], &tracks));
        file.extend_from_slice(b"\x1F\x43\xB6\x75\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFFsound");
        file
    }

    fn box_of(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
        [length.as_slice(), kind.as_slice(), body].concat()
    }

    fn mp4(handlers: &[&[u8; 4]]) -> Vec<u8> {
        let track = |handler: &&[u8; 4]| {
            let body = [[0_u8; 8].as_slice(), handler.as_slice()].concat();
            box_of(*b"trak", &box_of(*b"mdia", &box_of(*b"hdlr", &body)))
        };
        let tracks: Vec<u8> = handlers.iter().flat_map(track).collect();
        [box_of(*b"ftyp", b"mp42"), box_of(*b"mdat", b"sound"), box_of(*b"moov", &tracks)].concat()
    }

    #[test]
    fn what_browsers_record_is_known_by_what_it_holds() {
        let ogg = [ogg_page(true, b"OpusHead\x01"), ogg_page(false, b"sound")].concat();
        assert_eq!(Sound::of(&ogg), Ok(Sound::Ogg));
        assert_eq!(Sound::of(&webm(&[(2, b"A_OPUS")])), Ok(Sound::WebM));
        assert_eq!(Sound::of(&mp4(&[b"soun"])), Ok(Sound::Mp4));
        for sound in Sound::ALL {
            assert_eq!(Sound::of_media(sound.media()), Some(sound));
        }
    }

    #[test]
    fn a_film_is_none_whatever_it_is_called() {
        let theora = ogg_page(true, b"\x80theora");
        let both = [ogg_page(true, b"OpusHead\x01"), theora.clone()].concat();
        let films = [
            theora,
            both,
            webm(&[(1, b"V_VP8")]),
            webm(&[(2, b"A_OPUS"), (1, b"V_VP8")]),
            webm(&[]),
            mp4(&[b"vide"]),
            mp4(&[b"soun", b"vide"]),
            [mp4(&[b"soun"]), mp4(&[b"vide"])].concat(),
            mp4(&[]),
        ];
        for film in films {
            assert_eq!(Sound::of(&film), Err(VoiceFault::NotAVoiceNote), "{film:?}");
        }
    }

    #[test]
    fn what_is_broken_too_long_or_something_else_is_none() {
        let ogg = ogg_page(true, b"OpusHead\x01");
        assert_eq!(Sound::of(&ogg[..ogg.len() - 1]), Err(VoiceFault::NotAVoiceNote));
        assert_eq!(Sound::of(&webm(&[(2, b"A_OPUS")])[..20]), Err(VoiceFault::NotAVoiceNote));
        assert_eq!(Sound::of(b"\0\0\0\x04ftyp\0\0\0\0moov"), Err(VoiceFault::NotAVoiceNote));
        assert_eq!(Sound::of(b"RIFF....WAVE"), Err(VoiceFault::NotAVoiceNote));
        assert_eq!(Sound::begun_by(b"\0\0\0\x18ftypheic"), None, "a photo is refused as one");
        let long = vec![0; LONGEST_VOICE + 1];
        assert!(matches!(Sound::of(&long), Err(VoiceFault::TooLong { .. })));
    }
}
