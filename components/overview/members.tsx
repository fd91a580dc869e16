import { useTranslations } from "next-intl";
import type { MemberNow } from "@/components/ledger/ledger-now";
import { grouped } from "@/components/ui/format";

/** How far each member has got, on one axis, and whether they hold the same. */
export function Members({
  members,
  size,
  names,
}: {
  members: readonly MemberNow[];
  size: number;
  names: readonly string[];
}) {
  const t = useTranslations("overview.members");
  const agreeing = members.filter(({ state }) => state === "agreeing").length;
  return (
    <section className="ov-part" aria-labelledby="members-title">
      <header>
        <h2 id="members-title">{t("title", { count: members.length })}</h2>
        <p>
          <a href="/ledger">{t("ledger")}</a>
        </p>
      </header>
      <ul className="ov-members">
        {members.map(({ name, height, state }, at) => (
          <li key={name} data-state={state}>
            <span>{names[at] ?? name}</span>
            <i aria-hidden="true">
              <b style={{ width: `${(100 * height) / Math.max(1, size)}%` }} />
            </i>
            <span>{grouped(height)}</span>
            <span>{t(`state.${state}`)}</span>
          </li>
        ))}
      </ul>
      <p>{t("says", { agreeing, count: members.length, size: grouped(size) })}</p>
      <p className="mono">{members.find(({ state }) => state === "agreeing")?.root.slice(0, 32) ?? "—"}</p>
    </section>
  );
}
