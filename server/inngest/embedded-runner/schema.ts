export const SCHEMA = 'embedded_runner'

/** Any fixed number: one runner per database works, others wait their turn. */
export const RUNNER_LOCK = 5_274_931

/**
 * The runner's own tables, in a schema of their own and out of the application role's reach. Statements can be repeated.
 * A step's `state` is what the SDK is told of it: `{ type: 'data', data }` or `{ type: 'error', error }`.
 */
export const CREATE_TABLES = `
CREATE SCHEMA IF NOT EXISTS ${SCHEMA};
SET search_path TO ${SCHEMA};

CREATE TABLE IF NOT EXISTS events (
  id text PRIMARY KEY,
  sequence bigint GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  body jsonb NOT NULL,
  received_at timestamptz NOT NULL,
  dispatched_at timestamptz
);
CREATE INDEX IF NOT EXISTS events_undispatched ON events (sequence) WHERE dispatched_at IS NULL;

CREATE TABLE IF NOT EXISTS runs (
  id uuid PRIMARY KEY,
  function_id text NOT NULL,
  event jsonb NOT NULL,
  /** The same key starts a function once: the event's id, or what its idempotency option says. */
  once_key text,
  concurrency jsonb NOT NULL,
  throttle_key text,
  status text NOT NULL DEFAULT 'running',
  result jsonb,
  parent_run_id uuid,
  parent_step_id text,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  ended_at timestamptz,
  UNIQUE (function_id, once_key)
);
CREATE INDEX IF NOT EXISTS runs_running ON runs (function_id) WHERE status = 'running';
CREATE INDEX IF NOT EXISTS runs_ended ON runs (ended_at) WHERE status <> 'running';

CREATE TABLE IF NOT EXISTS steps (
  run_id uuid NOT NULL REFERENCES runs ON DELETE CASCADE,
  id text NOT NULL,
  op text NOT NULL,
  name text,
  condition text,
  state jsonb,
  sequence bigint GENERATED ALWAYS AS IDENTITY,
  ended_order bigint,
  PRIMARY KEY (run_id, id)
);
CREATE INDEX IF NOT EXISTS steps_waiting ON steps (name) WHERE state IS NULL AND op = 'WaitForEvent';
CREATE SEQUENCE IF NOT EXISTS step_endings;

/** What is to be done next: 'discover' asks the function what follows, 'step' runs one step, 'wake' ends a wait. */
CREATE TABLE IF NOT EXISTS queue (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id uuid NOT NULL REFERENCES runs ON DELETE CASCADE,
  function_id text NOT NULL,
  kind text NOT NULL,
  step_id text NOT NULL DEFAULT '',
  attempt int NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL,
  claimed_at timestamptz
);
CREATE UNIQUE INDEX IF NOT EXISTS queue_once ON queue (run_id, kind, step_id) WHERE claimed_at IS NULL;
CREATE INDEX IF NOT EXISTS queue_due ON queue (function_id, due_at) WHERE claimed_at IS NULL;
CREATE INDEX IF NOT EXISTS queue_next ON queue (due_at) WHERE claimed_at IS NULL;
CREATE INDEX IF NOT EXISTS queue_claimed ON queue (id) WHERE claimed_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS schedules (
  function_id text NOT NULL,
  cron text NOT NULL,
  next_at timestamptz NOT NULL,
  PRIMARY KEY (function_id, cron)
);

CREATE TABLE IF NOT EXISTS throttles (
  key text PRIMARY KEY,
  arrival timestamptz NOT NULL
);
`
