import { toHex } from "@/lib/crypto/bytes";
import type { Json } from "@/lib/crypto/canonical";
import { sha256 } from "@/lib/crypto/sha256";
import { sign } from "@/lib/crypto/signatures";
import { channelCode, meterCode, plantCode, unitCode } from "@/lib/market/assets/model";
import { checkEnvelope } from "@/lib/market/authenticate";
import { codeFor, nextSequence, registrationMonths, type WantedCode } from "@/lib/market/codes";
import type { Envelope, Held, JsonObject } from "@/lib/market/command";
import { type Executed, execute, type Outcome, type Refusal } from "@/lib/market/execute";
import { quorum, type Roster } from "@/lib/market/members/roster";
import { heldMessage } from "@/lib/market/metering/blob";
import { participantCode, possessionBytes } from "@/lib/market/participants/model";
import { isSealedRole } from "@/lib/market/signers";
import { channels, keys, participants, plants, type Role, units } from "@/lib/market/state";
import { author, seeded, type TestKey, testKey } from "@/lib/market/test-author";
import {
  genesisOf,
  memoryState,
  rosterOf,
  TEST_ORIGIN,
  TEST_TIME,
  type TestMember,
  testUscc,
} from "@/lib/market/test-genesis";
import { contractCode } from "@/lib/market/trading/model";

export { memoryState, TEST_ORIGIN, TEST_TIME, testUscc } from "@/lib/market/test-genesis";

/** For tests: a whole small market in memory, founded and run with real keys, deterministic from its seed. */

export interface TestDraft {
  readonly type: string;
  readonly payload: JsonObject;
  readonly sealed?: Readonly<Record<string, Json>>;
  readonly signers: readonly TestKey[];
  readonly held?: readonly Held[];
  /** Seconds after the market's time; an hour unless given. */
  readonly validFor?: number;
}

/** A participant as the kit made it; `key` only where it was given one. */
export interface TestParticipant {
  readonly code: string;
  readonly key?: TestKey;
}

export interface TestContract {
  readonly number: string;
  readonly plant: string;
  readonly unit: string;
  readonly contractKwh: number;
  readonly month: string;
  readonly path?: readonly string[];
  readonly via?: string;
  readonly contract?: string;
}

export class TestMarket {
  readonly state = memoryState();
  readonly entries: Executed[] = [];
  /** Envelopes of the accepted entries, in their order. */
  readonly envelopes: Envelope[] = [];
  readonly blobs = new Map<string, Uint8Array>();
  readonly memo = new Map<string, unknown>();
  /** Keys of participants by participant code, the first one of each. */
  readonly keyOf = new Map<string, TestKey>();
  time = TEST_TIME;
  private drafts = 0;

  private constructor(
    readonly seed: string,
    readonly members: readonly TestMember[],
    readonly roster: Roster,
    readonly exchange: Required<TestParticipant>,
    readonly grid: Required<TestParticipant>,
    readonly regulator: Required<TestParticipant>,
    readonly genesis: JsonObject,
  ) {}

  /** Keys and a genesis payload; `founded` also executes it. */
  static async create(seed = "market", options: { twoPersonKwh?: number } = {}): Promise<TestMarket> {
    const names = ["association", "exchange", "grid", "regulator"];
    const members = await Promise.all(
      names.map(async (name) => ({
        name: `${name}.example`,
        log: await testKey(`${seed}/log/${name}`, "ed25519"),
        cosign: await testKey(`${seed}/cosign/${name}`, "ed25519"),
      })),
    );
    const roster = rosterOf(members);
    const roles = ["exchange", "grid", "regulator"] as const;
    const founders = await Promise.all(
      roles.map(async (role, i) => {
        const key = await testKey(`${seed}/${role}`, role === "regulator" ? "sm2" : "p256");
        return { code: codeFor(participantCode("11", registrationMonths(TEST_TIME)), i + 1), key, role };
      }),
    );
    const [exchange, grid, regulator] = founders;
    if (!exchange || !grid || !regulator) throw new Error("three founders");
    const genesis = genesisOf(roster, founders, options);
    const market = new TestMarket(seed, members, roster, exchange, grid, regulator, genesis);
    for (const { code, key } of founders) market.keyOf.set(code, key);
    return market;
  }

  static async founded(seed = "market", options: { twoPersonKwh?: number } = {}): Promise<TestMarket> {
    const market = await TestMarket.create(seed, options);
    await market.must({ type: "genesis", payload: market.genesis, signers: market.founders });
    return market;
  }

  /** All who sign genesis. */
  get founders(): TestKey[] {
    const { exchange, grid, regulator, members } = this;
    return [exchange.key, grid.key, regulator.key, ...members.map((member) => member.cosign)];
  }

  /** Cosign keys of as many members as decide. */
  get quorum(): TestKey[] {
    return this.members.slice(0, quorum(this.members.length)).map((member) => member.cosign);
  }

