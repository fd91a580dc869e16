import Link from "next/link";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/workplace/notice";

/** What came of the last try, and where to look at it. */
export interface Said {
  readonly look: "plain" | "wrong" | "notice";
  readonly text: string;
  readonly links?: readonly { readonly says: "seeIt" | "seeEntry" | "seeGateway"; readonly href: string }[];
}

/** Where somebody looks who got no answer to what was signed. */
export const unsureLinks: NonNullable<Said["links"]> = [{ says: "seeGateway", href: "/exchange/gateway" }];

export function SaidNotice({ said }: { said: Said | undefined }) {
  const t = useTranslations("registry");
  if (said === undefined) return null;
  return (
    <Notice look={said.look}>
      <p>{said.text}</p>
      {said.links === undefined ? null : (
        <p className="wp-tools">
          {said.links.map(({ says, href }) => (
            <Link key={says} className="wp-btn" data-look="bare" href={href} prefetch={false}>
              {t(says)}
            </Link>
          ))}
        </p>
      )}
    </Notice>
  );
}
