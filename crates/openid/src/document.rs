//! What a provider says of itself (`OpenID` Connect Discovery 1.0).

use serde::Deserialize;

use crate::{
    Error, Result, Settings,
    keys::Algorithm,
    place::{is_safe, may_name},
};

/// The part of it that is needed.
#[derive(Debug, Deserialize)]
pub(crate) struct Document {
    issuer: String,
    pub(crate) authorization_endpoint: String,
    pub(crate) token_endpoint: String,
    pub(crate) jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    code_challenge_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    id_token_signing_alg_values_supported: Option<Vec<String>>,
    /// Whether its answers name it (RFC 9207).
    #[serde(default)]
    pub(crate) authorization_response_iss_parameter_supported: bool,
}

impl Document {
    /// Where the description of `issuer` stands.
    pub(crate) fn place(issuer: &str) -> String {
        format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'))
    }

    /// The description, if it is the issuer's own and what it offers can be used.
    pub(crate) fn parse(bytes: &[u8], settings: &Settings) -> Result<Self> {
        let wrong = |problem: String| Error::Document { issuer: settings.issuer.clone(), problem };
        let document: Self =
            serde_json::from_slice(bytes).map_err(|error| wrong(error.to_string()))?;
        if document.issuer != settings.issuer {
            return Err(wrong(format!(
                "it calls itself {}; the issuer must be written exactly so",
                document.issuer
            )));
        }
        let ends = [&document.authorization_endpoint, &document.token_endpoint, &document.jwks_uri];
        if let Some(open) = ends.into_iter().find(|end| !is_safe(end)) {
            return Err(wrong(format!("{open} is not reached by https")));
        }
        if let Some(inside) = ends.into_iter().find(|end| !may_name(&settings.issuer, end)) {
            return Err(wrong(format!("{inside} is not for a provider elsewhere to name")));
        }
        let lacks = |listed: &Option<Vec<String>>, fits: &dyn Fn(&str) -> bool| {
            listed.as_ref().is_some_and(|listed| !listed.iter().any(|one| fits(one)))
        };
        if lacks(&document.code_challenge_methods_supported, &|one| one == "S256") {
            return Err(wrong("it has no PKCE by S256".to_owned()));
        }
        let signed = &document.id_token_signing_alg_values_supported;
        if lacks(signed, &|one| Algorithm::of_name(one).is_some()) {
            return Err(wrong(format!(
                "it signs by none of {}",
                Algorithm::ALL.map(Algorithm::name).join(", ")
            )));
        }
        let shown = &document.token_endpoint_auth_methods_supported;
        let needs = |one: &str| match settings.secret {
            Some(_) => ["client_secret_basic", "client_secret_post"].contains(&one),
            None => one == "none",
        };
        if lacks(shown, &needs) {
            let problem = if settings.secret.is_some() {
                "it takes no client secret, neither in the head nor in the form"
            } else {
                "it asks for a client secret"
            };
            return Err(wrong(problem.to_owned()));
        }
        Ok(document)
    }

    /// Whether the client's secret goes into the head; else into the form. The head is what is meant
    /// where nothing is said.
    pub(crate) fn takes_basic(&self) -> bool {
        let listed = self.token_endpoint_auth_methods_supported.as_ref();
        listed.is_none_or(|listed| listed.iter().any(|one| one == "client_secret_basic"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn settings() -> Settings {
        Settings {
            issuer: "https://id.example.org/realm".to_owned(),
            client_id: "linli".to_owned(),
            secret: None,
            redirect: "https://linli.example.org/return".to_owned(),
            strong_acr: Vec::new(),
            certificates: None,
        }
    }

    fn parse(change: &Value) -> Result<Document> {
        let mut text = json!({
            "issuer": "https://id.example.org/realm",
            "authorization_endpoint": "https://id.example.org/auth",
            "token_endpoint": "https://id.example.org/token",
            "jwks_uri": "https://id.example.org/keys",
        });
        for (name, value) in change.as_object().unwrap() {
            text[name] = value.clone();
        }
        Document::parse(text.to_string().as_bytes(), &settings())
    }

    #[test]
    fn a_description_is_its_issuers_own_and_of_use() {
        assert!(parse(&json!({})).unwrap().takes_basic());
        let place = "https://id.example.org/realm/.well-known/openid-configuration";
        assert_eq!(Document::place("https://id.example.org/realm/"), place);
        for wrong in [
            json!({ "issuer": "https://id.example.org/realm/" }),
            json!({ "issuer": "https://evil.example.org" }),
            json!({ "token_endpoint": "http://id.example.org/token" }),
            json!({ "jwks_uri": null }),
            json!({ "jwks_uri": "http://127.0.0.1:8080/keys" }),
            json!({ "jwks_uri": "https://169.254.169.254/keys" }),
            json!({ "token_endpoint": "https://localhost/token" }),
            json!({ "authorization_endpoint": "https://10.0.0.1/auth" }),
            json!({ "code_challenge_methods_supported": ["plain"] }),
            json!({ "id_token_signing_alg_values_supported": ["HS256", "none"] }),
            json!({ "token_endpoint_auth_methods_supported": ["private_key_jwt"] }),
        ] {
            assert!(parse(&wrong).is_err(), "{wrong}");
        }
        let formed =
            json!({ "token_endpoint_auth_methods_supported": ["none", "client_secret_post"] });
        assert!(!parse(&formed).unwrap().takes_basic());
    }
}
