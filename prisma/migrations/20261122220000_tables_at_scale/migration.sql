-- DropIndex
DROP INDEX "certificate_month_code_idx";

-- CreateIndex
CREATE INDEX "certificate_month_code_unit_index_status_level_entry_idx" ON "certificate"("month" DESC, "code", "unit_index", "status", "level", "entry");

-- CreateIndex
CREATE INDEX "certificate_entry_code_idx" ON "certificate"("entry", "code");

-- CreateIndex
CREATE INDEX "contract_plant_unit_index_month_idx" ON "contract"("plant", "unit_index", "month");
