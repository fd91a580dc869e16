import Link from "next/link";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/workplace/notice";
import { FORM_FIELDS, type FormChoices, type FormField } from "./form-fields";
import type { RegistryKind } from "./kinds";

/** Of what a form's needed fields are chosen from, what there is nothing of yet. */
function lackingIn(kind: RegistryKind, choices: FormChoices): RegistryKind[] {
  const lacking = FORM_FIELDS[kind].flatMap((field) => lackingOf(field, choices) ?? []);
  return [...new Set(lacking)];
}

function lackingOf(field: FormField, { owner, plant, unit }: FormChoices): RegistryKind | undefined {
  if (field.input !== "object" || field.optional) return undefined;
  if (field.of === "owner") return owner.length === 0 ? "participants" : undefined;
  if (field.of === "plant") return plant.length === 0 ? "plants" : undefined;
  if (field.of === "unit") return unit.length === 0 ? "units" : undefined;
  return plant.length + unit.length === 0 ? "plants" : undefined;
}

/** Said before anything is typed in vain, with the way to what has to be there first. */
export function LackingNotice({ kind, choices }: { kind: RegistryKind; choices: FormChoices }) {
  const t = useTranslations("registry");
  const lacking = lackingIn(kind, choices);
  if (lacking.length === 0) return null;
  return (
    <div className="reg-wide">
      <Notice look="notice">
        <p>{t("lacks")}</p>
        <p className="wp-tools">
          {lacking.map((one) => (
            <Link
              key={one}
              className="wp-btn"
              data-look="bare"
              href={`/exchange/${one}/new`}
              prefetch={false}
            >
              {t(`new.${one}`)}
            </Link>
          ))}
        </p>
      </Notice>
    </div>
  );
}
