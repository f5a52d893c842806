const RUPEES_WITH_PAISE = new Intl.NumberFormat('en-IN', {
  style: 'currency',
  currency: 'INR',
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
})
const WHOLE_RUPEES = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR', maximumFractionDigits: 0 })
const FRACTIONS_OF_PAISE = new Intl.NumberFormat('en-IN', {
  style: 'currency',
  currency: 'INR',
  minimumFractionDigits: 2,
  maximumFractionDigits: 4,
})

/** Paise as rupees. Paise are shown while they matter: below ₹1,000. */
export function formatRupees(paise: number): string {
  return Math.abs(paise) >= 100_000 ? WHOLE_RUPEES.format(paise / 100) : RUPEES_WITH_PAISE.format(paise / 100)
}

/** A ledger line: tokens cost less than a paisa, and a line must not read ₹0.00 when it is not. */
export function formatLedgerRupees(paise: number): string {
  return FRACTIONS_OF_PAISE.format(paise / 100)
}
