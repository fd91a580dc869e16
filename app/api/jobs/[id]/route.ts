import { answered, refuse } from "@/app/_server/answers";
import { jobFor } from "@/app/_server/jobs";
import { actingViewer } from "@/app/_server/viewer";

interface JobRequest {
  params: Promise<{ id: string }>;
}

/** How far a run is. */
export function GET(_: Request, { params }: JobRequest): Promise<Response> {
  return answered(async () => {
    const person = await actingViewer("exchange");
    const job = await jobFor(person, (await params).id);
    return job === undefined ? refuse(404, "unknown", "there is nothing here") : Response.json(job);
  });
}
