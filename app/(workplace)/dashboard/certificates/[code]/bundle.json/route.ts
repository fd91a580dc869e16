import type { NextRequest } from "next/server";
import { answered, refuse } from "@/app/_server/answers";
import { ownHolding } from "@/app/_server/holdings";
import { market } from "@/app/_server/market";
import { actingViewer } from "@/app/_server/viewer";
import { buildBundle } from "@/lib/proof/build/bundle";

interface Context {
  readonly params: Promise<{ code: string }>;
}

/** The proof as its holder sees it: everything but other people's secrets. `?kwh=1`, `?seen=SIZE`, `?download=1`. */
export function GET(request: NextRequest, { params }: Context): Promise<Response> {
  return answered(async () => {
    const person = await actingViewer("enterprise");
    const { code: written } = await params;
    const row = await ownHolding(person, written);
    if (row === undefined) return refuse(404, "unknown", "no certificate of yours has this code");
    const { code } = row.certificate;
    const { source } = await market();
    const query = request.nextUrl.searchParams;
    const [since, kwh] = [whole(query.get("seen")), whole(query.get("kwh"))];
    const answer = await buildBundle(source, { code, kwh, since, viewer: "holder" });
    if (!answer.ok) return refuse(404, answer.code, "no certificate of yours has this code");
    const headers = { "cache-control": "no-store" };
    if (!query.has("download")) return Response.json(answer.bundle, { headers });
    const disposition = `attachment; filename="${code}.json"`;
    return Response.json(answer.bundle, { headers: { ...headers, "content-disposition": disposition } });
  });
}

function whole(text: string | null): number | undefined {
  return /^[1-9][0-9]{0,15}$/.test(text ?? "") ? Number(text) : undefined;
}
