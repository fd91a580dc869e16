import "server-only";
import { FILE_FORMS, type FileForm, type FormCounts } from "@/components/console/file-forms";
import type { FirstStep, JobLine, WayStep } from "@/components/console/home-view";
import type { StepState } from "@/components/console/trace-steps";
import type { JobView } from "@/components/jobs/job-view";
import type { Viewer } from "@/lib/auth/viewer";
import { deviceKeysOf } from "@/lib/gateway/device-keys";
import {
  type MarketCounts,
  type MeteringStanding,
  type MonthStanding,
  marketCounts,
  meteringStanding,
  monthStandings,
} from "@/lib/store/queries/console";
import { jobRecords } from "@/lib/store/queries/jobs";
import { openAssets } from "@/lib/store/queries/settlement-run-figures";
import { isMonth, type Month, monthAt } from "@/lib/units/interval";
import { jobView } from "./jobs";
import { store } from "./market";
import { type Asked, monthInput } from "./settlement";

export interface ConsoleHome {
  readonly counts: MarketCounts;
  readonly months: readonly MonthStanding[];
  readonly month: Month;
  readonly standing: MonthStanding | undefined;
  readonly way: readonly WayStep[];
}

/** The month that is being worked on: the one asked for, else the first that is not issued, else the newest. */
export async function consoleHome(asked: Asked): Promise<ConsoleHome> {
  const db = await store();
  const [counts, newestFirst] = await Promise.all([marketCounts(db), monthStandings(db)]);
  const months = [...newestFirst].reverse();
  const wanted = typeof asked.month === "string" && isMonth(asked.month) ? asked.month : undefined;
  const waiting = months.find(({ stage, certificates }) => stage !== "finished" || certificates === 0);
  const month = wanted ?? (waiting ?? months.at(-1))?.month ?? monthAt(Math.floor(Date.now() / 1000));
  const standing = months.find((one) => one.month === month);
  const metering = await meteringStanding(db, month);
  const open = standing?.stage === "open" ? openAssets(await monthInput(month)).length : 0;
  return { counts, months, month, standing, way: wayOf(counts, month, standing, metering, open) };
}

function wayOf(
  counts: MarketCounts,
  month: Month,
  standing: MonthStanding | undefined,
  metering: MeteringStanding,
  open: number,
): WayStep[] {
  const contracts = standing?.contracts ?? 0;
  const finished = standing?.stage === "finished";
  const issued = finished && (standing?.certificates ?? 0) > 0;
  const reached = [
    counts.plants > 0 && counts.units > 0 && counts.meters > 0,
    contracts > 0,
    contracts > 0 && open === 0,
    finished,
    issued,
  ];
  const next = reached.findIndex((done) => !done);
  const state = (at: number): StepState => (reached[at] ? "done" : at === next ? "now" : "later");
  const numbers = {
    ...{ plants: counts.plants, units: counts.units, meters: counts.meters, contracts, open },
    ...{ complete: metering.complete, days: metering.days, daysWanted: metering.daysWanted },
    settledKwh: Math.floor((standing?.settledWh ?? 0) / 1000),
    settledPlants: standing?.settledPlants ?? 0,
    monthPlants: standing?.plants ?? 0,
    certificates: standing?.certificates ?? 0,
  };
  const metered: StepState = contracts > 0 && open > 0 ? "stop" : state(2);
  return [
    { id: "registered", state: state(0), href: "/exchange/participants", numbers },
    { id: "contracts", state: state(1), href: `/exchange/contracts?month=${month}`, numbers },
    {
      id: "metering",
      state: metered,
      href: `/exchange/metering?month=${month}`,
      numbers,
      ...(metered === "stop" ? { lack: "metering" } : {}),
    },
    { id: "settled", state: state(3), href: `/exchange/settlement?month=${month}`, numbers },
    { id: "issued", state: state(4), href: `/exchange/certificates?month=${month}`, numbers },
  ];
}

/** From nothing to the first certificate; empty once there is one. */
export function firstSteps(home: ConsoleHome, hasDeviceKey: boolean): FirstStep[] {
  const { counts, months, way } = home;
  if (counts.certificates > 0) return [];
  const { participants } = counts;
  const traders = (participants.generator ?? 0) > 0 && (participants.consumer ?? 0) > 0;
  return [
    { id: "device", done: hasDeviceKey, href: "/account/device-keys" },
    { id: "participants", done: traders, href: "/exchange/participants/new", file: "participants" },
    { id: "plant", done: counts.plants > 0, href: "/exchange/plants/new", file: "plants" },
    { id: "unit", done: counts.units > 0, href: "/exchange/units/new", file: "units" },
    { id: "meters", done: counts.meters > 0, href: "/exchange/meters/new", file: "meters" },
    { id: "contract", done: counts.contracts > 0, href: "/exchange/contracts/new", file: "contracts" },
    { id: "curves", done: way[2]?.state === "done", href: "/exchange/files#curves" },
    {
      id: "settle",
      done: months.some(({ stage }) => stage === "finished"),
      href: `/exchange/settlement?month=${home.month}`,
    },
    { id: "issue", done: false, href: `/exchange/certificates?month=${home.month}` },
  ];
}

const JOBS_SHOWN = 8;
const JOB_PLACES: Readonly<Record<string, string>> = {
  settle: "settlement",
  issue: "certificates",
  import: "files",
  audit: "audit",
  rebuild: "members",
};

/** The newest jobs, those under way first, and of each what waits for this person. */
export async function jobsUnderWay(person: Viewer): Promise<JobLine[]> {
  const db = await store();
  const [unfinished, newest] = await Promise.all([
    jobRecords(db, { unfinished: true, limit: JOBS_SHOWN }),
    jobRecords(db, { limit: JOBS_SHOWN }),
  ]);
  const ids = new Set(unfinished.map(({ id }) => id));
  const jobs = [...unfinished, ...newest.filter(({ id }) => !ids.has(id))].slice(0, JOBS_SHOWN);
  return jobs.map(({ id, name, month, form, member, state, stage, done, total, accountId, unsigned }) => {
    const query = month === undefined ? "" : `?month=${month}`;
    const waiting = accountId === person.accountId ? unsigned : 0;
    const href = `/exchange/${JOB_PLACES[name] ?? ""}${query}`;
    return { id, name, about: month ?? form ?? member ?? "", state, stage, done, total, waiting, href };
  });
}

/** What each kind of file has brought so far, and its newest import. */
export async function fileForms(
  person: Viewer,
): Promise<{ counts: FormCounts; jobs: ReadonlyMap<FileForm, JobView> }> {
  const db = await store();
  const [found, newest] = await Promise.all([
    marketCounts(db),
    Promise.all(FILE_FORMS.map((form) => jobRecords(db, { name: "import", form, limit: 1 }))),
  ]);
  const { plants, units, channels, meters, contracts } = found;
  const participants = Object.values(found.participants).reduce((sum, count) => sum + count, 0);
  const jobs = new Map<FileForm, JobView>();
  for (const [at, form] of FILE_FORMS.entries()) {
    const record = newest[at]?.[0];
    if (record !== undefined) jobs.set(form, await jobView(person, record));
  }
  return { counts: { participants, plants, units, channels, meters, contracts }, jobs };
}

/** Whether the person has enrolled a key of its own: what it does is signed with it. */
export async function hasDeviceKey({ accountId, participant }: Viewer): Promise<boolean> {
  const keys = await deviceKeysOf(await store(), participant);
  return keys.some((key) => key.accountId === accountId);
}
