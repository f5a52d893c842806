import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guessColumns, toRow } from './guess-columns'
import { decodeFile, isBlankRow, readCsv } from './read-csv'
import { CSV_START, csvLine } from './write-csv'

describe('a table in text', () => {
  test.each([
    ['commas', 'Name,Phone\nAsha,98765 43210\n', ','],
    ['semicolons', 'Name;Phone\r\nAsha;98765 43210', ';'],
    ['tabs', 'Name\tPhone\nAsha\t98765 43210\n', '\t'],
    ['a byte order mark', '\ufeffName,Phone\nAsha,98765 43210\n', ','],
    ['quotes', '"Name","Phone"\n"Asha","98765 43210"\n', ','],
  ])('%s', (_, text, delimiter) => {
    expect(readCsv(text)).toEqual({ delimiter, headers: ['Name', 'Phone'], rows: [['Asha', '98765 43210']], isCut: false })
  })

  test('cells hold separators, line ends and quotes', () => {
    expect(readCsv('Name,Notes\n"Rao, Asha","says ""hi""\nand more"\n5" pipe,x').rows).toEqual([
      ['Rao, Asha', 'says "hi"\nand more'],
      ['5" pipe', 'x'],
    ])
  })

  test('blank and ragged rows keep their place', () => {
    const { rows } = readCsv('Name,Phone\nA,1\n\n,\nB\n')
    expect(rows).toEqual([['A', '1'], [''], ['', ''], ['B']])
    expect(rows.map(isBlankRow)).toEqual([false, true, true, false])
  })

  test('only as many rows as are wanted are read', () => {
    expect(readCsv('A\n1\n2\n3\n', 2)).toMatchObject({ rows: [['1'], ['2']], isCut: true })
    expect(readCsv('A\n1\n2\n', 2)).toMatchObject({ rows: [['1'], ['2']], isCut: false })
  })

  test.each([
    ['nothing', ''],
    ['blank lines', '\n\n'],
    ['a quotation mark left open', 'Name,Phone\n"Asha,98765\n'],
    ['a line without end', `Name\n${'x'.repeat(300_000)}`],
  ])('%s is refused', (_, text) => {
    expect(() => readCsv(text)).toThrow(expect.objectContaining({ code: 'invalid_csv' }))
  })

  test('files of other alphabets', () => {
    expect(decodeFile(new TextEncoder().encode('Émile'))).toBe('Émile')
    expect(decodeFile(Buffer.from('\ufeffÉmile', 'utf16le'))).toBe('Émile')
    expect(decodeFile(Buffer.from('Émile', 'latin1'))).toBe('Émile')
  })
})

describe('columns by their names', () => {
  test.each([
    [
      ['Mobile', 'Full Name', 'E-mail'],
      ['phone', 'name', 'email'],
    ],
    [
      ['Phone No.', 'Company', 'Time Zone', 'DNC'],
      ['phone', 'company_name', 'timezone', 'do_not_call'],
    ],
    [
      ['phone', 'Mobile'],
      ['phone', null],
    ],
    [
      ['Mobile', 'phone'],
      [null, 'phone'],
    ],
    [
      ['First Name', 'Surname', 'WhatsApp Number'],
      ['first_name', 'last_name', 'phone'],
    ],
    [
      ['customerName', 'contactNumber', 'Remarks'],
      ['name', 'phone', 'notes'],
    ],
    [
      ['external_id', 'metadata.colour', 'Favourite dish'],
      ['external_id', 'metadata.colour', null],
    ],
    [
      ['Téléphone', 'Nom'],
      ['phone', null],
    ],
  ])('contacts: %j', (headers, fields) => {
    expect(guessColumns('contacts', headers)).toEqual(fields)
  })

  test.each([
    [
      ['Appointment', 'Doctor', 'Mobile'],
      ['starts_at', 'owner_name', 'contact_phone'],
    ],
    [
      ['Date', 'Time', 'Patient', 'Phone No.'],
      ['date', 'time', 'contact_name', 'contact_phone'],
    ],
    [
      ['Appointment Date', 'Service', 'Duration (mins)'],
      ['starts_at', 'type', 'duration_minutes'],
    ],
    [
      ['Booking ID', 'Guests', 'Status'],
      ['external_id', 'party_size', 'status'],
    ],
    [
      ['starts_at', 'Date', 'contact_phone'],
      ['starts_at', null, 'contact_phone'],
    ],
  ])('bookings: %j', (headers, fields) => {
    expect(guessColumns('bookings', headers)).toEqual(fields)
  })

  test('each field is given to one column', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('Mobile', 'Phone', 'phone', 'Name', 'Customer', 'Date', 'Time', 'When', 'x')), (headers) => {
        for (const kind of ['contacts', 'bookings'] as const) {
          const given = guessColumns(kind, headers).filter((field) => field !== null)
          expect(new Set(given).size).toBe(given.length)
        }
      }),
    )
  })
})

test('a row by our names: parts are joined, blank cells are absent', () => {
  expect(toRow(['Asha', ' Rao ', '98765', ' '], ['first_name', 'last_name', 'phone', 'email'])).toEqual({
    name: 'Asha Rao',
    phone: '98765',
  })
  expect(toRow(['2026-12-01', '10:30', 'x'], ['date', 'time', null])).toEqual({ starts_at: '2026-12-01 10:30' })
  expect(toRow(['2026-12-01'], ['date', 'time'])).toEqual({ starts_at: '2026-12-01' })
})

describe('what goes out as CSV', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+SUM(A1)', "'+SUM(A1)"],
    ['-2+3', "'-2+3"],
    ['@cmd', "'@cmd"],
    ['\tx', '"\'\tx"'],
    ['\rx', '"\'\rx"'],
    ['+919876543210', '+919876543210'],
    ['+91 98765 43210', "'+91 98765 43210"],
    ['Rao, Asha', '"Rao, Asha"'],
    ['says "hi"', '"says ""hi"""'],
    ['a=b', 'a=b'],
  ])('%j is written %j', (value, cell) => {
    expect(csvLine([value])).toBe(`${cell}\r\n`)
  })

  test('what is written is read again, save the apostrophe', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme-ascii' }), { minLength: 2, maxLength: 5 }), (values) => {
        const text = `${CSV_START}${csvLine(values.map((_, index) => `c${index}`))}${csvLine(values)}`
        const [cells = []] = readCsv(text).rows
        expect(cells.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, ''))).toEqual(
          values.map((value) => value.replace(/^'(?=[=+\-@\t\r])/, '')),
        )
      }),
    )
  })
})
