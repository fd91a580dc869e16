/** Files people send for import: bounded, looked at before they are kept, in a folder of their own until imported. */
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";

/** A month of 96-point days of some 15,000 meters. */
export const MOST_UPLOAD_BYTES = 512 * 1024 * 1024;

export type UploadFlaw = "empty" | "too-large" | "not-text";

export type Upload =
  | { readonly ok: true; readonly path: string; readonly bytes: number }
  | { readonly ok: false; readonly code: UploadFlaw };

class Flaw extends Error {
  constructor(readonly flaw: UploadFlaw) {
    super(flaw);
  }
}

function folderOf(dataDir: string): string {
  return resolve(join(dataDir, "uploads"));
}

export function isInUploads(dataDir: string, path: string): boolean {
  return dirname(resolve(path)) === folderOf(dataDir);
}

/** Keeps what a person sends; nothing is left behind of what is refused. `dataDir` is LVJI_DATA. */
export async function takeUpload(
  dataDir: string,
  body: AsyncIterable<Uint8Array>,
  most = MOST_UPLOAD_BYTES,
): Promise<Upload> {
  const folder = folderOf(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${randomUUID()}.csv`);
  // Opened first: a stream that still opens its file would make it again after it was taken away.
  const file = await open(path, "wx", 0o600);
  let bytes = 0;
  try {
    await pipeline(
      async function* () {
        for await (const chunk of body) {
          if (!looksLikeText(chunk, bytes === 0)) throw new Flaw("not-text");
          bytes += chunk.length;
          if (bytes > most) throw new Flaw("too-large");
          yield chunk;
        }
        if (bytes === 0) throw new Flaw("empty");
      },
      file.createWriteStream({ flush: true }),
    );
    return { ok: true, path, bytes };
  } catch (error) {
    await file.close().catch(() => undefined);
    rmSync(path, { force: true });
    if (error instanceof Flaw) return { ok: false, code: error.flaw };
    throw error;
  }
}

/** Spreadsheets, archives and pictures hold a NUL early on, PDF says its name; UTF-8 text never holds one. */
function looksLikeText(chunk: Uint8Array, isFirst: boolean): boolean {
  if (chunk.includes(0)) return false;
  return !isFirst || !Buffer.from(chunk.subarray(0, 5)).equals(Buffer.from("%PDF-"));
}
