"use client";

import { useTranslations } from "next-intl";
import type { MemberNow } from "@/components/ledger/ledger-now";
import { useMemberName } from "@/components/ledger/use-member-name";
import { grouped } from "@/components/ui/format";
import "./console.css";

/** A line a member, as long as its log; one that falls short ends dotted. */
export function MemberLines({ members, size }: { members: readonly MemberNow[]; size: number }) {
  const t = useTranslations("ledger.members.states");
  const memberName = useMemberName();
  return (
    <ul className="member-lines">
      {members.map(({ name, height, root, state }) => {
        // A member that cannot be asked, or cannot read its own head, has no height to show.
        const unknown = state === "down" || root === "";
        const share = unknown ? 0 : Math.min(1, height / Math.max(1, size));
        return (
          <li key={name} data-state={state}>
            <span>{memberName(name)}</span>
            <i aria-hidden="true">
              <b style={{ width: `${(0.15 + 0.85 * share) * 100}%` }} />
            </i>
            <span>{unknown ? "—" : grouped(height)}</span>
            <span className="dim">{t(state)}</span>
          </li>
        );
      })}
    </ul>
  );
}
