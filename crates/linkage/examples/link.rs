//! Links one Parquet file: `link SETTINGS.toml TABLE.parquet OUT`.

use std::path::Path;

use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use linkage::{Input, Settings, link};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(settings), Some(table), Some(out)) =
        (arguments.next(), arguments.next(), arguments.next())
    else {
        return Err("usage: link SETTINGS.toml TABLE.parquet OUT".into());
    };
    let settings = Settings::from_toml(&std::fs::read_to_string(settings)?)?;
    let context = SessionContext::new_with_config(SessionConfig::new());
    context.register_parquet("people", table, ParquetReadOptions::default()).await?;
    link(&context, &settings, &[Input::table("people")], Path::new(&out)).await?;
    Ok(())
}
