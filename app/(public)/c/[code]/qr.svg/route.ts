import QRCode from "qrcode";
import { answered, refuse } from "@/app/_server/answers";
import { certificatePrint } from "@/app/_server/print";

interface Context {
  readonly params: Promise<{ code: string }>;
}

/** The QR of a certificate, as its print carries it. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { code } = await params;
  return answered(async () => {
    const print = await certificatePrint(code);
    if (!print) return refuse(404, "unknown", "no certificate has this code");
    const svg = await QRCode.toString(print.qr, { type: "svg", errorCorrectionLevel: "M", margin: 2 });
    return new Response(svg, {
      headers: { "content-type": "image/svg+xml; charset=utf-8", "cache-control": "no-cache" },
    });
  });
}
