import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { isLocale, localeCookie, localeFor } from "./locales";
import { messagesOf } from "./messages";

/** The visitor's own choice, else what the browser asks for. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get(localeCookie)?.value;
  const locale = isLocale(chosen) ? chosen : localeFor((await headers()).get("accept-language"));
  return { locale, messages: messagesOf(locale), timeZone: "Asia/Shanghai" };
});
