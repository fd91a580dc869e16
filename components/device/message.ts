import { fromHex, toHex, utf8 } from "@/lib/crypto/bytes";
import { canonicalText, type Json, parseJson } from "@/lib/crypto/canonical";
import { commit } from "@/lib/crypto/commitment";
import { type Command, commandJson, parseCommand } from "@/lib/market/command";

const prefix = "lvji/command/v1\n";

/** A message the device is asked to sign, read from its own bytes. */
export interface ReadMessage {
  readonly command: Command;
  /** Sealed fields whose commitment in the message is this very value's. */
  readonly opened: Readonly<Record<string, Json>>;
}

/** Commitments nobody is shown: who signs stands in the command itself, a contract's secret is nobody's to see. */
const staysClosed = /^(signer|signature)\/|\/secret$/;

/**
 * The command in a message; undefined for anything that is not exactly a command in canonical form, or comes with
 * an opening that is not the commitment's, or without one of a field to be shown: nobody shall sign what reads
 * otherwise than it is, or what it cannot read. Without any `openings` the sealed fields are not looked at.
 */
export function readMessage(
  message: string,
  openings?: Readonly<Record<string, readonly [salt: string, value: Json]>>,
): ReadMessage | undefined {
  if (!message.startsWith(prefix)) return undefined;
  const text = message.slice(prefix.length);
  const parsed = parseJson(utf8(text));
  const command = parsed.ok ? parseCommand(parsed.value) : undefined;
  if (!command?.ok || canonicalText(commandJson(command.value)) !== text) return undefined;
  const { market, type, sealed } = command.value;
  const opened: [string, Json][] = [];
  const isHidden = (field: string) => !staysClosed.test(field) && !Object.hasOwn(openings ?? {}, field);
  if (openings !== undefined && Object.keys(sealed).some(isHidden)) return undefined;
  for (const [field, [salt, value]] of Object.entries(openings ?? {})) {
    const made = toHex(commit({ market, type, field, value, salt: fromHex(salt) }));
    if (sealed[field] !== made) return undefined;
    opened.push([field, value]);
  }
  return { command: command.value, opened: Object.fromEntries(opened) };
}

/** What a confirmed run may have signed. */
export interface Allowed {
  readonly market: string;
  readonly types: readonly string[];
  readonly month?: string | undefined;
}

/** Why a device does not sign a message of a run; undefined where it may. */
export function notAllowed(
  message: string,
  keyId: string,
  allowed: Allowed,
): "form" | "market" | "type" | "month" | "signer" | undefined {
  const read = readMessage(message);
  if (read === undefined || read.command.v !== 1) return "form";
  const { market, type, payload, signers } = read.command;
  if (market !== allowed.market) return "market";
  if (!allowed.types.includes(type)) return "type";
  if (allowed.month !== undefined && payload.month !== allowed.month) return "month";
  return signers.includes(keyId) ? undefined : "signer";
}
