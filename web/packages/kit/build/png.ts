import { crc32, deflateSync } from 'node:zlib';

/** Writes a picture of so many pixels a side, four bytes a pixel, as PNG. */
export function png(side: number, rgba: Uint8Array): Buffer {
  const lines = Buffer.alloc(side * (side * 4 + 1));
  for (let y = 0; y < side; y += 1) lines.set(rgba.subarray(y * side * 4, (y + 1) * side * 4), y * (side * 4 + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    part('IHDR', header), part('IDAT', deflateSync(lines, { level: 9 })), part('IEND', Buffer.alloc(0)),
  ]);
}

function part(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
