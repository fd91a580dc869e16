/** What each kind of work may have the exchange's device sign. Whatever else the server asks for is refused. */
export const signedTypes: Readonly<Record<string, readonly string[]>> = {
  settle: ["settlement.freeze", "settlement.settle", "settlement.trace", "settlement.finish"],
  issue: ["certificate.issue"],
  participants: ["participant.register"],
  plants: ["plant.register"],
  units: ["unit.register"],
  channels: ["channel.register"],
  contracts: ["contract.record"],
  // Metering companies sign these by themselves.
  meters: [],
  curves: [],
  mechanism: [],
};

/** The types of a run: by its form where it is an import. */
export function typesOf(run: {
  readonly name: string;
  readonly form?: string | undefined;
}): readonly string[] {
  return signedTypes[run.name === "import" ? (run.form ?? "") : run.name] ?? [];
}
