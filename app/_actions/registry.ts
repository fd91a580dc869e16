"use server";

import { standingFor } from "@/app/_server/registry/keys";
import { checkFor, registerFor, toProve } from "@/app/_server/registry/register";
import { actingViewer } from "@/app/_server/viewer";
import type { Prepared } from "@/components/device/to-sign";
import type { CheckAnswer, StandingWish } from "@/components/registry/actions";

/** What the market would say to these rows. Changes nothing. */
export async function checkRegistration(kind: string, rows: unknown): Promise<CheckAnswer> {
  const person = await actingViewer("exchange");
  return checkFor(person, kind, rows);
}

export async function prepareRegistration(
  keyId: string,
  kind: string,
  rows: unknown,
  extra: unknown,
): Promise<Prepared> {
  const person = await actingViewer("exchange");
  return registerFor(person, keyId, kind, rows, extra);
}

/** What the own key of the next participant admitted in a province has to sign, but for the key itself at its end. */
export async function textToProve(province: string): Promise<string> {
  const person = await actingViewer("exchange");
  return toProve(person, String(province));
}

export async function prepareStanding(
  keyId: string,
  participant: string,
  wish: StandingWish,
): Promise<Prepared> {
  const person = await actingViewer("exchange");
  return standingFor(person, keyId, String(participant), wish);
}
