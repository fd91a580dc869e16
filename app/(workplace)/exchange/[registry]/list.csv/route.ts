import { answered, refuse } from "@/app/_server/answers";
import { exportingViewer } from "@/app/_server/exporting";
import { registryTable } from "@/app/_server/registry/list";
import { isRegistryKind } from "@/components/registry/kinds";
import { csvText } from "@/lib/files/csv";

/** A registry as the address filters it. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ registry: string }> },
): Promise<Response> {
  return answered(async () => {
    await exportingViewer("exchange");
    const { registry } = await params;
    if (!isRegistryKind(registry)) return refuse(404, "unknown", "there is no such list");
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const { header, rows } = await registryTable(registry, asked);
    return new Response(csvText(header, rows), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${registry}.csv"`,
      },
    });
  });
}
