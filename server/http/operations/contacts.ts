import { z } from 'zod'
import { bookingInputResource, bookingPatchResource } from '../../domain/bookings/booking-input'
import { bookingListResource, bookingResource, listBookingsQuery } from '../../domain/bookings/booking-resource'
import { contactInputResource, contactPatchResource } from '../../domain/contacts/contact-input'
import { contactListResource, contactResource, listContactsQuery } from '../../domain/contacts/contact-resource'
import { exportBookingsQuery } from '../../domain/exports/export-view'
import { importStartedResource, reportQuery, uploadImportQuery } from '../../domain/imports/import-view'
import { importResource } from '../../domain/rows/import-result'
import {
  addSuppressionResource,
  listSuppressionsQuery,
  removeSuppressionQuery,
  suppressionListResource,
  suppressionResource,
} from '../../domain/suppressions/suppression-resource'
import { guarded, type Operation, writing } from './operation'

const contactId = z.object({ contactId: z.uuid() })
const bookingId = z.object({ bookingId: z.uuid() })
const access = { security: 'key_or_session' } as const
const contacts = { ...access, tag: 'Contacts' } as const
const bookings = { ...access, tag: 'Bookings' } as const
const tenantId = z.object({ tenantId: z.string().meta({ description: "The tenant's id or slug" }) })
const absentStays = 'Fields left out stay as they are, null ones are cleared; `metadata` goes name by name.'
const imports =
  'A JSON array of at most 1,000 rows, or `text/csv` with a header. Good rows land, bad rows are named by number (from 1, a header not counted) and field. Rows are taken in order: a later one changes what an earlier one made.'

