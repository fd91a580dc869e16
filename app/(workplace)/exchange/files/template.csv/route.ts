import { answered, refuse } from "@/app/_server/answers";
import { actingViewer } from "@/app/_server/viewer";
import { isFormName, template } from "@/lib/jobs/csv/forms";

/** Header and one example of a form. */
export async function GET(request: Request): Promise<Response> {
  return answered(async () => {
    await actingViewer("exchange");
    const form = new URL(request.url).searchParams.get("form") ?? "";
    if (!isFormName(form)) return refuse(404, "unknown", "no such form");
    return new Response(template(form), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${form}.csv"`,
      },
    });
  });
}
