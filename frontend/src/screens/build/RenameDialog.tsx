import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { api } from '@/bridge'
import { flush } from '@/stores/autosave'
import { setMeta, useFlow } from '@/stores/flow'
import { build } from '@/text/build'
import { common } from '@/text/common'
import { failed } from '@/ui/toast'

/** Name and purpose of the open assistant. */
export function RenameDialog({ close }: { close: () => void }) {
  const { id, name: oldName, description: oldDescription } = useFlow.getState()
  const [name, setName] = useState(oldName)
  const [description, setDescription] = useState(oldDescription)
  const [busy, setBusy] = useState(false)

  const save = async () => {
    setBusy(true)
    try {
      await flush()
      const flow = await api.flows.rename(id, name.trim(), description.trim())
      if (useFlow.getState().id === id) {
        setMeta({ name: flow.name, description: flow.description, revision: flow.revision, updatedAt: flow.updatedAt })
      }
      close()
    } catch (cause) {
      failed(cause)
    } finally {
      setBusy(false)
    }
  }
  const submit = (e: SubmitEvent) => {
    e.preventDefault()
    void save()
  }
  return (
    <Modal opened onClose={close} title={build.renameTitle}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput label={build.nameLabel} value={name} maxLength={120} data-autofocus onChange={(e) => setName(e.currentTarget.value)} />
          <Textarea label={build.descriptionLabel} value={description} autosize minRows={2} onChange={(e) => setDescription(e.currentTarget.value)} />
          <Group justify="flex-end">
            <Button onClick={close}>{common.cancel}</Button>
            <Button type="submit" variant="filled" loading={busy} disabled={name.trim() === ''}>{common.save}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
