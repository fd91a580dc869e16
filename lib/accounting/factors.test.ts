import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PROVINCES } from "@/lib/identifiers/provinces";
import { factors, locationFactor, newestFactor, regionOf, residualFactor } from "./factors";

const published = "../shared/data/emission-factors.csv";

function announcements(locale: string): Readonly<Record<number, string>> {
  const { emissions } = JSON.parse(readFileSync(`lib/i18n/messages/${locale}/dashboard.json`, "utf8"));
  return emissions.announcement;
}

describe("factors", () => {
  it.skipIf(!existsSync(published))("are what was published", () => {
    const rows = readFileSync(published, "utf8")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    const wanted = new Map(
      rows.slice(1).map((line) => {
        const [scope, region, year, value = ""] = line.split(",");
        return [`${scope}/${region}/${year}`, Math.round(Number(value) * 10_000)];
      }),
    );
    for (const { scope, region, year, value } of factors()) {
      expect(wanted.get(`${scope}/${region}/${year}`), `${scope} ${region} ${year}`).toBe(value);
    }
  });

  it("are the newest not after the year of use, else the oldest there is", () => {
    expect(newestFactor("regional", "华东", 2026)?.year).toBe(2023);
    expect(newestFactor("regional", "华东", 2022)?.year).toBe(2022);
    expect(newestFactor("regional", "华东", 2019)?.year).toBe(2022);
    expect(residualFactor(2026)).toMatchObject({ year: 2023, value: 6096 });
    expect(newestFactor("regional", "nowhere", 2026)).toBeUndefined();
  });

  it("belong to a grid region in every province of the mainland", () => {
    const none = PROVINCES.filter(({ code }) => regionOf(code) === undefined).map(({ code }) => code);
    expect(none).toEqual(["71", "81", "82"]);
    expect(locationFactor("32", 2026)).toMatchObject({ scope: "regional", region: "华东", value: 5500 });
    expect(locationFactor("44", 2026)).toMatchObject({ scope: "provincial", value: 4419 });
    expect(locationFactor("71", 2026)).toBeUndefined();
  });

  it("name the announcement of their year in every language, in its own letters", () => {
    for (const { year } of factors()) {
      expect(announcements("zh-CN")[year]).toMatch(/^公告/);
      expect(announcements("en")[year]).toMatch(/^announcement [ -~]+$/);
    }
  });
});
