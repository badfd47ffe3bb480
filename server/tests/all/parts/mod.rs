//! Parts of the server by themselves.

mod calls;
mod config;
mod cookie;
mod doors;
mod files;
mod guardian;
mod limits;
mod message;
mod pages;
mod recent;
mod workbook;
