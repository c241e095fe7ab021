import { Modal } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useIntent } from '@/stores/intent'
import { words } from '@/text/palette'
import { find } from './commands'
import { CommandLine } from './CommandLine'
import { useChoice } from './useChoice'
import { useCommands } from './useCommands'
import css from './palette.module.css'

const optionId = (index: number): string => `command-${index}`

/** Finds any action, assistant, document or setting. */
export function CommandPalette() {
  const [open, setOpen] = useState(false)
  // Counts the openings, so that each begins with an empty field, also one that comes while the
  // last still fades.
  const [opening, setOpening] = useState(0)
  const show = () => {
    setOpening((before) => before + 1)
    setOpen(true)
  }
  // Works in fields too: nobody should have to leave one first.
  useHotkeys([['mod+K', () => (open ? setOpen(false) : show())]], [], true)
  useIntent('find', show)
  return (
    <Modal opened={open} onClose={() => setOpen(false)} withCloseButton={false} padding={0} size={620} yOffset="14vh" centered={false}
      transitionProps={{ duration: 80 }} attributes={{ content: { 'aria-label': words.label } }} classNames={{ body: css.body }}>
      <Finder key={opening} onClose={() => setOpen(false)} />
    </Modal>
  )
}

function Finder({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState('')
  const found = find(useCommands(query), query)
  const run = (index: number) => {
    const command = found[index]?.command
    if (!command) return
    onClose()
    command.run()
  }
  const { at, setAt, onKey, list } = useChoice(found.length, query, run)
  return (
    <>
      <div className={css.search}>
        <Search size={18} aria-hidden />
        <input type="text" role="combobox" aria-label={words.label} aria-expanded={found.length > 0} aria-controls="commands" aria-autocomplete="list"
          aria-activedescendant={found.length > 0 ? optionId(at) : undefined} autoComplete="off" spellCheck={false} data-autofocus
          placeholder={words.placeholder} value={query} onChange={(event) => setQuery(event.currentTarget.value)} onKeyDown={onKey} />
      </div>
      <div ref={list} id="commands" role="listbox" aria-label={words.label} className={css.list}>
        {found.map((each, i) => (
          <CommandLine key={each.command.id} id={optionId(i)} found={each} active={i === at} onPoint={() => setAt(i)} onRun={() => run(i)} />
        ))}
      </div>
      {found.length === 0 && <p className={css.nothing} role="status">{words.nothing(query.trim())}</p>}
      <div className={css.footer} aria-hidden>
        <span><kbd>↑</kbd><kbd>↓</kbd> {words.hint.move}</span>
        <span><kbd>Enter</kbd> {words.hint.open}</span>
        <span><kbd>Esc</kbd> {words.hint.close}</span>
      </div>
    </>
  )
}
