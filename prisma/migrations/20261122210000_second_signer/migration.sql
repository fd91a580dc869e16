-- CreateTable
CREATE TABLE "second_signer" (
    "job" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "second_signer_pkey" PRIMARY KEY ("job")
);
