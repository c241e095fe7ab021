import { match } from './match'

/** Something that can be found and done. */
export interface Command {
  id: string
  group: Group
  label: string
  /** A second line: a path, a place. */
  note?: string
  /** Further words by which it is found. */
  keywords?: string
  icon: Icon
  run: () => void
}

export type Group = 'go' | 'assistant' | 'knowledge' | 'document' | 'action' | 'setting'
export type Icon = 'home' | 'assistant' | 'knowledge' | 'ask' | 'model' | 'document' | 'settings' | 'add' | 'jobs' | 'look' | 'save' | 'check' | 'keyboard' | 'privacy'

/** A command that fits, with the letters that made it fit. */
export interface Found {
  command: Command
  at: number[]
}

/** Most commands shown at once. */
const most = 40
/** Documents are many: they must fit well, and do not push everything else out. */
const mostDocuments = 8
const documentHandicap = 25
const keywordHandicap = 60

/** The commands that fit a query, best first. Without a query: all but documents, as they come. */
export function find(commands: readonly Command[], query: string): Found[] {
  if (query.trim() === '') return commands.filter((command) => command.group !== 'document').slice(0, most).map((command) => ({ command, at: [] }))
  const scored = commands.flatMap((command, order) => {
    const hit = best(command, query)
    return hit ? [{ command, at: hit.at, score: hit.score, order }] : []
  })
  scored.sort((a, b) => b.score - a.score || a.order - b.order)
  let documents = 0
  return scored.filter(({ command }) => command.group !== 'document' || ++documents <= mostDocuments).slice(0, most)
}

function best(command: Command, query: string): { score: number; at: number[] } | null {
  const own = match(query, command.label)
  const handicap = command.group === 'document' ? documentHandicap : 0
  if (own) return { score: own.score - handicap, at: own.at }
  const also = match(query, `${command.keywords ?? ''} ${command.note ?? ''}`)
  // Scattered letters in keywords fit nearly anything: only whole runs count.
  if (!also || also.score < 100) return null
  return { score: also.score - keywordHandicap - handicap, at: [] }
}
