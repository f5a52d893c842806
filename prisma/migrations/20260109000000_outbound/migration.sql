-- CreateEnum
CREATE TYPE "CallPurpose" AS ENUM ('SERVICE', 'PROMOTIONAL');

-- CreateEnum
CREATE TYPE "ImportStatus" AS ENUM ('RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "OutsideWindow" AS ENUM ('RESCHEDULE', 'REJECT');

-- CreateEnum
CREATE TYPE "OutboundCallState" AS ENUM ('SCHEDULED', 'DIALLING', 'PLACED', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "AttemptState" AS ENUM ('HELD', 'STARTED', 'ACCEPTED', 'REFUSED', 'NOT_SENT');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "CallStatus" ADD VALUE 'SCHEDULED';
ALTER TYPE "CallStatus" ADD VALUE 'CANCELLED';

-- AlterTable
ALTER TABLE "Tenant" ADD COLUMN     "callPolicy" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "retellAgentId" TEXT,
ADD COLUMN     "retellApiKeyEncrypted" TEXT,
ADD COLUMN     "retellNumber" TEXT;

-- AlterTable
ALTER TABLE "Contact" ADD COLUMN     "callAttempts" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "ContactGroup" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContactGroup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContactGroupMember" (
    "tenantId" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "contactId" UUID NOT NULL,

    CONSTRAINT "ContactGroupMember_pkey" PRIMARY KEY ("tenantId","groupId","contactId")
);

-- CreateTable
CREATE TABLE "Suppression" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "phone" TEXT NOT NULL,
    "reason" TEXT,
    "source" TEXT NOT NULL,
    "callId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Suppression_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Consent" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "purpose" "CallPurpose" NOT NULL,
    "isGranted" BOOLEAN NOT NULL,
    "source" TEXT NOT NULL,
    "evidence" TEXT,
    "callId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContactNote" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "authorId" UUID,
    "body" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContactNote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportJob" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "content" TEXT,
    "columnMapping" JSONB NOT NULL,
    "status" "ImportStatus" NOT NULL DEFAULT 'RUNNING',
    "totalRows" INTEGER NOT NULL,
    "doneRows" INTEGER NOT NULL DEFAULT 0,
    "createdCount" INTEGER NOT NULL DEFAULT 0,
    "updatedCount" INTEGER NOT NULL DEFAULT 0,
    "rejectedCount" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ImportJob_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportRejection" (
    "tenantId" UUID NOT NULL,
    "jobId" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "raw" JSONB NOT NULL,

    CONSTRAINT "ImportRejection_pkey" PRIMARY KEY ("tenantId","jobId","row","field")
);

-- CreateTable
CREATE TABLE "MappingVersion" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "overrides" JSONB NOT NULL,
    "note" TEXT,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MappingVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MappingLog" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "sessionId" TEXT NOT NULL,
    "contactId" UUID,
    "bookingId" UUID,
    "callId" UUID,
    "businessType" "BusinessType" NOT NULL,
    "engineVersion" INTEGER NOT NULL,
    "overridesVersion" INTEGER NOT NULL,
    "originalContactData" JSONB NOT NULL,
    "variables" JSONB NOT NULL,
    "omitted" JSONB NOT NULL,
    "warnings" JSONB NOT NULL,
    "retellCallId" TEXT,
    "isSuccessful" BOOLEAN NOT NULL,
    "error" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MappingLog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OutboundCall" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "bookingId" UUID,
    "purpose" "CallPurpose" NOT NULL DEFAULT 'SERVICE',
    "ifOutsideWindow" "OutsideWindow" NOT NULL DEFAULT 'RESCHEDULE',
    "status" "OutboundCallState" NOT NULL DEFAULT 'SCHEDULED',
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "dueReason" TEXT,
    "minutesBeforeBooking" INTEGER,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "idempotencyKey" TEXT,
    "requestHash" TEXT,
    "failureReason" TEXT,
    "requestedById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OutboundCall_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CallAttempt" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "outboundId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" "AttemptState" NOT NULL DEFAULT 'STARTED',
    "decision" JSONB NOT NULL,
    "vendorCallId" TEXT,
    "error" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CallAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ContactGroup_tenantId_id_key" ON "ContactGroup"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ContactGroup_tenantId_name_key" ON "ContactGroup"("tenantId", "name");

-- CreateIndex
CREATE INDEX "ContactGroupMember_tenantId_contactId_idx" ON "ContactGroupMember"("tenantId", "contactId");

-- CreateIndex
CREATE UNIQUE INDEX "Suppression_tenantId_id_key" ON "Suppression"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Suppression_tenantId_phone_key" ON "Suppression"("tenantId", "phone");

