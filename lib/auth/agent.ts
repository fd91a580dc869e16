import Bowser from "bowser";

/** A browser and what it runs on, as its own header says; empty where it does not say. */
export interface Device {
  readonly browser: string;
  readonly system: string;
}

/** A claim, good for telling one's own devices apart and for nothing else. */
export function deviceOf(agent: string): Device {
  if (agent === "") return { browser: "", system: "" };
  const parser = Bowser.getParser(agent);
  const version = (parser.getBrowserVersion() ?? "").split(".")[0] ?? "";
  const browser = [parser.getBrowserName() ?? "", version].filter(Boolean).join(" ");
  const system = [parser.getOSName() ?? "", systemVersion(parser.getOS())].filter(Boolean).join(" ");
  return { browser, system };
}

/** Names like Windows 10 or macOS Sonoma are known by their version's name where there is one. */
function systemVersion({ name, version, versionName }: Bowser.Parser.OSDetails): string {
  if (name === "Windows" || name === "macOS") return versionName?.replace("NT ", "") ?? "";
  return version?.split(".")[0] ?? "";
}

/** Enough of an address to recognise a place by, not the whole of it: `203.0.…`, `2001:db8:1:…`; "" on this machine. */
export function shortAddress(address: string): string {
  if (address === "" || address === "::1" || address.startsWith("127.")) return "";
  if (address.includes(":")) return `${address.split(":").slice(0, 3).join(":")}:…`;
  return `${address.split(".").slice(0, 2).join(".")}.…`;
}

/** Whose address it is, as far as limits go: an IPv6 subscriber has a whole /64 to ask from. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [left = "", right] = address.toLowerCase().split("::");
  const groups = (text: string) => text.split(":").filter((group) => group !== "");
  const [head, tail] = [groups(left), groups(right ?? "")];
  const missing = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const all = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
