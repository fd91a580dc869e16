import { answered, refuse } from "@/app/_server/answers";
import { exportingViewer } from "@/app/_server/exporting";
import { store } from "@/app/_server/market";
import { askedOf } from "@/app/_server/overview/asked";
import { focusHeader, focusRows, monthsHeader, monthsRows } from "@/app/_server/overview/focus-table";
import { isTable, tableOf } from "@/app/_server/overview/tables";
import { overviewView } from "@/app/_server/overview/view";
import { csvText } from "@/lib/files/csv";
import { nationalMonth } from "@/lib/store/digest/national";
import { isMonth } from "@/lib/units/interval";

/** A table of the overview as a file: `of` is provinces, channels, flows, plants, units or totals; focus and months are of what `at` names. */
export function GET(request: Request): Promise<Response> {
  return answered(async () => {
    await exportingViewer("regulator");
    const fields = Object.fromEntries(new URL(request.url).searchParams);
    const { month } = askedOf(fields);
    const of = fields.of ?? "totals";
    if (of === "focus") return focusFile(fields);
    if (of === "months") return monthsFile(fields);
    const found = isMonth(month) && isTable(of) ? await nationalMonth(await store(), month) : undefined;
    if (found === undefined || !isTable(of)) return refuse(404, "unknown", "there is no such table");
    const { header, rows } = tableOf(found, of);
    return file(csvText(header, rows), `${of}-${month}`);
  });
}

async function focusFile(fields: Readonly<Record<string, string>>): Promise<Response> {
  const view = await overviewView(askedOf(fields));
  if (view?.focus === undefined) return refuse(404, "unknown", "there is nothing of that name in the month");
  return file(csvText(focusHeader, focusRows(view.focus, view)), `${view.focus.key}-${view.month}`);
}

/** The same months that the page shows, of the market or of what `at` names. */
async function monthsFile(fields: Readonly<Record<string, string>>): Promise<Response> {
  const asked = askedOf(fields);
  const view = await overviewView(asked);
  if (view === undefined || (asked.at !== undefined && view.focus === undefined))
    return refuse(404, "unknown", "there is nothing of that name");
  const name = [view.focus?.key, "months"].filter(Boolean).join("-");
  return file(csvText(monthsHeader, monthsRows(view.focus?.months ?? view.months)), name);
}

function file(text: string, name: string): Response {
  return new Response(text, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}
