//! The human code of places in China: 25 digits for a unit.
//!
//! ```text
//! 990101 001 002 0000003 000004
//! county street community building unit
//! ```
//!
//! Any prefix that ends at a boundary is the code of that level.

use kernel::Text;
use std::fmt;
use std::str::FromStr;

/// A code of any level, parsed and checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code {
    digits: [u8; 25],
    level: CodeLevel,
}

/// What a code names, by its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CodeLevel {
    /// 6 digits, of the national list of divisions.
    County,
    /// 9 digits.
    Street,
    /// 12 digits.
    Community,
    /// 19 digits.
    Building,
    /// 25 digits.
    Unit,
}

/// Why a text is no code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Something else than a digit.
    #[error("`{text}` has a character at place {at} that is no digit; a code is digits only")]
    NotADigit {
        /// The text, shortened.
        text: String,
        /// The place from 1.
        at: usize,
    },
    /// A length that no level has.
    #[error(
        "`{text}` has {found} digits; a county has 6, a street 9, a community 12, a building 19, a unit 25"
    )]
    Length {
        /// The text, shortened.
        text: String,
        /// Its length.
        found: usize,
    },
    /// A part that counts from 1 is all zeros.
    #[error("`{text}`: the {part} part is zero; numbers start at 1")]
    Zero {
        /// The text.
        text: String,
        /// Which part.
        part: &'static str,
    },
    /// A serial number that no longer fits its digits.
    #[error("no {part} number is left under {scope}")]
    Exhausted {
        /// The code under which it was to be made.
        scope: String,
        /// Which part.
        part: &'static str,
    },
}

impl CodeError {
    /// What is wrong, in both languages.
    #[must_use]
    pub fn message(&self) -> Text {
        let named = |part: &str| match part {
            "county" => "区县",
            "building" => "楼栋",
            _ => "房屋",
        };
        let zh = match self {
            Self::NotADigit { text, at } => {
                format!("“{text}”的第{at}个字符不是数字；编码只能是数字")
            }
            Self::Length { text, found } => {
                format!("“{text}”有{found}位；区县为6位、街道9位、社区12位、楼栋19位、房屋25位")
            }
            Self::Zero { text, part } => {
                format!("“{text}”的{}部分为零；编号从1开始", named(part))
            }
            Self::Exhausted { scope, part } => format!("{scope}下的{}编号已用完", named(part)),
        };
        Text { zh, en: self.to_string() }
    }
}

impl CodeLevel {
    /// How many digits a code of this level has.
    #[must_use]
    pub const fn digits(self) -> usize {
        match self {
            Self::County => 6,
            Self::Street => 9,
            Self::Community => 12,
            Self::Building => 19,
            Self::Unit => 25,
        }
    }

    fn of_length(length: usize) -> Option<Self> {
        [Self::County, Self::Street, Self::Community, Self::Building, Self::Unit]
            .into_iter()
            .find(|level| level.digits() == length)
    }
}

