import { FIRST_NAMES, LAST_NAMES, MARKERS } from './words'

/** How large the world is: `calls` of the one large tenant, and as many others as there are beside it. */
export type WorldSize = { calls: number; smallTenants: number; contacts: number; bookings: number }
/** The moment at which all of it is looked at. */
export const NOW = '2026-11-21T10:00:00.000Z'

/** Callers with thousands of calls each, and one (an agency, say) with tens of thousands. */
export const HEAVY_CALLERS = 20
/** Of this many calls one is another tenant's. */
const ONE_IN_OTHERS = 26
const CONTACTS_OF_SMALL = 20
const YEARS_SECONDS = 730 * 86_400

export const totalCalls = ({ calls }: WorldSize) => Math.ceil((calls * ONE_IN_OTHERS) / (ONE_IN_OTHERS - 1))

const list = (words: readonly string[]) => `ARRAY[${words.map((word) => `'${word}'`).join(', ')}]`
const pick = (words: readonly string[], chance: string) => `(${list(words)})[1 + floor(${words.length} * ${chance})::int]`

/** Numbers that look random and are always the same, ids that sort by number, and the skews of the world. */
export const FUNCTIONS = `
CREATE SCHEMA bench;
CREATE FUNCTION bench.chance(n bigint, salt bigint) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT (hashint8extended(n, salt) & 4503599627370495) / 4503599627370496.0::float8 $$;
CREATE FUNCTION bench.id(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT (lpad(to_hex(n), 8, '0') || '-0000-7' || kind || '-8000-000000000000')::uuid $$;
-- Whose call or booking number n is: one contact in many, twenty in quite some, of the others a few often and most rarely.
CREATE FUNCTION bench.contact_no(n bigint, contacts integer, salt bigint) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$
    SELECT CASE WHEN u < 0.02 THEN 1 WHEN u < 0.07 THEN 2 + floor(${HEAVY_CALLERS} * v)::int
      WHEN u < 0.45 THEN ${HEAVY_CALLERS + 2} + floor((contacts - ${HEAVY_CALLERS + 2}) * v * v * v)::int
      ELSE ${HEAVY_CALLERS + 2} + floor((contacts - ${HEAVY_CALLERS + 2}) * v)::int END
    FROM (SELECT bench.chance(n, salt) AS u, bench.chance(n, salt + 1) AS v) draw
  $$;
CREATE FUNCTION bench.name_of(n bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT ${pick(FIRST_NAMES, 'power(bench.chance(n, 901), 1.2)')} || ' ' || ${pick(LAST_NAMES, 'power(bench.chance(n, 902), 1.2)')} $$;
CREATE UNLOGGED TABLE bench.sentence (language text, no integer, text text);
CREATE UNLOGGED TABLE bench.plan (n bigint, tenant_no integer, contact_no integer, booking_no integer, started_at timestamptz,
  language text, is_held boolean, turns integer, is_inbound boolean, mood text);
`

/** What happens in the world, a row per call; every table is made from it. */
export const plan = (size: WorldSize) => `
INSERT INTO bench.plan
SELECT c.n, c.tenant_no,
  CASE WHEN c.tenant_no > 0 THEN ${size.contacts} + (c.tenant_no - 1) * ${CONTACTS_OF_SMALL} + 1 + floor(${CONTACTS_OF_SMALL} * bench.chance(c.n, 11))::int
    WHEN c.booking_no IS NOT NULL THEN bench.contact_no(c.booking_no, ${size.contacts}, 61)
    WHEN bench.chance(c.n, 12) < 0.06 THEN NULL ELSE bench.contact_no(c.n, ${size.contacts}, 71) END,
  c.booking_no,
  -- Business grows: of two years' calls three quarters are the second's.
  timestamptz '${NOW}' - make_interval(secs => ${YEARS_SECONDS} * (1 - sqrt(c.n::float8 / ${totalCalls(size)})) + 60),
  CASE WHEN bench.chance(c.n, 13) < 0.75 THEN 'english' WHEN bench.chance(c.n, 13) < 0.9 THEN 'hindi' ELSE 'hinglish' END,
  c.is_held, CASE WHEN c.is_held THEN 4 + floor(15 * bench.chance(c.n, 14))::int ELSE 0 END, bench.chance(c.n, 15) < 0.75,
  CASE WHEN NOT c.is_held OR bench.chance(c.n, 16) < 0.1 THEN NULL WHEN bench.chance(c.n, 16) < 0.5 THEN 'POSITIVE' WHEN bench.chance(c.n, 16) < 0.95 THEN 'NEUTRAL' ELSE 'NEGATIVE' END
FROM (
  SELECT n, t.tenant_no, bench.chance(n, 17) < 0.92 AS is_held,
    -- About a booking of these weeks; one call in a thousand about one of twenty that everybody calls about.
    CASE WHEN t.tenant_no > 0 OR bench.chance(n, 18) > 0.35 THEN NULL
      WHEN bench.chance(n, 19) < 0.003 THEN 1 + floor(20 * bench.chance(n, 20))::int
      ELSE least(${size.bookings}, greatest(1, floor(${size.bookings} * (n::float8 / ${totalCalls(size)} + 0.004 * (bench.chance(n, 21) - 0.5)))::int)) END AS booking_no
  FROM generate_series(1, ${totalCalls(size)}::bigint) n,
    LATERAL (SELECT CASE WHEN n % ${ONE_IN_OTHERS} = 0 THEN 1 + ((n / ${ONE_IN_OTHERS}) % ${size.smallTenants})::int ELSE 0 END AS tenant_no) t
) c ORDER BY c.n`

