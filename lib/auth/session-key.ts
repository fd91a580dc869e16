import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { keptSecret } from "@/lib/store/key-file";

/** The secret session cookies are encrypted with: `LVJI_DATA/keys/session.key`, made when first asked for. */
export function sessionSecret(dataDir: string): string {
  const secret = keptSecret(join(dataDir, "keys"), "session.key", () =>
    randomBytes(48).toString("base64url"),
  );
  if (secret.length < 43)
    throw new Error("keys/session.key does not hold a secret: remove it to have a new one made");
  return secret;
}
