//! Words with a standard spelling in US addresses (USPS Publication 28,
//! appendices B, C and C2, with spellings seen in registers). Sorted.

/// Spellings of street types and directions, and their standard.
const STANDARD: &[(&str, &str)] = &[
    ("allee", "aly"), ("alley", "aly"), ("ally", "aly"), ("anex", "anx"), ("annex", "anx"),
    ("annx", "anx"), ("arcade", "arc"), ("av", "ave"), ("aven", "ave"), ("avenida", "ave"),
    ("avenu", "ave"), ("avenue", "ave"), ("avn", "ave"), ("avnu", "ave"), ("avnue", "ave"),
    ("bayoo", "bayou"), ("beach", "bch"), ("bend", "bnd"), ("bluf", "blf"), ("bluff", "blf"),
    ("blv", "blvd"), ("boul", "blvd"), ("boulevard", "blvd"), ("boulv", "blvd"), ("branch", "br"),
    ("brdge", "brg"), ("bridge", "brg"), ("brnch", "br"), ("brook", "brk"), ("bvd", "blvd"),
    ("bypa", "byp"), ("bypas", "byp"), ("bypass", "byp"), ("byps", "byp"), ("camp", "cp"),
    ("canyn", "cyn"), ("canyon", "cyn"), ("cape", "cpe"), ("causeway", "cswy"), ("causwa", "cswy"),
    ("cen", "ctr"), ("cent", "ctr"), ("center", "ctr"), ("centr", "ctr"), ("centre", "ctr"),
    ("circ", "cir"), ("circl", "cir"), ("circle", "cir"), ("cliff", "clf"), ("cliffs", "clfs"),
    ("club", "clb"), ("cmp", "cp"), ("cnter", "ctr"), ("cntr", "ctr"), ("cnyn", "cyn"),
    ("common", "cmn"), ("corner", "cor"), ("corners", "cors"), ("course", "crse"), ("court", "ct"),
    ("courts", "cts"), ("cove", "cv"), ("crcl", "cir"), ("crcle", "cir"), ("creek", "crk"),
    ("crescent", "cres"), ("crest", "crst"), ("crossing", "xing"), ("crossroad", "xrd"),
    ("crsent", "cres"), ("crsnt", "cres"), ("crssng", "xing"), ("crt", "ct"), ("dale", "dl"),
    ("dam", "dm"), ("div", "dv"), ("divide", "dv"), ("driv", "dr"), ("drive", "dr"), ("drv", "dr"),
    ("dvd", "dv"), ("east", "e"), ("estate", "est"), ("estates", "ests"), ("exp", "expy"),
    ("expr", "expy"), ("express", "expy"), ("expressway", "expy"), ("expw", "expy"),
    ("extension", "ext"), ("extn", "ext"), ("extnsn", "ext"), ("falls", "fls"), ("ferry", "fry"),
    ("field", "fld"), ("fields", "flds"), ("flat", "flt"), ("ford", "frd"), ("forest", "frst"),
    ("forg", "frg"), ("forge", "frg"), ("fork", "frk"), ("fort", "ft"), ("freeway", "fwy"),
    ("freewy", "fwy"), ("frry", "fry"), ("frt", "ft"), ("frway", "fwy"), ("frwy", "fwy"),
    ("garden", "gdn"), ("gardens", "gdns"), ("gardn", "gdn"), ("gateway", "gtwy"),
    ("gatewy", "gtwy"), ("gatway", "gtwy"), ("glen", "gln"), ("grden", "gdn"), ("grdn", "gdn"),
    ("grdns", "gdns"), ("green", "grn"), ("grov", "grv"), ("grove", "grv"), ("gtway", "gtwy"),
    ("harb", "hbr"), ("harbor", "hbr"), ("harbour", "hbr"), ("harbr", "hbr"), ("haven", "hvn"),
    ("heights", "hts"), ("highway", "hwy"), ("highwy", "hwy"), ("hill", "hl"), ("hills", "hls"),
    ("hiway", "hwy"), ("hiwy", "hwy"), ("hllw", "holw"), ("hollow", "holw"), ("hollows", "holw"),
    ("holws", "holw"), ("hrbor", "hbr"), ("ht", "hts"), ("hway", "hwy"), ("inlet", "inlt"),
    ("island", "is"), ("islnd", "is"), ("jction", "jct"), ("jctn", "jct"), ("junction", "jct"),
    ("junctn", "jct"), ("juncton", "jct"), ("knol", "knl"), ("knoll", "knl"), ("knolls", "knls"),
    ("la", "ln"), ("lake", "lk"), ("lakes", "lks"), ("landing", "lndg"), ("lane", "ln"),
    ("ldge", "ldg"), ("light", "lgt"), ("lndng", "lndg"), ("loaf", "lf"), ("lock", "lck"),
    ("lodg", "ldg"), ("lodge", "ldg"), ("loops", "loop"), ("manor", "mnr"), ("meadow", "mdw"),
    ("meadows", "mdws"), ("medows", "mdws"), ("mill", "ml"), ("mills", "mls"), ("mission", "msn"),
    ("missn", "msn"), ("mnt", "mt"), ("mntain", "mtn"), ("mntn", "mtn"), ("motorway", "mtwy"),
    ("mount", "mt"), ("mountain", "mtn"), ("mountin", "mtn"), ("mssn", "msn"), ("mtin", "mtn"),
    ("no", "n"), ("north", "n"), ("northeast", "ne"), ("northwest", "nw"), ("nrth", "n"),
    ("nth", "n"), ("orchard", "orch"), ("orchrd", "orch"), ("overpass", "opas"), ("ovl", "oval"),
    ("parkway", "pkwy"), ("parkwy", "pkwy"), ("passage", "psge"), ("pine", "pne"),
    ("pines", "pnes"), ("pkway", "pkwy"), ("pky", "pkwy"), ("place", "pl"), ("plain", "pln"),
    ("plains", "plns"), ("plaza", "plz"), ("plc", "pl"), ("plza", "plz"), ("point", "pt"),
    ("points", "pts"), ("port", "prt"), ("prairie", "pr"), ("prr", "pr"), ("rad", "radl"),
    ("radial", "radl"), ("radiel", "radl"), ("ranch", "rnch"), ("ranches", "rnch"),
    ("rapid", "rpd"), ("rapids", "rpds"), ("rdge", "rdg"), ("rest", "rst"), ("ridge", "rdg"),
    ("ridges", "rdgs"), ("river", "riv"), ("rivr", "riv"), ("rnchs", "rnch"), ("road", "rd"),
    ("roads", "rds"), ("route", "rte"), ("rvr", "riv"), ("shoal", "shl"), ("shoar", "shr"),
    ("shoars", "shrs"), ("shore", "shr"), ("shores", "shrs"), ("skyway", "skwy"), ("so", "s"),
    ("south", "s"), ("southeast", "se"), ("southwest", "sw"), ("spng", "spg"), ("spngs", "spgs"),
    ("spring", "spg"), ("springs", "spgs"), ("sprng", "spg"), ("sprngs", "spgs"), ("sqr", "sq"),
    ("sqre", "sq"), ("squ", "sq"), ("square", "sq"), ("station", "sta"), ("statn", "sta"),
    ("sth", "s"), ("stn", "sta"), ("str", "st"), ("strav", "stra"), ("straven", "stra"),
    ("stravenue", "stra"), ("stravn", "stra"), ("stream", "strm"), ("stree", "st"),
    ("street", "st"), ("streme", "strm"), ("strt", "st"), ("strvn", "stra"), ("strvnue", "stra"),
    ("sumit", "smt"), ("sumitt", "smt"), ("summit", "smt"), ("terr", "ter"), ("terrace", "ter"),
    ("throughway", "trwy"), ("trace", "trce"), ("traces", "trce"), ("track", "trak"),
    ("tracks", "trak"), ("trafficway", "trfy"), ("trail", "trl"), ("trailer", "trlr"),
    ("trails", "trl"), ("trk", "trak"), ("trks", "trak"), ("trls", "trl"), ("trnpk", "tpke"),
    ("tunel", "tunl"), ("tunnel", "tunl"), ("turnpike", "tpke"), ("turnpk", "tpke"),
    ("underpass", "upas"), ("union", "un"), ("valley", "vly"), ("vally", "vly"), ("view", "vw"),
    ("views", "vws"), ("vill", "vlg"), ("villag", "vlg"), ("village", "vlg"), ("ville", "vl"),
    ("villg", "vlg"), ("villiage", "vlg"), ("vist", "vis"), ("vista", "vis"), ("vlly", "vly"),
    ("vst", "vis"), ("vsta", "vis"), ("walks", "walk"), ("well", "wl"), ("wells", "wls"),
    ("west", "w"), ("wst", "w"), ("wy", "way"),
];

