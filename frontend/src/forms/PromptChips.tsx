import { Tooltip } from '@mantine/core'
import { Plus } from 'lucide-react'
import { forms } from '@/text/forms'
import css from './forms.module.css'
import type { Source } from './promptSources'
import { variablesOf } from './variables'

interface Props {
  text: string
  /** By name: the title of the step that the value comes from. */
  connected: ReadonlyMap<string, string>
  sources: Source[]
  insert: (name: string) => void
  take: (source: Source) => void
}

/** The names of a text, whether something is connected to each, and what else could be put in. */
export function PromptChips({ text, connected, sources, insert, take }: Props) {
  const used = variablesOf(text)
  const more = sources.filter((s) => !used.includes(s.name))
  if (used.length === 0 && more.length === 0) return null
  return (
    <div className={css.chips}>
      {used.map((name) => {
        const from = connected.get(name)
        return (
          <Tooltip key={name} label={from ? forms.prompt.connected(from) : forms.prompt.loose}>
            <button type="button" className={css.chip} data-known={from !== undefined} onClick={() => insert(name)}>{name}</button>
          </Tooltip>
        )
      })}
      {more.map((s) => (
        <Tooltip key={s.from.node + s.from.port} label={`${forms.prompt.insert}: ${s.title}`}>
          <button type="button" className={css.chipNew} onClick={() => take(s)}><Plus size={12} aria-hidden />{s.name}</button>
        </Tooltip>
      ))}
    </div>
  )
}
