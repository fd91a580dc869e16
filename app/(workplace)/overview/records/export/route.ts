import { answered } from "@/app/_server/answers";
import { exportingViewer } from "@/app/_server/exporting";
import { askedOf } from "@/app/_server/records/asked";
import { csvOf } from "@/app/_server/records/csv";
import { listingOf } from "@/app/_server/records/list";
import { readingOf } from "@/app/_server/records/listing";

/** All records the address names, as a file. */
export function GET(request: Request): Promise<Response> {
  return answered(async () => {
    await exportingViewer("regulator");
    const asked = askedOf(Object.fromEntries(new URL(request.url).searchParams));
    return csvOf(await listingOf(await readingOf(asked)), asked.kind);
  });
}
