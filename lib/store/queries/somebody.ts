/** A condition without a value is no condition: who asks for nobody's rows is refused, not given everybody's. */
export function somebody(participant: string): string {
  const given: unknown = participant;
  if (typeof given !== "string" || given === "") throw new Error("nobody's rows were asked for");
  return given;
}
