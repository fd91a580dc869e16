import { getTranslations } from "next-intl/server";
import { answered, refuse } from "@/app/_server/answers";
import { certificateSummary } from "@/app/_server/claims";
import { provinceName } from "@/app/_server/province-name";
import { localTime } from "@/lib/units/interval";
import { drawCertificate } from "./draw";

interface Context {
  readonly params: Promise<{ code: string }>;
}

/** The certificate on A4, with its QR, in the visitor's language. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { code } = await params;
  return answered(async () => {
    const summary = await certificateSummary(code);
    if (!summary) return refuse(404, "unknown", "no certificate has this code");
    const words = await getTranslations("paper");
    const province = await provinceName();
    const { year, month, day } = localTime(summary.figures.issuedAt);
    const issuedOn = [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
    const bytes = await drawCertificate({
      summary,
      words: (key, values) => words(key, values),
      province,
      issuedOn,
    });
    return new Response(new Uint8Array(bytes), {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `inline; filename="${summary.figures.code}.pdf"`,
        "cache-control": "no-cache",
      },
    });
  });
}
