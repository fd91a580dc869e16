import { answered } from "@/app/_server/answers";
import { exportingViewer } from "@/app/_server/exporting";
import { askedOf } from "@/app/_server/records/asked";
import { certificateListing, certificatesAsked } from "@/app/_server/records/certificates";
import { csvOf } from "@/app/_server/records/csv";
import { readingOf } from "@/app/_server/records/listing";

export function GET(request: Request): Promise<Response> {
  return answered(async () => {
    await exportingViewer("regulator");
    const fields = Object.fromEntries(new URL(request.url).searchParams);
    const listing = await certificateListing(await readingOf(askedOf({})), certificatesAsked(fields));
    return csvOf(listing, "certificates");
  });
}
