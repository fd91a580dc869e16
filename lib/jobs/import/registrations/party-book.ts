/** Whether those who have to agree to a row can, known before anybody is asked to sign. */
import { consentOf } from "@/lib/gateway/consent";
import type { Desk } from "@/lib/gateway/desk";
import type { Row } from "@/lib/jobs/csv/row";
import type { Registry } from "@/lib/jobs/import/registry";

interface Hindrance {
  readonly code: "suspended" | "signer-missing";
  readonly reason: string;
}

export class PartyBook {
  private readonly known = new Map<string, Promise<Hindrance | undefined>>();

  constructor(
    private readonly desk: Desk,
    private readonly registry: Registry,
  ) {}

  /** Of each party (a participant's code) by the column that names it. */
  async check(row: Row, parties: Readonly<Record<string, string>>): Promise<void> {
    for (const [field, code] of Object.entries(parties)) {
      const known = this.known.get(code) ?? this.hindranceOf(code);
      this.known.set(code, known);
      const hindrance = await known;
      if (hindrance !== undefined) row.flaw(field, hindrance.code, hindrance.reason);
    }
  }

  private async hindranceOf(code: string): Promise<Hindrance | undefined> {
    const row = await this.registry.participantOf(code);
    const name = row?.id ?? code;
    if (row?.status === "suspended") return { code: "suspended", reason: `${name} is suspended` };
    const { missing } = await consentOf(this.desk.ledger, this.desk.keyring, [code]);
    if (missing.length === 0) return undefined;
    return { code: "signer-missing", reason: `${name} signs with a key kept elsewhere` };
  }
}
