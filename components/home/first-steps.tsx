import { getTranslations } from "next-intl/server";

/** The files of a market in the order in which one names the other (formats.md), and what makes certificates of them. */
const steps = {
  template: ["npm run lvji -- template participants > participants.csv"],
  register: ["participants", "plants", "units", "meters", "channels", "contracts"].map(
    (name) => `npm run lvji -- import ${name} ${name}.csv`,
  ),
  meter: ["npm run lvji -- import curves curves.csv", "npm run lvji -- import mechanism mechanism.csv"],
  settle: ["npm run lvji -- settle --month 2026-09 --preview", "npm run lvji -- settle --month 2026-09"],
  issue: ["npm run lvji -- issue --month 2026-09"],
} as const;

/** A market without certificates teaches its first step. */
export async function FirstSteps({ entries }: { entries: number }) {
  const t = await getTranslations("home");
  return (
    <section className="first-steps">
      <h2>{t("empty.title")}</h2>
      <p>{t("empty.text", { entries })}</p>
      <ol>
        {Object.entries(steps).map(([step, commands]) => (
          <li key={step}>
            <div>
              <h3>{t(`empty.steps.${step}.title`)}</h3>
              <p>{t(`empty.steps.${step}.text`)}</p>
              <pre>
                <code>{commands.join("\n")}</code>
              </pre>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