const tenantIdOf = (expression: string) => `bench.id('001', ${expression})`

const tenants = ({ smallTenants }: WorldSize) => `
INSERT INTO "Tenant" ("id", "name", "slug", "industry", "businessType", "timezone", "region", "exotelSecretEncrypted", "exotelSecretHash", "updatedAt")
SELECT ${tenantIdOf('n')}, CASE n WHEN 0 THEN 'Grand Pavilion' ELSE 'Shop ' || n END, 'tenant-' || n, 'RESTAURANT', 'restaurant', 'Asia/Kolkata', 'IN', '', 'secret-' || n, '${NOW}'
FROM generate_series(0, ${smallTenants}) n`

const phoneNumbers = ({ smallTenants }: WorldSize) => `
INSERT INTO "PhoneNumber" ("id", "tenantId", "number") SELECT bench.id('002', n), ${tenantIdOf('n')}, '+918040' || lpad(n::text, 6, '0') FROM generate_series(0, ${smallTenants}) n`

const agents = ({ smallTenants }: WorldSize) => `
INSERT INTO "Agent" ("id", "tenantId", "name", "isDefault", "updatedAt") SELECT bench.id('003', n), ${tenantIdOf('n')}, 'Maya', true, '${NOW}' FROM generate_series(0, ${smallTenants}) n`

const contacts = ({ contacts: large, smallTenants }: WorldSize) => `
INSERT INTO "Contact" ("id", "tenantId", "phone", "externalId", "name", "email", "language", "preferences", "totalCalls", "createdAt", "updatedAt")
SELECT bench.id('00c', n), ${tenantIdOf(`CASE WHEN n <= ${large} THEN 0 ELSE 1 + (n - ${large} - 1) / ${CONTACTS_OF_SMALL} END`)}, '+9198' || lpad(n::text, 8, '0'), 'crm-' || n,
  CASE WHEN bench.chance(n, 31) < 0.97 THEN bench.name_of(n) END, 'person' || n || '@example.test', 'en-IN',
  CASE WHEN bench.chance(n, 32) < 0.2 THEN '{"seating":"by the window"}'::jsonb END, 10, '${NOW}'::timestamptz - interval '800 days', '${NOW}'::timestamptz - interval '1 day'
FROM generate_series(1, ${large + smallTenants * CONTACTS_OF_SMALL}) n`

const bookings = ({ bookings: count, contacts: large }: WorldSize) => `
INSERT INTO "Booking" ("id", "tenantId", "contactId", "externalId", "startsAt", "durationMinutes", "type", "ownerName", "specialInstructions", "partySize", "status", "createdAt", "updatedAt")
SELECT bench.id('00b', n), ${tenantIdOf('0')}, bench.id('00c', bench.contact_no(n, ${large}, 61)), 'pos-' || n, b.starts_at, 60 + 30 * (n % 3),
  ${pick(['Dinner', 'Lunch', 'Hibachi party', 'Birthday party', 'Business lunch', 'Brunch'], 'bench.chance(n, 41)')},
  ${pick(['Ravi Menon', 'Sara Khan', 'Dev Anand', 'Leela Rao'], 'bench.chance(n, 42)')},
  CASE WHEN bench.chance(n, 43) < 0.2 THEN 'Table by the window, one guest is allergic to nuts' END, 2 + floor(9 * power(bench.chance(n, 44), 2))::int,
  (CASE WHEN b.starts_at > '${NOW}' THEN ${pick(['BOOKED', 'CONFIRMED', 'BOOKED', 'CANCELLED'], 'bench.chance(n, 45)')}
    ELSE ${pick(['COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED', 'CANCELLED', 'RESCHEDULED', 'NO_SHOW'], 'bench.chance(n, 46)')} END)::"BookingStatus",
  b.starts_at - interval '20 days', b.starts_at - interval '15 days'
FROM generate_series(1, ${count}) n,
  LATERAL (SELECT date_trunc('hour', timestamptz '${NOW}' - make_interval(secs => ${YEARS_SECONDS} * (1 - sqrt(n::float8 / ${count})) - 25 * 86400 * bench.chance(n, 47))) + interval '30 minutes' AS starts_at) b`

