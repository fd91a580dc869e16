-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "participant" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(6),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "token_hash" BYTEA NOT NULL,
    "account_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "plant" (
    "code" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "province" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "entry" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "plant_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "unit" (
    "code" TEXT NOT NULL,
    "province" TEXT NOT NULL,
    "entry" INTEGER NOT NULL,
    "id_index" BYTEA NOT NULL,
    "owner_index" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "meter" (
    "code" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "entry" INTEGER NOT NULL,
    "id_index" BYTEA NOT NULL,
    "asset_index" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "meter_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "channel" (
    "code" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "from_province" TEXT NOT NULL,
    "to_province" TEXT NOT NULL,
    "loss_ppm" INTEGER NOT NULL,
    "capacity_kw" BIGINT NOT NULL,
    "entry" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "certificate" (
    "code" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "entry" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "unit_index" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "certificate_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "outbox" (
    "tx_id" TEXT NOT NULL,
    "envelope" BYTEA,
    "state" TEXT NOT NULL,
    "answer" JSONB,
    "step" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(6),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("tx_id")
);

-- CreateTable
CREATE TABLE "idempotency" (
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "tx_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_pkey" PRIMARY KEY ("scope","key")
);

-- CreateTable
CREATE TABLE "job" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "stage" TEXT NOT NULL DEFAULT '',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "answer" JSONB,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staged_day" (
    "job" TEXT NOT NULL,
    "day" INTEGER NOT NULL,
    "meter" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "staged_day_pkey" PRIMARY KEY ("job","day","meter")
);

-- CreateTable
CREATE TABLE "marker" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "marker_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "entry" (
    "index" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "time" BIGINT NOT NULL,
    "tx_id" TEXT NOT NULL,
    "codes" TEXT[],
    "hash" BYTEA NOT NULL,
    "bytes" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "entry_pkey" PRIMARY KEY ("index")
);

-- CreateTable
CREATE TABLE "opening" (
    "entry" INTEGER NOT NULL,
    "record" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "opening_pkey" PRIMARY KEY ("entry","record")
);

-- CreateTable
CREATE TABLE "market_fact" (
    "key" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "market_fact_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "meter_day" (
    "meter" TEXT NOT NULL,
    "day" INTEGER NOT NULL,
    "entry" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "blob" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "meter_day_pkey" PRIMARY KEY ("meter","day")
);

-- CreateTable
CREATE TABLE "meter_month" (
    "meter" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "entry" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "meter_month_pkey" PRIMARY KEY ("meter","month")
);

-- CreateTable
CREATE TABLE "mechanism" (
    "plant" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "wh" BIGINT NOT NULL,
    "entry" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "mechanism_pkey" PRIMARY KEY ("plant","month")
);

-- CreateTable
CREATE TABLE "participant" (
    "code" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "province" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "entry" INTEGER NOT NULL,
    "id_index" BYTEA NOT NULL,
    "name_index" BYTEA NOT NULL,
    "uscc_index" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "participant_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "key" (
    "key_id" TEXT NOT NULL,
    "alg" TEXT NOT NULL,
    "custody" TEXT NOT NULL,
    "from" INTEGER NOT NULL,
    "until" INTEGER,
    "participant_index" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "key_pkey" PRIMARY KEY ("key_id")
);

