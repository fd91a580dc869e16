// Started by `up`: makes the digests of finished months in a process of its own, and ends.
import "./running/end-with-parent.mjs";
import { start } from "./launch.mjs";

await start("scripts/digest.ts", { chdir: true });