  /** An envelope as a gateway would make it, valid for an hour, with a nonce of its own. */
  author(draft: TestDraft): Promise<Envelope> {
    return author({
      market: TEST_ORIGIN,
      type: draft.type,
      payload: draft.payload,
      sealed: draft.sealed,
      signers: draft.signers.map((key) => ({ key, sealed: this.mustSeal(key) })),
      notAfter: this.time + (draft.validFor ?? 3600),
      held: draft.held,
      seed: `${this.seed}/draft/${this.drafts++}`,
    });
  }

  private mustSeal(key: TestKey): boolean {
    const row = keys.get(this.state, key.keyId);
    const owner = row && participants.get(this.state, row.participant);
    return owner !== undefined && isSealedRole(owner.role);
  }

  /** What a node does: authenticate, execute, apply. */
  async deliver(envelope: Envelope): Promise<Outcome> {
    const refusal = await checkEnvelope(envelope, (key) => this.state.get(key));
    if (refusal) return { ok: false, refusal };
    const outcome = this.execute(envelope);
    if (outcome.ok) {
      this.state.apply(outcome.writes);
      this.entries.push(outcome);
      this.envelopes.push(envelope);
    }
    return outcome;
  }

  /** Execution alone, nothing applied. */
  execute(envelope: Envelope): Outcome {
    const blob = (hash: string) => this.blobs.get(hash);
    return execute(this.state, envelope, {
      time: this.time,
      index: this.entries.length,
      blob,
      memo: this.memo,
    });
  }

  async submit(draft: TestDraft): Promise<Outcome> {
    return this.deliver(await this.author(draft));
  }

  /** As `submit`; throws where the rules refuse. */
  async must(draft: TestDraft): Promise<Executed> {
    const outcome = await this.submit(draft);
    if (!outcome.ok) throw new Error(`${draft.type} refused: ${JSON.stringify(outcome.refusal)}`);
    return outcome;
  }

  /** Why the rules refuse a draft, without the sentence; undefined where they accept it (and then it stands). */
  async refusal(draft: TestDraft): Promise<Omit<Refusal, "reason"> | undefined> {
    const outcome = await this.submit(draft);
    if (outcome.ok) return undefined;
    const { reason: _, ...rest } = outcome.refusal;
    return rest;
  }

  /** The code the rules would accept next, `ahead` registrations later. */
  code(wanted: WantedCode, ahead = 0): string {
    return codeFor(wanted, nextSequence(this.state, wanted.object) + ahead);
  }

  get registrationMonths(): string[] {
    return registrationMonths(this.time);
  }

  /** A new key of a participant with its proof of possession, as `participant.register` carries it. */
  async newKey(participant: string, key: TestKey): Promise<JsonObject> {
    const message = possessionBytes(TEST_ORIGIN, participant, key.publicKey);
    const proof = toHex(await sign(key.alg, key.privateKey, message));
    return { alg: key.alg, publicKey: key.publicKey, custody: "self", proof };
  }

  /** Registers a participant, with a key unless `alg` is null. */
  async addParticipant(
    role: Exclude<Role, "exchange" | "regulator">,
    id: string,
    options: { province?: string; alg?: "p256" | "sm2" | null } = {},
  ): Promise<TestParticipant> {
    const { province = "11", alg = "p256" } = options;
    const code = this.code(participantCode(province, this.registrationMonths));
    const key = alg === null ? undefined : await testKey(`${this.seed}/participant/${id}`, alg);
    const details = {
      name: `公司 ${id}`,
      uscc: testUscc(id),
      ...(key ? { key: await this.newKey(code, key) } : {}),
    };
    const isSealed = isSealedRole(role);
    const sealed = Object.entries({ id, ...(isSealed ? details : {}) });
    await this.must({
      type: "participant.register",
      payload: { records: [{ code, role, province, ...(isSealed ? {} : details) }] },
      sealed: Object.fromEntries(sealed.map(([name, value]) => [`records/0/${name}`, value])),
      signers: role === "grid" ? this.quorum : [this.exchange.key],
    });
    if (key) this.keyOf.set(code, key);
    return key ? { code, key } : { code };
  }

  /** The keys that sign for these participants, the exchange's for those without one, and whom it stands in for. */
  consent(parties: readonly string[]): { signers: TestKey[]; onBehalfOf: string[] } {
    const distinct = [...new Set(parties)];
    const onBehalfOf = distinct.filter((party) => !this.keyOf.has(party));
    const own = distinct.flatMap((party) => this.keyOf.get(party) ?? []);
    const signers = new Map([this.exchange.key, ...own].map((key) => [key.keyId, key]));
    return { signers: [...signers.values()], onBehalfOf };
  }

