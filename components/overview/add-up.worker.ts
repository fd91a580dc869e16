import { addUp, type NationalLines, type NationalSums } from "@/lib/oversight/national";

export interface AddedUp {
  readonly sums?: NationalSums;
  readonly lines: number;
  readonly milliseconds: number;
}

// The lines come to this device as they are kept; everything shown is made of them again, away from the page.
self.onmessage = async ({ data: address }: MessageEvent<string>) => {
  const started = performance.now();
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const lines: NationalLines = await answer.json();
    const sums = addUp(lines);
    const done: AddedUp = { sums, lines: lines.plant.length, milliseconds: performance.now() - started };
    self.postMessage(done);
  } catch {
    const failed: AddedUp = { lines: 0, milliseconds: performance.now() - started };
    self.postMessage(failed);
  }
};
