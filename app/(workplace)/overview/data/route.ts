import { answered, refuse } from "@/app/_server/answers";
import { store } from "@/app/_server/market";
import { actingViewer } from "@/app/_server/viewer";
import { packedLines } from "@/lib/store/digest/national";
import { isMonth } from "@/lib/units/interval";

/** A finished month's lines, packed (lib/oversight/national-pack): what the browser adds up again. */
export function GET(request: Request): Promise<Response> {
  return answered(async () => {
    await actingViewer("regulator");
    const month = new URL(request.url).searchParams.get("m") ?? "";
    const lines = isMonth(month) ? await packedLines(await store(), month) : undefined;
    if (lines === undefined) return refuse(404, "unknown", "no such month is finished");
    return new Response(new Uint8Array(lines), {
      headers: { "content-type": "application/gzip", "cache-control": "private, no-store" },
    });
  });
}
