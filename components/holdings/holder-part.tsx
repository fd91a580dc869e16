"use client";

import dynamic from "next/dynamic";

/** The holder's choice on a page everybody reads: nobody else is sent its script and style. */
export const HolderPart = dynamic(() => import("./holder-signing").then((module) => module.HolderSigning));
