// npm run up: from a clone to an open market. Installs what is missing with Node's own modules, then goes on in up.ts.
import { start } from "./launch.mjs";

await start("scripts/up.ts", { chdir: true });
