//! Chinese numerals: 三, 十二, 一百零三, 二〇三, 贰拾叁.

/// The digit that a character stands for.
fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten that a character stands for.
fn power(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

/// Whether a character is part of a Chinese numeral.
#[must_use]
pub fn is_numeral(c: char) -> bool {
    digit(c).is_some() || power(c).is_some() || matches!(c, '廿' | '卅')
}

/// The end of the run of Chinese numerals that starts at `start`.
#[must_use]
pub fn run_end(normal: &[char], start: usize, end: usize) -> usize {
    (start..end).find(|&i| !is_numeral(normal[i])).unwrap_or(end)
}

/// Writes a run of Chinese numerals in Arabic digits: 十二 as 12, 二〇三 as
/// 203, 〇三 as 03.
pub fn push_arabic(run: &[char], out: &mut String) {
    if run.iter().all(|&c| digit(c).is_some()) {
        out.extend(run.iter().filter_map(|&c| digit(c)).filter_map(|d| char::from_digit(d, 10)));
        return;
    }
    let (mut total, mut pending, mut last_power) = (0_u32, None, 1);
    for &c in run {
        if let Some(d) = digit(c) {
            pending = Some(d);
            if d == 0 {
                last_power = 10;
            }
        } else if let Some(p) = power(c) {
            total = total.saturating_add(pending.take().unwrap_or(1) * p);
            last_power = p;
        } else {
            total = total.saturating_add(if c == '廿' { 20 } else { 30 });
            last_power = 10;
        }
    }
    // 一百二 is 120, but 一百零二 is 102 and 十二 is 12.
    total = total.saturating_add(pending.unwrap_or(0) * (last_power / 10).max(1));
    out.push_str(&total.to_string());
}

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Writes a number below 100 in Chinese numerals (12 as 十二); a larger one
/// digit by digit as Arabic.
pub fn push_chinese(arabic: &[char], out: &mut String) {
    let value: Option<usize> = arabic
        .iter()
        .try_fold(0_usize, |n, c| Some(n * 10 + c.to_digit(10)? as usize).filter(|n| *n < 100));
    match value {
        Some(n) if arabic[0] != '0' => {
            if n >= 20 {
                out.push(DIGITS[n / 10]);
            }
            if n >= 10 {
                out.push('十');
            }
            if n % 10 > 0 {
                out.push(DIGITS[n % 10]);
            }
        }
        _ => out.extend(arabic),
    }
}
