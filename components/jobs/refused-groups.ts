import type { RefusedLineView } from "./job-view";

export interface RefusedGroup extends RefusedLineView {
  /** The last field, where several beside each other are refused for the same reason. */
  readonly until?: string;
}

/** A line refused for the same reason in many fields is told once, from the first field to the last. */
export function refusedGroups(refused: readonly RefusedLineView[]): RefusedGroup[] {
  const groups: RefusedGroup[] = [];
  for (const one of refused) {
    const last = groups.at(-1);
    if (last !== undefined && one.line !== undefined && isSame(last, one)) {
      groups[groups.length - 1] = { ...last, until: one.field ?? "" };
    } else groups.push(one);
  }
  return groups;
}

const isSame = (a: RefusedLineView, b: RefusedLineView): boolean =>
  a.line === b.line && a.code === b.code && a.reason === b.reason;
