/** Bytes and whole numbers as text. */

/** Two digits. */
export const hexByte = (byte: number): string => byte.toString(16).padStart(2, "0");

/** Two digits a byte, nothing between them. */
export const toHex = (bytes: Uint8Array): string => Array.from(bytes, hexByte).join("");

/** The bytes of an even number of hexadecimal digits, or null. */
export function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) =>
    Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
  );
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

/** A whole number, decimal or with 0x, with a minus where it is less than 0; null for any other text. */
export function parseInteger(text: string): bigint | null {
  if (!/^-?(?:\d+|0x[0-9a-f]+)$/i.test(text)) return null;
  return text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text);
}
