import { Button, Group, Stack } from '@mantine/core'
import { Info } from 'lucide-react'
import { useState } from 'react'
import { api, asAppError, type AppError, type KnowledgeBase } from '@/bridge'
import { form as words, settings } from '@/text/knowledge'
import { ErrorNote } from '@/ui/ErrorNote'
import { done } from '@/ui/toast'
import { BaseFields } from './BaseFields'
import { DeleteDialog } from './DeleteDialog'
import { IndexFields } from './IndexFields'
import { differs, draftOf, reindexes, useDraft } from './useDraft'
import css from './settings.module.css'

/** Name, label, cutting and index of a knowledge base; and deleting it. */
export function SettingsTab({ base }: { base: KnowledgeBase }) {
  const { draft, setDraft, change, nameError, check, refuse } = useDraft(base)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError>()
  const [deleting, setDeleting] = useState(false)
  const changed = differs(base, draft)
  const save = async () => {
    if (!check()) return
    setBusy(true)
    setError(undefined)
    try {
      await api.knowledge.update(base.id, { ...draft, name: draft.name.trim() })
      done(words.saved)
    } catch (cause) {
      const refusal = asAppError(cause)
      if (!refuse(refusal)) setError(refusal)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={css.page}>
      <form className={css.card} onSubmit={(event) => { event.preventDefault(); void save() }} noValidate>
        <Stack gap="md">
          <BaseFields draft={draft} nameError={nameError} onChange={change} />
          <h2 className={css.part}>{words.advanced}</h2>
          <IndexFields draft={draft} onChange={change} />
          {reindexes(base, draft) && base.documents > 0 && (
            <div className={css.notice} role="status"><Info size={16} aria-hidden />{words.reindex(base.documents)}</div>
          )}
          {error && <ErrorNote error={error} />}
          <Group gap={8} justify="flex-end">
            <Button disabled={!changed || busy} onClick={() => setDraft(draftOf(base))}>{words.revert}</Button>
            <Button type="submit" variant="filled" disabled={!changed} loading={busy}>{words.saveAction}</Button>
          </Group>
        </Stack>
      </form>
      <section className={css.danger}>
        <div>
          <h2>{settings.danger}</h2>
          <p>{settings.dangerHelp(base.documents)}</p>
        </div>
        <Button color="red" variant="outline" onClick={() => setDeleting(true)}>{settings.delete}</Button>
      </section>
      {deleting && <DeleteDialog base={base} onClose={() => setDeleting(false)} />}
    </div>
  )
}
