import "server-only";
import { z } from "zod";
import { type StatementKind, statementKinds } from "@/components/holdings/statement";
import { isMonth, type Month } from "@/lib/units/interval";
import type { StatementWish } from "./statement-figures";

const month = z.string().refine(isMonth).catch("");

const address = z.object({
  kind: z.enum(statementKinds).catch("scope2"),
  from: month,
  to: month,
  unit: z
    .union([
      z
        .string()
        .max(32)
        .transform((one) => [one]),
      z.array(z.string().max(32)).max(20_000),
    ])
    .catch([]),
});

/** The address as untrusted input; the newest year of what there is where it names no month there is. */
export function askedStatement(
  fields: Readonly<Record<string, unknown>>,
  months: readonly Month[],
): StatementWish & { readonly kind: StatementKind } {
  const { kind, from, to, unit } = address.parse({ kind: "", from: "", to: "", unit: [], ...fields });
  const last = months.at(-1) ?? "";
  const first = months.find((one) => one.slice(0, 4) === last.slice(0, 4)) ?? "";
  const known = (asked: string, otherwise: Month) => (months.includes(asked) ? asked : otherwise);
  return { kind, from: known(from, first), to: known(to, last), units: unit.filter((one) => one !== "") };
}

/** The same as a query. */
export function statementQuery({ kind, from, to, units }: ReturnType<typeof askedStatement>): string {
  const query = new URLSearchParams({ kind, from, to });
  for (const unit of units) query.append("unit", unit);
  return query.toString();
}
