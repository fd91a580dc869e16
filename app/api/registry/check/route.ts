import { answered, refuse } from "@/app/_server/answers";
import { bulkCheck } from "@/app/_server/registry/bulk";
import { isSameOrigin } from "@/app/_server/same-origin";
import { actingViewer } from "@/app/_server/viewer";

/** A CSV file as the body, `form` in the address: what would be taken in of it. Changes nothing and keeps nothing. */
export function POST(request: Request): Promise<Response> {
  return answered(async () => {
    const person = await actingViewer("exchange");
    if (!isSameOrigin(request)) return refuse(403, "origin", "not from a page of this market");
    if (request.body === null) return Response.json({ ok: false, code: "empty" });
    const form = new URL(request.url).searchParams.get("form") ?? "";
    return Response.json(await bulkCheck(person, form, request.body));
  });
}
