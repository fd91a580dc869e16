import { parseCode } from "@/lib/identifiers/trace-code";
import { parseQr } from "@/lib/market/certificates/qr";

export type Destination =
  | { readonly kind: "certificate"; readonly href: string }
  /** The print belongs to another host: said before anybody is sent there. */
  | { readonly kind: "elsewhere"; readonly href: string; readonly host: string }
  | { readonly kind: "refused"; readonly code: "address" | "trace-code" | "check" };

/** Where scanned or typed text leads. `origin` is this page's own. Untrusted text. */
export function destinationOf(text: string, origin: string): Destination {
  const trimmed = text.trim();
  if (/^https?:/i.test(trimmed)) return addressDestination(trimmed, origin);
  const typed = parseCode(trimmed.replace(/^.*\//, "").replace(/[\s-]/g, "").toUpperCase());
  if (!typed.ok) return { kind: "refused", code: typed.code === "check" ? "check" : "trace-code" };
  if (typed.fields.object !== "C") return { kind: "refused", code: "trace-code" };
  return { kind: "certificate", href: `/c/${typed.text}` };
}

function addressDestination(text: string, origin: string): Destination {
  const qr = parseQr(text);
  if (!qr.ok) return { kind: "refused", code: qr.code };
  const query = new URLSearchParams();
  if (qr.v) query.set("v", qr.v);
  if (qr.t) query.set("t", qr.t);
  const path = `/c/${qr.code}${query.size > 0 ? `?${query}` : ""}`;
  if (qr.origin.toLowerCase() === origin.toLowerCase()) return { kind: "certificate", href: path };
  return { kind: "elsewhere", href: `${qr.origin}${path}`, host: qr.origin };
}
