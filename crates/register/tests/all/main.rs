//! The register on each database.
