//! What the cells of a column look like, counted without keeping one of them.

use std::collections::{BTreeMap, BTreeSet};

use access::{Scheme, TokenKind, Tokenized, Tokenizer};

use crate::mapping::DayFormat;

/// Day formats that are tried, the plainest first.
pub(super) const FORMATS: [&str; 10] = [
    "YYYY-MM-DD",
    "YYYY/M/D",
    "YYYY.M.D",
    "YYYY-M-D",
    "YYYY年M月D日",
    "MM/DD/YYYY",
    "DD/MM/YYYY",
    "M/D/YYYY",
    "DD.MM.YYYY",
    "YYYYMMDD",
];

const MALE: [&str; 5] = ["男", "男性", "m", "male", "man"];
const FEMALE: [&str; 5] = ["女", "女性", "f", "female", "woman"];
const YES: [&str; 9] = ["是", "有", "本地", "户籍", "户籍人口", "本市", "y", "yes", "true"];
const NO: [&str; 9] = ["否", "无", "外地", "非户籍", "流动人口", "外市", "n", "no", "false"];

/// The hundred most frequent surnames or so, from the published tables of the census of 2020.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾龚邵万覃武钱戴严莫孔向常汤";

/// How an organisation's name ends, or what stands in it.
const OF_COMPANIES: [&str; 22] = [
    "公司",
    "商店",
    "超市",
    "餐厅",
    "饭店",
    "酒店",
    "工厂",
    "中心",
    "合作社",
    "经营部",
    "工作室",
    "服务部",
    "事务所",
    "学校",
    "医院",
    "银行",
    "委员会",
    "商行",
    "集团",
    "门市部",
    "厂",
    "店",
];
const WORDS_OF_COMPANIES: [&str; 11] = [
    "inc",
    "llc",
    "ltd",
    "corp",
    "corporation",
    "company",
    "co",
    "plc",
    "gmbh",
    "store",
    "services",
];

/// Parts of written addresses.
const OF_ADDRESSES: [&str; 15] = [
    "路", "街", "巷", "弄", "号", "栋", "幢", "楼", "单元", "室", "村", "小区", "花园", "大道",
    "座",
];
const WORDS_OF_ADDRESSES: [&str; 19] = [
    "st", "street", "ave", "avenue", "rd", "road", "dr", "drive", "ln", "lane", "blvd", "ct",
    "court", "way", "apt", "unit", "pl", "place", "box",
];

/// Counts of cells by what they look like.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    pub(super) filled: usize,
    pub(super) distinct: usize,
    cn_identity: usize,
    us_identity: usize,
    cn_phone: usize,
    us_phone: usize,
    email: usize,
    days: BTreeMap<&'static str, usize>,
    year: usize,
    whole: usize,
    person: usize,
    company: usize,
    address: usize,
    credit_code: usize,
    /// Written words of a column with few of them, by lower-case form.
    words: BTreeSet<String>,
    many_words: bool,
}

/// Distinct words that are kept to recognise a sex or a flag.
const FEW: usize = 12;

impl Shape {
    /// Looks at every cell of a column.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>, tokenizer: &Tokenizer) -> Self {
        let formats: Vec<(&'static str, DayFormat)> =
            FORMATS.iter().filter_map(|text| Some((*text, DayFormat::new(text)?))).collect();
        let (mut shape, mut met) = (Self::default(), BTreeSet::new());
        for cell in cells {
            met.insert(blake3::hash(cell.as_bytes()).to_hex()[..16].to_owned());
            shape.see(cell, tokenizer, &formats);
        }
        shape.distinct = met.len();
        shape
    }

