/**
 * Returns a font in which every character is the same empty box, half as wide as the font size.
 * Text in it takes space and shows nothing, so that pictures do not depend on the fonts of the
 * machine and on how it draws them.
 */
export function blankFont(): Buffer {
  const unitsPerEm = 1024;
  const advance = 512;
  const ascent = 800;
  const descent = -200;
  const tables: Readonly<Record<string, Buffer>> = {
    'OS/2': join(
      u16(4, advance, 400, 5, 0),
      u16(650, 700, 0, 140, 650, 700, 0, 480, 50, 300, 0),
      Buffer.alloc(10),
      u32(0, 0, 0, 0),
      Buffer.from('NONE'),
      u16(0x40, 0x20, 0xffff),
      u16(ascent, descent, 0, ascent, -descent),
      u32(0, 0),
      u16(ascent / 2, ascent, 0, 0x20, 0),
    ),
    // Format 13 gives all characters of a range the same glyph.
    cmap: join(u16(0, 1, 3, 10), u32(12), u16(13, 0), u32(28, 0, 1, 0x20, 0x10ffff, 1)),
    glyf: Buffer.alloc(4),
    head: join(
      u16(1, 0, 1, 0),
      u32(0, 0x5f0f3cf5),
      u16(0, unitsPerEm),
      Buffer.alloc(16),
      u16(0, 0, 0, 0, 0, 8, 2, 0, 0),
    ),
    hhea: join(u16(1, 0, ascent, descent, 0, advance, 0, 0, 0, 1), Buffer.alloc(14), u16(1)),
    hmtx: u16(advance, 0, 0),
    loca: u16(0, 0, 0),
    maxp: join(u16(1, 0, 2), u16(0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)),
    name: u16(0, 0, 6),
    post: join(u16(3, 0, 0, 0, 0, 0), Buffer.alloc(20)),
  };
  const names = Object.keys(tables);
  const heads: Buffer[] = [u16(1, 0, names.length, 128, 3, names.length * 16 - 128)];
  const bodies: Buffer[] = [];
  let offset = 12 + 16 * names.length;
  for (const name of names) {
    const body = tables[name] as Buffer;
    // Browsers do not check the checksums.
    heads.push(Buffer.from(name), u32(0, offset, body.length));
    const padded = join(body, Buffer.alloc(-body.length & 3));
    bodies.push(padded);
    offset += padded.length;
  }
  return join(...heads, ...bodies);
}

const join = (...parts: readonly Buffer[]): Buffer => Buffer.concat(parts);

function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [i, value] of values.entries()) bytes.writeUInt16BE(value & 0xffff, 2 * i);
  return bytes;
}

function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeUInt32BE(value, 4 * i);
  return bytes;
}
