import { concat, utf8 } from "@/lib/crypto/bytes";
import type { WantedCode } from "@/lib/market/codes";
import type { Hex } from "@/lib/market/command";
import type { Month } from "@/lib/units/interval";

/** What a participant's code says: its province, and nothing of its name. */
export function participantCode(province: string, months: readonly Month[]): WantedCode {
  return {
    object: "E",
    place: `${province}0000`,
    energy: "00",
    province: "00",
    months,
    scope: "0",
    mode: "0",
  };
}

/**
 * What a new key signs to prove that its holder has it, bound to market and participant so that the proof is good
 * for nothing else: `lvji/key/v1\n<market>\n<participant code>\n<public key, hex>`.
 */
export function possessionBytes(market: string, participant: string, publicKey: Hex): Uint8Array {
  return concat(utf8("lvji/key/v1\n"), utf8(`${market}\n${participant}\n${publicKey}`));
}
