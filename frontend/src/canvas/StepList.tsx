import { useCallback, useEffect, useMemo, useRef, useState, type DragEvent, type KeyboardEvent } from 'react'
import type { Spec } from '@/bridge'
import { canvas } from '@/text/canvas'
import { Tile } from '@/ui/Tile'
import css from './steplist.module.css'

export const STEP_DRAG = 'application/x-greenlight-step'

/** Kinds whose title, words or sentence hold the query; titles first. */
export function matching(kinds: Spec[], query: string): Spec[] {
  const q = query.trim().toLowerCase()
  if (q === '') return kinds
  const score = (k: Spec) => {
    const title = k.title.toLowerCase()
    if (title.startsWith(q)) return 3
    if (title.includes(q)) return 2
    return [...k.keywords, k.help].some((t) => t.toLowerCase().includes(q)) ? 1 : 0
  }
  return kinds.map((k) => ({ k, s: score(k) })).filter((m) => m.s > 0).sort((a, b) => b.s - a.s).map((m) => m.k)
}

function groups(kinds: Spec[]): [string, Spec[]][] {
  const found = new Map<string, Spec[]>()
  for (const k of kinds) found.set(k.group, [...(found.get(k.group) ?? []), k])
  return [...found]
}

interface Props {
  kinds: Spec[]
  choose: (spec: Spec) => void
  /** Puts the cursor into the search field when it appears. */
  focus?: boolean
  draggable?: boolean
  empty?: string
  onEscape?: () => void
}

interface ItemProps {
  spec: Spec
  on: boolean
  choose: (spec: Spec) => void
  draggable: boolean
}

function Item({ spec, on, choose, draggable }: ItemProps) {
  const start = (e: DragEvent) => {
    e.dataTransfer.setData(STEP_DRAG, spec.kind)
    e.dataTransfer.effectAllowed = 'copy'
  }
  return (
    <button
      type="button"
      role="option"
      aria-selected={on}
      id={'step-' + spec.kind}
      tabIndex={-1}
      className={css.item}
      data-on={on}
      title={spec.help}
      draggable={draggable}
      onDragStart={start}
      onClick={() => choose(spec)}
    >
      <Tile icon={spec.icon} color={spec.color} size={24} />
      <span>{spec.title}</span>
    </button>
  )
}

/** A searchable, grouped list of the kinds of step; arrows move, Enter chooses. */
export function StepList({ kinds, choose, focus = false, draggable = false, empty, onEscape }: Props) {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const shown = useMemo(() => matching(kinds, query), [kinds, query])
  const searching = query.trim() !== ''
  const active = focus || searching ? shown[Math.min(at, shown.length - 1)] : undefined

  useEffect(() => { if (focus) field.current?.focus() }, [focus])

  const pick = useCallback((spec: Spec) => {
    setQuery('')
    setAt(0)
    choose(spec)
  }, [choose])

  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key === 'ArrowDown') setAt((i) => Math.min(i + 1, shown.length - 1))
    else if (e.key === 'ArrowUp') setAt((i) => Math.max(i - 1, 0))
    else if (e.key === 'Enter' && (active ?? shown[0])) pick((active ?? shown[0]) as Spec)
    else if (e.key === 'Escape') {
      setQuery('')
      field.current?.blur()
      onEscape?.()
    } else return
    e.preventDefault()
    e.stopPropagation()
  }

  const list = searching ? ([['', shown]] as [string, Spec[]][]) : groups(shown)
  return (
    <div className={css.list}>
      <div className={css.search}>
        <input
          ref={field}
          data-step-search
          value={query}
          placeholder={canvas.addStep}
          aria-label={canvas.searchSteps}
          role="combobox"
          aria-expanded
          aria-controls="step-list"
          aria-activedescendant={active ? 'step-' + active.kind : undefined}
          onChange={(e) => { setQuery(e.currentTarget.value); setAt(0) }}
          onKeyDown={onKeyDown}
        />
        <kbd aria-hidden>/</kbd>
      </div>
      <div className={css.scroll} role="listbox" id="step-list" aria-label={canvas.steps}>
        {shown.length === 0 && <p className={css.none}>{searching ? canvas.noStep(query) : empty}</p>}
        {list.map(([group, specs]) => (
          <div key={group} role="group" aria-label={group}>
            {group !== '' && <div className={css.group}>{group}</div>}
            {specs.map((s) => <Item key={s.kind} spec={s} on={s === active} choose={pick} draggable={draggable} />)}
          </div>
        ))}
      </div>
    </div>
  )
}
