"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useDevice } from "@/components/certificate/use-device";
import { Button } from "@/components/ui/button";
import { grouped, parseWhole } from "@/components/ui/format";
import { GroupedText } from "@/components/ui/grouped-text";
import { type ConsistencyAnswer, fetchConsistency, provesConsistency } from "./consistency";

type Result =
  | { readonly kind: "sizes" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "proved" | "wrong"; readonly answer: ConsistencyAnswer };

/** Two sizes the visitor picks: this device proves that the smaller ledger is the beginning of the larger. */
export function ConsistencyPicker({ size, root }: { size: number; root: string }) {
  const t = useTranslations("ledger");
  const [older, setOlder] = useState(String(Math.max(1, Math.floor(size / 2))));
  const [newer, setNewer] = useState(String(size));
  const [result, setResult] = useState<Result>();
  const check = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setResult(await proved(parseWhole(older), parseWhole(newer), { size, root }));
  };
  return (
    <form className="consistency" action="/ledger/consistency" onSubmit={(event) => void check(event)}>
      <div className="consistency-row">
        <SizeField name="old" label={t("consistency.old")} value={older} onChange={setOlder} />
        <SizeField name="new" label={t("consistency.new")} value={newer} onChange={setNewer} />
        <Button look="line" type="submit">
          {t("consistency.check")}
        </Button>
      </div>
      <div role="status">{result !== undefined && <Said result={result} size={size} />}</div>
    </form>
  );
}

async function proved(
  older: number | undefined,
  newer: number | undefined,
  head: { readonly size: number; readonly root: string },
): Promise<Result> {
  if (!older || !newer || older > newer || newer > head.size) return { kind: "sizes" };
  const answer = await fetchConsistency(older, newer);
  if (answer === undefined) return { kind: "unreachable" };
  const asked = answer.old.size === older && answer.new.size === newer;
  // The answer must end where the checkpoint of this page stands, or go on from it.
  const anchored = answer.head.size !== head.size || answer.head.root === head.root;
  return { kind: asked && anchored && provesConsistency(answer) ? "proved" : "wrong", answer };
}

function SizeField(props: { name: string; label: string; value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        name={props.name}
        inputMode="numeric"
        autoComplete="off"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </div>
  );
}

function Said({ result, size }: { result: Result; size: number }) {
  const t = useTranslations("ledger");
  const device = useTranslations("certificate")(`device.${useDevice()}`);
  if (result.kind === "sizes")
    return <p data-tone="notice">{t("consistency.sizes", { size: grouped(size) })}</p>;
  if (result.kind === "unreachable") return <p data-tone="notice">{t("consistency.unreachable")}</p>;
  const { answer } = result;
  const [from, to] = [grouped(answer.old.size), grouped(answer.new.size)];
  return (
    <>
      <p className="consistency-said" data-tone={result.kind === "proved" ? "checked" : "wrong"}>
        {t(`consistency.${result.kind}`, { from, to, device })}
      </p>
      <dl className="consistency-roots">
        {[answer.old, answer.new].map((head, at) => (
          <div key={at === 0 ? "old" : "new"}>
            <dt>{t("consistency.rootOf", { size: grouped(head.size) })}</dt>
            <dd className="mono ledger-root">
              <GroupedText text={head.root} size={8} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{t("consistency.steps", { count: answer.proof.length })}</dt>
          <dd className="mono ledger-root">
            {answer.proof.map((hash) => `${hash.slice(0, 8)}…`).join(" ") || "—"}
          </dd>
        </div>
      </dl>
    </>
  );
}
