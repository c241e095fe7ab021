import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api, asAppError, type AppError, type KnowledgeBase } from '@/bridge'
import { navigate, path } from '@/stores/route'
import { common } from '@/text/common'
import { settings as words } from '@/text/knowledge'
import { ErrorNote } from '@/ui/ErrorNote'
import { done } from '@/ui/toast'

/** Deletes a knowledge base after its name was typed, unless it is empty. */
export function DeleteDialog({ base, onClose }: { base: KnowledgeBase; onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError>()
  const careful = base.documents > 0
  const remove = async () => {
    setBusy(true)
    try {
      await api.knowledge.delete(base.id)
      navigate(path.knowledge())
      done(words.deleted(base.name))
    } catch (cause) {
      setError(asAppError(cause))
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={words.deleteTitle(base.name)}>
      <form onSubmit={(event) => { event.preventDefault(); void remove() }}>
        <Stack gap="md">
          <div>{words.dangerHelp(base.documents)}</div>
          {careful && <TextInput label={words.deleteType(base.name)} data-autofocus value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />}
          {error && <ErrorNote error={error} />}
          <Group justify="flex-end" gap={8}>
            <Button onClick={onClose}>{common.cancel}</Button>
            <Button type="submit" variant="filled" color="red" loading={busy} disabled={careful && typed.trim() !== base.name.trim()}>{words.deleteConfirm}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
