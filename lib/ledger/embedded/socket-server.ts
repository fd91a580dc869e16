/** The owner's side of the socket: every method of the port for the other processes of this machine. */
import { chmodSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { type Ledger, LedgerUnavailable } from "../ledger";
import { type Reply, type Request, readFrames, type WireError, writeFrame } from "./frames";

type Method = Exclude<keyof Ledger, "close">;
type Call = (ledger: Ledger, args: readonly unknown[]) => Promise<unknown>;

export interface LedgerServer {
  close(): Promise<void>;
}

/** Listens at `path`, which the lock gives to this process alone. */
export async function serveLedger(ledger: Ledger, path: string): Promise<LedgerServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A client that was killed resets the connection: its requests are answered to nobody.
    socket.on("error", () => socket.destroy());
    const serve = (message: unknown) => answer(ledger, socket, message as Request);
    // An answer that cannot be sent leaves its asker waiting: without the connection it knows.
    readFrames(socket, (message) => void serve(message).catch(() => socket.destroy()));
  });
  rmSync(path, { force: true });
  // From its first moment nobody else's: a connection made before a chmod would stay.
  const mask = process.umask(0o177);
  try {
    await listen(server, path);
  } finally {
    process.umask(mask);
  }
  chmodSync(path, 0o600);
  // Serving others is no reason for a process to live on.
  server.unref();
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function answer(ledger: Ledger, socket: Socket, { id, method, args }: Request): Promise<void> {
  const reply = await call(ledger, id, method, args);
  if (!socket.destroyed) writeFrame(socket, reply);
}

async function call(ledger: Ledger, id: number, method: string, args: readonly unknown[]): Promise<Reply> {
  try {
    const run = isMethod(method) ? CALLS[method] : undefined;
    if (!run) throw new TypeError(`the ledger has no method ${method}`);
    return { id, ok: true, value: await run(ledger, args) };
  } catch (error) {
    return { id, ok: false, error: wireError(error) };
  }
}

function isMethod(name: string): name is Method {
  return Object.hasOwn(CALLS, name);
}

/** Both ends run this code and share its types: arguments arrive as they were passed. */
const CALLS = {
  submit: (ledger, [envelope]) => ledger.submit(envelope as Parameters<Ledger["submit"]>[0]),
  receipt: (ledger, [txId]) => ledger.receipt(txId as string),
  entries: (ledger, [from, limit]) => ledger.entries(from as number, limit as number),
  records: (ledger, [from, limit]) => ledger.records(from as number, limit as number),
  tile: (ledger, [path]) => ledger.tile(path as string),
  checkpoint: (ledger) => ledger.checkpoint(),
  roster: (ledger) => ledger.roster(),
  attest: (ledger, [question]) => ledger.attest(question as Parameters<Ledger["attest"]>[0]),
  putBlob: (ledger, [bytes]) => ledger.putBlob(bytes as Uint8Array),
  blob: (ledger, [hash]) => ledger.blob(hash as string),
  state: (ledger, [key]) => ledger.state(key as string),
  stateKeys: (ledger, [prefix, limit, after]) =>
    ledger.stateKeys(prefix as string, limit as number, after as string | undefined),
  members: (ledger) => ledger.members(),
  inclusion: (ledger, [index, size]) => ledger.inclusion(index as number, size as number),
  consistency: (ledger, [oldSize, newSize]) => ledger.consistency(oldSize as number, newSize as number),
  rebuild: (ledger, [member]) => ledger.rebuild(member as string),
} satisfies Record<Method, Call>;

function wireError(error: unknown): WireError {
  if (error instanceof LedgerUnavailable) {
    const { name, message, code } = error;
    return { name, message, code };
  }
  if (error instanceof Error) return { name: error.name, message: error.message };
  return { name: "Error", message: String(error) };
}
