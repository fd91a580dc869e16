import { beforeAll, expect, it } from "vitest";
import { opening, openTestStore } from "@/lib/store/test-database";
import type { Store } from "./store";

let store: Store;
beforeAll(
  opening(openTestStore, (opened) => {
    ({ store } = opened);
  }),
);

it("a connection in use that the server ends is its holder's failure, not the process's", async () => {
  const client = await store.pool.connect();
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const ended = new Promise((resolve) => client.once("end", resolve));
  await store.pool.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
  await ended;
  // Without a listener the error would have been thrown into the void: vitest fails a run for it.
  await expect(client.query("SELECT 1")).rejects.toThrow();
  client.release(true);
  expect((await store.pool.query("SELECT 1")).rowCount).toBe(1);
});
