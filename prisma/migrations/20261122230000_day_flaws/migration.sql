-- CreateTable
CREATE TABLE "day_flaw" (
    "job" TEXT NOT NULL,
    "meter" TEXT NOT NULL,
    "day" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "lines" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "day_flaw_pkey" PRIMARY KEY ("job","meter","day")
);

-- CreateIndex
CREATE INDEX "day_flaw_day_meter_idx" ON "day_flaw"("day", "meter");
