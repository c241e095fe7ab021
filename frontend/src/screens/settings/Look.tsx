import { SegmentedControl } from '@mantine/core'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useSetPreferences } from '@/stores/preferences'
import { usePreferences } from '@/stores/queries'
import { look as words } from '@/text/settings'
import { failed } from '@/ui/toast'
import { Section } from './Section'
import css from './settings.module.css'

const icons = { light: Sun, dark: Moon, system: Monitor }

/** Light or dark. */
export function Look() {
  const theme = usePreferences().data?.theme ?? 'system'
  const change = useSetPreferences()
  const data = (['light', 'dark', 'system'] as const).map((value) => {
    const Icon = icons[value]
    return { value, label: <span className={css.choice}><Icon size={15} aria-hidden />{words[value]}</span> }
  })
  const control = (
    <SegmentedControl aria-label={words.label} value={theme} data={data} onChange={(value) => void change({ theme: value }).catch(failed)} />
  )
  return <Section id="look" title={words.title} help={words.help} action={control} />
}
