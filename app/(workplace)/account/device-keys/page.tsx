import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { prepareRevokeDevice, renameDevice, revokeLostDevice } from "@/app/_actions/device";
import { organisationKeys } from "@/app/_server/device";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { DeviceHead } from "@/components/device/device-head";
import { DeviceList } from "@/components/device/device-list";
import { OtherKeys } from "@/components/device/other-keys";
import { Section } from "@/components/workplace/page-head";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("device"))("page.title") };
}

export default async function DeviceKeysPage() {
  const person = await requireViewer("enterprise", "regulator", "exchange");
  const t = await getTranslations("device");
  const { mine, others } = await organisationKeys(person);
  const actions = { rename: renameDevice, prepareRevoke: prepareRevokeDevice, revokeLost: revokeLostDevice };
  return (
    <Words of={["device", "workplace"]}>
      <DeviceHead keyIds={mine.filter(({ state }) => state !== "ended").map(({ keyId }) => keyId)} />
      <DeviceList rows={mine} actions={actions} />
      <Section
        id="organisation"
        title={t("others.title", { organisation: person.organisation })}
        lead={t("others.lead")}
      >
        <OtherKeys rows={others} actions={actions} />
      </Section>
    </Words>
  );
}
