//! The example settings are good settings, and the example that needs no files runs.

use linkage::Settings;

#[path = "../../examples/two_registers.rs"]
mod two_registers;

#[tokio::test]
async fn two_registers_are_linked_and_explained() {
    let told = two_registers::told().await.unwrap();
    assert!(told.starts_with("450 records, "), "{told}");
    for word in ["people in both registers", "match weight", "first name: ", "expected precision"] {
        assert!(told.contains(word), "{word}: {told}");
    }
}

#[test]
fn every_example_is_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/linkage");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "toml") {
            Settings::from_toml(&std::fs::read_to_string(&path).unwrap())
                .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            read += 1;
        }
    }
    assert!(read >= 4);
}
