import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHex } from "../bytes";
import { decodeEntries, encodeEntries, parseTilePath, type Tile, tilePath, tileWidth } from "./tiles";

const SUMDB = "../shared/vectors/go-sumdb/literals.json";

describe.skipIf(!existsSync(SUMDB))("vectors/go-sumdb", () => {
  it("tile paths, but for the height C2SP leaves out", () => {
    const { literals } = JSON.parse(readFileSync(SUMDB, "utf8"));
    const paths: string[] = literals["sumdb_tlog_tile_test.go"];
    expect(paths.map((path) => parseTilePath(path.replace(/^tile\/\d+\//, "tile/")))).toEqual([
      { level: 0, index: 1, width: 256 },
      { level: 0, index: 1, width: 5 },
      { level: 5, index: 123456078, width: 256 },
      { level: 5, index: 123456078, width: 2 },
      { level: 0, index: 3057500, width: 256 },
      undefined, // groups without x
      undefined, // level −1
      undefined, // data, which C2SP calls entries
    ]);
  });
});

describe("tile paths", () => {
  it.each<[Tile, string]>([
    [{ level: 0, index: 0, width: 256 }, "tile/0/000"],
    [{ level: 1, index: 999, width: 1 }, "tile/1/999.p/1"],
    [{ level: 2, index: 1000, width: 255 }, "tile/2/x001/000.p/255"],
    [{ level: "entries", index: 1234067, width: 112 }, "tile/entries/x001/x234/067.p/112"],
    [{ level: 63, index: 12, width: 256 }, "tile/63/012"],
  ])("%o is %s", (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it("round trip", () => {
    const level = fc.oneof(fc.nat(63), fc.constant("entries" as const));
    fc.assert(
      fc.property(level, fc.maxSafeNat(), fc.integer({ min: 1, max: 256 }), (at, index, width) => {
        expect(parseTilePath(tilePath({ level: at, index, width }))).toEqual({ level: at, index, width });
      }),
    );
  });

  it.each([
    "",
    "tile/0/0",
    "tile/0/0000",
    "tile/00/000",
    "tile/64/000",
    "tile/100/000",
    "tile/0/x000/001",
    "tile/0/001/002",
    "tile/0/x001",
    "tile/0/000.p/0",
    "tile/0/000.p/01",
    "tile/0/000.p/256",
    "tile/0/000.p/300",
    "tile/0/000.p/1000",
    "tile/0/000/",
    "/tile/0/000",
    "tile/0/../000",
    "tile/0/x009/x007/x199/x254/x740/992",
    "tile/0/x999/x999/x999/x999/x999/x999/999",
  ])("refuse %j", (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });
});

describe("tileWidth", () => {
  it("of the specification's example, 70,000 entries", () => {
    expect([0, 272, 273, 274].map((index) => tileWidth(0, index, 70_000))).toEqual([256, 256, 112, 0]);
    expect([0, 1, 2].map((index) => tileWidth(1, index, 70_000))).toEqual([256, 17, 0]);
    expect([0, 1].map((index) => tileWidth(2, index, 70_000))).toEqual([1, 0]);
    expect(tileWidth(1, 0, 256)).toBe(1);
    expect(tileWidth(0, 0, 0)).toBe(0);
  });
});

describe("entry bundles", () => {
  it("round trip", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), (entries) => {
        expect(decodeEntries(encodeEntries(entries))).toEqual(entries);
      }),
    );
  });

  it("hold up to 65,535 bytes an entry", () => {
    expect(decodeEntries(encodeEntries([new Uint8Array(65_535)]))?.[0]?.length).toBe(65_535);
    expect(() => encodeEntries([new Uint8Array(65_536)])).toThrow(RangeError);
  });

  it.each(["00", "0001", "00020a", "00010a00", "00010a0002"])("refuse %s", (hex) => {
    expect(decodeEntries(fromHex(hex))).toBeUndefined();
  });
});
