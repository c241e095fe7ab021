import { Button, Group, Modal, Stack } from '@mantine/core'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { api, asAppError, type AppError } from '@/bridge'
import { navigate, path } from '@/stores/route'
import { common } from '@/text/common'
import { form as words } from '@/text/knowledge'
import { ErrorNote } from '@/ui/ErrorNote'
import { BaseFields } from './BaseFields'
import { IndexFields } from './IndexFields'
import { useDraft } from './useDraft'
import css from './form.module.css'

/** Makes a knowledge base and opens it. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const { draft, change, nameError, check, refuse } = useDraft()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError>()
  const create = async () => {
    if (!check()) return
    setBusy(true)
    setError(undefined)
    try {
      const base = await api.knowledge.create({ ...draft, name: draft.name.trim() })
      onClose()
      navigate(path.knowledge(base.id))
    } catch (cause) {
      const refusal = asAppError(cause)
      if (!refuse(refusal)) setError(refusal)
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={words.createTitle} size={560}>
      <form onSubmit={(event) => { event.preventDefault(); void create() }} noValidate>
        <Stack gap="md">
          <BaseFields draft={draft} nameError={nameError} onChange={change} focusName />
          <details className={css.details}>
            <summary><ChevronRight size={15} aria-hidden />{words.advanced}</summary>
            <Stack gap="md" pt="sm"><IndexFields draft={draft} onChange={change} /></Stack>
          </details>
          {error && <ErrorNote error={error} />}
          <Group justify="flex-end" gap={8} className={css.foot}>
            <Button onClick={onClose}>{common.cancel}</Button>
            <Button type="submit" variant="filled" loading={busy}>{words.createAction}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
