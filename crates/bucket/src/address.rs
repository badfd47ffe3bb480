//! `s3://BUCKET/PREFIX`.

use object_store::path::Path;

use crate::error::{BucketError, Result};

/// Whether a text means a bucket rather than a folder.
#[must_use]
pub fn is_address(text: &str) -> bool {
    text.starts_with("s3://")
}

/// The bucket and the prefix of an address.
pub(crate) fn parse(text: &str) -> Result<(String, Path)> {
    let wrong = || BucketError::Address { text: text.to_owned() };
    let rest = text.strip_prefix("s3://").ok_or_else(wrong)?;
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let named = (3..=63).contains(&bucket.len())
        && bucket
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-._".contains(&b));
    if !named {
        return Err(wrong());
    }
    let prefix = Path::parse(prefix.trim_matches('/')).map_err(|_| wrong())?;
    Ok((bucket.to_owned(), prefix))
}

/// Whether an endpoint is on this machine, where nothing is encrypted on the way because nothing goes anywhere.
pub(crate) fn is_loopback(endpoint: &str) -> bool {
    let host = endpoint.strip_prefix("http://").unwrap_or(endpoint);
    let host = host.split('/').next().unwrap_or_default();
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|here| {
        host == *here || host.strip_prefix(here).is_some_and(|rest| rest.starts_with(':'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_bucket_and_may_have_a_prefix() {
        let (bucket, prefix) = parse("s3://district-7/linli/lake/").unwrap();
        assert_eq!((bucket.as_str(), prefix.as_ref()), ("district-7", "linli/lake"));
        assert_eq!(parse("s3://district-7").unwrap().1.as_ref(), "");
        for wrong in
            ["district", "s3://", "s3://ab", "s3://Upper/x", "s3://a b c/x", "s3://abc/x//y"]
        {
            assert!(matches!(parse(wrong), Err(BucketError::Address { .. })), "{wrong}");
        }
        assert!(is_address("s3://x") && !is_address("/data"));
    }

    #[test]
    fn only_this_machine_is_this_machine() {
        assert!(is_loopback("http://127.0.0.1:9000") && is_loopback("http://localhost/"));
        for far in
            ["http://127.0.0.1.example.org", "http://localhost.example.org", "http://10.0.0.1"]
        {
            assert!(!is_loopback(far), "{far}");
        }
    }
}
