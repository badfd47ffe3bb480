//! The keys of the installation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The keys of the installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct KeysConfig {
    /// A program and its arguments that print the master key on one line, as 64 hexadecimal digits or in Base64, as the
    /// command of a vault does. No shell is between. Empty: the file keys/master.key.
    pub command: Vec<String>,
    /// Seconds that are waited for the command.
    pub command_seconds: u32,
    /// What the first sealing key is of, and each that `linli keys rotate` adds unless it is told otherwise.
    pub cipher: SealingCipher,
    /// What tokens are made by. Chosen before the first start, for good.
    pub tokens: TokensBy,
}

impl Default for KeysConfig {
    fn default() -> Self {
        Self {
            command: Vec::new(),
            command_seconds: 20,
            cipher: SealingCipher::default(),
            tokens: TokensBy::default(),
        }
    }
}

impl KeysConfig {
    /// Where the master key is from.
    #[must_use]
    pub fn source(&self) -> access::KeySource {
        match self.command.as_slice() {
            [] => access::KeySource::File,
            words => {
                access::KeySource::Command { words: words.to_vec(), wait_s: self.command_seconds }
            }
        }
    }
}

/// A cipher for sealed values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum SealingCipher {
    /// AES-256-GCM-SIV.
    #[default]
    #[serde(rename = "aes-256-gcm-siv")]
    AesGcmSiv,
    /// SM4-GCM, where it must be.
    #[serde(rename = "sm4-gcm")]
    Sm4Gcm,
}

impl From<SealingCipher> for access::Suite {
    fn from(cipher: SealingCipher) -> Self {
        match cipher {
            SealingCipher::AesGcmSiv => Self::AesGcmSiv,
            SealingCipher::Sm4Gcm => Self::Sm4Gcm,
        }
    }
}

/// A keyed hash for tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum TokensBy {
    /// BLAKE3.
    #[default]
    #[serde(rename = "blake3")]
    Blake3,
    /// HMAC-SM3, where it must be.
    #[serde(rename = "hmac-sm3")]
    HmacSm3,
}

impl From<TokensBy> for access::TokenHash {
    fn from(tokens: TokensBy) -> Self {
        match tokens {
            TokensBy::Blake3 => Self::Blake3,
            TokensBy::HmacSm3 => Self::HmacSm3,
        }
    }
}
