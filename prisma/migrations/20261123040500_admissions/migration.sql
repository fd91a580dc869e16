-- Two who are admitted at once are offered the same code: what was seen of each is kept apart.
ALTER TABLE "admission" ADD COLUMN "id_index" BYTEA NOT NULL DEFAULT '';
ALTER TABLE "admission" DROP CONSTRAINT "admission_pkey";
ALTER TABLE "admission" ADD CONSTRAINT "admission_pkey" PRIMARY KEY ("participant", "id_index");
