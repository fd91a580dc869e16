// npm run lvji -- VERB …: the command line. Runs in the caller's folder, so that FILE arguments mean what they say.
import { start } from "./launch.mjs";

await start("lib/cli/main.ts");
