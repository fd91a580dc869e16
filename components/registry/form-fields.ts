import { MODES, PARTICIPANT_KINDS, type RegistryKind, SCOPES, TERMS } from "./kinds";

type ChoiceWords = "kind" | "role" | "mode" | "term" | "scope";

/** The few words a column takes, as files write them. */
export const CHOICES: Readonly<Record<ChoiceWords, readonly string[]>> = {
  kind: PARTICIPANT_KINDS,
  role: ["production", "consumption"],
  mode: MODES,
  term: TERMS,
  scope: SCOPES,
};

/** How a field is filled in. `object` is chosen from what is registered, by its id. */
export type FieldInput =
  | { readonly input: "text" | "uscc" | "month" | "path" }
  | { readonly input: "number"; readonly unit: string }
  | { readonly input: "province" | "energy" }
  | { readonly input: "choice"; readonly words: ChoiceWords }
  | { readonly input: "object"; readonly of: "owner" | "plant" | "unit" | "grid" | "via" | "asset" };

export type FormField = FieldInput & {
  /** The file's column. */
  readonly name: string;
  readonly optional?: boolean;
};

/** The single form of each registry: the same fields, in the same words, as its file. */
export const FORM_FIELDS: Readonly<Record<RegistryKind, readonly FormField[]>> = {
  participants: [
    { name: "kind", input: "choice", words: "kind" },
    { name: "name", input: "text" },
    { name: "uscc", input: "uscc" },
    { name: "id", input: "text" },
    { name: "province", input: "province" },
  ],
  plants: [
    { name: "owner", input: "object", of: "owner" },
    { name: "name", input: "text" },
    { name: "id", input: "text" },
    { name: "type", input: "energy" },
    { name: "capacity_kw", input: "number", unit: "kW" },
    { name: "province", input: "province" },
    { name: "place", input: "text" },
    { name: "lat", input: "number", unit: "°" },
    { name: "lon", input: "number", unit: "°" },
    { name: "project_code", input: "text", optional: true },
  ],
  units: [
    { name: "owner", input: "object", of: "owner" },
    { name: "name", input: "text" },
    { name: "id", input: "text" },
    { name: "province", input: "province" },
  ],
  meters: [
    { name: "id", input: "text" },
    { name: "role", input: "choice", words: "role" },
    { name: "of", input: "object", of: "asset" },
    { name: "grid", input: "object", of: "grid", optional: true },
  ],
  channels: [
    { name: "name", input: "text" },
    { name: "id", input: "text" },
    { name: "from_province", input: "province" },
    { name: "to_province", input: "province" },
    { name: "loss_ppm", input: "number", unit: "ppm" },
    { name: "capacity_kw", input: "number", unit: "kW" },
  ],
  contracts: [
    { name: "number", input: "text" },
    { name: "plant", input: "object", of: "plant" },
    { name: "unit", input: "object", of: "unit" },
    { name: "via", input: "object", of: "via", optional: true },
    { name: "month", input: "month" },
    { name: "quantity_kwh", input: "number", unit: "kWh" },
    { name: "energy_price", input: "number", unit: "price" },
    { name: "environment_price", input: "number", unit: "price" },
    { name: "mode", input: "choice", words: "mode" },
    { name: "term", input: "choice", words: "term" },
    { name: "scope", input: "choice", words: "scope" },
    { name: "channels", input: "path", optional: true },
  ],
};

/** What a file may write in a column that takes one of few words; undefined for any other. */
export function choicesOf(kind: RegistryKind, column: string): readonly string[] | undefined {
  const field = FORM_FIELDS[kind].find(({ name }) => name === column);
  return field?.input === "choice" ? CHOICES[field.words] : undefined;
}

export interface ObjectChoice {
  readonly id: string;
  readonly name: string;
  /** Province of plants and units, kind of participants. */
  readonly at: string;
  readonly kind?: string;
}

export interface ChannelChoice {
  readonly code: string;
  readonly id: string;
  readonly name: string;
  readonly fromProvince: string;
  readonly toProvince: string;
  readonly lossPpm: number;
}

/** What a form may be filled from. */
export interface FormChoices {
  readonly owner: readonly ObjectChoice[];
  readonly grid: readonly ObjectChoice[];
  readonly via: readonly ObjectChoice[];
  readonly plant: readonly ObjectChoice[];
  readonly unit: readonly ObjectChoice[];
  readonly channels: readonly ChannelChoice[];
}

/** Papers the exchange looks at before it admits somebody, by kind. */
export function documentsFor(kind: string): readonly string[] {
  const everybody = ["license", "representative", "authorisation"];
  if (kind === "generator" || kind === "aggregator") return [...everybody, "power-license", "gec-account"];
  if (kind === "retailer") return [...everybody, "retail-filing", "gec-account"];
  if (kind === "consumer") return [...everybody, "supply-contract", "gec-account"];
  if (kind === "grid") return [...everybody, "supply-license"];
  return everybody;
}
