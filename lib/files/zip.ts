import { Zip, ZipDeflate, ZipPassThrough } from "fflate";

export interface ArchiveFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Packed tighter already: pictures, PDF. */
  readonly packed?: boolean;
}

/** A ZIP archive as a stream: files are asked for one after another, as fast as they are taken away. */
export function zipStream(files: AsyncIterable<ArchiveFile>): ReadableStream<Uint8Array> {
  const each = files[Symbol.asyncIterator]();
  let out: ReadableStreamDefaultController<Uint8Array> | undefined;
  const zip = new Zip((error, part, last) => {
    if (error !== null) out?.error(error);
    else {
      out?.enqueue(part);
      if (last) out?.close();
    }
  });
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        out = controller;
      },
      async pull() {
        const next = await each.next();
        if (next.done) return zip.end();
        const { name, bytes, packed = false } = next.value;
        const entry = packed ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
        zip.add(entry);
        entry.push(bytes, true);
      },
      async cancel() {
        await each.return?.();
      },
    },
    { highWaterMark: 1 },
  );
}
