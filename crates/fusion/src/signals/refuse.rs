//! Names of columns and fields that could name or follow somebody.

use kernel::Text;

use crate::mapping::{ruled_out, words};

/// What a column or a field of a signal could tell of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// Who: a name, a sex, a birth date, a portrait.
    Person,
    /// A number that stands for somebody: of a document, a card, an account, a contract, a telephone.
    Number,
    /// When somebody came or went, and where through.
    Passage,
    /// What linli never reads from any table.
    RuledOut,
}

impl Named {
    /// Why it is refused.
    #[must_use]
    pub fn text(self) -> Text {
        let (zh, en) = match self {
            Self::Person => ("可能指明个人", "it could name somebody"),
            Self::Number => ("编号可能对应个人", "the number could stand for somebody"),
            Self::Passage => ("可能记录个人行踪", "it could follow somebody"),
            Self::RuledOut => ("系统从不采集", "linli reads it from no table"),
        };
        Text::new(zh, en)
    }
}

/// English words and phrases of a header, and Chinese parts of one.
const RULES: &[(Named, &[&str], &[&str])] = &[
    (
        Named::Person,
        &[
            "name",
            "holder",
            "person",
            "resident",
            "tenant",
            "owner",
            "applicant",
            "customer",
            "user",
            "sex",
            "gender",
            "birth",
            "age",
            "dob",
            "household",
            "family",
            "occupation",
            "nation",
            "email",
            "mail",
            "wechat",
            "signature",
            "contact",
        ],
        &[
            "姓名",
            "名字",
            "户名",
            "户主",
            "持卡人",
            "领卡人",
            "住户",
            "业主",
            "租客",
            "租户",
            "承租人",
            "申请人",
            "客户",
            "用户",
            "人员",
            "居民",
            "性别",
            "出生",
            "年龄",
            "家庭",
            "职业",
            "邮箱",
            "微信",
            "签名",
            "联系",
        ],
    ),
    (
        Named::Number,
        &[
            "id",
            "number",
            "no",
            "card",
            "cards",
            "account",
            "contract",
            "meter",
            "phone",
            "mobile",
            "telephone",
            "tel",
            "passport",
            "ssn",
            "serial",
            "uid",
            "token",
        ],
        &[
            "卡号",
            "户号",
            "账号",
            "帐号",
            "表号",
            "合同",
            "编号",
            "证件",
            "身份证",
            "护照",
            "电话",
            "手机",
            "号码",
            "序列号",
        ],
    ),
    (
        Named::Passage,
        &[
            "time",
            "hour",
            "minute",
            "timestamp",
            "gate",
            "door",
            "direction",
            "entry",
            "exit",
            "entered",
            "left",
            "device",
            "reader",
            "plate",
            "vehicle",
            "car",
            "parking",
            "location",
            "latitude",
            "longitude",
            "usage",
            "consumption",
            "reading",
            "readings",
            "kwh",
            "ip",
        ],
        &[
            "时间",
            "时刻",
            "通行",
            "进出",
            "出入",
            "闸机",
            "门口",
            "方向",
            "刷卡",
            "设备",
            "车牌",
            "车辆",
            "停车",
            "位置",
            "经度",
            "纬度",
            "用量",
            "读数",
            "用电量",
            "用水量",
        ],
    ),
];

/// What a header or a field could tell of somebody; nothing where it may stand in a signal.
///
/// The code of the unit and what the address is written in are no number of a person: a mapping names those, and what it
/// names as code, address, kind or day is not asked of the words for numbers (`unit_id`, `门牌号码`), only of the rest.
#[must_use]
pub fn names_anybody(name: &str, is_mapped: bool) -> Option<Named> {
    if ruled_out(name).is_some() {
        return Some(Named::RuledOut);
    }
    let header = words(name);
    RULES.iter().find_map(|(named, english, chinese)| {
        if is_mapped && *named == Named::Number {
            return None;
        }
        let hit = header.iter().any(|word| english.contains(&word.as_str()))
            || chinese.iter().any(|part| name.contains(part));
        hit.then_some(*named)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_name_or_follow_somebody_is_refused_by_name() {
        for (name, why) in [
            ("姓名", Named::Person),
            ("持卡人", Named::Person),
            ("card_holder_name", Named::Person),
            ("卡号", Named::Number),
            ("CardNo", Named::Number),
            ("accountNumber", Named::Number),
            ("手机", Named::Number),
            ("phone", Named::Number),
            ("刷卡时间", Named::Passage),
            ("timeOfPassage", Named::RuledOut),
            ("meter reading", Named::Number),
            ("读数", Named::Passage),
            ("license plate", Named::RuledOut),
            ("车牌", Named::RuledOut),
            ("民族", Named::RuledOut),
        ] {
            assert_eq!(names_anybody(name, false), Some(why), "{name}");
        }
        for name in [
            "房屋编码",
            "unit_code",
            "address",
            "地址",
            "小区",
            "类型",
            "kind",
            "日期",
            "day",
            "opened_on",
        ] {
            assert_eq!(names_anybody(name, false), None, "{name}");
        }
    }

    #[test]
    fn what_is_mapped_is_still_no_person_and_no_passage() {
        assert_eq!(names_anybody("unit_id", true), None);
        assert_eq!(names_anybody("unit_id", false), Some(Named::Number));
        assert_eq!(names_anybody("户主姓名", true), Some(Named::Person));
        assert_eq!(names_anybody("刷卡时间", true), Some(Named::Passage));
    }
}
