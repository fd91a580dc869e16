import { z } from "zod";
import { fromBase64, fromUtf8, toBase64, utf8 } from "@/lib/crypto/bytes";
import type { Store } from "@/lib/store/store";

const subjectOf = (job: string): string => `job-answer/${job}`;

const stored = z.looseObject({ sealed: z.string().optional() });
const opened = z.record(z.string(), z.unknown());

/** What came of long work: how much of it in the open, which lines and values of them sealed. */
export interface KeptAnswer {
  readonly open: object;
  readonly listed: object;
}

/** As it is stored in the row of `job`. */
export function sealAnswer(store: Store, job: string, { open, listed }: KeptAnswer): object {
  return { ...open, sealed: toBase64(store.seal(utf8(JSON.stringify(listed)), subjectOf(job))) };
}

/** Both parts of what the row of `job` holds, in one. Throws SealBroken. */
export function openAnswer(store: Store, job: string, answer: unknown): Readonly<Record<string, unknown>> {
  const { sealed, ...open } = stored.parse(answer);
  if (sealed === undefined) return open;
  return { ...open, ...opened.parse(JSON.parse(fromUtf8(store.open(fromBase64(sealed), subjectOf(job))))) };
}
