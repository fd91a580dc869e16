import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { refuse } from "@/app/_server/answers";
import { authOptions } from "@/app/_server/auth";
import { publicUrl } from "@/app/_server/market";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

export function GET(request: NextRequest, context: Context): Promise<Response> {
  return NextAuth(request, context, authOptions());
}

/** A form of another site, or of one that hides which it is (`Origin: null`), is not listened to. */
export async function POST(request: NextRequest, context: Context): Promise<Response> {
  const origin = request.headers.get("origin");
  const own = new Set([new URL(publicUrl()).origin, request.nextUrl.origin]);
  if (origin !== null && !own.has(origin)) return refuse(403, "origin", "this request came from elsewhere");
  return NextAuth(request, context, authOptions());
}
