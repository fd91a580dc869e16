import { hash, verify } from "@node-rs/argon2";

// OWASP Password Storage Cheat Sheet: argon2id (the library's default), 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 };

/** Of no password at all: what an unknown e-mail's attempt is compared with, so that it takes as long. */
let ofNobody: Promise<string> | undefined;

// NIST SP 800-63B §3.1.1.2: the same characters typed on another keyboard are the same password.
const normal = (password: string): string => password.normalize("NFKC");

/** The argon2id hash of the whole password, with its own salt. */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), cost);
}

/** Whether it is the password of this hash. Takes as long where there is no hash, and is then false. */
export async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  ofNobody ??= hashPassword(crypto.randomUUID());
  const same = await verify(stored ?? (await ofNobody), normal(password));
  return stored !== undefined && same;
}
