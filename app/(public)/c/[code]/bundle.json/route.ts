import type { NextRequest } from "next/server";
import pLimit from "p-limit";
import { answered, refuse } from "@/app/_server/answers";
import { askLater, mustWait } from "@/app/_server/limited";
import { market } from "@/app/_server/market";
import { parseCode } from "@/lib/identifiers/trace-code";
import { buildBundle } from "@/lib/proof/build/bundle";

interface Context {
  readonly params: Promise<{ code: string }>;
}

/** A whole month is a second of work: visitors take turns. */
const oneMonth = pLimit(1);

const reasons = {
  unknown: "no certificate has this code",
  kwh: "the certificate has no such kWh",
  withheld: "the holder does not disclose the path of its kWh",
};

/** The proof bundle, as far as a visitor may see it: `?kwh=N`, `?month=1`, `?seen=SIZE`. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { code: written } = await params;
  const parsed = parseCode(written);
  if (!parsed.ok || parsed.fields.object !== "C") return refuse(404, "code", "not the code of a certificate");
  const query = request.nextUrl.searchParams;
  const kwh = whole(query.get("kwh"));
  if (kwh === "bad") return refuse(400, "kwh", "kwh is a whole number from 1");
  return answered(async () => {
    const month = query.get("month") === "1";
    const wait = await mustWait(month ? "heavy" : "proof");
    if (wait !== undefined) return askLater(wait);
    const { source } = await market();
    const since = whole(query.get("seen"));
    const build = () =>
      buildBundle(source, { code: parsed.text, kwh, month, since: since === "bad" ? undefined : since });
    const answer = await (month ? oneMonth(build) : build());
    if (!answer.ok) return refuse(answer.code === "withheld" ? 403 : 404, answer.code, reasons[answer.code]);
    return bundleResponse(answer.bundle, parsed.text, kwh, query.has("download"));
  });
}

function bundleResponse(bundle: unknown, code: string, kwh: number | undefined, download: boolean): Response {
  const name = kwh === undefined ? `${code}.json` : `${code}-${kwh}.json`;
  return Response.json(bundle, {
    headers: {
      "cache-control": "no-store",
      "access-control-allow-origin": "*",
      ...(download ? { "content-disposition": `attachment; filename="${name}"` } : {}),
    },
  });
}

function whole(text: string | null): number | undefined | "bad" {
  if (text === null || text === "") return undefined;
  return /^[1-9][0-9]{0,15}$/.test(text) ? Number(text) : "bad";
}
