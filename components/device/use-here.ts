"use client";

import { useEffect, useState } from "react";
import { keysOf } from "./device-store";
import { canSign } from "./sign";
import { useSigner } from "./use-signer";

/** Names of the keys in this browser; undefined until it has been asked, `cannot` where it can keep none. */
export function useHere(): readonly string[] | "cannot" | undefined {
  const { owner, changes } = useSigner();
  const [here, setHere] = useState<readonly string[] | "cannot">();
  // `changes` counts enrolments: after each the browser is asked again.
  useEffect(() => {
    if (!canSign()) return setHere("cannot");
    if (changes < 0) return;
    void keysOf(owner).then(
      (keys) => setHere(keys.map(({ keyId }) => keyId)),
      () => setHere("cannot"),
    );
  }, [owner, changes]);
  return here;
}
