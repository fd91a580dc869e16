"use client";

import { useTranslations } from "next-intl";
import { Action } from "@/components/workplace/button";
import { Notice } from "@/components/workplace/notice";
import { PageHead } from "@/components/workplace/page-head";
import { useHere } from "./use-here";
import { useSigner } from "./use-signer";

/** Whether this device can sign, and the way to let it. `keyIds`: the person's keys that have not ended. */
export function DeviceHead({ keyIds }: { keyIds: readonly string[] }) {
  const t = useTranslations("device");
  const { enrol } = useSigner();
  const here = useHere();
  if (here === undefined) return <PageHead title={t("page.checking")} lead={t("page.lead")} />;
  if (here === "cannot") {
    return (
      <>
        <PageHead title={t("insecure.title")} lead={t("page.lead")} />
        <Notice look="notice">
          <p>{t("insecure.what")}</p>
          <p>{t("insecure.do")}</p>
        </Notice>
      </>
    );
  }
  const canSign = here.some((keyId) => keyIds.includes(keyId));
  return (
    <PageHead title={t(canSign ? "page.can" : "page.cannot")} lead={t("page.lead")}>
      {canSign ? null : (
        <Action look="do" onClick={() => void enrol()}>
          {t("page.enrol")}
        </Action>
      )}
    </PageHead>
  );
}
