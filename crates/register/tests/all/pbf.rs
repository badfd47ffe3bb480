//! Writes a small OpenStreetMap PBF file: one header, one block, nothing compressed.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the format's own arithmetic on small numbers"
)]

pub(crate) type Tags<'a> = &'a [(&'a str, &'a str)];

/// Nodes and ways to be written.
#[derive(Default)]
pub(crate) struct Pbf {
    strings: Vec<String>,
    elements: Vec<u8>,
    ways: Vec<u8>,
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7F) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

fn number(out: &mut Vec<u8>, field: u64, value: u64) {
    varint(out, field << 3);
    varint(out, value);
}

fn bytes(out: &mut Vec<u8>, field: u64, value: &[u8]) {
    varint(out, field << 3 | 2);
    varint(out, value.len() as u64);
    out.extend_from_slice(value);
}

impl Pbf {
    fn string(&mut self, text: &str) -> u64 {
        if self.strings.is_empty() {
            self.strings.push(String::new());
        }
        let at = self.strings.iter().position(|known| known == text).unwrap_or_else(|| {
            self.strings.push(text.to_owned());
            self.strings.len() - 1
        });
        at as u64
    }

    fn tags(&mut self, out: &mut Vec<u8>, tags: Tags<'_>) {
        let (mut keys, mut values) = (Vec::new(), Vec::new());
        for (key, value) in tags {
            varint(&mut keys, self.string(key));
            varint(&mut values, self.string(value));
        }
        bytes(out, 2, &keys);
        bytes(out, 3, &values);
    }

    /// A node, in degrees.
    pub(crate) fn node(&mut self, id: i64, lon: f64, lat: f64, tags: Tags<'_>) -> &mut Self {
        let mut node = Vec::new();
        number(&mut node, 1, zigzag(id));
        self.tags(&mut node, tags);
        number(&mut node, 8, zigzag((lat * 1e7).round() as i64));
        number(&mut node, 9, zigzag((lon * 1e7).round() as i64));
        bytes(&mut self.elements, 1, &node);
        self
    }

    /// A way through nodes.
    pub(crate) fn way(&mut self, id: i64, nodes: &[i64], tags: Tags<'_>) -> &mut Self {
        let mut way = Vec::new();
        number(&mut way, 1, id as u64);
        self.tags(&mut way, tags);
        let (mut refs, mut last) = (Vec::new(), 0);
        for node in nodes {
            varint(&mut refs, zigzag(node - last));
            last = *node;
        }
        bytes(&mut way, 8, &refs);
        bytes(&mut self.ways, 3, &way);
        self
    }

    /// The file.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut header = Vec::new();
        bytes(&mut header, 4, b"OsmSchema-V0.6");
        let mut strings = Vec::new();
        for text in &self.strings {
            bytes(&mut strings, 1, text.as_bytes());
        }
        let mut block = Vec::new();
        bytes(&mut block, 1, &strings);
        bytes(&mut block, 2, &self.elements);
        bytes(&mut block, 2, &self.ways);
        let mut out = Vec::new();
        for (kind, content) in [(&b"OSMHeader"[..], header), (b"OSMData", block)] {
            let mut blob = Vec::new();
            bytes(&mut blob, 1, &content);
            let mut head = Vec::new();
            bytes(&mut head, 1, kind);
            number(&mut head, 3, blob.len() as u64);
            out.extend_from_slice(&(head.len() as u32).to_be_bytes());
            out.extend_from_slice(&head);
            out.extend_from_slice(&blob);
        }
        out
    }
}
