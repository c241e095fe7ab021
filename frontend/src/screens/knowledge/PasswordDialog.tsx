import { Button, Checkbox, Group, Modal, PasswordInput, Stack } from '@mantine/core'
import { useState } from 'react'
import { api, AppError, asAppError, type Document } from '@/bridge'
import { runJob } from '@/jobs/runJob'
import { common } from '@/text/common'
import { password as words } from '@/text/knowledge'
import { ErrorNote } from '@/ui/ErrorNote'
import { notice } from './notice'

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
      const refusal = await readWith(document, value)
      if (refusal) {
        setError(refusal)
        return
      }
      if (all) await openOthers()
      onClose()
    } catch (cause) {
      setError(asAppError(cause))
    } finally {
      setBusy(false)
    }
  }
  const openOthers = async () => {
    let missed = 0
    for (const each of others) if (await readWith(each, value)) missed++
    if (missed > 0) notice(words.someFailed(missed))
  }
  return (
    <Modal opened onClose={onClose} title={words.title}>
      <form onSubmit={(event) => { event.preventDefault(); void open() }}>
        <Stack gap="md">
          <div style={{ overflowWrap: 'anywhere' }}>{words.text(document.title)}</div>
          <PasswordInput label={words.label} description={words.help} data-autofocus autoComplete="off" value={value}
            error={error?.code === 'password' ? error.message : undefined} onChange={(event) => setValue(event.currentTarget.value)} />
          {others.length > 0 && <Checkbox label={words.others(others.length)} checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />}
          {error && error.code !== 'password' && <ErrorNote error={error} />}
          <Group justify="flex-end" gap={8}>
            <Button onClick={onClose}>{common.cancel}</Button>
            <Button type="submit" variant="filled" loading={busy} disabled={value === ''}>{words.action}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** Reads a document with a password. Gives what stood against it, if anything did. */
async function readWith(document: Document, password: string): Promise<AppError | undefined> {
  const job = await runJob(() => api.knowledge.retry(document.id, password))
  if (job.status !== 'failed' || !job.error) return undefined
  // The dialog says what happened; a failed job in the list would only say it again.
  await api.jobs.dismiss(job.id)
  return new AppError(job.error.code, job.error.message, job.error.hint, job.error.path)
}
