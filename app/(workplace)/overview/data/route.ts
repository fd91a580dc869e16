import { answered, refuse } from "@/app/_server/answers";
import { store } from "@/app/_server/market";
import { actingViewer } from "@/app/_server/viewer";
import { nationalLines } from "@/lib/store/digest/national";
import { isMonth } from "@/lib/units/interval";

/** A finished month's lines by columns: what the browser adds up again. */
export function GET(request: Request): Promise<Response> {
  return answered(async () => {
    await actingViewer("regulator");
    const month = new URL(request.url).searchParams.get("m") ?? "";
    const lines = isMonth(month) ? await nationalLines(await store(), month) : undefined;
    if (lines === undefined) return refuse(404, "unknown", "no such month is finished");
    return Response.json(lines, { headers: { "cache-control": "private, no-store" } });
  });
}
