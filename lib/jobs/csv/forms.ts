/** The files people bring: their columns and one example each (formats, "Files in"). */
import { completeUscc } from "@/lib/identifiers/uscc";
import { UnreadableFile } from "@/lib/jobs/csv/records";
import { INTERVALS_PER_DAY } from "@/lib/units/interval";

export const FORM_NAMES = [
  "participants",
  "plants",
  "units",
  "meters",
  "channels",
  "contracts",
  "curves",
  "mechanism",
  "gec",
] as const;
export type FormName = (typeof FORM_NAMES)[number];

/** One way to write a form: its header, in order, and an example that fits it. */
export interface Layout {
  readonly columns: readonly string[];
  readonly example: readonly string[];
}

/** t01 … t96, the readings of a day in the wide layout of curves. */
export const READING_COLUMNS: readonly string[] = Array.from(
  { length: INTERVALS_PER_DAY },
  (_, at) => `t${String(at + 1).padStart(2, "0")}`,
);

const METERS: Layout = {
  columns: ["id", "role", "of", "grid"],
  example: ["MP-SUN", "production", "SUN", ""],
};

/** The first layout of each form is the one `lvji template` prints. */
const LAYOUTS: Readonly<Record<FormName, readonly Layout[]>> = {
  participants: [
    {
      columns: ["id", "kind", "name", "uscc", "province"],
      example: ["GEN", "generator", "演示发电公司", completeUscc("91630000", "MA000001"), "63"],
    },
  ],
  plants: [
    {
      columns: [
        "id",
        "owner",
        "name",
        "type",
        "capacity_kw",
        "province",
        "place",
        "lat",
        "lon",
        "project_code",
      ],
      example: ["SUN", "GEN", "演示光伏电站", "S1", "850000", "63", "632521", "36.18", "100.58", ""],
    },
  ],
  units: [
    { columns: ["id", "owner", "name", "province"], example: ["UNIT-1", "USER", "演示用电单元", "41"] },
  ],
  meters: [METERS, { columns: METERS.columns.slice(0, 3), example: METERS.example.slice(0, 3) }],
  channels: [
    {
      columns: ["id", "name", "from_province", "to_province", "loss_ppm", "capacity_kw"],
      example: ["QINGYU", "青豫直流", "63", "41", "60000", "8000000"],
    },
  ],
  contracts: [
    {
      columns: [
        "number",
        "plant",
        "unit",
        "via",
        "month",
        "quantity_kwh",
        "energy_price",
        "environment_price",
        "mode",
        "term",
        "scope",
        "channels",
      ],
      example: [
        "GP-2026-0001",
        "SUN",
        "UNIT-1",
        "",
        "2026-09",
        "1200000",
        "285.000",
        "32.500",
        "bilateral",
        "monthly",
        "inter-provincial",
        "QINGYU",
      ],
    },
  ],
  curves: [
    {
      columns: ["meter", "start", "kwh"],
      example: ["MP-SUN", "2026-09-03T12:15:00+08:00", "181250.5"],
    },
    {
      columns: ["meter", "date", ...READING_COLUMNS],
      example: ["MP-SUN", "2026-09-03", ...READING_COLUMNS.map(() => "0")],
    },
  ],
  mechanism: [{ columns: ["plant", "month", "kwh"], example: ["SUN", "2026-09", "300000.125"] }],
  gec: [
    {
      columns: ["first_code", "last_code", "plant", "month"],
      example: [`${"0".repeat(31)}1`, `${"0".repeat(28)}1200`, "SUN", "2026-09"],
    },
  ],
};

export function isFormName(text: string): text is FormName {
  return FORM_NAMES.some((name) => name === text);
}

/** The columns of a form's first layout. */
export function columnNames(name: FormName): readonly string[] {
  return LAYOUTS[name][0]?.columns ?? [];
}

/** Header and one example, with LF and a final line break. */
export function template(name: FormName): string {
  const [layout] = LAYOUTS[name];
  if (layout === undefined) throw new RangeError(`form without a layout: ${name}`);
  return `${layout.columns.join(",")}\n${layout.example.map(csvField).join(",")}\n`;
}

/** A field as RFC 4180 writes it. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Last column of a file of refused lines that comes back mended: why each had been refused. Nothing reads it. */
export const REASON_COLUMN = "reason";

/** The columns a header names. Throws UnreadableFile for any other header. */
export function columnsOf(
  name: FormName,
  header: readonly string[] | undefined,
  isMended = false,
): readonly string[] {
  const hasReasons = isMended && header?.at(-1) === REASON_COLUMN;
  const named = (hasReasons ? header.slice(0, -1) : header)?.join("\0");
  const layout = LAYOUTS[name].find(({ columns }) => columns.join("\0") === named);
  if (layout !== undefined) return hasReasons ? [...layout.columns, REASON_COLUMN] : layout.columns;
  const expected = LAYOUTS[name].map(({ columns }) => shortened(columns)).join(" or ");
  throw new UnreadableFile("header", `the header of ${name} must be ${expected}`);
}

function shortened(columns: readonly string[]): string {
  return columns.length < 20 ? columns.join(",") : `${columns.slice(0, 3).join(",")}…${columns.at(-1)}`;
}
