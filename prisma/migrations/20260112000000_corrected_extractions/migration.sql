-- AlterTable
ALTER TABLE "Extraction" ADD COLUMN     "correctedAt" TIMESTAMPTZ(3),
ADD COLUMN     "correctedById" UUID,
ADD COLUMN     "machineData" JSONB;
