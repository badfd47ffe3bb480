//! What a bucket that refuses says, and what to do.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
};

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

/// A server that answers once, is busy so many times, and then answers again: nothing is there.
fn busy(times: usize) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for (number, stream) in listener.incoming().map_while(Result::ok).enumerate() {
            let mut stream = BufReader::new(stream);
            let mut line = String::new();
            while stream.read_line(&mut line).is_ok_and(|read| read > 2) {
                line.clear();
            }
            let status =
                if (1..=times).contains(&number) { "503 Slow Down" } else { "404 Not Found" };
            let _ = write!(
                stream.get_mut(),
                "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
        }
    });
    port
}

#[test]
fn a_busy_bucket_is_asked_again_more_often_than_a_few_times() {
    let bucket = Bucket::open("s3://district", environment(busy(12), "any")).unwrap();
    assert!(bucket.get("generation-000001.json").unwrap().is_none());
}
