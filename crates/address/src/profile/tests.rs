use super::Profile;
use crate::AddressError;

#[test]
fn the_profiles_that_linli_carries_are_sound() {
    assert_eq!(Profile::cn().name(), "cn");
    assert_eq!(Profile::us().name(), "us");
    assert_eq!(Profile::ca().name(), "ca");
    assert!(Profile::named("ca").is_some());
    assert!(Profile::named("cn").is_some() && Profile::named("us").is_some());
    assert!(Profile::named("xx").is_none());
}

#[test]
fn a_profile_is_printed_by_its_name_alone() {
    assert_eq!(format!("{:?}", Profile::cn()), r#"Profile { name: "cn", .. }"#);
}

#[test]
fn a_profile_that_asks_for_the_unknown_says_so() {
    let error = Profile::from_toml("name = \"x\"\ngrammar = \"verse\"").unwrap_err();
    assert!(matches!(error, AddressError::UnknownWord { key: "grammar", .. }), "{error}");
    assert!(matches!(Profile::from_toml("name ="), Err(AddressError::Profile(_))));
    assert!(matches!(
        Profile::from_toml("name = \"x\"\ngrammar = \"suffix\""),
        Err(AddressError::Profile(_))
    ));
}