export const CONTACT_OPERATIONS: Operation[] = [
  {
    ...contacts,
    method: 'get',
    path: '/api/v1/contacts',
    summary: 'Contacts, who called last first',
    query: listContactsQuery,
    answers: { 200: { description: 'A page of contacts', schema: contactListResource } },
    refusals: [400, ...guarded],
  },
  {
    ...contacts,
    method: 'post',
    path: '/api/v1/contacts',
    summary: 'Add a contact, or change the one with this phone number',
    description: `Upsert by phone. ${absentStays} Extensions are dropped.`,
    body: contactInputResource,
    answers: { 200: { description: 'Changed', schema: contactResource }, 201: { description: 'Added', schema: contactResource } },
    refusals: [...writing, 409],
  },
  {
    ...contacts,
    method: 'post',
    path: '/api/v1/contacts/import',
    summary: 'Many contacts at once',
    description: `Upsert by phone. ${imports}`,
    body: z.array(contactInputResource).max(1000),
    answers: { 200: { description: 'What became of the rows', schema: importResource } },
    refusals: writing,
  },
  {
    ...contacts,
    method: 'get',
    path: '/api/v1/contacts/{contactId}',
    summary: 'One contact',
    params: contactId,
    answers: { 200: { description: 'The contact', schema: contactResource } },
    refusals: guarded,
  },
  {
    ...contacts,
    method: 'patch',
    path: '/api/v1/contacts/{contactId}',
    summary: 'Change a contact',
    description: absentStays,
    params: contactId,
    body: contactPatchResource,
    answers: { 200: { description: 'Changed', schema: contactResource } },
    refusals: [...writing, 409],
  },
  {
    ...contacts,
    method: 'delete',
    path: '/api/v1/contacts/{contactId}',
    summary: 'Erase a person',
    description:
      'Everything personal goes: the contact, its bookings, notes and consents, and what its calls said, recorded and extracted. Counts and costs of calls stay, and the number stays on the suppression list.',
    params: contactId,
    answers: { 204: { description: 'Erased' } },
    refusals: [...guarded, 409],
  },
  {
    ...contacts,
    method: 'get',
    path: '/api/v1/suppressions',
    summary: 'Numbers that are not called, newest first',
    query: listSuppressionsQuery,
    answers: { 200: { description: 'A page of numbers', schema: suppressionListResource } },
    refusals: [400, ...guarded],
  },
  {
    ...contacts,
    method: 'post',
    path: '/api/v1/suppressions',
    summary: 'Do not call a number',
    body: addSuppressionResource,
    answers: {
      200: { description: 'It was there', schema: suppressionResource },
      201: { description: 'Added', schema: suppressionResource },
    },
    refusals: writing,
  },
  {
    ...contacts,
    method: 'delete',
    path: '/api/v1/suppressions',
    summary: 'Allow calls to a number again',
    query: removeSuppressionQuery,
    answers: { 204: { description: 'Taken off the list' } },
    refusals: [400, ...guarded],
  },
  {
    ...bookings,
    method: 'get',
    path: '/api/v1/bookings',
    summary: 'Bookings, latest first',
    query: listBookingsQuery,
    answers: { 200: { description: 'A page of bookings', schema: bookingListResource } },
    refusals: [400, ...guarded],
  },
  {
    ...bookings,
    method: 'post',
    path: '/api/v1/bookings',
    summary: 'Add a booking, or change the one with this external id',
    description: `Upsert by \`external_id\`; a \`contact_phone\` nobody has makes a contact. ${absentStays}`,
    body: bookingInputResource,
    answers: { 200: { description: 'Changed', schema: bookingResource }, 201: { description: 'Added', schema: bookingResource } },
    refusals: [...writing, 409],
  },
  {
    ...bookings,
    method: 'post',
    path: '/api/v1/bookings/import',
    summary: 'Many bookings at once',
    description: `Upsert by \`external_id\`; without one, the same person at the same time is the same booking. ${imports}`,
    body: z.array(bookingInputResource).max(1000),
    answers: { 200: { description: 'What became of the rows', schema: importResource } },
    refusals: writing,
  },
  {
    ...bookings,
    method: 'get',
    path: '/api/v1/bookings/{bookingId}',
    summary: 'One booking',
    params: bookingId,
    answers: { 200: { description: 'The booking', schema: bookingResource } },
    refusals: guarded,
  },
  {
    ...bookings,
    method: 'patch',
    path: '/api/v1/bookings/{bookingId}',
    summary: 'Change, move or cancel a booking',
    description: `${absentStays} An open booking whose time changes is RESCHEDULED unless a status is given.`,
    params: bookingId,
    body: bookingPatchResource,
    answers: { 200: { description: 'Changed', schema: bookingResource } },
    refusals: [...writing, 409],
  },
  {
    ...access,
    tag: 'Tenants',
    method: 'post',
    path: '/api/tenants/{tenantId}/imports',
    summary: 'Take in a long file',
    description:
      'The body is the file: comma, semicolon or tab separated, at most 20 MB and 100,000 rows. `fields` names what each column holds, separated by commas; without it the names of the columns are read. It is taken in afterwards, piece by piece.',
    params: tenantId,
    query: uploadImportQuery,
    answers: { 202: { description: 'Begun', schema: importStartedResource } },
    refusals: writing,
  },
  {
    ...access,
    tag: 'Tenants',
    method: 'get',
    path: '/api/tenants/{tenantId}/imports/report',
    summary: 'Refused rows of an import',
    params: tenantId,
    query: reportQuery,
    answers: { 200: { description: 'The rows and what was wrong with them', contentType: 'text/csv' } },
    refusals: [400, ...guarded],
  },
  {
    ...access,
    tag: 'Tenants',
    method: 'get',
    path: '/api/tenants/{tenantId}/exports/contacts',
    summary: 'Contacts as a file',
    params: tenantId,
    query: z.object({ query: z.string().optional(), group_id: z.uuid().optional() }),
    answers: { 200: { description: 'The file', contentType: 'text/csv' } },
    refusals: [400, ...guarded],
  },
  {
    ...access,
    tag: 'Tenants',
    method: 'get',
    path: '/api/tenants/{tenantId}/exports/bookings',
    summary: 'Bookings as a file',
    params: tenantId,
    query: exportBookingsQuery,
    answers: { 200: { description: 'The file', contentType: 'text/csv' } },
    refusals: [400, ...guarded],
  },
]
