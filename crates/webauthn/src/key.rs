//! The keys of credentials, as COSE writes them (RFC 9053, RFC 8230), and what they signed.

use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};

use crate::{Error, Result, cbor};

/// The algorithms that are asked for, by their numbers in COSE, the liked ones first.
pub const ALGORITHMS: [i64; 3] = [ES256, EDDSA, RS256];

const ES256: i64 = -7;
const EDDSA: i64 = -8;
const RS256: i64 = -257;

/// Names of COSE's fields, which are numbers.
const KIND: i64 = 1;
const ALGORITHM: i64 = 3;

/// A public key.
pub(crate) enum Key<'a> {
    /// An uncompressed point of P-256.
    P256(Vec<u8>),
    Ed25519(&'a [u8]),
    Rsa {
        n: &'a [u8],
        e: &'a [u8],
    },
}

impl<'a> Key<'a> {
    /// The key of `cose`, if its kind fits its algorithm.
    pub(crate) fn parse(cose: &'a [u8]) -> Result<Self> {
        Self::read(cose).ok_or(Error::Key)
    }

    fn read(cose: &'a [u8]) -> Option<Self> {
        let (map, rest) = cbor::read(cose)?;
        let number = |name| map.numbered(name).and_then(cbor::Item::int);
        let bytes = |name| map.numbered(name).and_then(cbor::Item::bytes);
        let coordinate = |name| bytes(name).filter(|bytes| bytes.len() == 32);
        if !rest.is_empty() {
            return None;
        }
        match (number(ALGORITHM)?, number(KIND)?) {
            (ES256, 2) if number(-1) == Some(1) => {
                Some(Self::P256([&[4], coordinate(-2)?, coordinate(-3)?].concat()))
            }
            (EDDSA, 1) if number(-1) == Some(6) => Some(Self::Ed25519(coordinate(-2)?)),
            (RS256, 3) => Some(Self::Rsa { n: bytes(-1)?, e: bytes(-2)? }),
            _ => None,
        }
    }

    /// Refuses unless `signature` is by this key, of `message`.
    pub(crate) fn check(&self, message: &[u8], signature: &[u8]) -> Result<()> {
        let checked = match self {
            Self::P256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature)
            }
            Self::Ed25519(key) => UnparsedPublicKey::new(&ED25519, key).verify(message, signature),
            Self::Rsa { n, e } => RsaPublicKeyComponents { n, e }.verify(
                &RSA_PKCS1_2048_8192_SHA256,
                message,
                signature,
            ),
        };
        checked.map_err(|_| Error::Signature)
    }
}
