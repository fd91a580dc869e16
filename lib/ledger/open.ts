/**
 * The ledger of a data directory, whoever owns it: this process when nobody does, else the owner over its socket.
 * When the owner goes away the next call finds the new one or becomes it; every method may be asked twice.
 */
import { mkdirSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toHex, utf8 } from "@/lib/crypto/bytes";
import { sha256 } from "@/lib/crypto/sha256";
import { type EmbeddedOptions, openEmbedded } from "./embedded/open-embedded";
import { type OwnerLock, takeLock } from "./embedded/owner-lock";
import { connectLedger, OwnerGone } from "./embedded/socket-client";
import { serveLedger } from "./embedded/socket-server";
import { type Ledger, LedgerUnavailable } from "./ledger";

export interface LedgerOptions extends EmbeddedOptions {
  /** How long to wait for an owner that starts or just went away: a minute unless given. */
  readonly patienceMs?: number;
}

/** `owner`: the ledger runs in this process. */
export interface OpenLedger extends Ledger {
  role(): "owner" | "client";
}

interface Session {
  readonly role: "owner" | "client";
  readonly ledger: Ledger;
  end(): Promise<void>;
}

const PATIENCE_MS = 60_000;
const RETRY_MS = 40;
/** Owners that may go away under one question. */
const MOST_LOSSES = 5;
/** Of a unix socket's address, the smallest limit there is (macOS has 104 with its final zero). */
const MOST_SOCKET_BYTES = 100;

/**
 * What the environment says (formats.md, "Running"): LVJI_DATA, LVJI_MARKET, LVJI_PREFIX, PUBLIC_URL, PORT; and of a
 * new market LVJI_TWO_PERSON_KWH, the settled kWh of a month above which two people of the exchange finish it.
 */
export function ledgerOptions(env: Readonly<Record<string, string | undefined>>): LedgerOptions {
  const { LVJI_DATA, LVJI_MARKET, LVJI_PREFIX, LVJI_TWO_PERSON_KWH, PUBLIC_URL, PORT } = env;
  return {
    dataDir: LVJI_DATA || ".data",
    publicUrl: PUBLIC_URL || `http://127.0.0.1:${PORT || "3000"}`,
    ...(LVJI_MARKET ? { market: LVJI_MARKET } : {}),
    ...(LVJI_PREFIX ? { prefix: LVJI_PREFIX } : {}),
    ...(/^\d{1,15}$/.test(LVJI_TWO_PERSON_KWH ?? "") ? { twoPersonKwh: Number(LVJI_TWO_PERSON_KWH) } : {}),
  };
}

/** Opens the ledger, founding the market where there is none. Throws LedgerUnavailable `owner` when nobody answers. */
export async function openLedger(options: LedgerOptions): Promise<OpenLedger> {
  const sessions = new Sessions(options);
  await sessions.current();
  return {
    ...portThrough((question) => sessions.ask(question)),
    role: () => sessions.role,
    close: () => sessions.close(),
  };
}

class Sessions {
  role: Session["role"] = "client";
  #session: Promise<Session> | undefined;
  #closed = false;

  constructor(readonly options: LedgerOptions) {}

  /** The session in use; a new one where there is none or the last could not be had. */
  current(): Promise<Session> {
    if (this.#session) return this.#session;
    const session = arrive(this.options);
    this.#session = session;
    session.then(
      ({ role }) => {
        this.role = role;
      },
      () => this.#drop(session),
    );
    return session;
  }

  async ask<T>(question: (ledger: Ledger) => Promise<T>): Promise<T> {
    for (let losses = 0; ; ) {
      if (this.#closed) throw new LedgerUnavailable("closed", "the ledger is closed");
      const session = this.current();
      try {
        return await question((await session).ledger);
      } catch (error) {
        if (!(error instanceof OwnerGone)) throw error;
        this.#drop(session);
        if (++losses === MOST_LOSSES) {
          throw new LedgerUnavailable("owner", `${losses} owners went away before they answered`, {
            cause: error,
          });
        }
      }
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const session = await this.#session?.catch(() => undefined);
    await session?.end();
  }

  #drop(session: Promise<Session>): void {
    if (this.#session === session) this.#session = undefined;
  }
}

type Ask = <T>(question: (ledger: Ledger) => Promise<T>) => Promise<T>;

function portThrough(ask: Ask): Omit<Ledger, "close"> {
  return {
    submit: (envelope) => ask((ledger) => ledger.submit(envelope)),
    receipt: (txId) => ask((ledger) => ledger.receipt(txId)),
    entries: (from, limit) => ask((ledger) => ledger.entries(from, limit)),
    records: (from, limit) => ask((ledger) => ledger.records(from, limit)),
    tile: (path) => ask((ledger) => ledger.tile(path)),
    checkpoint: () => ask((ledger) => ledger.checkpoint()),
    roster: () => ask((ledger) => ledger.roster()),
    attest: (question) => ask((ledger) => ledger.attest(question)),
    putBlob: (bytes) => ask((ledger) => ledger.putBlob(bytes)),
    blob: (hash) => ask((ledger) => ledger.blob(hash)),
    state: (key) => ask((ledger) => ledger.state(key)),
    stateKeys: (prefix, limit, after) => ask((ledger) => ledger.stateKeys(prefix, limit, after)),
    members: () => ask((ledger) => ledger.members()),
    inclusion: (index, size) => ask((ledger) => ledger.inclusion(index, size)),
    consistency: (oldSize, newSize) => ask((ledger) => ledger.consistency(oldSize, newSize)),
    rebuild: (member) => ask((ledger) => ledger.rebuild(member)),
  };
}

/** Becomes the owner, or connects to it; an owner that has the lock and does not listen yet is waited for. */
async function arrive(options: LedgerOptions): Promise<Session> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const socket = socketPath(options.dataDir);
  const patience = performance.now() + (options.patienceMs ?? PATIENCE_MS);
  for (;;) {
    const taken = takeLock(options.dataDir, socket);
    if (taken.owned) return own(options, taken.lock);
    try {
      const ledger = await connectLedger(taken.owner.socket);
      return { role: "client", ledger, end: () => ledger.close() };
    } catch (cause) {
      if (performance.now() > patience) {
        throw new LedgerUnavailable(
          "owner",
          `process ${taken.owner.pid} owns the ledger and does not answer`,
          {
            cause,
          },
        );
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

async function own(options: LedgerOptions, lock: OwnerLock): Promise<Session> {
  // A process that ends without closing leaves no lock behind; one that is killed leaves one that is taken over.
  process.once("exit", lock.release);
  const release = () => {
    process.off("exit", lock.release);
    lock.release();
  };
  try {
    const ledger = await openEmbedded(options);
    const server = await serveLedger(ledger, lock.owner.socket);
    const end = async () => {
      await server.close();
      await ledger.close();
      release();
    };
    return { role: "owner", ledger, end };
  } catch (error) {
    release();
    throw error;
  }
}

/** `ledger.sock` in the data directory; where that is too long an address, one in the system's temporary folder. */
export function socketPath(dataDir: string): string {
  const home = realpathSync(dataDir);
  const path = join(home, "ledger.sock");
  if (Buffer.byteLength(path) <= MOST_SOCKET_BYTES) return path;
  return join(tmpdir(), `lvji-${toHex(sha256(utf8(home))).slice(0, 16)}.sock`);
}