/// Standard street types.
const TYPES: &[&str] = &[
    "aly", "anx", "arc", "ave", "bayou", "bch", "blf", "blvd", "bnd", "br", "brg", "brk", "byp",
    "cir", "clb", "clf", "clfs", "cmn", "cor", "cors", "cp", "cpe", "cres", "crk", "crse", "crst",
    "cswy", "ct", "ctr", "cts", "cv", "cyn", "dl", "dm", "dr", "dv", "est", "ests", "expy", "ext",
    "fld", "flds", "fls", "flt", "frd", "frg", "frk", "frst", "fry", "ft", "fwy", "gdn", "gdns",
    "gln", "grn", "grv", "gtwy", "hbr", "hl", "hls", "holw", "hts", "hvn", "hwy", "inlt", "is",
    "jct", "knl", "knls", "lck", "ldg", "lf", "lgt", "lk", "lks", "ln", "lndg", "loop", "mdw",
    "mdws", "ml", "mls", "mnr", "msn", "mt", "mtn", "mtwy", "opas", "orch", "oval", "pkwy", "pl",
    "pln", "plns", "plz", "pne", "pnes", "pr", "prt", "psge", "pt", "pts", "radl", "rd", "rdg",
    "rdgs", "rds", "riv", "rnch", "rpd", "rpds", "rst", "rte", "shl", "shr", "shrs", "skwy", "smt",
    "spg", "spgs", "sq", "st", "sta", "stra", "strm", "ter", "tpke", "trak", "trce", "trfy", "trl",
    "trlr", "trwy", "tunl", "un", "upas", "vis", "vl", "vlg", "vly", "vw", "vws", "walk", "way",
    "wl", "wls", "xing", "xrd",
];

