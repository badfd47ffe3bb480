//! `POST /api/imports`

use std::path::Path;

use access::may;
use axum::{
    Json,
    extract::{Multipart, State, multipart::Field},
};
use kernel::Text;
use register::import::{Upload, UploadFormat, UploadId, UploadOptions, UploadState, sniff};
use tokio::{
    fs::{self, File},
    io::AsyncWriteExt as _,
};
use utoipa::ToSchema;

use super::{
    super::register,
    shape::{Row, shape},
};
use crate::{AppState, Caller, Problem, imports};

/// Longest file, bytes.
const LONGEST: u64 = 2 << 30;
/// Longest text of the form, bytes.
const LONGEST_TEXT: usize = 600;

/// A file to import; everything else comes before `file`.
#[derive(ToSchema)]
#[schema(as = NewImport)]
#[expect(dead_code, reason = "describes the form; the parts are streamed")]
pub(crate) struct Sent {
    /// How the country writes addresses: `cn`, `us`, `ca`.
    profile: Option<String>,
    /// The datum of the positions: `wgs84`, `gcj02`.
    datum: Option<String>,
    /// `true` where the file is all there is: what is not in it is retired.
    complete: Option<String>,
    /// The name of the data set; the file's name where empty.
    dataset: Option<String>,
    /// Who made it.
    source: Option<String>,
    /// Under which licence.
    licence: Option<String>,
    /// A table (CSV, XLSX), GeoJSON, or an OpenStreetMap extract (PBF), 2 GiB at most.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Takes a file and looks at it: nothing is written into the register before somebody says so. What it is, is told by its
/// content.
#[utoipa::path(
    post, path = "/api/imports", tag = "register", security(("session" = [])),
    request_body(content = Sent, content_type = "multipart/form-data"),
    responses(
        (status = OK, body = Row),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::RegisterImport>,
    State(state): State<AppState>,
    mut form: Multipart,
) -> Result<Json<Row>, Problem> {
    let mut options = UploadOptions::default();
    while let Some(part) = form.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            check(&options)?;
            let account = caller.principal.account.to_bytes();
            let upload = keep(&state, part, options, account).await?;
            state.imports.begin(&state, upload.clone());
            return Ok(Json(shape(&state, upload)));
        }
        let text = words(part).await?;
        match name.as_str() {
            "profile" => options.profile = text,
            "datum" => options.gcj02 = text == "gcj02",
            "complete" => options.complete = text == "true",
            "dataset" => options.dataset = text,
            "source" => options.source = text,
            "licence" => options.licence = text,
            _ => {}
        }
    }
    Err(broken(()))
}

/// A text of the form.
async fn words(mut part: Field<'_>) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(broken)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LONGEST_TEXT {
            return Err(broken(()));
        }
    }
    Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
}

fn broken<E>(_: E) -> Problem {
    Problem::bad_request(Text::new(
        "上传内容不完整，请重新上传",
        "The upload broke off or brings no file: send it again",
    ))
}

fn check(options: &UploadOptions) -> Result<(), Problem> {
    if ["", "cn", "us", "ca"].contains(&options.profile.as_str()) {
        return Ok(());
    }
    Err(Problem::bad_request(Text::new(
        "没有这种地址写法，请选择 cn、us 或 ca",
        "There is no such profile of addresses: choose cn, us or ca",
    )))
}

/// Streams the file to disk, sees what it is, and takes it down.
async fn keep(
    state: &AppState,
    part: Field<'_>,
    mut options: UploadOptions,
    account: [u8; 16],
) -> Result<Upload, Problem> {
    let id: UploadId = state.ids.next();
    let folder = imports::folder(state, id);
    fs::create_dir_all(&folder).await.map_err(Problem::internal)?;
    // From here on the folder goes, whatever happens, unless the file is taken down.
    let mut arriving = Arriving { state: state.clone(), id, taken: false };
    let name: String = part.file_name().unwrap_or("file").chars().take(120).collect();
    let (bytes, format, held) = received(&folder, part).await?;
    let to = imports::file(state, id, format);
    fs::rename(folder.join(ARRIVING), to).await.map_err(Problem::internal)?;
    if options.dataset.is_empty() {
        options.dataset = match format {
            UploadFormat::Osm => format!("osm:{}", name.trim_end_matches(".osm.pbf")),
            _ => name.clone(),
        };
    }
    let upload = Upload {
        id,
        name,
        format,
        bytes,
        options,
        state: UploadState::Checking,
        report: None,
        failure: None,
        account: Some(account),
        sent_at: state.clock.now(),
        ended_at: None,
    };
    register(state).take_upload(&upload).await?;
    arriving.taken = true;
    held.unlock().map_err(Problem::internal)?;
    Ok(upload)
}

/// A file that comes in: its folder goes with it, unless it was taken down.
struct Arriving {
    state: AppState,
    id: UploadId,
    taken: bool,
}

impl Drop for Arriving {
    fn drop(&mut self) {
        if !self.taken {
            imports::forget(&self.state, self.id);
        }
    }
}

/// A file on its way.
const ARRIVING: &str = "arriving";

/// Its length, what it is, and the file, locked so that no other server takes it for one that was left.
async fn received(
    folder: &Path,
    mut part: Field<'_>,
) -> Result<(u64, UploadFormat, std::fs::File), Problem> {
    let path = folder.join(ARRIVING);
    let mut file = File::create(&path).await.map_err(Problem::internal)?;
    let held = file.try_clone().await.map_err(Problem::internal)?.into_std().await;
    held.lock_shared().map_err(Problem::internal)?;
    let mut bytes = 0;
    while let Some(chunk) = part.chunk().await.map_err(broken)? {
        bytes += chunk.len() as u64;
        if bytes > LONGEST {
            return Err(Problem::too_large(Text::new(
                "文件超过 2 GiB，请用命令行导入",
                "The file is longer than 2 GiB: import it on the command line",
            )));
        }
        file.write_all(&chunk).await.map_err(|error| match error.kind() {
            std::io::ErrorKind::StorageFull => Problem::unavailable(Text::new(
                "磁盘已满，无法接收文件",
                "The disk is full: the file cannot be taken",
            )),
            _ => Problem::internal(error),
        })?;
    }
    file.sync_all().await.map_err(Problem::internal)?;
    let looked = tokio::task::spawn_blocking(move || sniff(&path)).await;
    let format = looked.map_err(Problem::internal)?.map_err(Problem::internal)?;
    let format = format.ok_or_else(|| {
        Problem::bad_request(Text::new(
            "不是可导入的文件：请上传 CSV、XLSX、GeoJSON 表，或 OpenStreetMap 摘录（PBF）",
            "This is nothing that can be imported: send CSV, XLSX, GeoJSON, or an OpenStreetMap extract (PBF)",
        ))
    })?;
    Ok((bytes, format, held))
}
