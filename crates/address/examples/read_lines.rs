//! Reads addresses, one a line, from standard input and writes each with its
//! components, one address a line: `kind:text=value | …`. With `--count` it
//! only counts, to measure speed; with `--gold` it writes lines of a gold file.
//!
//! ```text
//! cargo run --release -p address --example read_lines -- cn < lines.txt
//! ```

use std::error::Error;
use std::io::{Write, read_to_string, stdin, stdout};

use address::{Parser, Profile};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let profile = arguments
        .first()
        .and_then(|name| Profile::named(name))
        .ok_or("usage: read_lines PROFILE [--count]")?;
    let gold = arguments.iter().any(|argument| argument == "--gold");
    let count = arguments.iter().any(|argument| argument == "--count");
    let text = read_to_string(stdin())?;
    let mut out = std::io::BufWriter::new(stdout().lock());
    let (mut lines, mut components) = (0, 0);
    let mut parser = Parser::new(profile);
    for line in text.lines() {
        lines += 1;
        let parsed = parser.parse(line);
        components += parsed.components.len();
        if !count {
            let parts: Vec<String> = parsed
                .components
                .iter()
                .map(|component| {
                    let near = if component.near { "near " } else { "" };
                    if gold {
                        format!("{near}{:?}={}", component.kind, component.value)
                    } else {
                        format!("{near}{:?}:{}={}", component.kind, component.text, component.value)
                    }
                })
                .collect();
            writeln!(out, "{line}\n    {}", parts.join(" | "))?;
        }
    }
    writeln!(out, "{lines} lines, {components} components")?;
    Ok(())
}