/// States by name.
const STATES: &[(&str, &str)] = &[
    ("alabama", "al"), ("alaska", "ak"), ("arizona", "az"), ("arkansas", "ar"),
    ("california", "ca"), ("colorado", "co"), ("connecticut", "ct"), ("delaware", "de"),
    ("district of columbia", "dc"), ("florida", "fl"), ("georgia", "ga"), ("hawaii", "hi"),
    ("idaho", "id"), ("illinois", "il"), ("indiana", "in"), ("iowa", "ia"), ("kansas", "ks"),
    ("kentucky", "ky"), ("louisiana", "la"), ("maine", "me"), ("maryland", "md"),
    ("massachusetts", "ma"), ("michigan", "mi"), ("minnesota", "mn"), ("mississippi", "ms"),
    ("missouri", "mo"), ("montana", "mt"), ("nebraska", "ne"), ("nevada", "nv"),
    ("new hampshire", "nh"), ("new jersey", "nj"), ("new mexico", "nm"), ("new york", "ny"),
    ("north carolina", "nc"), ("north dakota", "nd"), ("ohio", "oh"), ("oklahoma", "ok"),
    ("oregon", "or"), ("pennsylvania", "pa"), ("puerto rico", "pr"), ("rhode island", "ri"),
    ("south carolina", "sc"), ("south dakota", "sd"), ("tennessee", "tn"), ("texas", "tx"),
    ("utah", "ut"), ("vermont", "vt"), ("virginia", "va"), ("washington", "wa"),
    ("west virginia", "wv"), ("wisconsin", "wi"), ("wyoming", "wy"),
];

/// Number words in unit numbers.
const ORDINALS: &[(&str, &str)] = &[
    ("eight", "8"), ("eighth", "8"), ("fifth", "5"), ("first", "1"), ("five", "5"), ("four", "4"),
    ("fourth", "4"), ("nine", "9"), ("ninth", "9"), ("one", "1"), ("second", "2"), ("seven", "7"),
    ("seventh", "7"), ("six", "6"), ("sixth", "6"), ("ten", "10"), ("tenth", "10"), ("third", "3"),
    ("three", "3"), ("two", "2"),
];

fn find(table: &'static [(&'static str, &'static str)], word: &str) -> Option<&'static str> {
    table.binary_search_by(|(key, _)| (*key).cmp(word)).ok().map(|at| table[at].1)
}

/// The standard spelling of a word, or the word.
pub(super) fn standard(word: &str) -> &str {
    find(STANDARD, word).unwrap_or(word)
}

/// The postal abbreviation of a state's name.
pub(super) fn state(name: &str) -> Option<&'static str> {
    find(STATES, name)
}

/// True for `n`, `sw` and their like (standard spelling).
pub(super) fn is_direction(word: &str) -> bool {
    matches!(word, "n" | "s" | "e" | "w" | "ne" | "nw" | "se" | "sw")
}

/// True for a street type or a direction (standard spelling).
pub(super) fn is_generic(word: &str) -> bool {
    is_direction(word) || TYPES.binary_search(&word).is_ok()
}

/// True for the words that say "floor".
pub(super) fn is_floor(word: &str) -> bool {
    matches!(word, "fl" | "floor" | "flr")
}

/// True for the words that only say "a unit follows".
pub(super) fn is_designator(word: &str) -> bool {
    matches!(
        word,
        "apt" | "apts" | "aprt" | "aptmnt" | "apartment" | "unit" | "ste" | "suite" | "no" | "num" | "number" | "rm" | "room"
    )
}

/// `2nd` and `second` as `2`.
pub(super) fn ordinal(word: &str) -> &str {
    if let Some(figure) = find(ORDINALS, word) {
        return figure;
    }
    let figures = word.trim_end_matches(|ch: char| ch.is_ascii_alphabetic());
    let ending = &word[figures.len()..];
    if !figures.is_empty() && matches!(ending, "st" | "nd" | "rd" | "th") { figures } else { word }
}

#[cfg(test)]
mod tests {
    #[test]
    fn tables_are_sorted_for_their_search() {
        for table in [super::STANDARD, super::STATES, super::ORDINALS] {
            assert!(table.is_sorted_by(|a, b| a.0 < b.0));
        }
        assert!(super::TYPES.is_sorted());
    }
}
