//! What no catalogue has, whoever writes it: as the guard of the project's own files has it, and what a form asks nobody.

/// Parts of ids; one that ends in `_` begins a longer word.
const IDS: &[&str] = &[
    "ethnicity",
    "ethnic",
    "race",
    "nationality",
    "citizenship",
    "birthplace",
    "religion",
    "religious",
    "faith",
    "belief",
    "political",
    "party_member",
    "diagnosis",
    "disease",
    "disability",
    "criminal",
    "crime",
    "conviction",
    "drug",
    "fingerprint",
    "face_",
    "facial",
    "iris",
    "retina",
    "biometric",
    "gait",
    "voiceprint",
    "voice_print",
    "dna",
    "license_plate",
    "licence_plate",
    "plate_number",
    "number_plate",
    "imei",
    "imsi",
    "mac_address",
    "gps",
    "trajectory",
    "sighting",
    "last_seen",
    "video",
    "watchlist",
    "watch_list",
    "blacklist",
    "wanted_person",
    "suspect",
    "key_person",
    "petitioner",
    "credit_score",
    "social_credit",
    "risk_score",
    "trust_score",
    "staff_score",
    "person_score",
    "kinship",
    "associate",
    "acquaintance",
    "informer",
    "informant",
    "cut_off",
    "disconnection",
];

/// Parts of Chinese texts.
const ZH: &[&str] = &[
    "民族",
    "种族",
    "籍贯",
    "祖籍",
    "国籍",
    "宗教",
    "信仰",
    "政治面貌",
    "党员",
    "党派",
    "诊断",
    "残疾",
    "血型",
    "怀孕",
    "精神病",
    "犯罪",
    "前科",
    "刑满",
    "吸毒",
    "涉毒",
    "社区矫正",
    "人脸",
    "面部",
    "指纹",
    "虹膜",
    "声纹",
    "步态",
    "生物特征",
    "轨迹",
    "通行记录",
    "出入记录",
    "抓拍",
    "重点人",
    "上访",
    "信访人",
    "黑名单",
    "在逃",
    "布控",
    "涉稳",
    "信用分",
    "积分",
    "人员等级",
    "人员评分",
    "关系人",
    "同伙",
];

/// Parts of what is asked, in small letters.
const ASKED: &[&str] = &[
    "身份证",
    "车牌",
    "ethnic",
    "nationality",
    "religio",
    "political",
    "criminal",
    "fingerprint",
    "identity card",
    "number plate",
];

/// The part of an id that no catalogue has.
pub(super) fn in_id(id: &str) -> Option<&str> {
    let words = id.split(|c: char| !c.is_alphanumeric() && c != '_');
    let is_never = |word: &&str| {
        let begins = |never: &&str| word.starts_with(&format!("{}_", never.trim_end_matches('_')));
        IDS.iter().any(|never| word == never || begins(never))
    };
    words.filter(|word| !word.is_empty()).find(is_never)
}

/// The part of a Chinese text that no catalogue has.
pub(super) fn in_chinese(text: &str) -> Option<&'static str> {
    ZH.iter().copied().find(|part| text.contains(*part))
}

/// The part of a question or an answer, in either language, that nobody is asked.
pub(super) fn asked(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    ASKED.iter().copied().find(|part| text.contains(*part))
}
