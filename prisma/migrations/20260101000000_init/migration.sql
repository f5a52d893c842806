-- CreateEnum
CREATE TYPE "Industry" AS ENUM ('HEALTHCARE', 'RESTAURANT', 'SERVICES', 'RETAIL', 'OTHER');

-- CreateEnum
CREATE TYPE "BusinessType" AS ENUM ('medical', 'restaurant', 'salon', 'consultant', 'general');

-- CreateEnum
CREATE TYPE "TenantStatus" AS ENUM ('ACTIVE', 'SUSPENDED', 'TRIAL');

-- CreateEnum
CREATE TYPE "Plan" AS ENUM ('STARTER', 'PROFESSIONAL', 'ENTERPRISE');

-- CreateEnum
CREATE TYPE "UserRole" AS ENUM ('OWNER', 'ADMIN', 'MEMBER');

-- CreateEnum
CREATE TYPE "Provider" AS ENUM ('EXOTEL', 'TWILIO', 'RETELL', 'RINGCENTRAL', 'BROWSER', 'OTHER');

-- CreateEnum
CREATE TYPE "BookingStatus" AS ENUM ('BOOKED', 'CONFIRMED', 'RESCHEDULED', 'CANCELLED', 'COMPLETED', 'NO_SHOW');

-- CreateEnum
CREATE TYPE "AgentVersionStatus" AS ENUM ('DRAFT', 'PUBLISHED');

-- CreateEnum
CREATE TYPE "CallDirection" AS ENUM ('INBOUND', 'OUTBOUND');

-- CreateEnum
CREATE TYPE "CallStatus" AS ENUM ('RINGING', 'CONNECTING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'NO_ANSWER', 'BUSY');

-- CreateEnum
CREATE TYPE "Sentiment" AS ENUM ('POSITIVE', 'NEUTRAL', 'NEGATIVE');

-- CreateEnum
CREATE TYPE "Speaker" AS ENUM ('CALLER', 'AGENT');

-- CreateEnum
CREATE TYPE "WebhookStatus" AS ENUM ('PENDING', 'APPLIED', 'WAITING', 'FAILED');

-- CreateTable
CREATE TABLE "Tenant" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "industry" "Industry" NOT NULL,
    "businessType" "BusinessType" NOT NULL,
    "status" "TenantStatus" NOT NULL DEFAULT 'ACTIVE',
    "plan" "Plan" NOT NULL DEFAULT 'STARTER',
    "timezone" TEXT NOT NULL DEFAULT 'Asia/Kolkata',
    "region" TEXT NOT NULL DEFAULT 'IN',
    "callbackNumber" TEXT,
    "fallbackNumber" TEXT,
    "maxConcurrentCalls" INTEGER NOT NULL DEFAULT 60,
    "exotelSecretEncrypted" TEXT NOT NULL,
    "exotelSecretHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "passwordHash" TEXT,
    "sessionVersion" INTEGER NOT NULL DEFAULT 1,
    "emailVerified" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "tenantId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "UserRole" NOT NULL DEFAULT 'MEMBER',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("tenantId","userId")
);

-- CreateTable
CREATE TABLE "Account" (
    "provider" TEXT NOT NULL,
    "providerAccountId" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("provider","providerAccountId")
);

