import { answered, refuse } from "@/app/_server/answers";
import { requestsFor, takeSignatures } from "@/app/_server/jobs";
import { jsonWithin } from "@/app/_server/json-within";
import { isSameOrigin } from "@/app/_server/same-origin";
import { actingViewer } from "@/app/_server/viewer";

/** Two hundred signatures with their ids are a quarter of it. */
const MOST_BYTES = 200_000;

interface JobRequest {
  params: Promise<{ id: string }>;
}

/** What this device (`key`) is to sign for the run; answered as soon as there is something. */
export function GET(request: Request, { params }: JobRequest): Promise<Response> {
  return answered(async () => {
    const person = await actingViewer("exchange");
    const key = new URL(request.url).searchParams.get("key") ?? "";
    return Response.json(await requestsFor(person, key, (await params).id, request.signal));
  });
}

/** The device's signatures. */
export function POST(request: Request, { params }: JobRequest): Promise<Response> {
  return answered(async () => {
    const person = await actingViewer("exchange");
    if (!isSameOrigin(request)) return refuse(403, "origin", "not from a page of this market");
    const taken = await takeSignatures(person, (await params).id, await jsonWithin(request, MOST_BYTES));
    if (taken === undefined) return refuse(422, "signature", "no signatures of a key in force");
    return Response.json({ taken });
  });
}
