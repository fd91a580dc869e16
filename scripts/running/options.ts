import { networkInterfaces } from "node:os";
import { isKeyName } from "@/lib/crypto/note/note";
import { isPrefix } from "@/lib/identifiers/handle";

/** How the market is to run: formats.md, "Running". */
export interface UpOptions {
  readonly port: number;
  /** Address the web server binds. */
  readonly host: "127.0.0.1" | "0.0.0.0";
  /** What QR codes say. */
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly demo: boolean;
  readonly dev: boolean;
  readonly lan: boolean;
}

/** A mistake of the person who started it, in one line that says what to do. */
export class Advice extends Error {
  constructor(readonly advice: string) {
    super(advice);
    this.name = "Advice";
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Options of arguments and environment. Throws Advice. */
export function readOptions(args: readonly string[], env: Environment): UpOptions {
  const unknown = args.find((arg) => arg !== "--lan" && arg !== "--dev");
  if (unknown !== undefined) throw new Advice(`${unknown} is not known: there are --lan and --dev`);
  const port = Number(env.PORT || "3000");
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Advice("PORT must be a number from 1 to 65535");
  const lan = args.includes("--lan");
  refuseWrongNames(env);
  return {
    port,
    lan,
    host: lan ? "0.0.0.0" : "127.0.0.1",
    publicUrl: env.PUBLIC_URL || (lan ? lanUrl(port) : `http://localhost:${port}`),
    dataDir: env.LVJI_DATA || ".data",
    demo: env.LVJI_DEMO !== "0",
    dev: args.includes("--dev"),
  };
}

/**
 * What to say where `npm run up --lan` lost its `--lan` on the way: npm without the inner `--` keeps it, as an option
 * of its own name or, since it knows none of that name, as the short ones -l, -a and -n. Too little to open a network on.
 */
export function lanLostToNpm(env: Environment): string | undefined {
  const { npm_lifecycle_event: script, npm_config_lan: lan, npm_config_long: l, npm_config_all: a } = env;
  const isLost = lan === "true" || (l === "true" && a === "true");
  if ((script !== "up" && script !== "dev") || !isLost) return undefined;
  return `this machine only. For your network too, with -- in between: npm run ${script} -- --lan`;
}

/** What a market is founded with, or its QR codes say, cannot be mended later. */
function refuseWrongNames({ PUBLIC_URL, LVJI_MARKET, LVJI_PREFIX }: Environment): void {
  if (PUBLIC_URL && !/^https?:\/\/[^\s/?#]+\/?$/.test(PUBLIC_URL))
    throw new Advice("PUBLIC_URL must be an address like https://green.example, without a path");
  if (LVJI_MARKET && !isKeyName(LVJI_MARKET))
    throw new Advice("LVJI_MARKET must be a name without blanks or plus signs, like green.example/market");
  if (LVJI_PREFIX && !isPrefix(LVJI_PREFIX))
    throw new Advice("LVJI_PREFIX must be three parts with points between them, like 88.000.0000000");
}

function lanUrl(port: number): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const outside = addresses.find(({ family, internal }) => family === "IPv4" && !internal);
  if (outside === undefined)
    throw new Advice("this machine has no address on a local network: start without --lan");
  return `http://${outside.address}:${port}`;
}
