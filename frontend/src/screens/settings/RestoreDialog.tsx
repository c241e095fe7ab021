import { Button, Group, Modal } from '@mantine/core'
import { common } from '@/text/common'
import { workspace as words } from '@/text/settings'

interface Props {
  name: string
  busy: boolean
  onReplace: () => void
  onClose: () => void
}

/** Asks before the workspace is replaced. */
export function RestoreDialog({ name, busy, onReplace, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={words.restoreAsk} closeOnClickOutside={!busy}>
      <p style={{ marginTop: 0, overflowWrap: 'anywhere' }}>{words.restoreText(name)}</p>
      <Group justify="flex-end" gap={8}>
        <Button onClick={onClose} disabled={busy} data-autofocus>{common.cancel}</Button>
        <Button variant="filled" loading={busy} onClick={onReplace}>{words.restoreConfirm}</Button>
      </Group>
    </Modal>
  )
}
