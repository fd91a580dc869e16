-- CreateTable
CREATE TABLE "month_digest" (
    "key" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "month_digest_pkey" PRIMARY KEY ("key")
);
