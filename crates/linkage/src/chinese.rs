//! Chinese names, whatever the script: simplified or traditional, spelled by sound, given in
//! another order.

use std::{collections::HashMap, sync::LazyLock};

use pinyin::ToPinyin;

/// Traditional characters common in names and places, each followed by its simplified form.
const PAIRS: &str = "張张陳陈劉刘楊杨黃黄趙赵吳吴孫孙馬马鄭郑謝谢許许韓韩馮冯鄧邓蕭萧葉叶蘇苏呂吕盧卢蔣蒋賈贾鐘钟鍾钟譚谭陸陆\
範范廖廖鄒邹龍龙萬万錢钱湯汤賴赖龔龚顧顾賀贺嚴严華华偉伟麗丽強强傑杰軍军勇勇豔艳艷艳濤涛鵬鹏輝辉紅红蘭兰鳳凤雲云國国\
榮荣東东書书興兴學学寶宝貴贵慶庆長长義义維维維维鋒锋劍剑劉刘潔洁靜静瑩莹穎颖豐丰廣广門门開开關关閆闫閻阎歐欧陽阳齊齐\
語语詩诗誠诚諾诺謙谦識识議议證证記记訓训許许論论設设詠咏詳详譽誉讀读變变讓让貝贝財财貨货貿贸費费賢贤質质贊赞贏赢\
軒轩輕轻載载輪轮辦办農农進进運运達达遠远連连邁迈還还鄉乡醫医針针鈞钧銀银銅铜銘铭鋼钢錄录錦锦鎮镇鐵铁鑫鑫鑽钻\
陝陕陰阴隊队階阶際际隨随雙双雜杂難难電电霧雾靈灵韋韦韻韵頁页頂顶順顺預预領领頭头顏颜願愿類类風风飛飞飯饭飲饮館馆\
馳驰駿骏騰腾驗验體体魚鱼魯鲁鮮鲜鳥鸟鴻鸿麥麦黨党點点龜龟個个倉仓們们偉伟側侧僑侨儀仪億亿優优兒儿兩两凱凯劃划劉刘\
動动務务勝胜勞劳勛勋勳勋區区協协卻却厲厉參参員员問问啟启單单喬乔喚唤嘆叹團团園园圓圆圖图場场塊块塗涂塵尘壇坛壓压\
壯壮壽寿夠够夢梦奪夺奮奋婁娄婦妇媽妈嬌娇孿孪寧宁實实審审寫写對对導导屆届層层島岛峽峡嶺岭巖岩帥帅師师帶带幫帮幣币\
幹干庫库廠厂廟庙張张彈弹彌弥徑径從从復复徵征恆恒悅悦惠惠愛爱慧慧憲宪應应懷怀戰战戲戏戶户拋抛挾挟捨舍採采揚扬換换\
揮挥據据擇择擊击擔担擬拟擴扩攝摄敵敌數数斷断時时晉晋曉晓暉晖曆历會会朧胧東东棟栋業业極极樓楼樂乐標标樞枢樣样樹树\
橋桥機机權权歡欢歲岁歷历歸归殘残殼壳毀毁氣气決决況况淚泪淨净淺浅減减測测湧涌準准溝沟溫温滅灭滿满漁渔漢汉漸渐潁颍\
潤润澤泽濃浓濟济濱滨瀾澜灣湾為为無无煙烟煉炼熱热燈灯燒烧營营爐炉爭争爾尔牆墙獎奖獨独獻献環环璽玺瓊琼產产畫画異异\
當当療疗癥症發发監监盤盘礎础禮礼禮礼禪禅種种穩稳穀谷積积窮穷竅窍筆笔築筑節节簡简簽签籃篮籌筹粵粤紀纪約约紅红純纯\
紙纸級级紋纹紹绍終终組组細细結结絕绝給给統统絲丝經经綠绿綱纲網网綿绵緊紧緒绪線线締缔緣缘編编緯纬練练縣县總总績绩\
織织繪绘繼继續续羅罗聖圣聞闻聯联聰聪聲声職职聽听肅肃腦脑膽胆臺台舊旧艦舰藝艺節节莊庄華华萊莱蓮莲蔭荫薈荟薦荐藍蓝\
藥药蘆芦處处號号蟲虫術术衛卫補补裝装裡里製制複复襲袭見见規规覓觅視视覺觉覽览觀观計计訂订";

/// The simplified form of each traditional character of [`PAIRS`].
static SIMPLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let mut simple = HashMap::new();
    let mut pairs = PAIRS.chars();
    while let (Some(from), Some(to)) = (pairs.next(), pairs.next()) {
        simple.entry(from).or_insert(to);
    }
    simple
});

/// The text in simplified characters, without spaces and separators between the parts of a name.
#[must_use]
pub fn simplified(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '·' | '・' | '•' | '-' | '.' | '’' | '\''))
        .map(|c| simple(c).to_ascii_lowercase())
        .collect()
}

