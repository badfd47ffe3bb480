use super::delimiter::sniff;

#[test]
fn the_delimiter_is_the_one_that_keeps_rows_as_wide_as_the_header() {
    assert_eq!(sniff("a;b;c\n1,5;2,5;3\n4;5;6\n", true), b';');
    assert_eq!(sniff("地址\t层数\n幸福路1号,3栋\t12\n", true), b'\t');
    assert_eq!(sniff("a|b\n\"x|y\n,,,\"|2\n", true), b'|');
    assert_eq!(sniff("地址\n幸福路1号,3栋\n", true), b',');
    assert_eq!(sniff("", true), b',');
}
