-- CreateEnum
CREATE TYPE "LinkStatus" AS ENUM ('PENDING', 'LINKED', 'NEEDS_REVIEW', 'UNMATCHED');

-- CreateEnum
CREATE TYPE "LinkDecider" AS ENUM ('RULES', 'MODEL', 'HUMAN');

-- AlterTable
ALTER TABLE "Call" ADD COLUMN     "insights" JSONB;

-- CreateTable
CREATE TABLE "CallLink" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "callId" UUID NOT NULL,
    "status" "LinkStatus" NOT NULL DEFAULT 'PENDING',
    "contactId" UUID,
    "bookingId" UUID,
    "confidence" INTEGER NOT NULL DEFAULT 0,
    "candidates" JSONB NOT NULL DEFAULT '[]',
    "decidedBy" "LinkDecider" NOT NULL DEFAULT 'RULES',
    "decidedById" UUID,
    "note" TEXT,
    "questionHash" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CallLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Task" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "callId" UUID,
    "title" TEXT NOT NULL,
    "dedupeKey" TEXT NOT NULL,
    "doneAt" TIMESTAMPTZ(3),
    "doneById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Task_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CallLink_tenantId_status_createdAt_idx" ON "CallLink"("tenantId", "status", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "CallLink_tenantId_id_key" ON "CallLink"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "CallLink_tenantId_callId_key" ON "CallLink"("tenantId", "callId");

-- CreateIndex
CREATE INDEX "Task_tenantId_doneAt_createdAt_idx" ON "Task"("tenantId", "doneAt", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Task_tenantId_id_key" ON "Task"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Task_tenantId_dedupeKey_key" ON "Task"("tenantId", "dedupeKey");

-- AddForeignKey
ALTER TABLE "CallLink" ADD CONSTRAINT "CallLink_tenantId_callId_fkey" FOREIGN KEY ("tenantId", "callId") REFERENCES "Call"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_tenantId_callId_fkey" FOREIGN KEY ("tenantId", "callId") REFERENCES "Call"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT tenancy.protect('"CallLink"');

SELECT tenancy.protect('"Task"');
