-- Calls say themselves when somebody has to look after them: "Call"."tidyUpAt".
DROP FUNCTION lookup.overdue_calls(timestamptz, timestamptz, integer);
REVOKE SELECT ("startedAt", "heartbeatAt") ON "Call" FROM voicedesk_lookup;
