/** How long ago, in the largest unit that says something: `{unit: "minutes", count: 3}`. */
export function ageOf(seconds: number): { unit: "seconds" | "minutes" | "hours" | "days"; count: number } {
  const age = Math.max(0, Math.floor(seconds));
  if (age < 60) return { unit: "seconds", count: age };
  if (age < 3600) return { unit: "minutes", count: Math.floor(age / 60) };
  if (age < 172_800) return { unit: "hours", count: Math.floor(age / 3600) };
  return { unit: "days", count: Math.floor(age / 86_400) };
}
