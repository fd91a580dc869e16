import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The secret session cookies are encrypted with: `LVJI_DATA/keys/session.key`, made (mode 600) when first asked for.
 * Linked into place whole, so that two processes that make it at once read the same one.
 */
export function sessionSecret(dataDir: string): string {
  const folder = join(dataDir, "keys");
  const path = join(folder, "session.key");
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const draft = `${path}.${randomBytes(6).toString("hex")}`;
    writeFileSync(draft, randomBytes(48).toString("base64url"), { mode: 0o600 });
    try {
      linkSync(draft, path);
    } catch (error) {
      if (!existsSync(path)) throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
  const secret = readFileSync(path, "utf8").trim();
  if (secret.length < 43) throw new Error(`${path} does not hold a secret: remove it to have a new one made`);
  return secret;
}
