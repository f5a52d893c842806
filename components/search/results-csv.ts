import type { SearchResultView } from '@/server/domain/conversations/conversation-view'
import { toCsv } from '../lists/csv'

/** What was found, as people take it to a spreadsheet. `callUrl`: where a call opens at the second. */
export function resultsAsCsv(results: SearchResultView[], callUrl: (result: SearchResultView) => string): string {
  return toCsv(
    ['call_id', 'started_at', 'direction', 'contact', 'phone', 'sentiment', 'speaker', 'second', 'said', 'summary', 'link'],
    results.map((result) => [
      result.callId,
      result.callStartedAt,
      result.callType,
      result.customerName,
      result.phone,
      result.sentiment,
      result.speaker,
      Math.floor(result.second),
      result.snippet.text,
      result.summary,
      callUrl(result),
    ]),
  )
}
