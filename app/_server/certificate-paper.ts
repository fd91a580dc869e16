import "server-only";
import { getLocale, getTranslations } from "next-intl/server";
import { drawCertificate } from "@/app/(public)/c/[code]/certificate.pdf/draw";
import { localTime } from "@/lib/units/interval";
import { certificateSummary, type SeenAs } from "./claims";
import { provinceName } from "./province-name";
import { Remembered } from "./remembered";

/** Two fonts of eight megabytes are cut to size for each: drawn once, one at a time. */
const drawn = new Remembered<Uint8Array<ArrayBuffer>>("papers", 400, 1);

export interface CertificatePaper {
  readonly code: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Draws certificates on A4, in the language of the request it is called in; undefined where there is none of the
 * code. As `holder` only for a code of the viewer's own.
 */
export async function certificatePapers(
  seenAs: SeenAs,
): Promise<(written: string) => Promise<CertificatePaper | undefined>> {
  const [locale, t, province] = [await getLocale(), await getTranslations("paper"), await provinceName()];
  const words = (key: string, values?: Record<string, string | number>) => t(key, values);
  return async (written) => {
    const summary = await certificateSummary(written, undefined, seenAs);
    if (summary === undefined) return undefined;
    const { figures, standing } = summary;
    const { year, month, day } = localTime(figures.issuedAt);
    const issuedOn = [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
    const isOwn = seenAs === "holder";
    const key = `${figures.hash}/${isOwn ? seenAs : figures.level}/${standing}/${locale}`;
    const bytes = await drawn.get(key, () => drawCertificate({ summary, words, province, issuedOn, isOwn }));
    return { code: figures.code, bytes };
  };
}
