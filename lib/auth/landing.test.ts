import { expect, it } from "vitest";
import { homeOf, landing } from "./workplaces";

it("one arrives where one wanted to go", () => {
  expect(landing("enterprise", "/dashboard/certificates?c=1")).toBe("/dashboard/certificates?c=1");
  expect(landing("exchange", "/account")).toBe("/account");
  expect(landing("regulator", "/c/L1C0#top")).toBe("/c/L1C0#top");
  expect(landing("enterprise", "/exchange-rates")).toBe("/exchange-rates");
});

it("but not at somebody else's workplace, and at one's own where nothing was wanted", () => {
  for (const role of ["enterprise", "regulator", "exchange"] as const) {
    expect(landing(role, undefined)).toBe(homeOf[role]);
    for (const home of Object.values(homeOf)) {
      for (const end of ["", "/", "/x?y#z", "?a=1", "#b"]) {
        expect(landing(role, `${home}${end}`)).toBe(home === homeOf[role] ? `${home}${end}` : homeOf[role]);
      }
    }
  }
});
