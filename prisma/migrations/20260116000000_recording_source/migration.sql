-- AlterTable
ALTER TABLE "Call" ADD COLUMN     "recordingSource" TEXT;
