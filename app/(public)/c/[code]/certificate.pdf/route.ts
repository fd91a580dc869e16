import { getLocale, getTranslations } from "next-intl/server";
import { answered, refuse } from "@/app/_server/answers";
import { certificateSummary } from "@/app/_server/claims";
import { askLater, mustWait } from "@/app/_server/limited";
import { provinceName } from "@/app/_server/province-name";
import { Remembered } from "@/app/_server/remembered";
import type { CertificateSummary } from "@/components/certificate/summary";
import { localTime } from "@/lib/units/interval";
import { drawCertificate } from "./draw";

interface Context {
  readonly params: Promise<{ code: string }>;
}

/** Two fonts of eight megabytes are cut to size for each: drawn once, one at a time. */
const drawn = new Remembered<Uint8Array>(200, 1);

/** The certificate on A4, with its QR, in the visitor's language. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { code } = await params;
  return answered(async () => {
    const wait = await mustWait("heavy");
    if (wait !== undefined) return askLater(wait);
    const summary = await certificateSummary(code);
    if (!summary) return refuse(404, "unknown", "no certificate has this code");
    const key = `${summary.figures.hash}/${summary.figures.level}/${summary.standing}/${await getLocale()}`;
    const bytes = await drawn.get(key, () => draw(summary));
    return new Response(new Uint8Array(bytes), {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `inline; filename="${summary.figures.code}.pdf"`,
        "cache-control": "no-cache",
      },
    });
  });
}

async function draw(summary: CertificateSummary): Promise<Uint8Array> {
  const words = await getTranslations("paper");
  const province = await provinceName();
  const { year, month, day } = localTime(summary.figures.issuedAt);
  const issuedOn = [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
  return drawCertificate({ summary, words: (key, values) => words(key, values), province, issuedOn });
}
