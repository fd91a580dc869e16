import { z } from "zod";
import type { Context } from "@/lib/market/context";
import { code } from "@/lib/market/fields";
import { accept, inTurn, refuse, type Verdict } from "@/lib/market/refusal";
import { DISCLOSURE_LEVELS } from "@/lib/market/rows";
import { defineRule } from "@/lib/market/rule";
import { hasKey, requireExchange, requireSigner } from "@/lib/market/signers";
import { type CertificateRow, certificates, type DisclosureLevel, units } from "@/lib/market/state";

const payload = z.strictObject({ code, level: z.enum(DISCLOSURE_LEVELS) });
type Payload = z.infer<typeof payload>;

/** The holder chooses how much its certificate shows: freely the first time, later only more. */
export const disclose = defineRule<Payload>({
  type: "certificate.disclose",
  payload,
  apply(context, { code, level }) {
    const { state, index } = context;
    const certificate = certificates.get(state, code);
    if (!certificate) return refuse("unknown", { field: "code" });
    const done = inTurn(
      () => requireHolderSigned(context, certificate),
      () => requireMore(certificate, level),
    );
    if (!done.ok) return done;
    certificates.put(state, [code], { ...certificate, level, levelEntry: index });
    return accept({});
  },
});

/** The holder's own key; the exchange's only while the holder has none. */
function requireHolderSigned(context: Context, { unit }: CertificateRow): Verdict<undefined> {
  const holder = units.get(context.state, unit)?.owner;
  if (holder === undefined) throw new Error(`a certificate of no unit ${unit}`);
  return hasKey(context, holder) ? requireSigner(context, holder) : requireExchange(context);
}

/** What was opened once is out: copies stay. The default of an unchosen level is no choice yet. */
function requireMore(certificate: CertificateRow, level: DisclosureLevel): Verdict<undefined> {
  if (certificate.levelEntry === undefined) return accept(undefined);
  const [before, after] = [DISCLOSURE_LEVELS.indexOf(certificate.level), DISCLOSURE_LEVELS.indexOf(level)];
  if (after === before) return refuse("state", { field: "level" });
  return after > before ? accept(undefined) : refuse("level", { field: "level" });
}