const calls = () => `
INSERT INTO "Call" ("id", "tenantId", "provider", "externalId", "phoneNumberId", "contactId", "bookingId", "agentId", "direction", "status", "endReason", "fromPhone", "toPhone",
  "startedAt", "answeredAt", "endedAt", "durationSeconds", "summary", "sentiment", "insights", "recordingKey", "recordingDurationMs", "costPaise", "progress", "createdAt", "updatedAt")
SELECT bench.id('00a', p.n), ${tenantIdOf('p.tenant_no')}, 'EXOTEL', md5(p.n::text), bench.id('002', p.tenant_no), bench.id('00c', p.contact_no), bench.id('00b', p.booking_no), bench.id('003', p.tenant_no),
  (CASE WHEN p.is_inbound THEN 'INBOUND' ELSE 'OUTBOUND' END)::"CallDirection",
  (CASE WHEN p.is_held THEN 'COMPLETED' ELSE ${pick(['NO_ANSWER', 'BUSY', 'FAILED', 'NO_ANSWER', 'CANCELLED'], 'bench.chance(p.n, 81)')} END)::"CallStatus", 'caller_hung_up',
  CASE WHEN p.is_inbound THEN ph.theirs ELSE ph.ours END, CASE WHEN p.is_inbound THEN ph.ours ELSE ph.theirs END,
  p.started_at, CASE WHEN p.is_held THEN p.started_at + interval '3 seconds' END, p.started_at + make_interval(secs => 20 + 6 * p.turns), CASE WHEN p.is_held THEN 17 + 6 * p.turns END,
  s.text, p.mood::"Sentiment",
  CASE WHEN p.is_held THEN jsonb_build_object('sentiment', lower(p.mood), 'topics', jsonb_build_array('table', 'time'), 'intent', 'change a booking', 'actionItems',
    CASE WHEN bench.chance(p.n, 82) < 0.06 THEN jsonb_build_array('Send the menu') ELSE '[]'::jsonb END, 'summary', NULL) END,
  CASE WHEN p.is_held THEN 'recordings/' || p.n || '.wav' END, 6000 * p.turns, 60 + 9 * p.turns,
  jsonb_build_object('stream', jsonb_build_object('startedAt', p.started_at, 'endedAt', p.started_at, 'reason', 'stop'), 'vendor', jsonb_build_object('status', 'completed', 'at', p.started_at), 'summary', jsonb_build_object('at', p.started_at)),
  p.started_at, p.started_at + interval '10 minutes'
FROM bench.plan p
LEFT JOIN bench.sentence s ON p.is_held AND s.language = 'english' AND s.no = 1 + floor(20000 * bench.chance(p.n, 83))::int
CROSS JOIN LATERAL (SELECT '+918040' || lpad(p.tenant_no::text, 6, '0') AS ours,
  -- One in fifty calls from another number than the contact's; withheld ones have none.
  CASE WHEN p.contact_no IS NULL AND bench.chance(p.n, 84) < 0.3 THEN NULL
    WHEN p.contact_no IS NULL OR bench.chance(p.n, 85) < 0.02 THEN '+9170' || lpad((p.n % 100000000)::text, 8, '0')
    ELSE '+9198' || lpad(p.contact_no::text, 8, '0') END AS theirs) ph
ORDER BY p.n`

const SPOKEN_DATES = [
  'tomorrow at 5 pm',
  'on Friday at half past seven',
  'next Tuesday evening',
  'today at 8:30',
  "on the 24th at one o''clock",
  'this Sunday for lunch',
]

