import type { DeviceOwner } from "./to-sign";

/** A key as this browser keeps it: the private part can be used here and never leaves. */
export interface KeptKey {
  readonly keyId: string;
  readonly accountId: string;
  readonly participant: string;
  readonly market: string;
  readonly publicKey: string;
  readonly privateKey: CryptoKey;
  /** Milliseconds. */
  readonly createdAt: number;
}

/** What a person confirmed that this browser may sign for a job, whatever the server asks later. */
export interface ConfirmedRun {
  readonly job: string;
  readonly accountId: string;
  readonly market: string;
  /** The key that was chosen for it. */
  readonly keyId?: string | undefined;
  readonly types: readonly string[];
  /** Every message's month, where the work has one. */
  readonly month?: string | undefined;
}

const database = "lvji-device";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("keys", { keyPath: "keyId" });
      request.result.createObjectStore("runs", { keyPath: "job" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB does not open"));
  });
}

async function within<T>(
  store: "keys" | "runs",
  mode: IDBTransactionMode,
  work: (objects: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opened = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = opened.transaction(store, mode);
      const request = work(transaction.objectStore(store));
      // Durable before anybody is told.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error ?? new Error("IndexedDB does not answer"));
      transaction.onabort = () => reject(transaction.error ?? new Error("IndexedDB does not answer"));
    });
  } finally {
    opened.close();
  }
}

/** This browser's keys of one person in one market, the newest first. */
export async function keysOf(owner: DeviceOwner): Promise<KeptKey[]> {
  const all = await within<KeptKey[]>("keys", "readonly", (keys) => keys.getAll());
  return all
    .filter((key) => key.accountId === owner.accountId && key.market === owner.market)
    .filter((key) => key.participant === owner.participant)
    .sort((a, b) => b.createdAt - a.createdAt);
}

export async function keepKey(key: KeptKey): Promise<void> {
  await within("keys", "readwrite", (keys) => keys.put(key));
}

export async function forgetKey(keyId: string): Promise<void> {
  await within("keys", "readwrite", (keys) => keys.delete(keyId));
}

export async function keepRun(run: ConfirmedRun): Promise<void> {
  await within("runs", "readwrite", (runs) => runs.put(run));
}

export async function confirmedRuns(): Promise<ConfirmedRun[]> {
  return await within<ConfirmedRun[]>("runs", "readonly", (runs) => runs.getAll());
}

export async function forgetRun(job: string): Promise<void> {
  await within("runs", "readwrite", (runs) => runs.delete(job));
}
