//! The wash as functions of SQL: the answers of the stage, in a plan of one's own.

use arrow::{
    array::{Array as _, ArrayRef, AsArray as _, StructArray},
    compute::concat_batches,
    record_batch::RecordBatch,
};
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use fusion::{RunReport, lake::open_parquet, register_wash};

use crate::town::Town;

async fn asked(session: &SessionContext, sql: &str) -> Result<RecordBatch, String> {
    let frame = session.sql(sql).await.map_err(|error| error.to_string())?;
    let schema = frame.schema().inner().clone();
    let batches = frame.collect().await.map_err(|error| error.to_string())?;
    Ok(concat_batches(&schema, &batches).unwrap())
}

fn of_stage(town: &Town, report: &RunReport, stage: &str) -> (std::path::PathBuf, RecordBatch) {
    let lake = town.context.data.join("lake").join(format!("generation-{:06}", report.number));
    let path = lake.join(stage).join("registration.parquet");
    let batches: Vec<RecordBatch> = open_parquet(&path).unwrap().map(Result::unwrap).collect();
    let all = concat_batches(&batches[0].schema(), &batches).unwrap();
    (path, all)
}

fn field(table: &StructArray, name: &str) -> ArrayRef {
    table.column_by_name(name).unwrap().clone()
}

#[tokio::test]
async fn sql_answers_row_for_row_as_the_stage_does() {
    let town = Town::new().await;
    let report = town.fuse().await.unwrap();
    let (intake, rows) = of_stage(&town, &report, "intake");
    let (_, washed) = of_stage(&town, &report, "wash");
    // Both ways in which a Parquet file's text may come.
    for views in [false, true] {
        let session = SessionContext::new();
        let option = "datafusion.execution.parquet.schema_force_view_types";
        session.sql(&format!("SET {option} = {views}")).await.unwrap().collect().await.unwrap();
        register_wash(&session, &town.context.data).unwrap();
        let options = ParquetReadOptions::default();
        session.register_parquet("taken", intake.to_string_lossy(), options).await.unwrap();
        let found = asked(
            &session,
            "SELECT wash_parts('road_number', street_number, 'road', street_name, 'room', unit) AS found FROM taken",
        )
        .await
        .unwrap();
        assert_eq!(found.num_rows(), rows.num_rows());
        let found = found.column(0).as_struct();
        for name in ["class", "place", "building", "rule", "score"] {
            let stage = washed.column_by_name(&format!("home.{name}")).unwrap();
            assert_eq!(&field(found, name), stage, "{name}");
        }
        assert!(!field(found, "code").is_null(0), "the register's code");
    }
}

#[tokio::test]
async fn a_plan_goes_on_with_what_was_washed() {
    let town = Town::new().await;
    town.fuse().await.unwrap();
    let session = SessionContext::new();
    register_wash(&session, &town.context.data).unwrap();
    let lines = "(VALUES ('16 Maple St Apt 1'), ('16 maple street apt 2'), ('12 Maple St'), (''), (CAST(NULL AS VARCHAR)), ('nowhere')) AS t(line)";
    let homes = asked(
        &session,
        &format!(
            "SELECT get_field(found, 'building') AS home, count(*) AS many
            FROM (SELECT wash(line) AS found FROM {lines})
            WHERE get_field(found, 'class') IN ('A', 'B') GROUP BY 1 ORDER BY 2 DESC"
        ),
    )
    .await
    .unwrap();
    let many = homes.column(1).as_primitive::<arrow::datatypes::Int64Type>();
    assert_eq!(many.values(), &[2, 1], "two doors of one house, and another house");
    let found = asked(&session, &format!("SELECT wash(line) AS found FROM {lines}")).await.unwrap();
    let nulls: Vec<bool> = (0..6).map(|row| found.column(0).is_null(row)).collect();
    assert_eq!(nulls, [false, false, false, true, true, false], "what says nothing is null");
    let classes = field(found.column(0).as_struct(), "class");
    assert_eq!(classes.as_string::<i32>().value(5), "none");
}

#[tokio::test]
async fn what_is_asked_wrongly_is_told() {
    let town = Town::new().await;
    town.fuse().await.unwrap();
    let session = SessionContext::new();
    register_wash(&session, &town.context.data).unwrap();
    for (sql, told) in [
        ("SELECT wash('a', 'b')", "one text"),
        ("SELECT wash_parts('road')", "in pairs"),
        ("SELECT wash_parts('street_name', 'maple street')", "no part `street_name`"),
        ("SELECT wash_parts(k, k) FROM (VALUES ('road'), ('room')) AS t(k)", "as a constant"),
    ] {
        let said = asked(&session, sql).await.unwrap_err();
        assert!(said.contains(told), "{sql}: {said}");
    }
    assert!(fusion::wash_functions(&town.context.data.join("nothing")).is_err());
}
