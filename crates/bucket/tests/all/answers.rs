//! What a bucket that refuses says, and what to do.

use bucket::{Bucket, BucketError};

use crate::server::{S3, environment};

#[test]
fn wrong_credentials_and_a_wrong_bucket_are_told() {
    let Some(s3) = S3::start() else { return };
    let refused = Bucket::open("s3://district", environment(s3.port(), "another")).unwrap_err();
    assert!(matches!(refused, BucketError::Refused { .. }), "{refused}");
    assert!(refused.to_string().contains("AWS_SECRET_ACCESS_KEY"));
    let missing = Bucket::open("s3://nowhere", s3.environment()).and_then(|b| b.list(""));
    let missing = missing.unwrap_err();
    assert!(matches!(missing, BucketError::NoBucket { .. }), "{missing}");
}

#[test]
fn rows_of_people_do_not_leave_the_machine_in_the_open() {
    let set = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let far = [set("AWS_ENDPOINT_URL", "http://10.0.0.1:9000")];
    let plain = Bucket::open("s3://district", far).unwrap_err();
    assert!(matches!(plain, BucketError::Plain { .. }), "{plain}");
    let bundle = [set("AWS_CA_BUNDLE", "/nowhere/ca.pem")];
    let none = Bucket::open("s3://district", bundle).unwrap_err();
    assert!(none.to_string().contains("/nowhere/ca.pem"), "{none}");
}
