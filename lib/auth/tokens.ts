import { randomBytes } from "node:crypto";
import { utf8 } from "@/lib/crypto/bytes";
import { sha256 } from "@/lib/crypto/sha256";

/** 32 random bytes for a session or a link, base64url. Whoever holds it is let in: it is stored nowhere here. */
export function freshToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a token. A plain hash is enough: nobody guesses 256 random bits. */
export function hashOfToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(sha256(utf8(token)));
}
