import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type Reply, readFrames, writeFrame } from "./frames";

const open: { destroy(): void }[] = [];
afterEach(() => {
  for (const end of open.splice(0)) end.destroy();
});

/** Two connected sockets. */
async function pair(): Promise<[Socket, Socket]> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
  const [accepted]: Socket[] = await once(server, "connection");
  if (!accepted) throw new Error("no connection");
  server.close();
  open.push(client, accepted);
  return [client, accepted];
}

test("messages arrive whole, in order and with their bytes, however they were cut", async () => {
  const [sender, receiver] = await pair();
  const received: unknown[] = [];
  const all = new Promise<void>((resolve) => {
    readFrames(receiver, (message) => {
      if (received.push(message) === 40) resolve();
    });
  });
  const sent: Reply[] = Array.from({ length: 40 }, (_, id) => ({
    id,
    ok: true,
    value: { bytes: new Uint8Array((id * 7919) % 5_000).fill(id), nothing: undefined, deep: [[id]] },
  }));
  for (const message of sent) writeFrame(sender, message);
  await all;
  expect(received).toEqual(sent);
});

test("bytes that come one by one make the same message", async () => {
  const [sender, receiver] = await pair();
  const [through, bytes] = await pair();
  const chunks: Buffer[] = [];
  bytes.on("data", (chunk: Buffer) => chunks.push(chunk));
  writeFrame(through, { id: 1, method: "blob", args: ["00"] });
  await once(bytes, "data");
  const received = new Promise((resolve) => readFrames(receiver, resolve));
  sender.setNoDelay(true);
  for (const byte of Buffer.concat(chunks)) {
    sender.write(Buffer.of(byte));
    await new Promise(setImmediate);
  }
  expect(await received).toEqual({ id: 1, method: "blob", args: ["00"] });
});

test.each([
  ["announces more than the limit", "ffffffff00"],
  ["sends what is no message", "00000003ffffff"],
])("whoever %s is cut off", async (_, hex) => {
  const [sender, receiver] = await pair();
  const cut = new Promise((resolve) => receiver.on("error", resolve));
  readFrames(receiver, () => {});
  sender.write(Buffer.from(hex, "hex"));
  expect(await cut).toBeInstanceOf(Error);
  expect(receiver.destroyed).toBe(true);
});
