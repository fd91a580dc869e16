import "server-only";
import { getTranslations } from "next-intl/server";
import type { EventShown } from "@/components/account/event-table";
import type { MemberShown } from "@/components/account/member-actions";
import type { SessionShown } from "@/components/account/session-list";
import { momentOf } from "@/components/ledger/moment";
import { accountById } from "@/lib/auth/accounts";
import { deviceOf, shortAddress } from "@/lib/auth/agent";
import { eventsOf } from "@/lib/auth/events";
import { listMembers } from "@/lib/auth/organisation";
import { listSessions } from "@/lib/auth/sessions";
import type { Viewer } from "@/lib/auth/viewer";
import { store } from "./market";

const mostEvents = 100;

/** To the minute, in the market's time. */
function whenOf(at: Date | undefined): string {
  return at === undefined ? "—" : momentOf(Math.floor(at.getTime() / 1000)).slice(0, 16);
}

function deviceName(agent: string): string {
  const { browser, system } = deviceOf(agent);
  return [browser, system].filter(Boolean).join(" · ");
}

/** When this person's password was chosen; undefined where there is none. */
export async function passwordSince({ accountId }: Viewer): Promise<string | undefined> {
  const account = await accountById(await store(), accountId);
  return account?.passwordHash === undefined ? undefined : whenOf(account.passwordAt);
}

/** This person's live sessions, this one first. */
export async function sessionsShown({ accountId, sessionId }: Viewer): Promise<SessionShown[]> {
  const sessions = await listSessions(await store(), accountId);
  const shown = sessions.map(({ id, agent, address, method, createdAt, seenAt }): SessionShown => {
    return {
      id,
      isHere: id === sessionId,
      device: deviceName(agent),
      from: shortAddress(address),
      method: method === "oidc" || method === "link" ? method : "password",
      since: whenOf(createdAt),
      seen: whenOf(seenAt),
    };
  });
  return [...shown.filter(({ isHere }) => isHere), ...shown.filter(({ isHere }) => !isHere)];
}

/** Everybody of this person's organisation. */
export async function membersShown({ participant, accountId }: Viewer): Promise<MemberShown[]> {
  const members = await listMembers(await store(), participant);
  return members.map(({ id, name, email, isAdmin, state, invitedUntil, lastSeenAt }) => {
    const isYou = id === accountId;
    return { id, name, email, isAdmin, isYou, state, until: whenOf(invitedUntil), seen: whenOf(lastSeenAt) };
  });
}

/** What happened to the organisation's accounts: for its administrators only. */
export async function eventsShown({ participant, isAdmin }: Viewer): Promise<EventShown[]> {
  if (!isAdmin) return [];
  const t = await getTranslations("account");
  const events = await eventsOf(await store(), participant, mostEvents);
  return events.map(({ id, at, kind, email, by, address, agent }) => {
    const place = shortAddress(address) || t("sessions.own");
    const from = [place, deviceName(agent)].filter(Boolean).join(" · ");
    return { id, at: whenOf(at), what: t(`organisation.events.kinds.${kind}`), who: email, by, from };
  });
}
