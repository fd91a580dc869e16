import { answered, refuse } from "@/app/_server/answers";
import { market } from "@/app/_server/market";
import { logFile } from "@/lib/ledger/log-file";

interface Context {
  readonly params: Promise<{ path: string[] }>;
}

/** The log by the paths of C2SP tlog-tiles: `/log/checkpoint`, `/log/tile/…`, `/log/tile/entries/…`. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const path = (await params).path.join("/");
  return answered(async () => {
    const { ledger } = await market();
    const file = await logFile(ledger, path);
    if (!file) return refuse(404, "unknown", "the log has no such file");
    const { body, contentType, cacheControl } = file;
    return new Response(new Uint8Array(body), {
      headers: {
        "content-type": contentType,
        "cache-control": cacheControl,
        "access-control-allow-origin": "*",
      },
    });
  });
}
