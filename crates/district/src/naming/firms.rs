//! Names of organisations.

use crate::chance::Dice;
use crate::layout::UnitUse;

const BRANDS: &str = "鑫源华盛恒达众诚瑞丰嘉和永兴宏图润泽启航博远安泰德信汇通荣昌金桥智联云帆天翼海纳新锐佳美康宁悦享禾木沐阳锦程飞扬卓越优品顺意万家鼎诺维格思科蓝鲸青橙";

const COMPANY: &[&str] = &[
    "电子科技",
    "五金制品",
    "塑胶模具",
    "精密机械",
    "供应链",
    "贸易",
    "信息技术",
    "网络科技",
    "建筑工程",
    "装饰设计",
    "物流",
    "人力资源",
    "包装材料",
    "服饰",
    "医疗器械",
    "环保科技",
    "照明",
    "自动化设备",
    "文化传播",
    "食品",
];
const SHOP: &[&str] = &[
    "便利店",
    "小吃店",
    "餐饮店",
    "理发店",
    "水果店",
    "药店",
    "五金店",
    "服装店",
    "早餐店",
    "奶茶店",
    "超市",
    "烟酒商行",
    "手机店",
    "洗衣店",
    "宠物店",
    "面馆",
    "烧烤店",
    "快递驿站",
    "美容店",
    "文具店",
    "汽修店",
    "粮油店",
    "花店",
    "母婴店",
    "眼镜店",
];
const WORKS: &[&str] =
    &["电子厂", "五金厂", "塑胶厂", "模具厂", "制衣厂", "印刷厂", "玩具厂", "灯饰厂"];

fn brand(dice: &mut Dice) -> String {
    let n = BRANDS.len() / 3;
    let mut pick = || BRANDS[dice.below(n) * 3..].chars().next().unwrap_or('鑫');
    let (a, b) = (pick(), pick());
    let mut out = String::from(a);
    out.push(b);
    if dice.chance(0.3) {
        out.push(BRANDS[dice.below(n) * 3..].chars().next().unwrap_or('源'));
    }
    out
}

/// (name, is a company rather than a sole trader)
pub(crate) fn name(dice: &mut Dice, use_: UnitUse) -> (String, bool) {
    let brand = brand(dice);
    match use_ {
        UnitUse::Shop if dice.chance(0.85) => (format!("砚溪区{brand}{}", dice.pick(SHOP)), false),
        UnitUse::Workshop if dice.chance(0.35) => {
            (format!("砚溪区{brand}{}", dice.pick(WORKS)), false)
        }
        _ => (format!("云汀市{brand}{}有限公司", dice.pick(COMPANY)), true),
    }
}

/// An agency that lets homes, or a company that manages an estate.
pub(crate) fn service(dice: &mut Dice, trade: &str) -> String {
    format!("云汀市{}{trade}有限公司", brand(dice))
}