-- CreateTable
CREATE TABLE "projection" (
    "id" INTEGER NOT NULL,
    "next" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "key_check" BYTEA NOT NULL,

    CONSTRAINT "projection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settlement_month" (
    "month" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "stage" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "settlement_month_pkey" PRIMARY KEY ("month")
);

-- CreateTable
CREATE TABLE "frozen_plant" (
    "month" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "plant" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "frozen_plant_pkey" PRIMARY KEY ("month","version","plant")
);

-- CreateTable
CREATE TABLE "frozen_unit" (
    "month" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "unit" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "frozen_unit_pkey" PRIMARY KEY ("month","version","unit")
);

-- CreateTable
CREATE TABLE "settled_plant" (
    "month" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "plant" TEXT NOT NULL,
    "entry" INTEGER NOT NULL,
    "trace_entry" INTEGER,
    "settled_wh" BIGINT NOT NULL,
    "sent_wh" BIGINT NOT NULL,
    "unsold_wh" BIGINT NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "settled_plant_pkey" PRIMARY KEY ("month","version","plant")
);

-- CreateTable
CREATE TABLE "plant_leaves" (
    "month" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "plant" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "plant_leaves_pkey" PRIMARY KEY ("month","version","plant")
);

-- CreateTable
CREATE TABLE "line" (
    "contract" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "month" TEXT NOT NULL,
    "plant" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "entry" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "line_pkey" PRIMARY KEY ("contract","version")
);

-- CreateTable
CREATE TABLE "trace" (
    "contract" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "month" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "trace_pkey" PRIMARY KEY ("contract","version")
);

-- CreateTable
CREATE TABLE "segments" (
    "contract" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "month" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "segments_pkey" PRIMARY KEY ("contract","version")
);

-- CreateTable
CREATE TABLE "contract" (
    "code" TEXT NOT NULL,
    "plant" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "term" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "entry" INTEGER NOT NULL,
    "number_index" BYTEA NOT NULL,
    "unit_index" BYTEA NOT NULL,
    "via_index" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "contract_pkey" PRIMARY KEY ("code")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_email_key" ON "account"("email");

-- CreateIndex
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- CreateIndex
CREATE INDEX "plant_id_idx" ON "plant"("id");

-- CreateIndex
CREATE INDEX "plant_owner_idx" ON "plant"("owner");

-- CreateIndex
CREATE INDEX "unit_id_index_idx" ON "unit"("id_index");

-- CreateIndex
CREATE INDEX "unit_owner_index_idx" ON "unit"("owner_index");

-- CreateIndex
CREATE INDEX "meter_id_index_idx" ON "meter"("id_index");

-- CreateIndex
CREATE INDEX "meter_asset_index_idx" ON "meter"("asset_index");

-- CreateIndex
CREATE INDEX "channel_id_idx" ON "channel"("id");

-- CreateIndex
CREATE INDEX "certificate_month_code_idx" ON "certificate"("month", "code");

-- CreateIndex
CREATE INDEX "certificate_unit_index_month_idx" ON "certificate"("unit_index", "month");

-- CreateIndex
CREATE INDEX "certificate_hash_idx" ON "certificate"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_step_key" ON "outbox"("step");

-- CreateIndex
CREATE INDEX "outbox_state_created_at_idx" ON "outbox"("state", "created_at");

-- CreateIndex
CREATE INDEX "job_fingerprint_idx" ON "job"("fingerprint");

-- CreateIndex
CREATE INDEX "job_name_created_at_idx" ON "job"("name", "created_at");

-- CreateIndex
CREATE INDEX "entry_tx_id_idx" ON "entry"("tx_id");

-- CreateIndex
CREATE INDEX "entry_hash_idx" ON "entry"("hash");

-- CreateIndex
CREATE INDEX "entry_type_index_idx" ON "entry"("type", "index");

-- CreateIndex
CREATE INDEX "entry_codes_idx" ON "entry" USING GIN ("codes");

-- CreateIndex
CREATE INDEX "meter_month_month_idx" ON "meter_month"("month");

-- CreateIndex
CREATE INDEX "participant_role_idx" ON "participant"("role");

-- CreateIndex
CREATE INDEX "participant_id_index_idx" ON "participant"("id_index");

-- CreateIndex
CREATE INDEX "participant_name_index_idx" ON "participant"("name_index");

-- CreateIndex
CREATE INDEX "participant_uscc_index_idx" ON "participant"("uscc_index");

-- CreateIndex
CREATE INDEX "key_participant_index_idx" ON "key"("participant_index");

-- CreateIndex
CREATE INDEX "line_month_version_plant_idx" ON "line"("month", "version", "plant");

-- CreateIndex
CREATE INDEX "trace_month_version_idx" ON "trace"("month", "version");

-- CreateIndex
CREATE INDEX "contract_month_plant_idx" ON "contract"("month", "plant");

-- CreateIndex
CREATE INDEX "contract_unit_index_month_idx" ON "contract"("unit_index", "month");

-- CreateIndex
CREATE INDEX "contract_via_index_idx" ON "contract"("via_index");

-- CreateIndex
CREATE INDEX "contract_number_index_idx" ON "contract"("number_index");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

