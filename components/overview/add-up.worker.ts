import { gunzipSync } from "fflate";
import { addUp, type NationalSums } from "@/lib/oversight/national";
import { unpackLines } from "@/lib/oversight/national-pack";

/** What the page shows of the sums: what each plant and unit comes to stays in the worker. */
export type AddedSums = Pick<NationalSums, "totals" | "broken" | "provinces" | "channels" | "flows">;

export interface AddUp {
  readonly month: string;
  /** Where its lines are. */
  readonly address: string;
}

export interface AddedUp {
  readonly month: string;
  readonly sums?: AddedSums;
  readonly lines: number;
  readonly milliseconds: number;
}

// The lines come to this device as they are kept; everything shown is made of them again, away from the page.
self.onmessage = async ({ data: { month, address } }: MessageEvent<AddUp>) => {
  const started = performance.now();
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const lines = unpackLines(gunzipSync(new Uint8Array(await answer.arrayBuffer())));
    const { totals, broken, provinces, channels, flows } = addUp(lines);
    const sums = { totals, broken, provinces, channels, flows };
    const done: AddedUp = {
      month,
      sums,
      lines: lines.plant.length,
      milliseconds: performance.now() - started,
    };
    self.postMessage(done);
  } catch {
    const failed: AddedUp = { month, lines: 0, milliseconds: performance.now() - started };
    self.postMessage(failed);
  }
};
