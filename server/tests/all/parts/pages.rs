//! What is read a page at a time.

use server::parts::pages::page;

#[test]
fn a_page_goes_on_where_one_more_was_read_and_nowhere_else() {
    let read = |last: i64| (1..=last).map(|seq| (seq, seq * 10)).collect::<Vec<_>>();
    assert_eq!(page(read(3), 2), (vec![10, 20], Some("2".to_owned())));
    assert_eq!(page(read(2), 2), (vec![10, 20], None));
    assert_eq!(page(read(0), 2), (vec![], None));
}
