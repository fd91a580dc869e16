"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { sidesOf } from "@/components/certificate/inclusion-sides";
import { useDevice } from "@/components/certificate/use-device";
import { MiniLine } from "@/components/home/mini-line";
import { grouped } from "@/components/ui/format";
import { GroupedText } from "@/components/ui/grouped-text";
import { checkEntry, type EntryFound } from "./check-entry";
import type { EntryClaim } from "./entry-claim";

/** The entry's place in the ledger: the server's claim in ink, green once this device has followed the path. */
export function EntryProof({ claim }: { claim: EntryClaim }) {
  const t = useTranslations("ledger");
  const device = useTranslations("certificate")(`device.${useDevice()}`);
  const [found, setFound] = useState<EntryFound>();
  useEffect(() => {
    let left = false;
    void checkEntry(claim).then((answer) => {
      if (!left) setFound(answer);
    });
    return () => {
      left = true;
    };
  }, [claim]);
  const state = found === undefined ? "checking" : found === "ok" ? "verified" : "failed";
  const sides = sidesOf(claim.index, claim.size, claim.proof.length);
  const size = grouped(claim.size);
  return (
    <section className="ledger-part" aria-labelledby="proof-title">
      <h2 id="proof-title" className="ledger-title">
        {t("proof.title")}
      </h2>
      <p className="ledger-verdict" role="status" data-verdict={state} data-state={state}>
        <MiniLine state={state} />
        {state === "failed" ? t(`proof.refused.${found}`) : t(`proof.${state}`, { device, size })}
      </p>
      <dl className="entry-facts">
        <div>
          <dt>{t("proof.hash")}</dt>
          <dd className="mono ledger-root">
            <GroupedText text={claim.hash} size={8} />
          </dd>
        </div>
        <div>
          <dt>{t("proof.path", { steps: claim.proof.length, size })}</dt>
          <dd>
            <ol className="entry-path mono">
              {claim.proof.map((hash, step) => (
                <li key={hash}>
                  <span>{t(sides[step] === "left" ? "proof.left" : "proof.right")}</span> {hash.slice(0, 16)}…
                </li>
              ))}
            </ol>
          </dd>
        </div>
        <div>
          <dt>{t("proof.root", { size })}</dt>
          <dd className="mono ledger-root">
            <GroupedText text={claim.root} size={8} />
          </dd>
        </div>
        <div>
          <dt>{t("proof.raw")}</dt>
          <dd className="mono entry-tiles">
            {claim.tiles.map((path) => (
              <a key={path} href={`/log/${path}`}>
                /log/{path}
              </a>
            ))}
          </dd>
        </div>
      </dl>
    </section>
  );
}
