import { keyStatusText, statusText } from "@/lib/market/members/status";
import { testKey } from "@/lib/market/test-author";
import { rosterOf } from "@/lib/market/test-genesis";
import type { Bundle } from "./bundle";
import { entryOf, first, type Lie, latestFree, other } from "./test-lies";

/** For tests: lies about the log, its members, and who signed what. */
export const ledgerLies: readonly Lie[] = [
  {
    name: "no JSON",
    check: "shape",
    code: "unreadable",
    bend: (bundle) => void Object.assign(bundle, { v: 2 }),
  },
  {
    name: "another consortium with the same story",
    check: "roster",
    code: "roster-unknown",
    also: ["consistency"],
    forge: async (forger, world) => {
      const members = await Promise.all(
        world.secrets.members.map(async ({ name }) => ({
          name,
          log: await testKey(`impostor/log/${name}`, "ed25519"),
          cosign: await testKey(`impostor/cosign/${name}`, "ed25519"),
        })),
      );
      const roster = rosterOf(members);
      const genesis = forger.entry("genesis");
      const old = world.secrets.members.map(({ cosign }) => cosign.keyId);
      genesis.payload.roster = JSON.parse(JSON.stringify(roster));
      genesis.signers = genesis.signers.map((signer) => members[old.indexOf(signer)]?.cosign.keyId ?? signer);
      forger.bundle.rosters = [structuredClone(roster) as Bundle["rosters"][number]];
      forger.secrets = { ...world.secrets, members };
      forger.signing = members;
    },
    trust: (trust) => ({ ...trust, seen: { size: 9, root: "00".repeat(32) } }),
    bend: (bundle) => {
      bundle.consistency = { from: 9, proof: [] };
    },
  },
  {
    name: "the print pins another roster",
    check: "roster",
    code: "roster-unknown",
    trust: ({ fingerprint: _, ...trust }) => ({ ...trust, t: "0".repeat(16) }),
  },
  {
    name: "this device remembers another roster",
    check: "roster",
    code: "roster-unknown",
    trust: (trust) => ({ ...trust, pinned: "00".repeat(32) }),
  },
  {
    name: "a second roster out of nowhere",
    check: "roster",
    code: "roster-chain",
    bend: ({ rosters }) => void rosters.push({ ...first(rosters), from: 1_000_000 }),
  },
  {
    name: "a beginning with other members",
    check: "roster",
    code: "roster-chain",
    forge: (forger) => {
      const roster = forger.entry("genesis").payload.roster as { members: { cosignKey: string }[] };
      first(roster.members).cosignKey = "11".repeat(32);
    },
  },
  {
    name: "a cosignature with a bit changed",
    check: "log-signature",
    code: "note",
    also: ["cosignatures", "consistency", "inclusion", "keys", "status"],
    bend: (bundle) => {
      const { checkpoint } = bundle;
      bundle.checkpoint = `${checkpoint.slice(0, -12)}${checkpoint.at(-12) === "A" ? "B" : "A"}${checkpoint.slice(-11)}`;
    },
  },
  {
    name: "a tree head that nobody signed as the log's",
    check: "log-signature",
    code: "log-key",
    bend: (bundle) => {
      const log = `— ${bundle.market} `;
      bundle.checkpoint = bundle.checkpoint
        .split("\n")
        .filter((line) => !line.startsWith(log))
        .join("\n");
    },
  },
  {
    name: "two of four members",
    check: "cosignatures",
    code: "quorum",
    also: ["consistency", "inclusion", "keys", "status"],
    forge: (forger, world) => {
      forger.signing = world.secrets.members.slice(0, 2);
    },
  },
  {
    name: "another log of the same size",
    check: "consistency",
    code: "fork",
    trust: (trust) => ({ ...trust, seen: { size: trust.seen?.size ?? 0, root: "00".repeat(32) } }),
  },
  {
    name: "a log that became shorter",
    check: "consistency",
    code: "fork",
    trust: (trust) => ({ ...trust, seen: { size: 1_000, root: "00".repeat(32), asked: true } }),
  },
  {
    name: "the growth of the log left out",
    check: "consistency",
    code: "missing",
    trust: (trust) => ({ ...trust, seen: { size: 5, root: "00".repeat(32), asked: true } }),
  },
  {
    name: "an entry from elsewhere",
    check: "inclusion",
    code: "not-included",
    bend: (bundle) => {
      const { proof } = entryOf(bundle, "channel.register");
      proof[0] = other(proof[0] ?? "");
    },
  },
  {
    name: "an altered print",
    check: "qr",
    code: "altered",
    trust: (trust) => ({ ...trust, v: "0".repeat(26) }),
  },
  {
    name: "another certificate than asked for",
    check: "qr",
    code: "other-code",
    trust: (trust) => ({ ...trust, code: "L1C000000000000000000000000000000" }),
  },
  {
    name: "a certificate under another's code",
    check: "qr",
    code: "other-code",
    also: ["line", "status"],
    bend: (bundle, _, world) => {
      bundle.code = world.other;
    },
    trust: ({ code: _, ...trust }) => trust,
  },
  {
    name: "a settlement that the exchange did not sign",
    check: "keys",
    code: "key-unknown",
    forge: (forger, world) => {
      forger.entry("settlement.settle").signers = [world.market.grid.key.keyId];
    },
  },
  {
    name: "a key that nobody registered",
    check: "keys",
    code: "key-unknown",
    also: ["signatures"],
    forge: (forger) => {
      forger.entry("certificate.issue").signers.push("ab".repeat(16));
    },
  },
  {
    name: "a curve signed by another grid company",
    check: "keys",
    code: "key-unknown",
    forge: (forger, world) => {
      forger.entry("metering.anchor-day").signers = [world.market.exchange.key.keyId];
    },
  },
  {
    name: "a contract that the plant's owner did not sign",
    check: "keys",
    code: "key-unknown",
    forge: (forger) => {
      const contract = forger.entry("contract.record");
      contract.signers = contract.signers.filter((signer) => signer.length === 64);
    },
  },
  {
    name: "a company that signed before it was admitted",
    check: "keys",
    code: "key-unknown",
    forge: (forger, world) => {
      const admitted = forger.entries.filter(({ type }) => type === "participant.register");
      for (const entry of admitted) {
        if (JSON.stringify(entry.payload).includes(world.seller)) entry.index = latestFree(forger);
      }
    },
  },
  {
    name: "a key that had been revoked",
    check: "keys",
    code: "key-revoked",
    bend: async (bundle, forger, world) => {
      const { keyId } = world.market.exchange.key;
      const at = { origin: bundle.market, size: forger.size, root: forger.root, time: world.now };
      bundle.attestations.keys[keyId] = await forger.say(
        keyStatusText({ ...at, keyId, status: "revoked", index: 3 }),
      );
    },
  },
  {
    name: "a stranger's word on a key",
    check: "keys",
    code: "attestation",
    bend: ({ attestations }) => {
      const id = first(Object.keys(attestations.keys));
      attestations.keys[id] = (attestations.keys[id] ?? []).map((note) => note.replace("active", "Active"));
    },
  },
  {
    name: "a signature of something else",
    check: "signatures",
    code: "signature",
    forge: (forger) => {
      forger.entry("settlement.trace").missigned = true;
    },
  },
  {
    name: "a command of another market",
    check: "signatures",
    code: "altered",
    forge: (forger) => {
      forger.entry("settlement.trace").market = "other.example/green";
    },
  },
  {
    name: "a stranger's word on the standing",
    check: "status",
    code: "attestation",
    bend: ({ attestations }) => {
      attestations.status = attestations.status.map((note) => note.replace("valid", "revoked"));
    },
  },
  {
    name: "members who speak of another log",
    check: "status",
    code: "attestation",
    bend: async (bundle, forger, world) => {
      const { code, certificate: index } = bundle;
      const at = { origin: bundle.market, size: forger.size, root: new Uint8Array(32), time: world.now };
      const text = statusText({ ...at, code, version: 1, status: "valid", index });
      bundle.attestations.status = await forger.say(text);
    },
  },
];
