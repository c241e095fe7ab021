import { Spotlight } from '@mantine/spotlight'
import {
  BookOpen, Boxes, CirclePlus, FileText, House, Keyboard, ListChecks, MessageCircleQuestion, Save, Search, Settings, ShieldCheck, Stethoscope, SunMoon, Workflow,
  type LucideIcon,
} from 'lucide-react'
import { useState } from 'react'
import { words } from '@/text/palette'
import { find, type Found, type Icon } from './commands'
import { useCommands } from './useCommands'
import css from './palette.module.css'

const icons: Record<Icon, LucideIcon> = {
  home: House, assistant: Workflow, knowledge: BookOpen, ask: MessageCircleQuestion, model: Boxes, document: FileText, settings: Settings, add: CirclePlus,
  jobs: ListChecks, look: SunMoon, save: Save, check: Stethoscope, keyboard: Keyboard, privacy: ShieldCheck,
}

/** Finds any action, assistant, document or setting. */
export function CommandPalette() {
  const [query, setQuery] = useState('')
  const [open, setOpen] = useState(false)
  const commands = useCommands(open, query)
  const found = open ? find(commands, query) : []
  return (
    <Spotlight.Root query={query} onQueryChange={setQuery} shortcut={['mod + K']} tagsToIgnore={[]} triggerOnContentEditable clearQueryOnClose
      onSpotlightOpen={() => setOpen(true)} onSpotlightClose={() => setOpen(false)} size={620} yOffset="14vh" centered={false} radius="lg"
      overlayProps={{ backgroundOpacity: 0.3, blur: 1 }} transitionProps={{ duration: 100 }}
      attributes={{ content: { 'aria-label': words.label } }}>
      <Spotlight.Search placeholder={words.placeholder} aria-label={words.label} leftSection={<Search size={18} />} size="md" />
      <Spotlight.ActionsList className={css.list} aria-label={words.label}>
        {found.map((each) => <Line key={each.command.id} found={each} />)}
        {found.length === 0 && <Spotlight.Empty>{words.nothing(query.trim())}</Spotlight.Empty>}
      </Spotlight.ActionsList>
      <Spotlight.Footer className={css.footer}>
        <span><kbd>↑</kbd><kbd>↓</kbd> {words.hint.move}</span>
        <span><kbd>Enter</kbd> {words.hint.open}</span>
        <span><kbd>Esc</kbd> {words.hint.close}</span>
      </Spotlight.Footer>
    </Spotlight.Root>
  )
}

function Line({ found: { command, at } }: { found: Found }) {
  const Picture = icons[command.icon]
  return (
    <Spotlight.Action onClick={command.run} className={css.line}>
      <Picture size={17} strokeWidth={1.8} aria-hidden />
      <span className={css.text}>
        <span className={css.label}>{marked(command.label, at)}</span>
        {command.note !== undefined && <span className={css.note}>{command.note}</span>}
      </span>
      <span className={css.group}>{words.groups[command.group]}</span>
    </Spotlight.Action>
  )
}

/** The label with the letters that fit in bold. */
function marked(label: string, at: readonly number[]) {
  if (at.length === 0) return label
  const hit = new Set(at)
  return Array.from({ length: label.length }, (_, i) => (hit.has(i) ? <b key={i}>{label[i]}</b> : label[i]))
}
