import { dayDetail } from "@/app/_server/records/day-detail";
import { lineDetail } from "@/app/_server/records/line-detail";
import type { Reading } from "@/app/_server/records/listing";
import {
  DayGrid,
  EntryList,
  MeterList,
  RefusedTable,
  SellableAccount,
} from "@/components/records/evidence-lists";
import { LineArithmetic } from "@/components/records/line-arithmetic";
import { RecordDrawer } from "@/components/records/record-drawer";

/** The record `r` of the address names, over its list. */
export async function OpenRecord({ reading }: { reading: Reading }) {
  return reading.asked.kind === "readings" ? OpenDay({ reading }) : OpenLine({ reading });
}

async function OpenLine({ reading }: { reading: Reading }) {
  const { asked, say } = reading;
  const detail = await lineDetail(reading, asked.r);
  if (detail === undefined) return <NotThere reading={reading} />;
  const { number, about, figures, sellable, entries, meters } = detail;
  const title = say("drawer.line", { number });
  return (
    <RecordDrawer title={title}>
      <Head title={title} about={about} />
      {figures === undefined ? null : <LineArithmetic figures={figures} />}
      <MeterList
        title={say("drawer.readings")}
        lead={say("drawer.readingsLead")}
        see={say("drawer.seeDays")}
        meters={meters}
      />
      {sellable === undefined ? null : <SellableAccount sellable={sellable} say={say} />}
      <EntryList title={say("drawer.entries")} entries={entries} />
    </RecordDrawer>
  );
}

async function OpenDay({ reading }: { reading: Reading }) {
  const detail = await dayDetail(reading, reading.asked.r);
  if (detail === undefined) return <NotThere reading={reading} />;
  const { title, about, readings, entries, refused } = detail;
  const { say } = reading;
  return (
    <RecordDrawer title={title}>
      <Head title={title} about={about} />
      <EntryList title={say("drawer.entries")} entries={entries} />
      {refused === undefined ? null : <RefusedTable title={say("drawer.refusedTitle")} refused={refused} />}
      <DayGrid title={say("drawer.intervals")} readings={readings} />
    </RecordDrawer>
  );
}

/** An address that opens what there is not says so. */
function NotThere({ reading: { say } }: { reading: Reading }) {
  return (
    <RecordDrawer title={say("drawer.missingTitle")}>
      <Head title={say("drawer.missingTitle")} about={[say("drawer.missing")]} />
    </RecordDrawer>
  );
}

function Head({ title, about }: { title: string; about: readonly string[] }) {
  return (
    <div className="rec-head">
      <h2>{title}</h2>
      {about.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
