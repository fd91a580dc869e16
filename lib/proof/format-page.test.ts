import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fromHex } from "@/lib/crypto/bytes";
import { hashMark } from "@/lib/market/certificates/qr";
import { fingerprintHex } from "@/lib/market/members/roster";
import { buildBundle } from "./build/bundle";
import { Source } from "./build/source";
import { certifiedMarket } from "./build/test-certified";
import { verify } from "./verify/verify";

const page = readFileSync(join(process.cwd(), "lib/proof/FORMAT.md"), "utf8");

function thousands(wh: number | undefined): string {
  return String(wh).replace(/\B(?=(\d{3})+$)/g, ",");
}

describe("FORMAT.md", () => {
  it("works with the numbers that come out today", async () => {
    const { ledger, code, market } = await certifiedMarket("example");
    const built = await buildBundle(new Source(ledger), { code, kwh: 5 });
    if (!built.ok) throw new Error(built.code);
    const { bundle } = built;
    const { figures } = await verify(JSON.stringify(bundle), {}, market.time);
    const [line] = bundle.lines;
    const told = figures?.lines[0];
    if (!figures || !line || !told || !bundle.kwh) throw new Error("no line");
    const leaf = JSON.parse(line.traceLeaf) as { line: string; traceRoot: string };
    const said = [
      ...[fingerprintHex(market.roster), code, figures.hash, hashMark(fromHex(figures.hash))],
      ...[leaf.line, leaf.traceRoot, `${bundle.kwh.range.size} segments`, `${bundle.entries.length} entries`],
      ...[JSON.stringify(line.sum.proof), bundle.inputs[0]?.leaf ?? "", bundle.kwh.range.segments[0] ?? ""],
      ...[told.G, told.C, told.sentWh, told.plantSentWh, told.quotaWh, told.allowanceWh].map(thousands),
      ...(told.channels ?? []).flatMap(({ lossWh, landedWh }) => [lossWh, landedWh].map(thousands)),
      `${told.settledKwh} kWh, ${told.limitedBy}`,
      `sends ${thousands(figures.kwh?.sentWh)} Wh`,
      ...(figures.kwh?.channels ?? []).map(({ lossWh }) => ` ${lossWh} `),
    ];
    expect(said.filter((text) => !page.includes(text))).toEqual([]);
  });
});
