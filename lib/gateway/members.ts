/** The embedded members' cosign keys as signers: how rows of kind exchange, grid and regulator are co-signed. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { fromHex } from "@/lib/crypto/bytes";
import { keyId } from "@/lib/crypto/keys";
import { sign } from "@/lib/crypto/signatures";
import type { SigningKey } from "@/lib/gateway/author";

const hexKey = z.string().regex(/^[0-9a-f]{64}$/);
const memberFile = z.object({ cosign: z.object({ publicKey: hexKey, privateKey: hexKey }) });

/** Every member whose keys lie in `LVJI_DATA/ledger/<member>/keys.json`, by name; none on a consortium. */
export function memberSigners(dataDir: string): SigningKey[] {
  const folder = join(dataDir, "ledger");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort((a, b) => (a < b ? -1 : 1))
    .flatMap((name) => {
      const path = join(folder, name, "keys.json");
      if (!existsSync(path)) return [];
      const { cosign } = memberFile.parse(JSON.parse(readFileSync(path, "utf8")));
      const id = keyId("ed25519", fromHex(cosign.publicKey));
      const seed = fromHex(cosign.privateKey);
      return [
        {
          keyId: id,
          alg: "ed25519" as const,
          isSealed: false,
          sign: (m: Uint8Array) => sign("ed25519", seed, m),
        },
      ];
    });
}
