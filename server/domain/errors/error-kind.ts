/** What a refusal is about, in words every transport has a status for. */
export type ErrorKind =
  | 'bad_request'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'unprocessable'
  | 'too_many_requests'
  | 'range_not_satisfiable'
  | 'unavailable'

const KINDS: Record<string, ErrorKind> = {
  unauthorized: 'unauthorized',
  invalid_credentials: 'unauthorized',
  forbidden: 'forbidden',
  foreign_origin: 'forbidden',
  not_found: 'not_found',
  call_not_found: 'not_found',
  agent_not_found: 'not_found',
  unknown_number: 'not_found',
  method_not_allowed: 'method_not_allowed',
  range_not_satisfiable: 'range_not_satisfiable',
  conflict: 'conflict',
  draft_changed: 'conflict',
  mapping_changed: 'conflict',
  nothing_to_publish: 'conflict',
  email_taken: 'conflict',
  phone_number_taken: 'conflict',
  already_a_member: 'conflict',
  last_owner: 'conflict',
  calls_under_way: 'conflict',
  password_missing: 'conflict',
  call_already_active: 'conflict',
  tenant_suspended: 'conflict',
  agent_not_published: 'conflict',
  contact_exists: 'conflict',
  phone_taken: 'conflict',
  external_id_taken: 'conflict',
  contact_changed_meanwhile: 'conflict',
  booking_changed_meanwhile: 'conflict',
  call_under_way: 'conflict',
  group_name_taken: 'conflict',
  search_name_taken: 'conflict',
  too_many_searches: 'conflict',
  import_ended: 'conflict',
  suppressed: 'conflict',
  timezone_unknown: 'conflict',
  policy_unreadable: 'conflict',
  consent_withdrawn: 'conflict',
  outside_calling_window: 'conflict',
  daily_cap_reached: 'conflict',
  outbound_not_configured: 'conflict',
  call_already_dialled: 'conflict',
  booking_closed: 'conflict',
  no_booking: 'conflict',
  ringcentral_unreachable: 'conflict',
  no_capacity: 'unavailable',
  payload_too_large: 'payload_too_large',
  unsupported_media_type: 'unsupported_media_type',
  idempotency_key_reused: 'unprocessable',
  rate_limited: 'too_many_requests',
  unavailable: 'unavailable',
}

/** The kind of a DomainError's code. A code nobody classified is a bad request: the caller can do something about it. */
export function errorKindOf(code: string): ErrorKind {
  return KINDS[code] ?? 'bad_request'
}
