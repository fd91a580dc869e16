import type { Trust } from "@/lib/proof/verify/checks";
import type { Verdict } from "@/lib/proof/verify/verdict";

/** What the page asks its worker. */
export interface VerifyRequest {
  readonly id: number;
  readonly bundle: string;
  readonly trust: Trust;
  /** Unix seconds by this device's clock. */
  readonly now: number;
}

/** Asks the worker to fetch all it may ever need, so that it can do without a network. */
export interface WarmRequest {
  readonly id: number;
  readonly warm: true;
}

export interface VerifyResponse {
  readonly id: number;
  readonly verdict?: Verdict;
  readonly milliseconds: number;
}

/** Verifies a bundle's text. Rejects only when this device cannot run the verifier at all. */
export type Verifier = (
  bundle: string,
  trust: Trust,
  now: number,
) => Promise<{ readonly verdict: Verdict; readonly milliseconds: number }>;

let worker: Worker | undefined;
let asked = 0;
const waiting = new Map<
  number,
  { resolve(answer: { verdict: Verdict; milliseconds: number }): void; reject(error: Error): void }
>();

function start(): Worker {
  const started = new Worker(new URL("./verify.worker.ts", import.meta.url), { type: "module" });
  started.onmessage = ({ data }: MessageEvent<VerifyResponse>) => {
    const asker = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.verdict === undefined) asker?.reject(new Error("the verifier stopped"));
    else asker?.resolve({ verdict: data.verdict, milliseconds: data.milliseconds });
  };
  started.onerror = () => {
    for (const asker of waiting.values()) asker.reject(new Error("the verifier could not start"));
    waiting.clear();
    worker = undefined;
  };
  return started;
}

/** The verifier in its own thread: the page stays responsive, and nothing on the page can reach into it. */
export const verifyInWorker: Verifier = (bundle, trust, now) =>
  new Promise((resolve, reject) => {
    worker ??= start();
    const request: VerifyRequest = { id: ++asked, bundle, trust, now };
    waiting.set(request.id, { resolve, reject });
    worker.postMessage(request);
  });

/** Resolves once the worker holds everything it may need later; also where it could not be had. */
export function warmVerifier(): Promise<void> {
  return new Promise((resolve) => {
    worker ??= start();
    const request: WarmRequest = { id: ++asked, warm: true };
    const done = (): void => resolve();
    waiting.set(request.id, { resolve: done, reject: done });
    worker.postMessage(request);
  });
}
