/** Which words say why something was not entered; where no answer came nobody here knows whether it was. */
export function refusedBy({ code }: { readonly code: string }): "unsure" | "refusedBy" {
  return code === "unavailable" ? "unsure" : "refusedBy";
}
