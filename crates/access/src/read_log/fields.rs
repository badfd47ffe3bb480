//! Which fields of a person a read disclosed.

use kernel::Text;

macro_rules! fields {
    ($($(#[$doc:meta])+ $variant:ident = $bit:literal, $name:literal, $zh:literal, $en:literal;)+) => {
        /// A field of a person that may be kept at all.
        /// Its number is part of the log's format: it is never given again.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field {
            $($(#[$doc])+ $variant = $bit,)+
        }

        impl Field {
            /// Every field, in order of number.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its name in interfaces and reports.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Its name for people.
            #[must_use]
            pub fn label(self) -> Text {
                match self { $(Self::$variant => Text::new($zh, $en),)+ }
            }
        }
    };
}

fields! {
    /// Names.
    Name = 0, "name", "姓名", "Name";
    /// Sex.
    Sex = 1, "sex", "性别", "Sex";
    /// Birth date.
    BirthDate = 2, "birth_date", "出生日期", "Birth date";
    /// Type of document.
    DocumentType = 3, "document_type", "证件类型", "Type of document";
    /// Number of a document, masked to its last four characters.
    DocumentNumberMasked = 4, "document_number_masked", "证件号码(后四位)", "Document number (last four)";
    /// Number of a document in full.
    DocumentNumber = 5, "document_number", "证件号码", "Document number";
    /// Phone number, masked.
    PhoneMasked = 6, "phone_masked", "电话(部分)", "Phone number (in part)";
    /// Phone number in full.
    Phone = 7, "phone", "电话", "Phone number";
    /// E-mail address, masked.
    EmailMasked = 8, "email_masked", "电子邮箱(部分)", "E-mail address (in part)";
    /// E-mail address in full.
    Email = 9, "email", "电子邮箱", "E-mail address";
    /// Registered here or elsewhere.
    RegisteredHere = 10, "registered_here", "户籍是否在本地", "Registered here or elsewhere";
    /// Occupation by class.
    Occupation = 11, "occupation", "职业类别", "Occupation";
    /// Education by class.
    Education = 12, "education", "受教育程度", "Education";
    /// Household and role in it.
    Household = 13, "household", "家庭户", "Household";
    /// Residence.
    Residence = 14, "residence", "居住地址", "Residence";
    /// Tenancy.
    Tenancy = 15, "tenancy", "租住情况", "Tenancy";
    /// Workplace.
    Workplace = 16, "workplace", "工作单位", "Workplace";
    /// How they wish to be reached.
    ContactPreferences = 17, "contact_preferences", "联系偏好", "Contact preferences";
    /// What they consented to.
    Consent = 18, "consent", "同意事项", "Consent";
    /// Sources and dates of the facts.
    Sources = 19, "sources", "信息来源", "Sources of the facts";
    /// Names, masked.
    NameMasked = 20, "name_masked", "姓名(部分)", "Name (in part)";
    /// Who looked at the person's data.
    Reads = 21, "reads", "查阅记录", "Who looked";
    /// A photo of a case: of a thing, but it may show somebody or the inside of a home.
    CasePhoto = 22, "case_photo", "事件照片", "Photo of a case";
    /// What somebody wrote in a case, as they wrote it.
    CaseWords = 23, "case_words", "反映的原文", "Words of a report, as written";
    /// A photo of a hazard: of a thing, but it may show somebody or the inside of a home.
    HazardPhoto = 24, "hazard_photo", "隐患或检查的照片", "Photo of a hazard or an inspection";
}

/// A set of fields. Its number, the field-set id of the log, is one bit a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldSet(u32);

impl FieldSet {
    /// The set of `fields`; usable in constants.
    #[must_use]
    pub const fn of(fields: &[Field]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < fields.len() {
            bits |= 1 << fields[at] as u32;
            at += 1;
        }
        Self(bits)
    }

    /// From its number.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// Its number.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whether it holds `field`.
    #[must_use]
    pub const fn contains(self, field: Field) -> bool {
        self.0 & (1 << field as u32) != 0
    }

    /// The fields of both.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Its fields, in order of number.
    pub fn iter(self) -> impl Iterator<Item = Field> {
        Field::ALL.iter().copied().filter(move |field| self.contains(*field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_for_the_same_fields_forever() {
        let set = FieldSet::of(&[Field::Name, Field::Residence, Field::PhoneMasked]);
        assert_eq!(set.bits(), 1 | 1 << 14 | 1 << 6);
        let names: Vec<_> = FieldSet::from_bits(set.bits()).iter().map(Field::name).collect();
        assert_eq!(names, ["name", "phone_masked", "residence"]);
        let numbers: Vec<u32> = Field::ALL.iter().map(|field| *field as u32).collect();
        assert_eq!(numbers, (0..25).collect::<Vec<_>>());
    }
}
