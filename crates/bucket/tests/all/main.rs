//! The bucket against a real S3 server.

mod answers;
mod files;
mod server;
