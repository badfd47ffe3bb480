//! `linli wash`: a file against a register that is a file.

use crate::linli::Linli;

const REGISTER: &str = "\
address_id,street_number,street_name,unit_number,city,state,zipcode
A1,12,maple street,,Anytown,WA,00000
A2,12,maple street,apt 4,Anytown,WA,00000
A3,14,old mill rd,,Anytown,WA,00000
";

fn wash(written: &[u8]) -> Vec<Vec<String>> {
    let linli = Linli::new();
    linli.file("register.csv", REGISTER);
    linli.file("in.csv", written);
    let columns = "street_number,street_name,unit_number,city,state,zipcode";
    let arguments = [
        "wash",
        "--register",
        "register.csv",
        "--profile",
        "us",
        "--in",
        "in.csv",
        "--address",
        columns,
        "--out",
        "out.csv",
    ];
    linli.run(&arguments).done();
    let text = std::fs::read_to_string(linli.path("out.csv")).unwrap();
    let mut rows = text.lines();
    assert_eq!(rows.next().unwrap(), "row,class,address_id,score,rule,candidates");
    rows.map(|row| row.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn each_row_gets_its_class_and_its_address() {
    let rows = wash(
        b"street_number,street_name,unit_number,city,state,zipcode
12,MAPLE STREET,Apt 4,ANYTOWN,wa,00000
14,old mill road,,Anytown,WA,00000
12,maple street,,,,
9,nowhere ave,,Anytown,WA,00000
",
    );
    assert_eq!(rows[0][..3], ["2", "A", "A2"]);
    assert_eq!(rows[1][..3], ["3", "B", "A3"], "the suffix is spelled another way");
    assert_eq!(rows[2][..3], ["4", "B", "A1"], "the town is not said");
    assert_eq!(rows[3][..3], ["5", "none", ""]);
}

#[test]
fn a_byte_order_mark_and_semicolons_make_no_difference() {
    let rows = wash(
        "\u{feff}street_number;street_name;unit_number;city;state;zipcode
12;maple street;;Anytown;WA;00000
"
        .as_bytes(),
    );
    assert_eq!(rows[0][..3], ["2", "A", "A1"]);
}

#[test]
fn a_wash_that_cannot_be_put_in_its_place_leaves_no_half_file() {
    let linli = Linli::new();
    linli.file("register.csv", REGISTER);
    linli.file("in.csv", "address\n12 maple street\n");
    linli.file("out.csv/taken", "a folder stands in the file's place");
    let arguments = ["--profile", "us", "--in", "in.csv", "--address", "address"];
    let wash = ["wash", "--register", "register.csv", "--out", "out.csv"];
    linli.run(&[&wash[..], &arguments[..]].concat()).refused(&["out.csv"]);
    assert!(!linli.exists("out.partial"));
}

#[test]
fn street_is_the_road_and_a_whole_address_is_read_where_nothing_beside_it_names_one() {
    let linli = Linli::new();
    linli.file("parts.csv", "id,number,street,city\nA1,12,maple street,Anytown\n");
    linli.file("lines.csv", "id,address,city\nA1,12 maple street,Anytown\n");
    let written = "number,street,address,city\n12,maple street,12 maple street,Anytown\n";
    linli.file("in.csv", written);
    linli.file("joined.csv", "street,city\n12 maple street,Anytown\n");
    linli.file("street.csv", "id,street,city\nA1,12 maple street,Anytown\n");
    let asked = [
        ("parts.csv", "in.csv", "number,street"),
        ("parts.csv", "in.csv", "number,street,city"),
        ("parts.csv", "in.csv", "address"),
        ("parts.csv", "joined.csv", "street"),
        ("parts.csv", "joined.csv", "street,city"),
        ("parts.csv", "joined.csv", "city,street"),
        ("street.csv", "joined.csv", "city,street"),
        ("street.csv", "in.csv", "number,street,city"),
        ("street.csv", "in.csv", "address"),
        ("lines.csv", "in.csv", "number,street"),
        ("lines.csv", "in.csv", "address"),
    ];
    for (register, table, columns) in asked {
        let from = ["wash", "--profile", "us", "--register", register, "--in", table];
        let into = ["--address", columns, "--out", "out.csv"];
        linli.run(&[&from[..], &into[..]].concat()).done();
        let text = std::fs::read_to_string(linli.path("out.csv")).unwrap();
        let row = text.lines().nth(1).unwrap();
        assert_eq!(row.split(',').nth(2), Some("A1"), "{register}, {table}, {columns}: {row}");
    }
}
