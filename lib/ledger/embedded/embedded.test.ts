import { type Engine, ledgerContract } from "../ledger.contract";
import { openLedger } from "../open";
import { TEST_TIME, temporaryData } from "../test-ledger";

ledgerContract("embedded, in the owner's process", () => start(false));
ledgerContract("embedded, through the owner's socket", () => start(true));

/** An embedded ledger whose clock the test sets; asked through a second handle where `client` is wanted. */
async function start(client: boolean): Promise<Engine> {
  const { dataDir, drop } = temporaryData();
  let time = TEST_TIME;
  const options = { dataDir, clock: () => time };
  const owner = await openLedger(options);
  const ledger = client ? await openLedger(options) : owner;
  if (ledger.role() !== (client ? "client" : "owner")) throw new Error(`opened as ${ledger.role()}`);
  return {
    ledger,
    dataDir,
    setTime: (seconds) => {
      time = seconds;
    },
    async stop() {
      await ledger.close();
      await owner.close();
      drop();
    },
  };
}
