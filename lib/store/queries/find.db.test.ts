import { beforeAll, describe, expect, it } from "vitest";
import { compareText } from "@/lib/crypto/bytes";
import { project } from "@/lib/store/projection/project";
import { testCode, testMarket } from "@/lib/store/projection/test-source";
import type { Store } from "@/lib/store/store";
import { opening, openTestStore } from "@/lib/store/test-database";
import { readDirectory } from "./directory";
import { findObjects } from "./find";

const all = { kind: "all" } as const;
let store: Store;
let owner: string;

beforeAll(
  opening(openTestStore, async (opened) => {
    ({ store } = opened);
    await project(store, testMarket({ plants: 2, linesPerPlant: 3, days: 1 }));
    owner = [...(await readDirectory(store)).units.values()][0]?.owner ?? "";
  }),
);

const kinds = async (sought: string, scope: Parameters<typeof findObjects>[1] = all) =>
  (await findObjects(store, scope, sought)).map(({ kind }) => kind);

describe("finding", () => {
  it("takes part of a name, and a contract's whole number", async () => {
    expect(await kinds("plant-1")).toEqual(["plant", "contract", "contract", "contract"]);
    const number = "绿-0-1";
    expect(await kinds(number)).toContain("contract");
    expect(await kinds(number.slice(0, -1))).not.toContain("contract");
  });

  it("takes either end of a certificate's code", async () => {
    const code = testCode("C", 1);
    expect(await kinds(code)).toContain("certificate");
    expect(await kinds(code.slice(-8))).toContain("certificate");
  });

  it("leads from a plant, a unit and a participant to their contracts and certificates, newest first", async () => {
    const { plants, units, participants } = await readDirectory(store);
    const rows = await store.prisma.contract.findMany();
    const plant = plants.get(rows[0]?.plant ?? "");
    const ofPlant = await findObjects(store, all, plant?.name ?? "");
    const contracts = ofPlant.flatMap((one) => (one.kind === "contract" ? [one] : []));
    const wanted = rows.filter((row) => row.plant === plant?.code).map(({ code }) => code);
    expect(contracts.length).toBe(Math.min(6, wanted.length));
    for (const { code, plant: name } of contracts) {
      expect(wanted).toContain(code);
      expect(name).toBe(plant?.name);
    }
    const months = contracts.map(({ month }) => month);
    expect(months).toEqual([...months].sort((a, b) => compareText(b, a)));
    expect(await kinds(participants.get(owner)?.name ?? "")).toContain("contract");
    for (const { name } of units.values()) expect(await kinds(name)).toContain("contract");
  });

  it("finds nothing for nothing, nor for what is not there", async () => {
    expect(await kinds("  ")).toEqual([]);
    expect(await kinds("no such thing")).toEqual([]);
  });

  it("shows an enterprise its own, and a stranger nothing at all", async () => {
    const own = await kinds("户", { kind: "own", participant: owner });
    expect(own).toContain("unit");
    const stranger = { kind: "own", participant: testCode("E", 999) } as const;
    for (const sought of ["户", "plant", "unit", "青海", testCode("C", 1)]) {
      expect(await kinds(sought, stranger), sought).toEqual([]);
    }
  });
});
