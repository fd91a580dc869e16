import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { randomMarket } from "@/lib/cli/random-market.oracle";
import type { Desk } from "@/lib/gateway/desk";
import { discloseCertificate } from "@/lib/gateway/disclose";
import { openTestDesk } from "@/lib/gateway/test-desk";
import { readRow } from "@/lib/gateway/view";
import { runJob } from "@/lib/jobs/run";
import type { Ledger } from "@/lib/ledger/ledger";
import { certificates } from "@/lib/market/state";
import { opening, type TestDatabase } from "@/lib/store/test-database";

let database: TestDatabase;
let ledger: Ledger;
let desk: Desk;
beforeEach(
  opening(openTestDesk, (opened) => {
    ({ database, ledger, desk } = opened);
  }),
);

/** Codes of a settled market's certificates, its participants with keys or without. */
async function issued(ownerKeys: "none" | "mixed"): Promise<string[]> {
  const market = randomMarket(3);
  for (const { name, text } of market.files) {
    const path = join(database.dataDir, `${name}.csv`);
    writeFileSync(path, text);
    await runJob(desk, "import", { name, path, zero: false, ownerKeys });
  }
  await runJob(desk, "settle", { month: market.month, preview: false });
  const { certificates: found } = await runJob(desk, "issue", { month: market.month });
  return found.map(({ code }) => code);
}

const levelOf = async (code: string) => (await readRow(ledger, certificates, code))?.level;

describe("a certificate's holder", () => {
  it.each(["none", "mixed"] as const)(
    "chooses how openly it is shown, by its own key or the exchange's (keys: %s)",
    async (keys) => {
      const codes = await issued(keys);
      expect(codes.length).toBeGreaterThan(0);
      for (const code of codes) {
        expect(await levelOf(code)).toBe("standard");
        expect(await discloseCertificate(desk, code, "minimal")).toMatchObject({ ok: true });
        expect(await levelOf(code)).toBe("minimal");
        expect(await discloseCertificate(desk, code, "full")).toMatchObject({ ok: true });
        const back = await discloseCertificate(desk, code, "standard");
        expect(back).toMatchObject({ ok: false, refusal: { code: "level" } });
        expect(await levelOf(code)).toBe("full");
      }
    },
  );

  it("is asked for no certificate that is not there", async () => {
    const answer = await discloseCertificate(desk, "L1C000000000000000000000000000000", "full");
    expect(answer).toMatchObject({ ok: false, refusal: { code: "unknown" } });
  });
});
