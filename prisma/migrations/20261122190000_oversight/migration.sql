-- CreateTable
CREATE TABLE "anomaly" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "provinces" TEXT[],
    "object" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "vanished_at" TIMESTAMPTZ(6),
    "evidence_index" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "anomaly_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "anomaly_event" (
    "id" SERIAL NOT NULL,
    "anomaly" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "account" TEXT NOT NULL DEFAULT '',
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "anomaly_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refused_day" (
    "id" SERIAL NOT NULL,
    "job" TEXT NOT NULL,
    "meter" TEXT NOT NULL,
    "day" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "refused_day_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "anomaly_key_key" ON "anomaly"("key");

-- CreateIndex
CREATE INDEX "anomaly_rule_month_idx" ON "anomaly"("rule", "month");

-- CreateIndex
CREATE INDEX "anomaly_object_month_idx" ON "anomaly"("object", "month");

-- CreateIndex
CREATE INDEX "anomaly_event_anomaly_id_idx" ON "anomaly_event"("anomaly", "id");

-- CreateIndex
CREATE INDEX "refused_day_meter_day_idx" ON "refused_day"("meter", "day");

-- CreateIndex
CREATE UNIQUE INDEX "refused_day_job_meter_day_key" ON "refused_day"("job", "meter", "day");

-- AddForeignKey
ALTER TABLE "anomaly_event" ADD CONSTRAINT "anomaly_event_anomaly_fkey" FOREIGN KEY ("anomaly") REFERENCES "anomaly"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- History is added to, never rewritten.
CREATE FUNCTION "anomaly_event_stays"() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'the history of an anomaly is only added to';
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER "anomaly_event_stays" BEFORE UPDATE OR DELETE ON "anomaly_event"
  FOR EACH ROW EXECUTE FUNCTION "anomaly_event_stays"();
