/** For tests: a market of one solar plant and one unit, filled through the jobs that fill every market. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Desk, openDesk } from "@/lib/gateway/desk";
import type { ImportName } from "@/lib/jobs/import/import-file";
import { runJob } from "@/lib/jobs/run";
import { type OpenLedger, openLedger } from "@/lib/ledger/open";
import { project } from "@/lib/store/projection/project";
import type { Store } from "@/lib/store/store";
import { createTestDatabase, type TestDatabase } from "@/lib/store/test-database";
import { daysOfMonth, formatDay } from "@/lib/units/day";
import { daysInMonth, type Month } from "@/lib/units/interval";

/** A megawatt of photovoltaics near Golmud, its output the same every day. */
export const small = {
  ceilingWh: 250_000,
  noonWh: 200_000,
  capabilityKwh: (month: Month) => (1_000 * 24 * daysInMonth(month) * 300) / 1_000,
};

interface MonthOdds {
  /** The tenth is sent first with a reading of 1 Wh above the ceiling. */
  readonly refusedFirst?: boolean;
  /** The eleventh shines on at 22:30. */
  readonly glow?: boolean;
  /** The unit uses so many times as much. */
  readonly factor?: number;
}

export class SmallMarket {
  private files = 0;

  private constructor(
    private readonly database: TestDatabase,
    readonly store: Store,
    readonly ledger: OpenLedger,
    private readonly desk: Desk,
  ) {}

  static async open(): Promise<SmallMarket> {
    const database = await createTestDatabase();
    const store = await database.open();
    const ledger = await openLedger({ dataDir: database.dataDir });
    return new SmallMarket(database, store, ledger, await openDesk(store, ledger, database.dataDir));
  }

  async close(): Promise<void> {
    await this.ledger.close();
    await this.store.close();
    await this.database.drop();
  }

  async register(): Promise<void> {
    await this.take(
      "participants",
      "id,kind,name,uscc,province\ngen,generator,发电,91630000MA0DE10089,63\nuse,consumer,用电,91410100MA0DE3003P,41",
    );
    await this.take(
      "plants",
      "id,owner,name,type,capacity_kw,province,place,lat,lon,project_code\nsun,gen,光伏,S1,1000,63,632801,36.4,95.1,",
    );
    await this.take("units", "id,owner,name,province\nmill,use,工厂,41");
    await this.take("meters", "id,role,of\nm-sun,production,sun\nm-mill,consumption,mill");
    await this.take(
      "channels",
      "id,name,from_province,to_province,loss_ppm,capacity_kw\nqy,青豫,63,41,58300,8000000",
    );
  }

  async curves(month: Month, { refusedFirst, glow, factor = 1 }: MonthOdds): Promise<void> {
    const days = daysOfMonth(month);
    const sun = (changes: Readonly<Record<number, number>>) =>
      Array.from({ length: 96 }, (_, slot) => changes[slot] ?? (slot >= 40 && slot < 64 ? small.noonWh : 0));
    const tenth = days[9] ?? 0;
    if (refusedFirst) {
      const refused = await this.take(
        "curves",
        curveFile([["m-sun", tenth, sun({ 50: small.ceilingWh + 1 })]]),
      );
      if (refused !== 1) throw new Error(`${refused} refusals`);
    }
    const lines = days.flatMap((day, at): CurveLine[] => [
      ["m-sun", day, sun(glow && at === 10 ? { 90: 5 } : {})],
      ["m-mill", day, new Array<number>(96).fill(100_000 * factor)],
    ]);
    await this.take("curves", curveFile(lines));
  }

  async contracts(month: Month, kwh: number, name = "合同"): Promise<void> {
    const header =
      "number,plant,unit,via,month,quantity_kwh,energy_price,environment_price,mode,term,scope,channels";
    const row = `${name}-${month},sun,mill,,${month},${kwh},300.000,6.500,bilateral,monthly,inter-provincial,qy`;
    await this.take("contracts", `${header}\n${row}`);
  }

  async settle(month: Month): Promise<void> {
    const { refused } = await runJob(this.desk, "settle", { month, preview: false });
    if (refused.length > 0) throw new Error(JSON.stringify(refused));
    await project(this.store, this.ledger);
  }

  /** How many lines were refused. */
  private async take(name: ImportName, text: string): Promise<number> {
    const path = join(this.database.dataDir, `file-${this.files++}.csv`);
    writeFileSync(path, `${text}\n`);
    const answer = await runJob(this.desk, "import", { name, path, zero: false, ownerKeys: "p256" });
    const wrong = answer.refused.find(({ code }) => code !== "above-capacity");
    if (wrong) throw new Error(`${name}: ${JSON.stringify(wrong)}`);
    await project(this.store, this.ledger);
    return answer.refused.length;
  }
}

type CurveLine = readonly [meter: string, day: number, wh: readonly number[]];

function curveFile(lines: readonly CurveLine[]): string {
  const header = Array.from({ length: 96 }, (_, at) => `t${String(at + 1).padStart(2, "0")}`).join(",");
  const kwh = (wh: number) => `${Math.floor(wh / 1000)}.${String(wh % 1000).padStart(3, "0")}`;
  const rows = lines.map(([meter, day, wh]) => [meter, formatDay(day), ...wh.map(kwh)].join(","));
  return [`meter,date,${header}`, ...rows].join("\n");
}
