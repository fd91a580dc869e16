import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { type ArchiveFile, zipStream } from "./zip";
import { archiveCounter } from "./zip-count";

async function* filesOf(count: number): AsyncGenerator<ArchiveFile> {
  for (let at = 0; at < count; at++) {
    const bytes = new Uint8Array(1000 + at).fill(at);
    yield { name: `${at}.bin`, bytes, packed: at % 2 === 0 };
  }
}

async function partsOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return parts;
    parts.push(value);
  }
}

describe("an archive as a stream", () => {
  it("holds every file as it was, and says how many have begun", async () => {
    const parts = await partsOf(zipStream(filesOf(25)));
    const count = archiveCounter();
    expect(parts.map((part) => count(part)).at(-1)).toBe(25);
    const files = unzipSync(Buffer.concat(parts));
    expect(Object.keys(files)).toHaveLength(25);
    expect(files["7.bin"]).toEqual(new Uint8Array(1007).fill(7));
  });

  it("counts a beginning that is cut in two", () => {
    const count = archiveCounter();
    expect(count(Uint8Array.of(1, 0x50, 0x50, 0x4b))).toBe(0);
    expect(count(Uint8Array.of(3, 4, 0x50))).toBe(1);
  });

  it("asks for no file before there is room for it", async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<ArchiveFile> {
      for (;;) yield { name: `${asked++}`, bytes: new Uint8Array(10) };
    }
    const reader = zipStream(endless()).getReader();
    await reader.read();
    expect(asked).toBeLessThan(4);
    await reader.cancel();
  });
});
