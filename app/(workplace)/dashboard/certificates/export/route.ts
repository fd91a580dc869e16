import { z } from "zod";
import { answered, refuse } from "@/app/_server/answers";
import { exportingViewer } from "@/app/_server/exporting";
import { archiveFiles, archivePart, holdingsCsv } from "@/app/_server/holdings-files";
import { parseSelection, selectedCodes } from "@/app/_server/holdings-selection";
import { isSameOrigin } from "@/app/_server/same-origin";
import { mostInArchive } from "@/components/holdings/holding-view";
import { zipStream } from "@/lib/files/zip";

const wish = z.object({
  what: z.enum(["csv", "papers", "bundles"]),
  as: z.enum(["holder", "visitor"]).default("visitor"),
  part: z.int().min(0).max(10_000).default(0),
  selection: z.unknown(),
});

/** What was chosen of one's own certificates: figures, papers or proofs. Never anybody else's. */
export function POST(request: Request): Promise<Response> {
  return answered(async () => {
    const person = await exportingViewer("enterprise");
    if (!isSameOrigin(request)) return refuse(403, "origin", "not asked for by this application");
    const parsed = wish.safeParse(await request.json().catch(() => undefined));
    const selection = parsed.success ? parseSelection(parsed.data.selection) : undefined;
    if (!parsed.success || selection === undefined) return refuse(400, "form", "not a selection");
    const codes = await selectedCodes(person, selection);
    if (codes.length === 0) return refuse(404, "unknown", "no certificate of yours is named");
    const { what, as, part } = parsed.data;
    if (what === "csv") {
      return file(
        await holdingsCsv(person, codes),
        "text/csv; charset=utf-8",
        "certificates.csv",
        codes.length,
      );
    }
    const named = archivePart(codes, mostInArchive[what], part);
    const files = await archiveFiles(what, named, as);
    return file(zipStream(files), "application/zip", `${what}-${part + 1}.zip`, named.length);
  });
}

function file(body: BodyInit, type: string, name: string, count: number): Response {
  return new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      "x-count": String(count),
    },
  });
}
