/** The log as static files (C2SP tlog-tiles): what the web serves under /log/. */
import { utf8 } from "@/lib/crypto/bytes";
import { parseTilePath } from "@/lib/crypto/note/tiles";
import type { Ledger } from "./ledger";

export interface LogFile {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly cacheControl: string;
}

const FOREVER = "public, max-age=31536000, immutable";

/** The file at `checkpoint`, `tile/<L>/<N>` or `tile/entries/<N>`; `path` is untrusted. Undefined: there is none. */
export async function logFile(
  ledger: Pick<Ledger, "checkpoint" | "tile">,
  path: string,
): Promise<LogFile | undefined> {
  if (path === "checkpoint") {
    const { note } = await ledger.checkpoint();
    return { body: utf8(note), contentType: "text/plain; charset=utf-8", cacheControl: "no-cache" };
  }
  if (!parseTilePath(path)) return undefined;
  const body = await ledger.tile(path);
  // A tile never changes: a partial one is the first part of what it becomes, under another name.
  return body && { body, contentType: "application/octet-stream", cacheControl: FOREVER };
}
