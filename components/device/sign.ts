import { fromHex, toHex, utf8 } from "@/lib/crypto/bytes";
import { keyId } from "@/lib/crypto/keys";
import { possessionBytes } from "@/lib/market/participants/model";
import { deviceName } from "./device-name";
import type { KeptKey } from "./device-store";
import { keepKey } from "./device-store";
import { lowS } from "./low-s";
import type { DeviceOwner, EnrolWish } from "./to-sign";

const ecdsa = { name: "ECDSA", namedCurve: "P-256" } as const;
const sha256 = { name: "ECDSA", hash: "SHA-256" } as const;

/** WebCrypto exists in a secure context only: https, or this machine itself. */
export function canSign(): boolean {
  return globalThis.isSecureContext && globalThis.crypto?.subtle !== undefined && "indexedDB" in globalThis;
}

/** 64 bytes in hex, raw r ‖ s with low s. */
async function signBytes(key: CryptoKey, message: Uint8Array): Promise<string> {
  const signature = await crypto.subtle.sign(sha256, key, new Uint8Array(message));
  return toHex(lowS(new Uint8Array(signature)));
}

/** The signature of this browser's key over a message as it stands. */
export function signMessage(key: KeptKey, message: string): Promise<string> {
  return signBytes(key.privateKey, utf8(message));
}

/** A new key, kept here before anybody hears of it, and what asks the organisation to endorse it. */
export async function makeDeviceKey(
  owner: DeviceOwner,
  label: string,
): Promise<{ readonly key: KeptKey; readonly wish: EnrolWish }> {
  const pair = await crypto.subtle.generateKey(ecdsa, false, ["sign", "verify"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const publicKey = toHex(raw);
  const { accountId, participant, market } = owner;
  const key: KeptKey = {
    ...{ accountId, participant, market, publicKey },
    keyId: keyId("p256", fromHex(publicKey)),
    privateKey: pair.privateKey,
    createdAt: Date.now(),
  };
  const proof = await signBytes(key.privateKey, possessionBytes(market, participant, publicKey));
  await keepKey(key);
  return { key, wish: { publicKey, proof, device: deviceName(navigator.userAgent), label } };
}
