/** Text from the bytes of a file: UTF-8 (with or without a byte order mark), UTF-16 with one, else GB18030. */

/** A decoded file. */
export interface Decoded {
  text: string;
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "gb18030";
}

/** Decodes; throws a TypeError where the bytes are text in none of these. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode(bytes, "utf-16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode(bytes, "utf-16be");
  try {
    return decode(bytes, "utf-8");
  } catch {
    return decode(bytes, "gb18030");
  }
}

function decode(bytes: Uint8Array, encoding: Decoded["encoding"]): Decoded {
  return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
}
