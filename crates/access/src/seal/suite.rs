//! The ciphers that values are sealed with.

use aes_gcm::AesGcm;
use aes_gcm_siv::{
    Aes256GcmSiv, KeyInit as _,
    aead::{Aead as _, Payload, consts::U12},
};
use chacha20poly1305::XChaCha20Poly1305;
use serde::{Deserialize, Serialize};
use sm4::Sm4;

use crate::keys::Key;

/// SM4 in Galois/Counter Mode (RFC 8998).
type Sm4Gcm = AesGcm<Sm4, U12>;

/// A cipher for sealed values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Suite {
    /// AES-256-GCM-SIV (RFC 8452): a nonce drawn twice tells no more than that
    /// two values are equal.
    #[default]
    #[serde(rename = "aes-256-gcm-siv")]
    AesGcmSiv,
    /// SM4-GCM (GB/T 32907, RFC 8998), for installations that must use it. A
    /// key seals at most 2³² values, which are counted (`seal/counts.rs`).
    #[serde(rename = "sm4-gcm")]
    Sm4Gcm,
    /// XChaCha20-Poly1305: what earlier versions sealed with. Opens; new keys
    /// never take it.
    #[serde(rename = "xchacha20-poly1305")]
    XChaCha,
}

impl Suite {
    /// Its name in files and reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AesGcmSiv => "aes-256-gcm-siv",
            Self::Sm4Gcm => "sm4-gcm",
            Self::XChaCha => "xchacha20-poly1305",
        }
    }

    /// The first byte of what it sealed.
    pub(super) const fn layout(self) -> u8 {
        match self {
            Self::XChaCha => 1,
            Self::AesGcmSiv => 2,
            Self::Sm4Gcm => 3,
        }
    }

    pub(super) fn of_layout(layout: u8) -> Option<Self> {
        [Self::XChaCha, Self::AesGcmSiv, Self::Sm4Gcm]
            .into_iter()
            .find(|suite| suite.layout() == layout)
    }

    /// Whether the values that a key of it seals are counted: a nonce drawn twice would give two values away.
    pub(super) const fn is_counted(self) -> bool {
        matches!(self, Self::Sm4Gcm)
    }

    /// Bytes of its nonce.
    pub(super) const fn nonce(self) -> usize {
        match self {
            Self::XChaCha => 24,
            Self::AesGcmSiv | Self::Sm4Gcm => 12,
        }
    }

    /// Closes `value` for `place`; `None` where the value is too long.
    pub(super) fn close(
        self,
        key: &Key,
        nonce: &[u8],
        place: &str,
        value: &[u8],
    ) -> Option<Vec<u8>> {
        let payload = Payload { msg: value, aad: place.as_bytes() };
        match self {
            Self::AesGcmSiv => {
                let nonce: &[u8; 12] = nonce.try_into().ok()?;
                Aes256GcmSiv::new(key.into()).encrypt(nonce.into(), payload).ok()
            }
            Self::Sm4Gcm => {
                let nonce: &[u8; 12] = nonce.try_into().ok()?;
                Sm4Gcm::new(half(key).into()).encrypt(nonce.into(), payload).ok()
            }
            Self::XChaCha => {
                let nonce: &[u8; 24] = nonce.try_into().ok()?;
                XChaCha20Poly1305::new(key.into()).encrypt(nonce.into(), payload).ok()
            }
        }
    }

    /// Opens what was closed for `place`; `None` where it was changed or belongs elsewhere.
    pub(super) fn open(
        self,
        key: &Key,
        nonce: &[u8],
        place: &str,
        closed: &[u8],
    ) -> Option<Vec<u8>> {
        let payload = Payload { msg: closed, aad: place.as_bytes() };
        match self {
            Self::AesGcmSiv => {
                let nonce: &[u8; 12] = nonce.try_into().ok()?;
                Aes256GcmSiv::new(key.into()).decrypt(nonce.into(), payload).ok()
            }
            Self::Sm4Gcm => {
                let nonce: &[u8; 12] = nonce.try_into().ok()?;
                Sm4Gcm::new(half(key).into()).decrypt(nonce.into(), payload).ok()
            }
            Self::XChaCha => {
                let nonce: &[u8; 24] = nonce.try_into().ok()?;
                XChaCha20Poly1305::new(key.into()).decrypt(nonce.into(), payload).ok()
            }
        }
    }
}

/// The 128 bits of a key that SM4 takes.
fn half(key: &Key) -> &[u8; 16] {
    key.first_chunk().unwrap_or(&[0; 16])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{hex, unhex};

    /// RFC 8452, appendix C.2, the eighth case of AES-256.
    #[test]
    fn gcm_siv_closes_as_the_standard_says() {
        let mut key = [0; 32];
        key[0] = 1;
        let mut nonce = [0; 12];
        nonce[0] = 3;
        let closed = Suite::AesGcmSiv.close(&key, &nonce, "", &[1, 0, 0, 0, 0, 0, 0, 0]).unwrap();
        assert_eq!(hex(&closed), "c2ef328e5c71c83b843122130f7364b761e0b97427e3df28");
    }

    /// RFC 8998, appendix A.1.
    #[test]
    fn sm4_gcm_closes_as_the_standard_says() {
        let mut key = [0; 32];
        key[..16].copy_from_slice(&unhex::<16>("0123456789abcdeffedcba9876543210").unwrap());
        let nonce = unhex::<12>("00001234567800000000abcd").unwrap();
        let value: [u8; 64] = unhex(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd\
             eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
        )
        .unwrap();
        let aad: [u8; 20] = unhex("feedfacedeadbeeffeedfacedeadbeefabaddad2").unwrap();
        let cipher = Sm4Gcm::new(half(&key).into());
        let payload = Payload { msg: &value, aad: &aad };
        let closed = cipher.encrypt((&nonce).into(), payload).unwrap();
        assert_eq!(hex(&closed[64..]), "83de3541e4c2b58177e065a9bf7b62ec");
        assert_eq!(hex(&closed[..16]), "17f399f08c67d5ee19d0dc9969c4bb7d");
    }
}
