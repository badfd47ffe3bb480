//! Names of areas, roads, estates and villages. Each draw is unique in the
//! district; all are invented from everyday words for water, trees and hills.

use rustc_hash::FxHashSet;

use super::{Syllable, Text, capital};
use crate::chance::Dice;

pub(crate) const CITY: (&str, &str) = ("云汀市", "Yunting City");
pub(crate) const DISTRICT: (&str, &str) = ("砚溪区", "Yanxi District");

/// The ten streets (subdistricts), without their suffix.
pub(crate) const STREETS: [(&str, &str); 10] = [
    ("汀禾", "Tinghe"),
    ("澜桥", "Lanqiao"),
    ("枫渚", "Fengzhu"),
    ("栎园", "Liyuan"),
    ("荻湾", "Diwan"),
    ("棠坞", "Tangwu"),
    ("鹭汐", "Luxi"),
    ("槿湖", "Jinhu"),
    ("砚北", "Yanbei"),
    ("莲峪", "Lianyu"),
];

const HEADS: &[Syllable] = &[
    ('柳', "liu"),
    ('桂', "gui"),
    ('荷', "he"),
    ('松', "song"),
    ('梅', "mei"),
    ('竹', "zhu"),
    ('枫', "feng"),
    ('杏', "xing"),
    ('兰', "lan"),
    ('榕', "rong"),
    ('棠', "tang"),
    ('槐', "huai"),
    ('桐', "tong"),
    ('栎', "li"),
    ('樟', "zhang"),
    ('梧', "wu"),
    ('清', "qing"),
    ('碧', "bi"),
    ('翠', "cui"),
    ('青', "qing"),
    ('玉', "yu"),
    ('锦', "jin"),
    ('云', "yun"),
    ('晴', "qing"),
    ('晨', "chen"),
    ('曙', "shu"),
    ('星', "xing"),
    ('月', "yue"),
    ('霞', "xia"),
    ('虹', "hong"),
    ('鹭', "lu"),
    ('雁', "yan"),
    ('鹤', "he"),
    ('鸣', "ming"),
    ('凤', "feng"),
    ('龙', "long"),
    ('鲤', "li"),
    ('福', "fu"),
    ('安', "an"),
    ('康', "kang"),
    ('和', "he"),
    ('兴', "xing"),
    ('永', "yong"),
    ('宁', "ning"),
    ('瑞', "rui"),
    ('丰', "feng"),
    ('茂', "mao"),
    ('嘉', "jia"),
    ('景', "jing"),
    ('秀', "xiu"),
    ('金', "jin"),
    ('银', "yin"),
    ('白', "bai"),
    ('石', "shi"),
    ('砚', "yan"),
    ('墨', "mo"),
    ('书', "shu"),
    ('文', "wen"),
    ('学', "xue"),
    ('德', "de"),
    ('明', "ming"),
    ('光', "guang"),
    ('华', "hua"),
    ('新', "xin"),
    ('东', "dong"),
    ('南', "nan"),
    ('西', "xi"),
    ('北', "bei"),
    ('上', "shang"),
    ('下', "xia"),
    ('前', "qian"),
    ('后', "hou"),
    ('长', "chang"),
    ('平', "ping"),
    ('沙', "sha"),
    ('塘', "tang"),
    ('莲', "lian"),
    ('菱', "ling"),
    ('葵', "kui"),
    ('芦', "lu"),
    ('禾', "he"),
    ('麦', "mai"),
    ('桑', "sang"),
    ('茶', "cha"),
    ('漾', "yang"),
    ('澜', "lan"),
    ('沁', "qin"),
    ('润', "run"),
];
const TAILS: &[Syllable] = &[
    ('溪', "xi"),
    ('河', "he"),
    ('湖', "hu"),
    ('泉', "quan"),
    ('塘', "tang"),
    ('湾', "wan"),
    ('洲', "zhou"),
    ('渡', "du"),
    ('桥', "qiao"),
    ('浦', "pu"),
    ('岸', "an"),
    ('汀', "ting"),
    ('渚', "zhu"),
    ('沙', "sha"),
    ('岭', "ling"),
    ('岗', "gang"),
    ('峰', "feng"),
    ('坪', "ping"),
    ('原', "yuan"),
    ('田', "tian"),
    ('园', "yuan"),
    ('林', "lin"),
    ('岩', "yan"),
    ('谷', "gu"),
    ('坡', "po"),
    ('台', "tai"),
    ('亭', "ting"),
    ('门', "men"),
    ('井', "jing"),
    ('庄', "zhuang"),
    ('围', "wei"),
    ('埔', "pu"),
    ('头', "tou"),
    ('光', "guang"),
    ('安', "an"),
    ('康', "kang"),
    ('宁', "ning"),
    ('和', "he"),
    ('祥', "xiang"),
    ('荣', "rong"),
    ('昌', "chang"),
    ('盛', "sheng"),
    ('达', "da"),
    ('通', "tong"),
    ('源', "yuan"),
    ('景', "jing"),
    ('秀', "xiu"),
    ('辉', "hui"),
];
/// A third syllable, once the two-syllable names are used up.
const MIDDLES: &[Syllable] = &[
    ('家', "jia"),
    ('边', "bian"),
    ('水', "shui"),
    ('山', "shan"),
    ('花', "hua"),
    ('香', "xiang"),
    ('云', "yun"),
    ('里', "li"),
];

