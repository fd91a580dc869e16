"use client";

import { useEffect, useState } from "react";
import { type Outcome, type PageState, pageStateOf } from "@/components/certificate/page-state";
import { useReveal } from "@/components/certificate/use-reveal";
import { checkSample } from "./check-sample";
import { type KwhStory, type Sample, storyOf } from "./sample";

interface Asked {
  readonly sample: Sample;
  readonly n: number;
}

export interface KwhPage {
  /** The server's claim first, in ink; from the first proof on only what the proof says. */
  readonly story: KwhStory;
  readonly outcome: Outcome | undefined;
  readonly state: PageState;
  readonly revealed: number;
  readonly href: string;
  /** Another kWh of any of the certificates that disclose their paths. */
  readonly another: () => void;
  readonly looking: boolean;
}

export function useKwh(claimed: KwhStory, paths: readonly Sample[]): KwhPage {
  const first = paths.find(({ face }) => face.code === claimed.code);
  const [asked, setAsked] = useState<Asked | undefined>(first && { sample: first, n: claimed.n });
  const [shown, setShown] = useState<{ asked: Asked; story: KwhStory; outcome: Outcome }>();
  useEffect(() => {
    if (asked === undefined) return;
    let left = false;
    void checkSample(asked.sample, asked.n).then((outcome) => {
      if (left) return;
      const { figures } = outcome.verdict ?? {};
      const proven = figures && storyOf(figures);
      setShown((before) => ({ asked, story: proven ?? before?.story ?? claimed, outcome }));
    });
    return () => {
      left = true;
    };
  }, [asked, claimed]);
  const current = shown !== undefined && shown.asked === asked;
  const outcome = current ? shown.outcome : undefined;
  const revealed = useReveal(current, outcome?.verdict);
  const story = shown?.story ?? claimed;
  return {
    story,
    outcome,
    state: pageStateOf(outcome, revealed),
    revealed,
    href: `/c/${story.code}?kwh=${story.n}`,
    another: () => setAsked(anyOf(paths)),
    looking: !current,
  };
}

/** Which one is chance: nothing depends on it. */
function anyOf(paths: readonly Sample[]): Asked | undefined {
  const sample = paths[Math.floor(Math.random() * paths.length)];
  const total = sample?.face.settledKwh ?? 0;
  return sample && { sample, n: 1 + Math.floor(Math.random() * total) };
}
