"use client";

import { type ReactNode, useMemo, useState } from "react";
import { forgetKey, keysOf } from "./device-store";
import { EnrolDialog } from "./enrol-dialog";
import { canSign, signMessage } from "./sign";
import { SignDialog } from "./sign-dialog";
import type { DeviceOwner, Prepared, SigningActions, SignOutcome, ToSign } from "./to-sign";
import { type Signer, SignerContext } from "./use-signer";

interface SigningProviderProps {
  owner: DeviceOwner;
  actions: SigningActions;
  children: ReactNode;
}

/** A question to the person, answered by `answer`. */
type Asked =
  | { readonly kind: "enrol"; answer(keyId: string | undefined): void }
  | { readonly kind: "sign"; readonly toSign: ToSign; answer(yes: boolean): void };

const unavailable: Prepared = { ok: false, refusal: { code: "unavailable", reason: "no answer" } };

/** Signing with this device for everything inside: the key, the questions, the way to the gateway and back. */
export function SigningProvider({ owner, actions, children }: SigningProviderProps) {
  const [asked, setAsked] = useState<Asked>();
  const [changes, setChanges] = useState(0);
  const signing = useMemo(() => signerOf(owner, actions, setAsked), [owner, actions]);
  const signer = useMemo(() => ({ ...signing, changes }), [signing, changes]);
  const close = () => setAsked(undefined);
  return (
    <SignerContext.Provider value={signer}>
      {children}
      {asked?.kind === "enrol" ? (
        <EnrolDialog
          owner={owner}
          enrol={actions.enrol}
          onDone={(keyId) => {
            close();
            setChanges((count) => count + 1);
            asked.answer(keyId);
          }}
        />
      ) : null}
      {asked?.kind === "sign" ? (
        <SignDialog
          toSign={asked.toSign}
          owner={owner}
          onDone={(yes) => {
            close();
            asked.answer(yes);
          }}
        />
      ) : null}
    </SignerContext.Provider>
  );
}

function signerOf(
  owner: DeviceOwner,
  actions: SigningActions,
  ask: (asked: Asked) => void,
): Omit<Signer, "changes"> {
  const enrol = () => new Promise<string | undefined>((answer) => ask({ kind: "enrol", answer }));
  const confirm = (toSign: ToSign) => new Promise<boolean>((answer) => ask({ kind: "sign", toSign, answer }));
  const deviceKey = async () => {
    const [newest] = canSign() ? await keysOf(owner) : [];
    return newest?.keyId ?? (await enrol());
  };
  return {
    owner,
    deviceKey,
    enrol,
    async sign(prepare) {
      let keyId = await deviceKey();
      if (keyId === undefined) return { state: "cancelled" };
      let prepared = await prepare(keyId).catch(() => unavailable);
      if (!prepared.ok && prepared.refusal.code === "device") {
        // Revoked, or never taken in: it is good for nothing any more.
        await forgetKey(keyId);
        keyId = await enrol();
        if (keyId === undefined) return { state: "cancelled" };
        prepared = await prepare(keyId).catch(() => unavailable);
      }
      if (!prepared.ok) return { state: "refused", refusal: prepared.refusal };
      if (!(await confirm(prepared.toSign))) return { state: "cancelled" };
      return signAndSubmit(owner, actions, prepared.toSign);
    },
  };
}

async function signAndSubmit(
  owner: DeviceOwner,
  actions: SigningActions,
  { id, keyId, messages }: ToSign,
): Promise<SignOutcome> {
  const key = (await keysOf(owner)).find((one) => one.keyId === keyId);
  if (key === undefined) {
    return { state: "refused", refusal: { code: "device", reason: "the key is not in this browser" } };
  }
  const signatures = await Promise.all(messages.map((message) => signMessage(key, message)));
  // A request completes once: asked again after a lost connection, it answers what it answered.
  const completed = await actions
    .submit(id, signatures)
    .catch(() => actions.submit(id, signatures))
    .catch((): Prepared & { ok: false } => ({
      ok: false,
      refusal: { code: "unavailable", reason: "no answer" },
    }));
  return completed.ok
    ? { state: "signed", answers: completed.answers }
    : { state: "refused", refusal: completed.refusal };
}