/// Draws names that no other place of the same kind has.
#[derive(Default)]
pub(crate) struct PlaceNames {
    used: FxHashSet<String>,
}

impl PlaceNames {
    /// A bare name without suffix, unique under `kind`.
    pub(crate) fn draw(&mut self, dice: &mut Dice, kind: &str) -> Text {
        for attempt in 0..400 {
            let (head, tail) = (dice.pick(HEADS), dice.pick(TAILS));
            if head.0 == tail.0 {
                continue;
            }
            let middle = (attempt > 12)
                .then(|| dice.pick(MIDDLES))
                .filter(|m| m.0 != head.0 && m.0 != tail.0);
            let zh: String =
                [Some(head), middle, Some(tail)].into_iter().flatten().map(|s| s.0).collect();
            if self.used.insert(format!("{kind}{zh}")) {
                let en: String =
                    [Some(head), middle, Some(tail)].into_iter().flatten().map(|s| s.1).collect();
                return Text::new(zh, capital(&en));
            }
        }
        let n = self.used.len();
        self.used.insert(format!("{kind}{n}"));
        Text::new(format!("新村{n}"), format!("Xincun {n}"))
    }
}

/// Suffixes of gated estates with their Latin spelling.
pub(crate) const ESTATE_SUFFIXES: &[(&str, &str)] = &[
    ("花园", "Garden"),
    ("雅苑", "Court"),
    ("名邸", "Mansion"),
    ("家园", "Homes"),
    ("华府", "Residence"),
    ("豪庭", "Palace"),
    ("公馆", "House"),
    ("新城", "New Town"),
    ("首府", "Capital"),
    ("学府", "Academy"),
    ("半岛", "Peninsula"),
    ("世家", "Heritage"),
    ("悦府", "Joy Court"),
    ("里", "Li"),
];
/// Suffixes of older walk-up estates.
pub(crate) const WALKUP_SUFFIXES: &[(&str, &str)] = &[
    ("小区", "Quarter"),
    ("新村", "New Village"),
    ("苑", "Yuan"),
    ("里", "Li"),
    ("坊", "Fang"),
    ("大院", "Compound"),
    ("公寓", "Apartments"),
];
/// Suffixes of industrial parks.
pub(crate) const PARK_SUFFIXES: &[(&str, &str)] = &[
    ("工业园", "Industrial Park"),
    ("科技园", "Science Park"),
    ("工业区", "Industrial Zone"),
    ("产业园", "Business Park"),
    ("物流园", "Logistics Park"),
];
/// Suffixes of commercial buildings.
pub(crate) const TOWER_SUFFIXES: &[(&str, &str)] = &[
    ("大厦", "Tower"),
    ("中心", "Centre"),
    ("广场", "Plaza"),
    ("商务楼", "Business Building"),
    ("国际", "International"),
];
