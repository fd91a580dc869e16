/** Another process's side of the socket. One connection; when it ends, it ends: `open.ts` finds the next owner. */
import { connect, type Socket } from "node:net";
import { type Ledger, LedgerUnavailable, type UnavailableCode } from "../ledger";
import { type Reply, readFrames, type WireError, writeFrame } from "./frames";

/** The connection ended before an answer came. */
export class OwnerGone extends Error {
  override name = "OwnerGone";
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Connects to the owner listening at `path`. Rejects with the system's error where nobody listens. */
export async function connectLedger(path: string): Promise<Ledger> {
  const socket = await dial(path);
  const waiting = new Map<number, Waiting>();
  let next = 0;
  let open = true;
  readFrames(socket, (message) => settle(waiting, message as Reply, socket));
  const end = () => {
    open = false;
    for (const { reject } of waiting.values()) reject(new OwnerGone("the owner's connection ended"));
    waiting.clear();
  };
  socket.on("close", end);
  socket.on("error", () => socket.destroy());
  socket.unref();
  const call = <T>(method: keyof Ledger, ...args: readonly unknown[]): Promise<T> =>
    new Promise((resolve, reject) => {
      if (!open) return reject(new OwnerGone("the owner's connection ended"));
      const id = next++;
      // Both ends run this code: a method's answer has the method's type.
      waiting.set(id, { resolve: (value) => resolve(value as T), reject });
      // A process waits for its answers, and for nothing else on this socket.
      socket.ref();
      writeFrame(socket, { id, method, args });
    });
  return portOver(call, () => closeSocket(socket));
}

type Caller = <T>(method: keyof Ledger, ...args: readonly unknown[]) => Promise<T>;

function portOver(call: Caller, close: () => Promise<void>): Ledger {
  return {
    submit: (envelope) => call("submit", envelope),
    receipt: (txId) => call("receipt", txId),
    entries: (from, limit) => call("entries", from, limit),
    records: (from, limit) => call("records", from, limit),
    tile: (path) => call("tile", path),
    checkpoint: () => call("checkpoint"),
    roster: () => call("roster"),
    attest: (question) => call("attest", question),
    putBlob: (bytes) => call("putBlob", bytes),
    blob: (hash) => call("blob", hash),
    state: (key) => call("state", key),
    stateKeys: (prefix, limit, after) => call("stateKeys", prefix, limit, after),
    members: () => call("members"),
    inclusion: (index, size) => call("inclusion", index, size),
    consistency: (oldSize, newSize) => call("consistency", oldSize, newSize),
    rebuild: (member) => call("rebuild", member),
    close,
  };
}

function settle(waiting: Map<number, Waiting>, reply: Reply, socket: Socket): void {
  const asker = waiting.get(reply.id);
  waiting.delete(reply.id);
  if (waiting.size === 0) socket.unref();
  if (reply.ok) asker?.resolve(reply.value);
  else asker?.reject(errorOf(reply.error));
}

function errorOf({ name, message, code }: WireError): Error {
  if (name === "LedgerUnavailable") {
    const bare = message.replace(/^ledger unavailable \([a-z-]+\): /, "");
    return new LedgerUnavailable(code as UnavailableCode, bare);
  }
  if (name === "RangeError") return new RangeError(message);
  return new Error(`${name}: ${message}`);
}

function dial(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
  });
}

function closeSocket(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve();
    socket.once("close", () => resolve());
    socket.destroy();
  });
}
