import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api, type KnowledgeBase } from '@/bridge'
import { navigate, path } from '@/stores/route'
import { common } from '@/text/common'
import { settings as words } from '@/text/knowledge'
import { done, failed } from '@/ui/toast'

/** Deletes a knowledge base after its name was typed, unless it is empty. */
export function DeleteDialog({ base, onClose }: { base: KnowledgeBase; onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const careful = base.documents > 0
  const remove = async () => {
    // Leaves first: this screen would ask for what is being deleted.
    navigate(path.knowledge())
    try {
      await api.knowledge.delete(base.id)
      done(words.deleted(base.name))
    } catch (cause) {
      failed(cause)
    }
  }
  return (
    <Modal opened onClose={onClose} title={words.deleteTitle(base.name)}>
      <form onSubmit={(event) => { event.preventDefault(); void remove() }}>
        <Stack gap="md">
          <div>{words.dangerHelp(base.documents)}</div>
          {careful && <TextInput label={words.deleteType(base.name)} data-autofocus value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />}
          <Group justify="flex-end" gap={8}>
            <Button onClick={onClose}>{common.cancel}</Button>
            <Button type="submit" variant="filled" color="red" disabled={careful && typed.trim() !== base.name.trim()}>{words.deleteConfirm}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
