/**
 * Messages on the owner's socket: u32be length ‖ a value in V8's structured serialization, which carries bytes as
 * bytes. The socket belongs to one user (mode 600) and both ends run this code: it is no public protocol.
 */
import type { Socket } from "node:net";
import { deserialize, serialize } from "node:v8";

/** The port's methods, by name, with their arguments. */
export interface Request {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: WireError };

/** An error as it crosses: `code` is that of LedgerUnavailable. */
export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
}

const LENGTH_BYTES = 4;
/** A record with all that a large plant's trace wrote fits; pages of records end at 8 MB or with one record. */
const MAX_FRAME = 512 * 1024 * 1024;

/** Writes one message. False means the other end is slow (`drain` follows). */
export function writeFrame(socket: Socket, message: Request | Reply): boolean {
  const body = serialize(message);
  if (body.length > MAX_FRAME) throw new RangeError(`a message of ${body.length} bytes`);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(body.length);
  socket.cork();
  socket.write(length);
  const free = socket.write(body);
  socket.uncork();
  return free;
}

/** Calls `receive` with each message, whole and in order. A peer that sends anything else is cut off. */
export function readFrames(socket: Socket, receive: (message: unknown) => void): void {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted = LENGTH_BYTES;
  let body = false;
  socket.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    held += chunk.length;
    while (held >= wanted) {
      const whole = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, held);
      const part = whole.subarray(0, wanted);
      chunks = [whole.subarray(wanted)];
      held -= wanted;
      const message = body ? read(part) : undefined;
      if (message === unreadable) return void socket.destroy(new Error("a message that is none"));
      if (body) receive(message);
      wanted = body ? LENGTH_BYTES : part.readUInt32BE();
      body = !body;
      if (wanted > MAX_FRAME) return void socket.destroy(new RangeError(`a message of ${wanted} bytes`));
    }
  });
}

const unreadable = Symbol("unreadable");

function read(part: Buffer): unknown {
  try {
    return deserialize(part);
  } catch {
    return unreadable;
  }
}
