/** The shortest password there may be (NIST SP 800-63B-4 wants 15 where it is the only factor, 8 at least; ASVS 5 6.2.1). */
export const shortest = 12;
/** Nothing is cut off; this only bounds what one request may make the server hash. */
export const longest = 256;

export type PasswordFlaw = "short" | "long" | "common" | "personal";

/** What one who wants to guess would try first. */
export interface AboutPerson {
  readonly email: string;
  readonly organisation: string;
  readonly name?: string;
}

/**
 * Why it cannot be a password, undefined when it can. No rules of composition: length, and not among what is tried
 * first. `common` are known passwords, lower case (ASVS 5 6.2.4, 6.2.11).
 */
export function passwordFlaw(
  password: string,
  about: AboutPerson,
  common: ReadonlySet<string>,
): PasswordFlaw | undefined {
  const length = [...password.normalize("NFKC")].length;
  if (length < shortest) return "short";
  if (length > longest) return "long";
  const folded = fold(password);
  if (personalParts(about).some((part) => folded.includes(part))) return "personal";
  if (isCommon(folded, common)) return "common";
  return undefined;
}

const lookalikes: Readonly<Record<string, string>> = { "0": "o", "1": "l", "3": "e", "4": "a", "5": "s" };

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** Known as it stands, or a known one with digits and signs put round it, or one short piece over and over. */
function isCommon(folded: string, common: ReadonlySet<string>): boolean {
  const core = folded.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  const spelled = folded.replace(/[01345@$!]/g, spell).replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  if ([folded, core, spelled].some((text) => text.length >= 4 && common.has(text))) return true;
  return isRepeated(folded) || isRun(folded);
}

function spell(sign: string): string {
  if (sign === "@") return "a";
  if (sign === "$") return "s";
  if (sign === "!") return "i";
  return lookalikes[sign] ?? sign;
}

function isRepeated(text: string): boolean {
  for (let size = 1; size <= text.length / 2; size++) {
    const unit = text.slice(0, size);
    if (unit.repeat(Math.ceil(text.length / size)).slice(0, text.length) === text) return true;
  }
  return false;
}

/** 123456789012, abcdefghijkl, 987654321098: each sign the neighbour of the one before. */
function isRun(text: string): boolean {
  const codes = [...text].map((sign) => sign.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, at) => code - (codes[at] ?? 0));
  const isStep = (by: number) => (step: number) => step === by || step === -9 * by;
  return steps.every(isStep(1)) || steps.every(isStep(-1));
}

/** E-mail, its part before the @, the organisation with and without what stands in brackets, the person's name. */
function personalParts({ email, organisation, name = "" }: AboutPerson): string[] {
  const bare = organisation.replace(/[（(].*?[）)]/g, "");
  const texts = [email, email.split("@")[0] ?? "", organisation, bare, name];
  const parts = texts.map((text) => fold(text).trim());
  // Two Chinese characters are a name; four letters may be.
  return parts.filter((part) => (/\p{sc=Han}/u.test(part) ? part.length >= 2 : part.length >= 4));
}
