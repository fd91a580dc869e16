import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fromUtf8, utf8 } from "@/lib/crypto/bytes";
import { parseJson } from "@/lib/crypto/canonical";
import {
  COMMAND_TYPES,
  envelopeBytes,
  parseCommand,
  parseEnvelope,
  signedBytes,
  txId,
} from "@/lib/market/command";
import { entryBytes, entryHash, sealEntrySignatures } from "@/lib/market/entry";
import { REFUSALS } from "@/lib/market/refusal";
import { TestMarket } from "@/lib/market/test-market";

const page = readFileSync(new URL("./COMMANDS.md", import.meta.url), "utf8");
const block = (name: string) => new RegExp(`\`\`\`text ${name}\\n(.*)\\n\`\`\``).exec(page)?.[1] ?? "";
const stated = [...page.matchAll(/txId `([0-9a-f]{64})`/g)].map(([, hash]) => hash);

describe("COMMANDS.md", () => {
  it("names every type once and every code a rule can refuse with", () => {
    for (const type of COMMAND_TYPES) expect(page.split(`\n### ${type}\n`), type).toHaveLength(2);
    for (const code of Object.keys(REFUSALS)) expect(page, code).toContain(`\`${code}\``);
  });

  it("has a first command with this text and name", () => {
    const parsed = parseJson(utf8(block("command")));
    if (!parsed.ok) throw new Error(parsed.code);
    const command = parseCommand(parsed.value);
    if (!command.ok) throw new Error(command.refusal.reason);
    expect(fromUtf8(signedBytes(command.value))).toBe(`lvji/command/v1\n${block("command")}`);
    expect(txId(command.value)).toBe(stated[0]);
  });

  it("has an envelope that a member accepts as the entry that follows", async () => {
    const parsed = parseEnvelope(utf8(block("envelope")));
    if (!parsed.ok) throw new Error(parsed.refusal.reason);
    expect(fromUtf8(envelopeBytes(parsed.value))).toBe(block("envelope"));
    expect(txId(parsed.value.command)).toBe(stated[1]);
    const market = await TestMarket.founded("worked");
    await market.addParticipant("consumer", "c1");
    const outcome = await market.deliver(parsed.value);
    if (!outcome.ok) throw new Error(outcome.refusal.reason);
    expect(fromUtf8(outcome.bytes)).toBe(block("entry"));
    expect(page).toContain(`of ${outcome.bytes.length} bytes, leaf hash \`${outcome.hash}\``);
    expect(outcome.hash).toBe(entryHash(entryBytes(outcome.entry)));
    expect(outcome.entry.signatures).toEqual(sealEntrySignatures(parsed.value));
  });
});
