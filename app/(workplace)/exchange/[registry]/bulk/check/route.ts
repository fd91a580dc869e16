import { answered, refuse } from "@/app/_server/answers";
import { bulkCheck } from "@/app/_server/registry/bulk";
import { isSameOrigin } from "@/app/_server/same-origin";
import { actingViewer } from "@/app/_server/viewer";
import { isRegistryKind } from "@/components/registry/kinds";

/** A CSV file as the body: what would be taken in of it. Changes nothing and keeps nothing. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ registry: string }> },
): Promise<Response> {
  return answered(async () => {
    const person = await actingViewer("exchange");
    if (!isSameOrigin(request)) return refuse(403, "origin", "not from a page of this market");
    const { registry } = await params;
    if (!isRegistryKind(registry)) return refuse(404, "unknown", "there is no such list");
    if (request.body === null) return Response.json({ ok: false, code: "empty" });
    return Response.json(await bulkCheck(person, registry, request.body));
  });
}