impl Code {
    /// What it names.
    #[must_use]
    pub const fn level(&self) -> CodeLevel {
        self.level
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.digits[..self.level.digits()]).unwrap_or_default()
    }

    /// The code of the place at `level` that this one lies in; itself at its own level.
    #[must_use]
    pub fn at(&self, level: CodeLevel) -> Option<Self> {
        (level <= self.level).then(|| {
            let mut digits = [0; 25];
            digits[..level.digits()].copy_from_slice(&self.digits[..level.digits()]);
            Self { digits, level }
        })
    }

    /// The building with a serial number in this community.
    pub fn building(&self, serial: u64) -> Result<Self, CodeError> {
        self.under(CodeLevel::Community, CodeLevel::Building, "building", serial)
    }

    /// The unit with a serial number in this building.
    pub fn unit(&self, serial: u64) -> Result<Self, CodeError> {
        self.under(CodeLevel::Building, CodeLevel::Unit, "unit", serial)
    }

    /// The number of a building in its community or of a unit in its building.
    #[must_use]
    pub fn serial(&self) -> Option<u64> {
        match self.level {
            CodeLevel::Building => self.as_str().get(12..)?.parse().ok(),
            CodeLevel::Unit => self.as_str().get(19..)?.parse().ok(),
            _ => None,
        }
    }

    /// How a unit is called for short within its community: the number of its building and its own in it, as `3-4`.
    #[must_use]
    pub fn short(&self) -> Option<String> {
        let building = self.at(CodeLevel::Building).filter(|_| self.level == CodeLevel::Unit)?;
        Some(format!("{}-{}", building.serial()?, self.serial()?))
    }

    fn under(
        &self,
        from: CodeLevel,
        to: CodeLevel,
        part: &'static str,
        serial: u64,
    ) -> Result<Self, CodeError> {
        let width = to.digits() - from.digits();
        let scope = self.at(from).map_or_else(String::new, |code| code.as_str().to_owned());
        format!("{scope}{serial:0width$}")
            .parse::<Self>()
            .ok()
            .filter(|code| code.level == to)
            .ok_or(CodeError::Exhausted { scope, part })
    }
}

impl FromStr for Code {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let shown = || text.chars().take(40).collect::<String>();
        if let Some(at) = text.chars().position(|c| !c.is_ascii_digit()) {
            return Err(CodeError::NotADigit { text: shown(), at: at + 1 });
        }
        let level = CodeLevel::of_length(text.len())
            .ok_or_else(|| CodeError::Length { text: shown(), found: text.len() })?;
        let parts = [("county", 0, 6), ("building", 12, 19), ("unit", 19, 25)];
        for (part, from, to) in parts {
            if text.get(from..to).is_some_and(|digits| digits.bytes().all(|b| b == b'0')) {
                return Err(CodeError::Zero { text: shown(), part });
            }
        }
        let mut digits = [0; 25];
        digits[..text.len()].copy_from_slice(text.as_bytes());
        Ok(Self { digits, level })
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_in_both_languages() {
        for (text, zh, en) in [
            ("99010100100100000X4", "第18个字符", "at place 18"),
            ("99010", "有5位", "has 5 digits"),
            ("9901010010010000000", "楼栋部分为零", "building part is zero"),
        ] {
            let told = text.parse::<Code>().unwrap_err().message();
            assert!(told.zh.contains(zh) && told.en.contains(en), "{told:?}");
            assert!(!told.zh.contains("digit") && !told.zh.contains("part"), "{}", told.zh);
        }
    }

    #[test]
    fn a_unit_code_holds_every_level_above() {
        let code: Code = "9901010010020000003000004".parse().unwrap();
        assert_eq!(code.level(), CodeLevel::Unit);
        assert_eq!(code.serial(), Some(4));
        assert_eq!(code.short().as_deref(), Some("3-4"));
        assert_eq!(code.at(CodeLevel::Building).unwrap().short(), None);
        let community = code.at(CodeLevel::Community).unwrap();
        assert_eq!(community.as_str(), "990101001002");
        assert_eq!(community.building(3).unwrap().unit(4).unwrap(), code);
        assert_eq!(code.at(CodeLevel::County).unwrap().to_string(), "990101");
        assert_eq!(community.at(CodeLevel::Unit), None);
    }

    #[test]
    fn a_code_that_breaks_its_rule_says_which() {
        let refused = |text: &str| text.parse::<Code>().unwrap_err().to_string();
        assert!(refused("99010A").contains("place 6"));
        assert!(refused("9901010").contains("has 7 digits"));
        assert!(refused("9901010010020000000").contains("building part is zero"));
        assert!(refused("").contains("has 0 digits"));
        let community: Code = "990101001002".parse().unwrap();
        assert!(community.building(10_000_000).is_err());
        assert!(community.unit(1).is_err());
    }
}
