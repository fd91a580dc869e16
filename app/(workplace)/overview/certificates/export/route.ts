import { answered } from "@/app/_server/answers";
import { askedOf } from "@/app/_server/records/asked";
import { certificateListing, certificatesAsked } from "@/app/_server/records/certificates";
import { csvOf } from "@/app/_server/records/csv";
import { readingOf } from "@/app/_server/records/listing";
import { actingViewer } from "@/app/_server/viewer";

export function GET(request: Request): Promise<Response> {
  return answered(async () => {
    await actingViewer("regulator");
    const fields = Object.fromEntries(new URL(request.url).searchParams);
    const listing = await certificateListing(await readingOf(askedOf({})), certificatesAsked(fields));
    return csvOf(listing, "certificates");
  });
}
