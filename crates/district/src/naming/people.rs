//! Names of people who do not exist: surnames by their published shares, given
//! names by the fashion of the birth year.

use crate::chance::Dice;

/// Surname and its share in ten thousandths of the population (rounded).
const SURNAMES: &[(&str, u16)] = &[
    ("王", 725),
    ("李", 719),
    ("张", 683),
    ("刘", 538),
    ("陈", 453),
    ("杨", 308),
    ("黄", 223),
    ("赵", 229),
    ("吴", 205),
    ("周", 212),
    ("徐", 166),
    ("孙", 154),
    ("马", 129),
    ("朱", 126),
    ("胡", 131),
    ("郭", 115),
    ("何", 117),
    ("林", 118),
    ("罗", 95),
    ("高", 100),
    ("郑", 93),
    ("梁", 84),
    ("谢", 76),
    ("宋", 81),
    ("唐", 73),
    ("许", 73),
    ("韩", 68),
    ("邓", 62),
    ("冯", 64),
    ("曹", 59),
    ("彭", 58),
    ("曾", 58),
    ("肖", 59),
    ("田", 53),
    ("董", 51),
    ("潘", 49),
    ("袁", 48),
    ("蔡", 52),
    ("蒋", 47),
    ("余", 48),
    ("于", 47),
    ("杜", 47),
    ("叶", 48),
    ("程", 47),
    ("魏", 45),
    ("苏", 45),
    ("吕", 45),
    ("丁", 43),
    ("任", 42),
    ("卢", 42),
    ("姚", 42),
    ("沈", 41),
    ("钟", 40),
    ("姜", 40),
    ("崔", 39),
    ("谭", 38),
    ("陆", 38),
    ("范", 36),
    ("汪", 35),
    ("廖", 34),
    ("石", 33),
    ("金", 32),
    ("韦", 31),
    ("贾", 31),
    ("夏", 31),
    ("付", 29),
    ("方", 29),
    ("邹", 29),
    ("熊", 28),
    ("白", 27),
    ("孟", 26),
    ("秦", 26),
    ("邱", 26),
    ("侯", 25),
    ("江", 24),
    ("尹", 23),
    ("薛", 23),
    ("闫", 22),
    ("段", 22),
    ("雷", 22),
    ("龙", 21),
    ("黎", 21),
    ("史", 21),
    ("陶", 20),
    ("贺", 20),
    ("毛", 20),
    ("郝", 19),
    ("顾", 19),
    ("龚", 19),
    ("邵", 18),
    ("万", 18),
    ("覃", 17),
    ("武", 17),
    ("钱", 17),
    ("戴", 16),
    ("严", 16),
    ("莫", 16),
    ("孔", 15),
    ("向", 15),
    ("常", 15),
    ("温", 14),
    ("施", 13),
    ("牛", 13),
    ("樊", 12),
    ("葛", 12),
    ("邢", 12),
    ("安", 11),
    ("齐", 11),
    ("易", 11),
    ("乔", 11),
    ("欧阳", 9),
    ("庄", 9),
    ("聂", 9),
    ("章", 9),
    ("鲁", 9),
    ("岳", 8),
    ("翟", 8),
    ("殷", 8),
    ("申", 8),
    ("耿", 8),
    ("关", 7),
    ("焦", 7),
    ("柳", 7),
    ("祝", 6),
    ("霍", 6),
    ("司徒", 2),
    ("上官", 2),
    ("诸葛", 1),
    ("夏侯", 1),
    ("令狐", 1),
];

struct Fashion {
    male: &'static str,
    female: &'static str,
    /// Share of given names with one character.
    single: f64,
}

const BEFORE_1970: Fashion = Fashion {
    male: "国建文明华军志永德福贵生春荣林平成光庆忠义根柱山海金水树全喜宝祥兴发长胜",
    female: "秀英兰芳玉珍凤桂梅莲香菊花琴素云霞月娥翠荣珠淑巧爱惠清金美银春燕红丽华",
    single: 0.12,
};
const TO_1985: Fashion = Fashion {
    male: "伟勇军强磊涛斌波辉刚健峰建国志文海江林华平东明飞鹏俊超杰永新春龙宏",
    female: "丽芳敏静霞燕艳娟红玲梅萍英华琴兰丹莉慧玉晓春秀云海凤洁雪琼",
    single: 0.38,
};
const TO_2000: Fashion = Fashion {
    male: "鹏杰超浩宇俊凯文志博帅龙飞鑫晨阳明辉嘉伟斌旭东健豪林家威翔坤",
    female: "婷静雪丹敏莹佳慧倩颖思琪晓雨文娜琳莉欣悦梦婧玉芳燕洁瑶晨嘉",
    single: 0.3,
};
const AFTER_2000: Fashion = Fashion {
    male: "子轩浩宇博文梓俊泽睿辰奕嘉铭一皓天佑晨煜涵明哲思远瑞霖沐恒景行安",
    female: "子涵欣怡梓诗雨萱一诺可馨思语嘉悦若汐沐晴妍依婉清瑶心玥艺彤安然",
    single: 0.07,
};

pub(crate) fn surname(dice: &mut Dice) -> &'static str {
    let total: u32 = SURNAMES.iter().map(|s| u32::from(s.1)).sum();
    let mut left = dice.below(total as usize) as u32;
    for (name, weight) in SURNAMES {
        if left < u32::from(*weight) {
            return name;
        }
        left -= u32::from(*weight);
    }
    SURNAMES[0].0
}

/// A full name for someone of that surname, sex and birth year.
pub(crate) fn full(dice: &mut Dice, surname: &str, male: bool, year: i32) -> String {
    let fashion = match year {
        ..1970 => &BEFORE_1970,
        1970..1985 => &TO_1985,
        1985..2000 => &TO_2000,
        _ => &AFTER_2000,
    };
    let pool = if male { fashion.male } else { fashion.female };
    let mut name = surname.to_owned();
    name.push(character(dice, pool));
    if !dice.chance(fashion.single) {
        name.push(character(dice, pool));
    }
    name
}

fn character(dice: &mut Dice, pool: &str) -> char {
    let n = pool.len() / 3;
    pool[dice.below(n) * 3..].chars().next().unwrap_or('文')
}
