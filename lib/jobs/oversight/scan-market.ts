/** Rules 3, 4 and 6: channels, contracts and members. */
import { groupedBy } from "@/lib/jobs/grouped";
import type { ScanResult } from "@/lib/jobs/oversight/result";
import type { Touched } from "@/lib/jobs/oversight/touched";
import type { Ledger } from "@/lib/ledger/ledger";
import type { ContractRow } from "@/lib/market/state";
import { type ChannelFlow, lossOutsideBand, lossRegisteredTooHigh } from "@/lib/oversight/channel-loss";
import { contractBeyondCapability } from "@/lib/oversight/contract-capability";
import { divergedMembers } from "@/lib/oversight/member-diverged";
import type { Directory } from "@/lib/store/queries/directory";
import { linesOfMonth } from "@/lib/store/queries/records-lines";
import { openState } from "@/lib/store/rows/open-state";
import { contractTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";
import { edgesOf } from "@/lib/units/loss";

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
  const flows = new Map<string, ChannelFlow>();
  for (const { landedWh, path } of await linesOfMonth(store, month)) {
    for (const [at, edge] of edgesOf(landedWh, path).entries()) {
      const channel = path[at]?.channel ?? "";
      const known = flows.get(channel) ?? { sentWh: 0, lossWh: 0, lines: 0 };
      flows.set(channel, {
        sentWh: known.sentWh + edge.sentWh,
        lossWh: known.lossWh + edge.lossWh,
        lines: known.lines + 1,
      });
    }
  }
  return flows;
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