    fn see(&mut self, cell: &str, tokenizer: &Tokenizer, formats: &[(&'static str, DayFormat)]) {
        self.filled += 1;
        let is = |kind| matches!(tokenizer.token(kind, cell), Tokenized::Token(_));
        let digits = cell.chars().filter(char::is_ascii_digit).count();
        let signs = |allowed: &str| cell.chars().all(|c| c.is_ascii_digit() || allowed.contains(c));
        let long = cell.trim_end_matches(['x', 'X']);
        if matches!(digits, 17 | 18)
            && long.chars().all(|c| c.is_ascii_digit())
            && is(TokenKind::IdentityNumber(Scheme::Cn))
        {
            self.cn_identity += 1;
        }
        self.us_identity += usize::from(digits == 9 && parted(cell, &[3, 2, 4]));
        self.cn_phone += usize::from(
            (11..=13).contains(&digits)
                && signs("+- ")
                && mobile(cell)
                && is(TokenKind::Phone(Scheme::Cn)),
        );
        self.us_phone += usize::from(
            matches!(digits, 10 | 11)
                && signs("+-() .")
                && cell.contains(['-', '(', '.'])
                && is(TokenKind::Phone(Scheme::Us)),
        );
        self.email += usize::from(cell.contains('@') && is(TokenKind::Email));
        for (text, format) in formats {
            if format.parse(cell).is_some_and(|day| (1850..2150).contains(&day.year())) {
                *self.days.entry(text).or_default() += 1;
            }
        }
        let number = cell.parse::<i64>().ok();
        self.whole += usize::from(number.is_some());
        self.year += usize::from(digits == 4 && number.is_some_and(|n| (1850..2150).contains(&n)));
        self.credit_code += usize::from(
            cell.len() == 18
                && cell.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
                && cell.starts_with(['9', '5', '1', 'A', 'N', 'Y'])
                && !is(TokenKind::IdentityNumber(Scheme::Cn)),
        );
        self.company += usize::from(company(cell));
        self.person += usize::from(person(cell));
        self.address += usize::from(address(cell));
        if self.words.len() <= FEW {
            self.words.insert(cell.chars().take(12).collect::<String>());
        } else {
            self.many_words = true;
        }
    }

    fn share(&self, count: usize) -> f64 {
        if self.filled == 0 { 0.0 } else { count as f64 / self.filled as f64 }
    }

    /// Share of cells that are numbers of persons: identity numbers or mobile telephones.
    pub(super) fn personal(&self) -> f64 {
        self.share(self.cn_identity + self.us_identity + self.cn_phone + self.email)
    }

    pub(super) fn cn_identity(&self) -> bool {
        self.share(self.cn_identity) >= 0.5
    }

    pub(super) fn us_identity(&self) -> bool {
        self.share(self.us_identity) >= 0.6
    }

    pub(super) fn cn_phone(&self) -> bool {
        self.share(self.cn_phone) >= 0.6
    }

    pub(super) fn us_phone(&self) -> bool {
        self.share(self.us_phone) >= 0.6
    }

    pub(super) fn email(&self) -> bool {
        self.share(self.email) >= 0.5
    }

    pub(super) fn year(&self) -> bool {
        self.share(self.year) >= 0.8
    }

    pub(super) fn whole(&self) -> bool {
        self.share(self.whole) >= 0.9
    }

    pub(super) fn credit_code(&self) -> bool {
        self.share(self.credit_code) >= 0.5
    }

    pub(super) fn people(&self) -> bool {
        self.share(self.person) >= 0.7
    }

    pub(super) fn companies(&self) -> bool {
        self.share(self.company) >= 0.5
    }

    /// Some organisations among the names.
    pub(super) fn some_companies(&self) -> bool {
        self.share(self.company) >= 0.01 && self.company > 0
    }

    pub(super) fn addresses(&self) -> bool {
        self.share(self.address) >= 0.6
    }

    /// Whether nearly every row has its own value.
    pub(super) fn unique(&self, rows: usize) -> bool {
        rows > 0 && self.filled * 100 >= rows * 98 && self.distinct * 100 >= self.filled * 98
    }

    /// The formats of a column of days, the most frequent first; none where it holds no days. Digits in a row are days
    /// only where `said` so by the header.
    pub(super) fn days(&self, said: bool) -> Vec<String> {
        let mut found: Vec<(&str, usize)> = self
            .days
            .iter()
            .filter(|(text, _)| said || **text != "YYYYMMDD")
            .map(|(text, count)| (*text, *count))
            .collect();
        // Among formats that read as many cells, the plainest comes first.
        found.sort_by_key(|(text, count)| {
            (std::cmp::Reverse(*count), FORMATS.iter().position(|one| one == text))
        });
        let least = if said { 0.5 } else { 0.8 };
        let Some((best, count)) = found.first().copied().filter(|(_, n)| self.share(*n) >= least)
        else {
            return Vec::new();
        };
        // A second format only for cells that the first leaves over.
        let rest = found.iter().skip(1).find(|(text, more)| {
            count + more <= self.filled && self.share(*more) >= 0.02 && !rival(best, text)
        });
        std::iter::once(best).chain(rest.map(|(text, _)| *text)).map(str::to_owned).collect()
    }

    /// Words for male and for female, as written; none where the column holds others too.
    pub(super) fn sexes(&self) -> Option<(Vec<String>, Vec<String>)> {
        self.two_lists(&MALE, &FEMALE)
    }

    /// Words for yes and for no, as written.
    pub(super) fn flags(&self) -> Option<(Vec<String>, Vec<String>)> {
        self.two_lists(&YES, &NO)
    }

    fn two_lists(&self, first: &[&str], second: &[&str]) -> Option<(Vec<String>, Vec<String>)> {
        let among = |list: &[&str]| -> Vec<String> {
            self.words
                .iter()
                .filter(|w| list.contains(&w.to_lowercase().as_str()))
                .cloned()
                .collect()
        };
        let (yes, no) = (among(first), among(second));
        let few_others = self.words.len() <= yes.len() + no.len() + 2;
        (!self.many_words && !yes.is_empty() && !no.is_empty() && few_others).then_some((yes, no))
    }
}

/// Formats that read the same cells and differ in which number is the day.
fn rival(one: &str, other: &str) -> bool {
    let order = |text: &str| text.find('M') < text.find('D');
    one.ends_with("YYYY") && other.ends_with("YYYY") && order(one) != order(other)
}

/// Runs of digits of these lengths with one sign between each two.
fn parted(cell: &str, lengths: &[usize]) -> bool {
    let runs: Vec<&str> = cell.split('-').collect();
    runs.len() == lengths.len()
        && runs
            .iter()
            .zip(lengths)
            .all(|(run, length)| run.len() == *length && run.chars().all(|c| c.is_ascii_digit()))
}

fn mobile(cell: &str) -> bool {
    let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
    let own = digits.strip_prefix("86").filter(|own| own.len() == 11).unwrap_or(&digits);
    own.len() == 11 && own.starts_with('1') && !own.starts_with("10") && !own.starts_with("12")
}

fn person(cell: &str) -> bool {
    let mut chars = cell.chars();
    let count = cell.chars().filter(|c| *c != '·').count();
    (2..=4).contains(&count)
        && chars.next().is_some_and(|first| SURNAMES.contains(first))
        && cell.chars().all(|c| ('\u{3400}'..='\u{9fff}').contains(&c) || c == '·')
        && !company(cell)
}

fn company(cell: &str) -> bool {
    if cell.is_ascii() {
        return words(cell).any(|word| WORDS_OF_COMPANIES.contains(&word.as_str()));
    }
    let bare = cell.trim_end_matches(['）', ')']);
    cell.chars().count() >= 4
        && OF_COMPANIES.iter().any(|end| bare.ends_with(end) || cell.contains("有限公司"))
}

fn address(cell: &str) -> bool {
    let numbered = cell.chars().any(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    if cell.is_ascii() {
        return numbered
            && cell.contains(' ')
            && words(cell).any(|word| WORDS_OF_ADDRESSES.contains(&word.as_str()));
    }
    numbered
        && cell.chars().count() >= 5
        && OF_ADDRESSES.iter().filter(|part| cell.contains(**part)).count() >= 1
}

fn words(cell: &str) -> impl Iterator<Item = String> {
    cell.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
}
