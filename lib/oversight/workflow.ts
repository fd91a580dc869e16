/** What a regulator can do with an anomaly. Its state is a judgement on the evidence seen; new evidence opens it again. */
export const STATES = ["open", "referred", "explained"] as const;
export type AnomalyState = (typeof STATES)[number];

export const STEPS = ["requested", "explained", "referred"] as const;
/** `requested` asks the grid company for a word and changes no state. */
export type Step = (typeof STEPS)[number];

export const REASON_LENGTH = { least: 4, most: 1_000 } as const;

/** The state a step leads to; undefined where the step is not open from here. */
export function stateAfter(state: AnomalyState, step: Step): AnomalyState | undefined {
  if (state === "explained" || (state === "referred" && step === "referred")) return undefined;
  return step === "requested" ? state : step;
}

/** What of a reason is kept; undefined where it says too little or too much. A request needs none. */
export function reasonFor(step: Step, text: string): string | undefined {
  const reason = text.trim().normalize("NFC");
  if (step === "requested" && reason === "") return "";
  const length = [...reason].length;
  return length >= REASON_LENGTH.least && length <= REASON_LENGTH.most ? reason : undefined;
}
