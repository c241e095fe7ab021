import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Check, TriangleAlert } from 'lucide-react'
import { asAppError } from '@/bridge'
import { newId } from '@/stores/id'
import { common } from '@/text/common'

interface Undo {
  /** Takes the change back. */
  undo: () => void
}

/** Says that something was done, with a way back where there is one. */
export function done(message: string, back?: Undo): void {
  const id = newId()
  const takeBack = () => {
    notifications.hide(id)
    back?.undo()
  }
  notifications.show({
    id,
    icon: <Check size={16} />,
    color: 'green',
    role: 'status',
    autoClose: back ? 8000 : 4000,
    message: back ? (
      <Group justify="space-between" wrap="nowrap">
        {message}
        <Button variant="subtle" onClick={takeBack}>{common.undo}</Button>
      </Group>
    ) : (
      message
    ),
  })
}

/** Says what failed and what to do next. */
export function failed(cause: unknown): void {
  const error = asAppError(cause)
  if (error.code === 'cancelled') return
  notifications.show({
    icon: <TriangleAlert size={16} />,
    color: 'red',
    title: error.message,
    message: error.hint,
    autoClose: 10_000,
    role: 'alert',
  })
}
