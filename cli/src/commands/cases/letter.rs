//! A letter as a mail server hands it over (RFC 5322, MIME), read into what a report needs. No I/O.

use access::Access;
use casework::CaseActionId;
use kernel::{Id, Text};
use mail_parser::{Message, MessageParser, PartType, decoders::html::html_to_text};

/// Longest letter, bytes.
pub(super) const LONGEST: u64 = 40 * 1024 * 1024;
/// Most photos that are taken of one letter, as at the portal.
const MOST_PHOTOS: usize = 9;
/// Longest words of a case, characters.
const LONGEST_WORDS: usize = 2_000;
/// Longest name or address of a sender, characters, as at the portal.
const LONGEST_CONTACT: usize = 120;
/// Servers that a letter may have passed; more is a loop.
const MOST_SERVERS: usize = 50;
/// Places that are looked for in the words.
const MOST_PLACES: usize = 60;
/// What the ids of cases are drawn for that come as letters.
const IDS: &str = "linli 2026-11-30 ids of letters by e-mail";

/// A letter that can be taken.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Letter {
    /// What it is known by.
    pub(super) known_by: KnownBy,
    /// Subject and text.
    pub(super) words: String,
    /// What the sender calls themself.
    pub(super) name: Option<String>,
    /// The sender's address.
    pub(super) address: String,
    /// Files that look like photos, not yet read.
    pub(super) photos: Vec<Vec<u8>>,
}

/// What a letter is known by: the same for the same letter.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum KnownBy {
    /// Its Message-ID.
    MessageId(String),
    /// A digest of all of it, where it has none.
    Digest([u8; 32]),
}

impl KnownBy {
    /// The id of what the letter becomes. Keyed, for whoever reports without an account chooses an id, and nobody is to take
    /// that of a letter beforehand.
    pub(super) fn id(&self, access: &Access) -> CaseActionId {
        let (kind, value): (&[u8], &[u8]) = match self {
            Self::MessageId(id) => (b"message id", id.as_bytes()),
            Self::Digest(digest) => (b"digest", digest),
        };
        Id::from_bytes(access.id_for(IDS, &[kind, value]))
    }
}

/// Why a letter is not taken, however often it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    TooLong,
    Unread,
    NoSender,
    Automatic,
    Bounce,
    Bulk,
    Loop,
    NoWords,
}

impl Refused {
    /// Its name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::Unread => "unread",
            Self::NoSender => "no_sender",
            Self::Automatic => "automatic",
            Self::Bounce => "bounce",
            Self::Bulk => "bulk",
            Self::Loop => "loop",
            Self::NoWords => "no_words",
        }
    }

    /// In words.
    pub(super) fn text(self) -> Text {
        match self {
            Self::TooLong => Text::new(
                "信件超过 40 MB，请缩小或减少照片后重新发送",
                "The letter is over 40 MB: send fewer or smaller photos",
            ),
            Self::Unread => Text::new("无法读取信件", "The letter cannot be read"),
            Self::NoSender => Text::new("信件没有发件人地址", "The letter has no sender"),
            Self::Automatic => Text::new("自动回复不予接收", "Automatic replies are not taken"),
            Self::Bounce => Text::new("退信不予接收", "Returned mail is not taken"),
            Self::Bulk => Text::new("群发邮件不予接收", "Mail to many at once is not taken"),
            Self::Loop => Text::new("信件在服务器之间循环", "The letter goes round in a loop"),
            Self::NoWords => Text::new("信件没有文字内容", "The letter has no text"),
        }
    }
}

impl Letter {
    /// Reads a letter.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Refused> {
        if bytes.len() as u64 > LONGEST {
            return Err(Refused::TooLong);
        }
        let bytes = without_envelope(bytes);
        let message = MessageParser::default().parse(bytes).ok_or(Refused::Unread)?;
        weigh(&message)?;
        let (name, address) = sender(&message).ok_or(Refused::NoSender)?;
        let words = words(&message).ok_or(Refused::NoWords)?;
        let known_by = known_by(&message, bytes);
        Ok(Self { known_by, words, name, address, photos: photos(&message) })
    }

    /// What of its words may be an address: whole lines, each with its parts behind it.
    pub(super) fn places(&self) -> Vec<Vec<String>> {
        let mut left = MOST_PLACES;
        let mut lines = Vec::new();
        for line in self.words.lines() {
            let parts = line.split(['，', '。', '；', ';', '：', ':', '！', '？', ',']);
            let mut tried: Vec<String> = Vec::new();
            for part in std::iter::once(line).chain(parts) {
                let part = part.trim();
                let fits = (3..=200).contains(&part.chars().count());
                if fits && left > 0 && !tried.iter().any(|before| before == part) {
                    left -= 1;
                    tried.push(part.to_owned());
                }
            }
            if !tried.is_empty() {
                lines.push(tried);
            }
        }
        lines
    }
}

