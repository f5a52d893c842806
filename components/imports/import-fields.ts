const LABELS: Record<string, string> = {
  phone: 'Phone',
  name: 'Name',
  first_name: 'First name',
  last_name: 'Last name',
  email: 'E-mail',
  company_name: 'Company',
  timezone: 'Time zone',
  language: 'Language',
  external_id: 'Your id',
  notes: 'Notes',
  metadata: 'Own fields, as JSON',
  group_ids: 'Group ids',
  do_not_call: 'Do not call',
  contact_phone: 'Phone of the person',
  contact_id: 'Id of the contact',
  contact_name: 'Name of the person',
  starts_at: 'Day and time',
  date: 'Day',
  time: 'Time',
  duration_minutes: 'Length in minutes',
  type: 'What',
  owner_name: 'With whom',
  special_instructions: 'Wishes',
  party_size: 'People',
  status: 'Status',
}

/** A field of an import as people call it. */
export function importFieldLabel(field: string): string {
  if (field.startsWith('metadata.')) return `Own field “${field.slice('metadata.'.length)}”`
  return LABELS[field] ?? field.replaceAll('_', ' ')
}
