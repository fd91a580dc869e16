import { TrailFilters } from "./trail-filters";
import { TrailTable } from "./trail-table";
import type { TrailChoice, TrailRow } from "./trail-view";

interface TrailPartProps {
  trail: {
    rows: readonly TrailRow[];
    total: number;
    pageSize: number;
    people: readonly TrailChoice[];
  };
  asked: Readonly<Record<string, string | string[] | undefined>>;
}

const fields = ["q", "who", "type"] as const;

/** The log's part of the trail: filters, the table, and the same as CSV. */
export function TrailPart({ trail, asked }: TrailPartProps) {
  const one = (name: string): string => (typeof asked[name] === "string" ? asked[name] : "");
  const kept = Object.fromEntries(fields.flatMap((name) => (one(name) === "" ? [] : [[name, one(name)]])));
  const query = new URLSearchParams({ ...kept, from: one("from"), to: one("to") });
  const file = trail.total === 0 ? undefined : `/exchange/audit/trail.csv?${query}`;
  return (
    <>
      <TrailFilters people={trail.people} from={one("from")} to={one("to")} kept={kept} file={file} />
      <TrailTable rows={trail.rows} total={trail.total} pageSize={trail.pageSize} />
    </>
  );
}
