let known: Promise<ReadonlySet<string>> | undefined;

/** Some fifty thousand passwords that leaked most often, lower case. Loaded when somebody chooses one. */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  known ??= load();
  return known;
}

async function load(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  return new Set(dictionary["passwords-common"].map(String));
}
