// npm run drill: faults on purpose, from a seed, and what must come through them.
import { start } from "./launch.mjs";

await start("scripts/drill.ts", { chdir: true });
