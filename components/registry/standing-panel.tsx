"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSigner } from "@/components/device/use-signer";
import { Action } from "@/components/workplace/button";
import { TextArea } from "@/components/workplace/field";
import { Dialog } from "@/components/workplace/overlays";
import type { PrepareStanding, StandingWish } from "./actions";
import type { KeyLine, Standing } from "./kinds";
import { isWhole, noKey, OwnKeyFields } from "./own-key";
import { refusedBy } from "./refused-by";
import { type Said, SaidNotice, unsureLinks } from "./said";
import type { GivenKey } from "./schema";

type Reasoned = { readonly do: "suspend" | "resume" } | { readonly do: "revoke"; readonly keyId: string };
type Asking = Reasoned | { readonly do: "own" };

function withReason(asking: Reasoned, reason: string): StandingWish {
  return { ...asking, reason };
}

interface StandingPanelProps {
  /** Of the participant. */
  name: string;
  standing: Standing;
  prepare: PrepareStanding;
}

/** Papers seen, keys, and what the exchange may do about them. Each is a command this person's device signs. */
export function StandingPanel({ name, standing, prepare }: StandingPanelProps) {
  const t = useTranslations("registry");
  const { sign } = useSigner();
  const router = useRouter();
  const [asking, setAsking] = useState<Asking>();
  const [said, setSaid] = useState<Said>();
  const run = async (wish: StandingWish) => {
    setAsking(undefined);
    const outcome = await sign((keyId) => prepare(keyId, standing.code, wish));
    const [answer] = outcome.state === "signed" ? outcome.answers : [];
    const refusal =
      outcome.state === "refused" ? outcome.refusal : answer?.ok === false ? answer.refusal : undefined;
    if (refusal)
      setSaid({
        look: refusal.code === "unavailable" ? "notice" : "wrong",
        text: t(refusedBy(refusal), { ...refusal }),
        ...(refusal.code === "unavailable" ? { links: unsureLinks } : {}),
      });
    else if (answer?.ok) {
      const { index: entry } = answer.receipt;
      const links = [{ says: "seeEntry", href: `/ledger/${entry}` }] as const;
      setSaid({ look: "plain", text: t("entered", { entry }), links });
    }
    router.refresh();
  };
  const { keys, documents, status, role } = standing;
  return (
    <>
      <section className="reg-part">
        <h3>{t("documents.title")}</h3>
        <p>
          {documents === undefined
            ? t("documents.none")
            : `${documents.names.map((name) => t(`document.${name}`)).join(t("comma"))}${t("documents.seen", { who: documents.who, at: documents.at })}`}
        </p>
      </section>
      <section className="reg-part">
        <h3>{t("keys.title")}</h3>
        {keys.length === 0 ? <p>{t("keys.none")}</p> : null}
        <ul className="reg-lines">
          {keys.map((key) => (
            <KeyItem
              key={key.keyId}
              line={key}
              onRevoke={() => setAsking({ do: "revoke", keyId: key.keyId })}
            />
          ))}
        </ul>
        <div className="wp-tools" style={{ marginTop: 12 }}>
          <Action onClick={() => void run({ do: "keep" })}>{t("keys.keep")}</Action>
          <Action onClick={() => setAsking({ do: "own" })}>{t("keys.own")}</Action>
          {role === "exchange" ? null : (
            <Action
              look={status === "active" ? "wrong" : "line"}
              onClick={() => setAsking({ do: status === "active" ? "suspend" : "resume" })}
            >
              {t(status === "active" ? "suspend" : "resume")}
            </Action>
          )}
        </div>
      </section>
      <SaidNotice said={said} />
      {asking === undefined ? null : asking.do === "own" ? (
        <OwnKey
          onClose={() => setAsking(undefined)}
          text={`lvji/key/v1\n${standing.market}\n${standing.code}\n`}
          onDone={(key) => void run({ do: "own", ...key })}
        />
      ) : (
        <Reason
          title={`${t(asking.do === "revoke" ? "keys.revoke" : asking.do)} ${asking.do === "revoke" ? asking.keyId.slice(0, 8) : name}`}
          lead={t(`ask.${asking.do}`)}
          onClose={() => setAsking(undefined)}
          onDone={(reason) => void run(withReason(asking, reason))}
        />
      )}
    </>
  );
}

function KeyItem({ line, onRevoke }: { line: KeyLine; onRevoke: () => void }) {
  const t = useTranslations("registry");
  const { keyId, alg, custody, label, from, until } = line;
  return (
    <li>
      <span>
        <span className="reg-code">
          {keyId.slice(0, 8)} {alg.toUpperCase()}
        </span>{" "}
        {t(`custody.${custody}`)} {label}
      </span>
      <span>
        <Link href={`/ledger/${from}`}>{t("keys.from", { entry: from })}</Link>{" "}
        {until === undefined ? (
          <Action look="bare" onClick={onRevoke}>
            {t("keys.revoke")}
          </Action>
        ) : (
          t("keys.until", { entry: until })
        )}
      </span>
    </li>
  );
}

interface ReasonProps {
  title: string;
  lead: string;
  onClose: () => void;
  onDone: (reason: string) => void;
}

function Reason({ title, lead, onClose, onDone }: ReasonProps) {
  const t = useTranslations("registry");
  const [reason, setReason] = useState("");
  return (
    <Dialog open onClose={onClose} title={title}>
      <p>{lead}</p>
      <TextArea
        label={t("reason")}
        hint={t("reasonHint")}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
      />
      <div className="wp-tools">
        <Action onClick={onClose}>{t("cancel")}</Action>
        <Action look="do" disabled={reason.trim() === ""} onClick={() => onDone(reason.trim())}>
          {t("toSign")}
        </Action>
      </div>
    </Dialog>
  );
}

interface OwnKeyProps {
  text: string;
  onClose: () => void;
  onDone: (key: GivenKey) => void;
}

function OwnKey({ text, onClose, onDone }: OwnKeyProps) {
  const t = useTranslations("registry");
  const [key, setKey] = useState(noKey);
  return (
    <Dialog open onClose={onClose} title={t("keys.own")}>
      <OwnKeyFields text={text} value={key} onChange={setKey} />
      <div className="wp-tools">
        <Action onClick={onClose}>{t("cancel")}</Action>
        <Action look="do" disabled={!isWhole(key)} onClick={() => onDone(key)}>
          {t("toSign")}
        </Action>
      </div>
    </Dialog>
  );
}
