CREATE TABLE "device_key" (
    "key_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "participant" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "device_key_pkey" PRIMARY KEY ("key_id")
);
CREATE INDEX "device_key_account_id_idx" ON "device_key"("account_id");
CREATE INDEX "device_key_participant_idx" ON "device_key"("participant");

CREATE TABLE "prepared_signing" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "prepared_signing_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "prepared_signing_expires_at_idx" ON "prepared_signing"("expires_at");

CREATE TABLE "signing_request" (
    "id" TEXT NOT NULL,
    "job" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "signature" BYTEA,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "signed_at" TIMESTAMPTZ(6),

    CONSTRAINT "signing_request_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "signing_request_job_signed_at_idx" ON "signing_request"("job", "signed_at");
CREATE INDEX "signing_request_account_id_key_id_signed_at_idx" ON "signing_request"("account_id", "key_id", "signed_at");

ALTER TABLE "job" ADD COLUMN "account_id" TEXT,
    ADD COLUMN "key_id" TEXT,
    ADD COLUMN "waiting_at" TIMESTAMPTZ(6);
CREATE INDEX "job_account_id_idx" ON "job"("account_id");

CREATE TABLE "submission" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tx_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "who" TEXT,
    "state" TEXT NOT NULL,
    "code" TEXT,
    "field" TEXT,
    "latency_ms" INTEGER,
    "index" INTEGER,
    "sealed" BYTEA,

    CONSTRAINT "submission_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "submission_at_idx" ON "submission"("at");
CREATE INDEX "submission_tx_id_idx" ON "submission"("tx_id");
CREATE INDEX "submission_state_at_idx" ON "submission"("state", "at");
CREATE INDEX "submission_type_at_idx" ON "submission"("type", "at");
