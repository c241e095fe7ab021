import { notifications } from '@mantine/notifications'
import { Info } from 'lucide-react'

/** Says something worth knowing that is no failure. */
export function notice(message: string): void {
  notifications.show({ icon: <Info size={16} />, color: 'blue', message, autoClose: 8000 })
}
