//! Lists as files, and files that were sent.

use axum::{body::to_bytes, http::header, response::Response};
use server::{
    Problem,
    parts::files::{Part, csv, forget_left, line},
};

async fn text(answer: Response) -> Result<String, axum::Error> {
    let bytes = to_bytes(answer.into_body(), usize::MAX).await?;
    Ok(String::from_utf8(bytes.to_vec()).unwrap())
}

#[tokio::test]
async fn rows_leave_part_by_part_under_one_head() {
    let answer = csv("things", &["n"], 1_u32, |from| async move {
        let rows = vec![vec![from.to_string()]];
        Ok(Part { rows, next: (from < 3).then_some(from + 1) })
    });
    assert_eq!(
        answer.headers()[header::CONTENT_DISPOSITION],
        "attachment; filename=\"things.csv\""
    );
    assert_eq!(text(answer).await.unwrap(), "\u{feff}n\r\n1\r\n2\r\n3\r\n");
}

#[tokio::test]
async fn a_file_that_cannot_be_read_to_its_end_breaks_off() {
    let answer = csv("things", &["n"], 1_u32, |from| async move {
        if from > 1 {
            return Err(Problem::not_found());
        }
        Ok(Part { rows: vec![vec!["1".to_owned()]], next: Some(2) })
    });
    assert!(text(answer).await.is_err(), "nobody takes it for whole");
}

#[test]
fn cells_are_quoted_and_never_formulas() {
    let mut out = String::new();
    line(&mut out, ["a,b", "=1+1", "-3"].into_iter().map(str::to_owned));
    assert_eq!(out, "\"a,b\",'=1+1,-3\r\n");
}

#[test]
fn what_a_killed_server_left_is_taken_away() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("uploads");
    std::fs::create_dir(&folder).unwrap();
    let (left, washed) = (folder.join("left"), folder.join("washed"));
    std::fs::write(&left, "name,address").unwrap();
    let held = std::fs::File::create(&washed).unwrap();
    held.lock_shared().unwrap();
    forget_left(data.path());
    assert!(!left.exists() && washed.exists(), "another server washes that one");
    drop(held);
    forget_left(data.path());
    assert!(!washed.exists());
}
