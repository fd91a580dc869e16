import { answered, refuse } from "@/app/_server/answers";
import { importFor } from "@/app/_server/imports";
import { isSameOrigin } from "@/app/_server/same-origin";
import { actingViewer } from "@/app/_server/viewer";

/** A CSV file as the body; `form`, `file` (its name), `key` (the device's) and `zero`, `ownerKeys` in the address. */
export function POST(request: Request): Promise<Response> {
  return answered(async () => {
    const person = await actingViewer("exchange");
    if (!isSameOrigin(request)) return refuse(403, "origin", "not from a page of this market");
    if (request.body === null) return Response.json({ ok: false, code: "empty" });
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    return Response.json(await importFor(person, asked, request.body));
  });
}
