/** Bytes that arrive in chunks and are taken from the front. Chunks are kept, not copied, and must not change. */
export class ByteQueue {
  #chunks: Uint8Array[] = [];
  /** Bytes of the first chunk that are taken. */
  #at = 0;
  length = 0;

  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.length += chunk.length;
  }

  /** The first `size` bytes, which stay in the queue, or null when there are fewer. */
  peek(size: number): Uint8Array | null {
    if (size > this.length) return null;
    const first = this.#chunks[0];
    if (!first) return new Uint8Array(0);
    if (first.length - this.#at < size) this.#join(size);
    return this.#chunks[0]!.subarray(this.#at, this.#at + size);
  }

  /** Takes up to `size` bytes away, and returns how many. */
  skip(size: number): number {
    const taken = Math.min(size, this.length);
    this.length -= taken;
    this.#at += taken;
    let whole = 0;
    while (whole < this.#chunks.length && this.#at >= this.#chunks[whole]!.length) {
      this.#at -= this.#chunks[whole]!.length;
      whole++;
    }
    if (whole > 0) this.#chunks.splice(0, whole);
    return taken;
  }

  /** Makes one chunk of the first `size` bytes. */
  #join(size: number): void {
    const joined = new Uint8Array(size);
    let filled = 0;
    let whole = 0;
    while (filled < size) {
      const chunk = this.#chunks[whole]!;
      const part = chunk.subarray(this.#at, this.#at + size - filled);
      joined.set(part, filled);
      filled += part.length;
      this.#at += part.length;
      if (this.#at < chunk.length) break;
      this.#at = 0;
      whole++;
    }
    const rest = this.#chunks[whole]?.subarray(this.#at);
    this.#chunks.splice(0, rest ? whole + 1 : whole, joined, ...(rest ? [rest] : []));
    this.#at = 0;
  }
}

export function u16(bytes: Uint8Array, at: number, little: boolean): number {
  const [a, b] = [bytes[at]!, bytes[at + 1]!];
  return little ? a | (b << 8) : (a << 8) | b;
}

export function u32(bytes: Uint8Array, at: number, little: boolean): number {
  const [a, b] = [u16(bytes, at, little), u16(bytes, at + 2, little)];
  return (little ? a | (b << 16) : (a << 16) | b) >>> 0;
}
