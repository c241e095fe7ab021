import type { FlowSummary } from '@/bridge'
import { sampleQuestions } from '@/text/home'

/** The sample assistant that can be asked on Home, while it is there. */
export const sampleOf = (flows: FlowSummary[]): FlowSummary | undefined => flows.find((f) => sampleQuestions[f.name] !== undefined)