/** Callers say who they are in every other call, when they come in most, and in a few something that hardly anybody says. */
const turns = () => `
INSERT INTO "TranscriptTurn" ("id", "tenantId", "callId", "index", "role", "text", "heardText", "interrupted", "startedMs", "endedMs", "language", "confidence", "timings", "createdAt")
SELECT uuidv7(), ${tenantIdOf('p.tenant_no')}, bench.id('00a', p.n), i, (CASE WHEN i % 2 = 0 THEN 'AGENT' ELSE 'CALLER' END)::"Speaker", t.said,
  CASE WHEN i % 2 = 0 AND bench.chance(p.n * 32 + i, 91) < 0.05 THEN left(t.said, 40) END, false, 6000 * i, 6000 * i + 5200, 'en-IN',
  CASE WHEN i % 2 = 1 THEN 0.93 END, CASE WHEN i % 2 = 0 THEN '{"modelMs":412,"speechMs":188,"addedMs":9}'::jsonb END, p.started_at + make_interval(secs => 6 * i)
FROM bench.plan p CROSS JOIN LATERAL generate_series(0, p.turns - 1) i
JOIN bench.counted k ON k.language = p.language
JOIN bench.sentence s ON s.language = p.language AND s.no = 1 + floor(k.count * bench.chance(p.n * 32 + i, 92))::int
CROSS JOIN LATERAL (SELECT CASE
    WHEN i = 1 AND bench.chance(p.n, 93) < 0.5 AND p.tenant_no = 0 THEN 'Hi, this is ' || bench.name_of(CASE WHEN bench.chance(p.n, 94) < 0.1 THEN p.n ELSE coalesce(p.contact_no, p.n) END) || '. '
    WHEN i = 3 AND bench.chance(p.n, 95) < 0.7 THEN 'It is about my table ' || ${pick(SPOKEN_DATES, 'bench.chance(p.n, 96)')} || ' for ' || 2 + p.n % 7 || ' people. '
    ELSE '' END || s.text || ${markers()} AS said) t
WHERE p.n BETWEEN $1 AND $2`

function markers(): string {
  const cases = MARKERS.map(({ word, language, oneIn, only }, index) => {
    const when = `p.language = '${language}' AND bench.chance(p.n, ${200 + index}) * ${oneIn} < 1`
    return ` || CASE WHEN i = 2 AND ${when}${only ? ` AND p.started_at < timestamptz '${NOW}' - interval '300 days'` : ''} THEN ' ${word}' ELSE '' END`
  })
  return `''${cases.join('')}`
}

const links = () => `
INSERT INTO "CallLink" ("id", "tenantId", "callId", "status", "contactId", "bookingId", "confidence", "candidates", "decidedBy", "decidedAt", "createdAt", "updatedAt")
SELECT bench.id('00d', p.n), ${tenantIdOf('p.tenant_no')}, bench.id('00a', p.n),
  (CASE WHEN p.contact_no IS NULL THEN CASE WHEN bench.chance(p.n, 101) < 0.3 THEN 'NEEDS_REVIEW' ELSE 'UNMATCHED' END ELSE 'LINKED' END)::"LinkStatus",
  bench.id('00c', p.contact_no), bench.id('00b', p.booking_no), 40 + floor(60 * bench.chance(p.n, 102))::int,
  CASE WHEN p.contact_no IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object('customerId', bench.id('00c', p.contact_no), 'bookingId', bench.id('00b', p.booking_no), 'score', 90, 'reasons',
    jsonb_build_array(jsonb_build_object('rule', 'phone_match', 'points', 50, 'evidence', '+919800000000'), jsonb_build_object('rule', 'says_full_name', 'points', 30, 'evidence', 'this is the caller'), jsonb_build_object('rule', 'date_match', 'points', 10, 'evidence', 'tomorrow')))) END,
  'RULES', p.started_at + interval '5 minutes', p.started_at + interval '5 minutes', p.started_at + interval '5 minutes'
FROM bench.plan p WHERE p.is_held ORDER BY p.n`

const tasks = () => `
INSERT INTO "Task" ("id", "tenantId", "callId", "title", "dedupeKey", "doneAt", "createdAt")
SELECT bench.id('00e', p.n), ${tenantIdOf('p.tenant_no')}, bench.id('00a', p.n), 'Send the menu', 'insight:' || p.n, CASE WHEN bench.chance(p.n, 111) < 0.85 THEN p.started_at + interval '1 day' END, p.started_at
FROM bench.plan p WHERE p.is_held AND bench.chance(p.n, 82) < 0.06 ORDER BY p.n`

/** Each table and how it is filled, those that others refer to first. With `$1` and `$2` in it: a range of calls at a time. */
export const TABLES: { table: string; fill: (size: WorldSize) => string }[] = [
  { table: 'Tenant', fill: tenants },
  { table: 'PhoneNumber', fill: phoneNumbers },
  { table: 'Agent', fill: agents },
  { table: 'Contact', fill: contacts },
  { table: 'Booking', fill: bookings },
  { table: 'Call', fill: calls },
  { table: 'TranscriptTurn', fill: turns },
  { table: 'CallLink', fill: links },
  { table: 'Task', fill: tasks },
]

/** Documents as the product's own triggers write them. */
export const DOCUMENTS = `
SELECT search.refresh(array_agg(${tenantIdOf('p.tenant_no')}), array_agg(bench.id('00a', p.n))) FROM bench.plan p WHERE p.is_held AND p.n BETWEEN $1 AND $2`

export const LARGE_TENANT = '00000000-0000-7001-8000-000000000000'
