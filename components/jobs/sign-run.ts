import type { ConfirmedRun, KeptKey } from "@/components/device/device-store";
import { notAllowed } from "@/components/device/message";
import { signMessage } from "@/components/device/sign";

interface RequestsView {
  readonly requests: readonly { readonly id: string; readonly message: string }[];
  readonly isOver: boolean;
}

/** `over`: nothing is left to sign. Anything else is what the server asked for against what was confirmed. */
export type RunEnd = "over" | "left" | "form" | "market" | "type" | "month" | "signer";

const restMs = 2_000;

/**
 * Signs for a run until it is over, in one tab at a time. A single message that is not what the person confirmed,
 * and nothing more is signed: the run then waits for somebody to look.
 */
export async function signRun(run: ConfirmedRun, key: KeptKey, signal: AbortSignal): Promise<RunEnd> {
  try {
    return await navigator.locks.request(`lvji-sign/${run.job}`, { signal }, () => signAll(run, key, signal));
  } catch (error) {
    if (signal.aborted) return "left";
    throw error;
  }
}

async function signAll(run: ConfirmedRun, key: KeptKey, signal: AbortSignal): Promise<RunEnd> {
  const address = `/api/jobs/${encodeURIComponent(run.job)}/signatures`;
  while (!signal.aborted) {
    const view = await ask(`${address}?key=${key.keyId}`, signal);
    if (view === undefined) {
      await rest(signal);
      continue;
    }
    for (const { message } of view.requests) {
      const objection = notAllowed(message, key.keyId, run);
      if (objection !== undefined) return objection;
    }
    if (view.requests.length > 0) await post(address, key, view.requests, signal);
    else if (view.isOver) return "over";
  }
  return "left";
}

/** Undefined where there is no answer now, and where somebody has to sign in again. */
async function ask(address: string, signal: AbortSignal): Promise<RequestsView | undefined> {
  try {
    const response = await fetch(address, { signal, cache: "no-store" });
    return response.ok ? ((await response.json()) as RequestsView) : undefined;
  } catch {
    return undefined;
  }
}

async function post(
  address: string,
  key: KeptKey,
  requests: RequestsView["requests"],
  signal: AbortSignal,
): Promise<void> {
  const signatures = await Promise.all(
    requests.map(async ({ id, message }) => ({ id, signature: await signMessage(key, message) })),
  );
  const body = JSON.stringify({ key: key.keyId, signatures });
  const headers = { "content-type": "application/json" };
  const sent = await fetch(address, { method: "POST", headers, body, signal }).catch(() => undefined);
  if (!sent?.ok) await rest(signal);
}

function rest(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, restMs);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
