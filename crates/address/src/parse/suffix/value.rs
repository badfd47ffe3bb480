//! The normal value of a part.

use super::{Part, Reader, Value};
use crate::ComponentKind;
use crate::normal::{is_numeral, push_arabic, push_chinese, run_end};
use crate::profile::suffix::class;

/// Long ways to write the kind of a street or community, and the short one.
const STREET_FORMS: &[(&str, &str)] =
    &[("街道办事处", "街道"), ("街道办", "街道"), ("街办", "街道"), ("办事处", "街道")];
const COMMUNITY_FORMS: &[(&str, &str)] = &[
    ("社区居民委员会", "社区"),
    ("社区居委会", "社区"),
    ("社区委员会", "社区"),
    ("居民委员会", "社区"),
    ("居委会", "社区"),
    ("居委", "社区"),
    ("村民委员会", "村"),
    ("村村委会", "村"),
    ("村委会", "村"),
    ("村委", "村"),
    ("行政村", "村"),
    ("自然村", "村"),
];
const GROUP_FORMS: &[(&str, &str)] =
    &[("村民小组", "组"), ("居民小组", "组"), ("居民组", "组"), ("小组", "组"), ("生产队", "队")];
/// Named floors.
const FLOORS: &[(&str, &str)] = &[
    ("底楼", "1"),
    ("首层", "1"),
    ("底层", "1"),
    ("地下室", "-1"),
    ("负一楼", "-1"),
    ("负二楼", "-2"),
    ("负一层", "-1"),
    ("负二层", "-2"),
    ("地下一层", "-1"),
    ("地下一楼", "-1"),
    ("地下二层", "-2"),
];

impl Reader<'_> {
    pub(super) fn value(&self, part: &Part) -> String {
        let mut out = String::new();
        self.write_value(part, &mut out);
        out
    }

    /// Writes a part's value into `out`, which is empty.
    pub(super) fn write_value(&self, part: &Part, out: &mut String) {
        match part.value {
            // Without a look at the division: most are met once.
            Value::Division(_) if part.own && self.line.is_normal(part.start, part.end) => {
                out.push_str(self.line.text(part.start, part.end));
            }
            Value::Division(number) => out.push_str(&self.words.divisions.get(number).name),
            Value::Number(from, to) => self.number_value(from, to, out),
            Value::Name => self.name_value(part.kind, (part.start, part.end), out),
        }
    }

    /// Arabic digits and capital letters: 十二 as 12, 负一 as -1.
    fn number_value(&self, from: usize, to: usize, out: &mut String) {
        if self.marks[from..to].iter().all(|mark| mark.class & class::ASCII != 0)
            && self.line.is_normal(from, to)
        {
            out.push_str(self.line.text(from, to));
            return;
        }
        let mut i = from;
        while i < to {
            let c = self.text[i];
            if is_numeral(c) {
                let end = run_end(self.text, i, to);
                push_arabic(&self.text[i..end], out);
                i = end;
                continue;
            }
            match c {
                '负' | '之' | '至' | '.' | '_' | ' ' => out.push('-'),
                '号' | '第' => {}
                '&' | '\\' | '和' | '及' => out.push(','),
                _ => out.push(c),
            }
            i += 1;
        }
    }

    /// The name without spaces and dots; a road's numeral in Chinese (新兴二路),
    /// an estate's part and a lane's in Arabic (锦绣花园2期, 3巷).
    fn name_value(&self, kind: ComponentKind, (from, to): (usize, usize), out: &mut String) {
        if self.is_plain(kind, from, to) {
            out.push_str(self.line.text(from, to));
        } else {
            self.spell(kind, (from, to), out);
        }
        match kind {
            ComponentKind::Street => shorten(out, STREET_FORMS),
            ComponentKind::Community => shorten(out, COMMUNITY_FORMS),
            ComponentKind::Lane => shorten(out, GROUP_FORMS),
            ComponentKind::Floor => {
                if let Some((_, value)) = FLOORS.iter().find(|(name, _)| *name == out.as_str()) {
                    (*value).clone_into(out);
                }
            }
            ComponentKind::Building
                if out.chars().count() == 2 && out.ends_with(['塔', '楼', '座']) =>
            {
                out.pop();
            }
            ComponentKind::Entrance => shorten(out, &[("单元", "")]),
            _ => {}
        }
    }

    /// Whether a name is its own value, as most are.
    fn is_plain(&self, kind: ComponentKind, from: usize, to: usize) -> bool {
        let mut other = class::SEPARATOR | class::OPEN | class::CLOSE | class::ASCII;
        if matches!(
            kind,
            ComponentKind::Lane
                | ComponentKind::Estate
                | ComponentKind::Room
                | ComponentKind::Building
        ) {
            other |= class::NUMERAL;
        }
        self.line.is_normal(from, to)
            && (from..to).all(|at| self.class(at) & other == 0 && self.text[at] != '·')
    }

    /// Writes a name character by character.
    fn spell(&self, kind: ComponentKind, (from, to): (usize, usize), out: &mut String) {
        out.reserve((to - from) * 3);
        let text = &self.text[from..to];
        let mut i = 0;
        while i < text.len() {
            let c = text[i];
            if c.is_ascii_digit() && matches!(kind, ComponentKind::Road | ComponentKind::Community)
            {
                let end =
                    (i..text.len()).find(|&at| !text[at].is_ascii_digit()).unwrap_or(text.len());
                if i == 0 && kind == ComponentKind::Road
                    || i > 0 && !text[i - 1].is_ascii()
                    || kind == ComponentKind::Community && i > 0
                {
                    push_chinese(&text[i..end], out);
                } else {
                    out.extend(&text[i..end]);
                }
                i = end;
                continue;
            }
            if is_numeral(c)
                && matches!(
                    kind,
                    ComponentKind::Lane
                        | ComponentKind::Estate
                        | ComponentKind::Room
                        | ComponentKind::Building
                )
            {
                let end = run_end(text, i, text.len());
                let counted = kind != ComponentKind::Estate
                    || text.get(end).is_some_and(|&c| {
                        matches!(c, '期' | '区') || c == '组' && text.get(end + 1) == Some(&'团')
                    });
                if counted {
                    push_arabic(&text[i..end], out);
                } else {
                    out.extend(&text[i..end]);
                }
                i = end;
                continue;
            }
            if self.words.class(c) & (class::SEPARATOR | class::OPEN | class::CLOSE) == 0
                && c != '·'
                && !(c == '第' && kind == ComponentKind::Lane)
            {
                out.push(c);
            }
            i += 1;
        }
    }
}

fn shorten(value: &mut String, forms: &[(&str, &str)]) {
    if let Some((long, short)) =
        forms.iter().find(|(long, _)| value.len() > long.len() && value.ends_with(long))
    {
        value.truncate(value.len() - long.len());
        if !value.ends_with(short) {
            value.push_str(short);
        }
    }
}
