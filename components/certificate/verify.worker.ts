import { verify } from "@/lib/proof/verify/verify";
import type { VerifyRequest, VerifyResponse } from "./verifier";

/** Runs the verifier beside the page. One question, one answer; it fetches nothing and remembers nothing. */
self.onmessage = async ({ data }: MessageEvent<VerifyRequest>) => {
  const began = performance.now();
  const answer = (rest: Partial<VerifyResponse>): void =>
    self.postMessage({ id: data.id, milliseconds: performance.now() - began, ...rest });
  try {
    answer({ verdict: await verify(data.bundle, data.trust, data.now) });
  } catch {
    answer({});
  }
};
