//! Signing in by somebody else's word: a relying party of OpenID Connect.
