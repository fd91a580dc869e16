/** Another people's log client reads ours: Tessera's fsck fetches every tile and bundle and recomputes the root. */
import { execFile, execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromHex } from "@/lib/crypto/bytes";
import { formatVkey, verifierKey } from "@/lib/crypto/note/note";
import type { Ledger } from "./ledger";
import { logFile } from "./log-file";
import { openLedger } from "./open";
import { channelCommand, founded, TEST_TIME, temporaryData } from "./test-ledger";

const FSCK = "github.com/transparency-dev/tessera/cmd/fsck@v1.0.4";
const BIN = join(process.cwd(), ".tmp", "go-bin");
/** It takes a twentieth of a second for the log below. */
const PATIENCE_MS = 3_000;
const run = promisify(execFile);

function hasGo(): boolean {
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** The tool's path; installed once, into the project's own scratch folder. */
async function installed(): Promise<string> {
  const path = join(BIN, "fsck");
  if (!existsSync(path)) {
    await run("go", ["install", FSCK], { env: { ...process.env, GOBIN: BIN, GOFLAGS: "-mod=mod" } });
  }
  return path;
}

interface Served {
  readonly url: string;
  close(): void;
}

/** The log's files over HTTP; `bend` may alter one on its way. */
async function serveLog(
  ledger: Ledger,
  bend: (path: string, body: Uint8Array) => Uint8Array,
): Promise<Served> {
  const server: Server = createServer(async (request, response) => {
    const path = (request.url ?? "").replace(/^\/log\//, "");
    const file = await logFile(ledger, path);
    response.statusCode = file ? 200 : 404;
    if (file) response.setHeader("content-type", file.contentType);
    response.end(file && Buffer.from(bend(path, file.body)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/log/`, close: () => server.close() };
}

describe.skipIf(!hasGo())("Tessera's fsck (skipped without go)", () => {
  const { dataDir, drop } = temporaryData();
  let ledger: Ledger;
  let fsck: string;

  beforeAll(async () => {
    fsck = await installed();
    ledger = await openLedger({ dataDir, clock: () => TEST_TIME });
    const market = await founded(dataDir, ledger);
    const envelopes = await Promise.all(Array.from({ length: 600 }, (_, i) => channelCommand(market, i + 1)));
    const results = await Promise.all(envelopes.map((envelope) => ledger.submit(envelope)));
    expect(results.every(({ ok }) => ok)).toBe(true);
  }, 300_000);
  afterAll(async () => {
    await ledger.close();
    drop();
  });

  /**
   * What it says under the log key of the member at `seat`. It ends with 0 when it objects too, and where a tile
   * and its entries differ it says nothing and never ends: only the sentence that it accepts counts.
   */
  async function report(seat: number, bend = (_: string, body: Uint8Array) => body): Promise<string> {
    const roster = (await ledger.roster())[0];
    const member = roster?.members[seat];
    if (!roster || !member) throw new Error("no such member");
    const keyFile = join(dataDir, `member-${seat}.vkey`);
    writeFileSync(keyFile, formatVkey(verifierKey(roster.origin, 0x01, fromHex(member.logKey))));
    const served = await serveLog(ledger, bend);
    const options = [`--storage_url=${served.url}`, `--public_key=${keyFile}`, "--ui=false"];
    try {
      return (await run(fsck, options, { timeout: PATIENCE_MS })).stderr;
    } catch (error) {
      if (error instanceof Error && "stderr" in error) return String(error.stderr);
      throw error;
    } finally {
      served.close();
    }
  }

  test("accepts the log under any one member's log key", async () => {
    const { size, root } = await ledger.checkpoint();
    expect(size).toBe(601);
    for (const seat of [0, 1, 2, 3]) {
      const said = await report(seat);
      expect(said).toContain(`Successfully fsck'd log with size ${size}`);
      expect(said).toContain(root);
    }
  });

  test.each([
    ["the checkpoint", "checkpoint", 30],
    ["an entry", "tile/entries/001", 1000],
    ["a tile", "tile/0/000", 77],
  ])("does not accept one altered byte of %s", async (_, altered, at) => {
    const said = await report(0, (path, body) => (path === altered ? flipped(body, at) : body));
    expect(said).not.toContain("Successfully");
    expect(said).toMatch(/checking log|fsck failed/);
  });
});

function flipped(body: Uint8Array, at: number): Uint8Array {
  const altered = body.slice();
  altered[at] = (altered[at] ?? 0) ^ 1;
  return altered;
}