-- CreateIndex
CREATE INDEX "Consent_tenantId_contactId_purpose_at_idx" ON "Consent"("tenantId", "contactId", "purpose", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Consent_tenantId_id_key" ON "Consent"("tenantId", "id");

-- CreateIndex
CREATE INDEX "ContactNote_tenantId_contactId_createdAt_idx" ON "ContactNote"("tenantId", "contactId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "ContactNote_tenantId_id_key" ON "ContactNote"("tenantId", "id");

-- CreateIndex
CREATE INDEX "ImportJob_tenantId_createdAt_idx" ON "ImportJob"("tenantId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "ImportJob_tenantId_id_key" ON "ImportJob"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "MappingVersion_tenantId_id_key" ON "MappingVersion"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "MappingVersion_tenantId_number_key" ON "MappingVersion"("tenantId", "number");

-- CreateIndex
CREATE INDEX "MappingLog_tenantId_at_idx" ON "MappingLog"("tenantId", "at" DESC);

-- CreateIndex
CREATE INDEX "MappingLog_tenantId_contactId_at_idx" ON "MappingLog"("tenantId", "contactId", "at" DESC);

-- CreateIndex
CREATE INDEX "MappingLog_tenantId_callId_idx" ON "MappingLog"("tenantId", "callId");

-- CreateIndex
CREATE UNIQUE INDEX "MappingLog_tenantId_id_key" ON "MappingLog"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "MappingLog_tenantId_sessionId_key" ON "MappingLog"("tenantId", "sessionId");

-- CreateIndex
CREATE INDEX "OutboundCall_tenantId_contactId_status_idx" ON "OutboundCall"("tenantId", "contactId", "status");

-- CreateIndex
CREATE INDEX "OutboundCall_tenantId_bookingId_idx" ON "OutboundCall"("tenantId", "bookingId");

-- CreateIndex
CREATE INDEX "OutboundCall_status_dueAt_idx" ON "OutboundCall"("status", "dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "OutboundCall_tenantId_id_key" ON "OutboundCall"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "OutboundCall_tenantId_idempotencyKey_key" ON "OutboundCall"("tenantId", "idempotencyKey");

-- CreateIndex
CREATE UNIQUE INDEX "CallAttempt_tenantId_id_key" ON "CallAttempt"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "CallAttempt_tenantId_outboundId_number_key" ON "CallAttempt"("tenantId", "outboundId", "number");

-- AddForeignKey
ALTER TABLE "ContactGroup" ADD CONSTRAINT "ContactGroup_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactGroupMember" ADD CONSTRAINT "ContactGroupMember_tenantId_groupId_fkey" FOREIGN KEY ("tenantId", "groupId") REFERENCES "ContactGroup"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactGroupMember" ADD CONSTRAINT "ContactGroupMember_tenantId_contactId_fkey" FOREIGN KEY ("tenantId", "contactId") REFERENCES "Contact"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Suppression" ADD CONSTRAINT "Suppression_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Consent" ADD CONSTRAINT "Consent_tenantId_contactId_fkey" FOREIGN KEY ("tenantId", "contactId") REFERENCES "Contact"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactNote" ADD CONSTRAINT "ContactNote_tenantId_contactId_fkey" FOREIGN KEY ("tenantId", "contactId") REFERENCES "Contact"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportJob" ADD CONSTRAINT "ImportJob_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportRejection" ADD CONSTRAINT "ImportRejection_tenantId_jobId_fkey" FOREIGN KEY ("tenantId", "jobId") REFERENCES "ImportJob"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MappingVersion" ADD CONSTRAINT "MappingVersion_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MappingLog" ADD CONSTRAINT "MappingLog_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutboundCall" ADD CONSTRAINT "OutboundCall_tenantId_contactId_fkey" FOREIGN KEY ("tenantId", "contactId") REFERENCES "Contact"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutboundCall" ADD CONSTRAINT "OutboundCall_tenantId_bookingId_fkey" FOREIGN KEY ("tenantId", "bookingId") REFERENCES "Booking"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutboundCall" ADD CONSTRAINT "OutboundCall_tenantId_id_fkey" FOREIGN KEY ("tenantId", "id") REFERENCES "Call"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CallAttempt" ADD CONSTRAINT "CallAttempt_tenantId_outboundId_fkey" FOREIGN KEY ("tenantId", "outboundId") REFERENCES "OutboundCall"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT tenancy.protect('"ContactGroup"');

SELECT tenancy.protect('"ContactGroupMember"');

SELECT tenancy.protect('"Suppression"');

SELECT tenancy.protect('"Consent"');

SELECT tenancy.protect('"ContactNote"');

SELECT tenancy.protect('"ImportJob"');

SELECT tenancy.protect('"ImportRejection"');

SELECT tenancy.protect('"MappingVersion"');

SELECT tenancy.protect('"MappingLog"');

SELECT tenancy.protect('"OutboundCall"');

SELECT tenancy.protect('"CallAttempt"');
