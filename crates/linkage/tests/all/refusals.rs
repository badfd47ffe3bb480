//! What bad settings and bad tables are told.

use linkage::{Input, LinkageError, Settings, link_in_memory, standardise_sql};

use crate::people::{SETTINGS, session, town};

async fn failure(toml: &str) -> String {
    let settings = match Settings::from_toml(toml) {
        Ok(settings) => settings,
        Err(error) => return error.to_string(),
    };
    match link_in_memory(&session(&town(5, 1), 1), &settings, &[Input::table("people")]).await {
        Ok(_) => "it ran".into(),
        Err(error) => error.to_string(),
    }
}

#[tokio::test]
async fn messages_name_the_place() {
    let missing = failure(&SETTINGS.replace("exact = \"address\"", "exact = \"street\"")).await;
    assert_eq!(missing, "table people has no column street, which comparison needs");
    let unknown = failure(&SETTINGS.replace("shared = true", "shard = true")).await;
    assert!(unknown.contains("unknown field `shard`"), "{unknown}");
    let share = failure(&SETTINGS.replace("at_least = 0.8", "at_least = 8")).await;
    assert!(share.contains("comparison.first_name.levels[1]"), "{share}");
    let key = failure(&SETTINGS.replace("keys = [\"dob\"]", "keys = [\"nothing\"]")).await;
    assert!(key.contains("nothing"), "{key}");
    let none = failure(&SETTINGS.replace("keys = [\"dob\"]", "keys = []")).await;
    assert!(none.contains("blocking[2].keys"), "{none}");
}

#[tokio::test]
async fn ids_must_be_there_once() {
    let mut records = town(5, 1);
    records[1].id = records[0].id;
    let settings = Settings::from_toml(SETTINGS).unwrap();
    let error = link_in_memory(&session(&records, 1), &settings, &[Input::table("people")])
        .await
        .unwrap_err();
    assert!(matches!(error, LinkageError::DuplicateId { .. }), "{error}");
}

#[tokio::test]
async fn the_standardise_stage_can_be_read_and_run_as_sql() {
    let context = session(&town(5, 1), 1);
    linkage::functions::register(&context).unwrap();
    let toml = SETTINGS.replace(
        "source = \"source\"",
        "source = \"source\"\n[standardise]\nsurname = \"upper(trim(surname))\"",
    );
    let settings = Settings::from_toml(&toml).unwrap();
    let sql = standardise_sql(&context, &settings, &Input::table("people")).await.unwrap();
    assert!(sql.contains("upper(trim(surname)) AS \"surname\""), "{sql}");
    let batches = context.sql(&sql).await.unwrap().collect().await.unwrap();
    assert_eq!(batches[0].num_columns(), 2 + 5 + 4);
}