/// Without the line that a mailbox file, and some servers' pipes, set before a letter.
fn without_envelope(bytes: &[u8]) -> &[u8] {
    if !bytes.starts_with(b"From ") {
        return bytes;
    }
    let end = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1);
    &bytes[end..]
}

/// Refuses what no person wrote, or wrote to many.
fn weigh(message: &Message<'_>) -> Result<(), Refused> {
    let mut servers = 0;
    for (name, value) in message.headers_raw() {
        let (name, value) = (name.to_ascii_lowercase(), value.trim().to_ascii_lowercase());
        match name.as_str() {
            "received" => servers += 1,
            "return-path" if value == "<>" => return Err(Refused::Bounce),
            "content-type" if value.starts_with("multipart/report") => {
                return Err(Refused::Bounce);
            }
            // `no` may be followed by parameters (RFC 3834).
            "auto-submitted" if value.split(';').next().map(str::trim) != Some("no") => {
                return Err(Refused::Automatic);
            }
            "x-autoreply" | "x-autorespond" => return Err(Refused::Automatic),
            "precedence" if ["bulk", "junk", "list"].contains(&value.as_str()) => {
                return Err(Refused::Bulk);
            }
            "list-id" | "list-unsubscribe" => return Err(Refused::Bulk),
            _ => {}
        }
    }
    if servers > MOST_SERVERS { Err(Refused::Loop) } else { Ok(()) }
}

/// What the sender calls themself, and their address.
fn sender(message: &Message<'_>) -> Option<(Option<String>, String)> {
    let from = message.from()?.first()?;
    let address = from.address.as_deref()?.trim().to_owned();
    let (local, domain) = address.rsplit_once('@')?;
    let fits = !local.is_empty()
        && !domain.is_empty()
        && address.chars().count() <= LONGEST_CONTACT
        && !address.chars().any(|c| c.is_control() || c.is_whitespace());
    let daemon = local.eq_ignore_ascii_case("mailer-daemon");
    let name = from.name.as_deref().map(|name| clean(name).replace('\n', " "));
    let name = name.map(|name| name.trim().chars().take(LONGEST_CONTACT).collect::<String>());
    let name = name.filter(|name| !name.is_empty() && !name.contains('@'));
    (fits && !daemon).then_some((name, address))
}

/// Subject and the first text, HTML turned into text where there is no other.
fn words(message: &Message<'_>) -> Option<String> {
    let subject = message.subject().map(clean).unwrap_or_default().replace('\n', " ");
    let bodies = message.text_body.iter().filter_map(|at| message.part(*at));
    let mut texts = bodies.filter_map(|part| match &part.body {
        PartType::Text(text) => Some(clean(text)),
        PartType::Html(html) => Some(clean(&lines(html))),
        _ => None,
    });
    let body = texts.find(|text| !text.is_empty());
    let both: Vec<String> = [subject.trim().to_owned(), body.unwrap_or_default()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let words: String = both.join("\n").chars().take(LONGEST_WORDS).collect();
    (!words.is_empty()).then_some(words)
}

/// The text of HTML: what ends a block ends a line, as those who read it see.
fn lines(html: &str) -> String {
    let broken = ["</div>", "</li>", "</tr>"];
    html_to_text(&broken.iter().fold(html.to_owned(), |html, end| html.replace(end, "<br>")))
}

/// A text with lines of one kind and nothing that controls.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    let kept: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    kept.trim().to_owned()
}

/// Files that begin as a JPEG or a PNG does, whatever they are called. Whether they are is seen when they are kept.
fn photos(message: &Message<'_>) -> Vec<Vec<u8>> {
    let bytes = message.parts.iter().filter_map(|part| match &part.body {
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => Some(&**bytes),
        _ => None,
    });
    let is_photo =
        |bytes: &&[u8]| bytes.starts_with(b"\xFF\xD8\xFF") || bytes.starts_with(b"\x89PNG\r\n");
    bytes.filter(is_photo).take(MOST_PHOTOS).map(<[u8]>::to_vec).collect()
}

fn known_by(message: &Message<'_>, bytes: &[u8]) -> KnownBy {
    match message.message_id().map(str::trim).filter(|id| !id.is_empty()) {
        Some(id) => KnownBy::MessageId(id.to_owned()),
        None => KnownBy::Digest(*blake3::hash(bytes).as_bytes()),
    }
}

#[cfg(test)]
mod tests;
