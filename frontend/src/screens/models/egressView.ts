import type { Egress } from '@/bridge'
import { egress as words } from '@/text/models'

/** What went to other computers: how often, to how many, how much. */
export function outside(list: readonly Egress[]) {
  const records = list.filter((record) => !record.local)
  return {
    records,
    hosts: new Set(records.map((record) => record.host)).size,
    sent: records.reduce((sum, record) => sum + record.sent, 0),
  }
}

/** What a request was for, in words; unknown purposes stay as they are. */
export function purposeOf(record: Egress): string {
  return (words.purposes as Record<string, string | undefined>)[record.purpose] ?? record.purpose
}

/** How a request ended. */
export function outcomeOf(record: Egress): { text: string; bad: boolean } {
  if (record.status === 0) return { text: words.noAnswer, bad: true }
  if (record.status >= 400) return { text: words.failed(record.status), bad: true }
  return { text: words.ok, bad: false }
}
