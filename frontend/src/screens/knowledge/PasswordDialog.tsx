import { Button, Checkbox, Group, Modal, PasswordInput, Stack } from '@mantine/core'
import { useState } from 'react'
import { api, asAppError, type AppError, type Document } from '@/bridge'
import { common } from '@/text/common'
import { password as words } from '@/text/knowledge'
import { ErrorNote } from '@/ui/ErrorNote'

interface Props {
  document: Document
  /** Further documents that wait for a password. */
  others: readonly Document[]
  onClose: () => void
}

/** Asks for the password of an encrypted document and reads it again. */
export function PasswordDialog({ document, others, onClose }: Props) {
  const [value, setValue] = useState('')
  const [all, setAll] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError>()
  const open = async () => {
    setBusy(true)
    setError(undefined)
    try {
      for (const each of all ? [document, ...others] : [document]) await api.knowledge.retry(each.id, value)
      onClose()
    } catch (cause) {
      setError(asAppError(cause))
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={words.title}>
      <form onSubmit={(event) => { event.preventDefault(); void open() }}>
        <Stack gap="md">
          <div style={{ overflowWrap: 'anywhere' }}>{words.text(document.title)}</div>
          <PasswordInput label={words.label} description={words.help} data-autofocus autoComplete="off" value={value} onChange={(event) => setValue(event.currentTarget.value)} />
          {others.length > 0 && <Checkbox label={words.others(others.length)} checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />}
          {error && <ErrorNote error={error} />}
          <Group justify="flex-end" gap={8}>
            <Button onClick={onClose}>{common.cancel}</Button>
            <Button type="submit" variant="filled" loading={busy} disabled={value === ''}>{words.action}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
