//! A notice as it is printed, in both languages.

use kernel::{Day, Instant, Text};

use super::{Content, Notice, NoticeKind};

/// A named value on the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub name: Text,
    /// The value.
    pub value: Text,
}

/// What is printed. Whom it reaches is not on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// What it is.
    pub title: Text,
    /// Its number, as each language writes one.
    pub number: Text,
    /// What it tells.
    pub opening: Text,
    /// Where, what, until when, on what ground.
    pub lines: Vec<Line>,
    /// What a reader can do.
    pub closing: Vec<Text>,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Notice {
    /// The paper, with why the deed was done in the words of whoever did it; it may be objected to within so many days, and
    /// `offset_minutes` is how far east of UTC it is read.
    #[must_use]
    pub fn paper(&self, words: Option<&str>, object_days: u32, offset_minutes: i32) -> Paper {
        let content = &self.content;
        Paper {
            title: content.kind.label(),
            number: numbered(&content.number),
            opening: opening(content),
            lines: lines(content, words, offset_minutes),
            closing: vec![
                self.remedy(object_days),
                Text::new(
                    "扫描二维码可核对本通知是否有效。本通知不收取任何费用，凡借此要求付款的都是诈骗。",
                    "Scan the code to find out whether this notice stands. It asks for no payment: whoever does by it is a fraud.",
                ),
            ],
        }
    }
}

impl Notice {
    /// Until when what it asks for is to be done, as each language writes it.
    #[must_use]
    pub fn due(&self, offset_minutes: i32) -> Option<Text> {
        self.content.due_at.map(|due_at| moment(due_at, offset_minutes))
    }
}

impl Notice {
    /// What whoever disagrees can do.
    fn remedy(&self, object_days: u32) -> Text {
        if !self.may_be_objected_to() {
            return Text::new(
                "不同意本通知的，可向出具单位说明。",
                "Whoever disagrees may say so to the office that issued it.",
            );
        }
        Text::new(
            format!(
                "负责该场所的人不同意本通知的，可自送达之日起{object_days}日内提出异议，由未参与此事的人决定。紧急隐患须立即排除；其他情形在决定前是否暂停执行，以提出异议时的告知为准。"
            ),
            format!(
                "Those who answer for the place may object within {object_days} days of when it reached them; somebody who had \
                 no part in it decides. Immediate danger is put right at once; whether anything else waits until then, they are \
                 told when they object."
            ),
        )
    }
}

/// `2026-000012` as each language writes it.
fn numbered(number: &str) -> Text {
    let en = format!("No. {number}");
    match number.split_once('-') {
        Some((year, serial)) => {
            Text::new(format!("〔{year}〕{}号", serial.trim_start_matches('0')), en)
        }
        None => Text::new(format!("{number}号"), en),
    }
}

fn opening(content: &Content) -> Text {
    let fixed = content.hazard.as_ref().and_then(|hazard| hazard.fixed).unwrap_or(false);
    match content.kind {
        NoticeKind::Order => Text::new(
            "经检查，下列场所存在安全隐患，现责令整改。整改完成后，由他人到场核实。",
            "The hazard below was found. It is to be put right; once it is, somebody else comes to see that it is.",
        ),
        NoticeKind::Reinspection if fixed => Text::new(
            "经复查，下列隐患已消除。",
            "Somebody looked again: the hazard below is put right.",
        ),
        NoticeKind::Reinspection => Text::new(
            "经复查，下列隐患尚未消除，原期限继续计算。",
            "Somebody looked again: the hazard below is not put right. Its time runs on.",
        ),
        NoticeKind::Referral => Text::new(
            "下列隐患移送有关单位办理。",
            "The hazard below is referred to the office named here.",
        ),
        NoticeKind::Suspension => Text::new(
            "下列房屋自即日起暂停新的出租，期间不出具出租证明。本通知不要求已入住的人搬离，不停水停电；租客将得到告知和帮助。",
            "The unit below is not to be let anew from today on, and no letting certificate is issued meanwhile. This notice \
             asks nobody who lives there to leave, and water and power are not cut; tenants are told and helped.",
        ),
        NoticeKind::Lifting => Text::new(
            "下列房屋自即日起可以再次出租。",
            "The unit below may be let again from today on.",
        ),
    }
}

fn lines(content: &Content, words: Option<&str>, offset_minutes: i32) -> Vec<Line> {
    let line = |zh: &str, en: &str, value: Text| Line { name: Text::new(zh, en), value };
    let same = |text: &str| Text::new(text, text);
    let mut lines = vec![
        line("场所", "Place", content.address.clone()),
        line("编码", "Code", same(&content.code)),
    ];
    if let Some(hazard) = &content.hazard {
        lines.push(line("隐患", "Hazard", hazard.title.clone()));
        if content.kind != NoticeKind::Referral && hazard.fixed != Some(true) {
            lines.push(line("整改要求", "What puts it right", hazard.fix.clone()));
        }
    }
    if let Some(office) = &content.to_office {
        lines.push(line("受移送单位", "Referred to", office.clone()));
    }
    if let Some(due_at) = content.due_at {
        lines.push(line("期限", "Deadline", moment(due_at, offset_minutes)));
    }
    if let Some(words) = words.filter(|words| !words.is_empty()) {
        lines.push(line("事由", "Why", same(words)));
    }
    let none = || Text::new("未载明", "not stated");
    let basis = content.basis.as_deref().map_or_else(none, same);
    lines.push(line("法律依据", "Legal basis", basis));
    lines.push(line("出具单位", "Issued by", content.office.clone()));
    let on = content.issued_at.day(offset_minutes);
    lines.push(line("出具日期", "Issued on", date(on)));
    lines
}

/// A day as each language writes it.
fn date(day: Day) -> Text {
    let (year, month, date) = (day.year(), day.month(), day.day_of_month());
    let at = usize::try_from(month).unwrap_or(1).saturating_sub(1);
    let name = MONTHS.get(at).copied().unwrap_or_default();
    Text::new(format!("{year}年{month}月{date}日"), format!("{date} {name} {year}"))
}

/// An instant as each language writes it, to the minute.
pub(crate) fn moment(at: Instant, offset_minutes: i32) -> Text {
    let minutes = at.micros().div_euclid(60_000_000) + i64::from(offset_minutes);
    let minute = minutes.rem_euclid(1_440);
    let clock = format!("{:02}:{:02}", minute / 60, minute % 60);
    let day = date(at.day(offset_minutes));
    Text::new(format!("{} {clock}", day.zh), format!("{}, {clock}", day.en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_numbers_and_moments_are_written_as_each_language_does() {
        // 2026-01-05T01:00:00Z is nine in the morning, eight hours east.
        let morning = Instant::from_micros(1_767_574_800_000_000);
        assert_eq!(moment(morning, 480), Text::new("2026年1月5日 09:00", "5 January 2026, 09:00"));
        assert_eq!(moment(morning, -120).en, "4 January 2026, 23:00");
        assert_eq!(numbered("2026-000012"), Text::new("〔2026〕12号", "No. 2026-000012"));
    }
}
