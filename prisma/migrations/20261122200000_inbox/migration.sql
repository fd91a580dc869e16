-- CreateTable
CREATE TABLE "admission" (
    "participant" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "admission_pkey" PRIMARY KEY ("participant")
);
