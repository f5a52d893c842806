-- CreateEnum
CREATE TYPE "TaskDoer" AS ENUM ('BUSINESS', 'CALLER');

-- AlterTable
ALTER TABLE "Task" ADD COLUMN     "doer" "TaskDoer" NOT NULL DEFAULT 'BUSINESS',
ADD COLUMN     "due" TEXT,
ADD COLUMN     "dueOn" DATE;

-- CreateIndex
CREATE INDEX "Task_tenantId_callId_idx" ON "Task"("tenantId", "callId");
