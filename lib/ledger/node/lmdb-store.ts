/** The store on disk: one LMDB environment, a folder per member. */
import { mkdirSync } from "node:fs";
import { open } from "lmdb";
import { openRecord, type Store, sealRecord } from "./store";

/** Opens or creates the store in `folder`. Throws when it cannot be opened. */
export function openLmdbStore(folder: string): Store {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // A commit is on the disk before it is reported: the member's cosignature rests on that.
  const db = open<Uint8Array, string>({
    path: folder,
    noSubdir: false,
    encoding: "binary",
    overlappingSync: false,
    cache: false,
  });
  return {
    get(key) {
      const stored = db.get(key);
      return stored === undefined ? undefined : openRecord(key, stored);
    },
    keys: (prefix, after) => keysOf(db.getKeys({ start: after ?? prefix }), prefix, after),
    async write(writes) {
      const sealed = [...writes].map(([key, value]) => [key, value && sealRecord(key, value)] as const);
      await db.transaction(() => {
        for (const [key, record] of sealed) {
          if (record === null) db.remove(key);
          else db.put(key, record);
        }
      });
    },
    close: () => db.close(),
  };
}

function* keysOf(keys: Iterable<string>, prefix: string, after: string | undefined): Generator<string> {
  for (const key of keys) {
    if (after !== undefined && key <= after) continue;
    if (!key.startsWith(prefix)) return;
    yield key;
  }
}