-- CreateTable
CREATE TABLE "VerificationToken" (
    "identifier" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "VerificationToken_pkey" PRIMARY KEY ("identifier","token")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "role" "UserRole" NOT NULL DEFAULT 'ADMIN',
    "scopes" TEXT[],
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditLog" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorType" TEXT NOT NULL,
    "actorId" TEXT,
    "action" TEXT NOT NULL,
    "targetType" TEXT,
    "targetId" TEXT,
    "outcome" TEXT NOT NULL,
    "details" JSONB,

    CONSTRAINT "AuditLog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PhoneNumber" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "provider" "Provider" NOT NULL DEFAULT 'EXOTEL',
    "label" TEXT,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "agentId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PhoneNumber_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Contact" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "phone" TEXT NOT NULL,
    "externalId" TEXT,
    "name" TEXT,
    "email" TEXT,
    "companyName" TEXT,
    "timezone" TEXT,
    "language" TEXT,
    "notes" TEXT,
    "preferences" JSONB,
    "metadata" JSONB,
    "doNotCall" BOOLEAN NOT NULL DEFAULT false,
    "firstCallAt" TIMESTAMPTZ(3),
    "lastCallAt" TIMESTAMPTZ(3),
    "totalCalls" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Booking" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "externalId" TEXT,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "durationMinutes" INTEGER,
    "type" TEXT,
    "ownerName" TEXT,
    "specialInstructions" TEXT,
    "partySize" INTEGER,
    "status" "BookingStatus" NOT NULL DEFAULT 'BOOKED',
    "notes" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Booking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Agent" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "isDefault" BOOLEAN NOT NULL DEFAULT false,
    "publishedVersionId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Agent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgentVersion" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "agentId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" "AgentVersionStatus" NOT NULL DEFAULT 'DRAFT',
    "systemPrompt" TEXT NOT NULL,
    "greeting" TEXT NOT NULL,
    "fallbackMessage" TEXT NOT NULL,
    "voiceId" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en-IN',
    "maxCallDurationSeconds" INTEGER NOT NULL DEFAULT 300,
    "enableMemory" BOOLEAN NOT NULL DEFAULT true,
    "enableExtraction" BOOLEAN NOT NULL DEFAULT true,
    "extractionSchemas" JSONB NOT NULL,
    "settings" JSONB NOT NULL,
    "note" TEXT,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "publishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AgentVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KnowledgeItem" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "category" TEXT,
    "embedding" REAL[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KnowledgeItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Call" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "provider" "Provider" NOT NULL DEFAULT 'EXOTEL',
    "externalId" TEXT,
    "phoneNumberId" UUID,
    "contactId" UUID,
    "bookingId" UUID,
    "agentId" UUID,
    "agentVersionId" UUID,
    "direction" "CallDirection" NOT NULL DEFAULT 'INBOUND',
    "status" "CallStatus" NOT NULL DEFAULT 'RINGING',
    "endReason" TEXT,
    "fromPhone" TEXT,
    "toPhone" TEXT,
    "isTest" BOOLEAN NOT NULL DEFAULT false,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answeredAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "durationSeconds" INTEGER,
    "summary" TEXT,
    "sentiment" "Sentiment",
    "dtmf" TEXT NOT NULL DEFAULT '',
    "recordingKey" TEXT,
    "recordingDurationMs" INTEGER,
    "costPaise" INTEGER NOT NULL DEFAULT 0,
    "transferTo" TEXT,
    "transferRequestedAt" TIMESTAMPTZ(3),
    "progress" JSONB NOT NULL DEFAULT '{}',
    "mediaServerId" TEXT,
    "heartbeatAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TranscriptTurn" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "callId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "role" "Speaker" NOT NULL,
    "text" TEXT NOT NULL,
    "heardText" TEXT,
    "interrupted" BOOLEAN NOT NULL DEFAULT false,
    "startedMs" INTEGER NOT NULL,
    "endedMs" INTEGER NOT NULL,
    "language" TEXT,
    "confidence" DOUBLE PRECISION,
    "timings" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TranscriptTurn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Extraction" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "callId" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "confidence" DOUBLE PRECISION,
    "dedupeKey" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Extraction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CallEvent" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "callId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "atMs" INTEGER,
    "type" TEXT NOT NULL,
    "data" JSONB,
    "dedupeKey" TEXT NOT NULL,

    CONSTRAINT "CallEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CostLine" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "callId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "quantity" DOUBLE PRECISION NOT NULL,
    "unit" TEXT NOT NULL,
    "costMicroPaise" BIGINT NOT NULL,
    "priceDate" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CostLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StreamToken" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "callId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "transport" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "spentAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StreamToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookInbox" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "status" "WebhookStatus" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "appliedAt" TIMESTAMPTZ(3),

    CONSTRAINT "WebhookInbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MediaServer" (
    "id" TEXT NOT NULL,
    "capacity" INTEGER NOT NULL,
    "activeCalls" INTEGER NOT NULL DEFAULT 0,
    "isDraining" BOOLEAN NOT NULL DEFAULT false,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeatAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MediaServer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Tenant_slug_key" ON "Tenant"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Tenant_exotelSecretHash_key" ON "Tenant"("exotelSecretHash");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "Membership_userId_idx" ON "Membership"("userId");

-- CreateIndex
CREATE INDEX "Account_userId_idx" ON "Account"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "VerificationToken_token_key" ON "VerificationToken"("token");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_hash_key" ON "ApiKey"("hash");

-- CreateIndex
CREATE INDEX "ApiKey_tenantId_idx" ON "ApiKey"("tenantId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_tenantId_id_key" ON "ApiKey"("tenantId", "id");

-- CreateIndex
CREATE INDEX "AuditLog_tenantId_at_idx" ON "AuditLog"("tenantId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "AuditLog_tenantId_id_key" ON "AuditLog"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "PhoneNumber_number_key" ON "PhoneNumber"("number");

-- CreateIndex
CREATE INDEX "PhoneNumber_tenantId_idx" ON "PhoneNumber"("tenantId");

-- CreateIndex
CREATE UNIQUE INDEX "PhoneNumber_tenantId_id_key" ON "PhoneNumber"("tenantId", "id");

-- CreateIndex
CREATE INDEX "Contact_phone_idx" ON "Contact"("phone");

-- CreateIndex
CREATE UNIQUE INDEX "Contact_tenantId_id_key" ON "Contact"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Contact_tenantId_phone_key" ON "Contact"("tenantId", "phone");

-- CreateIndex
CREATE UNIQUE INDEX "Contact_tenantId_externalId_key" ON "Contact"("tenantId", "externalId");

-- CreateIndex
CREATE INDEX "Booking_tenantId_startsAt_idx" ON "Booking"("tenantId", "startsAt");

-- CreateIndex
CREATE INDEX "Booking_tenantId_contactId_startsAt_idx" ON "Booking"("tenantId", "contactId", "startsAt");

-- CreateIndex
CREATE UNIQUE INDEX "Booking_tenantId_id_key" ON "Booking"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Booking_tenantId_externalId_key" ON "Booking"("tenantId", "externalId");

-- CreateIndex
CREATE INDEX "Agent_tenantId_idx" ON "Agent"("tenantId");

-- CreateIndex
CREATE UNIQUE INDEX "Agent_tenantId_id_key" ON "Agent"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "AgentVersion_tenantId_id_key" ON "AgentVersion"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "AgentVersion_tenantId_agentId_number_key" ON "AgentVersion"("tenantId", "agentId", "number");

-- CreateIndex
CREATE INDEX "KnowledgeItem_tenantId_idx" ON "KnowledgeItem"("tenantId");

-- CreateIndex
CREATE UNIQUE INDEX "KnowledgeItem_tenantId_id_key" ON "KnowledgeItem"("tenantId", "id");

-- CreateIndex
CREATE INDEX "Call_tenantId_startedAt_idx" ON "Call"("tenantId", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "Call_tenantId_status_idx" ON "Call"("tenantId", "status");

-- CreateIndex
CREATE INDEX "Call_tenantId_contactId_startedAt_idx" ON "Call"("tenantId", "contactId", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "Call_tenantId_bookingId_idx" ON "Call"("tenantId", "bookingId");

-- CreateIndex
CREATE INDEX "Call_provider_externalId_idx" ON "Call"("provider", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "Call_tenantId_id_key" ON "Call"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Call_tenantId_provider_externalId_key" ON "Call"("tenantId", "provider", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "TranscriptTurn_tenantId_id_key" ON "TranscriptTurn"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "TranscriptTurn_tenantId_callId_index_key" ON "TranscriptTurn"("tenantId", "callId", "index");

-- CreateIndex
CREATE INDEX "Extraction_tenantId_type_idx" ON "Extraction"("tenantId", "type");

-- CreateIndex
CREATE UNIQUE INDEX "Extraction_tenantId_id_key" ON "Extraction"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Extraction_tenantId_callId_dedupeKey_key" ON "Extraction"("tenantId", "callId", "dedupeKey");

-- CreateIndex
CREATE INDEX "CallEvent_tenantId_callId_at_idx" ON "CallEvent"("tenantId", "callId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "CallEvent_tenantId_id_key" ON "CallEvent"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "CallEvent_tenantId_callId_dedupeKey_key" ON "CallEvent"("tenantId", "callId", "dedupeKey");

-- CreateIndex
CREATE UNIQUE INDEX "CostLine_tenantId_id_key" ON "CostLine"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "CostLine_tenantId_callId_kind_provider_key" ON "CostLine"("tenantId", "callId", "kind", "provider");

-- CreateIndex
CREATE UNIQUE INDEX "StreamToken_tokenHash_key" ON "StreamToken"("tokenHash");

-- CreateIndex
CREATE INDEX "StreamToken_tenantId_callId_idx" ON "StreamToken"("tenantId", "callId");

-- CreateIndex
CREATE UNIQUE INDEX "StreamToken_tenantId_id_key" ON "StreamToken"("tenantId", "id");

-- CreateIndex
CREATE INDEX "WebhookInbox_status_receivedAt_idx" ON "WebhookInbox"("status", "receivedAt");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookInbox_tenantId_id_key" ON "WebhookInbox"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookInbox_tenantId_source_eventId_key" ON "WebhookInbox"("tenantId", "source", "eventId");

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditLog" ADD CONSTRAINT "AuditLog_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PhoneNumber" ADD CONSTRAINT "PhoneNumber_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PhoneNumber" ADD CONSTRAINT "PhoneNumber_tenantId_agentId_fkey" FOREIGN KEY ("tenantId", "agentId") REFERENCES "Agent"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Booking" ADD CONSTRAINT "Booking_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Booking" ADD CONSTRAINT "Booking_tenantId_contactId_fkey" FOREIGN KEY ("tenantId", "contactId") REFERENCES "Contact"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Agent" ADD CONSTRAINT "Agent_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgentVersion" ADD CONSTRAINT "AgentVersion_tenantId_agentId_fkey" FOREIGN KEY ("tenantId", "agentId") REFERENCES "Agent"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KnowledgeItem" ADD CONSTRAINT "KnowledgeItem_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Call" ADD CONSTRAINT "Call_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Call" ADD CONSTRAINT "Call_tenantId_phoneNumberId_fkey" FOREIGN KEY ("tenantId", "phoneNumberId") REFERENCES "PhoneNumber"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Call" ADD CONSTRAINT "Call_tenantId_contactId_fkey" FOREIGN KEY ("tenantId", "contactId") REFERENCES "Contact"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Call" ADD CONSTRAINT "Call_tenantId_bookingId_fkey" FOREIGN KEY ("tenantId", "bookingId") REFERENCES "Booking"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Call" ADD CONSTRAINT "Call_tenantId_agentId_fkey" FOREIGN KEY ("tenantId", "agentId") REFERENCES "Agent"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Call" ADD CONSTRAINT "Call_tenantId_agentVersionId_fkey" FOREIGN KEY ("tenantId", "agentVersionId") REFERENCES "AgentVersion"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TranscriptTurn" ADD CONSTRAINT "TranscriptTurn_tenantId_callId_fkey" FOREIGN KEY ("tenantId", "callId") REFERENCES "Call"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Extraction" ADD CONSTRAINT "Extraction_tenantId_callId_fkey" FOREIGN KEY ("tenantId", "callId") REFERENCES "Call"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CallEvent" ADD CONSTRAINT "CallEvent_tenantId_callId_fkey" FOREIGN KEY ("tenantId", "callId") REFERENCES "Call"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CostLine" ADD CONSTRAINT "CostLine_tenantId_callId_fkey" FOREIGN KEY ("tenantId", "callId") REFERENCES "Call"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StreamToken" ADD CONSTRAINT "StreamToken_tenantId_callId_fkey" FOREIGN KEY ("tenantId", "callId") REFERENCES "Call"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookInbox" ADD CONSTRAINT "WebhookInbox_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ---------- Written by hand from here on: what a schema file cannot say ----------

-- At most one draft of an agent, one default agent of a tenant.
CREATE UNIQUE INDEX "AgentVersion_one_draft" ON "AgentVersion" ("tenantId", "agentId") WHERE "status" = 'DRAFT';
CREATE UNIQUE INDEX "Agent_one_default" ON "Agent" ("tenantId") WHERE "isDefault";
-- Tidying up looks only at calls that are under way.
CREATE INDEX "Call_under_way" ON "Call" ("startedAt") WHERE "status" IN ('RINGING', 'CONNECTING', 'IN_PROGRESS');

-- Two roles. voicedesk_app is what every product process connects as: it owns nothing and is bound by row-level security.
-- voicedesk_lookup owns the functions that answer before a tenant is known, and sees only the columns granted below.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['voicedesk_app', 'voicedesk_lookup'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
        EXECUTE format('CREATE ROLE %I', wanted);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- Roles belong to the whole server: another database's migration was faster.
    END;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = wanted AND (rolsuper OR rolbypassrls)) THEN
      RAISE EXCEPTION 'Role % may bypass row-level security: take SUPERUSER and BYPASSRLS from it first', wanted;
    END IF;
  END LOOP;
END $$;
-- Changing a function's owner asks for membership in the new owner's role.
GRANT voicedesk_lookup TO CURRENT_USER;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO voicedesk_app, voicedesk_lookup;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO voicedesk_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO voicedesk_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO voicedesk_app;

-- The audit log is only ever added to, and sign-in links are reached through functions alone.
REVOKE UPDATE, DELETE ON "AuditLog" FROM voicedesk_app;
REVOKE ALL ON "VerificationToken" FROM voicedesk_app;
-- Health compares the applied migrations with those of the code.
REVOKE ALL ON "_prisma_migrations" FROM voicedesk_app;
GRANT SELECT ON "_prisma_migrations" TO voicedesk_app;

-- ---------- Row-level security ----------

CREATE SCHEMA tenancy;
GRANT USAGE ON SCHEMA tenancy TO PUBLIC;

-- After a transaction a setting made for it reads as an empty string, never as null again.
CREATE FUNCTION tenancy.current_tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;
CREATE FUNCTION tenancy.current_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.user_id', true), '')::uuid $$;

-- Every migration that adds a tenant-owned table calls this once for it.
CREATE FUNCTION tenancy.protect(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format(
    'CREATE POLICY tenant_isolation ON %s USING ("tenantId" = tenancy.current_tenant_id()) WITH CHECK ("tenantId" = tenancy.current_tenant_id())',
    target);
END $$;
REVOKE EXECUTE ON FUNCTION tenancy.protect(regclass) FROM PUBLIC;

SELECT tenancy.protect('"Membership"');
SELECT tenancy.protect('"ApiKey"');
SELECT tenancy.protect('"AuditLog"');
SELECT tenancy.protect('"PhoneNumber"');
SELECT tenancy.protect('"Contact"');
SELECT tenancy.protect('"Booking"');
SELECT tenancy.protect('"Agent"');
SELECT tenancy.protect('"AgentVersion"');
SELECT tenancy.protect('"KnowledgeItem"');
SELECT tenancy.protect('"Call"');
SELECT tenancy.protect('"TranscriptTurn"');
SELECT tenancy.protect('"Extraction"');
SELECT tenancy.protect('"CallEvent"');
SELECT tenancy.protect('"CostLine"');
SELECT tenancy.protect('"StreamToken"');
SELECT tenancy.protect('"WebhookInbox"');

-- A tenant is its own row; its members may read it and their own membership.
ALTER TABLE "Tenant" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Tenant" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON "Tenant" USING ("id" = tenancy.current_tenant_id()) WITH CHECK ("id" = tenancy.current_tenant_id());
CREATE POLICY own_memberships ON "Membership" FOR SELECT USING ("userId" = tenancy.current_user_id());
CREATE POLICY read_by_members ON "Tenant" FOR SELECT USING (
  EXISTS (SELECT FROM "Membership" WHERE "Membership"."tenantId" = "Tenant"."id" AND "Membership"."userId" = tenancy.current_user_id())
);

-- A person is their own row; the tenants they belong to may read it.
ALTER TABLE "User" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "User" FORCE ROW LEVEL SECURITY;
CREATE POLICY oneself ON "User" USING ("id" = tenancy.current_user_id()) WITH CHECK ("id" = tenancy.current_user_id());
CREATE POLICY read_by_tenants ON "User" FOR SELECT USING (
  EXISTS (SELECT FROM "Membership" WHERE "Membership"."userId" = "User"."id" AND "Membership"."tenantId" = tenancy.current_tenant_id())
);
ALTER TABLE "Account" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Account" FORCE ROW LEVEL SECURITY;
CREATE POLICY oneself ON "Account" USING ("userId" = tenancy.current_user_id()) WITH CHECK ("userId" = tenancy.current_user_id());
ALTER TABLE "VerificationToken" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "VerificationToken" FORCE ROW LEVEL SECURITY;

-- ---------- Before a tenant is known: server/db/unscoped.ts ----------

CREATE SCHEMA lookup;
GRANT USAGE ON SCHEMA lookup TO voicedesk_app, voicedesk_lookup;
GRANT CREATE ON SCHEMA lookup TO voicedesk_lookup;
GRANT USAGE ON SCHEMA tenancy TO voicedesk_lookup;
ALTER DEFAULT PRIVILEGES IN SCHEMA lookup REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

GRANT SELECT ("id", "slug", "name", "status", "timezone", "businessType", "exotelSecretHash") ON "Tenant" TO voicedesk_lookup;
GRANT SELECT ("id", "tenantId", "number", "provider", "isActive") ON "PhoneNumber" TO voicedesk_lookup;
GRANT SELECT ("id", "tenantId", "hash", "role", "scopes", "expiresAt", "revokedAt") ON "ApiKey" TO voicedesk_lookup;
GRANT SELECT ("id", "email", "name", "passwordHash", "sessionVersion", "emailVerified") ON "User" TO voicedesk_lookup;
GRANT SELECT ("provider", "providerAccountId", "userId") ON "Account" TO voicedesk_lookup;
GRANT SELECT ("tenantId", "userId", "role") ON "Membership" TO voicedesk_lookup;
GRANT SELECT ("id", "tenantId", "provider", "externalId", "status", "startedAt", "heartbeatAt") ON "Call" TO voicedesk_lookup;
GRANT SELECT ("id", "tenantId", "callId", "tokenHash", "transport", "expiresAt", "spentAt", "revokedAt"), UPDATE ("spentAt") ON "StreamToken" TO voicedesk_lookup;
GRANT SELECT ("id", "tenantId", "source", "status", "receivedAt") ON "WebhookInbox" TO voicedesk_lookup;
GRANT SELECT, INSERT, DELETE ON "VerificationToken" TO voicedesk_lookup;

CREATE POLICY lookup ON "Tenant" FOR SELECT TO voicedesk_lookup USING (true);
CREATE POLICY lookup ON "PhoneNumber" FOR SELECT TO voicedesk_lookup USING (true);
CREATE POLICY lookup ON "ApiKey" FOR SELECT TO voicedesk_lookup USING (true);
CREATE POLICY lookup ON "User" FOR SELECT TO voicedesk_lookup USING (true);
CREATE POLICY lookup ON "Account" FOR SELECT TO voicedesk_lookup USING (true);
CREATE POLICY lookup ON "Membership" FOR SELECT TO voicedesk_lookup USING (true);
CREATE POLICY lookup ON "Call" FOR SELECT TO voicedesk_lookup USING (true);
CREATE POLICY lookup ON "StreamToken" FOR SELECT TO voicedesk_lookup USING (true);
CREATE POLICY lookup_spend ON "StreamToken" FOR UPDATE TO voicedesk_lookup USING (true);
CREATE POLICY lookup ON "WebhookInbox" FOR SELECT TO voicedesk_lookup USING (true);
CREATE POLICY lookup ON "VerificationToken" TO voicedesk_lookup USING (true) WITH CHECK (true);

CREATE FUNCTION lookup.tenant_by_exotel_secret_hash(wanted text)
  RETURNS TABLE ("tenantId" uuid, "slug" text, "status" text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$ SELECT t."id", t."slug", t."status"::text FROM public."Tenant" t WHERE t."exotelSecretHash" = wanted $$;

CREATE FUNCTION lookup.tenant_by_slug(wanted text)
  RETURNS TABLE ("tenantId" uuid, "slug" text, "status" text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$ SELECT t."id", t."slug", t."status"::text FROM public."Tenant" t WHERE t."slug" = wanted $$;

CREATE FUNCTION lookup.tenant_ids(after_id uuid, max_rows integer)
  RETURNS TABLE ("tenantId" uuid, "status" text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT t."id", t."status"::text FROM public."Tenant" t
    WHERE after_id IS NULL OR t."id" > after_id ORDER BY t."id" LIMIT max_rows
  $$;

CREATE FUNCTION lookup.phone_number(wanted text)
  RETURNS TABLE ("tenantId" uuid, "phoneNumberId" uuid, "provider" text, "isActive" boolean, "tenantStatus" text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT n."tenantId", n."id", n."provider"::text, n."isActive", t."status"::text
    FROM public."PhoneNumber" n JOIN public."Tenant" t ON t."id" = n."tenantId" WHERE n."number" = wanted
  $$;

CREATE FUNCTION lookup.api_key_by_hash(wanted text)
  RETURNS TABLE ("tenantId" uuid, "apiKeyId" uuid, "role" text, "scopes" text[], "expiresAt" timestamptz, "revokedAt" timestamptz, "tenantSlug" text, "tenantStatus" text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT k."tenantId", k."id", k."role"::text, k."scopes", k."expiresAt", k."revokedAt", t."slug", t."status"::text
    FROM public."ApiKey" k JOIN public."Tenant" t ON t."id" = k."tenantId" WHERE k."hash" = wanted
  $$;

CREATE FUNCTION lookup.user_by_email(wanted text)
  RETURNS TABLE ("id" uuid, "email" text, "name" text, "passwordHash" text, "sessionVersion" integer, "emailVerified" timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT u."id", u."email", u."name", u."passwordHash", u."sessionVersion", u."emailVerified"
    FROM public."User" u WHERE u."email" = wanted
  $$;

CREATE FUNCTION lookup.user_by_id(wanted uuid)
  RETURNS TABLE ("id" uuid, "email" text, "name" text, "sessionVersion" integer, "emailVerified" timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT u."id", u."email", u."name", u."sessionVersion", u."emailVerified" FROM public."User" u WHERE u."id" = wanted
  $$;

CREATE FUNCTION lookup.user_by_account(wanted_provider text, wanted_account_id text)
  RETURNS TABLE ("id" uuid, "email" text, "name" text, "sessionVersion" integer, "emailVerified" timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT u."id", u."email", u."name", u."sessionVersion", u."emailVerified"
    FROM public."Account" a JOIN public."User" u ON u."id" = a."userId"
    WHERE a."provider" = wanted_provider AND a."providerAccountId" = wanted_account_id
  $$;

CREATE FUNCTION lookup.memberships_of_user(wanted uuid)
  RETURNS TABLE ("tenantId" uuid, "slug" text, "name" text, "status" text, "timezone" text, "businessType" text, "role" text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT t."id", t."slug", t."name", t."status"::text, t."timezone", t."businessType"::text, m."role"::text
    FROM public."Membership" m JOIN public."Tenant" t ON t."id" = m."tenantId"
    WHERE m."userId" = wanted ORDER BY t."name", t."id"
  $$;

CREATE FUNCTION lookup.call_by_external_id(wanted_provider text, wanted_external_id text)
  RETURNS TABLE ("tenantId" uuid, "callId" uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT c."tenantId", c."id" FROM public."Call" c
    WHERE c."provider" = wanted_provider::public."Provider" AND c."externalId" = wanted_external_id
  $$;

CREATE FUNCTION lookup.overdue_calls(heartbeat_before timestamptz, started_before timestamptz, max_rows integer)
  RETURNS TABLE ("tenantId" uuid, "callId" uuid, "status" text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT c."tenantId", c."id", c."status"::text FROM public."Call" c
    WHERE c."status" IN ('RINGING', 'CONNECTING', 'IN_PROGRESS')
      AND CASE WHEN c."heartbeatAt" IS NULL THEN c."startedAt" < started_before ELSE c."heartbeatAt" < heartbeat_before END
    ORDER BY c."startedAt" LIMIT max_rows
  $$;

-- A look without spending: what is wrong with a token is answered before the socket's upgrade.
CREATE FUNCTION lookup.stream_token(wanted_hash text, at timestamptz)
  RETURNS TABLE ("tenantId" uuid, "callId" uuid, "transport" text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT s."tenantId", s."callId", s."transport" FROM public."StreamToken" s
    WHERE s."tokenHash" = wanted_hash AND s."spentAt" IS NULL AND s."revokedAt" IS NULL AND s."expiresAt" > at
  $$;

-- Of two sockets with the same token exactly one gets a row back.
CREATE FUNCTION lookup.spend_stream_token(wanted_hash text, at timestamptz)
  RETURNS TABLE ("tenantId" uuid, "callId" uuid, "transport" text)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ''
  AS $$
    UPDATE public."StreamToken" s SET "spentAt" = at
    WHERE s."tokenHash" = wanted_hash AND s."spentAt" IS NULL AND s."revokedAt" IS NULL AND s."expiresAt" > at
    RETURNING s."tenantId", s."callId", s."transport"
  $$;

CREATE FUNCTION lookup.pending_webhooks(received_before timestamptz, max_rows integer)
  RETURNS TABLE ("tenantId" uuid, "webhookId" uuid, "source" text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT w."tenantId", w."id", w."source" FROM public."WebhookInbox" w
    WHERE w."status" = 'PENDING' AND w."receivedAt" < received_before ORDER BY w."receivedAt" LIMIT max_rows
  $$;

CREATE FUNCTION lookup.create_verification_token(new_identifier text, new_token text, new_expires timestamptz)
  RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ''
  AS $$
    INSERT INTO public."VerificationToken" ("identifier", "token", "expires") VALUES (new_identifier, new_token, new_expires)
  $$;

CREATE FUNCTION lookup.spend_verification_token(wanted_identifier text, wanted_token text)
  RETURNS TABLE ("identifier" text, "token" text, "expires" timestamptz)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ''
  AS $$
    DELETE FROM public."VerificationToken" v WHERE v."identifier" = wanted_identifier AND v."token" = wanted_token
    RETURNING v."identifier", v."token", v."expires"
  $$;

-- Every function of the schema: run as the narrow role, callable by the application only.
CREATE FUNCTION tenancy.hand_over_lookups() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  found regprocedure;
BEGIN
  FOR found IN SELECT p.oid FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'lookup' LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO voicedesk_lookup', found);
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', found);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO voicedesk_app', found);
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION tenancy.hand_over_lookups() FROM PUBLIC;
SELECT tenancy.hand_over_lookups();
