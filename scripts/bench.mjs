// npm run bench: the budgets of this market, measured beside what others would use.
import { start } from "./launch.mjs";

await start("scripts/bench.ts", { chdir: true });
