import QRCode from "qrcode";
import { answered, refuse } from "@/app/_server/answers";
import { ownHolding } from "@/app/_server/holdings";
import { certificatePrint } from "@/app/_server/print";
import { actingViewer } from "@/app/_server/viewer";

interface Context {
  readonly params: Promise<{ code: string }>;
}

/** The QR as a picture for layout programs: 1,200 pixels and more, its quiet zone with it. */
export function GET(_: Request, { params }: Context): Promise<Response> {
  return answered(async () => {
    const person = await actingViewer("enterprise");
    const { code } = await params;
    const own = await ownHolding(person, code);
    const print = own && (await certificatePrint(own.certificate.code));
    if (!print) return refuse(404, "unknown", "no certificate of yours has this code");
    const picture = await QRCode.toBuffer(print.qr, { errorCorrectionLevel: "M", margin: 4, scale: 32 });
    return new Response(new Uint8Array(picture), {
      headers: { "content-type": "image/png" },
    });
  });
}
