export function readReviewStatus(values: { get(name: string): string | null }): 'NEEDS_REVIEW' | 'UNMATCHED' {
  return values.get('show') === 'unmatched' ? 'UNMATCHED' : 'NEEDS_REVIEW'
}

export function reviewInput(tenantSlug: string, status: 'NEEDS_REVIEW' | 'UNMATCHED') {
  return { tenantSlug, status, limit: 25 }
}
