/** Rules 3, 4 and 6: channels, contracts and members. */
import { groupedBy } from "@/lib/jobs/oversight/grouped";
import type { ScanResult } from "@/lib/jobs/oversight/result";
import type { Touched } from "@/lib/jobs/oversight/touched";
import type { Ledger } from "@/lib/ledger/ledger";
import type { ContractRow, LineRow } from "@/lib/market/state";
import { type ChannelFlow, lossOutsideBand, lossRegisteredTooHigh } from "@/lib/oversight/channel-loss";
import { contractBeyondCapability } from "@/lib/oversight/contract-capability";
import { divergedMembers } from "@/lib/oversight/member-diverged";
import type { Directory } from "@/lib/store/queries/directory";
import { openState } from "@/lib/store/rows/open-state";
import { contractTable, lineTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";
import { edgesOf } from "@/lib/units/loss";

const LINES_AT_ONCE = 5_000;

export async function scanChannels(
  store: Store,
  { channels }: Directory,
  { lineMonths, hasNewChannels }: Touched,
): Promise<ScanResult> {
  const result: ScanResult = { scopes: [], findings: [] };
  for (const month of lineMonths) {
    const flows = await flowsOf(store, month);
    for (const channel of channels.values()) {
      result.scopes.push({ rule: "channel-loss", object: channel.code, month });
      const finding = lossOutsideBand(
        channel,
        month,
        flows.get(channel.code) ?? { sentWh: 0, lossWh: 0, lines: 0 },
      );
      if (finding) result.findings.push(finding);
    }
  }
  for (const channel of hasNewChannels ? channels.values() : []) {
    result.scopes.push({ rule: "channel-loss", object: channel.code, month: "" });
    const finding = lossRegisteredTooHigh(channel);
    if (finding) result.findings.push(finding);
  }
  return result;
}

/** What the newest lines of a month sent into each channel and lost there. */
async function flowsOf(store: Store, month: Month): Promise<Map<string, ChannelFlow>> {
  const row = await store.prisma.settlementMonth.findUnique({ where: { month } });
  const flows = new Map<string, ChannelFlow>();
  for (let after = ""; row !== null; ) {
    const lines = await store.prisma.line.findMany({
      where: { month, version: row.version, contract: { gt: after } },
      orderBy: { contract: "asc" },
      take: LINES_AT_ONCE,
    });
    for (const line of lines) addFlows(flows, openState<LineRow>(store, lineTable, line));
    if (lines.length < LINES_AT_ONCE) break;
    after = lines.at(-1)?.contract ?? "";
  }
  return flows;
}

function addFlows(flows: Map<string, ChannelFlow>, { values }: LineRow): void {
  for (const [at, { sentWh, lossWh }] of edgesOf(values.landedWh, values.path).entries()) {
    const channel = values.path[at]?.channel ?? "";
    const known = flows.get(channel) ?? { sentWh: 0, lossWh: 0, lines: 0 };
    flows.set(channel, {
      sentWh: known.sentWh + sentWh,
      lossWh: known.lossWh + lossWh,
      lines: known.lines + 1,
    });
  }
}

export async function scanContracts(
  store: Store,
  { plants }: Directory,
  { plantMonths }: Touched,
): Promise<ScanResult> {
  const result: ScanResult = { scopes: [], findings: [] };
  for (const month of new Set(plantMonths.map((one) => one.month))) {
    const codes = plantMonths.filter((one) => one.month === month).map(({ code }) => code);
    const rows = await store.prisma.contract.findMany({
      where: { month, plant: { in: codes } },
      orderBy: { code: "asc" },
    });
    const contracts = groupedBy(
      rows.map((row) => openState<ContractRow>(store, contractTable, row)),
      ({ plant }) => plant,
    );
    for (const code of codes) {
      const plant = plants.get(code);
      if (plant === undefined) continue;
      result.scopes.push({ rule: "contract-capability", object: code, month });
      const finding = contractBeyondCapability(plant, month, contracts.get(code) ?? []);
      if (finding) result.findings.push(finding);
    }
  }
  return result;
}

/** Asked of the ledger at every scan: a member's state is no entry. */
export async function scanMembers(ledger: Pick<Ledger, "members">): Promise<ScanResult> {
  const members = await ledger.members();
  return {
    scopes: members.map(({ name }) => ({ rule: "member-diverged", object: name, month: "" })),
    findings: divergedMembers(members),
  };
}