fn simple(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    SIMPLE.get(&c).copied().unwrap_or(c)
}

/// Characters that are read in another way as a surname, and the reading; a surname of two
/// characters is listed by both.
const SURNAMES: [(&str, &str); 30] = [
    ("单", "shan"),
    ("解", "xie"),
    ("仇", "qiu"),
    ("曾", "zeng"),
    ("区", "ou"),
    ("朴", "piao"),
    ("查", "zha"),
    ("盖", "ge"),
    ("乐", "yue"),
    ("员", "yun"),
    ("秘", "bi"),
    ("翟", "zhai"),
    ("缪", "miao"),
    ("折", "she"),
    ("冼", "xian"),
    ("召", "shao"),
    ("种", "chong"),
    ("重", "chong"),
    ("繁", "po"),
    ("逄", "pang"),
    ("祭", "zhai"),
    ("费", "fei"),
    ("黑", "he"),
    ("能", "nai"),
    ("尉迟", "yuchi"),
    ("万俟", "moqi"),
    ("长孙", "zhangsun"),
    ("单于", "chanyu"),
    ("澹台", "tantai"),
    ("令狐", "linghu"),
];

/// The most characters that a text may have to be read as a person's name.
const LONGEST_NAME: usize = 4;

/// The reading of the surname that a name begins with, where it is not the usual one, and the
/// surname's characters.
fn surname(name: &[char]) -> Option<(&'static str, usize)> {
    let begins =
        |of: &str| of.chars().zip(name).filter(|(a, b)| a == *b).count() == of.chars().count();
    let fits = |n: usize| (n + 1..=LONGEST_NAME).contains(&name.len());
    let known = SURNAMES.iter().map(|(of, sound)| (*of, *sound, of.chars().count()));
    let found = known.filter(|(of, _, n)| fits(*n) && begins(of)).max_by_key(|(_, _, n)| *n);
    found.map(|(_, sound, n)| (sound, n))
}

/// The syllables of a name: pinyin without tones for Chinese characters; for Latin text the words
/// as they stand, so that `Li Wei` and 李伟 compare alike when written apart. Of a text of two to four
/// Chinese characters the first are read as a surname (单 as shan, 尉迟 as yuchi).
#[must_use]
pub fn syllables(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut characters: Vec<char> = simplified(text).chars().collect();
    if characters.iter().all(|c| c.to_pinyin().is_some())
        && let Some((sound, read)) = surname(&characters)
    {
        found.push(sound.to_owned());
        characters.drain(..read);
    } else {
        characters = text.chars().collect();
    }
    for c in characters {
        let c = simple(c);
        if let Some(sound) = c.to_pinyin() {
            if !word.is_empty() {
                found.push(std::mem::take(&mut word));
            }
            found.push(sound.plain().to_owned());
        } else if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if !word.is_empty() {
            found.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        found.push(word);
    }
    found
}

/// Syllables joined, in the order given: equal for homophones.
#[must_use]
pub fn sound(text: &str) -> String {
    syllables(text).concat()
}

/// Syllables joined, those that many speakers and input methods do not tell apart made alike:
/// `zh`, `ch`, `sh` as `z`, `c`, `s`; `n` as `l` at the beginning; `-ng` as `-n`. For Chinese
/// characters and for Latin text written by syllables.
#[must_use]
pub fn near_sound(text: &str) -> String {
    let alike = |syllable: String| {
        let begun = match syllable.as_bytes() {
            [b'z' | b'c' | b's', b'h', ..] => format!("{}{}", &syllable[..1], &syllable[2..]),
            [b'n', _, ..] => format!("l{}", &syllable[1..]),
            _ => syllable,
        };
        begun.strip_suffix("ng").map(|rest| format!("{rest}n")).unwrap_or(begun)
    };
    syllables(text).into_iter().map(alike).collect()
}

/// Syllables sorted: equal for the same name in another order.
#[must_use]
pub fn sorted_sound(text: &str) -> String {
    let mut parts = syllables(text);
    parts.sort_unstable();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_sound_and_order() {
        assert_eq!(simplified("張 偉"), "张伟");
        assert_eq!(sound("张伟"), sound("章玮"));
        assert_eq!(sound("李伟"), sound("Li Wei"));
        assert_eq!(sorted_sound("Wei Li"), sorted_sound("李伟"));
        assert_ne!(sound("王芳"), sound("李娜"));
        assert_eq!(sound("单伟"), sound("Shan Wei"));
        assert_eq!(sound("尉迟敬德"), sound("Yuchi Jingde"));
        assert_eq!(near_sound("张林"), near_sound("臧玲"));
        assert_eq!(near_sound("刘兰"), near_sound("牛南"));
        assert_ne!(near_sound("王芳"), near_sound("李娜"));
    }

    #[test]
    fn the_table_is_made_of_pairs() {
        assert_eq!(PAIRS.chars().filter(|c| !c.is_whitespace()).count() % 2, 0);
    }
}
