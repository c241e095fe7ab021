import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '@/bridge'
import { sample as words } from '@/text/settings'
import { done, failed } from '@/ui/toast'
import { Section } from './Section'

/** Adds the sample documents and assistants where they are missing. */
export function Sample() {
  const [busy, setBusy] = useState(false)
  const add = () => {
    setBusy(true)
    api.settings.addSample().then(() => done(words.added), failed).finally(() => setBusy(false))
  }
  return <Section id="sample" title={words.title} help={words.help} action={<Button loading={busy} onClick={add}>{words.add}</Button>} />
}
