/** Which workplace a person signs in to: decided by the kind of participant it belongs to. */
export type Workplace = "enterprise" | "regulator" | "exchange";

/** The person behind a request, as its session says. */
export interface Viewer {
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Workplace;
  /** Trace code of the participant it acts for. */
  readonly participant: string;
  /** That participant's name. */
  readonly organisation: string;
  /** May invite others of its organisation and reset their passwords. */
  readonly isAdmin: boolean;
  readonly sessionId: string;
}
