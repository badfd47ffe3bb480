//! SQL over a table of one's own, with the wash as a function of it:
//!
//! ```text
//! cargo run -p fusion --example wash_sql -- DATA accounts.parquet \
//!   "SELECT id, get_field(wash(address), 'code') AS code FROM rows"
//! ```
//!
//! DATA is an installation's folder with its wash index; the table is `rows`.

use std::{error::Error, path::Path};

use datafusion::prelude::{CsvReadOptions, ParquetReadOptions, SessionContext};
use fusion::register_wash;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, table, sql] = arguments.as_slice() else {
        return Err("DATA TABLE.parquet|TABLE.csv SQL".into());
    };
    let session = SessionContext::new();
    register_wash(&session, Path::new(data))?;
    if Path::new(table).extension().is_some_and(|ending| ending == "csv") {
        session.register_csv("rows", table, CsvReadOptions::new()).await?;
    } else {
        session.register_parquet("rows", table, ParquetReadOptions::default()).await?;
    }
    session.sql(sql).await?.show().await?;
    Ok(())
}
