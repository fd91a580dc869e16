/** Meter-days staged in PostgreSQL by COPY, each sealed: readings are nobody's business at rest either. */
import { once } from "node:events";
import { finished } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { dayKey, type StagedDay } from "@/lib/jobs/import/curves/day-book";
import { DayGroup } from "@/lib/jobs/import/curves/day-group";
import type { DayStage } from "@/lib/jobs/import/curves/stage";
import type { Store } from "@/lib/store/store";

/** `job` names the rows; what an interrupted run of it left is dropped first. */
export async function databaseStage(
  store: Store,
  job: string,
): Promise<DayStage & { drop(): Promise<void> }> {
  const drop = async () => void (await store.pool.query("DELETE FROM staged_day WHERE job = $1", [job]));
  await drop();
  return {
    drop,
    put: (days) => (days.length === 0 ? Promise.resolve() : copyIn(store, job, days)),
    async finish() {
      const found = await store.pool.query<{ count: number }>(
        "SELECT count(DISTINCT day)::int AS count FROM staged_day WHERE job = $1",
        [job],
      );
      return found.rows[0]?.count ?? 0;
    },
    async *days() {
      let after = -1;
      for (;;) {
        const day = await nextDay(store, job, after);
        if (day === undefined) return;
        yield await stagedOf(store, job, day);
        after = day;
      }
    },
  };
}

async function copyIn(store: Store, job: string, days: readonly StagedDay[]): Promise<void> {
  const client = await store.pool.connect();
  try {
    await copyRows(client, store, job, days);
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function copyRows(
  client: pg.PoolClient,
  store: Store,
  job: string,
  days: readonly StagedDay[],
): Promise<void> {
  const stream = client.query(copyFrom("COPY staged_day (job, day, meter, sealed) FROM STDIN"));
  for (const { day, meter, group } of days) {
    const sealed = Buffer.from(store.seal(group.pack(), subject(meter, day))).toString("hex");
    const row = `${job}\t${day}\t${meter}\t\\\\x${sealed}\n`;
    if (!stream.write(row)) await once(stream, "drain");
  }
  stream.end();
  await finished(stream);
}

async function nextDay(store: Store, job: string, after: number): Promise<number | undefined> {
  const found = await store.pool.query<{ day: number | null }>(
    "SELECT min(day) AS day FROM staged_day WHERE job = $1 AND day > $2",
    [job, after],
  );
  return found.rows[0]?.day ?? undefined;
}

async function stagedOf(store: Store, job: string, day: number): Promise<StagedDay[]> {
  const found = await store.pool.query<{ meter: string; sealed: Buffer }>(
    'SELECT meter, sealed FROM staged_day WHERE job = $1 AND day = $2 ORDER BY meter COLLATE "C"',
    [job, day],
  );
  return found.rows.map(({ meter, sealed }) => {
    return { day, meter, group: DayGroup.unpack(store.open(sealed, subject(meter, day))) };
  });
}

function subject(meter: string, day: number): string {
  return `staged/${dayKey(meter, day)}`;
}
