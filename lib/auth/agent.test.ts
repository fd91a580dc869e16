import { describe, expect, it } from "vitest";
import { deviceOf, shortAddress } from "./agent";

const chrome =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const iphone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.2 Mobile/15E148 Safari/604.1";

describe("a device, as it calls itself", () => {
  it("is a browser with its version and a system", () => {
    expect(deviceOf(chrome)).toEqual({ browser: "Chrome 156", system: "Windows 10" });
    expect(deviceOf(iphone)).toEqual({ browser: "Safari 19", system: "iOS 19" });
  });
  it("is nothing where it says nothing, or nonsense", () => {
    expect(deviceOf("")).toEqual({ browser: "", system: "" });
    expect(deviceOf("¯\\_(ツ)_/¯").system).toBe("");
  });
});

describe("an address", () => {
  it.each([
    ["203.0.113.7", "203.0.…"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:…"],
    ["127.0.0.1", ""],
    ["::1", ""],
    ["", ""],
  ])("is shortened: %s", (address, shown) => expect(shortAddress(address)).toBe(shown));
});
