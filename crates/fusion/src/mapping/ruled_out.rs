//! Columns that linli never reads, by name, in both languages.
//!
//! The list follows *What linli will never do* in the README: linli keeps no ethnicity, religion, politics, health,
//! crime, biometrics, movements, watch-lists, scores of people, or kinship beyond the household.

use kernel::Text;

/// Why a column is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Origin, ethnicity or nationality.
    Origin,
    /// Religion or belief.
    Belief,
    /// Political membership or view.
    Politics,
    /// Health, disability or diagnosis.
    Health,
    /// Crime or drugs.
    Crime,
    /// Biometrics.
    Biometrics,
    /// Movements: plates, devices, traces.
    Movements,
    /// Watch-lists and lists of petitioners.
    WatchList,
    /// Scores, grades and ratings of people.
    Score,
    /// Kinship beyond the household.
    Kinship,
}

impl Ground {
    /// The ground in both languages.
    #[must_use]
    pub fn text(self) -> Text {
        let (zh, en) = match self {
            Self::Origin => ("出身、民族或国籍", "origin, ethnicity or nationality"),
            Self::Belief => ("宗教或信仰", "religion or belief"),
            Self::Politics => ("政治面貌或观点", "political membership or view"),
            Self::Health => ("健康、残疾或诊断", "health, disability or diagnosis"),
            Self::Crime => ("犯罪或涉毒记录", "crime or drug records"),
            Self::Biometrics => ("生物特征", "biometrics"),
            Self::Movements => ("行踪：车牌、设备、轨迹", "movements: plates, devices, traces"),
            Self::WatchList => ("名单与布控", "watch-lists"),
            Self::Score => ("对人的评分或等级", "scores or grades of people"),
            Self::Kinship => ("家庭以外的亲属关系", "kinship beyond the household"),
        };
        Text::new(zh, en)
    }
}

/// English words and phrases (words of a header, in order), and Chinese substrings.
const RULES: &[(Ground, &[&str], &[&str])] = &[
    (
        Ground::Origin,
        &[
            "race",
            "racial",
            "ethnicity",
            "ethnic",
            "nationality",
            "citizenship",
            "birthplace",
            "place of birth",
            "country of birth",
            "country of origin",
            "place of origin",
            "native place",
            "ancestry",
            "tribe",
            "caste",
        ],
        &["民族", "族别", "种族", "籍贯", "出生地", "国籍", "祖籍", "原籍"],
    ),
    (
        Ground::Belief,
        &["religion", "religious", "faith", "belief", "church", "denomination"],
        &["宗教", "信仰", "教派", "教徒", "信教"],
    ),
    (
        Ground::Politics,
        &[
            "political",
            "politics",
            "party member",
            "party membership",
            "party affiliation",
            "voter",
        ],
        &["政治", "党员", "党派", "党籍", "团员", "入党"],
    ),
    (
        Ground::Health,
        &[
            "health",
            "disease",
            "diagnosis",
            "diagnoses",
            "illness",
            "medical",
            "medication",
            "symptom",
            "disability",
            "disabled",
            "blood type",
            "pregnancy",
            "pregnant",
            "hiv",
            "mental",
            "psychiatric",
            "vaccination",
            "icd",
        ],
        &[
            "病", "健康", "诊断", "残疾", "残障", "血型", "怀孕", "孕", "精神", "用药", "疫苗",
            "症状",
        ],
    ),
    (
        Ground::Crime,
        &[
            "crime",
            "criminal",
            "offence",
            "offense",
            "arrest",
            "arrests",
            "conviction",
            "felony",
            "prison",
            "parole",
            "drug use",
            "drug record",
            "addict",
        ],
        &["犯罪", "前科", "案底", "刑满", "刑释", "服刑", "违法", "吸毒", "涉毒", "社区矫正"],
    ),
    (
        Ground::Biometrics,
        &[
            "biometric",
            "biometrics",
            "face",
            "facial",
            "fingerprint",
            "iris",
            "retina",
            "voiceprint",
            "voice print",
            "gait",
            "dna",
            "photo",
            "photograph",
            "portrait",
        ],
        &["人脸", "面部", "指纹", "虹膜", "声纹", "步态", "照片", "头像", "基因", "生物特征"],
    ),
    (
        Ground::Movements,
        &[
            "license plate",
            "licence plate",
            "plate number",
            "number plate",
            "plate no",
            "imei",
            "imsi",
            "mac address",
            "wifi",
            "gps",
            "trajectory",
            "trace",
            "sighting",
            "last seen",
            "passage",
            "camera",
        ],
        &["车牌", "轨迹", "行踪", "通行记录", "出入记录", "抓拍", "摄像"],
    ),
    (
        Ground::WatchList,
        &[
            "watch list",
            "watchlist",
            "wanted",
            "blacklist",
            "black list",
            "petitioner",
            "key person",
            "suspect",
            "person of interest",
        ],
        &["重点人", "上访", "信访人", "黑名单", "在逃", "布控", "管控", "嫌疑", "涉稳"],
    ),
    (
        Ground::Score,
        &[
            "credit score",
            "social credit score",
            "risk score",
            "trust score",
            "person score",
            "rating of person",
        ],
        &["信用分", "积分", "风险等级", "人员等级", "人员评分"],
    ),
    (
        Ground::Kinship,
        &[
            "father",
            "mother",
            "brother",
            "sister",
            "sibling",
            "cousin",
            "uncle",
            "aunt",
            "grandfather",
            "grandmother",
            "relative",
            "relatives",
            "kin",
            "next of kin",
            "associate",
            "associates",
            "friend",
            "acquaintance",
        ],
        &[
            "父亲",
            "母亲",
            "兄弟",
            "姐妹",
            "姊妹",
            "祖父",
            "祖母",
            "外公",
            "外婆",
            "亲属",
            "亲戚",
            "同伙",
            "关系人",
            "交往",
        ],
    ),
];

/// The ground on which a column is refused by its name; `None` where it may be read.
#[must_use]
pub fn ruled_out(name: &str) -> Option<Ground> {
    let words = format!(" {} ", words(name).join(" "));
    RULES.iter().find_map(|(ground, english, chinese)| {
        let hit = english.iter().any(|phrase| words.contains(&format!(" {phrase} ")))
            || chinese.iter().any(|part| name.contains(part));
        hit.then_some(*ground)
    })
}

/// The lower-case words of a header: `RaceEthnicity`, `race_ethnicity` and `race ethnicity` are the same two.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut after_lower = false;
    for c in name.chars() {
        let ends = !c.is_alphanumeric();
        if (ends || (after_lower && c.is_uppercase()))
            && words.last().is_some_and(|w| !w.is_empty())
        {
            words.push(String::new());
        }
        if let (false, Some(word)) = (ends, words.last_mut()) {
            word.extend(c.to_lowercase());
        }
        after_lower = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}
