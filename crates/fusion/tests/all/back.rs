//! Signals through the door, and corrections back to the tables they are about.

use std::{io::Cursor, path::Path};

use blocks::corrections::{CorrectionFilter, CorrectionState, Corrections};
use fusion::{
    FusionError, offer_corrections,
    signals::{SignalMapping, parse_signal_mapping, take_signals},
};

use crate::town::Town;

fn mapping() -> SignalMapping {
    let text = r#"
        kind = "signal"
        source = "door_cards"
        title = { zh = "门禁发卡", en = "Access cards" }
        office = { zh = "物业", en = "Property manager" }
        address = ["address"]
        signal = "kind"
        words = { card_issued = ["card"], account_opened = ["account"] }
        day = "day"
        formats = ["YYYY-MM-DD"]
    "#;
    parse_signal_mapping(Path::new("door_cards.toml"), text).unwrap()
}

#[tokio::test]
async fn a_file_of_signals_is_weighed_and_nothing_of_it_is_kept() {
    let (town, _) = Town::fused().await;
    let file = "address,kind,day\n\
        \"16 Maple Street, apt 1, Springvale, WA\",card,2026-01-04\n\
        \"16 Maple Street, apt 2, Springvale, WA\",card,2026-01-04 08:30\n\
        \"99 Nowhere Road, Springvale, WA\",card,2026-01-04\n\
        \"16 Maple Street, apt 1, Springvale, WA\",gate,2026-01-04\n";
    let report = take_signals(&town.context, &mapping(), "cards.csv", Cursor::new(file), None)
        .await
        .unwrap();
    assert_eq!(report.rows, 4);
    let unread: Vec<(&str, u64)> = report.unread.iter().map(|(why, n)| (*why, *n)).collect();
    assert_eq!(unread, [("day", 1), ("dwelling", 1), ("kind", 1)], "a time of day is no day");
    assert_eq!((report.received.invited, report.received.joined), (0, 0), "somebody lives there");

    for column in ["name", "card_number", "entry_time", "车牌"] {
        let file = format!("address,kind,day,{column}\nx,card,2026-01-04,y\n");
        let refused =
            take_signals(&town.context, &mapping(), "cards.csv", Cursor::new(file), None).await;
        let Err(FusionError::Named { column: named, .. }) = refused else {
            panic!("{column} is refused by name: {refused:?}");
        };
        assert_eq!(named, column);
    }
}

#[tokio::test]
async fn a_mapping_of_signals_beside_the_others_is_passed_over() {
    let town = Town::new().await;
    let text = toml::to_string(&mapping()).unwrap();
    std::fs::write(town.sources().join("mappings/door_cards.toml"), text).unwrap();
    let report = town.fuse().await.unwrap();
    assert!(report.sources.iter().all(|source| source.intake.source != "door_cards"));
}

#[tokio::test]
async fn each_source_is_offered_what_the_block_knows_better() {
    let (town, _) = Town::fused().await;
    let offered = offer_corrections(&town.context, None).await.unwrap();
    let sources: Vec<&str> = offered.iter().map(|one| one.source.as_str()).collect();
    assert!(sources.contains(&"registration") && sources.contains(&"payroll"), "{sources:?}");
    let corrections = Corrections::new(town.context.database.clone());
    let all = CorrectionFilter::default();
    let (page, total) = corrections.page(&all, 0, 200).await.unwrap();
    let found: u64 = offered.iter().map(|one| one.found).sum();
    assert_eq!(total, found);
    assert!(page.iter().any(|one| one.source == "payroll"), "{page:?}");
    let again = offer_corrections(&town.context, Some("payroll")).await.unwrap();
    assert_eq!((again.len(), again[0].withdrawn), (1, 0), "the same ground is offered once");
    let withdrawn = CorrectionFilter { state: Some(CorrectionState::Withdrawn), ..all };
    assert_eq!(corrections.page(&withdrawn, 0, 10).await.unwrap().1, 0);
}
