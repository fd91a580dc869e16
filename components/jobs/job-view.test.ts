import { describe, expect, it } from "vitest";
import { fellShort, type JobView, underWay } from "./job-view";

const over = { accepted: 0, refused: [], refusedCount: 0 };
const job = (id: string, state: JobView["state"], refusedCount?: number) =>
  ({ id, state, ...(refusedCount === undefined ? {} : { outcome: { ...over, refusedCount } }) }) as JobView;

describe("the run a box shows", () => {
  it("is the one under way, whoever began it", () => {
    expect(underWay(undefined, undefined)).toBeUndefined();
    expect(underWay(undefined, job("a", "running"))).toBe("a");
    expect(underWay("b", job("a", "running"))).toBe("a");
  });
  it("is the one begun here until the page knows that it is over", () => {
    expect(underWay("b", undefined)).toBe("b");
    expect(underWay("b", job("a", "failed"))).toBe("b");
    expect(underWay("b", job("b", "failed"))).toBeUndefined();
    expect(underWay(undefined, job("a", "done", 0))).toBeUndefined();
  });
  it("is told of again where it fell short", () => {
    expect(fellShort(job("a", "failed"))).toBe(true);
    expect(fellShort(job("a", "done", 1))).toBe(true);
    expect(fellShort(job("a", "done", 0))).toBe(false);
    expect(fellShort(job("a", "running"))).toBe(false);
  });
});
