import { describe, expect, it } from "vitest";
import { deviceOf, networkOf, shortAddress } from "./agent";

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

describe("what limits count by", () => {
  it("is an IPv4 address, and the /64 of an IPv6 one however it is written", () => {
    expect(networkOf("203.0.113.7")).toBe("203.0.113.7");
    expect(networkOf("")).toBe("");
    const same = [
      "2001:db8:0:12::1",
      "2001:DB8::12:1:2:3:4",
      "2001:0db8:0000:0012:ffff::",
      "2001:db8:0:12:9:8:7:6",
    ];
    expect(new Set(same.map(networkOf))).toEqual(new Set(["2001:db8:0:12::/64"]));
    expect(networkOf("2001:db8:0:13::1")).not.toBe(networkOf("2001:db8:0:12::1"));
    expect(networkOf("::1")).toBe("0:0:0:0::/64");
  });
});
