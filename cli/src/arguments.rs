//! The command line.

use clap::{Parser, Subcommand};

use crate::{
    commands::{
        account, address, audit, backup, cases, completions, config, counts, demo, district,
        exchange, export, fuse, identities, import, keys, link, meters, register, restore,
        retention, serve, signals, tags, wash, worker,
    },
    global::Global,
};

/// linli (邻里): one code for every dwelling, the departments' tables joined on it.
#[derive(Parser)]
#[command(name = "linli", version, about)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make a small synthetic district, fuse it and serve it.
    Demo(demo::Arguments),
    /// Serve the console and the API.
    Serve(serve::Arguments),
    /// Bring areas, buildings, units and addresses into the register.
    Import(import::Arguments),
    /// Units split, merged and renumbered, with the reason.
    Register(register::Arguments),
    /// Take the register, or the links of a run, out.
    Export(export::Arguments),
    /// What the block knows better, back to the departments.
    Exchange(exchange::Arguments),
    /// Signals that somebody may have moved in, used once.
    Signals(signals::Arguments),
    /// Cases from a hotline's file, letters by e-mail and other systems.
    Cases(cases::Arguments),
    /// Tags of units, buildings and organisations.
    Tags(tags::Arguments),
    /// Counts of people by area, through the disclosure gate.
    Counts(counts::Arguments),
    /// Leads from daily sums of meters, for safety and maintenance.
    Meters(meters::Arguments),
    /// Match a file of written addresses to the register.
    Wash(wash::Arguments),
    /// Read or compare written addresses, line by line.
    Address(address::Arguments),
    /// Join departments' tables into blocks.
    Fuse(fuse::Arguments),
    /// What merged and split, and undoing it.
    Identities(identities::Arguments),
    /// Work on partitions of a fusion that another machine coordinates.
    ///
    /// The data folder holds the coordinator's `lake`, shared by all machines; with --lake it is this machine's own,
    /// for copies of what the bucket holds. A worker needs neither the database nor the other keys.
    Worker(worker::Arguments),
    /// Link the records of anyone's table.
    Link(link::Arguments),
    /// The synthetic district.
    District(district::Arguments),
    /// Accounts and their roles.
    Account(account::Arguments),
    /// The log of reads.
    Audit(audit::Arguments),
    /// The installation in one file that the master key alone opens.
    ///
    /// Database, keys, log of reads and files. The master key itself is not in it: keep it apart. The server may serve
    /// meanwhile. A database on PostgreSQL is written by its own `pg_dump`.
    Backup(backup::Arguments),
    /// A backup back into a folder where nothing is yet.
    ///
    /// The folder holds keys/master.key and nothing else, unless a command prints the master key. A dump of PostgreSQL goes
    /// into the empty database that the configuration names, by `pg_restore`. Afterwards run `linli audit verify`.
    Restore(restore::Arguments),
    /// How long each kind of row is kept.
    Retention(retention::Arguments),
    /// The keys of sealed values.
    Keys(keys::Arguments),
    /// The configuration.
    Config(config::Arguments),
    /// Completions for a shell.
    Completions(completions::Arguments),
}
