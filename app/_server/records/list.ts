import "server-only";
import type { Kind } from "./asked";
import { contractListing } from "./contracts";
import { entryListing } from "./entries";
import { lineListing } from "./lines";
import type { Listing, Reading } from "./listing";
import { meterListing } from "./meters";
import { plantListing } from "./plants";
import { readingListing } from "./readings";

const listings: Readonly<Record<Kind, (reading: Reading) => Promise<Listing>>> = {
  lines: lineListing,
  plants: plantListing,
  readings: readingListing,
  contracts: contractListing,
  meters: meterListing,
  entries: entryListing,
};

/** The records an address names. */
export function listingOf(reading: Reading): Promise<Listing> {
  return listings[reading.asked.kind](reading);
}
