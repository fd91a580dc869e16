import { answered, refuse } from "@/app/_server/answers";
import { certificatePapers } from "@/app/_server/certificate-paper";
import { askLater, mustWait } from "@/app/_server/limited";

interface Context {
  readonly params: Promise<{ code: string }>;
}

/** The certificate on A4, with its QR, in the visitor's language. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { code: written } = await params;
  return answered(async () => {
    const wait = await mustWait("heavy");
    if (wait !== undefined) return askLater(wait);
    const paper = await (await certificatePapers("visitor"))(written);
    if (!paper) return refuse(404, "unknown", "no certificate has this code");
    return new Response(paper.bytes, {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `inline; filename="${paper.code}.pdf"`,
        "cache-control": "no-cache",
      },
    });
  });
}
