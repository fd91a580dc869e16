import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { redeemLink } from "@/lib/auth/choose-password";
import { openTestMarket, type Take, type TestMarket } from "@/lib/auth/test-market";
import type { Output } from "@/lib/cli/output";
import { accountsVerb } from "@/lib/cli/verbs/accounts";
import { runJob } from "@/lib/jobs/run";

const take: Take = (desk, path) =>
  runJob(desk, "import", { name: "participants", path, zero: false, ownerKeys: "p256" });
const names = ["LVJI_DATA", "DATABASE_URL", "PUBLIC_URL"] as const;
const before = names.map((name) => process.env[name]);
let market: TestMarket;
beforeAll(async () => {
  market = await openTestMarket(take);
  process.env.LVJI_DATA = market.dataDir;
  process.env.DATABASE_URL = market.connectionString;
  process.env.PUBLIC_URL = "https://market.example/";
});
afterAll(async () => {
  names.forEach((name, at) => {
    const value = before[at];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  });
  await market.close();
});

async function accounts(what: string[], options: Record<string, string | boolean> = {}): Promise<unknown> {
  let answered: unknown;
  const quiet = () => undefined;
  const output: Output = {
    isJson: true,
    note: quiet,
    progress: quiet,
    answer: (value) => {
      answered = value;
    },
  };
  await accountsVerb(what, options, output);
  return answered;
}

const tokenOf = (answer: unknown): string =>
  /^https:\/\/market\.example\/(?:invitation|reset)\/([\w-]{43})$/.exec(
    (answer as { link: string }).link,
  )?.[1] ?? "";

describe("lvji accounts", () => {
  it("is empty where no demonstration market was made, else what was made with it", async () => {
    expect(await accounts([])).toEqual([]);
    const made = [{ role: "exchange", email: "a@b.example", password: "x" }];
    mkdirSync(join(market.dataDir, "keys"), { recursive: true });
    writeFileSync(join(market.dataDir, "keys", "demo-accounts.txt"), JSON.stringify(made));
    expect(await accounts([])).toEqual(made);
  });

  it("add prints a link with which somebody chooses its password; by id and by code", async () => {
    const given = { role: "enterprise", email: "Ann@Alpha.example", participant: "alpha", admin: true };
    const answer = await accounts(["add"], given);
    expect(answer).toMatchObject({
      email: "ann@alpha.example",
      role: "enterprise",
      participant: await market.code("alpha"),
      isAdmin: true,
    });
    const code = await market.code("exchange");
    const other = await accounts(["add"], { role: "exchange", email: "x@y.example", participant: code });
    expect(other).toMatchObject({ role: "exchange", participant: code, isAdmin: false });
    const chosen = { password: "seven kites over a quiet harbour" };
    const here = { address: "", agent: "" };
    const used = await redeemLink(market.store, "invitation", tokenOf(answer), chosen, here);
    expect(used).toMatchObject({ ok: true, account: { email: "ann@alpha.example" } });
  });

  it.each([
    [{ email: "b@alpha.example", participant: "alpha" }, "role"],
    [{ role: "regulator", email: "b@alpha.example", participant: "alpha" }, "role"],
    [{ role: "exchange", email: "b@alpha.example", participant: "gamma" }, "role"],
    [{ role: "enterprise", email: "b@alpha.example", participant: "nobody" }, "participant"],
    [{ role: "enterprise", email: "no e-mail", participant: "alpha" }, "email"],
    [{ role: "enterprise", email: "ann@alpha.example", participant: "alpha" }, "taken"],
  ])("add refuses %j", async (options, code) => {
    await expect(accounts(["add"], options)).rejects.toMatchObject({ code });
  });

  it("reset ends the old password and prints a link; nobody's is said so", async () => {
    const answer = await accounts(["reset"], { email: "ann@alpha.example" });
    expect(tokenOf(answer)).toHaveLength(43);
    const [row] = await market.store.prisma.account.findMany({
      where: { participant: await market.code("alpha") },
    });
    expect(row?.passwordHash).toBeNull();
    await expect(accounts(["reset"], { email: "nobody@alpha.example" })).rejects.toMatchObject({
      code: "unknown",
      exitCode: 1,
    });
    await expect(accounts(["other"])).rejects.toMatchObject({ code: "what" });
  });
});
