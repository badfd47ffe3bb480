//! The settings of calls: how two browsers find a way to each other.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Calls between those on duty and those who dispatch. Without a setting two browsers find each other within one
/// network alone; sound and picture go between them, and through no server but a TURN server that is named here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CallsConfig {
    /// STUN servers, such as `stun:stun.example.org:3478`: each tells a browser its own address. None: nobody is asked.
    pub stun: Vec<String>,
    /// TURN servers, such as `turns:turn.example.org:5349`: they pass on, encrypted, what finds no other way.
    pub turn: Vec<String>,
    /// What browsers sign in to those with.
    pub turn_login: String,
    /// The password of that; every browser that calls is told.
    pub turn_password: String,
}