  async addPlant(
    owner: string,
    id: string,
    options: { type?: string; place?: string; capacityKw?: number } = {},
  ): Promise<string> {
    const { type = "W1", place = "150921", capacityKw = 1_000_000 } = options;
    const code = this.code(plantCode({ type, place }, this.registrationMonths));
    const { signers, onBehalfOf } = this.consent([owner]);
    const record = {
      ...{ code, id, owner, name: `电站 ${id}`, type, capacityKw, province: place.slice(0, 2), place },
      ...{ latE6: 41_000_000, lonE6: 112_000_000, projectCode: "" },
    };
    const payload = { records: [record], ...(onBehalfOf.length > 0 ? { onBehalfOf } : {}) };
    await this.must({ type: "plant.register", payload, signers });
    return code;
  }

  async addUnit(owner: string, id: string, province = "11"): Promise<string> {
    const code = this.code(unitCode({ province }, this.registrationMonths));
    const { signers, onBehalfOf } = this.consent([owner]);
    await this.must({
      type: "unit.register",
      payload: { records: [{ code, province }] },
      sealed: {
        "records/0/id": id,
        "records/0/owner": owner,
        "records/0/name": `单元 ${id}`,
        ...(onBehalfOf.length > 0 ? { onBehalfOf } : {}),
      },
      signers,
    });
    return code;
  }

  /** A meter of a plant or unit, by the founding grid company. */
  async addMeter(of: string, id: string): Promise<string> {
    const plant = plants.get(this.state, of);
    const asset = plant ?? units.get(this.state, of);
    if (!asset) throw new Error(`no asset ${of}`);
    const code = this.code(meterCode(asset, this.registrationMonths));
    const grid = this.grid.code;
    const role = plant ? "production" : "consumption";
    await this.must({
      type: "meter.register",
      payload: { records: [plant ? { code, role, grid, of } : { code, role, grid }] },
      sealed: plant ? { "records/0/id": id } : { "records/0/id": id, "records/0/of": of },
      signers: [this.grid.key],
    });
    return code;
  }

  async addChannel(id: string, fromProvince: string, toProvince: string, lossPpm: number): Promise<string> {
    const code = this.code(channelCode({ fromProvince, toProvince }, this.registrationMonths));
    const record = { code, id, name: `通道 ${id}`, fromProvince, toProvince, lossPpm, capacityKw: 8_000_000 };
    await this.must({
      type: "channel.register",
      payload: { records: [record] },
      signers: [this.exchange.key],
    });
    return code;
  }

  /** A draft of one contract, everybody who must sign named; tests bend it before they submit it. */
  contractDraft(contract: TestContract): TestDraft & { code: string; sealed: Record<string, Json> } {
    const plant = plants.get(this.state, contract.plant);
    const unit = units.get(this.state, contract.unit);
    if (!plant || !unit) throw new Error(`no plant ${contract.plant} or unit ${contract.unit}`);
    const { via = "", path = [], month, number, contractKwh } = contract;
    const { signers, onBehalfOf } = this.consent([plant.owner, unit.owner, ...(via === "" ? [] : [via])]);
    const code = contract.contract ?? this.code(contractCode(plant, unit, month));
    const trade = {
      mode: "bilateral",
      term: "monthly",
      scope: path.length > 0 ? "inter-provincial" : "within",
    };
    const sealed = {
      number,
      unit: unit.code,
      via,
      contractKwh,
      energyPrice: 300_000,
      environmentPrice: 30_000,
      path,
    };
    const secret = toHex(seeded(`${this.seed}/secret/${number}`));
    const fields = Object.entries({ ...sealed, secret }).map(([name, value]) => [`records/0/${name}`, value]);
    return {
      code,
      type: "contract.record",
      payload: { records: [{ contract: code, plant: plant.code, month, ...trade }] },
      sealed: Object.fromEntries([...fields, ...(onBehalfOf.length > 0 ? [["onBehalfOf", onBehalfOf]] : [])]),
      signers,
    };
  }

  async addContract(contract: TestContract): Promise<string> {
    const draft = this.contractDraft(contract);
    await this.must(draft);
    return draft.code;
  }

  /** Stores a blob with every member and returns their receipts. */
  async putBlob(bytes: Uint8Array): Promise<{ hash: string; size: number; held: Held[] }> {
    const hash = toHex(sha256(bytes));
    this.blobs.set(hash, bytes);
    const message = heldMessage(TEST_ORIGIN, hash, bytes.length);
    const held = await Promise.all(
      this.members.map(async ({ name, cosign }) => ({
        member: name,
        sig: toHex(await sign("ed25519", cosign.privateKey, message)),
      })),
    );
    return { hash, size: bytes.length, held };
  }

  /** Losses of a path of channel codes, as the settlement wants them. */
  lossesOf(path: readonly string[]): { channel: string; lossPpm: number }[] {
    return path.map((channel) => ({ channel, lossPpm: channels.get(this.state, channel)?.lossPpm ?? 0 }));
  }
}
