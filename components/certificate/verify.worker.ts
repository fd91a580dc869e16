import { keyPair } from "@/lib/crypto/signatures";
import { verify } from "@/lib/proof/verify/verify";
import type { VerifyRequest, VerifyResponse, WarmRequest } from "./verifier";

/** Runs the verifier beside the page. One question, one answer; it fetches nothing and remembers nothing. */
self.onmessage = async ({ data }: MessageEvent<VerifyRequest | WarmRequest>) => {
  const began = performance.now();
  const answer = (rest: Partial<VerifyResponse>): void =>
    self.postMessage({ id: data.id, milliseconds: performance.now() - began, ...rest });
  try {
    if ("warm" in data) {
      // The one library that is fetched only when a signature asks for it.
      await keyPair("sm2", new Uint8Array(32).fill(1));
      return answer({});
    }
    answer({ verdict: await verify(data.bundle, data.trust, data.now) });
  } catch {
    answer({});
  }
};
