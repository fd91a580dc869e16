import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";

/** Hands a page's client parts the messages of the concepts they speak of, and no others. */
export async function Words({ of, children }: { of: readonly string[]; children: ReactNode }) {
  const messages = await getMessages();
  const picked = Object.fromEntries(Object.entries(messages).filter(([name]) => of.includes(name)));
  return <NextIntlClientProvider messages={picked}>{children}</NextIntlClientProvider>;
}
